"""What the index knows of entities, as the properties of a reconciliation service."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from loader.knowledge import EntityFacts, Knowledge
from loader.model import EntityType

Value = dict[str, Any]
"""A value as the protocol writes it: {"str": ...}, {"float": ...}, or {"id": ..., "name": ...}."""


class Property(NamedTuple):
    """A property: its name for people, what it says, of which types it is known, and its values.

    `entities` tells that its values are entities.
    """

    name: str
    description: str
    values: Callable[[Knowledge, EntityFacts], Iterator[Value]]
    types: frozenset[EntityType] = frozenset(EntityType)
    entities: bool = False


class Hint(NamedTuple):
    """Something that a row may tell of a name, so that the right bearer is found."""

    name: str
    description: str


HINTS = {
    "country": Hint("country", "The state that it is in, belongs to or acts for: a Wikidata id, or a name."),
    "date": Hint("date", "When it was in the news or in office: 2022, 2022-01 or 2022-01-07."),
    "context": Hint("context", "A sentence in which the name stands: offices beside it tell people apart."),
}
"""Properties of a query, by id."""


def type_name(kind: EntityType) -> str:
    """A type in words: "government body"."""
    return re.sub(r"(?<!^)([A-Z])", r" \1", kind).lower()


def entity(knowledge: Knowledge, qid: str) -> Value:
    """An entity as a value."""
    facts = knowledge.facts(qid)
    return {"id": qid, "name": facts.label if facts else qid}


def _texts(*values: str | None) -> Iterator[Value]:
    return ({"str": value} for value in values if value)


def _numbers(*values: float | None) -> Iterator[Value]:
    return ({"float": value} for value in values if value is not None)


def _country(knowledge: Knowledge, facts: EntityFacts) -> Iterator[Value]:
    if facts.country:
        yield entity(knowledge, facts.country)


def _member_of(knowledge: Knowledge, facts: EntityFacts) -> Iterator[Value]:
    for qid in dict.fromkeys(fact.organization for fact in knowledge.memberships_of(facts.qid)):
        yield entity(knowledge, qid)


def _members(knowledge: Knowledge, facts: EntityFacts) -> Iterator[Value]:
    for qid in dict.fromkeys(fact.member for fact in knowledge.members_of(facts.qid)):
        yield entity(knowledge, qid)


def _offices(knowledge: Knowledge, facts: EntityFacts) -> Iterator[Value]:
    for tenure in knowledge.tenures_of(facts.qid):
        span = f"{tenure.start or '?'} to {tenure.end or ('' if tenure.as_of else '?')}".rstrip()
        yield {"str": f"{tenure.office} ({span})"}


_PERSON = frozenset({EntityType.PERSON})
_STATE = frozenset({EntityType.STATE})
PROPERTIES = {
    "type": Property("type", "What kind of thing it is.", lambda _, f: _texts(type_name(f.type))),
    "country": Property("country", "The state that it is in or belongs to.", _country, entities=True),
    "aliases": Property("also known as", "Further names.", lambda _, f: _texts(*f.aliases)),
    "latitude": Property("latitude", "Degrees north, WGS 84.", lambda _, f: _numbers(f.lat)),
    "longitude": Property("longitude", "Degrees east, WGS 84.", lambda _, f: _numbers(f.lon)),
    "start": Property("start", "When it began, or was born.", lambda _, f: _texts(f.start)),
    "end": Property("end", "When it ended, or died.", lambda _, f: _texts(f.end)),
    "iso2": Property("ISO 3166 alpha-2", "Two letters.", lambda _, f: _texts(f.iso2), _STATE),
    "iso3": Property("ISO 3166 alpha-3", "Three letters.", lambda _, f: _texts(f.iso3), _STATE),
    "offices": Property("offices", "Offices held, with the dates known.", _offices, _PERSON),
    "member_of": Property("member of", "Organisations it belongs or belonged to.", _member_of, entities=True),
    "members": Property(
        "members", "Who belongs or belonged to it.", _members, frozenset({EntityType.ALLIANCE}), entities=True
    ),
}
"""Properties that can be fetched for entities, by id."""
