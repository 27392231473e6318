"""Which statements give the plain triples of the current view."""

import pytest

from loader.model import Modality, Origin, Polarity, StatementType
from loader.rdf import GEOKG, WD
from map.world import EVERY_TYPE, shortcuts, stating

PRESIDENT = {"holder": "e1", "of": "e2"}
PRESIDENT_OF_NO_STATE = {"holder": "e1", "of": "e3"}
HEAD_OF_STATE = {"category": "head_of_state"}
DEPLOYED = {"deployer": "e3", "destination": "e2"}


def test_an_affirmed_asserted_statement_gives_plain_triples(article, load):
    linked = load(stating(article, StatementType.OFFICE_HOLDING, *EVERY_TYPE["OfficeHolding"]))
    assert shortcuts(linked) == {
        (WD.Q200881, GEOKG.headOfStateOf, WD.Q232),
        (WD.Q200881, GEOKG.holdsOfficeOf, WD.Q232),
    }


@pytest.mark.parametrize(
    "doubt",
    [
        {"polarity": Polarity.NEGATED},
        {"modality": Modality.POSSIBLE},
        {"modality": Modality.FUTURE},
        {"modality": Modality.CONDITIONAL},
        {"confidence": 0.49},
        {"origin": Origin.BACKGROUND},
    ],
    ids=lambda doubt: str(next(iter(doubt.values()))),
)
def test_what_is_denied_doubted_or_not_said_gives_no_plain_triple(doubt, article, load):
    said = stating(article, StatementType.OFFICE_HOLDING, *EVERY_TYPE["OfficeHolding"], **doubt)
    assert shortcuts(load(said)) == set()


@pytest.mark.parametrize(
    ("kind", "roles", "values", "expected"),
    [
        ("OfficeHolding", PRESIDENT_OF_NO_STATE, HEAD_OF_STATE | {"status": "current"}, GEOKG.holdsOfficeOf),
        ("OfficeHolding", PRESIDENT, HEAD_OF_STATE | {"status": "former"}, GEOKG.heldOfficeOf),
        ("OfficeHolding", PRESIDENT, HEAD_OF_STATE | {"status": "incoming"}, None),
        ("Membership", {"member": "e2", "organization": "e3"}, {"status": "current"}, GEOKG.memberOf),
        ("Membership", {"member": "e2", "organization": "e3"}, {"status": "current", "change": "left"}, None),
        ("Deployment", DEPLOYED, {"direction": "deploy"}, GEOKG.deployedForcesTo),
        ("Deployment", DEPLOYED, {"direction": "deploy", "status": "planned"}, None),
        ("Deployment", DEPLOYED, {"direction": "withdraw", "status": "under_way"}, None),
        ("Event", {"actor": "e1", "recipient": "e2"}, {"event": "ASSAULT"}, GEOKG.assaulted),
        ("Event", {"actor": "e1", "recipient": "e2"}, {"event": "ASSAULT", "outcome": "failed"}, None),
        ("Stance", {"a": "e2", "b": "e2"}, {"kind": "ally"}, None),
    ],
)
def test_conditions_of_plain_triples_hold(kind, roles, values, expected, article, load):
    found = shortcuts(load(stating(article, StatementType(kind), roles, values)))
    assert {p for _, p, _ in found} == ({expected} if expected else set())


def test_parties_agree_with_each_other_but_not_with_themselves(article, load):
    values = {"kind": "peace", "status": "signed"}
    linked = load(stating(article, StatementType.AGREEMENT, {"party": "e2 e4"}, values))
    assert shortcuts(linked) == {(WD.Q232, GEOKG.agreedWith, WD.Q399), (WD.Q399, GEOKG.agreedWith, WD.Q232)}
