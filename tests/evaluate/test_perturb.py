"""Texts are made harder as they say they are, and the gold's offsets still point at the same names."""

import random

import pytest

from loader.evaluate.perturb import (
    WAYS,
    Names,
    capitals,
    curly_quotes,
    invented_names,
    no_quotes,
    perturbed,
    translated,
)

TEXT = 'Rebels meet\nPresident Kassym Tokayev of Kazakhstan said "the talks" with Kazakh rebels are over.'
NAMES = ("Kassym Tokayev", "Kazakhstan", "Kazakh")
TYPES = (["entity", "person"], ["location"], ["location"])


def gold() -> dict:
    spans = [[TEXT.index(name + " "), TEXT.index(name + " ") + len(name)] for name in NAMES]
    return {
        "id": "a",
        "text": TEXT,
        "entities": [
            {"id": n, "mentions": [s], "types": t} for n, (s, t) in enumerate(zip(spans, TYPES, strict=True))
        ],
        "relations": [],
    }


def names(document: dict) -> list[str]:
    return [document["text"][s:e] for entity in document["entities"] for s, e in entity["mentions"]]


@pytest.mark.parametrize("name", ["upper-case headline", "curly quotes", "no quotes"])
def test_offsets_point_at_the_same_names(name: str):
    assert names(perturbed(gold(), WAYS[name], seed=1)) == list(NAMES)


def test_each_way_does_what_it_says():
    dice = random.Random(0)  # noqa: S311
    assert perturbed(gold(), capitals, 1)["text"].startswith("REBELS MEET\nPresident")
    assert "“the talks”" in perturbed(gold(), curly_quotes, 1)["text"]
    assert '"' not in perturbed(gold(), no_quotes, 1)["text"]
    assert translated("Tokayev", Names(((0, 7),)), dice) == [(3, 5, "ai")]
    assert "Tokaiev" in perturbed(gold(), translated, 1)["text"]


def test_invented_names_are_consistent_and_known_words_are_gone():
    made = perturbed(gold(), invented_names, 1)
    assert not {word for name in NAMES for word in name.split()} & set(made["text"].split())
    assert "President" in made["text"]
    edits = invented_names("Oslo and Oslo", Names(((0, 4), (9, 13))), random.Random(3))  # noqa: S311
    assert edits[0][2] == edits[1][2]


def test_the_same_seed_gives_the_same_and_another_another():
    one, same, other = (perturbed(gold(), invented_names, seed)["text"] for seed in (1, 1, 2))
    assert one == same != other


def test_a_record_keeps_its_evidence_at_the_same_words():
    line = {
        "article": {"id": "a", "text": TEXT, "title": "Rebels meet"},
        "entities": [],
        "statements": [{"type": "Event", "evidence": [{"start": 12, "end": len(TEXT), "trigger": [49, 53]}]}],
    }
    moved = perturbed(line, no_quotes, 1)
    [evidence] = moved["statements"][0]["evidence"]
    text = moved["article"]["text"]
    assert text[evidence["start"] : evidence["end"]].startswith("President")
    assert text[slice(*evidence["trigger"])] == TEXT[49:53]
    assert "title" not in moved["article"]


def test_only_people_get_new_names_when_only_they_are_asked_for():
    made = names(perturbed(gold(), WAYS["invented names of people"], 1))
    assert "Tokayev" not in made[0]
    assert made[1:] == list(NAMES[1:])


def test_a_text_of_one_line_has_no_headline():
    line = {"id": "a", "text": "Rebels meet.", "entities": [], "relations": []}
    assert perturbed(line, WAYS["upper-case headline"], 1)["text"] == "Rebels meet."
    assert perturbed(line, WAYS["upper-case text"], 1)["text"] == "REBELS MEET."
