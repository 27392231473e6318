"""From features to probabilities: a conditional logit with "unknown" (NIL) as one of the choices.

The probability of a candidate falls with every rival that is nearly as good, so an ambiguous name gets a
low score without a rule of its own. Weights are data: `data/ranking.yaml` says how they were learnt.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loader.link.classify import read_yaml

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of the features, the weight of NIL, and the least probability that makes a link."""

    weights: Mapping[str, float]
    nil: float
    threshold: float

    def score(self, features: Features) -> float:
        """The weighted sum of a candidate's features."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def probabilities(self, candidates: Sequence[Features]) -> tuple[float, ...]:
        """How probably each candidate is meant; what is missing to 1 is the probability of NIL."""
        scores = [self.score(features) for features in candidates]
        top = max([self.nil, *scores])
        shares = [math.exp(score - top) for score in scores]
        total = math.exp(self.nil - top) + sum(shares)
        return tuple(share / total for share in shares)


@lru_cache(maxsize=1)
def default_ranking() -> Ranking:
    """The ranking that ships."""
    content = read_yaml("ranking.yaml")
    return Ranking(content["weights"], content["nil"], content["threshold"])
