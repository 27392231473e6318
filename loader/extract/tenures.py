"""When an office was held, by the years that are told with its title.

"Minister from 2004 to 2008", "who was president in 1998", "president since 2019", "minister X (2004-2008)".
What the holder does in the rest of the sentence has a time of its own, and that is never the tenure's.
"""

import re

from spacy.tokens import Token

from loader.extract.dates import Direction
from loader.extract.expressions import Expression
from loader.extract.times import TimeReader
from loader.model import TimeSpan

_DAY = len("2022-01-07")
_FAR = 6
_YEARS_IN_OFFICE = re.compile(
    r"(?:[ ][\w'’.-]+){0,4}[ ]\((?P<years>(?P<first>\d{4})\s?[-–]\s?(?P<last>\d{4}))\)"
)
"""As in "finance minister X (2004-2008)"; the text right behind a title."""
_LONGEST_IN_OFFICE = 25
"""Years; a longer span in brackets is that of a life."""


class TenureReader(TimeReader):
    """Finds the times of triggers and of offices in one document."""

    def in_office(self, title: Token) -> TimeSpan | None:
        """When an office was held: "minister from 2004 to 2008", "was president in 1998".

        A day right behind the title is rather that of the sentence, unless it begins or ends something.
        """
        bracketed = self._bracketed(title)
        if bracketed is not None:
            return bracketed
        holding = self._holding(title)
        expressions = self._expressions.in_sentence(self._document.sentence_of(title))
        for expression in expressions:
            held = holding is not None and expression.governor == holding
            below = expression.governor == title or self._below(expression, title) is not None
            below = below or self._begins_behind(expression, title)
            if expression.ordering or expression.direct or not (held or below) or expression.first < title.i:
                continue
            span = self._span(expression, expressions, Direction.PAST)
            bounded = expression.lead in self._words.begins | self._words.ends
            if span is not None and (held or bounded or len(span.start or span.end or "") < _DAY):
                return span
        return None

    def _holding(self, title: Token) -> Token | None:
        """The verb of "was president" and "served as president"."""
        head = title.head
        if title.dep_ == "attr" and head.lemma_ == "be":
            return head
        served = title.dep_ == "pobj" and head.lower_ == "as" and head.head.lemma_ in self._words.serves
        return head.head if served else None

    def _begins_behind(self, expression: Expression, title: Token) -> bool:
        """As in "X, president of Y since 2019, ...", whichever verb the parser hangs it on."""
        between = self._document.doc[title.i + 1 : expression.led_from]
        behind = title.i < expression.led_from and len(between) <= _FAR and expression.lead == "since"
        return behind and not any(t.pos_ in {"VERB", "AUX", "PUNCT"} for t in between)

    def _bracketed(self, title: Token) -> TimeSpan | None:
        behind = _YEARS_IN_OFFICE.match(self._document.article.text, self._document.end(title))
        if behind is None:
            return None
        first, last = behind["first"], behind["last"]
        if not 0 <= int(last) - int(first) <= _LONGEST_IN_OFFICE:
            return None
        return TimeSpan(first, last, behind["years"])
