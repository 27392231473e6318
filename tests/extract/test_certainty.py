"""Polarity, modality and sources: what is denied, doubted, planned, and who says so."""

import pytest

from loader.model import Modality, Polarity, StatementType
from tests.extract.conftest import only, sources

AFFIRMED, NEGATED = Polarity.AFFIRMED, Polarity.NEGATED


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Mali killed 20 rebels in Kidal.", AFFIRMED, Modality.ASSERTED),
        ("The army said Mali killed 20 rebels in Kidal.", AFFIRMED, Modality.ASSERTED),
        ("Mali did not kill 20 rebels in Kidal.", NEGATED, Modality.ASSERTED),
        ("Mali denied that it had killed 20 rebels in Kidal.", NEGATED, Modality.ASSERTED),
        ("Mali reportedly killed 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("Mali may have killed 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("There were unconfirmed reports that Mali killed 20 rebels.", AFFIRMED, Modality.POSSIBLE),
        ("Mali plans to arrest 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali will arrest 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Did Mali kill 20 rebels in Kidal?", AFFIRMED, Modality.POSSIBLE),
    ],
)
def test_certainty(extract, text, polarity, modality):
    statement = only(extract(text), StatementType.CASUALTIES)
    assert (statement.polarity, statement.modality) == (polarity, modality)


@pytest.mark.parametrize(
    "text",
    [
        "The Interior Ministry said 26 people were killed.",
        "Twenty-six people were killed, the Interior Ministry said.",
        "Twenty-six people were killed, according to the Interior Ministry.",
    ],
)
def test_sources(extract, text):
    found = extract(text)
    assert sources(found, only(found, StatementType.CASUALTIES)) == {"Interior Ministry"}


def test_what_is_only_joined_by_but_has_another_source(extract):
    text = "Twenty soldiers were killed in Mali, but the rebels say the city is calm."
    found = extract(text)
    assert sources(found, only(found, StatementType.CASUALTIES)) == set()


def test_what_stands_before_but_is_not_what_the_source_behind_it_says(extract):
    text = "Twenty soldiers were killed in Mali, but Moscow media say the number is higher."
    found = extract(text)
    assert sources(found, only(found, StatementType.CASUALTIES)) == set()


def test_a_speaker_is_the_source_of_what_stands_in_the_quotation(extract):
    found = extract("“Terrorists killed 18 guards in Almaty this week,” Vladimir Putin said.")
    assert sources(found, only(found, StatementType.CASUALTIES)) == {"Vladimir Putin"}
