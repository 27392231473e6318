"""Which Wikidata entities come into an index, as what kind, and which role an office has.

Decided by `data/dump-classes.yaml`, or a file like it; this module only applies it.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from loader.errors import IndexFault
from loader.link.classify import DATA

QID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity, its classes, and what else an entity needs to be taken up."""

    name: str
    classes: frozenset[str]
    has: frozenset[str]
    needs: frozenset[str]
    sitelinks: int


@dataclass(frozen=True, slots=True)
class Role:
    """A role of offices, the classes of such offices and the pattern of their labels."""

    name: str
    classes: frozenset[str]
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rules of one file; `digest` is equal for equal files."""

    kinds: tuple[Kind, ...]
    never: frozenset[str]
    roles: tuple[Role, ...]
    digest: str

    @property
    def classes(self) -> frozenset[str]:
        """Every class of every kind."""
        return frozenset(qid for kind in self.kinds for qid in kind.classes)

    @property
    def properties(self) -> frozenset[str]:
        """Every property that alone makes a kind."""
        return frozenset(relation for kind in self.kinds for relation in kind.has)

    def kind_of(self, classes: Collection[str], properties: Collection[str] = ()) -> Kind | None:
        """The first kind that has one of these classes, or is made by one of these properties.

        None if there is none, or the entity is never taken.
        """
        if not self.never.isdisjoint(classes):
            return None
        for kind in self.kinds:
            if not kind.classes.isdisjoint(classes) or not kind.has.isdisjoint(properties):
                return kind
        return None

    def role_of(self, classes: Collection[str], label: str) -> str:
        """The role of an office by its classes and label; "other" when no rule fits."""
        for role in self.roles:
            by_label = role.pattern is not None and role.pattern.search(label) is not None
            if by_label or not role.classes.isdisjoint(classes):
                return role.name
        return "other"


def read_kinds(path: Path | None = None) -> Kinds:
    """The rules of a file; without one, those that ship.

    Raises:
        IndexFault: it cannot be read or is not of the form of dump-classes.yaml.
    """
    return _shipped() if path is None else _parse(path)


@lru_cache(maxsize=1)
def _shipped() -> Kinds:
    return _parse(Path(str(DATA / "dump-classes.yaml")))


def _parse(path: Path) -> Kinds:
    try:
        content = path.read_bytes()
        data = yaml.safe_load(content)
        return Kinds(
            kinds=tuple(_kind(row) for row in data["kinds"]),
            never=_qids(data.get("never", ())),
            roles=tuple(_role(row) for row in data.get("roles", ())),
            digest=hashlib.sha256(content).hexdigest(),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise IndexFault(f"{path}: not a file of classes like dump-classes.yaml ({error!r})") from error


def _kind(row: dict[str, Any]) -> Kind:
    return Kind(
        name=row["kind"],
        classes=_qids(row["classes"]),
        has=frozenset(row.get("has", ())),
        needs=frozenset(row.get("needs", ())),
        sitelinks=int(row.get("sitelinks", 0)),
    )


def _role(row: dict[str, Any]) -> Role:
    pattern = re.compile(row["pattern"], re.IGNORECASE) if "pattern" in row else None
    return Role(row["role"], _qids(row.get("classes", ())), pattern)


def _qids(values: Collection[str]) -> frozenset[str]:
    for value in values:
        if not QID.fullmatch(value):
            raise ValueError(f"{value} is no Wikidata id")
    return frozenset(values)
