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
from loader.model import Article, Entity, EntityType, Extraction, Origin, Statement, StatementType, TimeSpan

_STRICT = ConfigDict(extra="forbid")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@checked(frozen=True, config=_STRICT)
class CountryRule:
    """What an entity's country makes of it."""

    types: frozenset[EntityType]
    statement: StatementType
    entity: str
    country: str
    values: dict[str, str]
    name: str = ""
    within: frozenset[EntityType] = frozenset({EntityType.STATE, EntityType.PLACE})


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


@dataclass(frozen=True, slots=True)
class _When:
    """The time that an article speaks of: its date, or else the years that its text names."""

    date: str | None
    years: frozenset[str] = frozenset()

    @classmethod
    def of(cls, article: Article) -> "_When":
        """The date of publication where there is one; a year of the text does not date the article."""
        if article.published is not None:
            return cls(article.published)
        return cls(None, frozenset(_YEAR.findall(article.text)))

    def concerns(self, fact: Tenure | MembershipFact) -> bool:
        """Whether a fact had begun by the date, or a year of the text is the one in which it began or ended.

        Without a date, what held in some year that the text names need not concern the text: by any year
        nearly all states belonged to some alliance.
        """
        if self.date is not None:
            return fact.start is None or fact.start[: len(self.date)] <= self.date
        return any(bound is not None and bound[:4] in self.years for bound in (fact.start, fact.end))

    def status(self, fact: Tenure | MembershipFact, *, open_is_current: bool) -> dict[str, str]:
        """`status` at the date; nothing when that cannot be told."""
        if self.date is None:
            return {}
        if fact.end is not None:
            return {
                "status": "former" if fact.end[: len(self.date)] < self.date[: len(fact.end)] else "current"
            }
        return {"status": "current"} if open_is_current else {}


@cache
def rules() -> BackgroundRules:
    """The rules that ship with geokg."""
    return TypeAdapter(BackgroundRules).validate_python(read_yaml("background.yaml"))


def with_background(extraction: Extraction, knowledge: Knowledge) -> Extraction:
    """Add what the index knows to a record whose entities are linked.

    A tenure or membership that began after the article is left out; its status is told at the article's
    date. What held for a time only says nothing of an article that has no date: it is added when the text
    names the year in which it began or ended, without a status. The confidence is that of the weaker link.
    """
    linked = {e.qid: e for e in extraction.entities if e.qid is not None}
    when = _When.of(extraction.article)
    known = [k for e in linked.values() for k in _of(e, linked, knowledge, when)]
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


def _of(entity: Entity, linked: Mapping[str, Entity], knowledge: Knowledge, when: _When) -> Iterator[_Known]:
    qid = entity.qid or ""
    facts = knowledge.facts(qid)
    country = linked.get(facts.country) if facts is not None and facts.country is not None else None
    if facts is not None and country is not None and country is not entity:
        rule = next((r for r in rules().country if _fits(r, entity, country, facts.label)), None)
        if rule is not None:
            roles = {rule.entity: (entity.id,), rule.country: (country.id,)}
            yield _Known(rule.statement, roles, rule.values, confidence=min(entity.score, country.score))
    yield from _tenures(entity, linked, knowledge.tenures_of(qid), when)
    yield from _memberships(entity, linked, knowledge.memberships_of(qid), when)


def _fits(rule: CountryRule, entity: Entity, country: Entity, label: str) -> bool:
    if entity.type not in rule.types or country.type not in rule.within:
        return False
    return re.search(rule.name, label, re.IGNORECASE) is not None


def _tenures(
    entity: Entity, linked: Mapping[str, Entity], tenures: tuple[Tenure, ...], when: _When
) -> Iterator[_Known]:
    """Each office once, with the latest tenure that concerns the article's time."""
    rule = rules().tenures
    latest: dict[tuple[str, str], Tenure] = {}
    for tenure in tenures:
        if tenure.of in linked and tenure.category in rule.categories and when.concerns(tenure):
            latest[tenure.of or "", tenure.category] = tenure
    for (of, category), tenure in latest.items():
        body = linked[of]
        seen = tenure.as_of is not None and (when.date or "")[: len(tenure.as_of)] <= tenure.as_of
        yield _Known(
            rule.statement,
            {rule.person: (entity.id,), rule.body: (body.id,)},
            {"office": tenure.office, "category": category, **when.status(tenure, open_is_current=seen)},
            _span(tenure),
            min(entity.score, body.score),
        )


def _memberships(
    entity: Entity, linked: Mapping[str, Entity], facts: tuple[MembershipFact, ...], when: _When
) -> Iterator[_Known]:
    rule = rules().memberships
    for fact in facts:
        body = linked.get(fact.organization)
        if body is None or not when.concerns(fact):
            continue
        yield _Known(
            rule.statement,
            {rule.member: (entity.id,), rule.organization: (body.id,)},
            when.status(fact, open_is_current=True),
            _span(fact),
            min(entity.score, body.score),
        )


def _span(fact: Tenure | MembershipFact) -> TimeSpan | None:
    return TimeSpan(fact.start, fact.end) if fact.start or fact.end else None
