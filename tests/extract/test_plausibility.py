"""What no editor would have printed is kept out or little believed, and said so; plain sense is not doubted.

The sentences are in `plausibility.yaml`, where anyone can add one.
"""

from pathlib import Path

import pytest
import yaml

from loader.extract.lexicon import lexicons
from loader.model import EntityType, StatementType
from tests.extract.conftest import names, of_type, only

CASUALTIES = StatementType.CASUALTIES
CASES = yaml.safe_load(Path(__file__).with_name("plausibility.yaml").read_text(encoding="utf-8"))


def case_id(case) -> str:
    return case["id"]


@pytest.mark.parametrize("case", CASES["nonsense"], ids=case_id)
def test_nonsense_is_told_as_a_doubt_and_left_out_or_little_believed(case, extract):
    found = extract(case["text"])
    told = [[d.check, d.type.value, "kept" if d.kept else "out"] for d in found.doubts]
    assert told == case["doubts"]
    for doubt in found.doubts:
        stated = [
            s
            for s in of_type(found, doubt.type)
            if any((e.start, e.end) == (doubt.evidence.start, doubt.evidence.end) for e in s.evidence)
        ]
        if doubt.check == "part-over-whole":
            assert [s.values["count"].min for s in stated] == [150]
        elif not doubt.kept:
            triggers = {e.trigger for s in stated for e in s.evidence}
            assert doubt.evidence.trigger not in triggers
        else:
            assert any(s.time is None or s.confidence <= lexicons().limits.unsure for s in stated)


@pytest.mark.parametrize("case", CASES["unread"], ids=case_id)
def test_nonsense_that_no_rule_reads_is_not_stated(case, extract):
    kind, role, name = case["never"]
    found = extract(case["text"])
    assert name not in {n for s in of_type(found, StatementType(kind)) for n in names(found, s, role)}


@pytest.mark.parametrize("case", CASES["sense"], ids=case_id)
def test_plain_sense_is_stated_without_a_doubt(case, extract):
    found = extract(case["text"])
    assert found.doubts == ()
    assert found.statements != ()


def test_a_doubt_says_why_what_became_of_it_and_where(extract):
    found = extract("The blast killed 26 million people in Beirut.")
    assert of_type(found, CASUALTIES) == []
    doubt = found.doubts[0]
    assert "26,000,000" in doubt.reason
    assert doubt.reason.endswith("left out")
    assert found.article.text[doubt.evidence.start : doubt.evidence.end].startswith("The blast")


def test_history_has_no_limit(extract):
    found = extract("The famine killed 260 million people in China in 1960.")
    assert only(found, CASUALTIES).time.start == "1960"
    assert found.doubts == ()


def test_what_is_planned_may_lie_after_the_article(extract):
    found = extract("Germany will send 400 soldiers to Lithuania in March 2022.")
    assert only(found, StatementType.DEPLOYMENT).time.start == "2022-03"
    assert found.doubts == ()


def test_without_a_date_of_the_article_no_date_is_ahead(extract):
    assert extract("The blast killed 26 people in Beirut on January 9, 2093.", published=None).doubts == ()


def test_populations_are_of_states_that_the_index_knows(extractor):
    knowledge = extractor._knowledge
    populations = lexicons().populations
    assert len(populations) > 190
    assert {knowledge.facts(qid).type for qid in populations} == {EntityType.STATE}
