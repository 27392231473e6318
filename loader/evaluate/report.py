"""What a score is: precision, recall and F1 in per cent to one decimal, and reports made of them.

Only the values and their JSON; how they are counted is for the module of each task.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 in per cent, with the numbers that they are of."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


@dataclass(slots=True)
class Tally:
    """Hits, predictions and gold items, counted as they come."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        """Count some more."""
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    def figure(self) -> Figure:
        """The three rates; those of nothing are 0."""
        p = self.hits / self.predicted if self.predicted else 0.0
        r = self.hits / self.gold if self.gold else 0.0
        f1 = 200 * p * r / (p + r) if p + r else 0.0
        return Figure(round(100 * p, 1), round(100 * r, 1), round(f1, 1), self.gold, self.predicted)


def count_triples(
    tallies: defaultdict[str, Tally],
    names: Iterable[str],
    gold: Set[tuple[str, str, str]],
    found: Set[tuple[str, str, str]],
) -> None:
    """Count the triples of each of these names, which stand in their middle."""
    for name in names:
        right, said = ({triple for triple in items if triple[1] == name} for items in (gold, found))
        tallies[name].add(len(right & said), len(said), len(right))


def total(tallies: list[Tally]) -> Tally:
    """All of them as one: a micro average."""
    result = Tally()
    for tally in tallies:
        result.add(tally.hits, tally.predicted, tally.gold)
    return result


def per_cent(part: int, whole: int) -> float:
    """A share in per cent to one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """Base of every task's result."""

    def to_json(self) -> dict[str, Any]:
        """The JSON object of the reference scorer: same names, same order, same rounding."""
        return asdict(self)
