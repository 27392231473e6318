"""Reads datelines, "ALMATY, Jan 7 (Agency) -", for place, date and agency, by `rules/datelines.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from loader.ingest import dates

RULE = "dateline"
"""By this name a dateline that was cut from a scraped text is on record."""
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of datelines, with lines that it reads and lines that look alike."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[dict[str, str], ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as read. `end` is where in the paragraph the sentence after it begins."""

    end: int
    place: str | None = None
    day: str | None = None
    year: str | None = None
    agency: str | None = None

    def date(self, year: str | None) -> str | None:
        """Its ISO date; `year` is taken where it has none."""
        if not self.day or not (self.year or year):
            return None
        return dates.read_date(f"{self.day} {self.year or year}")


@cache
def patterns() -> tuple[Pattern, ...]:
    """The forms of datelines, in order."""
    file = resources.files("loader.ingest").joinpath("rules", "datelines.yaml")
    content = yaml.safe_load(file.read_text("utf-8"))

    def compiled(expression: str) -> re.Pattern[str]:
        for _ in range(2):
            for name, term in content["terms"].items():
                expression = expression.replace("{" + name + "}", f"(?:{term})")
        return re.compile(expression)

    return tuple(
        Pattern(entry["name"], compiled(entry["pattern"]), tuple(entry["examples"]), tuple(entry["keeps"]))
        for entry in content["datelines"]
    )


def read(paragraph: str) -> Dateline | None:
    """The dateline at the start of a paragraph."""
    start = paragraph[:_LONGEST]
    for form in patterns():
        if match := form.pattern.match(start):
            found = {name: " ".join(value.split()) for name, value in match.groupdict().items() if value}
            return Dateline(match.end(), **found)
    return None
