"""Why a name is linked as it is: its candidates, each with what speaks for and against it, in words.

For a person to read (`geokg link`); loading articles does not come here.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from loader.knowledge import EntityFacts
from loader.link.candidates import Found
from loader.link.classify import read_yaml
from loader.link.document import split_office
from loader.link.index import Index
from loader.link.linker import Linker
from loader.model import Article, Entity, EntityType, Extraction, Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature: what it says, how much of it there is, and what it adds to the log-odds of the candidate."""

    feature: str
    words: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Considered:
    """A candidate with its probability and the reasons for it, strongest first."""

    facts: EntityFacts
    score: float
    method: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a name is taken to be, or None with the reason, and all candidates, likeliest first.

    `unknown` is the probability that none of them is meant.
    """

    name: str
    type: EntityType
    qid: str | None
    score: float
    unknown: float
    why: str
    candidates: tuple[Considered, ...]


def explain_name(linker: Linker, extraction: Extraction, entity: str) -> Explanation:
    """The explanation for an entity of an extraction, by its id there; the same that `Linker.link` gives."""
    for named, options, vectors in linker.considered(extraction):
        if named.entity.id == entity:
            return _explanation(linker, named.entity, options, vectors)
    raise KeyError(entity)


def _explanation(
    linker: Linker,
    entity: Entity,
    options: list[tuple[Found, EntityFacts]],
    vectors: list[Mapping[str, float]],
) -> Explanation:
    chances = linker.ranking.probabilities(vectors)
    ranked = sorted(
        (
            Considered(facts, chance, found.match.value, _reasons(linker.ranking.weights, vector))
            for chance, (found, facts), vector in zip(chances, options, vectors, strict=True)
        ),
        key=lambda c: (-c.score, int(c.facts.qid[1:])),
    )
    unknown = 1.0 - math.fsum(chances)
    threshold = linker.ranking.threshold
    if not ranked:
        why = "no entity of the index has this name, nor one like it that anything else speaks for"
        return Explanation(entity.name, entity.type, None, 0.0, 1.0, why, ())
    first = ranked[0]
    if first.score >= threshold:
        return Explanation(entity.name, entity.type, first.facts.qid, first.score, unknown, "", tuple(ranked))
    why = f"the likeliest, {first.facts.label}, has {first.score:.2f}, and a link needs {threshold:.2f}"
    return Explanation(entity.name, entity.type, None, 0.0, unknown, why, tuple(ranked))


def _reasons(weights: Mapping[str, float], vector: Mapping[str, float]) -> tuple[Reason, ...]:
    reasons = (
        Reason(name, feature_words()[name], value, weights[name] * value)
        for name, value in vector.items()
        if name in weights and name in feature_words()
    )
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.contribution), reason.feature)))


@lru_cache(maxsize=1)
def feature_words() -> Mapping[str, str]:
    """What features are called for people."""
    words: Mapping[str, str] = read_yaml("features.yaml")["words"]
    return words


def guessed_type(index: Index, name: str) -> EntityType:
    """The type of the best known entity of that name, a person's for an office or a surname."""
    if split_office(name):
        return EntityType.PERSON
    found = index.lookup(name)
    if found:
        return found[0].type
    return EntityType.PERSON if index.bearers(name) else EntityType.ORGANIZATION


def name_alone(
    name: str, entity_type: EntityType, date: str | None, states: tuple[str, ...] = ()
) -> Extraction:
    """A record that says nothing but the name, and the states it is spoken of with."""
    kind = MentionKind.NOMINAL if split_office(name) else MentionKind.NAME
    text, entities = name, [Entity("e1", entity_type, name, (Mention(0, len(name), kind),))]
    for number, state in enumerate(states, 2):
        start = len(text) + 2
        text += f". {state}"
        mention = Mention(start, start + len(state), MentionKind.NAME)
        entities.append(Entity(f"e{number}", EntityType.STATE, state, (mention,)))
    return Extraction(Article("name", text, published=date), tuple(entities))
