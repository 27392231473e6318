"""Weights of a conditional logit with "unknown" as one choice, by maximum likelihood. Read by linking.py."""

from collections.abc import Sequence

import numpy as np
from linkgold import Case

from loader.link.ranking import Features, Ranking

_STEPS = 30
_ENOUGH = 1e-7


def fit(
    cases: Sequence[Case], names: Sequence[str], fixed: Features, ridge: float
) -> tuple[dict[str, float], float]:
    """Weights of the features `names`, and the weight of NIL.

    Newton's method on the log-likelihood less `ridge` times half the sum of squared weights: a convex
    problem, so that the same cases give the same weights. What is `fixed` is added to the scores and not
    learnt. A case whose right answer is not among its candidates counts as NIL: with these that is right.
    """
    position = {name: i for i, name in enumerate(names)}
    width = len(names) + 1
    blocks = [_block(case, position, width, fixed) for case in cases if case.vectors]
    weights = np.zeros(width)
    for _ in range(_STEPS):
        gradient, hessian = -ridge * weights, ridge * np.eye(width)
        for rows, offsets, right in blocks:
            scores = rows @ weights + offsets
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            expected = shares @ rows
            gradient = gradient + rows[right] - expected
            hessian += (rows * shares[:, None]).T @ rows - np.outer(expected, expected)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if np.abs(step).max() < _ENOUGH:
            break
    return {name: round(float(weights[i]), 3) for name, i in position.items()}, round(float(weights[-1]), 3)


def _block(
    case: Case, position: dict[str, int], width: int, fixed: Features
) -> tuple[np.ndarray, np.ndarray, int]:
    """A row a choice, NIL first; what is added to each score; which choice is right."""
    rows = np.zeros((len(case.vectors) + 1, width))
    rows[0, -1] = 1.0
    offsets = np.zeros(len(rows))
    for i, vector in enumerate(case.vectors, 1):
        for name, value in vector.items():
            if name in position:
                rows[i, position[name]] = value
            else:
                offsets[i] += fixed.get(name, 0.0) * value
    right = case.options.index(case.gold) + 1 if case.gold in case.options else 0
    return rows, offsets, right


def best(ranking: Ranking, case: Case) -> tuple[str | None, float]:
    """The likeliest candidate and its score, threshold or not."""
    chances = ranking.probabilities(case.vectors)
    if not chances:
        return None, 0.0
    first = max(range(len(chances)), key=lambda i: chances[i])
    return case.options[first], chances[first]
