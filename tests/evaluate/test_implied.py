"""The contract's table: which relations a statement implies."""

import pytest

from loader.evaluate.implied import implied_relations
from loader.model import Article, Entity, EntityType, Extraction, Polarity, Statement, StatementType

ENTITIES = tuple(
    Entity(name, kind, name)
    for name, kind in (
        ("person", EntityType.PERSON),
        ("state", EntityType.STATE),
        ("body", EntityType.GOVERNMENT_BODY),
        ("city", EntityType.PLACE),
    )
)
TABLE = [
    (
        "OfficeHolding",
        "holder",
        "of",
        "state",
        {"category": "head_of_state"},
        "head_of_state citizen_of agent_of",
    ),
    (
        "OfficeHolding",
        "holder",
        "of",
        "state",
        {"category": "head_of_government"},
        "head_of_gov citizen_of agent_of",
    ),
    ("OfficeHolding", "holder", "of", "state", {"category": "legislator"}, "citizen_of"),
    ("OfficeHolding", "holder", "of", "body", {"category": "head_of_organization"}, "head_of member_of"),
    ("OfficeHolding", "holder", "of", "body", {"category": "spokesperson"}, "spokesperson_of member_of"),
    ("OfficeHolding", "holder", "of", "city", {"category": "mayor"}, "mayor_of"),
    ("Affiliation", "agent", "of", "state", {"relation": "citizen"}, "citizen_of"),
    ("Affiliation", "agent", "of", "state", {"relation": "representative"}, "agent_of"),
    ("Affiliation", "agent", "of", "body", {"relation": "employee"}, "member_of BelongsTo"),
    ("Membership", "member", "organization", "body", {"status": "current"}, "member_of BelongsTo"),
    ("Membership", "member", "organization", "body", {}, "member_of BelongsTo"),
    ("Membership", "member", "organization", "body", {"status": "former"}, ""),
    ("Location", "entity", "place", "state", {"relation": "based_in"}, "based_in0"),
    ("Location", "entity", "place", "city", {"relation": "based_in"}, ""),
    ("Part", "part", "whole", "state", {"relation": "agency_of"}, "agency_of"),
    ("Casualties", "perpetrator", "location", "city", {"outcome": "killed"}, ""),
]


def implied(*statements: Statement) -> set[tuple[str, str, str]]:
    return implied_relations(Extraction(Article("a", "text"), ENTITIES, statements))


@pytest.mark.parametrize(("kind", "head", "tail", "filler", "values", "names"), TABLE)
def test_a_statement_implies_what_the_contract_says(kind, head, tail, filler, values, names):
    statement = Statement("s", StatementType(kind), {head: ("person",), tail: (filler,)}, values)
    assert implied(statement) == {("person", name, filler) for name in names.split()}


@pytest.mark.parametrize(
    ("kind", "roles", "values", "name"),
    [
        ("Stance", ("a", "b"), {"kind": "ally"}, "AlliesOf"),
        ("Stance", ("a", "b"), {"kind": "belligerent"}, "FightingAgainst"),
        ("Event", ("actor", "recipient"), {"event": "ASSAULT"}, "FightingAgainst"),
    ],
)
def test_alliance_and_fighting_go_both_ways(kind, roles, values, name):
    statement = Statement("s", StatementType(kind), {roles[0]: ("state",), roles[1]: ("body",)}, values)
    assert implied(statement) == {("state", name, "body"), ("body", name, "state")}


def test_a_denial_implies_nothing():
    values = {"category": "head_of_state"}
    roles = {"holder": ("person",), "of": ("state",)}
    kind = StatementType.OFFICE_HOLDING
    assert implied(Statement("s", kind, roles, values, polarity=Polarity.NEGATED)) == set()
    assert implied(Statement("s", kind, roles, values))


def test_every_pair_of_fillers_is_related():
    roles = {"member": ("state", "person"), "organization": ("body",)}
    assert implied(Statement("s", StatementType.MEMBERSHIP, roles, {})) == {
        (member, name, "body") for member in ("state", "person") for name in ("member_of", "BelongsTo")
    }
