"""When the thing stated holds: which time expression of a sentence belongs to a trigger, by the tree.

Each expression hangs on a verb or noun of the sentence; a trigger takes the one that hangs on itself, else
on what it shares its time with: the verb it is coordinated with or complements, the clause that a participle
goes with, the noun it is the object of. It never takes a date of the reporting verb ("said on Friday"), nor
the article's own. What an expression means is told in `dates`; the words are in `lexicons/times.yaml`.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.certainty import Certainty
from loader.extract.dates import EXPRESSION, Dates, Direction, resolve
from loader.extract.document import AnalysedDocument, Sentence
from loader.extract.lexicon import Lexicons
from loader.extract.syntax import ancestors, children
from loader.model import Modality, TimeSpan

_DAY = len("2022-01-07")
_AHEAD = frozenset({Modality.FUTURE, Modality.CONDITIONAL})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "appos", "dative"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLOSED = frozenset({"relcl", "acl", "advcl", "poss", "conj"})
_CARRIERS = frozenset({"early", "late", "earlier", "later"})
_SUFFIXES = ("tion", "sion", "ment")
_GOING_ON = frozenset({"also", "another", "others"})
_FAR = 6
_SHARED = 2
_LOOSE = 3


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


class TimeReader:
    """Finds the times of triggers in one document."""

    def __init__(self, document: AnalysedDocument, lexicons: Lexicons) -> None:
        self._document = document
        self._words = lexicons.times
        reporting = lexicons.reporting
        self._says = reporting.says | reporting.plans.verbs | reporting.denials
        self._reports = reporting.says
        self._negates = reporting.negates
        self._found: dict[int, list[Expression]] = {}

    def time_of(self, trigger: Token, certainty: Certainty | None = None) -> TimeSpan | None:
        """The time of what a trigger states, or None; `certainty` tells whether it lies ahead."""
        ahead = certainty is not None and certainty.modality in _AHEAD
        expressions = self._in_sentence(self._document.sentence_of(trigger))
        counted = self._counted_from(trigger, expressions)
        if counted is not None:
            return counted
        ranked = sorted(
            (rank, abs(e.first - trigger.i), e.first, e)
            for e in expressions
            if not e.ordering and (rank := self._rank(e, trigger)) is not None
        )
        for _, _, _, expression in ranked:
            span = self._span(expression, expressions, self._direction(trigger, ahead=ahead))
            if span is not None:
                return span
        return None

    def carried(self, trigger: Token) -> TimeSpan | None:
        """The day told last before in the paragraph, for a sentence that goes on about the same happening.

        It does when it says "also", "another" or "others", or names what is over within the day with "the" or
        "that"; then the paragraph before counts too.
        """
        index = self._document.sentence_index(trigger)
        sentence = self._document.sentences[index]
        if not any(t.lower_ in _GOING_ON or self._same_happening(t) for t in sentence.span):
            return None
        end = sentence.start
        same, crossed = any(map(self._same_happening, sentence.span)), False
        for before in reversed(self._document.sentences[:index]):
            if "\n" in self._document.article.text[before.end : end]:
                if not same or crossed:
                    return None
                crossed = True
            same = same or any(map(self._same_happening, before.span))
            for expression in reversed(self._in_sentence(before)):
                dates = self._dates(expression, Direction.NEAREST)
                told = expression.governor.lemma_.lower() not in self._reports
                if dates and dates.start > (self._document.article.published or ""):
                    continue
                if dates and dates.start == dates.end and len(dates.start) == _DAY and told:
                    bounded = expression.lead in self._words.begins | self._words.ends | self._words.after
                    return None if bounded else TimeSpan(dates.start, None, expression.text)
            end = before.start
        return None

    def _same_happening(self, noun: Token) -> bool:
        sudden = noun.pos_ == "NOUN" and noun.lemma_.lower() in self._words.sudden
        return sudden and any(c.lower_ in {"the", "that", "this"} for c in children(noun, "det"))

    def _in_sentence(self, sentence: Sentence) -> list[Expression]:
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
            carrier = above.pos_ in {"ADP", "SCONJ"} or above.lower_ in _CARRIERS
            carrier = carrier or (above.tag_ == "VBG" and above.lemma_ in self._words.begin_verbs)
            if not inside and not carrier:
                break
            if carrier and not inside and (not lead or above.lower_ in self._words.begins):
                lead, led_from = above.lower_, above.i
            node = above
            if not inside:
                dependency = "prep"
        if dependency == "nummod" and above.tag_ in {"NNS", "NNPS"} and not self._happens(above):
            return None  # "the 2000 soldiers"
        told = self._said_then(first, sentence)
        before = doc[first - 1].lower_ if first > sentence.span.start else ""
        if before in self._words.begins | self._words.ends | self._words.after:
            lead, led_from = before, first - 1
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

    def _rank(self, expression: Expression, trigger: Token) -> int | None:
        """How far an expression is from a trigger along the tree, or None when it tells another's time."""
        governor = expression.governor
        if governor == trigger:
            return 0
        below = self._below(expression, trigger)
        if below is not None:
            return below
        if self._kept_from(governor, trigger):
            return _LOOSE
        steps = 0
        node = trigger
        while steps < _FAR:
            share = self._shared_with(node, expression)
            if share is None:
                return None
            node, steps = share, steps + 1
            if governor == node:
                return _SHARED + steps
            below = self._below(expression, node) if node.pos_ in {"VERB", "AUX"} else None
            if below is not None:
                return _SHARED + steps + below
        return None

    def _kept_from(self, verb: Token, trigger: Token) -> bool:
        """Whether a verb tells only what did not come to be: "refused to call for talks on Friday"."""
        while verb.dep_ == "xcomp" and verb != trigger:
            verb = verb.head
        return verb == trigger and self._negates.get(trigger.lemma_.lower()) == ""

    def _below(self, expression: Expression, trigger: Token) -> int | None:
        """For what hangs on a noun or adjective under the trigger: "killed 20 people on Monday"."""
        node = expression.governor
        if node.pos_ in {"VERB", "AUX"} and node != trigger:
            return self._from_conjunct(expression, trigger)
        steps = 0
        while node != trigger and steps < _FAR:
            if node.pos_ not in _NOMINAL | {"ADP"} or node.dep_ in _CLOSED:
                return None
            if node.dep_ == "prep" and node.lower_ in self._words.apart | self._words.after:
                return None
            if self._happens(node) and not self._with_happening(node, trigger):
                return None
            node, steps = node.head, steps + 1
        return _LOOSE + steps if node == trigger else None

    def _with_happening(self, noun: Token, trigger: Token) -> bool:
        """Whether a trigger has the time of a happening below it: its subject, or "killed in the attack"."""
        if noun.dep_ == "pobj":
            return noun.head.lower_ in self._words.within
        if trigger.pos_ not in {"VERB", "AUX"} or noun.head != trigger:
            return trigger.pos_ in _NOMINAL
        return not self._speech(trigger) if noun.dep_ in _SUBJECTS else self._light(trigger)

    def _from_conjunct(self, expression: Expression, trigger: Token) -> int | None:
        """A time behind the last of coordinated verbs is that of all: "resigned and left on Monday"."""
        last = expression.governor
        if last.dep_ == "conj" and trigger in last.conjuncts and expression.first > last.i > trigger.i:
            own = bool(children(last, "nsubj", "nsubjpass"))
            return None if own and last.tag_ != trigger.tag_ else _LOOSE
        return None

    def _shared_with(self, node: Token, expression: Expression) -> Token | None:
        """The token above that a verb or noun has its time in common with."""
        head = node.head
        if head == node:
            return None
        match node.dep_:
            case "conj":
                fronted = expression.first < head.i
                same = node.tag_ == head.tag_ and expression.first < node.i
                return head if fronted or same or node.pos_ in _NOMINAL else None
            case "xcomp":
                return None if self._speech(head) else head
            case "advcl":
                marks = {m.lower_ for m in children(node, "mark", "advmod", "prep")}
                if marks & self._words.apart:
                    return None
                shared = node.tag_ == "VBG" or bool(marks & self._words.together)
                return head if shared and not any(c.lower_ == "to" for c in node.children) else None
            case "relcl" | "acl":
                return head if self._happens(head) else None
            case "pcomp" | "prep":
                return None if node.lower_ in self._words.apart else head
            case "pobj":
                return head if head.lower_ not in self._words.apart else None
            case "nsubj" | "nsubjpass" | "dobj" | "attr" | "oprd" | "appos" | "compound":
                return None if self._speech(head) else head
            case _:
                return None

    def _speech(self, verb: Token) -> bool:
        """Whether a verb tells, plans or denies what is below it, which then has a time of its own."""
        return verb.pos_ == "VERB" and verb.lemma_.lower() in self._says and not self._light(verb)

    def _light(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self._words.light

    def _happens(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        return noun.pos_ in {"NOUN", "PROPN"} and (
            lemma in self._words.happenings or lemma.endswith(_SUFFIXES)
        )

    def _direction(self, trigger: Token, *, ahead: bool) -> Direction:
        """The tense of a trigger's clause."""
        if ahead:
            return Direction.AHEAD
        if trigger.dep_ == "pobj" and trigger.head.lower_ in {"before", "of"}:
            led = trigger.head.lower_ == "before" or trigger.head.head.lower_ == "ahead"
            if led:
                return Direction.AHEAD
        verb = next((t for t in (trigger, *ancestors(trigger)) if t.pos_ in {"VERB", "AUX"}), None)
        if verb is None:
            return Direction.NEAREST
        past = verb.tag_ in {"VBD", "VBN"} or any(c.tag_ == "VBD" for c in children(verb, "aux", "auxpass"))
        return Direction.PAST if past or trigger.pos_ in {"VERB", "AUX"} else Direction.NEAREST

    def _span(
        self, expression: Expression, others: list[Expression], direction: Direction
    ) -> TimeSpan | None:
        dates = self._dates(expression, direction)
        if dates is None or expression.lead in self._words.after:
            return None
        joined = self._joined(expression, others, direction)
        if joined is not None:
            return joined
        whole = self._document.text(expression.led_from, expression.last)
        if expression.lead in self._words.begins:
            return TimeSpan(dates.start, None, whole)
        if expression.lead in self._words.ends:
            return TimeSpan(None, dates.end, whole)
        return TimeSpan(dates.start, dates.end if dates.end != dates.start else None, expression.text)

    def _joined(
        self, expression: Expression, others: list[Expression], direction: Direction
    ) -> TimeSpan | None:
        """Both ends of "from March 3 to March 5", "between 2014 and 2016", whichever was met first."""
        doc = self._document.doc
        for first, second in itertools.pairwise(others):
            if expression not in (first, second) or second.first - first.last != 1:
                continue
            before = doc[first.first - 1].lower_ if first.first else ""
            if (before, doc[first.last].lower_) not in {
                *(("from", "to"), ("from", "until"), ("from", "through"), ("between", "and")),
            }:
                continue
            start, end = self._dates(first, direction), self._dates(second, direction)
            if start is not None and end is not None:
                text = self._document.text(first.first - 1, second.last)
                return TimeSpan(start.start, end.end, text)
        return None

    def _dates(self, expression: Expression, direction: Direction) -> Dates | None:
        published = self._document.article.published
        return resolve(expression.text, published, direction, self._day_before(expression))

    def _day_before(self, expression: Expression) -> str | None:
        """The day told of last before an expression, in its sentence, the two before or the title."""
        words = expression.text.lower()
        if not words.startswith(("the ", "that ")) and not words.endswith(("later", "earlier")):
            return None
        at = self._document.doc[expression.first]
        index = self._document.sentence_index(at)
        for sentence in reversed(self._document.sentences[max(0, index - 3) : index + 1]):
            for other in reversed(self._in_sentence(sentence)):
                if other.first >= expression.first or other.lead in self._words.begins | self._words.ends:
                    continue
                dates = self._dates(other, Direction.PAST)
                if dates is not None and dates.start == dates.end and len(dates.start) == _DAY:
                    return dates.start
        return None

    def _counted_from(self, trigger: Token, expressions: list[Expression]) -> TimeSpan | None:
        """The time of Y in "X joins, three days after Y": that of X, or the article's day for news of it."""
        for expression in expressions:
            if not expression.ordering or not self._led_by(expression, trigger):
                continue
            main = next((t for t in self._document.sentence_of(trigger).span if t.dep_ == "ROOT"), None)
            day = self._day_of(main, expressions) if main is not None else None
            if day is None:
                return None
            after = expression.text.lower().endswith(" after")
            number = expression.text.rsplit(" ", 1)[0]
            dates = resolve(f"{number} {'earlier' if after else 'later'}", None, anchor=day)
            if dates is not None:
                return TimeSpan(dates.start, dates.end if dates.end != dates.start else None, expression.text)
        return None

    def _led_by(self, expression: Expression, trigger: Token) -> bool:
        """Whether a trigger is, or is the object of, the verb or noun right behind an ordering phrase."""
        doc = self._document.doc
        behind = (
            t for t in doc[expression.last :] if t.sent == trigger.sent and t.i - expression.last < _FAR
        )
        first = next((t for t in behind if t.pos_ == "VERB" or self._happens(t)), None)
        return first is not None and (
            trigger == first or (trigger.head == first and trigger.dep_ in _ARGUMENTS and trigger.i > first.i)
        )

    def _day_of(self, main: Token, expressions: list[Expression]) -> str | None:
        """The day of a main clause; of news in the present tense without a date of its own, the article's."""
        own = [e for e in expressions if not e.ordering and e.governor == main]
        for expression in own:
            dates = self._dates(expression, Direction.PAST)
            return dates.start if dates is not None and len(dates.start) == _DAY else None
        published = self._document.article.published
        news = main.tag_ in {"VBZ", "VBP"} and not children(main, "aux")
        return published if news and published is not None and len(published) == _DAY else None
