"""Quoted speech: where the quotation marks are, and who is speaking.

A quotation ends with its paragraph, unless the next paragraph opens with a mark while this one was left
open: then it goes on. The speaker is the subject of a verb of saying in the sentence that holds or adjoins
the quotation; quotations of the same paragraph with no speaker of their own belong to the nearest one that
has, and a paragraph that is all quotation to who spoke in the one before, as newsrooms write them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.extract.speakers import speaker_of

_MIN_WORDS = 5
_NEAR = 2
_MARKS = re.compile("[\"“”„]|``|''")


@dataclass(slots=True)
class Quote:
    """Words between quotation marks: tokens `first` up to `last`, the marks left out."""

    first: int
    last: int
    paragraph: int
    words: int
    goes_on: bool = False
    """Whether the next paragraph's quotation is the rest of this one."""
    alone: bool = False
    """Whether its paragraph holds nothing else."""
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
            quote.speaker = speaker_of(reading, quote.verb)
    _inherit(quotes)
    _carry_on(quotes)
    return quotes


def _spans(reading: Reading) -> list[Quote]:
    quotes: list[Quote] = []
    for number, (first, last) in enumerate(_paragraphs(reading)):
        found = list(_in_paragraph(reading, first, last, number))
        if found and quotes and quotes[-1].goes_on:
            quotes[-1].goes_on = quotes[-1].paragraph == number - 1 and found[0].first == first + 1
        quotes.extend(found)
    if quotes:
        quotes[-1].goes_on = False
    return [q for n, q in enumerate(quotes) if q.last > q.first and not _left_open(reading, quotes, n)]


def _left_open(reading: Reading, quotes: list[Quote], number: int) -> bool:
    """Whether a mark was never closed and the next paragraph does not go on: a slip, not a quotation."""
    quote = quotes[number]
    return not quote.goes_on and not _is_mark(
        reading.document.doc[min(quote.last, len(reading.document.doc) - 1)]
    )


def _paragraphs(reading: Reading) -> list[tuple[int, int]]:
    """First and last-plus-one token of each paragraph."""
    document = reading.document
    starts = [0]
    for before, sentence in pairwise(document.sentences):
        if "\n" in document.article.text[before.end : sentence.start]:
            starts.append(sentence.span.start)
    return list(zip(starts, [*starts[1:], len(document.doc)], strict=True))


def _in_paragraph(reading: Reading, first: int, last: int, number: int) -> Iterator[Quote]:
    if first == last:
        return  # an empty article
    doc = reading.document.doc
    start, end = reading.document.bounds(first, last)
    if not _MARKS.search(reading.document.article.text, start, end):
        return
    opened: int | None = None
    outside = sum(t.is_alpha for t in doc[first:last])
    for token in doc[first:last]:
        if not _is_mark(token):
            continue
        if opened is None:
            opened = token.i + 1
            continue
        if reading.document.article.text[reading.document.start(token)] == "“":
            continue  # a quotation within, or the mark of a sentence that goes on
        words = sum(t.is_alpha for t in doc[opened : token.i])
        if words:
            yield Quote(opened, token.i, number, words, alone=words == outside)
        opened = None
    if opened is not None and opened < last:
        words = sum(t.is_alpha for t in doc[opened:last])
        yield Quote(opened, last, number, words, goes_on=True, alone=words == outside)


def _is_mark(token: Token) -> bool:
    return token.text in {'"', "``", "''"}


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


def _carry_on(quotes: list[Quote]) -> None:
    """Give what goes on, and a paragraph that is all quotation, the speaker of the paragraph before."""
    for before, quote in pairwise(q for q in quotes if q.sentence_like):
        near = 0 < quote.paragraph - before.paragraph <= _NEAR
        if (
            quote.speaker is None
            and before.speaker is not None
            and (before.goes_on or (quote.alone and near))
        ):
            quote.speaker, quote.verb = before.speaker, before.verb
    for quote, behind in reversed(list(pairwise(quotes))):
        if quote.goes_on and quote.speaker is None:
            quote.speaker, quote.verb = behind.speaker, behind.verb


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
