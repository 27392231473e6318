"""What the entity index knows, as every stage may ask it; `link.index` answers, `pipeline` hands it in.

`extract` must not import `link`, yet needs names to look for and tenures to read "Kazakhstan's
president" by. Both sides meet in these dataclasses and the `Knowledge` protocol.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from loader.model import EntityType


class NameKind(StrEnum):
    """What a name is to its entity."""

    LABEL = "label"
    ALIAS = "alias"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class IndexedName:
    """A surface form of an entity, as written. `prior` in [0, 1] ranks entities of one name by fame."""

    text: str
    qid: str
    type: EntityType
    kind: NameKind
    prior: float


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What the index holds of one entity. Coordinates are WGS 84 degrees; dates are ISO strings."""

    qid: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    iso2: str | None = None
    iso3: str | None = None
    start: str | None = None
    end: str | None = None
    wikidata_types: tuple[str, ...] = ()
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held an office.

    `category` is an office category of the extraction record; `of` the state or body, when known.
    No `end` with `as_of` (a month): in office then. No `end` without `as_of`: end unknown.
    `end_is_bound`: the end is only an upper bound (the next holder's start).
    """

    holder: str
    office: str
    category: str
    of: str | None = None
    position: str | None = None
    start: str | None = None
    end: str | None = None
    as_of: str | None = None
    end_is_bound: bool = False


@dataclass(frozen=True, slots=True)
class MembershipFact:
    """That an entity belonged to an organisation, from `start` to `end` where known."""

    member: str
    organization: str
    start: str | None = None
    end: str | None = None


class Knowledge(Protocol):
    """Read access to an entity index. Unknown ids give None or nothing; no call raises for them."""

    def names(self) -> Iterator[IndexedName]:
        """Every name of every entity; for building a gazetteer."""

    def lookup(self, name: str) -> tuple[IndexedName, ...]:
        """Entities that have this name after normalisation (case, accents, punctuation), best prior first."""

    def facts(self, qid: str) -> EntityFacts | None:
        """What is known of an entity."""

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Offices a person held, earliest first."""

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        """Tenures of the offices of a state or body, optionally of some categories only, earliest first."""

    def memberships_of(self, member: str) -> tuple[MembershipFact, ...]:
        """Organisations that an entity belongs or belonged to."""

    def members_of(self, organization: str) -> tuple[MembershipFact, ...]:
        """Who belongs or belonged to an organisation."""


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name to be matched outside any article, and what is known of who or what bears it.

    No `types` means any; `country` is the Wikidata id of a state, `date` an ISO date of any precision,
    `context` a sentence in which the name stands.
    """

    name: str
    types: tuple[EntityType, ...] = ()
    country: str | None = None
    date: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entity that a name may mean; `score` in [0, 1], `sure` when it can be taken without a look.

    `reasons` are what spoke for it (above 0) and against it, the weightiest first.
    """

    facts: EntityFacts
    description: str
    score: float
    sure: bool = False
    reasons: tuple[tuple[str, float], ...] = ()


class Matcher(Protocol):
    """Answers what names mean, for people and programs that have names and no articles."""

    def match(self, query: NameQuery, limit: int = 10) -> tuple[Suggestion, ...]:
        """Entities that a name may mean, best first; a Wikidata id in the place of a name is that entity."""

    def complete(self, prefix: str, limit: int = 10, skip: int = 0) -> tuple[Suggestion, ...]:
        """Entities of which a name begins so, best known first; scores are how well known they are."""

    def describe(self, facts: EntityFacts) -> str:
        """A few words that tell an entity from its namesakes."""
