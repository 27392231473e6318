"""Where the time expressions of a sentence are, and on which verb or noun each hangs.

What an expression means is told in `dates`, to which of the things stated it belongs in `times`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.dates import EXPRESSION
from loader.extract.document import AnalysedDocument, Sentence
from loader.extract.lexicon import Lexicons

_SUFFIXES = ("tion", "sion", "ment")
_OPEN_LEADS = frozenset({"of", "in", "on", "at"})


@dataclass(slots=True)
class Expression:
    """A time expression: its tokens, what it hangs on, and the word that leads it in."""

    first: int
    last: int
    text: str
    governor: Token
    lead: str
    led_from: int
    direct: bool
    """Whether it stands right on the governor: "Monday's attack", "killed late Tuesday"."""
    ordering: bool
    """Whether it counts from something told beside it: "three days after leaving"."""


class ExpressionFinder:
    """Finds the time expressions of one document."""

    def __init__(self, document: AnalysedDocument, lexicons: Lexicons) -> None:
        self._document = document
        self._words = lexicons.times
        self._reports = lexicons.reporting.says
        self._found: dict[int, list[Expression]] = {}

    def in_sentence(self, sentence: Sentence) -> list[Expression]:
        """Those of a sentence, in its order."""
        if sentence.start not in self._found:
            self._found[sentence.start] = list(self._expressions(sentence))
        return self._found[sentence.start]

    def _expressions(self, sentence: Sentence) -> Iterator[Expression]:
        text = self._document.article.text[sentence.start : sentence.end]
        offsets = self._document.offsets
        low, high = sentence.span.start, sentence.span.end
        for match in EXPRESSION.finditer(text):
            first = bisect_right(offsets, sentence.start + match.start(), low, high) - 1
            last = bisect_right(offsets, sentence.start + match.end() - 1, low, high)
            expression = self._hung(first, last, match.group(), sentence)
            if expression is not None:
                yield expression

    def _hung(self, first: int, last: int, text: str, sentence: Sentence) -> Expression | None:
        """What an expression hangs on: the first verb or noun above it that is no part of it."""
        doc = self._document.doc
        node = doc[first:last].root
        dependency = node.dep_
        lead, led_from = "", first
        while True:
            above = node.head
            if above == node or above.sent != node.sent:
                return None
            inside = first <= above.i < last
            carrier = above.pos_ in {"ADP", "SCONJ"} or (
                above.lower_ in self._words.carriers and (above.pos_ in {"ADV", "ADJ"} or node.lower_ == "of")
            )
            carrier = carrier or (above.tag_ == "VBG" and above.lemma_ in self._words.begin_verbs)
            if not inside and not carrier:
                break
            leads = above.pos_ in {"ADP", "SCONJ", "VERB"} or not lead
            if not inside and leads and (lead in {"", *_OPEN_LEADS} or above.lower_ in self._words.begins):
                lead, led_from = above.lower_, above.i
            node = above
            if not inside:
                dependency = "prep"
        if dependency == "nummod" and above.tag_ in {"NNS", "NNPS"} and not self.happens(above):
            return None  # "the 2000 soldiers"
        before = doc[first - 1].lower_ if first > sentence.span.start else ""
        if before == "a" and text.isdigit() and not self.happens(above):
            return None  # "a 2010 law"
        told = self._said_then(first, sentence)
        if before in self._words.begins | self._words.ends | self._words.after:
            lead, led_from = before, first - 1
        elif before == "of" and first > 1 and doc[first - 2].lower_ == "as":
            lead, led_from = "as of", first - 2
        direct = dependency in {"npadvmod", "poss", "compound", "nummod", "amod", "nmod", "advmod"}
        ordering = text.lower().endswith((" after", " before", " prior to"))
        return Expression(
            first,
            last,
            text,
            told or above,
            lead,
            min(led_from, first),
            direct,
            ordering and not text.startswith("the "),
        )

    def _said_then(self, first: int, sentence: Sentence) -> Token | None:
        """The verb of saying right before a time and what was said: "said on Monday it had killed"."""
        doc = self._document.doc
        at = first - 2 if doc[first - 1].pos_ == "ADP" else first - 1
        if at <= sentence.span.start or at < 0:
            return None
        verb = doc[at]
        return verb if verb.pos_ == "VERB" and verb.lemma_.lower() in self._reports else None

    def happens(self, noun: Token) -> bool:
        """Whether a noun names what takes place, so that a time on it is its own."""
        lemma = noun.lemma_.lower()
        return noun.pos_ in {"NOUN", "PROPN"} and (
            lemma in self._words.happenings or lemma.endswith(_SUFFIXES)
        )
