"""Comparing ISO dates of any precision, and whether an office was held on a day."""

from loader.knowledge import Tenure

_UNKNOWN_END_YEARS = 5
"""A tenure whose end is unknown is believed possible for so long: the usual length of a term."""


def first_day(date: str) -> str:
    """The earliest day that "2022", "2022-01" or "2022-01-07" can mean."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """The latest day that it can mean; the 31st of every month, which compares well enough."""
    return date + "0000-12-31"[len(date) :]


def year(date: str) -> int:
    """The year; negative dates and dates before year 1000 are not in the index."""
    return int(date[:4])


def held_on(tenure: Tenure, date: str) -> float:
    """How surely the office was held on a date: 1 yes, 0 no, between when the end is not known.

    `as_of` says when a source last showed the tenure open; beyond it the tenure may have gone on.
    """
    if tenure.start and first_day(tenure.start) > last_day(date):
        return 0.0
    if tenure.end:
        if last_day(tenure.end) < first_day(date):
            return 0.0
        return 0.8 if tenure.end_is_bound else 1.0
    if tenure.as_of:
        if last_day(tenure.as_of) >= first_day(date):
            return 1.0
        return 0.8 if year(date) - year(tenure.as_of) <= 2 else 0.3
    if tenure.start and year(date) - year(tenure.start) <= _UNKNOWN_END_YEARS:
        return 0.7
    return 0.3
