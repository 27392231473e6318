"""Which of the thirteen entity types a Wikidata entity is, and which office category an office.

Both are decided by the rule files in `data/`; this module only applies them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from loader.model import EntityType

DATA = files("loader.link") / "data"


@dataclass(frozen=True, slots=True)
class TypeRule:
    """One rule of types.yaml; conditions that are None always hold."""

    type: EntityType | None
    kind: str | None
    classes: frozenset[str]
    label: re.Pattern[str] | None
    about: re.Pattern[str] | None
    members: int

    def fits(self, kind: str, classes: frozenset[str], label: str, about: str, members: int) -> bool:
        """Whether every condition of the rule holds."""
        return (
            (self.kind is None or self.kind == kind)
            and (not self.classes or bool(self.classes & classes))
            and members >= self.members
            and (self.label is None or self.label.search(label) is not None)
            and (self.about is None or self.about.search(about) is not None)
        )


def read_yaml(name: str) -> Any:
    """A YAML data file of this package."""
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def read_tsv(name: str) -> list[dict[str, str]]:
    """Rows of a tab-separated data file of this package; lines that begin with # are comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


@lru_cache(maxsize=1)
def _rules() -> tuple[TypeRule, ...]:
    return tuple(
        TypeRule(
            type=EntityType(row["type"]) if row["type"] else None,
            kind=row.get("kind"),
            classes=frozenset(row.get("class", ())),
            label=re.compile(row["label"]) if "label" in row else None,
            about=re.compile(row["about"]) if "about" in row else None,
            members=row.get("members", 0),
        )
        for row in read_yaml("types.yaml")["rules"]
    )


@lru_cache(maxsize=1)
def _corrections() -> dict[str, EntityType]:
    return {row["qid"]: EntityType(row["type"]) for row in read_tsv("corrections.tsv")}


def entity_type(row: Mapping[str, Any], members: int) -> EntityType | None:
    """The type of an entity of the collected facts; None leaves it out of the index.

    `members` is how many states belong to it.
    """
    if row["id"] in _corrections():
        return _corrections()[row["id"]]
    conditions = (
        row["kind"],
        frozenset(row.get("types", ())),
        row["label"],
        row.get("description", ""),
        members,
    )
    return next((rule.type for rule in _rules() if rule.fits(*conditions)), None)


@lru_cache(maxsize=1)
def _office_rules() -> tuple[dict[str, str], dict[str, list[tuple[re.Pattern[str], str]]]]:
    content = read_yaml("offices.yaml")
    labels = {
        role: [(re.compile(row["pattern"], re.IGNORECASE), row["category"]) for row in rows]
        for role, rows in content["labels"].items()
    }
    return content["roles"], labels


def office_category(role: str | None, label: str) -> str:
    """The office category of the extraction record for an office of the collected facts."""
    roles, labels = _office_rules()
    if role in roles:
        return roles[role]
    rules = labels.get(role or "other", labels["other"])
    return next(category for pattern, category in rules if pattern.search(label))
