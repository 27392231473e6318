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

Way = Callable[[str, Sequence[Span], random.Random], list[Edit]]

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


def capitals(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    """The headline in upper case, as feeds have it."""
    del names, dice
    end = text.find("\n") if "\n" in text else len(text)
    return [(i, i + 1, c.upper()) for i, c in enumerate(text[:end]) if len(c.upper()) == 1 and c != c.upper()]


def curly_quotes(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    """Typographic quotation marks and apostrophes in place of straight ones."""
    del names, dice
    edits = []
    for match in re.finditer(r"[\"']", text):
        opens = match.start() == 0 or text[match.start() - 1] in " \n(["
        marks = "“”" if match[0] == '"' else "‘’"
        edits.append((match.start(), match.end(), marks[0] if opens else marks[1]))
    return edits


def no_quotes(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    """No quotation marks at all, as some scrapers leave texts; apostrophes stay."""
    del names, dice
    return [(m.start(), m.end(), "") for m in re.finditer(r"[\"“”„«»]", text)]


def translated(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    """As by a machine: articles left out, names in other transliterations, no possessive 's."""
    edits = [
        (m.start(), m.end(), "")
        for m in re.finditer(r"\b(?:the|a|an) (?=\w)", text)
        if dice.random() < DROPPED
    ]
    edits += [(m.start(), m.end(), "") for m in re.finditer(r"['’]s\b", text) if dice.random() < DROPPED]
    for start, end in names:
        edits += _respelt(text, start, end)
    return edits


def invented_names(text: str, names: Sequence[Span], dice: random.Random) -> list[Edit]:
    """Every name by another that no index knows, the same word always by the same; generic words stay."""
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
    "curly quotes": curly_quotes,
    "no quotes": no_quotes,
    "machine-translated style": translated,
    "invented names": invented_names,
}


def perturbed(document: Mapping[str, Any], way: Way, seed: int) -> dict[str, Any]:
    """A line of a gold set of task relations or statements, with its text changed in a way.

    The same line, way and seed always give the same.
    """
    record = "article" in document
    text: str = document["article"]["text"] if record else document["text"]
    key = document["article"]["id"] if record else document["id"]
    spans = sorted({_span(m) for e in document["entities"] for m in e["mentions"]})
    names = [(s, e) for s, e in spans if any(c.isupper() for c in text[s:e])]
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
