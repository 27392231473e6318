"""How well known an entity is: the prior that ranks namesakes before the article is looked at.

The parts and their weights stand in `data/prior.yaml`; this module adds them up.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from loader.link.classify import read_yaml


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    weights: dict[str, Any] = read_yaml("prior.yaml")
    return weights


def prior(row: Mapping[str, Any], offices: Iterable[str] = ()) -> float:
    """The prior of a compact entity row, in [0, 1]; `offices` are the categories of its tenures."""
    weights = _weights()
    score: float = weights["base"][row["type"]]
    score += weights["source"] * min(row.get("sources", 0), weights["sources_at_most"])
    score += weights["wikipedia"] if row.get("wikipedia") else 0.0
    score += weights["past"] if row.get("end") else 0.0
    score += weights["capital"] if row.get("capital_of") else 0.0
    score += weights["low_id"] * max(0.0, 1.0 - math.log10(max(1, int(row["id"][1:]))) / 9.0)
    people = {"Place": "population", "State": "state_population"}.get(row["type"])
    if people and row.get("population"):
        score += weights[people] * min(1.0, math.log10(row["population"] + 1) / 9.0)
    held = list(offices)
    score += max((weights["office"].get(category, 0.0) for category in held), default=0.0)
    score += weights["tenure"] * min(len(held), weights["tenures_at_most"])
    return round(min(1.0, max(0.0, score)), 4)
