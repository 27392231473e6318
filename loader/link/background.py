"""What the index says of entities that an article names, as statements of origin `background`.

They carry no evidence, since no sentence says them, and are kept apart from what the article says; the
rules are in `data/background.yaml`. Nothing is stated of an entity that the article does not name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from loader.knowledge import Knowledge, MembershipFact, Tenure
from loader.link.classify import read_yaml
from loader.model import Entity, EntityType, Extraction, Origin, Statement, StatementType, TimeSpan

_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class CountryRule:
    """What an entity's country makes of it."""

    types: frozenset[EntityType]
    statement: StatementType
    entity: str
    country: str
    values: dict[str, str]
    name: str = ""


@checked(frozen=True, config=_STRICT)
class TenureRule:
    """What a tenure becomes."""

    statement: StatementType
    person: str
    body: str
    categories: frozenset[str]


@checked(frozen=True, config=_STRICT)
class MembershipRule:
    """What a membership becomes."""

    statement: StatementType
    member: str
    organization: str


@checked(frozen=True, config=_STRICT)
class BackgroundRules:
    """data/background.yaml."""

    country: tuple[CountryRule, ...]
    tenures: TenureRule
    memberships: MembershipRule


@dataclass(frozen=True, slots=True)
class _Known:
    """A statement's type, roles, values and time, before it has an id."""

    type: StatementType
    roles: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str]
    time: TimeSpan | None = None
    confidence: float = 1.0


@cache
def rules() -> BackgroundRules:
    """The rules that ship with geokg."""
    return TypeAdapter(BackgroundRules).validate_python(read_yaml("background.yaml"))


def with_background(extraction: Extraction, knowledge: Knowledge) -> Extraction:
    """Add what the index knows to a record whose entities are linked.

    A tenure that began after the article is left out; its status is told at the article's date, and left
    open when the article has none. The confidence is that of the weaker link.
    """
    linked = {e.qid: e for e in extraction.entities if e.qid is not None}
    known = [k for e in linked.values() for k in _of(e, linked, knowledge, extraction.article.published)]
    first = len(extraction.statements) + 1
    added = (
        Statement(
            id=f"s{number}",
            type=k.type,
            roles=k.roles,
            values=k.values,
            time=k.time,
            confidence=k.confidence,
            origin=Origin.BACKGROUND,
        )
        for number, k in enumerate(known, first)
    )
    return replace(extraction, statements=(*extraction.statements, *added))


def _of(
    entity: Entity, linked: Mapping[str, Entity], knowledge: Knowledge, date: str | None
) -> Iterator[_Known]:
    qid = entity.qid or ""
    facts = knowledge.facts(qid)
    country = linked.get(facts.country) if facts is not None and facts.country is not None else None
    if facts is not None and country is not None and country is not entity:
        rule = next((r for r in rules().country if _fits(r, entity, facts.label)), None)
        if rule is not None:
            roles = {rule.entity: (entity.id,), rule.country: (country.id,)}
            yield _Known(rule.statement, roles, rule.values, confidence=min(entity.score, country.score))
    yield from _tenures(entity, linked, knowledge.tenures_of(qid), date)
    yield from _memberships(entity, linked, knowledge.memberships_of(qid), date)


def _fits(rule: CountryRule, entity: Entity, label: str) -> bool:
    return entity.type in rule.types and re.search(rule.name, label, re.IGNORECASE) is not None


def _tenures(
    entity: Entity, linked: Mapping[str, Entity], tenures: tuple[Tenure, ...], date: str | None
) -> Iterator[_Known]:
    """Each office once, with the latest tenure that had begun by the date."""
    rule = rules().tenures
    latest: dict[tuple[str, str], Tenure] = {}
    for tenure in tenures:
        begun = date is None or tenure.start is None or tenure.start[: len(date)] <= date
        if tenure.of in linked and tenure.category in rule.categories and begun:
            latest[tenure.of or "", tenure.category] = tenure
    for (of, category), tenure in latest.items():
        body = linked[of]
        values = {"office": tenure.office, "category": category}
        status = _status(tenure, date)
        if status:
            values["status"] = status
        yield _Known(
            rule.statement,
            {rule.person: (entity.id,), rule.body: (body.id,)},
            values,
            _span(tenure),
            min(entity.score, body.score),
        )


def _status(tenure: Tenure, date: str | None) -> str:
    """Of the office at the article's date; empty when that cannot be told."""
    if date is None:
        return ""
    if tenure.end is not None:
        return "former" if tenure.end[: len(date)] < date[: len(tenure.end)] else "current"
    return "current" if tenure.as_of is not None and date[: len(tenure.as_of)] <= tenure.as_of else ""


def _memberships(
    entity: Entity, linked: Mapping[str, Entity], facts: tuple[MembershipFact, ...], date: str | None
) -> Iterator[_Known]:
    rule = rules().memberships
    for fact in facts:
        body = linked.get(fact.organization)
        if body is None or (date is not None and fact.start is not None and fact.start[: len(date)] > date):
            continue
        ended = fact.end is not None and (date is None or fact.end[: len(date)] < date[: len(fact.end)])
        yield _Known(
            rule.statement,
            {rule.member: (entity.id,), rule.organization: (body.id,)},
            {"status": "former" if ended else "current"},
            _span(fact),
            min(entity.score, body.score),
        )


def _span(fact: Tenure | MembershipFact) -> TimeSpan | None:
    return TimeSpan(fact.start, fact.end) if fact.start or fact.end else None
