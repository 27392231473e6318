"""Background statements: what the index knows, of entities that the article names, dated by the article."""

import pytest

from loader.link import default_index, with_background
from loader.model import Article, Entity, EntityType, Extraction, Mention, Origin, StatementType

KAZAKHSTAN = Entity("e1", EntityType.STATE, "Kazakhstan", (Mention(0, 10),), "Q232", 1.0)
TOKAYEV = Entity("e2", EntityType.PERSON, "Kassym-Jomart Tokayev", (Mention(11, 20),), "Q200881", 0.9)
NAZARBAYEV = Entity("e3", EntityType.PERSON, "Nursultan Nazarbayev", (Mention(21, 30),), "Q57394", 0.8)
CSTO = Entity("e4", EntityType.ALLIANCE, "CSTO", (Mention(31, 35),), "Q318693", 0.9)
ALMATY = Entity("e5", EntityType.PLACE, "Almaty", (Mention(36, 42),), "Q35493", 0.9)


def known(*entities: Entity, published: str | None = "2022-01-07", text: str = "x" * 60):
    article = Article(id="a", text=text, published=published)
    return with_background(Extraction(article, entities), default_index()).statements


def holding(statements, holder):
    return [
        (s.values["category"], s.values.get("status"))
        for s in statements
        if s.type is StatementType.OFFICE_HOLDING and s.roles["holder"] == (holder.id,)
    ]


def test_all_of_it_is_marked_and_none_has_evidence():
    statements = known(KAZAKHSTAN, TOKAYEV, NAZARBAYEV, CSTO, ALMATY)
    assert {s.origin for s in statements} == {Origin.BACKGROUND}
    assert {s.evidence for s in statements} == {()}
    assert len({s.id for s in statements}) == len(statements)


def test_status_is_told_at_the_date_of_the_article():
    assert ("head_of_state", "current") in holding(known(KAZAKHSTAN, TOKAYEV), TOKAYEV)
    assert ("head_of_state", "former") in holding(known(KAZAKHSTAN, NAZARBAYEV), NAZARBAYEV)
    assert ("head_of_state", "current") in holding(
        known(KAZAKHSTAN, NAZARBAYEV, published="2010-05-01"), NAZARBAYEV
    )


def test_a_tenure_that_began_later_is_not_told():
    before = known(KAZAKHSTAN, TOKAYEV, published="2018-05-01")
    assert "head_of_state" not in dict(holding(before, TOKAYEV))


def test_an_article_without_a_date_says_nothing_of_who_held_office_at_its_time():
    assert holding(known(KAZAKHSTAN, TOKAYEV, published=None), TOKAYEV) == []


def test_an_undated_text_that_names_the_first_or_last_year_brings_what_held_without_a_status():
    text = "Kazakhstan's choice of 2019, as Tokayev saw it, was not that of 1994."
    told = known(KAZAKHSTAN, TOKAYEV, NAZARBAYEV, CSTO, published=None, text=text)
    assert ("head_of_state", None) in holding(told, TOKAYEV)
    assert [s.values for s in told if s.type is StatementType.MEMBERSHIP] == [{}]


def test_a_year_within_a_tenure_or_membership_brings_neither_into_an_undated_text():
    told = known(KAZAKHSTAN, TOKAYEV, CSTO, published=None, text="Kazakhstan in 2009, as Tokayev saw it.")
    assert {s.type for s in told} == {StatementType.AFFILIATION}


def test_what_has_no_time_needs_no_date():
    kinds = {s.type for s in known(KAZAKHSTAN, TOKAYEV, ALMATY, published=None)}
    assert kinds == {StatementType.AFFILIATION, StatementType.LOCATION}


def test_a_body_of_an_alliance_is_its_institution():
    commission = Entity("e6", EntityType.GOVERNMENT_BODY, "European Commission", (), "Q8880", 0.9)
    union = Entity("e7", EntityType.ALLIANCE, "EU", (), "Q458", 0.9)
    parts = [s for s in known(union, commission) if s.type is StatementType.PART]
    assert [s.values["relation"] for s in parts] == ["institution_of"]


@pytest.mark.parametrize(
    ("entity", "kind", "relation"),
    [(ALMATY, StatementType.LOCATION, "located_in"), (TOKAYEV, StatementType.AFFILIATION, "citizen")],
)
def test_a_country_becomes_place_or_citizenship(entity, kind, relation):
    statements = [s for s in known(KAZAKHSTAN, entity) if s.type is kind]
    assert [s.values["relation"] for s in statements] == [relation]


def test_a_state_in_an_alliance_is_a_member_while_it_lasts():
    member = next(s for s in known(KAZAKHSTAN, CSTO) if s.type is StatementType.MEMBERSHIP)
    assert (member.values["status"], member.time.start) == ("current", "1994-04-20")


def test_nothing_is_said_of_what_the_article_does_not_name():
    assert known(ALMATY) == ()
    assert known(TOKAYEV) == ()


def test_confidence_is_that_of_the_weaker_link():
    assert {s.confidence for s in known(KAZAKHSTAN, NAZARBAYEV)} == {0.8}
