"""Takes out of scraped text what is not the article, by the rules in `rules/*.yaml`, and finds its title.

A paragraph is kept or cut whole, except that a dateline or slug is cut from its start and a credit from its
end. Everything cut is handed back with the name of its rule, so that it can be shown. Texts of records
never come here unless the settings ask for it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from loader.ingest import datelines, repair
from loader.ingest.datelines import Dateline
from loader.model import Cut


class Place(StrEnum):
    """Where in a text a rule applies."""

    ANYWHERE = "anywhere"
    HEAD = "head"
    """Before the first paragraph of the article proper."""
    TAIL = "tail"
    """After the last one."""
    ABOVE_TITLE = "above-title"
    OPENING = "opening"
    """At the start of the first paragraph; what follows it stays."""
    CLOSING = "closing"
    """At the end of the last paragraph; what precedes it stays."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is not part of an article. Its named groups are fields of the article found in it."""

    name: str
    where: tuple[Place, ...]
    patterns: tuple[re.Pattern[str], ...]
    purpose: str
    examples: tuple[str, ...]
    keeps: tuple[str, ...]
    """Lines that look alike and must stay."""

    def match(self, paragraph: str) -> re.Match[str] | None:
        """The match of the paragraph, if the rule takes it; where in a text it stands aside."""
        found = (self._finder(pattern)(paragraph) for pattern in self.patterns)
        return next((match for match in found if match), None)

    def _finder(self, pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
        if Place.OPENING in self.where:
            return pattern.match
        return pattern.search if Place.CLOSING in self.where else pattern.fullmatch


@dataclass(slots=True)
class Cleaned:
    """The article proper: paragraphs, its title if found, fields found in what was cut, and the cuts."""

    paragraphs: list[str]
    title: str | None = None
    found: dict[str, str] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)
    dateline: Dateline | None = None

    @property
    def text(self) -> str:
        """The paragraphs, without the title, a blank line between each two."""
        return "\n\n".join(self.paragraphs)


_MOST_HEAD_LINES = 10
_MOST_HEADINGS = 4
_LONGEST_HEADING = 200
_FEWEST_TITLE_WORDS = 3
_SENTENCE_END = re.compile(r"""[.!…:;,]["'”’»)\]]*$""")
_DATELINES = "datelines.yaml"
_QUOTES = str.maketrans("“”‘’«»–—", '""\'\'""--')


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the files' names and within them."""
    found: list[Rule] = []
    for file in sorted(resources.files("loader.ingest").joinpath("rules").iterdir(), key=lambda f: f.name):
        if file.name != _DATELINES and file.name.endswith(".yaml"):
            content = yaml.safe_load(file.read_text("utf-8"))
            found.extend(_rule(entry, content.get("terms", {})) for entry in content["rules"])
    return tuple(found)


def clean(text: str, title: str | None = None) -> Cleaned:
    """The article proper in scraped text. A `title` known otherwise is kept, and its repetitions cut."""
    result = Cleaned([], title)
    text, mended = repair.letters(text)
    result.cuts.extend(Cut(repair.RULE, letters) for letters in mended)
    for paragraph in repair.paragraphs(text):
        if not _cut_by(paragraph, Place.ANYWHERE, result):
            result.paragraphs.append(paragraph)
    while _has_sentences(result.paragraphs[:-1]) and _cut_by(result.paragraphs[-1], Place.TAIL, result):
        result.paragraphs.pop()
    headings = _headings(result)
    if result.title is None:
        headings = _title(headings, result)
    result.paragraphs[:0] = headings
    _cut_repeated_title(result)
    _cut_edges(result)
    return result


def _has_sentences(texts: list[str]) -> bool:
    """Whether an article proper is among them, below which scraps may stand."""
    return any(_SENTENCE_END.search(text) for text in texts)


def folded(text: str) -> str:
    """What two spellings of one headline have in common: case, spaces and kinds of quotes left aside."""
    return " ".join(text.translate(_QUOTES).casefold().split())


def _headings(result: Cleaned) -> list[str]:
    """Take the lines above the first paragraph proper: those of a rule are cut, the headings returned."""
    headings: list[str] = []
    for _ in range(_MOST_HEAD_LINES):
        if not result.paragraphs or len(headings) == _MOST_HEADINGS:
            break
        first = result.paragraphs[0]
        if not _cut_by(first, Place.HEAD, result):
            if _SENTENCE_END.search(first) or len(first) > _LONGEST_HEADING:
                break
            headings.append(first)
        result.paragraphs.pop(0)
    return headings


def _title(headings: list[str], result: Cleaned) -> list[str]:
    """Set the title; return the headings that stay in the text. A text of headings only has none."""
    if "title" in result.found:
        result.title = result.found["title"]
    elif result.paragraphs:
        while len(headings) > 1 and _cut_by(headings[0], Place.ABOVE_TITLE, result):
            headings = headings[1:]
        if headings and len(headings[0].split()) >= _FEWEST_TITLE_WORDS:
            result.title, headings = headings[0], headings[1:]
        else:
            result.title = result.found.get("headline")
    return headings


def _cut_repeated_title(result: Cleaned) -> None:
    if result.title is None:
        return
    wanted = folded(result.title)
    kept = [paragraph for paragraph in result.paragraphs if folded(paragraph) != wanted]
    if kept and len(kept) < len(result.paragraphs):
        result.cuts.append(Cut("repeated-title", result.title))
        result.paragraphs = kept


def _cut_edges(result: Cleaned) -> None:
    """Cut slugs and the dateline from the start of the text, and credits from its end."""
    if not result.paragraphs:
        return
    first = _without_edge(result.paragraphs[0], Place.OPENING, result)
    result.paragraphs[0] = first
    for number, paragraph in enumerate(result.paragraphs[:_MOST_HEADINGS]):
        if dateline := datelines.read(paragraph):
            result.dateline = dateline
            result.cuts.append(Cut(datelines.RULE, paragraph[: dateline.end].strip()))
            result.paragraphs[number] = paragraph[dateline.end :]
            break
    last = _without_edge(result.paragraphs[-1], Place.CLOSING, result)
    if last:
        result.paragraphs[-1] = last


def _without_edge(paragraph: str, place: Place, result: Cleaned) -> str:
    """The paragraph without what the rules of this place find at its edge, which is then on record."""
    for rule in rules():
        if place not in rule.where:
            continue
        for pattern in rule.patterns:
            found = pattern.match(paragraph) if place is Place.OPENING else pattern.search(paragraph)
            if found and (rest := (paragraph[: found.start()] + paragraph[found.end() :]).strip()):
                _record(rule, found, result)
                paragraph = rest
    return paragraph


def _record(rule: Rule, match: re.Match[str], result: Cleaned) -> None:
    result.cuts.append(Cut(rule.name, match[0].strip()))
    for name, value in match.groupdict().items():
        if value:
            result.found.setdefault(name, value.strip())


def _cut_by(paragraph: str, place: Place, result: Cleaned) -> bool:
    """Whether a rule of this place takes the paragraph; it is then on record, with the fields in it."""
    for rule in rules():
        if place in rule.where and (match := rule.match(paragraph)):
            _record(rule, match, result)
            return True
    return False


def _rule(entry: Mapping[str, object], terms: Mapping[str, str]) -> Rule:
    def several(key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, expression in terms.items():
            pattern = pattern.replace("{" + name + "}", expression)
        return re.compile(pattern, re.NOFLAG if entry.get("case_sensitive") else re.IGNORECASE)

    return Rule(
        name=str(entry["name"]),
        where=tuple(Place(place) for place in several("where")),
        patterns=tuple(compiled(pattern) for pattern in several("pattern")),
        purpose=str(entry["purpose"]),
        examples=several("example"),
        keeps=several("keeps"),
    )
