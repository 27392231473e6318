"""Casualties: who is counted, how many, by whom, where and by whose account."""

import pytest

from loader.model import Polarity, StatementType
from tests.extract.conftest import bounds, names, of_type, only, sources

KIND = StatementType.CASUALTIES


@pytest.mark.parametrize(
    ("text", "outcome", "expected"),
    [
        ("Thirteen clerks were killed in Tashkent.", "killed", (13, 13, False)),
        ("The blast killed 1,200 people in Beirut.", "killed", (1200, 1200, False)),
        ("At least 12 soldiers died in Mali.", "killed", (12, None, False)),
        ("More than 740 people were injured in Almaty.", "injured", (741, None, False)),
        ("Fewer than 30 people were wounded in Oslo.", "injured", (None, 29, False)),
        ("About 300 protesters were detained in Minsk.", "detained", (300, 300, True)),
        ("Hundreds of civilians were killed in Homs.", "killed", (200, None, True)),
        ("Several villagers were abducted in Kaduna.", "captured", (3, None, True)),
        ("A soldier was killed in Donetsk.", "killed", (1, 1, False)),
        ("Between 10 and 15 people were killed in Homs.", "killed", (10, 15, False)),
        ("An estimated 200 to 300 rebels were killed in Homs.", "killed", (200, 300, False)),
        ("Thirty-three people died in Homs.", "killed", (33, 33, False)),
        ("Half a dozen people were hurt in Homs.", "injured", (6, 6, True)),
        ("More than a dozen people were hurt in Homs.", "injured", (13, None, False)),
        ("A bombing killed a Kenyan farmer in Garissa.", "killed", (1, 1, False)),
        ("The minister Boris Nemtsov was assassinated in Moscow.", "killed", (1, 1, False)),
        ("The police chief was wounded in Homs.", "injured", (1, 1, False)),
        ("The mayor and two others were wounded in Homs.", "injured", (3, 3, False)),
        ("Gunmen shot dead four policemen in Peshawar.", "killed", (4, 4, False)),
        ("A student was stabbed to death in Nice.", "killed", (1, 1, False)),
        ("Militants took 40 villagers hostage in Zamfara.", "captured", (40, 40, False)),
        ("The blast claimed at least 20 lives in Beirut.", "killed", (20, None, False)),
        ("Twenty people lost their lives in the crash.", "killed", (20, 20, False)),
        ("The death toll rose to 1,200.", "killed", (1200, 1200, False)),
        ("The attack brought the death toll to at least 40.", "killed", (40, None, False)),
        ("The number of dead rose to 33.", "killed", (33, 33, False)),
        ("Three fatalities were reported in Lagos.", "killed", (3, 3, False)),
        ("Fighting forced 20,000 people from their homes in Goma.", "displaced", (20000, 20000, False)),
        ("Some 20,000 people have fled Goma.", "displaced", (20000, 20000, True)),
        ("Floods displaced two million people in Pakistan.", "displaced", (2000000, 2000000, False)),
    ],
)
def test_counts(extract, text, outcome, expected):
    statement = only(extract(text), KIND)
    assert statement.values["outcome"] == outcome
    assert bounds(statement) == expected


def test_each_group_in_a_list_is_its_own_statement(extract):
    text = "Eleven clerks were killed, over 90 were wounded, and at least 400 were arrested."
    found = of_type(extract(text), KIND)
    assert [(s.values["outcome"], bounds(s)[0]) for s in found] == [
        ("killed", 11),
        ("injured", 91),
        ("detained", 400),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers were killed and five others wounded near Gao.", [("killed", 2), ("injured", 5)]),
        ("Nine people are killed and 40 more injured in Oruro.", [("killed", 9), ("injured", 40)]),
        ("A car bomb left 12 dead and 30 wounded in Mogadishu.", [("killed", 12), ("injured", 30)]),
        ("Officials reported 26 deaths and 40 injuries in Lagos.", [("killed", 26), ("injured", 40)]),
        ("A policeman and a civilian were killed in Derna.", [("killed", 1), ("killed", 1)]),
        ("The raids killed 22 people, including five journalists.", [("killed", 22), ("killed", 5)]),
        ("Thirty people, among them seven children, were killed.", [("killed", 30), ("killed", 7)]),
    ],
)
def test_totals_and_parts_are_told_apart(extract, text, expected):
    found = of_type(extract(text), KIND)
    assert [(s.values["outcome"], bounds(s)[0]) for s in found] == expected


def test_what_two_sources_count_differently_stays_apart(extract):
    text = "The Interior Ministry said 26 people were killed. The Red Cross said 40 people were killed."
    found = extract(text)
    counted = {(bounds(s)[0], *sources(found, s)) for s in of_type(found, KIND)}
    assert counted == {(26, "Interior Ministry"), (40, "Red Cross")}


def test_a_place_told_before_in_the_paragraph_is_less_sure(extract):
    found = extract("A bomb exploded in Baghdad. Twelve people were killed.")
    statement = only(found, KIND)
    assert names(found, statement, "location") == {"Baghdad"}
    assert statement.confidence < only(extract("Twelve people were killed in Baghdad."), KIND).confidence


def test_a_day_told_before_is_that_of_the_same_happening(extract):
    found = extract("A bomb exploded in Baghdad on Tuesday. Twelve people were killed in the explosion.")
    assert only(found, KIND).time.start == "2022-01-04"
    other = extract("Leaders met in Baghdad on Tuesday. Twelve people were killed in Homs.")
    assert only(other, KIND).time is None


def test_the_source_is_who_counted(extract):
    found = extract("The Health Ministry said nine “masked looters” were killed in Bishkek.")
    statement = only(found, KIND)
    assert sources(found, statement) == {"Health Ministry"}
    assert names(found, statement, "location") == {"Bishkek"}
    assert statement.values["victims"] == "masked looters"


def test_the_perpetrator_is_the_subject_or_the_by_phrase(extract):
    active = extract("Boko Haram killed 13 farmers in Borno.")
    passive = extract("Thirteen farmers were killed by Boko Haram in Borno.")
    for found in (active, passive):
        assert names(found, only(found, KIND), "perpetrator") == {"Boko Haram"}


def test_who_reports_of_itself_is_the_perpetrator(extract):
    found = extract("The army of Mali said that it had killed 203 fighters in Moura.")
    assert len(names(found, only(found, KIND), "perpetrator")) == 1


def test_a_denied_death_is_negated(extract):
    found = extract("The army did not kill 20 protesters in Bamako.")
    assert only(found, KIND).polarity is Polarity.NEGATED


@pytest.mark.parametrize(
    "text",
    [
        "He told his army to kill without warning.",
        "The frost killed 300 trees in Ohio.",
        "The plan would kill the deal in Geneva.",
        "It is not clear how many were killed.",
        "Police captured 12 villages near Homs.",
        "The vote killed a bill on guns.",
        "Two thirds of the patients have died.",
        "He spoke after his 2016 arrest in Lahore.",
        "Police arrested Vladimir Putin in Moscow.",
        "Gunmen attempted to kill a judge in Lagos.",
        "The capsizing left 43 migrants dead or missing.",
    ],
)
def test_what_counts_nobody(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bodies of 12 people were found in Mali on Tuesday.",
        "Police found the bodies of 12 men in Mexico.",
        "Twelve bodies were found in Mali.",
    ],
)
def test_bodies_that_are_found_count_the_dead(extract, text):
    statement = only(extract(text), KIND)
    assert (statement.values["outcome"], bounds(statement)[:2]) == ("killed", (12, 12))


def test_bodies_that_rule_are_no_dead(extract):
    assert of_type(extract("Two bodies of the United Nations criticised Mali."), KIND) == []


def test_killed_or_wounded_counts_neither(extract):
    assert of_type(extract("At least 27 soldiers were killed or wounded in Mali."), KIND) == []


def test_both_are_two(extract):
    statement = only(extract("Both pilots were killed in Mali."), KIND)
    assert bounds(statement)[:2] == (2, 2)


def test_a_named_victim_who_is_found_dead_or_shot_dead_is_one(extract):
    for text in ("John Smith was found dead in Mali.", "John Smith was shot dead in Mali."):
        assert bounds(only(extract(text), KIND))[:2] == (1, 1)


def test_a_number_of_people_is_several(extract):
    statement = only(extract("A number of journalists were injured in Kenya."), KIND)
    assert statement.values["victims"] == "journalists"
    assert bounds(statement, "count") == (3, None, True)
