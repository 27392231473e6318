"""Checking a file or a whole store: article by article, then what articles share, a batch at a time.

Memory stays bounded by the largest article and the batch: a part is read with what it refers to one
step away (classes of the values, statements that assert a situation), and what is found about nodes
that are there only as that is left for the part in which they stand.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from loader.errors import ValidationFault
from loader.rdf import GEOKG, Node
from loader.validate.articles import articles_in
from loader.validate.reference import PySHACL
from loader.validate.report import DataTriple, Engine, Report, Violation, in_order

BATCH = 1000
"""Shared nodes looked at together."""
IN_MEMORY = 32_000_000
"""Bytes of a file up to which it is read into memory; a larger one goes to a temporary folder."""

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ARTICLE = ox.NamedNode(str(GEOKG.Article))
_ASSERTS = ox.NamedNode(str(GEOKG.asserts))
_EVIDENCE = ox.NamedNode(str(GEOKG.evidence))
_STATUS = ox.NamedNode(str(GEOKG.status))
_CONCLUDES = ox.NamedNode(str(GEOKG.concludes))
_INCOMING = (_ASSERTS, _CONCLUDES, _EVIDENCE)
"""Properties that shapes follow backwards."""

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Quads = Iterator[ox.Quad]


def validate_file(path: Path, engine: Engine | None = None) -> Report:
    """Check a file of Turtle, N-Triples, N-Quads or TriG, by pySHACL unless another engine is given.

    Raises:
        ValidationFault: the file cannot be read or is not what its name says; pySHACL is not installed.
    """
    with open_dataset(path) as store:
        return validate_dataset(store, engine)


def validate_dataset(store: ox.Store, engine: Engine | None = None, *, only: URIRef | None = None) -> Report:
    """Check all that a dataset holds, or the graph of one article, by pySHACL unless another engine is given.

    Raises:
        ValidationFault: pySHACL is asked for and not installed.
    """
    engine = engine or PySHACL()
    found: set[Violation] = set()
    articles: set[URIRef] = set()
    for part in _parts(store, only):
        described = articles_in(part.own)
        articles |= described
        article = next(iter(described)) if len(described) == 1 else None
        for violation in engine.validate([*part.own, *part.context]):
            if violation.focus in part.nodes or not _is_described(store, violation.focus):
                found.add(replace(violation, article=article or _source(store, violation.focus)))
    return Report(in_order(found), len(articles))


@contextmanager
def open_dataset(path: Path) -> Iterator[ox.Store]:
    """A file's quads, for as long as the body runs.

    Raises:
        ValidationFault: the file cannot be read, or is not what its name says.
    """
    if path.suffix not in _FORMATS:
        raise ValidationFault(f"{path}: the name should end in one of {', '.join(_FORMATS)}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            store = ox.Store() if path.stat().st_size <= IN_MEMORY else ox.Store(folder)
            store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationFault(f"{path}: cannot be read as RDF: {error}") from error
        yield store
        del store


@dataclass(frozen=True, slots=True)
class _Part:
    """Triples that are looked at together, and those around them that are there to be looked up."""

    own: list[DataTriple]
    context: list[DataTriple]

    @property
    def nodes(self) -> set[Node]:
        return {subject for subject, _, _ in self.own}


def _parts(store: ox.Store, only: URIRef | None) -> Iterator[_Part]:
    """Each article's graph; then the nodes of all other graphs, unless one article is asked for."""
    if only is not None:
        yield _part(store, store.quads_for_pattern(None, None, None, ox.NamedNode(only)))
        return
    shared: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.DefaultGraph()]
    for graph in store.named_graphs():
        if _has_article(store, graph):
            yield _part(store, store.quads_for_pattern(None, None, None, graph))
        else:
            shared.append(graph)
    subjects: set[Subject] = set()
    for place in shared:
        for quad in store.quads_for_pattern(None, None, None, place):
            subjects.add(quad.subject)
            if len(subjects) >= BATCH:
                yield _shared(store, subjects)
                subjects.clear()
    if subjects:
        yield _shared(store, subjects)


def _has_article(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> bool:
    return next(store.quads_for_pattern(None, _TYPE, _ARTICLE, graph), None) is not None


def _shared(store: ox.Store, subjects: set[Subject]) -> _Part:
    return _part(
        store,
        (quad for subject in subjects for quad in store.quads_for_pattern(subject, None, None, None)),
    )


def _part(store: ox.Store, quads: Quads) -> _Part:
    own = list(quads)
    context = {quad.triple for quad in _around(store, own)} - {quad.triple for quad in own}
    return _Part([_triple(quad.triple) for quad in own], [_triple(triple) for triple in context])


def _around(store: ox.Store, quads: list[ox.Quad]) -> Quads:
    """Classes of values and, of nodes that others point at, who points and with what status."""
    for value in {quad.object for quad in quads if not isinstance(quad.object, ox.Literal)}:
        yield from store.quads_for_pattern(value, _TYPE, None, None)
    for subject in {quad.subject for quad in quads}:
        for predicate in _INCOMING:
            for quad in store.quads_for_pattern(None, predicate, subject, None):
                yield quad
                yield from store.quads_for_pattern(quad.subject, _STATUS, None, None)


def _is_described(store: ox.Store, node: Node) -> bool:
    """Whether some part is about this node."""
    if not isinstance(node, URIRef):
        return False
    return next(store.quads_for_pattern(ox.NamedNode(node), None, None, None), None) is not None


def _source(store: ox.Store, node: Node) -> URIRef | None:
    """The article whose statement asserts a situation; any one of them."""
    if not isinstance(node, URIRef):
        return None
    source = ox.NamedNode("http://www.w3.org/ns/prov#hadPrimarySource")
    said = ox.NamedNode(node)
    for quad in chain.from_iterable(
        store.quads_for_pattern(None, predicate, said, None) for predicate in (_ASSERTS, _CONCLUDES)
    ):
        for primary in islice(store.quads_for_pattern(quad.subject, source, None, None), 1):
            return URIRef(primary.object.value) if isinstance(primary.object, ox.NamedNode) else None
    return None


def _triple(triple: ox.Triple) -> DataTriple:
    return _term(triple.subject), _term(triple.predicate), _term(triple.object)


@lru_cache(maxsize=1 << 14)
def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term as rdflib has it, which pySHACL reads; literals keep the spelling that they were given."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    raise ValidationFault(f"{term}: a triple as a term of a triple is nothing that geokg writes")
