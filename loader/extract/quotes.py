"""Quoted speech: where the quotation marks are, and who is speaking.

A quotation ends with its paragraph at the latest. The speaker is the subject of a verb of saying in the
sentence that holds or adjoins the quotation; quotations of the same paragraph with no speaker of their
own belong to the nearest one that has, as newsrooms write them.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.extract.syntax import subject

_MIN_WORDS = 5


@dataclass(slots=True)
class Quote:
    """Words between quotation marks: tokens `first` up to `last`, the marks left out."""

    first: int
    last: int
    paragraph: int
    words: int
    speaker: LocalEntity | None = None
    verb: Token | None = None

    @property
    def sentence_like(self) -> bool:
        """Whether it is long enough to be speech and not a word in inverted commas."""
        return self.words >= _MIN_WORDS


def find_quotes(reading: Reading) -> list[Quote]:
    """Every quotation of the document, with its speaker where one can be told."""
    quotes = _spans(reading)
    for quote in quotes:
        quote.verb = _saying_verb(reading, quote)
        if quote.verb is not None:
            who = subject(quote.verb)
            quote.speaker = reading.filler(who) if who is not None else None
    _inherit(quotes)
    return quotes


def _spans(reading: Reading) -> list[Quote]:
    text = reading.document.article.text
    quotes: list[Quote] = []
    opened: int | None = None
    paragraph = 0
    previous_end = 0
    for token, start in zip(reading.document.doc, reading.document.offsets, strict=True):
        if "\n" in text[previous_end:start]:
            paragraph += 1
            opened = None
        previous_end = start + len(token.text)
        if token.text not in {'"', "``", "''"}:
            continue
        if opened is None:
            opened = token.i + 1
        else:
            words = sum(t.is_alpha for t in token.doc[opened : token.i])
            if words:
                quotes.append(Quote(opened, token.i, paragraph, words))
            opened = None
    return quotes


def _saying_verb(reading: Reading, quote: Quote) -> Token | None:
    """A verb of saying that governs the quotation, or stands right behind or before it."""
    doc = reading.document.doc
    says = reading.lexicons.reporting.quotes
    sentence = reading.document.sentence_of(doc[quote.last - 1]).span
    inside = range(quote.first, quote.last)
    outside = [t for t in sentence if t.i not in inside and t.lemma_.lower() in says and t.pos_ == "VERB"]
    if not outside:
        after = quote.last + 1
        if after < len(doc) and not quote.sentence_like:
            return None
        following = reading.document.sentence_of(doc[after]).span if after < len(doc) else ()
        near = [t for t in following if t.i - after <= 3 and t.lemma_.lower() in says and t.pos_ == "VERB"]
        outside = [t for t in near if "\n" not in _between(reading, quote.last, t.i)]
    return min(outside, key=lambda t: min(abs(t.i - quote.first), abs(t.i - quote.last)), default=None)


def _between(reading: Reading, first: int, last: int) -> str:
    start, end = reading.document.offsets[first], reading.document.offsets[last]
    return reading.document.article.text[start:end]


def _inherit(quotes: list[Quote]) -> None:
    for index, quote in enumerate(quotes):
        if quote.speaker is not None or not quote.sentence_like:
            continue
        same = [
            q
            for q in quotes
            if q.paragraph == quote.paragraph and q.speaker is not None and q.verb is not None
        ]
        if same:
            nearest = min(same, key=lambda q: abs(quotes.index(q) - index))
            quote.speaker, quote.verb = nearest.speaker, nearest.verb
