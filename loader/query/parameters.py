"""What a user gives for a parameter, as RDF terms: names become entities, words concepts, dates days.

Nothing here touches the text of a query.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rdflib import XSD, Literal, URIRef

from loader.errors import ParameterError
from loader.knowledge import Knowledge
from loader.model import EntityType
from loader.query.header import NamedQuery, Parameter, ParameterType
from loader.rdf import PREFIXES, WD, Answer, Bindings, Term, normalise
from loader.sparql import term_text

_QID = re.compile(r"Q[1-9]\d*", re.IGNORECASE)
_IRI = re.compile(r"(?:https?|urn|ftp):\S+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LABELLED = """
SELECT DISTINCT ?entity ?label WHERE {{
  VALUES ?graph {{ graph:entities graph:background }}
  GRAPH ?graph {{ ?entity rdfs:label|skos:altLabel ?name . ?entity rdfs:label ?label }}
  FILTER(LCASE(STR(?name)) = {name})
}} ORDER BY ?entity LIMIT 20
"""


_SPELT = """
SELECT ?entity ?label (COUNT(DISTINCT ?mention) AS ?mentions) WHERE {{
  GRAPH ?article {{ ?mention oa:exact {name} ; geokg:mentionKind geokg:kind-name ; geokg:refersTo ?entity }}
  GRAPH graph:entities {{ ?entity rdfs:label ?label }}
}} GROUP BY ?entity ?label ORDER BY DESC(?mentions) ?entity LIMIT 20
"""


class Source(Protocol):
    """Anything that answers queries: a store, or a library."""

    def query(self, sparql: str) -> Answer:
        """Run a query; see `loader.store.Store.query`."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Terms for the query's `$names`, and what the user should know of how they were found."""

    terms: Mapping[str, Term]
    notices: tuple[str, ...] = ()


class Binder:
    """Turns given values into terms.

    Args:
        source: where names are looked up that the index does not know.
        knowledge: the entity index, where there is one.
        today: what a date of "today" means; default the day it is.
    """

    def __init__(self, source: Source, knowledge: Knowledge | None = None, today: date | None = None) -> None:
        self._source, self._knowledge, self._today = source, knowledge, today

    def bind(self, query: NamedQuery, given: Mapping[str, str]) -> Bound:
        """Terms for a query's parameters; one that is neither given nor has a default stays without.

        Raises:
            ParameterError: a parameter is unknown, missing or not of its type; the message lists the
                query's parameters and an example.
        """
        known = {p.name: p for p in query.params}
        if unknown := [name for name in given if name not in known]:
            raise _fault(query, f"no parameter {unknown[0]!r}")
        terms: dict[str, Term] = {}
        notices: list[str] = []
        for parameter in query.params:
            value = given.get(parameter.name, parameter.default)
            if value is None or not value.strip():
                if parameter.required:
                    raise _fault(query, f"parameter {parameter.name!r} is missing")
                continue
            try:
                terms.update(self._terms(parameter, value.strip(), notices))
            except ValueError as error:
                raise _fault(query, f"parameter {parameter.name!r}: {error}") from error
        since, until = terms.get("since_from"), terms.get("until_until")
        if since is not None and until is not None and str(since) > str(until):
            raise _fault(query, f"the period ends ({until}) before it begins ({since})")
        return Bound(terms, tuple(notices))

    def _terms(self, parameter: Parameter, value: str, notices: list[str]) -> dict[str, Term]:
        name = parameter.name
        match parameter.type:
            case ParameterType.ENTITY:
                return {name: self._entity(parameter, value, notices)}
            case ParameterType.IRI:
                return {name: _iri(value)}
            case ParameterType.DATE:
                return self._date(name, value)
            case ParameterType.INTEGER:
                if not re.fullmatch(r"[+-]?\d+", value):
                    raise ValueError(f"{value!r} is no whole number")
                return {name: Literal(str(int(value)), datatype=XSD.integer)}
            case ParameterType.CONCEPT:
                return {name: _concept(parameter, value)}
            case ParameterType.STRING:
                return {name: Literal(value)}

    def _date(self, name: str, value: str) -> dict[str, Term]:
        """The date at its precision, and the first and last day that it can mean."""
        if value.casefold() == "today":
            value = (self._today or date.today()).isoformat()
        match = _DATE.fullmatch(value)
        if match is None:
            raise ValueError(f"{value!r} is no date; write 2022, 2022-01, 2022-01-07 or today")
        year, month, day = (int(part or 0) for part in match.groups())
        first = date(year, month or 1, day or 1)
        last_day = day or calendar.monthrange(first.year, month or 12)[1]
        last = date(first.year, month or 12, last_day)
        kind = XSD.gYear if not month else XSD.gYearMonth if not day else XSD.date
        return {
            name: Literal(value, datatype=kind),
            f"{name}_from": Literal(first.isoformat(), datatype=XSD.date),
            f"{name}_until": Literal(last.isoformat(), datatype=XSD.date),
        }

    def _entity(self, asked: Parameter, value: str, notices: list[str]) -> URIRef:
        parameter = asked.name
        if _QID.fullmatch(value):
            return WD[value.upper()]
        if _IRI.fullmatch(value) or value.startswith("wd:"):
            return _iri(value)
        found = (
            self._by_index(value, asked.kinds)
            or self._found(_LABELLED, value.lower())
            # "Tokaev", as the articles spell him.
            or self._found(_SPELT, value)
        )
        if not found:
            raise ValueError(f"{value!r} is the name of nothing known; give a Wikidata id (Q232) or an IRI")
        taken, *others = found
        if others:
            rest = ", ".join(f"{label} ({_short(iri)})" for iri, label in others[:4])
            notices.append(f"{parameter}: took {value!r} for {taken[1]} ({_short(taken[0])}), not {rest}")
        elif normalise(taken[1]) != normalise(value):
            notices.append(f"{parameter}: took {value!r} for {taken[1]} ({_short(taken[0])})")
        return taken[0]

    def _by_index(self, name: str, kinds: tuple[EntityType, ...]) -> list[tuple[URIRef, str]]:
        """Entities of the index that have this name, with labels: of the kinds asked for, then by fame."""
        if self._knowledge is None:
            return []
        found: dict[URIRef, str] = {}
        for indexed in sorted(
            self._knowledge.lookup(name), key=lambda i: bool(kinds) and i.type not in kinds
        ):
            facts = self._knowledge.facts(indexed.qid)
            found.setdefault(WD[indexed.qid], facts.label if facts else indexed.text)
        return list(found.items())

    def _found(self, sparql: str, name: str) -> list[tuple[URIRef, str]]:
        """Entities of the store that a query finds by name, with their labels."""
        answer = self._source.query(sparql.format(name=term_text(Literal(name))))
        rows = answer.rows if isinstance(answer, Bindings) else ()
        found: dict[URIRef, str] = {}
        for entity, label, *_ in rows:
            if isinstance(entity, URIRef):
                found.setdefault(entity, str(label))
        return list(found.items())


def _iri(value: str) -> URIRef:
    prefix, _, local = value.partition(":")
    full = PREFIXES[prefix] + local if prefix in PREFIXES and not local.startswith("//") else value
    if not _IRI.fullmatch(full):
        raise ValueError(f"{value!r} is no IRI")
    term_text(URIRef(full))
    return URIRef(full)


def _concept(parameter: Parameter, value: str) -> URIRef:
    word = value.casefold().replace(" ", "_").replace("-", "_")
    allowed = {option.casefold(): option for option in parameter.enum}
    if word not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(parameter.enum)}")
    prefix, _, start = parameter.prefix.partition(":")
    return URIRef(PREFIXES[prefix] + start + allowed[word])


def _short(iri: URIRef) -> str:
    return iri.removeprefix(str(WD))


def _fault(query: NamedQuery, message: str) -> ParameterError:
    listed = "".join(f"\n  {_described(p)}" for p in query.params) or " none"
    return ParameterError(f"{query.name}: {message}; its parameters:{listed}\nExample: {query.call}")


def _described(parameter: Parameter) -> str:
    kind = f"one of {', '.join(parameter.enum)}" if parameter.enum else str(parameter.type)
    need = (
        "required"
        if parameter.required
        else f"default {parameter.default}"
        if parameter.default
        else "optional"
    )
    return f"{parameter.name}: {kind}, {need}"
