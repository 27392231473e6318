"""What follows and what does not, from which statements, and how surely."""

from dataclasses import replace

import pytest

from loader.closure import close, shipped_rules
from loader.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Modality,
    Origin,
    Polarity,
    Statement,
    StatementType,
    TimeSpan,
)

TYPES = {
    "minister": EntityType.PERSON,
    "colleague": EntityType.PERSON,
    "ministry": EntityType.GOVERNMENT_BODY,
    "state": EntityType.STATE,
    "rival": EntityType.STATE,
    "summit": EntityType.NAMED_EVENT,
    "hotel": EntityType.PLACE,
    "city": EntityType.PLACE,
    "bloc": EntityType.ALLIANCE,
    "army": EntityType.ARMED_FORCE,
}


def said(kind: str, *, values: dict[str, str] | None = None, number: int = 1, **roles: str) -> Statement:
    return Statement(
        id=f"s{number}",
        type=StatementType(kind),
        roles={role.rstrip("_"): tuple(fillers.split()) for role, fillers in roles.items()},
        values=values or {},
        confidence=0.8,
        evidence=(Evidence(number * 10, number * 10 + 5),),
    )


def office(of: str, category: str = "minister", status: str = "current", number: int = 1) -> Statement:
    values = {"category": category, "status": status}
    return said("OfficeHolding", values=values, number=number, holder="minister", of=of)


def part_of_state(number: int = 2) -> Statement:
    return said("Part", values={"relation": "ministry_of"}, number=number, part="ministry", whole="state")


def located(entity: str, place: str, relation: str = "located_in", number: int = 1) -> Statement:
    return said("Location", values={"relation": relation}, number=number, entity=entity, place=place)


def derived(*statements: Statement) -> list[Statement]:
    entities = tuple(Entity(name, kind, name) for name, kind in TYPES.items())
    record = Extraction(Article("a", "text"), entities, statements)
    closed = close(record, shipped_rules())
    assert closed.statements[: len(statements)] == statements
    return list(closed.statements[len(statements) :])


def told(statements: list[Statement]) -> set[tuple[str, ...]]:
    """Relation or kind, then the two fillers."""
    return {
        (*map(str, s.values.values()), *(filler for fillers in s.roles.values() for filler in fillers))
        for s in statements
    }


def test_an_office_of_a_state_makes_an_official_and_a_citizen():
    found = derived(office("state"))
    assert told(found) == {("official", "minister", "state"), ("citizen", "minister", "state")}
    assert [s.id for s in found] == ["d1", "d2"]
    assert {(s.origin, s.derived_from, s.rule != "") for s in found} == {(Origin.DERIVED, ("s1",), True)}
    assert {s.evidence for s in found} == {(Evidence(10, 15),)}


def test_who_left_office_is_a_citizen_still_and_no_official():
    assert told(derived(office("state", status="former"))) == {("citizen", "minister", "state")}


def test_a_ministrys_spokesperson_represents_the_state():
    found = derived(office("ministry", "spokesperson"), part_of_state())
    [represents] = [s for s in found if s.values == {"relation": "representative"}]
    assert represents.roles == {"agent": ("minister",), "of": ("state",)}
    assert represents.derived_from == ("s1", "s2")
    assert represents.evidence == (Evidence(10, 15), Evidence(20, 25))
    assert represents.confidence == 0.64


def test_conclusions_are_premises_in_their_turn():
    found = derived(
        located("summit", "hotel", "occurs_in"),
        located("hotel", "city", number=2),
        located("city", "state", "capital_of", number=3),
    )
    assert ("occurs_in", "summit", "state") in told(found)
    [end] = [s for s in found if s.roles == {"entity": ("summit",), "place": ("state",)}]
    assert end.derived_from[0] in {"s1", "d1", "d2", "d3"}


@pytest.mark.parametrize("spoilt", [0, 1])
def test_what_is_denied_is_no_premise(spoilt: int):
    premises = [office("ministry", "spokesperson"), part_of_state()]
    premises[spoilt] = replace(premises[spoilt], polarity=Polarity.NEGATED)
    assert ("representative", "minister", "state") not in told(derived(*premises))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Modality.ASSERTED, Modality.POSSIBLE, Modality.POSSIBLE),
        (Modality.FUTURE, Modality.ASSERTED, Modality.FUTURE),
        (Modality.CONDITIONAL, Modality.POSSIBLE, Modality.CONDITIONAL),
    ],
)
def test_a_conclusion_is_as_hedged_as_its_premises(one, other, both):
    premises = (
        replace(office("ministry", "spokesperson"), modality=one),
        replace(part_of_state(), modality=other),
    )
    assert {s.modality for s in derived(*premises) if len(s.derived_from) == 2} == {both}


def test_who_says_one_of_the_premises_says_the_conclusion():
    premises = replace(office("ministry", "spokesperson"), sources=("rival",)), part_of_state()
    assert {s.sources for s in derived(*premises) if len(s.derived_from) == 2} == {("rival",)}


def test_a_conclusion_holds_while_its_premises_do():
    office_since = replace(office("state"), time=TimeSpan("2019-03", "2022", "since March 2019"))
    by_relation = {s.values["relation"]: s.time for s in derived(office_since)}
    assert by_relation == {"official": TimeSpan("2019-03", "2022", "since March 2019"), "citizen": None}


def test_premises_that_never_held_at_once_give_nothing():
    before = replace(located("summit", "city", "occurs_in"), time=TimeSpan("1990", "1991"))
    after = replace(located("city", "state", number=2), time=TimeSpan("1992-05"))
    assert derived(before, after) == []


def test_what_the_article_says_itself_is_not_derived_and_what_it_denies_neither():
    citizen = said(
        "Affiliation", values={"relation": "citizen"}, number=2, agent="minister colleague", of="state"
    )
    assert told(derived(office("state"), citizen)) == {("official", "minister", "state")}
    denied = replace(citizen, polarity=Polarity.NEGATED)
    assert told(derived(office("state"), denied)) == {("official", "minister", "state")}
    doubted = replace(citizen, modality=Modality.POSSIBLE)
    assert ("citizen", "minister", "state") in told(derived(office("state"), doubted))


def test_background_alone_gives_background():
    known = replace(located("hotel", "city"), origin=Origin.BACKGROUND, evidence=())
    more = replace(located("city", "state", number=2), origin=Origin.BACKGROUND, evidence=())
    [found] = derived(known, more)
    assert (found.origin, found.evidence) == (Origin.BACKGROUND, ())


def test_the_articles_word_makes_it_the_articles():
    text, known = located("summit", "city", "occurs_in"), located("city", "state", number=2)
    [found] = derived(text, replace(known, origin=Origin.BACKGROUND, evidence=()))
    assert (found.origin, found.evidence, found.derived_from) == (Origin.DERIVED, text.evidence, ("s1", "s2"))


def test_several_fillers_give_a_conclusion_each():
    both = said("OfficeHolding", values=office("state").values, holder="minister colleague", of="state")
    assert {s.roles["agent"] for s in derived(both)} == {("minister",), ("colleague",)}


def test_circles_end_and_nothing_concerns_itself():
    round_about = [located("hotel", "city"), located("city", "hotel", number=2)]
    assert derived(*round_about) == []


def test_war_is_mutual():
    war = said("Stance", values={"kind": "belligerent"}, a="state", b="rival")
    [back] = derived(war)
    assert back.roles == {"a": ("rival",), "b": ("state",)}


def test_an_attack_on_a_force_is_fighting_and_one_on_a_state_is_not_said_to_be():
    strike = said("Event", values={"event": "ASSAULT"}, actor="state", recipient="army")
    kinds = {(s.type, s.roles["a"], s.roles["b"]) for s in derived(strike)}
    assert (StatementType.STANCE, ("state",), ("army",)) in kinds
    assert derived(said("Event", values={"event": "ASSAULT"}, actor="state", recipient="rival")) == []


def test_types_narrow_a_rule():
    """A company's spokesperson makes no citizen: only bodies of states do."""
    assert derived(said("OfficeHolding", values=office("bloc").values, holder="minister", of="bloc")) == []


def test_closing_again_adds_nothing_and_what_is_new_gets_new_names():
    entities = tuple(Entity(name, kind, name) for name, kind in TYPES.items())
    once = close(Extraction(Article("a", "text"), entities, (office("state"),)), shipped_rules())
    assert close(once, shipped_rules()) == once
    known = replace(located("city", "state", "capital_of", 9), origin=Origin.BACKGROUND, evidence=())
    more = close(replace(once, statements=(*once.statements, known)), shipped_rules())
    assert [s.id for s in more.statements] == ["s1", "d1", "d2", "s9", "d3"]


def test_no_rules_no_conclusions():
    record = Extraction(Article("a", "text"), (Entity("e", EntityType.STATE, "e"),), ())
    assert close(record, ()) == record
