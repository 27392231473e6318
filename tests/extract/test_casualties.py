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
    ],
)
def test_what_counts_nobody(extract, text):
    assert of_type(extract(text), KIND) == []
