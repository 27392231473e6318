"""Namespaces, IRIs and the shapes in which RDF travels from `map` through `link` to `store`.

This is the only place that knows how an IRI of geokg's data is spelt. It holds no vocabulary logic
(that is `ontology/mapping.yaml`, read by `map`) and touches no store.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from rdflib import BNode, Literal, Namespace, URIRef

GEOKG = Namespace("https://w3id.org/geokg/ontology#")
PLOVER = Namespace("https://w3id.org/geokg/vocab/plover/")
OFFICE = Namespace("https://w3id.org/geokg/vocab/offices/")
WD = Namespace("http://www.wikidata.org/entity/")
WDT = Namespace("http://www.wikidata.org/prop/direct/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
TIME = Namespace("http://www.w3.org/2006/time#")
ORG = Namespace("http://www.w3.org/ns/org#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS = Namespace("http://purl.org/dc/terms/")

PREFIXES: dict[str, str] = {
    "geokg": str(GEOKG),
    "plover": str(PLOVER),
    "office": str(OFFICE),
    "wd": str(WD),
    "wdt": str(WDT),
    "prov": str(PROV),
    "sem": str(SEM),
    "time": str(TIME),
    "org": str(ORG),
    "oa": str(OA),
    "schema": str(SCHEMA),
    "geo": str(GEO),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that queries and printed results may use without declaring them."""

Term = URIRef | Literal
Triple = tuple[URIRef, URIRef, Term]
Quad = tuple[URIRef, URIRef, Term, URIRef]
Node = URIRef | Literal | BNode
"""What an answer may hold: geokg writes no blank nodes, but a query may make one."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """The answer to a SELECT: one tuple a row, in the order of `variables`; None is unbound.

    `truncated` tells that there was more than the row limit lets through.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[tuple[Node, Node, Node], ...]
    truncated: bool = False


Answer = Bindings | Triples | bool
"""The answer to a query: SELECT, CONSTRUCT or DESCRIBE, ASK."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a statement claims, apart from who claims it: the node that two articles meet in.

    `iri` is article-local until links are applied; then it is made anew from `type` and `key`, in
    which entity IRIs have become canonical. `triples` describe it, with `iri` as their subject.
    """

    iri: URIRef
    type: URIRef
    key: tuple[tuple[str, Term | str], ...]
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class MappedArticle:
    """One article's RDF before linking: entity and situation IRIs are article-local.

    `entities` maps each entity's id in the extraction to its local IRI; `triples` go to the article's
    own graph; `shortcuts` are the plain triples that affirmed statements give the current view.
    """

    graph: URIRef
    entities: dict[str, URIRef]
    triples: tuple[Triple, ...]
    situations: tuple[Situation, ...] = ()
    shortcuts: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedBlock:
    """Quads outside the article's graph that several articles may support.

    An entity's description, a situation, a shortcut triple: kept in the store while at least one
    article supports it.

    Same `id`, same content, except for the spelling of a label; then the smallest content wins, so
    that the order of loading does not matter.
    """

    id: str
    quads: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """One article's RDF with canonical IRIs, ready to store."""

    graph: URIRef
    triples: tuple[Triple, ...]
    shared: tuple[SharedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of geokg's data under a base IRI that ends in "/" or "#"."""

    base: str = "https://w3id.org/geokg/data/"

    @property
    def prefixes(self) -> dict[str, str]:
        """`PREFIXES`, and `graph:` for the shared graphs under this base (`graph:current`)."""
        return {**PREFIXES, "graph": f"{self.base}graph/"}

    def graph(self, name: str) -> URIRef:
        """A shared graph: entities, situations, events, current, background, syndication, links, runs..."""
        return URIRef(f"{self.base}graph/{name}")

    def article_graph(self, content_hash: str) -> URIRef:
        """The graph of one article version."""
        return URIRef(f"{self.base}graph/article/{content_hash}")

    def article(self, content_hash: str) -> URIRef:
        """The article version itself."""
        return URIRef(f"{self.base}article/{content_hash}")

    def statement(self, content_hash: str, statement: str) -> URIRef:
        """A statement (claim) of an article."""
        return URIRef(f"{self.base}statement/{content_hash}/{statement}")

    def evidence(self, content_hash: str, start: int, end: int) -> URIRef:
        """A quoted stretch of an article's text."""
        return URIRef(f"{self.base}evidence/{content_hash}/{start}-{end}")

    def mention(self, content_hash: str, start: int, end: int) -> URIRef:
        """A mention of an entity in an article's text."""
        return URIRef(f"{self.base}mention/{content_hash}/{start}-{end}")

    def run(self, started: str) -> URIRef:
        """A run of geokg, named by when it began (UTC, ISO 8601)."""
        return URIRef(f"{self.base}run/{started}")

    def software(self, version: str) -> URIRef:
        """A version of geokg, as the agent of its runs."""
        return URIRef(f"{self.base}software/geokg-{version}")

    def link(self, content_hash: str, entity: str) -> URIRef:
        """How an article's local entity was linked."""
        return URIRef(f"{self.base}link/{content_hash}/{entity}")

    def judgement(self, *parts: str | None) -> URIRef:
        """A person's word on what a name means, named by all that it says."""
        return URIRef(f"{self.base}judgement/{_short_hash(*(part or '' for part in parts))}")

    def reviewer(self, name: str) -> URIRef:
        """A person who decided what names mean."""
        return URIRef(f"{self.base}reviewer/{slug(normalise(name))}-{_short_hash(name)}")

    def local_entity(self, content_hash: str, entity: str) -> URIRef:
        """An entity before linking; never stored."""
        return URIRef(f"{self.base}local/{content_hash}/{entity}")

    def local_situation(self, content_hash: str, statement: str) -> URIRef:
        """A situation before linking; never stored."""
        return URIRef(f"{self.base}local/{content_hash}/situation/{statement}")

    def wikidata(self, qid: str) -> URIRef:
        """A linked entity is its Wikidata IRI."""
        return WD[qid]

    def syndication_cluster(self, content_hash: str) -> URIRef:
        """Articles that are copies of one text, called after the smallest content hash among them."""
        return URIRef(f"{self.base}syndication/{content_hash}")

    def unlinked_entity(self, entity_type: str, name: str, country: str | None) -> URIRef:
        """An entity that the index does not know: same normalised name, type and country, same IRI."""
        normal = normalise(name)
        digest = _short_hash(normal, entity_type, country or "")
        return URIRef(f"{self.base}entity/{entity_type}/{slug(normal)}-{digest}")

    def unnamed_entity(self, entity_type: str, name: str, content_hash: str, entity: str) -> URIRef:
        """Someone whom an article does not name (protesters, police): never the same in two articles."""
        normal = normalise(name)
        digest = _short_hash(normal, entity_type, content_hash, entity)
        return URIRef(f"{self.base}entity/{entity_type}/{slug(normal)}-{digest}")

    def geometry(self, qid: str) -> URIRef:
        """Where a linked entity lies."""
        return URIRef(f"{self.base}geometry/{qid}")

    def background(self, kind: str, *parts: str | None) -> URIRef:
        """A fact that the index knows, named by its kind (tenure, membership) and all that it says."""
        return URIRef(f"{self.base}background/{kind}/{_short_hash(*(part or '' for part in parts))}")

    def situation(self, situation_type: str, key: tuple[tuple[str, Term | str], ...]) -> URIRef:
        """A situation named by its type, canonical participants and time, in any order."""
        parts = sorted(f"{name}={value}" for name, value in key)
        return URIRef(f"{self.base}situation/{situation_type}/{_short_hash(*parts)}")


def normalise(name: str) -> str:
    """Case, accents, punctuation and runs of space do not tell names apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def slug(name: str) -> str:
    """A readable part of an IRI: ASCII letters, digits and hyphens, at most 60 of them."""
    ascii_name = name.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60]


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
