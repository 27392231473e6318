"""The ontology as triples, for the graph `ontology` of a store, so that queries can ask what a term means.

Read from the Turtle files in the ontology folder; nothing here knows any term but the version.
"""

from pathlib import Path

from rdflib import OWL, Graph, Literal, URIRef

from loader.errors import MappingError
from loader.rdf import Triple

_PARTS = ("*.ttl", "vocab/*.ttl", "alignments/*.ttl")


def ontology_triples(folder: Path) -> tuple[Triple, ...]:
    """Every triple of the ontology, its vocabularies and alignments, in a fixed order.

    Raises:
        MappingError: a file is no Turtle, or holds a blank node, which stores rename.
    """
    graph = Graph()
    for path in sorted(file for part in _PARTS for file in folder.glob(part)):
        try:
            graph.parse(path, format="turtle")
        except Exception as error:
            raise MappingError(f"{path}: cannot be read as Turtle: {error}") from error
    triples: list[Triple] = []
    for subject, predicate, value in graph:
        if (
            isinstance(subject, URIRef)
            and isinstance(predicate, URIRef)
            and isinstance(value, URIRef | Literal)
        ):
            triples.append((subject, predicate, value))
        else:
            raise MappingError(
                f"ontology: give {subject} {predicate} {value} an IRI in place of a blank node"
            )
    return tuple(sorted(triples))


def ontology_version(triples: tuple[Triple, ...]) -> URIRef:
    """The version IRI.

    Raises:
        MappingError: geokg.ttl does not give one.
    """
    for _, predicate, value in triples:
        if predicate == OWL.versionIRI and isinstance(value, URIRef):
            return value
    raise MappingError("ontology/geokg.ttl: the ontology has no owl:versionIRI")
