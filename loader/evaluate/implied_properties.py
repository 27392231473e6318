"""Wikidata properties that statements imply, for gold sets that speak in them (Re-DocRED, Text2KGBench).

Our own mapping, since these sets have no scorer for extraction records. Only affirmed statements imply any.
It says what a record implies, not what is right.
"""

from collections.abc import Callable, Iterator, Mapping

from loader.evaluate.implied import affirmed_pairs
from loader.model import EntityType, Extraction, Statement, StatementType

Property = tuple[str, str, str]
"""Head entity, property, tail entity; the tail of P39 is the office in words."""

PROPERTIES = frozenset({"P6", "P17", "P27", "P35", "P39", "P102", "P241", "P463"})
"""Head of government, country, citizenship, head of state, position, party, military branch, member."""

POSITION = "P39"
_HEADS = {
    "head_of_state": "P35",
    "monarch": "P35",
    "head_of_government": "P6",
    "mayor": "P6",
    "governor": "P6",
}
_AREAS = (EntityType.STATE, EntityType.PLACE)

_Types = Mapping[str, EntityType]
_Found = Iterator[Property]


def implied_properties(record: Extraction) -> set[Property]:
    """All that the record's affirmed statements imply between its entities."""
    types = {entity.id: entity.type for entity in record.entities}
    names = {entity.id: entity.name for entity in record.entities}
    result: set[Property] = set()
    for statement, head, tail, imply in affirmed_pairs(record, _RULES):
        result.update(imply(statement, head, tail, types))
        if statement.type is StatementType.OFFICE_HOLDING and (office := statement.values.get("office")):
            result.add((head, POSITION, f"{office} of {names.get(tail, tail)}"))
            result.add((head, POSITION, str(office)))
    return result


def _office(statement: Statement, head: str, tail: str, types: _Types) -> _Found:
    category = str(statement.values.get("category", "other"))
    kind = types.get(tail)
    if category in _HEADS and kind in _AREAS and statement.values.get("status") != "former":
        yield tail, _HEADS[category], head
    if kind is EntityType.STATE:
        yield head, "P27", tail
    elif kind is not None:
        yield from _belonging(head, tail, kind)


def _affiliation(statement: Statement, head: str, tail: str, types: _Types) -> _Found:
    if statement.values.get("relation") == "citizen":
        yield head, "P27", tail
    elif types.get(tail) is EntityType.ARMED_FORCE:
        yield head, "P241", tail


def _membership(_: Statement, head: str, tail: str, types: _Types) -> _Found:
    yield from _belonging(head, tail, types.get(tail))


def _belonging(head: str, tail: str, kind: EntityType | None) -> _Found:
    if kind is EntityType.PARTY:
        yield head, "P102", tail
    elif kind is EntityType.ARMED_FORCE:
        yield head, "P241", tail
    elif kind not in _AREAS:
        yield head, "P463", tail


def _within(_: Statement, head: str, tail: str, types: _Types) -> _Found:
    if types.get(tail) is EntityType.STATE:
        yield head, "P17", tail


_RULES: Mapping[StatementType, tuple[str, str, Callable[[Statement, str, str, _Types], _Found]]] = {
    StatementType.OFFICE_HOLDING: ("holder", "of", _office),
    StatementType.AFFILIATION: ("agent", "of", _affiliation),
    StatementType.MEMBERSHIP: ("member", "organization", _membership),
    StatementType.LOCATION: ("entity", "place", _within),
    StatementType.PART: ("part", "whole", _within),
}
"""Type -> role of the head, role of the tail, properties implied between them."""
