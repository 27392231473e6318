"""When the thing stated holds: dates in the trigger's own clause, resolved against the article's date.

dateparser reads the expressions; the rules here decide which expression belongs to the trigger and
whether it is a point, a beginning ("since") or an end ("until"). What is only a length of time ("six
months") or too vague ("decades") gives nothing. An article without a date of its own gives only dates
that name their year.
"""

import datetime as dt
import re
from functools import lru_cache

from dateparser.date import DateDataParser
from spacy.tokens import Span, Token

from loader.extract.document import AnalysedDocument
from loader.extract.syntax import clause_of
from loader.model import TimeSpan

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH = re.compile(rf"\b(?:{_MONTHS})\b", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!\s*-)")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"^(?:yesterday|today|tomorrow|(?:one|two|three|four|five|six|\d+) days ago|last (?:month|year))$", re.I
)
_NOISE = re.compile(
    r"\b(?:late|early|on|the|morning|afternoon|evening|night|of|this|last|previous)\b", re.IGNORECASE
)
_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_FULL_DATE = 10


def time_of(document: AnalysedDocument, trigger: Token) -> TimeSpan | None:
    """The time that a trigger's clause gives, or None."""
    sentence = document.sentence_of(trigger).span
    clause = clause_of(trigger)
    dates = [
        e
        for e in document.doc.ents
        if e.label_ in {"DATE", "TIME"} and e.start >= sentence.start and e.end <= sentence.end
    ]
    for date in dates:
        if clause_of(date.root) != clause and date.root.head != trigger:
            continue
        span = _read(document, date)
        if span is not None:
            return span
    return None


def _read(document: AnalysedDocument, date: Span) -> TimeSpan | None:
    text = document.text(date.start, date.end)
    value = resolve(text, document.article.published)
    if value is None:
        return None
    shorter = text.split(",")[0]
    if shorter != text and resolve(shorter, document.article.published) == value:
        text = shorter
    before = document.doc[date.start - 1].lower_ if date.start else ""
    if before == "since" or text.lower().startswith("since "):
        return TimeSpan(value, None, f"since {text}" if before == "since" else text)
    if before in {"until", "till"}:
        return TimeSpan(None, value, f"{before} {text}")
    return TimeSpan(value, None, text)


@lru_cache(maxsize=4096)
def resolve(text: str, published: str | None) -> str | None:
    """An English date expression as an ISO date at its own precision, or None when it names no date.

    A weekday is the last one before or on the article's date. `published` may have any precision;
    relative expressions need a full date.
    """
    plain = text.strip().lower()
    year = _YEAR.search(plain)
    month = _MONTH.search(plain)
    if year and not month:
        return year.group() if not re.search(r"[-/]\d|\bold\b", plain) else None
    base = dt.datetime.fromisoformat(published) if published and len(published) == _FULL_DATE else None
    if year and month:
        return _parse(
            plain, base, "day" if _DAY_OF_MONTH.search(plain.replace(year.group(), "")) else "month"
        )
    if base is None:
        return None
    if month:
        return _parse(plain, base, "day" if _DAY_OF_MONTH.search(plain) else "month")
    weekday = _WEEKDAY.search(plain)
    if weekday:
        return _parse(weekday.group(), base + dt.timedelta(days=1), "day")
    relative = _RELATIVE.match(plain)
    if relative:
        return _parse(plain, base, plain.split()[-1] if plain.startswith("last") else "day")
    return None


def _parse(text: str, base: dt.datetime | None, precision: str) -> str | None:
    cleaned = " ".join(_NOISE.sub(" ", text).split()) if not _RELATIVE.match(text) else text
    parser = _parser(base)
    found = parser.get_date_data(cleaned)
    return found.date_obj.strftime(_FORMATS[precision]) if found.date_obj else None


@lru_cache(maxsize=64)
def _parser(base: dt.datetime | None) -> DateDataParser:
    settings: dict[str, object] = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
    if base is not None:
        settings["RELATIVE_BASE"] = base
    return DateDataParser(languages=["en"], settings=settings)
