"""The shapes' own files: parsed by two parsers, named, documented, each with an example that fails it."""

import pyoxigraph
import pytest
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, URIRef

from loader.map import load_rules
from loader.map.rules import ConceptRule, CountRule
from loader.rdf import GEOKG, OFFICE, PLOVER
from loader.validate import CompiledShapes, shipped_shapes
from validate.files import FOLDER, INVALID, SHAPES, VALID, name, read, shape_of

TURTLE = sorted(FOLDER.rglob("*.ttl"))
GRAPH = shipped_shapes().graph
NODE_SHAPES = set(GRAPH.subjects(RDF.type, SH.NodeShape))
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
TARGETED = {shape for target in TARGETS for shape in GRAPH.subjects(target)}
CONSTRAINTS = {SH.closed, SH.nodeKind, SH["class"], SH["or"], SH.xone, SH.pattern, SH.sparql}
"""What a node shape itself asks of a node, without the shapes of its properties."""


def reported() -> set[str]:
    """The shapes that a result can name: those that other shapes only refer to never are."""
    itself = {s for s in TARGETED if CONSTRAINTS & set(GRAPH.predicates(s))}
    return {name(s) for s in itself | {p for s in TARGETED for p in GRAPH.objects(s, SH.property)}}


@pytest.mark.parametrize("path", TURTLE, ids=lambda p: f"{p.parent.stem}-{p.stem}")
def test_two_parsers_accept_the_file(path):
    """pyoxigraph's parser is strict: it refuses bad IRIs, escapes and language tags that rdflib lets pass."""
    quads = set(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(quads) == len(read(path))
    assert quads


def test_every_shape_has_an_example_that_fails_it():
    assert {shape_of(path) for path in INVALID} == reported()


def test_every_shape_is_named_and_documented():
    shapes = NODE_SHAPES | set(GRAPH.subjects(RDF.type, SH.PropertyShape))
    assert all(isinstance(shape, URIRef) for shape in shapes)
    assert not [s for s in NODE_SHAPES if not (GRAPH.value(s, RDFS.label) and GRAPH.value(s, RDFS.comment))]
    assert not [s for s in shapes if name(s) in reported() and not GRAPH.value(s, SH.message)]


def test_every_shape_is_used():
    used = {o for p in (SH.property, SH.node, SH["not"], RDF.first) for o in GRAPH.objects(None, p)}
    assert not NODE_SHAPES - TARGETED - used


def test_blank_nodes_stand_for_lists_and_paths_only():
    typed = {s for s in GRAPH.subjects(RDF.type) if isinstance(s, BNode)}
    assert not typed


def test_terms_in_shapes_and_examples_are_defined():
    ontology = Graph()
    for path in (*FOLDER.glob("*.ttl"), *FOLDER.glob("vocab/*.ttl")):
        ontology.parse(path)
    own = (str(GEOKG), str(PLOVER), str(OFFICE))
    used = {t for path in (*SHAPES, *VALID, *INVALID) for triple in read(path) for t in triple}
    assert not {t for t in used if isinstance(t, URIRef) and t.startswith(own)} - set(ontology.subjects())


def allowed(of: URIRef) -> set[URIRef]:
    """The properties that the closed shape of a class lets pass."""
    shape = next(s for s in GRAPH.subjects(SH.targetClass, of) if (s, SH.closed, None) in GRAPH)
    ignored = (item for head in GRAPH.objects(shape, SH.ignoredProperties) for item in GRAPH.items(head))
    return {*GRAPH.objects(shape, SH.property / SH.path), *ignored}


def test_every_entity_type_and_plain_triple_of_the_mapping_has_a_shape():
    rules = load_rules(FOLDER)
    assert set(rules.entities.values()) <= set(GRAPH.objects(None, SH["class"]))
    shortcuts = {s.property for rule in rules.statements.values() for s in rule.shortcuts}
    assert shortcuts <= set(GRAPH.objects(None, SH.targetSubjectsOf))
    assert shortcuts <= set(GRAPH.objects(None, SH.targetObjectsOf))


@pytest.mark.parametrize("kind", load_rules(FOLDER).statements)
def test_shapes_let_pass_what_the_mapping_writes(kind):
    """Roles and values, each where the mapping puts it: on the situation, or on the statement."""
    rule = load_rules(FOLDER).statements[kind]
    situation, statement = allowed(rule.situation), allowed(GEOKG.Statement)
    for role in rule.roles.values():
        assert role.property in (situation if role.identity else statement)
    for value in rule.values.values():
        if isinstance(value, CountRule):
            assert {value.min, value.max, value.approximate, value.text} <= statement
        else:
            on_situation = isinstance(value, ConceptRule) and value.on_situation
            assert value.property in (situation if on_situation else statement)


def test_every_scheme_that_a_shape_names_exists():
    ontology = Graph()
    for path in FOLDER.glob("vocab/*.ttl"):
        ontology.parse(path)
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert set(GRAPH.objects(None, SH.hasValue)) <= schemes


def test_the_compiled_checks_understand_every_shape():
    assert CompiledShapes().validate([]) == []
