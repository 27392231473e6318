"""Gold texts made harder in known ways, with the gold's offsets moved along: what robustness is measured by.

Each way is a function of text, the gold's names in it and a random generator, and gives edits. Nothing here
extracts or scores.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loader.evaluate.spans import Span

Edit = tuple[int, int, str]
"""Start, end, what stands there instead."""


@dataclass(frozen=True, slots=True)
class Names:
    """Where a text has names, and which of them are people's."""

    all: tuple[Span, ...]
    people: tuple[Span, ...] = ()


Way = Callable[[str, Names, random.Random], list[Edit]]

DROPPED = 0.6
"""Share of articles (the, a, an) that machine translation leaves out here."""

_SPELLINGS = (
    *(("kh", "h"), ("Kh", "H"), ("zh", "j"), ("Zh", "J"), ("ay", "ai"), ("ey", "ei"), ("iy", "y")),
    *(("yev", "ev"), ("ou", "u"), ("ck", "k"), ("ph", "f"), ("w", "v"), ("W", "V")),
)
"""How other systems of transliteration spell the same sounds."""
_ADJECTIVES = ("ian", "ish", "ese", "an", "ic", "i")
_SYLLABLES = (
    "ba",
    "do",
    "ke",
    "li",
    "mo",
    "na",
    "pe",
    "ru",
    "sa",
    "ti",
    "vo",
    "zu",
    "gra",
    "bel",
    "tor",
    "min",
)
_GENERIC = frozenset(
    {
        *("President", "Prime", "Minister", "Ministry", "Parliament", "Party", "Union", "Army"),
        *("Force", "Forces", "Council", "Court", "Bank", "Agency", "Committee", "Commission"),
        *("Group", "University", "National", "United", "Democratic", "Republic", "Security", "Foreign"),
        *("Defence", "Defense", "Interior", "Chancellor", "King", "Queen", "General", "Association"),
        *("Federal", "State", "States", "International", "European", "Police"),
    }
)
"""Words of names that tell what a thing is, and not which."""


def capitals(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """The first line in upper case, as feeds have headlines; a text of one line has none."""
    del names, dice
    return _upper(text[: max(text.find("\n"), 0)])


def all_capitals(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """The whole text in upper case, as on tickers and in old wires."""
    del names, dice
    return _upper(text)


def curly_quotes(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """Typographic quotation marks and apostrophes in place of straight ones."""
    del names, dice
    edits = []
    for match in re.finditer(r"[\"']", text):
        opens = match.start() == 0 or text[match.start() - 1] in " \n(["
        marks = "“”" if match[0] == '"' else "‘’"
        edits.append((match.start(), match.end(), marks[0] if opens else marks[1]))
    return edits


def no_quotes(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """No quotation marks at all, as some scrapers leave texts; apostrophes stay."""
    del names, dice
    return [(m.start(), m.end(), "") for m in re.finditer(r"[\"“”„«»]", text)]


def translated(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """As by a machine: articles left out, names in other transliterations, no possessive 's."""
    edits = [
        (m.start(), m.end(), "")
        for m in re.finditer(r"\b(?:the|a|an) (?=\w)", text)
        if dice.random() < DROPPED
    ]
    edits += [(m.start(), m.end(), "") for m in re.finditer(r"['’]s\b", text) if dice.random() < DROPPED]
    for start, end in names.all:
        edits += _respelt(text, start, end)
    return edits


def invented_names(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """Every name by another that no index knows, the same word always by the same; generic words stay."""
    return _replaced(text, names.all, dice)


def invented_people(text: str, names: Names, dice: random.Random) -> list[Edit]:
    """The names of people only by others."""
    return _replaced(text, names.people, dice)


def _upper(text: str) -> list[Edit]:
    """Letter by letter, but for those that become two (ß)."""
    return [(i, i + 1, c.upper()) for i, c in enumerate(text) if len(c.upper()) == 1 and c != c.upper()]


def _replaced(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    made: dict[str, str] = {}
    edits = []
    for start, end in names:
        for match in re.finditer(r"[^\W\d_]{2,}", text[start:end]):
            word = match[0]
            if word[0].isupper() and word not in _GENERIC:
                new = made.setdefault(word, _invented(word, dice))
                edits.append((start + match.start(), start + match.end(), new))
    return edits


WAYS: Mapping[str, Way] = {
    "upper-case headline": capitals,
    "upper-case text": all_capitals,
    "curly quotes": curly_quotes,
    "no quotes": no_quotes,
    "machine-translated style": translated,
    "invented names of people": invented_people,
    "invented names of everything": invented_names,
}


def perturbed(document: Mapping[str, Any], way: Way, seed: int) -> dict[str, Any]:
    """A line of a gold set of task relations or statements, with its text changed in a way.

    The same line, way and seed always give the same.
    """
    record = "article" in document
    text: str = document["article"]["text"] if record else document["text"]
    key = document["article"]["id"] if record else document["id"]
    named = [
        (span, _is_person(entity))
        for entity in document["entities"]
        for span in map(_span, entity["mentions"])
        if any(c.isupper() for c in text[span[0] : span[1]])
    ]
    people = tuple(sorted({span for span, person in named if person}))
    names = Names(tuple(sorted({span for span, _ in named})), people)
    changes = _Changes(way(text, names, random.Random(f"{seed} {key}")))  # noqa: S311
    result = {**document, "entities": [_moved_entity(e, changes) for e in document["entities"]]}
    if not record:
        return {**result, "text": changes.apply(text)}
    article = {**document["article"], "text": changes.apply(text)}
    article.pop("title", None)
    result["article"] = article
    result["statements"] = [
        {**s, "evidence": [_moved(e, changes) for e in s["evidence"]]} for s in document["statements"]
    ]
    return result


@dataclass(slots=True)
class _Changes:
    """Edits that do not overlap, in order; of two that do, the first stays."""

    edits: list[Edit]

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = []
        for edit in sorted(edits):
            if not self.edits or edit[0] >= self.edits[-1][1]:
                self.edits.append(edit)

    def apply(self, text: str) -> str:
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [text[at:start], new]
            at = end
        return "".join([*parts, text[at:]])

    def move(self, position: int) -> int:
        """Where a position of the old text lies in the new; within an edit, at its nearer end at most."""
        before = self.edits[: bisect_right(self.edits, position, key=lambda edit: edit[0])]
        shift = sum(len(new) - (end - start) for start, end, new in before if end <= position)
        if before and before[-1][1] > position:
            start, _, new = before[-1]
            return start + shift + min(position - start, len(new))
        return position + shift


def _is_person(entity: Mapping[str, Any]) -> bool:
    return entity.get("type") == "Person" or "person" in entity.get("types", ())


def _span(mention: Any) -> Span:
    return (mention["start"], mention["end"]) if isinstance(mention, dict) else (mention[0], mention[1])


def _moved(item: Any, changes: _Changes) -> Any:
    if not isinstance(item, dict):
        return [changes.move(item[0]), changes.move(item[1])]
    result = {**item, "start": changes.move(item["start"]), "end": changes.move(item["end"])}
    if item.get("trigger"):
        result["trigger"] = [changes.move(position) for position in item["trigger"]]
    return result


def _moved_entity(entity: Mapping[str, Any], changes: _Changes) -> dict[str, Any]:
    return {**entity, "mentions": [_moved(mention, changes) for mention in entity["mentions"]]}


def _respelt(text: str, start: int, end: int) -> list[Edit]:
    """The first spelling that a name has of those that transliterations differ in."""
    for old, new in _SPELLINGS:
        place = text.find(old, start, end)
        if place >= 0:
            return [(place, place + len(old), new)]
    return []


def _invented(word: str, dice: random.Random) -> str:
    """A word of its own, with the ending of an adjective where the old one has one."""
    ending = next((e for e in _ADJECTIVES if word.endswith(e) and len(word) > len(e) + 2), "")
    made = "".join(dice.choice(_SYLLABLES) for _ in range(2 if len(word) < 6 else 3)) + ending
    return made.upper() if word.isupper() and len(word) > 1 else made.capitalize()
