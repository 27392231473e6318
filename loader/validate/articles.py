"""Checking one article, with the shared nodes that it refers to, and one graph of whatever it is."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from rdflib import PROV, RDF, URIRef

from loader.rdf import GEOKG, LinkedArticle, Node
from loader.validate.compiled import CompiledShapes
from loader.validate.reference import PySHACL
from loader.validate.report import DataTriple, Engine, Report, Violation, in_order

_TYPE, _ARTICLE, _ASSERTS, _SOURCE = RDF.type, GEOKG.Article, GEOKG.asserts, PROV.hadPrimarySource
_CONCLUDES = GEOKG.concludes
_BACKGROUND_FACT = GEOKG.BackgroundFact

_BACKGROUND = "background:"
"""How the ids of blocks begin that tell what the index knows, the same in every article."""


class _Checker:
    """The compiled shapes, and the background facts that they had nothing to say about.

    A state brings hundreds of its past leaders into each article that names it; once is enough to look.
    """

    def __init__(self) -> None:
        self._shapes = CompiledShapes()
        self._known: set[Node] = set()

    def check(self, linked: LinkedArticle) -> list[Violation]:
        facts = {
            subject
            for block in linked.shared
            if block.id.startswith(_BACKGROUND)
            for subject, _, value, _ in block.quads
            if value == _BACKGROUND_FACT
        }
        asserted = {value for _, predicate, value in linked.triples if predicate == _ASSERTS}
        found = self._shapes.validate(article_triples(linked), self._known & facts - asserted)
        self._known |= facts - {violation.focus for violation in found}
        article = next(iter(articles_in(linked.triples)), None) if found else None
        return list(in_order(replace(violation, article=article) for violation in found))


@cache
def _checker() -> _Checker:
    """Made once a process, which takes a third of a second."""
    return _Checker()


def check(linked: LinkedArticle) -> list[Violation]:
    """What is wrong or suspicious in an article that is ready to store; some milliseconds.

    For the pipeline, which asks it of every article. A background fact is looked at once a process.
    """
    return _checker().check(linked)


def validate_article(linked: LinkedArticle, engine: Engine | None = None) -> Report:
    """Check an article that is ready to store, by pySHACL unless another engine is given."""
    return validate_graph(article_triples(linked), engine)


def article_triples(linked: LinkedArticle) -> Iterable[DataTriple]:
    """An article's own triples and those of its shared blocks: what its checks look at."""
    yield from linked.triples
    for block in linked.shared:
        for subject, predicate, value, _ in block.quads:
            yield subject, predicate, value


def validate_graph(graph: Iterable[DataTriple], engine: Engine | None = None) -> Report:
    """Check triples as one graph, by pySHACL unless another engine is given; draws no inferences.

    Raises:
        ValidationFault: pySHACL is asked for and not installed.
    """
    triples = list(graph)
    found = (engine or PySHACL()).validate(triples)
    articles, sources = articles_in(triples), _sources(triples)
    only = next(iter(articles)) if len(articles) == 1 else None
    return Report(
        in_order(replace(violation, article=only or sources.get(violation.focus)) for violation in found),
        len(articles),
    )


def articles_in(triples: Iterable[DataTriple]) -> set[URIRef]:
    """The articles that are described."""
    return {s for s, p, o in triples if p == _TYPE and o == _ARTICLE and isinstance(s, URIRef)}


def _sources(triples: Iterable[DataTriple]) -> dict[Node, URIRef]:
    """In a graph of several articles: which one a statement, and the situation that it asserts, is of."""
    sources = {s: o for s, p, o in triples if p == _SOURCE and isinstance(o, URIRef)}
    asserted = {o: sources[s] for s, p, o in triples if p in (_ASSERTS, _CONCLUDES) and s in sources}
    return {**asserted, **sources}
