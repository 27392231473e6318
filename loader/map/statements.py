"""One statement as RDF: the claim, the situation that it asserts, and the shortcuts that it gives.

Follows a `StatementRule` of `mapping.yaml`; knows no statement type, role or value by name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from rdflib import URIRef

from loader.errors import MappingError
from loader.map import literals, terms
from loader.map.literals import DATATYPES
from loader.map.rules import (
    ConceptRule,
    Condition,
    CountRule,
    LiteralRule,
    MappingRules,
    ShortcutRule,
    StatementRule,
    ValueRule,
)
from loader.map.time import reported_in, time_stamps
from loader.model import Count, Extraction, Modality, Origin, Polarity, Statement
from loader.rdf import Iris, Situation, Term, Triple, normalise

Key = tuple[str, Term | str]
Filling = tuple[str, list["LocalEntity"]]
"""A role and those who fill it in one situation."""
Aspect = tuple[list[Key], list[tuple[URIRef, Term]]]
"""Something that a situation's identity is made of: parts of its key, and what is said of its node."""


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of the article as the statements' mapping needs it.

    `named`: the article mentions it by a name or an adjective, and not only as "troops" or "they".
    """

    iri: URIRef
    type: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class MappedStatement:
    """What one statement becomes; `triples` are the claim's own, without evidence.

    Of several situations it claims each: "Finland and Sweden joined NATO" says two things at once.
    """

    triples: list[Triple]
    situations: list[Situation]
    shortcuts: list[Triple]


class StatementMapper:
    """Maps the statements of one article version."""

    def __init__(
        self, iris: Iris, rules: MappingRules, extraction: Extraction, entities: Mapping[str, LocalEntity]
    ) -> None:
        self._iris = iris
        self._rules = rules
        self._hash = extraction.article.content_hash
        self._article = iris.article(self._hash)
        self._published = extraction.article.published
        self._entities = entities
        self._statements = {statement.id: statement for statement in extraction.statements}

    def map(self, statement: Statement, *, shortcut_confidence: float) -> MappedStatement:
        """Map a statement.

        Raises:
            MappingError: it has a type, role, value or entity that the rules or the article do not know;
                the message names the statement and the fault, and the caller adds the article.
        """
        rule = self._rules.statements.get(statement.type)
        if rule is None:
            known = ", ".join(self._rules.statements)
            raise _fault(statement, f"type {statement.type} is not in mapping.yaml, which has {known}")
        fillers = {role: self._fillers(statement, rule, role) for role in statement.roles}
        node = self._iris.statement(self._hash, statement.id)
        claim = self._claim(node, statement)
        within, beside = _divide(rule, fillers)
        situations = self._situations(statement, rule, within)
        says = terms.CONCLUDES if statement.origin is Origin.DERIVED else terms.ASSERTS
        claim.extend((node, says, situation.iri) for situation in situations)
        for role, entities in beside.items():
            claim.extend((node, rule.roles[role].property, entity.iri) for entity in entities)
        for name, value in statement.values.items():
            claim.extend(_value_triples(node, statement, name, rule.values[name], value))
        gives_shortcuts = (
            statement.polarity is Polarity.AFFIRMED
            and statement.modality is Modality.ASSERTED
            and statement.confidence >= shortcut_confidence
        )
        shortcuts = _shortcuts(rule, fillers, statement.values) if gives_shortcuts else []
        return MappedStatement(claim, situations, shortcuts)

    def _claim(self, node: URIRef, statement: Statement) -> list[Triple]:
        """What every statement has, whatever it states."""
        derived = statement.origin is Origin.DERIVED
        triples: list[Triple] = [
            (node, terms.TYPE, terms.DERIVED_STATEMENT if derived else terms.STATEMENT),
            (node, terms.POLARITY, self._rules.polarity[statement.polarity]),
            (node, terms.MODALITY, self._rules.modality[statement.modality]),
            (node, terms.CONFIDENCE, literals.decimal(statement.confidence)),
            (node, terms.PRIMARY_SOURCE, self._article),
        ]
        triples.extend(
            (node, terms.ATTRIBUTED_TO, self._entity(statement, source).iri)
            for source in dict.fromkeys(statement.sources)
        )
        triples.extend(
            (node, terms.HAS_EVIDENCE, self._iris.evidence(self._hash, start, end))
            for start, end in dict.fromkeys((e.start, e.end) for e in statement.evidence)
        )
        if statement.method:
            triples.append((node, terms.METHOD, literals.text(statement.method)))
        return [*triples, *self._derivation(node, statement)] if derived else triples

    def _derivation(self, node: URIRef, statement: Statement) -> Iterator[Triple]:
        """The rule, the article's statements that it started from, and of whom background was used."""
        yield node, terms.FOLLOWS_BY_RULE, literals.text(statement.rule)
        for name in statement.derived_from:
            premise = self._statements.get(name)
            if premise is None:
                raise _fault(statement, f"it is derived from {name}, no statement of the article")
            if premise.origin is not Origin.BACKGROUND:
                yield node, terms.DERIVED_FROM, self._iris.statement(self._hash, name)
                continue
            for filler in dict.fromkeys(f for fillers in premise.roles.values() for f in fillers):
                yield node, terms.USES_BACKGROUND_OF, self._entity(statement, filler).iri

    def _situations(
        self, statement: Statement, rule: StatementRule, fillers: dict[str, list[LocalEntity]]
    ) -> list[Situation]:
        """One situation for each combination of fillers of the roles that distribute."""
        common = [*self._kind(statement, rule), *self._time(statement, rule)]
        choices: list[list[Filling]] = [
            [(role, [entity]) for entity in entities] if rule.roles[role].distribute else [(role, entities)]
            for role, entities in fillers.items()
            if entities
        ]
        return [
            self._situation(statement, rule, number, filling, common)
            for number, filling in enumerate(product(*choices))
        ]

    def _situation(
        self,
        statement: Statement,
        rule: StatementRule,
        number: int,
        filling: tuple[Filling, ...],
        common: list[Aspect],
    ) -> Situation:
        node = self._iris.local_situation(self._hash, f"{statement.id}/{number}")
        triples: list[Triple] = [(node, terms.TYPE, rule.situation)]
        key: list[Key] = []
        for role, entities in filling:
            key.extend((role, entity.iri) for entity in entities)
            triples.extend((node, rule.roles[role].property, entity.iri) for entity in entities)
        if not key:
            # Nobody and nothing named takes part: what two articles say so need not be the same thing.
            key.append(("statement", self._iris.statement(self._hash, statement.id)))
        for part, pairs in common:
            key.extend(part)
            triples.extend((node, predicate, value) for predicate, value in pairs)
        return Situation(node, rule.situation, tuple(key), tuple(triples))

    def _kind(self, statement: Statement, rule: StatementRule) -> Iterator[Aspect]:
        """The values that are part of what the situation is."""
        for name, value in statement.values.items():
            value_rule = rule.values.get(name)
            if value_rule is None:
                raise _fault(
                    statement, f"value {name} is not in mapping.yaml, which has {', '.join(rule.values)}"
                )
            if isinstance(value_rule, ConceptRule) and value_rule.on_situation:
                concept = _concept(statement, name, value_rule, value)
                yield [(name, concept)], [(value_rule.property, concept)]
            elif isinstance(value_rule, LiteralRule) and value_rule.identity:
                yield [(name, normalise(str(value)))], []

    def _time(self, statement: Statement, rule: StatementRule) -> Iterator[Aspect]:
        """When it holds; for what happens without a time being stated, when it was reported."""
        start, end = (statement.time.start, statement.time.end) if statement.time else (None, None)
        if start is not None or end is not None:
            try:
                stamps = time_stamps(start, end)
            except ValueError as error:
                raise _fault(statement, f"time: {error}") from error
            ends = (("time.start", start), ("time.end", end))
            yield [(name, date) for name, date in ends if date is not None], stamps
        elif rule.untimed and not any(statement.roles.get(role) for role in rule.untimed.unless):
            # Later reports of one thing name it again within days; what is joined afterwards needs the day.
            kept = len("2022-01-07") if rule.untimed.by_day else len("2022-01")
            period = self._published[:kept] if self._published else None
            yield [("reported", period or self._hash)], reported_in(period)

    def _fillers(self, statement: Statement, rule: StatementRule, role: str) -> list[LocalEntity]:
        if role not in rule.roles:
            raise _fault(statement, f"role {role} is not in mapping.yaml, which has {', '.join(rule.roles)}")
        return [self._entity(statement, entity) for entity in dict.fromkeys(statement.roles[role])]

    def _entity(self, statement: Statement, entity: str) -> LocalEntity:
        if entity not in self._entities:
            raise _fault(statement, f"entity {entity} is not among the article's entities")
        return self._entities[entity]


def _divide(
    rule: StatementRule, fillers: dict[str, list[LocalEntity]]
) -> tuple[dict[str, list[LocalEntity]], dict[str, list[LocalEntity]]]:
    """Those who are part of what the situation is, and those whom the statement tells beside it."""
    within: dict[str, list[LocalEntity]] = {}
    beside: dict[str, list[LocalEntity]] = {}
    for role, entities in fillers.items():
        for entity in entities:
            role_rule = rule.roles[role]
            belongs = role_rule.identity and (entity.named or not role_rule.named_only)
            (within if belongs else beside).setdefault(role, []).append(entity)
    return within, beside


def _value_triples(
    node: URIRef, statement: Statement, name: str, rule: ValueRule, value: str | Count
) -> list[Triple]:
    """A value on the statement; nothing for one that stands on the situation."""
    if isinstance(rule, CountRule):
        if not isinstance(value, Count):
            raise _fault(statement, f"value {name}: expected a count, got {value!r}")
        return _count_triples(node, rule, value)
    if isinstance(rule, ConceptRule):
        return [] if rule.on_situation else [(node, rule.property, _concept(statement, name, rule, value))]
    if not isinstance(value, str):
        raise _fault(statement, f"value {name}: expected text, got {value!r}")
    try:
        return [(node, rule.property, DATATYPES[rule.datatype](value))] if value.strip() else []
    except ValueError as error:
        raise _fault(statement, f"value {name}: {error}") from error


def _count_triples(node: URIRef, rule: CountRule, count: Count) -> list[Triple]:
    triples: list[Triple] = [(node, rule.approximate, literals.boolean(count.approximate))]
    if count.min is not None:
        triples.append((node, rule.min, literals.integer(count.min)))
    if count.max is not None:
        triples.append((node, rule.max, literals.integer(count.max)))
    if count.text:
        triples.append((node, rule.text, literals.text(count.text)))
    return triples


def _concept(statement: Statement, name: str, rule: ConceptRule, value: str | Count) -> URIRef:
    above = rule.notation("", statement.values)
    if not isinstance(value, str) or above + value not in rule.concepts:
        known = sorted(word.removeprefix(above) for word in rule.concepts if word.startswith(above))
        raise _fault(
            statement, f"value {name}: {value!r} is none of {', '.join(known) or 'those it may have'}"
        )
    return rule.concepts[above + value]


def _shortcuts(
    rule: StatementRule, fillers: dict[str, list[LocalEntity]], values: Mapping[str, str | Count]
) -> list[Triple]:
    found: dict[Triple, None] = {}
    for shortcut in rule.shortcuts:
        candidates = _matching(shortcut, fillers, values)
        if candidates is None:
            continue
        for subject, value in product(
            candidates.get(shortcut.subject, ()), candidates.get(shortcut.object, ())
        ):
            if subject.iri != value.iri:
                found[subject.iri, shortcut.property, value.iri] = None
    return list(found)


def _matching(
    shortcut: ShortcutRule, fillers: dict[str, list[LocalEntity]], values: Mapping[str, str | Count]
) -> dict[str, list[LocalEntity]] | None:
    """The fillers that satisfy every condition; None when one fails."""
    kept = dict(fillers)
    for condition in shortcut.conditions:
        if not condition.on_role:
            if values.get(condition.name) not in condition.allowed:
                return None
            continue
        kept[condition.name] = _of_type(condition, fillers.get(condition.name, []))
        if not kept[condition.name] and (fillers.get(condition.name) or None not in condition.allowed):
            return None
    return kept


def _of_type(condition: Condition, entities: list[LocalEntity]) -> list[LocalEntity]:
    return [entity for entity in entities if entity.type in condition.allowed]


def _fault(statement: Statement, message: str) -> MappingError:
    return MappingError(f"statement {statement.id} ({statement.type}): {message}")
