"""The shapes and the part of the vocabulary that checking needs, read from an ontology folder.

The vocabulary is kept small on purpose: which class stands below which, which concept below which and in
which scheme. Labels and definitions are of no use to a check.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, Namespace, URIRef

from loader.errors import MappingError
from loader.resources import ontology_dir

SHAPES = Namespace("https://w3id.org/geokg/shapes/")
"""Where geokg's own shapes are named."""


@dataclass(frozen=True)
class Shapes:
    """Both for reading only."""

    graph: Graph
    vocabulary: frozenset[tuple[URIRef, URIRef, URIRef]]


def read_shapes(folder: Path) -> Shapes:
    """Read `shapes/*.ttl` of an ontology folder, and the vocabulary of its other Turtle files.

    Raises:
        MappingError: a file is no Turtle, or there are no shapes.
    """
    files = sorted(folder.glob("shapes/*.ttl"))
    if not files:
        raise MappingError(f"{folder}: holds no shapes/*.ttl to check by")
    graph = _parse(files)
    terms = _parse(sorted([*folder.glob("*.ttl"), *folder.glob("vocab/*.ttl")]))
    vocabulary = frozenset(
        (s, p, o)
        for p in (RDFS.subClassOf, SKOS.broader, SKOS.inScheme)
        for s, o in terms.subject_objects(p)
        if isinstance(s, URIRef) and isinstance(o, URIRef)
    )
    return Shapes(graph, vocabulary)


@cache
def shipped_shapes() -> Shapes:
    """Those that come with geokg."""
    return read_shapes(ontology_dir())


def _parse(files: list[Path]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in files:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib raises BadSyntax, and others for bad IRIs
            raise MappingError(f"{path}: cannot be read as Turtle: {error}") from error
    return graph
