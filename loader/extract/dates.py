"""What an English time expression means on the calendar: "late Tuesday", "January 5", "the next day".

Resolved against the article's date, or for "the next day" and the like against the day told of before,
at the precision written. dateparser reads written dates; weekdays, weeks and steps from a day are reckoned
here. A length of time ("six months") or what is vague ("decades") means no date. Nothing here knows of
sentences; see `times`.
"""

import datetime as dt
import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dateparser.date import DateDataParser

_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NAMES = "|".join(name.title() for name in _WEEKDAYS)
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                 "eleven", "twelve", "thirteen", "fourteen", "fifteen", "twenty", "thirty")  # fmt: skip
_NUMBERS = dict(zip(_NUMBER_WORDS, [*range(16), 20, 30], strict=True)) | {"a": 1, "an": 1}
_NUMBER = r"(?:\d{1,2}|an?|" + "|".join(_NUMBER_WORDS[1:]) + ")"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_UNIT = r"(?:day|week|month|year|decade)s?"
_PART = r"(?:[ ](?:morning|afternoon|evening|night))?"
_EDGE = r"(?:(?:early|late|mid|later|earlier)[ -])?"
_LEADS = "|".join(
    rf"(?i:(?<=\b{word}))"
    for word in (
        *(
            "in ",
            "of ",
            "by ",
            "to ",
            "last ",
            "next ",
            "this ",
            "since ",
            "until ",
            "till ",
            "from ",
            "early ",
        ),
        *(
            "late ",
            "mid-",
            "mid ",
            "during ",
            "before ",
            "after ",
            "through ",
            "between ",
            "and ",
            "around ",
            "the ",
            "a ",
            "his ",
            "her ",
            "their ",
            "for ",
            "'s ",
            "’s ",
            "its ",
        ),
    )
).replace(" ", "[ ]")
"""What stands before a bare year or month that is a date: "in 2019", not "2019 people"."""

_AROUND = "early|late|mid|later|earlier|of|last|next|this|past|coming"
_HOLIDAYS = {"new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24),
             "christmas day": (12, 25), "boxing day": (12, 26), "may day": (5, 1)}  # fmt: skip
_HOLIDAY_NAMES = "|".join(name.title().replace("'S", "['’]s").replace(" ", "[ ]") for name in _HOLIDAYS)

EXPRESSION = re.compile(
    rf"""(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)
    |(?P<date>(?:\b(?:{_WEEKDAY_NAMES}),?[ ])?(?:
        \b(?:{_MONTH_NAMES})[ ]{_DAY}(?![\d,]*\d)(?:(?:\s?[-–]\s?|[ ]to[ ]){_DAY}(?!\d))?
            (?:,?[ ]{_YEAR}\b|[ ](?:of[ ])?(?:last|this|next)[ ]year\b)?
        |\b(?:{_DAY}(?:\s?[-–]\s?|[ ]to[ ])|(?<=between[ ]){_DAY}[ ]and[ ])?
            {_DAY}[ ](?:of[ ])?(?:{_MONTH_NAMES})(?:,?[ ]{_YEAR}\b)?
    ))
    |(?P<month>{_EDGE}\b(?:{_MONTH_NAMES})(?:[ ]of)?,?[ ]{_YEAR}\b
        |\b(?:{_MONTH_NAMES})[ ](?:of[ ])?(?:last|this|next)[ ]year\b
        |\b(?i:last|next|this(?:[ ](?:past|coming))?)[ ](?:{_MONTH_NAMES})(?![ ]?\w*\d)
        |(?:{_LEADS})(?:{_MONTH_NAMES})(?![ ]?\w*\d)(?![ ][A-Z]))
    |(?P<decade>{_EDGE}\b(?:1[5-9]|20)\d0s(?:[ ]and[ ](?:the[ ])?(?:19|20)?\d0s)?\b)
    |(?P<year>(?:{_LEADS}){_YEAR}(?:[-–]\d\d(?:\d\d)?)?\b(?![-–,]?\d))
    |(?P<weekday>\b(?:(?:[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his(?:[ ](?:past|coming))?)[ ](?:on[ ])?)?
        (?:{_WEEKDAY_NAMES})\b{_PART})
    |(?P<today>\b(?i:the[ ]day[ ]before[ ]yesterday|the[ ]day[ ]after[ ]tomorrow
        |(?:early|late|earlier|later)[ ](?:today|yesterday|tomorrow)
        |overnight(?![ ](?:to|on|into|from|between|in)\b)
        |yesterday|today|tonight|tomorrow|last[ ]night|this[ ](?:morning|afternoon|evening)){_PART})
    |(?P<holiday>\b(?:{_HOLIDAY_NAMES})\b)
    |(?P<span>\b(?i:(?<!the[ ])(?<!past[ ])(?:last|this|next|this[ ]past)[ ](?:week|weekend|month|year)
        |(?:over|on|at|during)[ ]the[ ]weekend
        |end[ ]of[ ](?:the|this)[ ](?:week|month|year)))
    |(?P<ago>\b(?i:{_NUMBER}[ ]{_UNIT}[ ]ago)\b)
    |(?P<step>\b(?i:the[ ](?:very[ ])?(?:next|following|previous|same)[ ](?:day|week|month|year)
        |the[ ]day[ ](?:before|after)|that[ ](?:same[ ])?(?:day|night|evening|morning|afternoon|month|year)
        |{_NUMBER}[ ]{_UNIT}[ ](?:later|earlier|before|after|afterwards?|previously|prior[ ]to))\b)
    """,
    re.VERBOSE,
)
"""Every time expression that is understood; the group that matched tells its form."""


class Direction(Enum):
    """Where a date without a year or a weekday lies, by the tense of what is told."""

    PAST = "past"
    AHEAD = "ahead"
    NEAREST = "nearest"


class Dates(NamedTuple):
    """First and last day, month or year, as ISO dates; the same twice for a single one."""

    start: str
    end: str


def resolve(
    text: str,
    published: str | None,
    direction: Direction = Direction.PAST,
    anchor: str | None = None,
) -> Dates | None:
    """What an expression found by `EXPRESSION` means, or None when it cannot be told.

    Args:
        text: the expression.
        published: ISO date of the article at any precision; what is relative to it needs the day.
        direction: tense of what is told.
        anchor: ISO day or month told of before, for "the next day", "two months later".
    """
    match = EXPRESSION.search(f"{'between' if ' and ' in text else 'in'} {text}")
    if match is None:
        return None
    return _resolve(match.lastgroup or "", match.group().strip(), published, direction, anchor)


@lru_cache(maxsize=8192)
def _resolve(
    form: str, text: str, published: str | None, direction: Direction, anchor: str | None
) -> Dates | None:
    base = dt.date.fromisoformat(published) if published and len(published) == len("2022-01-07") else None
    match form:
        case "iso":
            return Dates(text, text)
        case "decade":
            return _decades(text)
        case "year":
            return _years(text)
        case "date" | "month":
            return _written(form, text, base, direction)
        case "step":
            return _step(text.lower(), _anchored(text, anchor))
    if base is None:
        return None
    match form:
        case "weekday":
            return _weekday(text.lower(), base, direction)
        case "today":
            return _today(text.lower(), base)
        case "holiday":
            feast = dt.date(base.year, *_HOLIDAYS[text.lower().replace("’", "'")])
            return _day(_nearest_year(feast, base, direction, whole_month=False))
        case "span":
            return _span(text.lower(), base, direction)
        case _:
            return _step(text.lower().replace(" ago", " earlier"), base)


def _decades(text: str) -> Dates:
    """The 1980s; the 1980s and 90s."""
    first, *last = re.findall(r"\d+", text)
    end = f"{first[: 4 - len(last[0])]}{last[0]}" if last else first
    return Dates(first, f"{end[:3]}9")


def _years(text: str) -> Dates:
    first, _, last = text.replace("–", "-").partition("-")
    return Dates(first, first[: len(first) - len(last)] + last if last else first)


def _written(form: str, text: str, base: dt.date | None, direction: Direction) -> Dates | None:
    """A date in words; one without its year lies where the tense says, or nearest."""
    year = re.search(rf"\b{_YEAR}\b", text)
    if year is None and base is None:
        return None
    which = re.search(r"\b(last|this|next) year$", text)
    if which and base is not None:
        text = f"{text[: which.start()]}{base.year + {'last': -1, 'this': 0, 'next': 1}[which[1]]}"
        year = which
    apart = text.lower().startswith(("last ", "next ", "this past "))
    if apart:
        direction = Direction.AHEAD if text.lower().startswith("next") else Direction.PAST
    plain = re.sub(rf"(?i)\b(?:{_AROUND}|{_WEEKDAY_NAMES})\b[-,]?", " ", text)
    days = re.search(rf"\b({_DAY})(?:\s?[-–]\s?| to | and )({_DAY})(?!\d)", plain)
    if days:
        first = _written(form, plain.replace(days.group(), days[1]), base, direction)
        last = _written(form, plain.replace(days.group(), days[2]), base, direction)
        return Dates(first.start, last.end) if first and last else None
    found = _parser().get_date_data(" ".join(plain.split())).date_obj
    if found is None:
        return None
    day = found.date()
    if year is None and base is not None:
        named = next((n for n, word in enumerate(_WEEKDAYS) if word in text.lower()), None)
        years = (_in_year(day, base.year + offset) for offset in (0, -1, 1))
        fitting = next((d for d in years if form == "date" and d.weekday() == named), None)
        day = fitting or _nearest_year(day, base, direction, whole_month=form == "month", apart=apart)
    stamp = day.strftime("%Y-%m" if form == "month" else "%Y-%m-%d")
    return Dates(stamp, stamp)


def _nearest_year(
    day: dt.date, base: dt.date, direction: Direction, *, whole_month: bool, apart: bool = False
) -> dt.date:
    """The year that the tense tells; `apart`: not the base itself, as in "last October" told in October."""
    near = [_in_year(day, base.year + offset) for offset in (-1, 0, 1)]

    def ahead_of(other: dt.date) -> int:
        months = 12 * (other.year - base.year) + other.month - base.month
        return months if whole_month else (other - base).days

    if direction is Direction.PAST:
        return max(other for other in near if ahead_of(other) <= -apart)
    if direction is Direction.AHEAD:
        return min(other for other in near if ahead_of(other) >= apart)
    return min(near, key=lambda other: abs(ahead_of(other)))


def _in_year(day: dt.date, year: int) -> dt.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)


def _weekday(text: str, base: dt.date, direction: Direction) -> Dates:
    name = next(word for word in text.split() if word in _WEEKDAYS)
    back = (base.weekday() - _WEEKDAYS.index(name)) % 7
    if text.startswith("last ") and back == 0:
        back = 7
    if text.startswith(("next ", "this coming ")):
        return _day(base + dt.timedelta(days=7 - back))
    if direction is Direction.AHEAD and not text.startswith(("last ", "this past ")):
        return _day(base + dt.timedelta(days=(7 - back) % 7))
    return _day(base - dt.timedelta(days=back))


def _today(text: str, base: dt.date) -> Dates:
    steps = {"before yesterday": -2, "after tomorrow": 2, "yesterday": -1, "last night": -1, "tomorrow": 1}
    if text == "overnight":
        return Dates(_day(base - dt.timedelta(days=1)).start, _day(base).end)
    days = next((step for words, step in steps.items() if words in text), 0)
    return _day(base + dt.timedelta(days=days))


def _span(text: str, base: dt.date, direction: Direction) -> Dates:
    """A whole week, weekend, month or year."""
    step = {"last": -1, "next": 1}.get(text.split()[0], 0)
    if text.startswith("this past"):
        step = -1
    unit = text.split()[-1]
    if unit == "year":
        return Dates(str(base.year + step), str(base.year + step))
    if unit == "month":
        return _month(base, step)
    monday = base - dt.timedelta(days=base.weekday())
    if unit == "weekend":
        saturday = monday + dt.timedelta(days=5)
        if step == 0 and direction is not Direction.AHEAD and base < saturday:
            step = -1
        saturday += dt.timedelta(days=7 * min(step, 0 if base >= saturday else step))
        if text.startswith("last") and base.weekday() < 5:
            saturday = monday - dt.timedelta(days=2)
        return Dates(_day(saturday).start, _day(saturday + dt.timedelta(days=1)).end)
    monday += dt.timedelta(days=7 * step)
    return Dates(_day(monday).start, _day(monday + dt.timedelta(days=6)).end)


def _step(text: str, day: dt.date | None) -> Dates | None:
    """So many days, weeks, months or years from a day; weeks as whole weeks, months as months."""
    if day is None:
        return None
    words = text.replace("the very ", "the ").split()
    back = bool({"earlier", "before", "previous", "previously", "prior"} & set(words))
    number = _NUMBERS.get(words[0], 1) if not words[0].isdigit() else int(words[0])
    if words[0] == "that" or "same" in words:
        number = 0
    unit = next((w.rstrip("s") for w in words if re.fullmatch(_UNIT, w)), "day")
    number *= 10 if unit == "decade" else 1
    steps = -number if back else number
    if unit == "day":
        return _day(day + dt.timedelta(days=steps))
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=7 * steps)
        return Dates(_day(monday).start, _day(monday + dt.timedelta(days=6)).end)
    if unit == "month":
        return _month(day, steps)
    return Dates(str(day.year + steps), str(day.year + steps))


def _anchored(text: str, anchor: str | None) -> dt.date | None:
    """The day to count from; from a month only months and years can be counted."""
    if anchor is None or len(anchor) == len("2022-01-07"):
        return dt.date.fromisoformat(anchor) if anchor else None
    counted = len(anchor) == len("2022-01") and re.search(r"month|year|decade", text)
    return dt.date.fromisoformat(f"{anchor}-01") if counted else None


def _month(day: dt.date, steps: int) -> Dates:
    months = 12 * day.year + day.month - 1 + steps
    stamp = f"{months // 12}-{months % 12 + 1:02}"
    return Dates(stamp, stamp)


def _day(day: dt.date) -> Dates:
    return Dates(day.isoformat(), day.isoformat())


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    settings: dict[str, object] = {
        "PREFER_DAY_OF_MONTH": "first",
        "RELATIVE_BASE": dt.datetime(2024, 1, 1),  # a leap year, so that 29 February is a date
    }
    return DateDataParser(languages=["en"], settings=settings)
