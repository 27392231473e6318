"""What a validation found: violations, and whether the data conforms."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rdflib import URIRef

from loader.rdf import Node

DataTriple = tuple[Node, Node, Node]
"""A triple as data may have it, right or wrong: with blank nodes, say."""


class Severity(StrEnum):
    """`violation`: the data is not what geokg writes. `warning`: it is, but what it says is suspicious."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Violation:
    """One node that one shape does not accept.

    `focus` is the node, `shape` the IRI of the shape, `value` the value that is wrong (None when one is
    missing or there are too many), `path` the property it stands under (None for the node as a whole or
    a path of several steps), `article` the article that the node stands in, when it stands in one.
    """

    focus: Node
    shape: URIRef
    message: str
    severity: Severity
    path: URIRef | None = None
    value: Node | None = None
    article: URIRef | None = None

    def __str__(self) -> str:
        """One line for a reader: how bad, which node, why, and the value at fault."""
        value = "" if self.value is None or self.value == self.focus else f" Found: {self.value}"
        return f"{self.severity}: {self.focus}: {self.message}{value} [{self.shape.rsplit('/', 1)[-1]}]"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, in a settled order, and of how many articles."""

    violations: tuple[Violation, ...]
    articles: int = 0

    @property
    def conforms(self) -> bool:
        """Nothing is wrong; something may be suspicious."""
        return all(violation.severity is Severity.WARNING for violation in self.violations)


class Engine(Protocol):
    """Checks a data graph, to which it adds the vocabulary itself."""

    def validate(self, triples: Iterable[DataTriple]) -> list[Violation]:
        """What the shapes do not accept, in no particular order, `article` left open."""


def in_order(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Each once: violations before warnings, then by shape, focus and value."""
    return tuple(
        sorted(
            set(violations), key=lambda v: (v.severity == Severity.WARNING, v.shape, v.focus, str(v.value))
        )
    )
