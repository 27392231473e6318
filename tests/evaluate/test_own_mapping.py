"""Sets that the reference scorer does not know: what counts as found, on a few made-up sentences."""

import json
from pathlib import Path
from typing import Any

import pytest

from loader.errors import EvaluationFault
from loader.evaluate import score

TEXT = "President Anna Berg of Norland met Karl Dahl of the Blue Party in Oster; rebels killed two in Oster."


def span(words: str, nth: int = 1) -> list[int]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return [start, start + len(words)]


def entity(key: str, kind: str, *spans: list[int]) -> dict[str, Any]:
    first, last = spans[0]
    return {"id": key, "type": kind, "name": TEXT[first:last], "mentions": list(spans)}


ENTITIES = [
    entity("e1", "Person", span("Anna Berg")),
    entity("e2", "State", span("Norland")),
    entity("e3", "Person", span("Karl Dahl")),
    entity("e4", "Party", span("Blue Party")),
    entity("e5", "Place", span("Oster"), span("Oster", 2)),
    entity("e6", "ArmedGroup", span("rebels")),
]


def stated(
    kind: str, roles: dict[str, str], values: dict[str, str], trigger: str = "", **more: Any
) -> dict[str, Any]:
    evidence: dict[str, Any] = {"start": 0, "end": len(TEXT)}
    if trigger:
        evidence["trigger"] = span(trigger)
    fillers = {role: ids.split() for role, ids in roles.items()}
    return {"type": kind, "roles": fillers, "values": values, "evidence": [evidence], **more}


PRESIDENT = stated(
    "OfficeHolding",
    {"holder": "e1", "of": "e2"},
    {"category": "head_of_state", "office": "President", "status": "current"},
)
MEMBER = stated("Membership", {"member": "e3", "organization": "e4"}, {"status": "current"})
MET = stated("Event", {"actor": "e1", "recipient": "e3", "location": "e5"}, {"event": "CONSULT"}, "met")
KILLED = stated("Casualties", {"perpetrator": "e6", "location": "e5"}, {"outcome": "killed"}, "killed")


def measured(task: str, gold: dict[str, Any], tmp_path: Path, *statements: dict[str, Any]) -> dict[str, Any]:
    """The figures of a task on one gold article, with these statements in its record."""
    record = {"article": {"id": "a", "text": TEXT}, "entities": ENTITIES, "statements": statements}
    for name, line in (("gold", {"id": "a", "text": TEXT, **gold}), ("records", record)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return score(task, tmp_path / "gold.jsonl", tmp_path / "records.jsonl")[0].to_json()


GOLD_ENTITIES = [
    {"id": n, "mentions": [span(w)]}
    for n, w in enumerate(("Anna Berg", "Norland", "Karl Dahl", "Blue Party"))
]
PROPERTIES = {
    "entities": GOLD_ENTITIES,
    "relations": [
        {"h": 1, "wd": "P35", "t": 0},
        {"h": 0, "wd": "P27", "t": 1},
        {"h": 2, "wd": "P102", "t": 3},
        {"h": 0, "wd": "P569", "t": 3},
    ],
}


def test_an_office_of_a_state_is_head_of_state_and_citizenship(tmp_path: Path):
    found = measured("properties", PROPERTIES, tmp_path, PRESIDENT, MEMBER)
    assert found["by_property"].keys() == {"P27", "P35", "P102"}
    assert {figure["f1"] for figure in found["by_property"].values()} == {100.0}
    assert found["all"]["gold"] == 3


def test_who_was_head_of_state_is_none_and_what_is_denied_counts_for_nothing(tmp_path: Path):
    former = {**PRESIDENT, "values": {**PRESIDENT["values"], "status": "former"}}
    denied = {**MEMBER, "polarity": "negated"}
    found = measured("properties", PROPERTIES, tmp_path, former, denied)["by_property"]
    assert (found["P35"]["predicted"], found["P102"]["predicted"], found["P27"]["f1"]) == (0, 0, 100.0)


TRIPLES = {
    "triples": [
        {"s": "Anna_Berg", "p": "position held", "o": "President of Norland"},
        {"s": "Karl Dahl (politician)", "p": "member of political party", "o": "Blue Party"},
        {"s": "Karl Dahl", "p": "political ideology", "o": "centrism"},
    ]
}


def test_labels_are_compared_without_underscores_and_brackets(tmp_path: Path):
    found = measured("triples", TRIPLES, tmp_path, PRESIDENT, MEMBER)
    assert (found["covered"]["p"], found["covered"]["r"]) == (100.0, 100.0)
    assert (found["all"]["gold"], found["all"]["predicted"]) == (3, 2)
    assert (found["mean_p"], found["mean_r"], found["mean_f1"]) == (100.0, 66.7, 80.0)


def test_a_false_triple_costs_precision(tmp_path: Path):
    wrong = {**MEMBER, "roles": {"member": ["e1"], "organization": ["e4"]}}
    found = measured("triples", TRIPLES, tmp_path, PRESIDENT, wrong)
    assert found["by_relation"]["member of political party"]["f1"] == 0.0
    assert found["covered"]["p"] == 50.0


def mention(key: str, words: str, cluster: int | None = None, nth: int = 1) -> dict[str, Any]:
    return {"id": key, "mentions": [span(words, nth)], "cluster": cluster}


def event(kind: str, trigger: str, **args: str) -> dict[str, Any]:
    first, last = span(trigger)
    return {
        "type": kind,
        "trigger": {"b": first, "e": last},
        "args": [{"role": role, "entity": filler} for role, filler in args.items()],
    }


TRIGGERS = {
    "entities": [
        mention("T1", "Anna Berg"),
        mention("T2", "Oster", 7),
        mention("T3", "Oster", 7, 2),
        mention("T4", "rebels"),
    ],
    "events": [
        event("Contact.Contact.Meet", "met", Participant="T1", Place="T2"),
        event("Life.Die.Unspecified", "killed", Killer="T4", Place="T3"),
        event("Cognitive.Inspection", "in Oster"),
    ],
}


def test_triggers_and_arguments_are_found_where_a_statement_of_the_kind_has_them(tmp_path: Path):
    found = measured("triggers", TRIGGERS, tmp_path, MET, KILLED)
    assert (found["triggers"]["f1"], found["triggers"]["gold"]) == (100.0, 2)
    assert found["arguments"] == {"p": 80.0, "r": 100.0, "f1": 88.9, "gold": 4, "predicted": 5}


def test_a_trigger_of_another_kind_is_not_found(tmp_path: Path):
    wrong = {**MET, "values": {"event": "ASSAULT"}}
    found = measured("triggers", TRIGGERS, tmp_path, wrong)
    assert (found["triggers"]["r"], found["arguments"]["r"]) == (0.0, 0.0)


def test_an_entity_stands_in_a_relation_wherever_it_is_mentioned(tmp_path: Path):
    """The gold annotates the second "Oster" as an entity of its own, as re3d does."""
    gold = {
        "entities": [{"id": "a", "mentions": [span("Oster", 2)]}, {"id": "b", "mentions": [span("rebels")]}],
        "relations": [{"h": "b", "r": "FightingAgainst", "t": "a"}],
    }
    war = stated("Stance", {"a": "e6", "b": "e5"}, {"kind": "belligerent"})
    found = measured("mentions", gold, tmp_path, war, MEMBER)
    assert found["by_relation"]["FightingAgainst"] == {
        "p": 100.0,
        "r": 100.0,
        "f1": 100.0,
        "gold": 2,
        "predicted": 2,
    }
    assert found["mentions"] == 100.0


@pytest.mark.parametrize("task", ["properties", "triples", "triggers"])
def test_a_gold_set_of_another_task_is_told(task: str, tmp_path: Path):
    with pytest.raises(EvaluationFault, match=task):
        measured(task, {"mentions": []}, tmp_path, MEMBER)
