"""Applies rules of closure to one record until nothing new follows.

Premises are affirmed statements only. A conclusion is no surer than its premises: it has the weakest of
their modalities, the product of their confidences and the rule's weight, and everyone who says one of
them. It is left out where the article itself says as much, or denies it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

from loader.closure.rules import Premise, Rule
from loader.model import (
    EntityType,
    Evidence,
    Extraction,
    Modality,
    Origin,
    Polarity,
    Statement,
    StatementType,
    TimeSpan,
)

ROUNDS = 10
"""Chains of places within places end long before; a limit keeps any file of rules from running on."""

_WEAKER = (Modality.ASSERTED, Modality.POSSIBLE, Modality.FUTURE, Modality.CONDITIONAL)
"""From surest to weakest: what is yet to come, or depends on something, is less than what may be so."""

Binding = Mapping[str, str]
"""Variable -> entity id."""
Content = tuple[StatementType, frozenset[tuple[str, str]], frozenset[tuple[str, str]]]
"""What a statement says, apart from how surely and when: type, role and filler, name and value."""


def close(extraction: Extraction, rules: Sequence[Rule]) -> Extraction:
    """Add all that follows from a record's statements.

    A conclusion that rests on something that the article says has origin `derived` and the evidence of
    what it rests on; one that follows from background alone is background. Ids are d1, d2, ...; a record
    that is closed already goes on from its last, and gains only what newly follows.
    """
    facts = _Facts(extraction)
    held = sum(statement.rule != "" for statement in extraction.statements)
    added: list[Statement] = []
    for _ in range(ROUNDS):
        found = _best(_conclusions(rules, facts), facts)
        if not found:
            break
        for statement in found:
            numbered = replace(statement, id=f"d{held + len(added) + 1}")
            facts.add(numbered)
            added.append(numbered)
    return replace(extraction, statements=(*extraction.statements, *added))


@dataclass(slots=True)
class _Facts:
    """The statements that rules may start from, and what is said already."""

    extraction: Extraction
    types: dict[str, EntityType] = field(init=False)
    by_type: defaultdict[StatementType, list[Statement]] = field(init=False)
    by_filler: defaultdict[tuple[StatementType, str, str], list[Statement]] = field(init=False)
    said: defaultdict[tuple[StatementType, frozenset[tuple[str, str]]], list[Statement]] = field(init=False)

    def __post_init__(self) -> None:
        self.types = {entity.id: entity.type for entity in self.extraction.entities}
        self.by_type = defaultdict(list)
        self.by_filler = defaultdict(list)
        self.said = defaultdict(list)
        for statement in self.extraction.statements:
            self.add(statement)

    def add(self, statement: Statement) -> None:
        """Take in a statement: as a premise when it is affirmed, and as said in any case."""
        for fillers in _fillings(statement):
            self.said[statement.type, frozenset(fillers.items())].append(statement)
        if statement.polarity is Polarity.AFFIRMED:
            self.by_type[statement.type].append(statement)
            for role, fillers_of_role in statement.roles.items():
                for filler in fillers_of_role:
                    self.by_filler[statement.type, role, filler].append(statement)

    def knows(self, conclusion: Statement) -> bool:
        """Whether a statement says as much, as surely, or denies it; background stops background only."""
        roles = frozenset((role, fillers[0]) for role, fillers in conclusion.roles.items())
        rivals = self.said[conclusion.type, roles]
        return any(
            conclusion.values.items() <= rival.values.items()
            and (
                rival.polarity is Polarity.NEGATED
                or _WEAKER.index(rival.modality) <= _WEAKER.index(conclusion.modality)
            )
            for rival in rivals
            if rival.origin is not Origin.BACKGROUND or conclusion.origin is Origin.BACKGROUND
        )

    def candidates(self, premise: Premise, binding: Binding) -> list[Statement]:
        """Statements that may be this premise, the fewest that a bound variable narrows them to."""
        narrowed = (
            self.by_filler[premise.type, role, binding[variable]]
            for role, variable in premise.roles.items()
            if variable in binding
        )
        return min(narrowed, key=len, default=self.by_type[premise.type])


def _fillings(statement: Statement) -> Iterator[dict[str, str]]:
    """Each choice of one filler a role: "Finland and Sweden joined" says two things."""
    roles = [role for role, fillers in statement.roles.items() if fillers]
    for choice in product(*(statement.roles[role] for role in roles)):
        yield dict(zip(roles, choice, strict=True))


def _conclusions(rules: Sequence[Rule], facts: _Facts) -> Iterator[Statement]:
    for rule in rules:
        for binding, premises in _solutions(rule, rule.given, {}, (), facts):
            conclusion = _conclude(rule, binding, premises)
            if conclusion is not None and not facts.knows(conclusion):
                yield conclusion


def _solutions(
    rule: Rule, left: Sequence[Premise], binding: Binding, chosen: tuple[Statement, ...], facts: _Facts
) -> Iterator[tuple[Binding, tuple[Statement, ...]]]:
    """All ways to find the rule's premises among the facts."""
    if not left:
        yield binding, chosen
        return
    premise = left[0]
    for statement in tuple(facts.candidates(premise, binding)):
        if any(statement.values.get(name) not in allowed for name, allowed in premise.values.items()):
            continue
        for bound in _bind(rule, premise, statement, binding, facts.types):
            yield from _solutions(rule, left[1:], bound, (*chosen, statement), facts)


def _bind(
    rule: Rule, premise: Premise, statement: Statement, binding: Binding, types: Mapping[str, EntityType]
) -> Iterator[Binding]:
    """The binding with the premise's variables set to the statement's fillers, one way for each choice."""
    choices = []
    for role, variable in premise.roles.items():
        allowed = rule.where.get(variable)
        choices.append(
            [
                (variable, filler)
                for filler in statement.roles.get(role, ())
                if binding.get(variable, filler) == filler and (allowed is None or types[filler] in allowed)
            ]
        )
    for choice in product(*choices):
        bound = {**binding, **dict(choice)}
        if all(bound[variable] == filler for variable, filler in choice):
            yield bound


def _conclude(rule: Rule, binding: Binding, premises: tuple[Statement, ...]) -> Statement | None:
    """What the rule says of these; None for something and itself, or when its premises never hold at once."""
    roles = {role: (binding[variable],) for role, variable in rule.then.roles.items()}
    if len(set(roles.values())) < len(roles):
        return None
    spans = [] if rule.timeless else [premise.time for premise in premises if premise.time is not None]
    time = _common(spans)
    if time is None and spans:
        return None
    told = [premise for premise in premises if premise.origin is not Origin.BACKGROUND]
    return Statement(
        id="",
        type=rule.then.type,
        roles=roles,
        values=dict(rule.then.values),
        time=time,
        modality=max((premise.modality for premise in premises), key=_WEAKER.index),
        sources=tuple(dict.fromkeys(source for premise in premises for source in premise.sources)),
        confidence=round(prod(premise.confidence for premise in premises) * rule.weight, 3),
        evidence=_evidence(told),
        origin=Origin.DERIVED if told else Origin.BACKGROUND,
        derived_from=tuple(dict.fromkeys(premise.id for premise in premises)),
        rule=rule.name,
    )


def _evidence(premises: Sequence[Statement]) -> tuple[Evidence, ...]:
    """Each sentence once."""
    found = {(e.start, e.end): e for premise in premises for e in premise.evidence}
    return tuple(found.values())


def _common(spans: Sequence[TimeSpan]) -> TimeSpan | None:
    """When all of them hold; None when that is never, or nothing is known.

    ISO dates compare as text, cut to the coarser of the two.
    """
    if not spans:
        return None
    start = max((span.start for span in spans if span.start), default=None)
    end = min((span.end for span in spans if span.end), default=None)
    if start is not None and end is not None and start[: len(end)] > end[: len(start)]:
        return None
    text = "; ".join(dict.fromkeys(span.text for span in spans if span.text))
    return TimeSpan(start, end, text)


def _best(conclusions: Iterator[Statement], facts: _Facts) -> list[Statement]:
    """Of conclusions that say the same, the surest; what the article bears out before mere background."""
    best: dict[Content, Statement] = {}
    for conclusion in conclusions:
        content = (
            conclusion.type,
            frozenset((role, fillers[0]) for role, fillers in conclusion.roles.items()),
            frozenset((name, str(value)) for name, value in conclusion.values.items()),
        )
        held = best.get(content)
        if held is None or _rank(conclusion) > _rank(held):
            best[content] = conclusion
    return [statement for statement in best.values() if not facts.knows(statement)]


def _rank(statement: Statement) -> tuple[bool, int, float]:
    return statement.origin is Origin.DERIVED, -_WEAKER.index(statement.modality), statement.confidence
