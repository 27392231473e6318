"""Which terms the ontology defines: classes, properties, and concept schemes with their concepts.

Reads the Turtle files and answers what a term is; draws no inferences beyond sub-classes.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from loader.errors import MappingError
from loader.rdf import PREFIXES


class TermKind(StrEnum):
    """What a term of the ontology is, in words that a message can use."""

    CLASS = "class"
    OBJECT_PROPERTY = "object property"
    DATATYPE_PROPERTY = "datatype property"
    SCHEME = "concept scheme"


_KINDS = {
    str(OWL.Class): TermKind.CLASS,
    str(OWL.ObjectProperty): TermKind.OBJECT_PROPERTY,
    str(OWL.DatatypeProperty): TermKind.DATATYPE_PROPERTY,
    str(SKOS.ConceptScheme): TermKind.SCHEME,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The defined terms.

    `concepts` maps a scheme to its concepts by `skos:notation`, `ranges` a property to its declared
    range, `parents` a class to its direct super-classes.
    """

    kinds: dict[URIRef, TermKind]
    concepts: dict[URIRef, dict[str, URIRef]]
    ranges: dict[URIRef, URIRef]
    parents: dict[URIRef, frozenset[URIRef]]

    def is_subclass(self, term: URIRef, of: URIRef) -> bool:
        """Whether a class is `of` or stands below it."""
        return term == of or any(self.is_subclass(parent, of) for parent in self.parents.get(term, ()))


def expand(name: str) -> URIRef | None:
    """`geokg:Tenure` or a whole IRI as an IRI; None when the prefix is not one of geokg's."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return URIRef(PREFIXES[prefix] + local)
    return URIRef(name) if "://" in name else None


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the Turtle files in an ontology folder and in its `vocab/`; alignments define nothing.

    Raises:
        MappingError: a file cannot be read or is no Turtle; a notation stands for two concepts.
    """
    triples = [
        triple
        for path in sorted([*folder.glob("*.ttl"), *folder.glob("vocab/*.ttl")])
        for triple in _parse(path)
    ]
    kinds: dict[URIRef, TermKind] = {}
    ranges: dict[URIRef, URIRef] = {}
    parents: dict[URIRef, set[URIRef]] = {}
    schemes: dict[URIRef, set[URIRef]] = {}
    notations: dict[URIRef, str] = {}
    for subject, predicate, value in triples:
        if predicate == str(RDF.type) and value in _KINDS:
            kinds[URIRef(subject)] = _KINDS[value]
        elif predicate == str(RDFS.range):
            ranges[URIRef(subject)] = URIRef(value)
        elif predicate == str(RDFS.subClassOf):
            parents.setdefault(URIRef(subject), set()).add(URIRef(value))
        elif predicate == str(SKOS.inScheme):
            schemes.setdefault(URIRef(value), set()).add(URIRef(subject))
        elif predicate == str(SKOS.notation):
            notations[URIRef(subject)] = value
    return Vocabulary(
        kinds=kinds,
        concepts={scheme: _by_notation(scheme, members, notations) for scheme, members in schemes.items()},
        ranges=ranges,
        parents={term: frozenset(above) for term, above in parents.items()},
    )


def _by_notation(scheme: URIRef, members: set[URIRef], notations: dict[URIRef, str]) -> dict[str, URIRef]:
    concepts: dict[str, URIRef] = {}
    for concept in sorted(members):
        if concept not in notations:
            raise MappingError(
                f"ontology: concept {concept} has no skos:notation; give it the value it stands for"
            )
        notation = notations[concept]
        if notation in concepts:
            raise MappingError(f"ontology: {concepts[notation]} and {concept} of {scheme} share {notation!r}")
        concepts[notation] = concept
    return concepts


def _parse(path: Path) -> list[tuple[str, str, str]]:
    """Subject, predicate and object as plain strings; triples with blank nodes are of no interest here."""
    try:
        quads = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise MappingError(f"{path}: cannot be read as Turtle: {error}") from error
    return [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in quads
        if isinstance(quad.subject, pyoxigraph.NamedNode)
        and isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
    ]
