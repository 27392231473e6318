"""Times that cannot be: after the article, on no day of the calendar, when a participant was no more."""

from collections.abc import Iterator

from spacy.tokens import Span

from loader.extract.entities import LocalEntity
from loader.extract.plausibility.candidate import Candidate, Effect, Fault
from loader.model import EntityType, StatementType

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LENGTHS = dict(zip(_MONTHS, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
_FULL = {"january": "jan", "february": "feb", "march": "mar", "april": "apr", "june": "jun", "july": "jul",
         "august": "aug", "sept": "sep", "september": "sep", "october": "oct", "november": "nov",
         "december": "dec"}  # fmt: skip
_COUNTED = frozenset({"NOUN", "PROPN", "ADJ"})
_DATED = frozenset(
    {
        *(StatementType.EVENT, StatementType.CASUALTIES, StatementType.AGREEMENT, StatementType.DEPLOYMENT),
        *(StatementType.MEMBERSHIP, StatementType.OFFICE_CHANGE),
    }
)
_DOERS = ("actor", "party", "member", "deployer", "agent", "person")
_BODIES = frozenset({EntityType.ALLIANCE, EntityType.STATE})


def dated_ahead(candidate: Candidate) -> Fault | None:
    """A date after the article's own for what it tells as done."""
    start, published = candidate.start, candidate.published
    if start is None or published is None or not candidate.told_as_fact:
        return None
    shared = min(len(start), len(published))
    if start[:shared] <= published[:shared]:
        return None
    return Fault(
        f"told as done, but {start} is after {published}, the date of the article", Effect.WITHOUT_TIME
    )


def ends_before_it_begins(candidate: Candidate) -> Fault | None:
    """A span whose end lies before its start."""
    time = candidate.time
    if time is None or time.start is None or time.end is None:
        return None
    shared = min(len(time.start), len(time.end))
    if time.start[:shared] <= time.end[:shared]:
        return None
    return Fault(f"{time.end}, the end, is before {time.start}, the beginning", Effect.WITHOUT_TIME)


def no_such_day(candidate: Candidate) -> Fault | None:
    """February 31, or March 3, 20222."""
    if candidate.draft.type not in _DATED:
        return None
    text = candidate.time.text if candidate.time is not None else ""
    sentence = candidate.reading.document.sentence_of(candidate.draft.trigger).span
    for told in _impossible(sentence):
        if not text or text in told or told in text:
            return Fault(f"{told} is no day of the calendar", Effect.WITHOUT_TIME)
    return None


def out_of_its_time(candidate: Candidate) -> Fault | None:
    """Who acts in a year when there was no such state, body or person."""
    start = candidate.start
    if start is None:
        return None
    doers = [e for role in _DOERS for e in candidate.draft.roles.get(role, [])]
    doers += [e for e in candidate.draft.roles.get("organization", []) if e.type is EntityType.ALLIANCE]
    for entity in doers:
        told = _outside(candidate, entity, start[:4])
        if told is not None:
            return Fault(f"{start}, but {entity.name} {told}", Effect.LESS_SURE)
    return None


def _outside(candidate: Candidate, entity: LocalEntity, year: str) -> str | None:
    """Why nothing that bears this name in the index was there in a year, or None."""
    found = [f for qid in entity.known if (f := candidate.reading.knowledge.facts(qid)) is not None]
    if not found or not entity.named:
        return None
    reasons = []
    for facts in found:
        slack = candidate.reading.lexicons.limits.predecessors if facts.type is EntityType.ALLIANCE else 0
        if facts.end and facts.type in _BODIES and year > facts.end[:4]:
            reasons.append(f"ended in {facts.end[:4]}")
        elif facts.start and facts.type is EntityType.ALLIANCE and int(year) < int(facts.start[:4]) - slack:
            reasons.append(f"began in {facts.start[:4]}")
        elif facts.start and facts.type is EntityType.PERSON and year <= facts.start[:4]:
            reasons.append(f"was born in {facts.start[:4]}")
        elif facts.end and facts.type is EntityType.PERSON and int(year) > int(facts.end[:4]) + 1:
            reasons.append(f"died in {facts.end[:4]}")
        else:
            return None
    return reasons[0]


def _impossible(sentence: Span) -> Iterator[str]:
    """The dates of a sentence that no calendar has, as written."""
    for token in sentence:
        month = token.lower_.rstrip(".")
        length = _LENGTHS.get(_FULL.get(month, month))
        if length is None or not token.is_title:
            continue
        at = token.i - sentence.start
        for day_at in (at - 1, at + 1):
            day = sentence[day_at] if 0 <= day_at < len(sentence) else None
            if day is None or not day.text.isdigit() or len(day.text) > 2:
                continue
            first, last = min(at, day_at), max(at, day_at)
            written = sentence[first : last + 1].text
            year_at = last + (2 if last + 1 < len(sentence) and sentence[last + 1].text == "," else 1)
            year = sentence[year_at].text if year_at < len(sentence) else ""
            behind = sentence[year_at + 1].pos_ if year_at + 1 < len(sentence) else ""
            if year.isdigit() and len(year) == 5 and year[:2] in {"19", "20"} and behind not in _COUNTED:
                yield sentence[first : year_at + 1].text
            elif int(day.text) > length and not _a_year(day_at < at, day.text):
                yield written


def _a_year(before: bool, digits: str) -> bool:
    """Whether the two figures behind a month are those of a year: "in March 45", "June '67"."""
    return not before and int(digits) > 31
