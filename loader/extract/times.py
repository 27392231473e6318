"""When the thing stated holds: which time expression of a sentence belongs to a trigger, by the tree.

Each expression hangs on a verb or noun of the sentence; a trigger takes the one that hangs on itself, else
on what it shares its time with: the verb it is coordinated with or complements, the clause that a participle
goes with, the noun it is the object of. It never takes a date of the reporting verb ("said on Friday"), nor
the article's own. What an expression means is told in `dates`; the words are in `lexicons/times.yaml`.
"""

import itertools

from spacy.tokens import Token

from loader.extract.certainty import Certainty
from loader.extract.dates import Dates, Direction, resolve
from loader.extract.document import AnalysedDocument
from loader.extract.expressions import Expression, ExpressionFinder
from loader.extract.lexicon import Lexicons
from loader.extract.syntax import ancestors, children
from loader.model import Modality, TimeSpan

_DAY = len("2022-01-07")
_AHEAD = frozenset({Modality.FUTURE, Modality.CONDITIONAL})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "appos", "dative"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLOSED = frozenset({"relcl", "acl", "advcl", "poss", "conj"})
_RELATIVES = frozenset({"who", "which", "that"})
_PERFECT = frozenset({"have", "has", "had", "'ve", "'s"})
_POSSIBLE = frozenset({"can", "could", "may", "might"})
_GOING_ON = frozenset({"also", "another", "others"})
_RANGES = frozenset({("from", "to"), ("from", "until"), ("from", "through"), ("between", "and")})
_FAR = 6
_SHARED = 2
_LOOSE = 3


class TimeReader:
    """Finds the times of triggers in one document."""

    def __init__(self, document: AnalysedDocument, lexicons: Lexicons) -> None:
        self._document = document
        self._words = lexicons.times
        reporting = lexicons.reporting
        self._says = reporting.says | reporting.plans.verbs | reporting.denials
        self._reports = reporting.says
        self._negates = reporting.negates
        self._expressions = ExpressionFinder(document, lexicons)

    def time_of(self, trigger: Token, certainty: Certainty | None = None) -> TimeSpan | None:
        """The time of what a trigger states, or None; `certainty` tells whether it lies ahead."""
        ahead = certainty is not None and certainty.modality in _AHEAD
        expressions = self._expressions.in_sentence(self._document.sentence_of(trigger))
        counted = self._counted_from(trigger, expressions)
        if counted is not None:
            return counted
        begun = self._since(trigger, expressions)
        if begun is not None:
            return begun
        ranked = sorted(
            (rank, abs(e.first - trigger.i), e.first, e)
            for e in expressions
            if not e.ordering and (rank := self._rank(e, trigger)) is not None
        )
        for _, _, _, expression in ranked:
            direction = self._direction(trigger, expression, ahead=ahead)
            span = self._span(expression, expressions, direction, when=_is_of(trigger, expression))
            if span is not None and span.start is None and _not_before(trigger, expression):
                return TimeSpan(span.end, None, span.text)
            if span is not None:
                return span
        return None

    def _since(self, trigger: Token, expressions: list[Expression]) -> TimeSpan | None:
        """The begin told by a happening: "since the 2020 election", "has led it since it split in 1991"."""
        perfect = any(c.lower_ in _PERFECT for c in children(trigger, "aux"))
        if not perfect and trigger.tag_ != "VBG" and trigger.pos_ == "VERB":
            return None
        for prep in children(trigger, "prep", "advcl"):
            since = prep if prep.dep_ == "prep" else next(iter(children(prep, "mark")), prep)
            if since.lower_ != "since":
                continue
            begun = prep if prep.dep_ == "advcl" else next(iter(children(prep, "pobj", "pcomp")), prep)
            for expression in expressions:
                dates = self._dates(expression, Direction.PAST)
                if expression.governor == begun and not expression.ordering and dates is not None:
                    text = self._document.text(since.i, max(expression.last, begun.i + 1))
                    return TimeSpan(dates.start, None, text)
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
            for expression in reversed(self._expressions.in_sentence(before)):
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

    def _rank(self, expression: Expression, trigger: Token) -> int | None:
        """How far an expression is from a trigger along the tree, or None when it tells another's time."""
        governor = expression.governor
        if _unmatched(governor, expression):
            return None
        if governor == trigger:
            return 0
        if _is_of(trigger, expression):
            return 1
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
        steps = 0
        if node.pos_ in {"VERB", "AUX"} and node != trigger:
            told = self._told_of_happening(node)
            if told is None:
                return self._from_conjunct(expression, trigger)
            node = told
            if node == trigger:
                return _LOOSE
            if node.dep_ in _SUBJECTS or not self._with_happening(node, trigger):
                return None
            node, steps = node.head, 1
        while node != trigger and steps < _FAR:
            if node.pos_ not in _NOMINAL | {"ADP"} or node.dep_ in _CLOSED:
                return None
            if node.dep_ == "prep" and node.lower_ in self._words.apart | self._words.after:
                return None
            if self._expressions.happens(node) and not self._with_happening(node, trigger):
                return None
            node, steps = node.head, steps + 1
        return _LOOSE + steps if node == trigger else None

    def _told_of_happening(self, verb: Token) -> Token | None:
        """The crash of "a crash that killed ten on Monday": its time is that of what it did."""
        own = next(iter(children(verb, *_SUBJECTS)), None)
        relative = verb.dep_ == "relcl" and own is not None and own.lower_ in _RELATIVES
        past = verb.tag_ == "VBD" and not children(verb, "aux")
        return verb.head if relative and past and self._expressions.happens(verb.head) else None

    def _with_happening(self, noun: Token, trigger: Token) -> bool:
        """Whether a trigger has the time of a happening below it: its subject, or "killed in the attack"."""
        if noun.dep_ == "pobj":
            return noun.head.lower_ in self._words.within
        if trigger.pos_ not in {"VERB", "AUX"} or noun.head != trigger:
            return trigger.pos_ in _NOMINAL
        return not self._speech(trigger) if noun.dep_ in _SUBJECTS else self._light(trigger)

    def _from_conjunct(self, expression: Expression, trigger: Token) -> int | None:
        """A time behind the last of coordinated verbs is that of all: "resigned and left on Monday".

        What happened "when the war broke out in 1939" has the time of that clause too.
        """
        last = expression.governor
        if last.dep_ == "advcl" and last.head == trigger and last.tag_ == "VBD":
            joins = any(m.lower_ == "when" for m in children(last, "mark", "advmod"))
            return _LOOSE if joins and not children(last, "aux") else None
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
                own = next(iter(children(node, *_SUBJECTS)), None)
                itself = own is None or own.lower_ in _RELATIVES or not own.i < node.i
                return head if itself and self._expressions.happens(head) else None
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

    def _direction(self, trigger: Token, expression: Expression, *, ahead: bool) -> Direction:
        """The tense of a trigger's clause; what goes on until a day, or may happen on it, has it ahead."""
        helpers = {c.lower_ for c in children(trigger, "aux", "auxpass")}
        present = trigger.tag_ in {"VBZ", "VBP"} or bool(helpers & {"is", "are"})
        lasting = present and expression.lead in self._words.ends and expression.lead != "as of"
        may = bool(helpers & _POSSIBLE) and not helpers & _PERFECT
        if ahead or lasting or (may and not children(trigger, "neg")):
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
        self, expression: Expression, others: list[Expression], direction: Direction, *, when: bool = False
    ) -> TimeSpan | None:
        """The time of an expression with its lead; without it `when` something is told of the time itself."""
        dates = self._dates(expression, direction)
        if dates is None or expression.lead in self._words.after:
            return None
        if when:
            return TimeSpan(dates.start, dates.end if dates.end != dates.start else None, expression.text)
        joined = self._joined(expression, others, direction)
        if joined is not None:
            return joined
        whole = self._document.text(expression.led_from, expression.last)
        if expression.lead in self._words.begins:
            ranging = expression.lead == "from" and dates.start != dates.end
            return TimeSpan(dates.start, dates.end if ranging else None, whole)
        if expression.lead in self._words.ends:
            return TimeSpan(None, dates.end, whole)
        return TimeSpan(dates.start, dates.end if dates.end != dates.start else None, expression.text)

    def _joined(
        self, expression: Expression, others: list[Expression], direction: Direction
    ) -> TimeSpan | None:
        """Both ends of "from March 3 to March 5", "2014 and 2015", whichever was met first."""
        doc = self._document.doc
        for first, second in itertools.pairwise(others):
            if expression not in (first, second) or second.first - first.last != 1:
                continue
            before = doc[first.first - 1].lower_ if first.first else ""
            led = (before, doc[first.last].lower_) in _RANGES
            start, end = self._dates(first, direction), self._dates(second, direction)
            if start is None or end is None or not (led or self._listed(first, second, start, end)):
                continue
            text = self._document.text(first.first - led, second.last)
            return TimeSpan(start.start, end.end, text)
        return None

    def _listed(self, first: Expression, second: Expression, start: Dates, end: Dates) -> bool:
        """Whether two days or years follow on each other: "Monday and Tuesday", "Monday through Friday"."""
        word = self._document.doc[first.last].lower_
        if len(start.start) != len(end.start) or start.start >= end.start or second.text[:1].islower():
            return False
        if word in {"through", "to"}:
            return True
        beside = first.first <= second.governor.i < first.last
        if word != "and" or not (beside or second.governor == first.governor):
            return False
        after = resolve("the next day", None, anchor=start.end) if len(start.end) == _DAY else None
        following = after.start if after else str(int(start.end) + 1) if len(start.end) == 4 else ""
        return following == end.start

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
            for other in reversed(self._expressions.in_sentence(sentence)):
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
        first = next((t for t in behind if t.pos_ == "VERB" or self._expressions.happens(t)), None)
        return first is not None and (
            trigger == first or (trigger.head == first and trigger.dep_ in _ARGUMENTS and trigger.i > first.i)
        )

    def _day_of(self, main: Token, expressions: list[Expression]) -> str | None:
        """The day or month of a main clause; of news in the present tense without its own, the article's."""
        own = [e for e in expressions if not e.ordering and e.governor == main]
        for expression in own:
            dates = self._dates(expression, Direction.PAST)
            return dates.start if dates is not None and dates.start == dates.end else None
        published = self._document.article.published
        news = main.tag_ in {"VBZ", "VBP"} and not children(main, "aux")
        return published if news and published is not None and len(published) == _DAY else None


def _is_of(trigger: Token, expression: Expression) -> bool:
    """Whether a clause tells of the expression itself: "on Monday, when a bomber crashed"."""
    return trigger.dep_ == "relcl" and expression.first <= trigger.head.i < expression.last


def _not_before(trigger: Token, expression: Expression) -> bool:
    """Whether something did not happen until a day, and then did: "did not free him until Monday"."""
    return expression.lead in {"until", "till"} and any(c.dep_ == "neg" for c in trigger.children)


def _unmatched(noun: Token, expression: Expression) -> bool:
    """As in "the worst attack since 2014", which was not in 2014."""
    since = noun.pos_ == "NOUN" and expression.lead == "since"
    return since and any(c.tag_ == "JJS" or c.lower_ in {"first", "only"} for c in noun.children)
