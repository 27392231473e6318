"""Reads events.yaml and actors.yaml, and makes them searchable by lemma.

The files say their own format in their head comments.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from loader.errors import ExtractionError
from loader.extract.lexicon import read
from loader.model import EntityType

_STRICT = ConfigDict(extra="forbid")

Need = Literal["recipient", "people", "persons", "sides", "state", "content", "place", "political", "private"]


@checked(frozen=True, config=_STRICT)
class EventWord:
    """One entry of events.yaml: words that tell an event, and its frame."""

    root: str
    words: tuple[str, ...]
    mode: str | None = None
    object: frozenset[str] = frozenset()
    recipient: tuple[str, ...] = ("object",)
    actor: tuple[str, ...] = ("subject",)
    clause: Literal["may", "must", "infinitive", "never"] | None = None
    below: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    needs: Need | None = None
    agent: bool = False
    alone: bool = False
    plain: bool = False
    stative: bool = False
    undergone: bool = False
    mutual: bool | None = None
    transitive: bool | None = None
    under: frozenset[str] = frozenset()
    not_under: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()

    @property
    def narrowness(self) -> int:
        """How much an entry asks for beside its word: the narrower is tried first."""
        asked = (self.object, self.below, self.near, self.subject, self.under)
        return 2 * (sum(map(bool, asked)) + (self.needs == "place")) + (self.clause in {"must", "infinitive"})


@checked(frozen=True, config=_STRICT)
class Refusal:
    """Modal verbs and negations that make a declared refusal; the weak ones do with some verbs only."""

    modals: frozenset[str]
    weak: frozenset[str]
    bearing: frozenset[str]
    negations: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Obligation:
    """Modal verbs that ask something of the subject; the mild ones only of an actor by itself."""

    firmly: frozenset[str]
    mildly: frozenset[str]


@checked(frozen=True, config=_STRICT)
class EventFile:
    """events.yaml as written."""

    classes: dict[str, tuple[str, ...]]
    verbs: tuple[EventWord, ...]
    adjectives: tuple[EventWord, ...]
    nouns: tuple[EventWord, ...]
    light: frozenset[str]
    reciprocal: frozenset[str]
    occurring: frozenset[str]
    circumstance: frozenset[str]
    modal_refusal: Refusal
    declaring: frozenset[str]
    promised: frozenset[str]
    ordering: frozenset[str]
    instruments: frozenset[str]
    helping: frozenset[str]
    obliging: Obligation
    measures: frozenset[str]
    joint: frozenset[str]
    creating: frozenset[str]
    personal: frozenset[str]
    official: frozenset[str]
    answering: frozenset[str]
    claiming: frozenset[str]
    harms: frozenset[str]
    vehicles: frozenset[str]
    accidental: frozenset[str]
    hostile: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Sector:
    """A kind of actor."""

    type: EntityType
    words: frozenset[str]


@checked(frozen=True, config=_STRICT)
class Actors:
    """actors.yaml."""

    sectors: dict[str, Sector]
    targets: dict[EntityType, frozenset[str]]
    political: frozenset[str]
    protesting: frozenset[str]
    opposing: frozenset[str]
    states: frozenset[str]
    leading: frozenset[str]
    anybody: frozenset[str]
    partitives: frozenset[str]


Index = Mapping[str, tuple[tuple[str, EventWord], ...]]
"""Head word -> (other word or "", entry), narrowest first."""


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """The trigger words of political events by lemma, and what else reading them takes."""

    verbs: Index
    adjectives: Index
    nouns: Index
    file: EventFile
    actors: Actors
    sector_of: Mapping[str, str]
    target_of: Mapping[str, EntityType]


@cache
def event_lexicon() -> EventLexicon:
    """The lexicon that ships with geokg.

    Raises:
        ExtractionError: a file is faulty.
    """
    file = read("events", EventFile)
    actors = read("actors", Actors)
    return EventLexicon(
        verbs=_index(_expanded(file.verbs, file.classes)),
        adjectives=_index(_expanded(file.adjectives, file.classes)),
        nouns=_index(_expanded(file.nouns, file.classes), by_last=True),
        file=file,
        actors=actors,
        sector_of={w: name for name, s in reversed(actors.sectors.items()) for w in s.words},
        target_of={w: kind for kind, words in actors.targets.items() for w in words},
    )


def _expanded(entries: Iterable[EventWord], classes: Mapping[str, tuple[str, ...]]) -> list[EventWord]:
    """Entries with the classes that they name spelt out."""
    return [
        replace(
            entry,
            object=_spelt(entry.object, classes),
            near=_spelt(entry.near, classes),
            subject=_spelt(entry.subject, classes),
            not_subject=_spelt(entry.not_subject, classes),
            not_near=_spelt(entry.not_near, classes),
            not_object=_spelt(entry.not_object, classes),
            below=_spelt(entry.below, classes),
        )
        for entry in entries
    ]


def _spelt(words: frozenset[str], classes: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    try:
        named = [classes[w[1:]] if w.startswith("$") else (w,) for w in words]
    except KeyError as error:
        raise ExtractionError(f"lexicon events.yaml: there is no class {error}") from error
    return frozenset(w for group in named for w in group)


def _index(entries: list[EventWord], *, by_last: bool = False) -> Index:
    """By the word that heads the phrase: the first of "call for", the last of "air strike"."""
    found: dict[str, list[tuple[str, EventWord]]] = defaultdict(list)
    for entry in entries:
        for words in entry.words:
            first, _, second = words.partition(" ")
            head, other = (second, first) if by_last and second else (first, second)
            found[head].append((other, entry))
    return {first: tuple(sorted(group, key=_narrowest_first)) for first, group in found.items()}


def _narrowest_first(pair: tuple[str, EventWord]) -> tuple[int, bool]:
    """A second word asks for as much as a noun does: "call off a strike" is tried before "call a strike"."""
    other, entry = pair
    return -entry.narrowness - 2 * bool(other), not other
