"""`geokg score`."""

import json
from collections.abc import Container
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.terminal import say
from loader.evaluate import TASKS, read_ids
from loader.evaluate import score as score_files
from loader.knowledge import Knowledge
from loader.pipeline import Pipeline

_SQLITE = b"SQLite format 3"


def score(
    task: Annotated[str, typer.Argument(metavar="TASK", help=f"What to measure: {', '.join(TASKS)}.")],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="The gold set, JSON Lines, packed by gzip or not.")
    ],
    records: Annotated[
        Path, typer.Argument(metavar="RECORDS", help="What `geokg extract` wrote for its articles.")
    ],
    index: Annotated[
        Path | None,
        typer.Option(
            "--index",
            metavar="FILE",
            help="For linking: an entity index, or entities as JSON Lines, to tell what could be found.",
        ),
    ] = None,
) -> None:
    """Measure extraction records against a gold set and print the figures as JSON.

    Rates are per cent. Articles are matched by id; those without a record count as nothing found, and
    their number is told on stderr. `docs/quality.md` has geokg's own figures and says what the tasks are.

    Exit status: 0 measured; 2 a file is missing or is not what the task needs.

    Example: `geokg score statements gold.jsonl records.jsonl`
    """
    report, missing = score_files(task, gold, records, _held(index) if index else None)
    if missing:
        say(f"{missing} articles of {gold} have no record; they count as nothing found")
    typer.echo(json.dumps(report.to_json(), indent=1))


class _Held:
    """The ids that an entity index knows, asked one by one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __contains__(self, qid: object) -> bool:
        return self._knowledge.facts(str(qid)) is not None


def _held(path: Path) -> Container[str]:
    """The Wikidata ids of an entity index, or of a file of entities."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                return _Held(Pipeline(options.load_settings(index=path)).knowledge)
    return read_ids(path)
