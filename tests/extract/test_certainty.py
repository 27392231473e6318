"""Polarity, modality and sources: what is denied, doubted, planned, and who says so."""

import pytest

from loader.model import Modality, Polarity, StatementType
from tests.extract.conftest import of_type, only, sources

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
        ("It is unclear whether Mali killed 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("Mali is suspected of killing 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("Unconfirmed reports said Mali killed 20 rebels.", AFFIRMED, Modality.POSSIBLE),
        ("There is no evidence that Mali killed 20 rebels.", NEGATED, Modality.POSSIBLE),
        ("The court ruled that Mali killed 20 rebels.", AFFIRMED, Modality.ASSERTED),
        ("Mali rejected claims that it killed 20 rebels.", NEGATED, Modality.ASSERTED),
        ("Mali ruled out arresting 20 rebels in Kidal.", NEGATED, Modality.FUTURE),
        ("Mali has yet to arrest 20 rebels in Kidal.", NEGATED, Modality.ASSERTED),
        ("Mali had no plans to arrest 20 rebels in Kidal.", NEGATED, Modality.FUTURE),
        ("Mali is to arrest 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali would have arrested 20 rebels in Kidal.", AFFIRMED, Modality.CONDITIONAL),
        ("He told of a call made after Mali killed 20 rebels.", AFFIRMED, Modality.ASSERTED),
        ("Mali is due to arrest 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali must arrest 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali will arrest 20 rebels if they attack Kidal.", AFFIRMED, Modality.CONDITIONAL),
        ("Mali was unable to arrest 20 rebels in Kidal.", NEGATED, Modality.ASSERTED),
        ("Mali stopped short of arresting 20 rebels in Kidal.", NEGATED, Modality.ASSERTED),
        ("Mali did not rule out arresting 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("Mali faces allegations it killed 20 rebels in Kidal.", AFFIRMED, Modality.POSSIBLE),
        ("The court ordered that 20 rebels be arrested in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali could arrest 20 rebels if they attack Kidal.", AFFIRMED, Modality.CONDITIONAL),
        ("Mali hopes for the arrest of 20 rebels in Kidal.", AFFIRMED, Modality.FUTURE),
        ("Mali closed the road amid protests over the arrest of 20 rebels.", AFFIRMED, Modality.ASSERTED),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rwanda denied killing 26 people.", {"Rwanda"}),
        ("Rwanda rejected claims that it killed 26 people.", {"Rwanda"}),
        ("Russia accused Ukraine of killing 26 people.", {"Russia"}),
        ("Russia was accused by Ukraine of killing 26 people.", {"Ukraine"}),
        ("Russia threatened to arrest 26 people.", {"Russia"}),
        ("The Interior Ministry confirmed the deaths of 26 people.", {"Interior Ministry"}),
        (
            "Twenty-six people were killed, TASS reported, citing the Interior Ministry.",
            {"TASS", "Interior Ministry"},
        ),
        ("The BBC quoted Vladimir Putin as saying 26 people were killed.", {"BBC", "Vladimir Putin"}),
        (
            "The African Union's envoy, a former president, Olusegun Obasanjo, said 26 were killed.",
            {"Olusegun Obasanjo"},
        ),
        ("The talks went on despite Ukraine claiming 26 people were killed.", {"Ukraine"}),
        ("The Turkish army states that they have killed 26 people.", {"Turkish army"}),
        ("Twenty-six people, Rwanda says, were killed.", {"Rwanda"}),
        ("As Rwanda reported, 26 people were killed.", {"Rwanda"}),
        (
            "Twenty-six people were killed, a statement from the Interior Ministry said.",
            {"Interior Ministry"},
        ),
        (
            "TASS reported that 26 people were killed, citing his press service.",
            {"TASS", "his press service"},
        ),
        ("A source in the ministry said 26 people were killed.", {"source in the ministry"}),
        ("Rwanda did not say whether 26 people were killed.", set()),
        ("Rwanda ruled out arresting 26 people.", set()),
        ("The court ruled that Mali killed 26 people.", {"court"}),
        ("A spokesman for the army said 26 people were killed.", {"spokesman for the army"}),
    ],
)
def test_who_says_so(extract, text, expected):
    found = extract(text)
    assert sources(found, only(found, StatementType.CASUALTIES)) == expected


def test_it_is_who_spoke_in_the_sentence_before(extract):
    text = "The Interior Ministry denied the claims. It said that 26 people were killed."
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


def test_what_opens_the_sentence_doubtfully_is_of_all_of_it(extract):
    found = extract("Reportedly, two people were killed and eight people were injured in Homs.")
    assert {s.modality for s in of_type(found, StatementType.CASUALTIES)} == {Modality.POSSIBLE}


def test_a_further_number_has_the_source_of_the_one_before(extract):
    text = "The Interior Ministry said 26 people were killed in Almaty.\n\nEighteen guards were injured."
    found = extract(text)
    told = [sources(found, s) for s in of_type(found, StatementType.CASUALTIES)]
    assert told == [{"Interior Ministry"}, {"Interior Ministry"}]


def test_a_number_of_another_place_has_no_source_of_the_paragraph_before(extract):
    text = "Rwanda said 26 people were killed in Kigali.\n\nEighteen people were injured in Mali."
    found = extract(text)
    told = [sources(found, s) for s in of_type(found, StatementType.CASUALTIES)]
    assert told == [{"Rwanda"}, set()]


def _polarity(found, trigger):
    return {
        s.polarity
        for s in of_type(found, StatementType.EVENT)
        if str(s.values["trigger"]).startswith(trigger)
    }


def test_not_reaches_only_the_verbs_that_share_its_auxiliary(extract):
    found = extract("Kenya did not attack Somalia but sent food to Ethiopia.")
    assert (_polarity(found, "attack"), _polarity(found, "sent")) == ({NEGATED}, {AFFIRMED})
    found = extract("Kenya did not bomb or threaten Somalia.")
    assert _polarity(found, "threaten") == {NEGATED}


def test_nor_denies_what_stands_behind_it(extract):
    assert _polarity(extract("Kenya neither attacked nor threatened Somalia."), "threatened") == {NEGATED}


@pytest.mark.parametrize("opening", ["Had Russia attacked", "Should Russia attack"])
def test_a_condition_told_by_the_order_of_words(extract, opening):
    found = extract(f"{opening} Poland, NATO would respond.")
    assert {s.modality for s in of_type(found, StatementType.EVENT)} == {Modality.CONDITIONAL}


def test_what_stands_behind_a_semicolon_says_nothing_of_what_stands_before(extract):
    found = extract("State media reported that Israel had struck Isfahan; Jordan did not comment.")
    assert {s.modality for s in of_type(found, StatementType.EVENT)} == {Modality.ASSERTED}
    assert "Jordan" not in {n for s in of_type(found, StatementType.QUOTATION) for n in _speaker(found, s)}


def _speaker(found, statement):
    by_id = {e.id: e.name for e in found.entities}
    return [by_id[i] for i in statement.roles["speaker"]]


@pytest.mark.parametrize(
    "text",
    ["Kenya declined to say whether police had shot the man.", "Kenya did not say that police had shot."],
)
def test_what_is_not_said_is_no_quotation(extract, text):
    assert not of_type(extract(text), StatementType.QUOTATION)


def test_what_is_neither_confirmed_nor_denied_is_open(extract):
    found = extract("The ministry neither confirmed nor denied that Russia had sent troops to Mali.")
    statement = only(found, StatementType.DEPLOYMENT)
    assert (statement.polarity, statement.modality) == (Polarity.AFFIRMED, Modality.POSSIBLE)


def test_participles_share_a_doubt(extract):
    found = extract("A drone hit a bus in Homs, reportedly killing one person and injuring nine people.")
    assert {s.modality for s in of_type(found, StatementType.CASUALTIES)} == {Modality.POSSIBLE}
