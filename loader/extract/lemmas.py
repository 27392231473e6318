"""Mends the words and lemmas that the language model gets wrong, for every reader.

Which ones is in `lexicons/lemmas.yaml`. Changes nothing but lemmas, and where words with a hyphen are split.
"""

import re
from functools import cache
from typing import Any

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked
from spacy.language import Language
from spacy.tokens import Doc

from loader.extract.lexicon import read

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A verb of one vowel and one consonant at its end, which doubles that before an ending: "stag", "rap"."""


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Lemmas:
    """lemmas.yaml: part of speech -> wrong lemma -> right lemma, printed form -> lemma, words kept whole."""

    lemmas: dict[str, dict[str, str]]
    forms: dict[str, str]
    whole: tuple[str, ...]


@cache
def _lemmas() -> Lemmas:
    return read("lemmas", Lemmas)


def keep_whole(model: Language) -> None:
    """Let the model take "re-elected" for one word, which it would else read as "re", "-" and an adjective.

    Raises:
        ExtractionError: the lexicon is faulty.
    """
    tokenizer: Any = model.tokenizer  # spaCy's types do not tell that English splits words by rule
    for word in _lemmas().whole:
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{"ORTH": form}])


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
