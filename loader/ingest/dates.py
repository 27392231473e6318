"""When an article was published: ISO dates at the precision known, from fields, addresses, names of files.

Never adds precision: "2022" stays a year, and 07/01/2022, which is in January for some and in July for
others, is 2022. The date is the one written, not moved to another time zone.
"""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from dateutil import parser

_FIRST_YEAR = 1800
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?=$|[T\s,])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?$")
_EPOCH = re.compile(r"(\d{10})(?:\.\d+)?$|(\d{10})\d{3}$")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?=$|[T\s,])")

_IN_ADDRESS = (
    re.compile(r"[/_-](\d{4})[/-](\d{1,2})[/-](\d{1,2})(?![0-9])"),
    re.compile(r"[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?![0-9])"),
    re.compile(rf"/(\d{{4}})/({'|'.join(_MONTHS)})/(\d{{1,2}})(?![0-9])"),
    re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/"),
)
_IN_NAME = (
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-_](\d{2})(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)"),
)


def read_date(text: str) -> str | None:
    """The date that a field or a line gives, in any usual spelling; None when it gives none."""
    text = text.strip()
    if match := _ISO.match(text):
        return _iso(*match.groups())
    if match := _COMPACT.match(text):
        return _iso(*match.groups())
    if match := _EPOCH.match(text):
        return _checked(datetime.fromtimestamp(int(match[1] or match[2]), UTC).date().isoformat())
    if match := _NUMERIC.match(text):
        return _either_order(*match.groups())
    return _in_words(text)


def from_address(url: str) -> str | None:
    """The date in a path such as /2022/01/07/ or /2022/jan/07/."""
    try:
        path = urlsplit(url).path.lower() + "/"
    except ValueError:
        return None
    for pattern in _IN_ADDRESS:
        if match := pattern.search(path):
            year, month, *day = match.groups()
            number = month if month.isdigit() else str(_MONTHS.index(month) + 1)
            if found := _iso(year, number, *day):
                return found
    return None


def from_file_name(name: str) -> str | None:
    """The date or the year in a file's name, when there is just one."""
    for pattern in _IN_NAME:
        found = {iso for match in pattern.finditer(PurePath(name).stem) if (iso := _iso(*match.groups()))}
        if len(found) == 1:
            return found.pop()
    return None


def _in_words(text: str) -> str | None:
    """Dates such as "7 January 2022" or "Fri, 07 Jan 2022 10:00 GMT", parsed by dateutil.

    Parsed over two different defaults: what then differs was not in the text.
    """
    try:
        one, other = (parser.parse(text, default=day, ignoretz=True) for day in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    if one.year != other.year:
        return None
    iso = one.date().isoformat()
    return _checked(iso[:4] if one.month != other.month else iso[:7] if one.day != other.day else iso)


_DEFAULTS = (datetime(2003, 1, 1), datetime(2004, 3, 2))


def _either_order(first: str, second: str, year: str) -> str | None:
    """Day and month in figures: certain only when they are the same, or one is no month."""
    readings = {iso for iso in (_iso(year, first, second), _iso(year, second, first)) if iso}
    return readings.pop() if len(readings) == 1 else _iso(year) if readings else None


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return _checked("-".join([year, *(f"{int(part):02}" for part in (month, day) if part)]))


def _checked(iso: str) -> str | None:
    """None for a year that no article of today can have."""
    latest = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    return iso if iso <= latest and int(iso[:4]) >= _FIRST_YEAR else None
