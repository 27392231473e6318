"""What SPARQL text is made of: its tokens, and RDF terms spelt so that they stay single tokens.

Shared by the store, which writes updates and refuses what calls out, and by named queries, which have
terms put in the place of parameters. Whether a query is well formed is the store's to say.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from rdflib import BNode, Literal

from loader.rdf import Node


class Kind(StrEnum):
    """What a token is, as far as anyone here needs to know."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    NAME = "name"
    WORD = "word"
    SIGN = "sign"


_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
              |'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              |"(?:[^"\\\n\r]|\\.)*"
              |'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>@[\w-]+|[\w.-]*:[\w.:%\\-]*)
  | (?P<word>\w+)
  | (?P<sign>[^\s])
    """,
    re.VERBOSE | re.DOTALL,
)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def tokens(sparql: str) -> Iterator[tuple[Kind, str, int]]:
    """Kind, text and position of each token; white space between them is left out."""
    for match in _TOKEN.finditer(sparql):
        yield Kind(match.lastgroup or Kind.SIGN), match.group(), match.start()


def term_text(term: Node) -> str:
    """An IRI or literal in N-Triples spelling, which is SPARQL too, and one token or two at most.

    Raises:
        ValueError: a blank node, an IRI with a character that no IRI may hold, or half a character.
    """
    if not isinstance(term, Literal):
        if isinstance(term, BNode):
            raise ValueError(f"{term!r} is a blank node: only IRIs and literals have a spelling of their own")
        return _iri_text(str(term))
    quoted = f'"{str(term).translate(_ESCAPES)}"'
    if not quoted.isascii() and any("\ud800" <= c <= "\udfff" for c in quoted):
        raise ValueError(f"{str(term)[:80]!r} holds half of a surrogate pair")
    if term.language:
        return f"{quoted}@{term.language}"
    datatype = str(term.datatype or _XSD_STRING)
    return quoted if datatype == _XSD_STRING else f"{quoted}^^{_iri_text(datatype)}"


@lru_cache(maxsize=10_000)
def _iri_text(iri: str) -> str:
    """Kept for a while: the same predicates and subjects come again and again."""
    if _NOT_IN_IRI.search(iri):
        raise ValueError(f"{iri!r} is no IRI: none has spaces, quotes, <>, {{}}, |, ^, ` or \\")
    return f"<{iri}>"
