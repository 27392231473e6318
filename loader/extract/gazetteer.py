"""Finds names of the entity index in a text: Aho-Corasick over every name, in one pass.

A name is only taken where it stands as a whole word and is written as a name: "us" is not the US.
It says what a stretch of text may refer to; which reading holds is decided by `names` and `link`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick

from loader.knowledge import IndexedName, Knowledge, NameKind
from loader.model import EntityType

_CERTAIN = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_MIN_PRIOR = 0.2
_ACRONYM_LENGTH = 6
_SURE_ACRONYM = 3
_ARTICLE = re.compile(r"[AaEe]l-[A-Z]")
"""The Arabic article before a name, in the small letters that the language model takes for no name."""
_NO_PLURAL = ("s", "sh", "ch", "se", "ss", "z", "x", "ish")


@dataclass(frozen=True, slots=True)
class GazetteerMatch:
    """A name of the index in the text; `sure` when it needs no second opinion from the model."""

    start: int
    end: int
    names: tuple[IndexedName, ...]
    sure: bool


class Gazetteer:
    """The names of an index, ready to be searched for."""

    def __init__(self, knowledge: Knowledge) -> None:
        forms: dict[str, list[IndexedName]] = {}
        for name in knowledge.names():
            if _worth_searching(name):
                forms.setdefault(_fold(name.text), []).append(name)
                if _ARTICLE.match(name.text):
                    forms.setdefault(_fold(name.text).replace("-", " ", 1), []).append(name)
                if name.kind is NameKind.DEMONYM and not name.text.endswith(_NO_PLURAL):
                    forms.setdefault(_fold(name.text) + "s", []).append(name)
        self._automaton = ahocorasick.Automaton()
        for form, names in forms.items():
            self._automaton.add_word(form, (len(form), tuple(sorted(names, key=lambda n: -n.prior))))
        self._automaton.make_automaton()

    def matches(self, text: str) -> Iterator[GazetteerMatch]:
        """Whole-word matches in text order of their ends; they may overlap."""
        if not len(self._automaton):
            return
        for last, (length, names) in self._automaton.iter(_fold(text)):
            start, end = last - length + 1, last + 1
            if not _whole_word(text, start, end):
                continue
            surface = text[start:end]
            fitting = tuple(n for n in names if _written_as_name(surface, n.text))
            if fitting:
                yield GazetteerMatch(start, end, fitting, _sure(surface, fitting))


def _worth_searching(name: IndexedName) -> bool:
    """One-word names of people and of obscure things do more harm than good unless the model agrees."""
    if len(name.text) < 2 or not any(c.isalpha() for c in name.text):
        return False
    if " " in name.text:
        return True
    if name.kind is NameKind.DEMONYM or name.type in _CERTAIN:
        return True
    return name.type is not EntityType.PERSON and name.prior >= _MIN_PRIOR


def _sure(surface: str, names: tuple[IndexedName, ...]) -> bool:
    """Names of several words, of states, of alliances and peoples stand by themselves; acronyms too."""
    acronym = surface.isupper() and len(surface) >= _SURE_ACRONYM and any(n.text == surface for n in names)
    return (
        acronym or " " in surface or bool(_ARTICLE.match(surface)) or any(n.type in _CERTAIN for n in names)
    )


def _fold(text: str) -> str:
    """Lower case without changing the length, so that offsets stay true; quotes made plain."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'").replace("\xa0", " ")


def _whole_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or before in "@#" or (before == "-" and start > 1))


def _written_as_name(surface: str, name: str) -> bool:
    """Capitals as in the index: an acronym keeps all of them, another name at least its first."""
    if name.isupper() and len(name) <= _ACRONYM_LENGTH:
        return surface.isupper()
    return surface[:1].isupper() or not name[:1].isupper()
