"""RDF terms as SPARQL and N-Quads text, safely: the only way geokg's data enters an update.

What it writes can be read as one term only; a term that cannot be written so is refused, never mended.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rdflib import Literal, URIRef

from loader.errors import StoreError
from loader.rdf import Quad, Term, Triple

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def term_text(term: Term) -> str:
    """A term in N-Triples spelling, which is SPARQL too.

    Raises:
        StoreError: an IRI holds a character that no IRI may hold, or text holds half a character.
    """
    if isinstance(term, URIRef):
        return _iri_text(str(term))
    if not isinstance(term, Literal):
        raise StoreError(f"{term!r} cannot be stored: only IRIs and literals are, never blank nodes")
    quoted = f'"{str(term).translate(_ESCAPES)}"'
    if not quoted.isascii() and any("\ud800" <= c <= "\udfff" for c in quoted):
        raise StoreError(f"{str(term)[:80]!r} cannot be stored: it holds half of a surrogate pair")
    if term.language:
        return f"{quoted}@{term.language}"
    datatype = str(term.datatype or _XSD_STRING)
    return quoted if datatype == _XSD_STRING else f"{quoted}^^{_iri_text(datatype)}"


@lru_cache(maxsize=10_000)
def _iri_text(iri: str) -> str:
    """Kept for a while: the same predicates and subjects come again and again."""
    if _NOT_IN_IRI.search(iri):
        raise StoreError(f"{iri!r} cannot be stored: an IRI has no spaces, quotes, <>, {{}}, |, ^, ` or \\")
    return f"<{iri}>"


def triple_lines(triples: Iterable[Triple]) -> list[str]:
    """Triples as lines of N-Triples, sorted, each once."""
    return sorted({f"{term_text(s)} {term_text(p)} {term_text(o)} ." for s, p, o in triples})


def quad_lines(quads: Iterable[Quad]) -> list[str]:
    """Quads as lines of N-Quads, sorted, each once."""
    lines = (f"{term_text(s)} {term_text(p)} {term_text(o)} {term_text(g)} ." for s, p, o, g in quads)
    return sorted(set(lines))


def split_graph(line: str) -> tuple[str, str]:
    """The triple and the graph of a line that `quad_lines` made."""
    triple, _, graph = line.removesuffix(" .").rpartition(" ")
    return f"{triple} .", graph
