"""Literals in canonical lexical form, so that a store that rewrites them changes nothing.

Dates keep the precision they were given in: a year stays a year.
"""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from rdflib import XSD, Literal, URIRef

from loader.rdf import GEO

_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")
_DATE_TYPES = (XSD.gYear, XSD.gYearMonth, XSD.date)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value, normalize=False)


@lru_cache(maxsize=1 << 16)
def integer(value: int) -> Literal:
    """xsd:integer."""
    return Literal(str(value), datatype=XSD.integer, normalize=False)


@lru_cache(maxsize=2)
def boolean(value: bool) -> Literal:
    """xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


@lru_cache(maxsize=1 << 12)
def decimal(value: float) -> Literal:
    """xsd:decimal of four places at most, in the canonical form of XSD 1.1 ("1", not "1.0")."""
    return Literal(_plain(value, places=4), datatype=XSD.decimal, normalize=False)


def point(lat: float, lon: float) -> Literal:
    """A geo:wktLiteral in the default reference system, longitude first, degrees of six places."""
    return Literal(f"POINT({_plain(lon, places=6)} {_plain(lat, places=6)})", datatype=GEO.wktLiteral)


@lru_cache(maxsize=1 << 14)
def date(value: str) -> Literal:
    """An ISO date as xsd:gYear, xsd:gYearMonth or xsd:date, by what it tells.

    Raises:
        ValueError: no such date.
    """
    _, month, day = _parts(value)
    precision = (month is not None) + (day is not None)
    return Literal(value, datatype=_DATE_TYPES[precision], normalize=False)


def instant(value: datetime) -> Literal:
    """xsd:dateTime in UTC, to the second.

    Raises:
        ValueError: the time zone is not known.
    """
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return Literal(f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", datatype=XSD.dateTime, normalize=False)


@lru_cache(maxsize=1 << 14)
def first_day(value: str) -> Literal:
    """The earliest xsd:date that an ISO date of any precision can mean."""
    year, month, day = _parts(value)
    return Literal(f"{year}-{month or 1:02}-{day or 1:02}", datatype=XSD.date, normalize=False)


@lru_cache(maxsize=1 << 14)
def last_day(value: str) -> Literal:
    """The latest xsd:date that an ISO date of any precision can mean."""
    year, month, day = _parts(value)
    month = month or 12
    return Literal(f"{year}-{month:02}-{day or _days(year, month):02}", datatype=XSD.date, normalize=False)


def _parts(value: str) -> tuple[str, int | None, int | None]:
    match = _DATE.fullmatch(value)
    if not match:
        raise ValueError(f"{value!r} is not a date of the form 2022, 2022-01 or 2022-01-07")
    year, month, day = match[1], int(match[2]) if match[2] else None, int(match[3]) if match[3] else None
    if (month is not None and not 1 <= month <= 12) or (
        month is not None and day is not None and not 1 <= day <= _days(year, month)
    ):
        raise ValueError(f"{value!r} is no date of the calendar")
    return year, month, day


def _days(year: str, month: int) -> int:
    """Days of a month; the Gregorian calendar repeats every 400 years, also before it was made."""
    return calendar.monthrange(int(year) % 400 + 400, month)[1]


def _plain(value: float, places: int) -> str:
    digits = f"{value:.{places}f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def _integer_text(value: str) -> Literal:
    return integer(int(value))


def _decimal_text(value: str) -> Literal:
    try:
        return decimal(float(Decimal(value)))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a number") from error


def _boolean_text(value: str) -> Literal:
    if value not in ("true", "false"):
        raise ValueError(f"{value!r} is neither true nor false")
    return boolean(value == "true")


def uri(value: str) -> Literal:
    """xsd:anyURI."""
    return Literal(value, datatype=XSD.anyURI, normalize=False)


DATATYPES: dict[URIRef, Callable[[str], Literal]] = {
    XSD.string: text,
    XSD.integer: _integer_text,
    XSD.decimal: _decimal_text,
    XSD.boolean: _boolean_text,
    XSD.date: date,
    XSD.anyURI: uri,
}
"""Datatypes that a value may have in `mapping.yaml`, with what makes a literal of its text."""
