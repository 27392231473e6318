"""Triples and quads as sorted lines: the only form in which geokg's data enters an update."""

from collections.abc import Iterable

from loader.errors import StoreError
from loader.rdf import Quad, Triple
from loader.sparql import term_text


def triple_lines(triples: Iterable[Triple]) -> list[str]:
    """Triples as lines of N-Triples, sorted, each once.

    Raises:
        StoreError: a term cannot be stored.
    """
    try:
        return sorted({f"{term_text(s)} {term_text(p)} {term_text(o)} ." for s, p, o in triples})
    except ValueError as error:
        raise StoreError(f"cannot be stored: {error}") from error


def quad_lines(quads: Iterable[Quad]) -> list[str]:
    """Quads as lines of N-Quads, sorted, each once.

    Raises:
        StoreError: a term cannot be stored.
    """
    try:
        lines = {f"{term_text(s)} {term_text(p)} {term_text(o)} {term_text(g)} ." for s, p, o, g in quads}
    except ValueError as error:
        raise StoreError(f"cannot be stored: {error}") from error
    return sorted(lines)


def split_graph(line: str) -> tuple[str, str]:
    """The triple and the graph of a line that `quad_lines` made."""
    triple, _, graph = line.removesuffix(" .").rpartition(" ")
    return f"{triple} .", graph
