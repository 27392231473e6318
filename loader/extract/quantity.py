"""Numbers in the text as intervals: "at least 12", "dozens", "a soldier".

Conventions are those of the extraction record; the words are in `lexicons/quantities.yaml`.
"""

import re

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.forms import Quantities, QuantityPhrase
from loader.model import Count

_UNIT_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: number for number, word in enumerate(_UNIT_WORDS)}
_TENS = {word: 10 * number for number, word in enumerate(_TEN_WORDS, 2)}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


def number(words: list[str], multipliers: dict[str, int]) -> int | None:
    """The value of a number written in figures or words: ["2.5", "million"], ["twenty-six"].

    None when the words are not a plain number.
    """
    total: float = 0
    current: float | None = None
    for word in (part for w in words for part in w.lower().split("-") if part and part != "and"):
        if _DIGITS.fullmatch(word):
            current = (current or 0) + float(word.replace(",", ""))
        elif word in _UNITS or word in _TENS:
            current = (current or 0) + _UNITS.get(word, _TENS.get(word, 0))
        elif word in multipliers:
            current = (1 if current is None else current) * multipliers[word]
            if multipliers[word] >= 1000:
                total, current = total + current, 0
        else:
            return None
    return None if current is None else int(total + current)


class QuantityReader:
    """Reads the count that stands before, or is, a noun."""

    def __init__(self, quantities: Quantities) -> None:
        self._phrases = sorted(quantities.before.items(), key=lambda item: -len(item[0]))
        self._vague = sorted(quantities.vague.items(), key=lambda item: -len(item[0]))
        self._multipliers = quantities.multipliers

    def of_noun(self, document: AnalysedDocument, noun: Token) -> Count | None:
        """The number of a noun ("26 soldiers", "dozens of people", "a soldier"), or of a bare numeral."""
        if noun.pos_ == "NUM" or self._numeral(noun) is not None:
            return self.of_numeral(document, noun)
        numeral = next((c for c in noun.children if c.like_num and c.i < noun.i), None)
        if numeral is not None:
            return self.of_numeral(document, numeral)
        return self._vague_of(document, noun) or self._article_of(document, noun)

    def of_numeral(self, document: AnalysedDocument, numeral: Token) -> Count | None:
        """A numeral with the words around it that bound it."""
        first, last = numeral.i, numeral.i + 1
        doc = document.doc
        while first > 0 and self._is_number_word(doc[first - 1]) and doc[first - 1].sent == numeral.sent:
            first -= 1
        while last < len(doc) and self._is_number_word(doc[last]) and doc[last].sent == numeral.sent:
            last += 1
        value = number([t.text for t in doc[first:last]], self._multipliers)
        if value is None:
            return self._vague_of(document, numeral)
        between = self._range(document, first, last, value)
        if between is not None:
            return between
        phrase, start = self._before(document, first)
        text = document.text(start, last)
        if phrase is None:
            return Count(value, value, False, text)
        return Count(_bound(phrase.min, value), _bound(phrase.max, value), phrase.approximate, text)

    def _range(self, document: AnalysedDocument, first: int, last: int, value: int) -> Count | None:
        """Both bounds of "between 10 and 15", "10 to 15", whichever the number is."""
        doc = document.doc
        for low_end, high_start in ((first - 1, first), (last, last + 1)):
            if not 0 < low_end < len(doc) - 1 or doc[low_end].lower_ not in {"to", "and", "-", "–", "or"}:
                continue
            low, high = doc[low_end - 1], doc[high_start]
            if not (low.like_num and high.like_num) or low.sent != high.sent:
                continue
            led = low_end >= 2 and doc[low_end - 2].lower_ == "between"
            if doc[low_end].lower_ == "and" and not led:
                continue
            bounds = [number([t.text], self._multipliers) for t in (low, high)]
            if None in bounds or value not in bounds or (bounds[0] or 0) >= (bounds[1] or 0):
                continue
            return Count(
                bounds[0], bounds[1], False, document.text(low_end - (2 if led else 1), high_start + 1)
            )
        return None

    def _numeral(self, token: Token) -> int | None:
        return number([token.text], self._multipliers) if token.like_num else None

    def _is_number_word(self, token: Token) -> bool:
        if token.text == "-" and 0 < token.i < len(token.doc) - 1:
            return token.nbor(-1).lower_ in _TENS and token.nbor(1).lower_ in _UNITS
        return token.lower_ in self._multipliers or (
            token.like_num and bool(re.match(r"[\w,.-]+$", token.text))
        )

    def _before(self, document: AnalysedDocument, first: int) -> tuple[QuantityPhrase | None, int]:
        """The bounding phrase that ends right before a token, and where it starts."""
        for text, phrase in self._phrases:
            words = text.split()
            start = first - len(words)
            if start >= 0 and [t.lower_ for t in document.doc[start:first]] == words:
                return phrase, start
        return None, first

    def _vague_of(self, document: AnalysedDocument, noun: Token) -> Count | None:
        """As in "Hundreds", "dozens of people", "several soldiers"."""
        doc = document.doc
        starts = [noun.i]
        starts += [
            c.i for c in noun.children if c.dep_ in {"amod", "quantmod", "nummod", "det"} and c.i < noun.i
        ]
        if noun.dep_ == "pobj" and noun.head.lower_ == "of":
            starts.append(noun.head.head.i)
        for start in sorted(set(starts)):
            for text, phrase in self._vague:
                words = text.split()
                for first in {start, start - len(words) + 1}:
                    if first >= 0 and [t.lower_ for t in doc[first : first + len(words)]] == words:
                        bounding, begin = self._before(document, first)
                        text = document.text(begin, first + len(words))
                        if bounding is not None and isinstance(phrase.max, int):
                            least, most = _bound(bounding.min, phrase.max), _bound(bounding.max, phrase.max)
                            return Count(least, most, bounding.approximate, text)
                        return Count(_bound(phrase.min, 0), _bound(phrase.max, 0), phrase.approximate, text)
        return None

    def _article_of(self, document: AnalysedDocument, noun: Token) -> Count | None:
        """An indefinite article counts as one."""
        article = next((c for c in noun.children if c.dep_ == "det" and c.lower_ in {"a", "an"}), None)
        if article is None or noun.tag_ not in {"NN", "NNP"}:
            return None
        return Count(1, 1, False, document.text(article.i, article.i + 1))


def _bound(bound: int | str | None, value: int) -> int | None:
    if isinstance(bound, str):
        return value + {"n": 0, "n+1": 1, "n-1": -1}[bound]
    return bound
