"""Floors: the least that each figure may be, pinned in a YAML file, which only ever rise.

Held are the F1 figures of a report, since precision and recall may be traded for each other, and its
other rates. A floor is the figure rounded down to a whole point, so that a difference in rounding between
processors fails no build. Accuracies measured on what was found get five points of room: finding more
makes them harder. Figures of fewer than ten gold items are left out; one item would move them too far.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loader.errors import EvaluationFault

FEWEST = 10
"""Gold items that a figure must be of."""
ROOM = 5.0
"""Points by which an accuracy of what was found may fall."""
_UNHELD = ("gold", "predicted", "toponyms", "p", "r", "in_index")
"""Counts; what may be traded; and what a larger index makes harder."""


def held(report: Mapping[str, Any], prefix: str = "") -> dict[str, float]:
    """The figures of a report's JSON that a floor can hold, by dotted path: `by_type.Casualties.f1`."""
    result: dict[str, float] = {}
    if report.get("gold", FEWEST) < FEWEST:
        return result
    for key, value in report.items():
        if key in _UNHELD:
            continue
        if isinstance(value, Mapping):
            result |= held(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            result[prefix + key] = float(value)
    return result


@dataclass(frozen=True, slots=True)
class Floors:
    """Set of texts -> name of a figure -> the least that it may be, in points."""

    sets: Mapping[str, Mapping[str, int]]

    @classmethod
    def read(cls, path: Path) -> "Floors":
        """Read the file; a missing one has no floors.

        Raises:
            EvaluationFault: it is not a mapping of sets to figures.
        """
        if not path.exists():
            return cls({})
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            sets = {str(k): {str(n): int(f) for n, f in v.items()} for k, v in content.items()}
        except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise EvaluationFault(f"{path}: expected sets with figures and their floors: {error}") from error
        return cls(sets)

    def below(self, name: str, figures: Mapping[str, float]) -> list[str]:
        """What of a set is under its floor, one line each; a figure that is gone is under it."""
        return [
            f"{name} {figure}: {figures.get(figure, 0.0)} is under the floor of {floor}"
            for figure, floor in self.sets.get(name, {}).items()
            if figures.get(figure, 0.0) < floor
        ]

    def raised(self, name: str, figures: Mapping[str, float]) -> "Floors":
        """With floors for the set's figures where they are higher than the ones there; none ever falls."""
        old = self.sets.get(name, {})
        new = {
            figure: max(int(value - (ROOM if "_accuracy" in figure else 0)), old.get(figure, 0))
            for figure, value in figures.items()
        }
        kept = {figure: floor for figure, floor in (dict(old) | new).items() if floor > 0}
        return Floors({**self.sets, name: dict(sorted(kept.items()))})

    def text(self, head: str) -> str:
        """As YAML, under comment lines that say what it is."""
        return head + yaml.safe_dump({k: dict(v) for k, v in sorted(self.sets.items())}, sort_keys=False)
