"""Agreement: between whom, of which kind, how far it has come, and what is no agreement."""

import pytest

from loader.model import Modality, StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.AGREEMENT


@pytest.mark.parametrize(
    ("text", "kind", "status", "parties"),
    [
        ("Chile and Peru signed a trade agreement.", "trade", "signed", {"Chile", "Peru"}),
        ("Egypt reached a ceasefire with Sudan.", "ceasefire", "negotiated", {"Egypt", "Sudan"}),
        ("Japan ratified a fishing treaty with Russia.", "cooperation", "ratified", {"Japan", "Russia"}),
        ("Iran violated the truce with Iraq.", "ceasefire", "violated", {"Iran", "Iraq"}),
        ("Turkey withdrew from the nuclear treaty.", "arms_control", "terminated", {"Turkey"}),
        (
            "Kenya and Uganda agreed to a prisoner swap.",
            "prisoner_exchange",
            "negotiated",
            {"Kenya", "Uganda"},
        ),
        ("A peace deal between Eritrea and Ethiopia was signed.", "peace", "signed", {"Eritrea", "Ethiopia"}),
    ],
)
def test_kind_status_and_parties(extract, text, kind, status, parties):
    found = extract(text)
    agreement = only(found, KIND)
    assert (agreement.values["kind"], agreement.values["status"]) == (kind, status)
    assert names(found, agreement, "party") == parties


def test_what_will_be_signed_is_proposed(extract):
    agreement = only(extract("Chile will sign a trade agreement with Peru."), KIND)
    assert (agreement.modality, agreement.values["status"]) == (Modality.FUTURE, "proposed")


def test_a_ceasefire_that_things_happen_under_holds(extract):
    found = extract("Israel bombed a village despite its ceasefire with Lebanon.")
    agreement = only(found, KIND)
    assert agreement.values["status"] == "in_force"
    assert names(found, agreement, "party") == {"Israel", "Lebanon"}


def test_what_it_is_about_is_kept(extract):
    assert only(extract("Chile signed a lithium deal with Peru."), KIND).values["subject"] == "lithium"


@pytest.mark.parametrize(
    "text",
    [
        "The stock exchange in Chile closed early.",
        "A great deal of rain fell in Peru.",
        "There was no agreement among experts.",
        "An exchange of fire was heard in Beirut.",
    ],
)
def test_what_is_no_agreement(extract, text):
    assert of_type(extract(text), KIND) == []


def test_who_asks_others_for_an_agreement_is_no_party(extract):
    found = extract("The EU called for a ceasefire between Israel and Hamas.")
    assert names(found, only(found, KIND), "party") == {"Israel", "Hamas"}
    found = extract("Chile called for a ceasefire in Yemen.")
    assert names(found, only(found, KIND), "party") == set()


def test_to_whom_an_agreement_is_put_is_a_party(extract):
    found = extract("Russia proposed a ceasefire to Ukraine.")
    assert names(found, only(found, KIND), "party") == {"Russia", "Ukraine"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Four people were killed in Gaza, in violation of the ceasefire.", "violated"),
        ("Chile repeated its call for a permanent ceasefire in Yemen.", "proposed"),
        ("The minister met his colleague in an effort to secure a ceasefire in Yemen.", "proposed"),
    ],
)
def test_the_noun_before_an_agreement_tells_its_status(extract, text, status):
    assert only(extract(text), KIND).values["status"] == status


def test_an_agreement_that_a_clause_tells_of_has_its_parties(extract):
    found = extract("Any deal that Chile reaches with Peru will be submitted to parliament.")
    assert names(found, only(found, KIND), "party") == {"Chile", "Peru"}
