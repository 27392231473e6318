"""Exports of tools that find articles and hand on their addresses without the texts: `exports.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Export:
    """What a tool writes: known by columns, or in a table without a heading by their number and the first."""

    name: str
    columns: tuple[str, ...]
    """Of which a record has all; of a table without a heading, the names of all that it has."""
    is_seen_date: bool = False
    """Whether its date is when the tool saw the article, not when that was published."""
    first: re.Pattern[str] | None = None
    """What stands in the first column of a table without a heading."""


@cache
def known() -> tuple[Export, ...]:
    """All exports that geokg knows."""
    content = yaml.safe_load(resources.files("loader.ingest").joinpath("exports.yaml").read_text("utf-8"))
    return tuple(
        Export(
            entry["name"],
            tuple(entry["columns"]),
            entry.get("seen", False),
            re.compile(entry["first"]) if "first" in entry else None,
        )
        for entry in content["exports"]
    )


def of(record: Mapping[str, Any]) -> Export | None:
    """The export that a record comes from; its names are folded, as `fields` does."""
    return next((e for e in known() if all(name in record for name in e.columns)), None)


def without_heading(line: str) -> Export | None:
    """The export whose rows look like this line, for those that have no heading; parted by tabs."""
    cells = line.rstrip("\r\n").split("\t")
    return next(
        (e for e in known() if e.first and len(cells) == len(e.columns) and e.first.fullmatch(cells[0])), None
    )
