"""Mends the lemmas that the language model gets wrong, where an article is analysed, for every reader.

Which ones is in `lexicons/lemmas.yaml`. Changes nothing but lemmas.
"""

import re
from functools import cache

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked
from spacy.tokens import Doc

from loader.extract.lexicon import read

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one vowel and one consonant at its end, which doubles that before an ending: "stag", "rap"."""


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Lemmas:
    """lemmas.yaml: part of speech -> wrong lemma -> right lemma, and printed form -> lemma."""

    lemmas: dict[str, dict[str, str]]
    forms: dict[str, str]


@cache
def _lemmas() -> Lemmas:
    return read("lemmas", Lemmas)


def mend_lemmas(doc: Doc) -> None:
    """Give each word of a paragraph its right lemma.

    Raises:
        ExtractionError: the lexicon is faulty.
    """
    known = _lemmas()
    for token in doc:
        if (right := known.forms.get(token.lower_)) is not None:
            token.lemma_ = right
        elif (wrong := known.lemmas.get(token.pos_)) is not None:
            lemma = token.lemma_.lower()
            right = wrong.get(lemma) or (_in_e(token.lower_, lemma) if token.pos_ == "VERB" else None)
            if right is not None:
                token.lemma_ = right


def _in_e(form: str, lemma: str) -> str | None:
    """The verb in -e that a form with a single consonant is of; None where that is not so."""
    if len(form) <= len(lemma) or _SHORT.fullmatch(lemma) is None:
        return None
    endings = ("ed", "ing") if lemma.endswith(("s", "z")) else ("ed", "ing", "es")
    return f"{lemma}e" if form.removeprefix(lemma) in endings else None
