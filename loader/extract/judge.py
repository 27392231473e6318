"""Judging whether a relation holds between two entities, where no rule has spoken.

`RelationJudge` is the seam: whatever gives judgements may stand behind it, an encoder of sentences as well
as the one here, `LinearJudge`, logistic regressions over the features of `pairs` with weights from a data
file (docs/models.md). A judge states nothing; `statements.candidates` does.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from loader.errors import ExtractionError
from loader.extract.pairs import Pair, PairReader
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.model import EntityType

MODEL = Path(__file__).with_name("models") / "relations.json"
_REASONS = 3


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class RelationWeights:
    """One logistic regression: between which types, from which probability on, and what counts how much."""

    heads: frozenset[EntityType]
    tails: frozenset[EntityType]
    threshold: float
    intercept: float
    weights: dict[str, float]


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class RelationModel:
    """models/relations.json. `within`: sentences that two mentions may stand apart."""

    name: str
    within: int
    relations: dict[str, RelationWeights]


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a relation holds between a pair, how probable it is, and what weighed most for it."""

    pair: Pair
    relation: str
    probability: float
    reasons: tuple[str, ...]


class RelationJudge(Protocol):
    """Tells which relations hold between the named entities of an article."""

    name: str

    def judge(self, reading: Reading, drafts: Iterable[Draft]) -> Iterator[Judgement]:
        """Every relation held probable enough; `drafts` are what the rules have found already."""


class LinearJudge:
    """Logistic regressions over features that can be read."""

    def __init__(self, model: RelationModel) -> None:
        """Judge by these weights."""
        self.name = model.name
        self.relations = tuple(model.relations)
        self._model = model
        relations = model.relations.values()
        self._heads = frozenset[EntityType]().union(*(r.heads for r in relations))
        self._tails = frozenset[EntityType]().union(*(r.tails for r in relations))

    def judge(self, reading: Reading, drafts: Iterable[Draft]) -> Iterator[Judgement]:
        """See `RelationJudge`."""
        reader = PairReader(reading, drafts)
        for pair in reader.pairs(self._heads, self._tails, within=self._model.within):
            features: list[str] | None = None
            for name, relation in self._model.relations.items():
                if pair.head.type not in relation.heads or pair.tail.type not in relation.tails:
                    continue
                features = reader.features(pair) if features is None else features
                probability = _probability(relation, features)
                if probability >= relation.threshold:
                    yield Judgement(pair, name, probability, _reasons(relation, features))


@cache
def shipped_judge() -> LinearJudge:
    """The judge that ships with geokg.

    Raises:
        ExtractionError: its file is missing or damaged.
    """
    return LinearJudge(read_model(MODEL))


def read_model(path: Path) -> RelationModel:
    """Read the weights.

    Raises:
        ExtractionError: the file is missing or does not have the form.
    """
    try:
        return TypeAdapter(RelationModel).validate_python(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise ExtractionError(f"model {path}: cannot be read: {str(error).splitlines()[0]}") from error


def _probability(relation: RelationWeights, features: Iterable[str]) -> float:
    weights = relation.weights
    score = relation.intercept + sum(weights.get(f, 0.0) for f in features)
    return 1 / (1 + math.exp(-score))


def _reasons(relation: RelationWeights, features: Iterable[str]) -> tuple[str, ...]:
    """The features that spoke most for the relation."""
    speaking = [(relation.weights.get(f, 0.0), f) for f in features]
    best = sorted((s for s in speaking if s[0] > 0), key=lambda s: (-s[0], s[1]))
    return tuple(feature for _, feature in best[:_REASONS])
