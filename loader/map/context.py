"""The JSON-LD context of geokg's data, made from the ontology: names for people who write JSON.

Knows the terms of the frame, since those of other vocabularies stand in no Turtle file of geokg's.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, XSD, Graph, Node, URIRef

from loader.map import terms
from loader.rdf import GEO, GEOKG, PREFIXES

CONTEXT = "context.jsonld"

FOREIGN: dict[URIRef, URIRef | str | None] = {
    terms.LABEL: None,
    terms.ALT_LABEL: None,
    terms.HEADLINE: None,
    terms.DATE_PUBLISHED: None,
    terms.PUBLISHER: None,
    terms.URL: XSD.anyURI,
    terms.IN_LANGUAGE: None,
    terms.IDENTIFIER: None,
    terms.SOFTWARE_VERSION: None,
    terms.EXACT: None,
    terms.START: XSD.integer,
    terms.END: XSD.integer,
    terms.PRIMARY_SOURCE: "@id",
    terms.GENERATED: "@id",
    terms.ASSOCIATED_WITH: "@id",
    terms.STARTED: XSD.dateTime,
    terms.ENDED: XSD.dateTime,
    terms.BEGIN: None,
    terms.END_TIME: None,
    terms.EARLIEST_BEGIN: XSD.date,
    terms.EARLIEST_END: XSD.date,
    terms.LATEST_END: XSD.date,
    terms.HAS_GEOMETRY: "@id",
    terms.AS_WKT: GEO.wktLiteral,
}
"""Properties of other vocabularies that geokg's data uses as they are: the type of their values.

None is a plain string, or a date of any precision that tells its type where it stands.
"""


def read_ontology(folder: Path) -> Graph:
    """Terms, vocabularies and alignments as one graph."""
    graph = Graph()
    for part in ("*.ttl", "vocab/*.ttl", "alignments/*.ttl"):
        for path in sorted(folder.glob(part)):
            graph.parse(path)
    return graph


def own_terms(graph: Graph, kind: URIRef) -> Iterator[URIRef]:
    """Classes or properties of geokg's own, by name."""
    found = sorted(str(term) for term in graph.subjects(RDF.type, kind))
    return (URIRef(term) for term in found if term.startswith(str(GEOKG)))


def context_text(folder: Path) -> str:
    """The context: every class and property under its local name, with the type of its values."""
    graph = read_ontology(folder)
    entries: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    entries |= dict(sorted(PREFIXES.items()))
    for kind in own_terms(graph, OWL.Class):
        entries[local(kind)] = short(kind)
    for prop in own_terms(graph, OWL.ObjectProperty):
        entries[local(prop)] = _typed(prop, "@id")
    for prop in own_terms(graph, OWL.DatatypeProperty):
        entries[local(prop)] = _typed(prop, graph.value(prop, RDFS.range))
    for prop, value_type in FOREIGN.items():
        entries[local(prop)] = _typed(prop, value_type)
    return json.dumps({"@context": entries}, indent=2) + "\n"


def _typed(prop: URIRef, value_type: Node | str | None) -> object:
    if value_type is None or value_type == XSD.string:
        return short(prop)
    return {"@id": short(prop), "@type": value_type if value_type == "@id" else short(value_type)}


def local(term: URIRef) -> str:
    """The name within its namespace."""
    return term.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def short(term: object) -> str:
    """With the prefix that geokg has for its namespace, else whole."""
    text = str(term)
    fitting = [(iri, prefix) for prefix, iri in PREFIXES.items() if text.startswith(iri) and text != iri]
    if not fitting:
        return text
    iri, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{text.removeprefix(iri)}"
