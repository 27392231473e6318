"""The gold annotations of the sample articles are sound: a wrong gold makes every figure wrong."""

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from loader.evaluate.floors import FEWEST
from loader.evaluate.reading import read_statements_gold
from loader.evaluate.statements import KEYS
from loader.link import default_index
from loader.model import MentionKind, StatementType
from loader.record import json_schema

SAMPLES = Path(__file__).parent / "gold" / "samples.jsonl"
GOLD = read_statements_gold(SAMPLES)
ANNOTATED = {"OfficeHolding", "OfficeChange", "Membership", "Deployment", "Event", "Casualties", "Agreement"}
FEW = {"Agreement"}
"""What the articles tell too seldom for a figure of its own to be held; it counts among all."""


def test_lines_are_extraction_records():
    definitions = json_schema()["$defs"]
    entity = jsonschema.Draft202012Validator(definitions["Entity"] | {"$defs": definitions})
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        for value in json.loads(line)["entities"]:
            entity.validate(value)


def test_slice_is_large_enough_and_every_annotated_type_is_in_it():
    assert len(GOLD) >= 12
    assert {g.types for g in GOLD} == {frozenset(ANNOTATED)}
    counts = Counter(str(s.type) for g in GOLD for s in g.record.statements)
    assert set(counts) == ANNOTATED
    assert {kind for kind, count in counts.items() if count < FEWEST} == FEW


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.id)
def test_mentions_stand_in_the_text(gold):
    """A name begins with a capital; no mention has blanks at its ends; no two names share a word."""
    text, seen = gold.record.article.text, set()
    for entity in gold.record.entities:
        assert entity.mentions, entity.name
        for mention in entity.mentions:
            words = text[mention.start : mention.end]
            assert words.strip() == words != ""
            if mention.kind in (MentionKind.NAME, MentionKind.ADJECTIVE):
                assert words[0].isupper()
                assert seen.isdisjoint(range(mention.start, mention.end))
                seen |= set(range(mention.start, mention.end))


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.id)
def test_every_wikidata_id_is_of_its_type_in_the_index(gold):
    for entity in gold.record.entities:
        if entity.qid:
            facts = default_index().facts(entity.qid)
            assert facts is not None, entity.name
            assert facts.type is entity.type, entity.name


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.id)
def test_statements_have_fillers_key_values_and_a_sentence(gold):
    ids = {entity.id for entity in gold.record.entities}
    text = gold.record.article.text
    for statement in gold.record.statements:
        fillers = {filler for role in statement.roles.values() for filler in role}
        assert fillers | set(statement.sources) <= ids
        assert set(KEYS[statement.type][1]) <= set(statement.values)
        assert statement.evidence
        for evidence in statement.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert "\n" not in text[evidence.start : evidence.end]
            if evidence.trigger:
                assert evidence.start <= evidence.trigger[0] < evidence.trigger[1] <= evidence.end
        if statement.time:
            assert statement.time.text in text
    assert {s.type for s in gold.record.statements} <= {StatementType(t) for t in ANNOTATED}
