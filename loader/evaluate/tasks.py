"""The tasks by name, and the one way from two files to a report."""

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from loader.errors import EvaluationFault
from loader.evaluate.gold import (
    LinkingGold,
    PloverGold,
    PropertiesGold,
    RelationsGold,
    ToponymsGold,
    TriggersGold,
    TriplesGold,
)
from loader.evaluate.linking import score_linking
from loader.evaluate.mentions import score_mentions
from loader.evaluate.plover import score_plover
from loader.evaluate.properties import score_properties, score_triples
from loader.evaluate.reading import read_gold, read_records, read_statements_gold
from loader.evaluate.relations import score_relations
from loader.evaluate.report import Report
from loader.evaluate.statements import score_statements
from loader.evaluate.toponyms import score_toponyms
from loader.evaluate.triggers import score_triggers
from loader.model import Extraction

TASKS = (
    *("relations", "linking", "toponyms", "plover", "statements"),
    *("mentions", "properties", "triples", "triggers"),
)
"""First those of the reference scorer, then those of our own mapping to sets that it does not score."""

_KINDS: Mapping[str, Any] = {
    "relations": (RelationsGold, score_relations),
    "linking": (LinkingGold, score_linking),
    "toponyms": (ToponymsGold, score_toponyms),
    "plover": (PloverGold, score_plover),
    "mentions": (RelationsGold, score_mentions),
    "properties": (PropertiesGold, score_properties),
    "triples": (TriplesGold, score_triples),
    "triggers": (TriggersGold, score_triggers),
}


def score(task: str, gold: Path, records: Path, index: Container[str] | None = None) -> tuple[Report, int]:
    """Score a file of records against a gold set.

    Args:
        task: one of `TASKS`.
        gold: a file in the layout that `gold` describes.
        records: extraction records, one a line, matched with the gold by the article's id.
        index: for `linking`, the Wikidata ids that could be found at all.

    Returns:
        The report, and how many gold articles have no record: they count as nothing found.

    Raises:
        EvaluationFault: an unknown task, a file that cannot be read or is something else, or no record
            of any article of the gold set.
    """
    return score_records(task, gold, read_records(records) if task in TASKS else {}, index, str(records))


def score_records(
    task: str,
    gold: Path,
    records: Mapping[str, Extraction],
    index: Container[str] | None = None,
    where: str = "the records",
) -> tuple[Report, int]:
    """As `score`, of records in memory by article id; `where` is what a message calls them."""
    if task not in TASKS:
        raise EvaluationFault(f"no task {task!r}; tasks are {', '.join(TASKS)}")
    if index is not None and task != "linking":
        raise EvaluationFault(f"an index is for the task linking, not for {task}")
    if task == "statements":
        lines: Any = read_statements_gold(gold)
        metric: Any = score_statements
    else:
        kind, metric = _KINDS[task]
        lines = read_gold(gold, kind, task)
    if task == "toponyms" and not any(m.lat is not None for line in lines for m in line.mentions):
        raise EvaluationFault(f"{gold}: not a gold set of task toponyms: no mention has coordinates")
    missing = sum(line.id not in records for line in lines)
    if missing == len(lines):
        raise EvaluationFault(
            f"{where}: no record of any of the {len(lines)} articles of {gold}: article ids do not match"
        )
    report: Report = metric(lines, records, index) if task == "linking" else metric(lines, records)
    return report, missing
