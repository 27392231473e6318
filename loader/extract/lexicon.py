"""Reads the lexicons: YAML files that a political scientist can correct, checked when they are loaded.

Each file describes its own format in its head comment and is read into one dataclass of `forms`. A wrong
key or value is told with the file and the place in it. No lexicon names an entity,
but for the table of how many people live in each state.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from loader.errors import ExtractionError
from loader.extract.forms import (
    Belongings,
    CandidateRule,
    ForceStructure,
    Harms,
    Movements,
    Nominals,
    OfficeChanges,
    Offices,
    OfficeTitle,
    Quantities,
    Relations,
    Reporting,
    Stances,
    Times,
    Types,
)
from loader.extract.limits import Limits

_FOLDER = Path(__file__).with_name("lexicons")
_T = TypeVar("_T")


def read(name: str, form: type[_T], folder: Path = _FOLDER) -> _T:
    """Read `<name>.yaml` into its form.

    Raises:
        ExtractionError: the file is missing, is not YAML, or does not have the form.
    """
    path = folder / f"{name}.yaml"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(form).validate_python(content)
    except (OSError, yaml.YAMLError) as error:
        raise ExtractionError(f"lexicon {path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ExtractionError(f"lexicon {path}: {place}: {first['msg']}") from error


def read_numbers(name: str, folder: Path = _FOLDER) -> dict[str, int]:
    """Read `<name>.tsv`, a table of Wikidata id, number and label with its source in lines of comment.

    Raises:
        ExtractionError: the file is missing, or a line of it is no such row.
    """
    path = folder / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        return {row[0]: int(row[1]) for row in rows[1:]}
    except (OSError, ValueError, IndexError) as error:
        raise ExtractionError(f"lexicon {path}: cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Every lexicon, read once."""

    offices: Offices
    types: Types
    nominals: Nominals
    reporting: Reporting
    movements: Movements
    harms: Harms
    belongings: Belongings
    quantities: Quantities
    office_changes: OfficeChanges
    relations: Relations
    stances: Stances
    forces: ForceStructure
    times: Times
    limits: Limits
    populations: dict[str, int]
    """Wikidata id of a state -> how many people live there."""
    first_names: dict[str, frozenset[str]]
    candidates: dict[str, CandidateRule]
    office_titles: dict[tuple[str, ...], OfficeTitle] = field(repr=False)
    """Each title and its plural, as lower-case words."""


@cache
def lexicons() -> Lexicons:
    """The lexicons that ship with geokg."""
    offices = read("offices", Offices)
    titles: dict[tuple[str, ...], OfficeTitle] = {}
    for office in offices.titles:
        for form in (office.title, office.plural or f"{office.title}s"):
            titles[tuple(form.replace("-", " - ").split())] = office
    return Lexicons(
        offices=offices,
        types=read("types", Types),
        nominals=read("nominals", Nominals),
        reporting=read("reporting", Reporting),
        movements=read("deployment", Movements),
        harms=read("casualties", Harms),
        belongings=read("membership", Belongings),
        quantities=read("quantities", Quantities),
        office_changes=read("office_changes", OfficeChanges),
        relations=read("relations", Relations),
        stances=read("stances", Stances),
        forces=read("forces", ForceStructure),
        times=read("times", Times),
        limits=read("plausibility", Limits),
        populations=read_numbers("populations"),
        first_names=read("first_names", dict[str, frozenset[str]]),
        candidates=read("candidates", dict[str, CandidateRule]),
        office_titles=titles,
    )
