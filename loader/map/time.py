"""When a situation holds, as triples: time stamps as precise as known, and days to compare by.

`sem:hasBeginTimeStamp` and `sem:hasEndTimeStamp` keep the precision ("2022" is an xsd:gYear). As SPARQL
cannot compare a year with a day, `sem:hasEarliestBeginTimeStamp` and `sem:hasLatestEndTimeStamp` give
the first and the last day that these can mean, as xsd:date. What is not known has no triple.
"""

from rdflib import URIRef

from loader.map import literals, terms
from loader.rdf import Term

Stamps = list[tuple[URIRef, Term]]
"""Properties with their values."""


def time_stamps(start: str | None, end: str | None) -> Stamps:
    """Both ends of a span of ISO dates, either of which may be open.

    Raises:
        ValueError: not a date.
    """
    stamps: Stamps = []
    if start is not None:
        stamps.append((terms.BEGIN, literals.date(start)))
        stamps.append((terms.EARLIEST_BEGIN, literals.first_day(start)))
    if end is not None:
        stamps.append((terms.END_TIME, literals.date(end)))
        stamps.append((terms.LATEST_END, literals.last_day(end)))
    return stamps


def reported_in(period: str | None) -> Stamps:
    """When something was reported of which no time is stated: a day, a month, or a year when that is all."""
    return [] if period is None else [(terms.REPORTED_IN, literals.date(period))]


def ended_by(bound: str) -> tuple[URIRef, Term]:
    """It had ended by then, and nobody knows when exactly."""
    return terms.LATEST_END, literals.last_day(bound)


def still_held(as_of: str) -> tuple[URIRef, Term]:
    """It held then, and no end is known."""
    return terms.EARLIEST_END, literals.first_day(as_of)
