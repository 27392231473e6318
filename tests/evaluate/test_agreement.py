"""geokg's figures are those of the reference scorer, to the last digit.

`made/` holds small gold sets with faulty records, made from our own sample articles, and what the
reference scorer printed for them. Where the public gold sets are at hand the scorer itself is run on
them: name their folder in BENCH_FOLDER, or keep it as `shared/bench` beside the checkout.
"""

import copy
import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loader.evaluate import read_ids, score

HERE = Path(__file__).parent
MADE = HERE / "made"
BENCH = Path(os.environ.get("BENCH_FOLDER", HERE.parents[2] / "shared" / "bench"))

needs_bench = pytest.mark.skipif(
    not (BENCH / "score.py").exists(), reason="the public gold sets are not here; see BENCH_FOLDER"
)

TASKS = ["relations", "linking", "toponyms", "plover", "statements"]


def made(task: str) -> tuple[Path, Path]:
    return MADE / f"{task}.gold.jsonl", MADE / f"{task}.records.jsonl"


def reference(*arguments: object) -> dict[str, Any]:
    command = [sys.executable, str(BENCH / "score.py"), *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("task", TASKS)
def test_made_records_score_as_the_reference_scored_them(task: str):
    expected = json.loads((MADE / f"{task}.expected.json").read_text(encoding="utf-8"))
    report, _ = score(task, *made(task))
    assert report.to_json() == expected
    assert json.dumps(report.to_json()) == json.dumps(expected)  # in the same order, too


def test_what_an_index_could_not_hold_is_told_as_the_reference_tells_it():
    expected = json.loads((MADE / "linking.index.expected.json").read_text(encoding="utf-8"))
    report, _ = score("linking", *made("linking"), read_ids(MADE / "linking.index.jsonl"))
    assert report.to_json() == expected


@needs_bench
@pytest.mark.parametrize("task", TASKS)
def test_the_pinned_figures_are_still_the_references(task: str):
    expected = json.loads((MADE / f"{task}.expected.json").read_text(encoding="utf-8"))
    assert reference(task, *made(task)) == expected


REAL = {
    "dwie/dev.jsonl.gz": "relations",
    "re3d/all.jsonl.gz": "relations",
    "linking/msnbc.jsonl.gz": "linking",
    "linking/kore50.jsonl.gz": "linking",
    "toponym/geovirus.jsonl.gz": "toponyms",
    "plover/train.jsonl.gz": "plover",
    "gold/dev.jsonl": "statements",
}


@needs_bench
@pytest.mark.parametrize("name", REAL)
def test_perturbed_gold_scores_as_by_the_reference(name: str, tmp_path: Path):
    """Records made by damaging the gold at random, so that each rule of the metric has cases to decide."""
    gold, task = BENCH / name, REAL[name]
    dice = random.Random(name)  # noqa: S311
    records = tmp_path / "records.jsonl"
    lines = [damaged(document, task, dice) for document in read(gold) if dice.random() > 0.05]
    records.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    report, _ = score(task, gold, records)
    assert json.dumps(report.to_json()) == json.dumps(reference(task, gold, records))


def read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        yield from map(json.loads, lines)


def damaged(document: dict[str, Any], task: str, dice: random.Random) -> dict[str, Any]:
    """A record that is right in part."""
    if task == "statements":
        record = copy.deepcopy(document)
        record.pop("annotated_types", None)
    else:
        record = {
            "article": {"id": document["id"], "text": document["text"]},
            "entities": list(entities_of(document, dice)),
            "statements": [],
        }
        ids = [entity["id"] for entity in record["entities"]]
        record["statements"] = [made_up(n, ids, dice) for n in range(15)] if ids else []
    for entity in record["entities"]:
        entity["mentions"] = [m for m in entity["mentions"] if dice.random() > 0.1]
        for mention in entity["mentions"]:
            mention["end"] += dice.choice((0, 0, 0, 0, 3))
    record["statements"] = [spoilt(s, dice) for s in record["statements"] if dice.random() > 0.1]
    return record


def entities_of(document: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    if "gold_root" in document:
        spans = [document["text"].lower().find(document[k].lower()) for k in ("source", "target")]
        found = [{"mentions": [[s, s + 5]], "qid": None} for s in spans if s >= 0]
    elif "entities" in document:
        found = document["entities"]
    else:
        found = [{**m, "mentions": [[m["b"], m["e"]]]} for m in document["mentions"]]
    for number, entity in enumerate(found):
        qid = entity.get("qid_silver") or entity.get("qid") or "Q30"
        yield {
            "id": f"p{number}",
            "type": dice.choice(("Person", "State", "Place", "Organization")),
            "mentions": [
                {"start": s, "end": e, "kind": dice.choice(("name", "name", "adjective", "pronoun"))}
                for s, e in entity["mentions"]
            ],
            "qid": dice.choice((qid, qid, qid, None, "Q42")),
            "lat": entity.get("lat", 0.0) + dice.choice((0, 0, 2)),
            "lon": entity.get("lon"),
        }


CHOICES = {
    "OfficeHolding": ("holder", "of", "category", ("head_of_state", "minister", "mayor", "other")),
    "Affiliation": ("agent", "of", "relation", ("citizen", "official", "employee")),
    "Location": ("entity", "place", "relation", ("located_in", "based_in", "capital_of", "occurs_in")),
    "Membership": ("member", "organization", "status", ("current", "former")),
    "Part": ("part", "whole", "relation", ("part_of", "agency_of", "ministry_of")),
    "Stance": ("a", "b", "kind", ("ally", "belligerent", "leads")),
    "Event": ("actor", "recipient", "event", ("ASSAULT", "ACCUSE", "AID", "CONSULT")),
}


def made_up(number: int, ids: list[str], dice: random.Random) -> dict[str, Any]:
    kind = dice.choice(sorted(CHOICES))
    head, tail, value, values = CHOICES[kind]
    return {
        "id": f"s{number}",
        "type": kind,
        "roles": {head: [dice.choice(ids)], tail: [dice.choice(ids)]},
        "values": {value: dice.choice(values)},
        "confidence": dice.random(),
        "evidence": [{"start": 0, "end": 40}],
    }


def spoilt(statement: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    if dice.random() < 0.1:
        statement["polarity"] = "negated"
    if dice.random() < 0.1:
        statement["modality"] = "possible"
    if dice.random() < 0.2:
        statement["time"] = {"start": "2022"}
    if dice.random() < 0.1:
        statement["roles"] = {role: ids[:1] for role, ids in statement["roles"].items()}
    if dice.random() < 0.1:
        statement["evidence"] = [{"start": 0, "end": 3}]
    if dice.random() < 0.1:
        statement["origin"] = "background"
    return statement
