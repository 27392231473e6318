"""One statement as RDF: the claim, the situation that it asserts, and the shortcuts that it gives.

Follows a `StatementRule` of `mapping.yaml`; knows no statement type, role or value by name.
"""

from collections.abc import Mapping
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
from loader.map.time import time_triples
from loader.model import Count, Modality, Polarity, Statement
from loader.rdf import Iris, Situation, Term, Triple, normalise

Key = tuple[str, Term | str]


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """An entity of the article as the statements' mapping needs it: its local IRI and its type."""

    iri: URIRef
    type: str


@dataclass(frozen=True, slots=True)
class MappedStatement:
    """What one statement becomes; `triples` are the claim's own, without evidence."""

    triples: list[Triple]
    situation: Situation
    shortcuts: list[Triple]


class StatementMapper:
    """Maps the statements of one article version."""

    def __init__(
        self, iris: Iris, rules: MappingRules, content_hash: str, entities: Mapping[str, LocalEntity]
    ) -> None:
        self._iris = iris
        self._rules = rules
        self._hash = content_hash
        self._article = iris.article(content_hash)
        self._entities = entities

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
        situation = self._situation(statement, rule, fillers)
        claim.append((node, terms.ASSERTS, situation.iri))
        for role, entities in fillers.items():
            if not rule.roles[role].identity:
                claim.extend((node, rule.roles[role].property, entity.iri) for entity in entities)
        for name, value in statement.values.items():
            claim.extend(_value_triples(node, statement, name, rule.values[name], value))
        gives_shortcuts = (
            statement.polarity is Polarity.AFFIRMED
            and statement.modality is Modality.ASSERTED
            and statement.confidence >= shortcut_confidence
        )
        shortcuts = _shortcuts(rule, fillers, statement.values) if gives_shortcuts else []
        return MappedStatement(claim, situation, shortcuts)

    def _claim(self, node: URIRef, statement: Statement) -> list[Triple]:
        """What every statement has, whatever it states."""
        triples: list[Triple] = [
            (node, terms.TYPE, terms.STATEMENT),
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
        return triples

    def _situation(
        self, statement: Statement, rule: StatementRule, fillers: dict[str, list[LocalEntity]]
    ) -> Situation:
        node = self._iris.local_situation(self._hash, statement.id)
        triples: list[Triple] = [(node, terms.TYPE, rule.situation)]
        key: list[Key] = []
        for role, entities in fillers.items():
            if rule.roles[role].identity:
                key.extend((role, entity.iri) for entity in entities)
                triples.extend((node, rule.roles[role].property, entity.iri) for entity in entities)
        if not key:
            # Nobody and nothing named takes part: what two articles say so need not be the same thing.
            key.append(("statement", self._iris.statement(self._hash, statement.id)))
        for name, value in statement.values.items():
            value_rule = rule.values.get(name)
            if value_rule is None:
                raise _fault(
                    statement, f"value {name} is not in mapping.yaml, which has {', '.join(rule.values)}"
                )
            if isinstance(value_rule, ConceptRule) and value_rule.on_situation:
                concept = _concept(statement, name, value_rule, value)
                key.append((name, concept))
                triples.append((node, value_rule.property, concept))
            elif isinstance(value_rule, LiteralRule) and value_rule.identity:
                key.append((name, normalise(str(value))))
        if statement.time is not None:
            key.extend(
                (f"time.{end}", date)
                for end, date in (("start", statement.time.start), ("end", statement.time.end))
                if date is not None
            )
            try:
                triples.extend(time_triples(node, statement.time.start, statement.time.end))
            except ValueError as error:
                raise _fault(statement, f"time: {error}") from error
        return Situation(node, rule.situation, tuple(key), tuple(triples))

    def _fillers(self, statement: Statement, rule: StatementRule, role: str) -> list[LocalEntity]:
        if role not in rule.roles:
            raise _fault(statement, f"role {role} is not in mapping.yaml, which has {', '.join(rule.roles)}")
        return [self._entity(statement, entity) for entity in dict.fromkeys(statement.roles[role])]

    def _entity(self, statement: Statement, entity: str) -> LocalEntity:
        if entity not in self._entities:
            raise _fault(statement, f"entity {entity} is not among the article's entities")
        return self._entities[entity]


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
    if not isinstance(value, str) or value not in rule.concepts:
        raise _fault(statement, f"value {name}: {value!r} is none of {', '.join(sorted(rule.concepts))}")
    return rule.concepts[value]


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
