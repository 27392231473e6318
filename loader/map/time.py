"""When a situation holds, as triples: time stamps as precise as known, and days to compare by.

`sem:hasBeginTimeStamp` and `sem:hasEndTimeStamp` keep the precision ("2022" is an xsd:gYear). As SPARQL
cannot compare a year with a day, `sem:hasEarliestBeginTimeStamp` and `sem:hasLatestEndTimeStamp` give
the first and the last day that these can mean, as xsd:date. What is not known has no triple.
"""

from rdflib import URIRef

from loader.map import literals, terms
from loader.rdf import Triple


def time_triples(node: URIRef, start: str | None, end: str | None) -> list[Triple]:
    """Both ends of a span of ISO dates, either of which may be open.

    Raises:
        ValueError: not a date.
    """
    triples: list[Triple] = []
    if start is not None:
        triples.append((node, terms.BEGIN, literals.date(start)))
        triples.append((node, terms.EARLIEST_BEGIN, literals.first_day(start)))
    if end is not None:
        triples.append((node, terms.END_TIME, literals.date(end)))
        triples.append((node, terms.LATEST_END, literals.last_day(end)))
    return triples


def ended_by(node: URIRef, bound: str) -> Triple:
    """It had ended by then, and nobody knows when exactly."""
    return node, terms.LATEST_END, literals.last_day(bound)


def still_held(node: URIRef, as_of: str) -> Triple:
    """It held then, and no end is known."""
    return node, terms.EARLIEST_END, literals.first_day(as_of)
