"""Asking: a named query with its parameters, or SPARQL of the user's own."""

from collections.abc import Mapping
from datetime import date

from loader.errors import QueryError
from loader.knowledge import Knowledge
from loader.query.binding import substitute
from loader.query.emptiness import why_empty
from loader.query.header import NamedQuery
from loader.query.parameters import Binder, Source
from loader.query.table import Table, as_table
from loader.rdf import Bindings


def ask(
    source: Source,
    query: NamedQuery,
    given: Mapping[str, str],
    *,
    knowledge: Knowledge | None = None,
    today: date | None = None,
) -> Table:
    """Run a named query.

    Args:
        source: the store or library to ask.
        query: from a `Catalogue`.
        given: parameters as the user writes them: {"state": "Kazakhstan", "date": "2022-01"}.
        knowledge: the entity index, by which names are understood; without it, by the store's labels.
        today: what a date of "today" means; default the day it is.

    Raises:
        ParameterError: a parameter is unknown, missing or not of its type.
        QueryError: it took too long.
        StoreError: the store could not be read.
    """
    bound = Binder(source, knowledge, today).bind(query, given)
    answer = source.query(substitute(query.sparql, bound.terms))
    if isinstance(answer, Bindings) and answer.variables != tuple(query.returns):
        selected, returned = ", ".join(answer.variables), ", ".join(query.returns)
        raise QueryError(f"{query.name}: selects {selected}, but its header returns {returned}")
    notices = bound.notices
    if isinstance(answer, Bindings) and not answer.rows:
        notices += tuple(why_empty(source, query, bound.terms))
    return as_table(answer, query.returns, notices)


def ask_sparql(source: Source, sparql: str) -> Table:
    """Run a query of the user's own; the prefixes of `rdf.Iris.prefixes` need no declaration.

    Raises:
        QueryError: it does not parse, is an update, calls another service, or took too long.
        StoreError: the store could not be read.
    """
    return as_table(source.query(sparql))
