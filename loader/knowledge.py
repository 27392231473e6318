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
