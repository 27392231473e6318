"""Binary relations that statements imply, by the table of the extraction record's contract.

Only affirmed statements imply any. Names of relations are those of DWIE (head_of_state, agent_of, in0,
...) and re3d (BelongsTo, AlliesOf, FightingAgainst). It says what a record implies, not what is right.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from loader.model import EntityType, Extraction, Polarity, Statement, StatementType

Relation = tuple[str, str, str]
"""Head entity, name, tail entity."""

SYMMETRIC = frozenset({"AlliesOf", "FightingAgainst"})

_HEADS = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "mayor",
        "governor",
        "monarch",
        "party_leader",
        "military_commander",
        "head_of_organization",
    }
)
"""Categories of office whose holder heads what is not a state."""

_NO_AGENT = frozenset({"legislator", "judge", "other"})
"""Categories of office whose holder does not act for the state."""

_BY_CATEGORY = {
    "head_of_state": "head_of_state",
    "head_of_government": "head_of_gov",
    "minister": "minister_of",
    "mayor": "mayor_of",
    "spokesperson": "spokesperson_of",
}
_BY_LOCATION = {
    "located_in": "in0",
    "based_in": "based_in0",
    "occurs_in": "event_in0",
    "capital_of": "in0",
}
_BY_STANCE = {"ally": "AlliesOf", "belligerent": "FightingAgainst"}

_Names = Iterator[str]
_Rule = TypeVar("_Rule")


def implied_relations(record: Extraction) -> set[Relation]:
    """All that the record's affirmed statements imply between its entities."""
    types = {entity.id: entity.type for entity in record.entities}
    result: set[Relation] = set()
    for statement, head, tail, names in affirmed_pairs(record, _RULES):
        for name in names(statement, types.get(tail)):
            result.add((head, name, tail))
            if name in SYMMETRIC:
                result.add((tail, name, head))
    return result


def affirmed_pairs(
    record: Extraction, rules: Mapping[StatementType, tuple[str, str, _Rule]]
) -> Iterator[tuple[Statement, str, str, _Rule]]:
    """Each affirmed statement with each filler of its two roles in `rules`, and what `rules` has for it."""
    for statement in record.statements:
        if statement.type in rules and statement.polarity is Polarity.AFFIRMED:
            head_role, tail_role, rule = rules[statement.type]
            for head in statement.roles.get(head_role, ()):
                for tail in statement.roles.get(tail_role, ()):
                    yield statement, head, tail, rule


def _office(statement: Statement, tail: EntityType | None) -> _Names:
    category = str(statement.values.get("category", "other"))
    if category in _BY_CATEGORY:
        yield _BY_CATEGORY[category]
    if tail is EntityType.STATE:
        yield "citizen_of"
        if category not in _NO_AGENT:
            yield "agent_of"
    elif category != "mayor":
        if category in _HEADS:
            yield "head_of"
        yield "member_of"


def _affiliation(statement: Statement, _: EntityType | None) -> _Names:
    relation = statement.values.get("relation")
    if relation == "citizen":
        yield "citizen_of"
    elif relation in ("official", "representative"):
        yield "agent_of"
    else:
        yield from ("member_of", "BelongsTo")


def _membership(statement: Statement, _: EntityType | None) -> _Names:
    if statement.values.get("status", "current") == "current":
        yield from ("member_of", "BelongsTo")


def _location(statement: Statement, tail: EntityType | None) -> _Names:
    name = _BY_LOCATION.get(str(statement.values.get("relation")))
    if name and tail is EntityType.STATE:
        yield name


def _part(statement: Statement, _: EntityType | None) -> _Names:
    yield str(statement.values.get("relation", "part_of"))


def _stance(statement: Statement, _: EntityType | None) -> _Names:
    name = _BY_STANCE.get(str(statement.values.get("kind")))
    if name:
        yield name


def _event(statement: Statement, _: EntityType | None) -> _Names:
    if statement.values.get("event") == "ASSAULT":
        yield "FightingAgainst"


_RULES: Mapping[StatementType, tuple[str, str, Callable[[Statement, EntityType | None], _Names]]] = {
    StatementType.OFFICE_HOLDING: ("holder", "of", _office),
    StatementType.AFFILIATION: ("agent", "of", _affiliation),
    StatementType.MEMBERSHIP: ("member", "organization", _membership),
    StatementType.LOCATION: ("entity", "place", _location),
    StatementType.PART: ("part", "whole", _part),
    StatementType.STANCE: ("a", "b", _stance),
    StatementType.EVENT: ("actor", "recipient", _event),
}
"""Type -> role of the head, role of the tail, names implied between them."""
