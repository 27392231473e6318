"""Affiliation, Part, Location and Stance: what is said in passing, and what only stands nearby."""

import pytest

from loader.model import Polarity, StatementType
from tests.extract.conftest import names, of_type, only


@pytest.mark.parametrize(
    ("text", "agent", "of", "relation"),
    [
        ("Claudio Rossi of Reuters spoke in Rome.", "Claudio Rossi", "Reuters", "employee"),
        ("French lawyer Anne Dupont spoke.", "Anne Dupont", "France", "citizen"),
    ],
)
def test_affiliations(extract, text, agent, of, relation):
    found = extract(text)
    statement = only(found, StatementType.AFFILIATION)
    assert (names(found, statement, "agent"), names(found, statement, "of")) == ({agent}, {of})
    assert statement.values["relation"] == relation


def test_a_party_behind_a_name_makes_a_member(extract):
    found = extract("Petra Pau of the Left Party spoke in Berlin.")
    statement = only(found, StatementType.MEMBERSHIP)
    assert names(found, statement, "member") == {"Petra Pau"}


@pytest.mark.parametrize(
    ("text", "whole", "relation"),
    [
        ("Germany voted. The German Foreign Ministry protested.", "Germany", "ministry_of"),
        ("Germany's Bundestag voted on Friday.", "Germany", "agency_of"),
        ("India waited. The Supreme Court of India ruled.", "India", "agency_of"),
        ("Australia reacted. The Australian Federal Police arrested a man.", "Australia", "agency_of"),
    ],
)
def test_parts_of_states(extract, text, whole, relation):
    found = extract(text)
    statement = only(found, StatementType.PART)
    assert names(found, statement, "whole") == {whole}
    assert statement.values["relation"] == relation


@pytest.mark.parametrize(
    ("text", "entity", "place", "relation"),
    [
        ("A blast shook Kano, Nigeria, on Friday.", "Kano", "Nigeria", "located_in"),
        ("A blast shook the Nigerian city of Kano.", "Kano", "Nigeria", "located_in"),
        ("They met in Nairobi, the capital of Kenya.", "Nairobi", "Kenya", "capital_of"),
    ],
)
def test_locations(extract, text, entity, place, relation):
    found = extract(text)
    statement = only(found, StatementType.LOCATION)
    assert (names(found, statement, "entity"), names(found, statement, "place")) == ({entity}, {place})
    assert statement.values["relation"] == relation


@pytest.mark.parametrize(
    ("text", "a", "b", "kind"),
    [
        ("Russian-backed rebels took Donetsk.", "Russia", "rebels", "supports"),
        ("Russia's ally Belarus closed the border.", "Belarus", "Russia", "ally"),
        ("Belarus, an ally of Russia, closed the border.", "Belarus", "Russia", "ally"),
        ("Rebels backed by Russia took Donetsk.", "Russia", "Rebels", "supports"),
        ("Moscow is loyal to no one, but militias loyal to Iran took Basra.", "militias", "Iran", "supports"),
        ("Turkey's campaign against Hezbollah went on.", "Turkey", "Hezbollah", "belligerent"),
        ("Israel launched an offensive against Hezbollah.", "Israel", "Hezbollah", "belligerent"),
        ("France supported Iraq in the fight against Hezbollah.", "Iraq", "Hezbollah", "belligerent"),
        ("Iraqi troops recaptured the town from Hezbollah.", "Iraqi troops", "Hezbollah", "belligerent"),
        ("Ethiopia is at war with Eritrea.", "Ethiopia", "Eritrea", "belligerent"),
        ("Hezbollah fighters fought alongside Syrian troops.", "Hezbollah", "Syrian troops", "ally"),
        ("Iran's support for Hezbollah continued.", "Iran", "Hezbollah", "supports"),
    ],
)
def test_stances(extract, text, a, b, kind):
    found = extract(text)
    statement = next(s for s in of_type(found, StatementType.STANCE) if s.values["kind"] == kind)
    assert any(a in name for name in names(found, statement, "a"))
    assert any(b in name for name in names(found, statement, "b"))


def test_those_who_fight_together_are_allies(extract):
    found = extract("Iraqi troops and Kurdish fighters launched an offensive against Hezbollah.")
    kinds = {s.values["kind"]: names(found, s, "b") for s in of_type(found, StatementType.STANCE)}
    assert kinds["belligerent"] == {"Hezbollah"}
    assert kinds["ally"] == {"Kurdish fighters"}


@pytest.mark.parametrize(
    "text",
    [
        "France defeated Croatia in the final.",
        "The government continued its fight against corruption.",
        "Joe Biden defeated Donald Trump in the election.",
        "Police made strikes against poverty a priority.",
        "Hezbollah attacked on Friday.",
    ],
)
def test_matches_elections_and_social_ills_are_no_wars(extract, text):
    assert not [s for s in of_type(extract(text), StatementType.STANCE) if s.values["kind"] == "belligerent"]


def test_a_coalition_led_by_someone_is_not_another_alliance_that_is_named(extract):
    found = extract("The UN met. The US-led coalition struck Raqqa.")
    assert not [s for s in of_type(found, StatementType.STANCE) if "UN" in names(found, s, "b")]


def test_a_denied_support_is_a_negated_stance(extract):
    found = extract("Rwanda denies supporting the rebels.")
    statement = only(found, StatementType.STANCE)
    assert names(found, statement, "a") == {"Rwanda"}
    assert (statement.values["kind"], statement.polarity) == ("supports", Polarity.NEGATED)


def test_supporting_a_plan_is_no_stance_between_actors(extract):
    assert of_type(extract("Rwanda supports the plan."), StatementType.STANCE) == []


@pytest.mark.parametrize(
    "text",
    [
        "They flew from Nairobi, Kenya and Uganda to Oslo.",
        "Moscow, Berlin and Paris agreed.",
    ],
)
def test_a_list_of_places_puts_none_in_another(extract, text):
    assert of_type(extract(text), StatementType.LOCATION) == []


def test_agencies_credited_behind_an_author_employ_nobody(extract):
    assert of_type(extract("It went on.\nAuthor: Anna Huber (AFP, Reuters)"), StatementType.AFFILIATION) == []


def test_with_whose_support_one_fights_is_who_supports(extract):
    found = extract("With the support of the US Air Force, the Afghan military recaptured Kunduz.")
    stances = [s for s in found.statements if s.type is StatementType.STANCE]
    assert [(names(found, s, "a"), names(found, s, "b")) for s in stances] == [
        ({"US Air Force"}, {"Afghan military"})
    ]


@pytest.mark.parametrize(
    ("text", "a", "b", "kind"),
    [
        ("Britain backs the Iraqi people in their fight against ISIL.", "Iraq", "ISIL", "belligerent"),
        ("The SDF improved its defenses against ISIL.", "SDF", "ISIL", "belligerent"),
        ("Turkey pressed on with its campaign to defeat ISIL.", "Turkey", "ISIL", "belligerent"),
        ("The SDF came under fire from ISIL in the north.", "ISIL", "SDF", "belligerent"),
        (
            "Turkish troops met ISIL fighters, and clashes between Turkey and ISIL followed.",
            "Turkey",
            "ISIL",
            "belligerent",
        ),
        ("Backed by Russian airstrikes, Syrian troops advanced.", "Russia", "Syrian troops", "supports"),
        ("Syrian troops took the town with the help of Hezbollah.", "Hezbollah", "Syrian troops", "supports"),
        ("The SDF fought together with Turkish troops.", "SDF", "Turkish troops", "ally"),
        ("It was a coalition of Jordan, Egypt and Qatar.", "Egypt", "Qatar", "ally"),
    ],
)
def test_sides_told_by_nouns_and_phrases(extract, text, a, b, kind):
    found = extract(text)
    stances = [s for s in of_type(found, StatementType.STANCE) if s.values["kind"] == kind]
    assert any(a in names(found, s, "a") and b in names(found, s, "b") for s in stances)


def test_a_place_held_by_rebels_does_not_make_them_masters_of_the_army(extract):
    found = extract("Congolese troops entered the town after it had been held by the rebels.")
    assert of_type(found, StatementType.STANCE) == []
