"""Under OWL RL nothing becomes what it is not: no contradictions, no city that is a state."""

from dataclasses import replace

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph

from loader.map import load_rules
from loader.rdf import GEOKG, LinkedArticle
from loader.resources import ontology_dir
from loader.validate.articles import article_triples

ENTITY_CLASSES = set(load_rules(ontology_dir()).entities.values())


def closed(*graphs: Graph) -> tuple[Graph, list[str]]:
    """Everything that follows by OWL RL from the ontology, its alignments and these; and what contradicts."""
    union = Graph()
    folder = ontology_dir()
    for path in (*folder.glob("*.ttl"), *folder.glob("alignments/*.ttl")):
        union.parse(path)
    for graph in graphs:
        union += graph
    reasoner = owlrl.OWLRL_Semantics(union, False, False, False)
    reasoner.closure()
    impossible = [f"{node} is impossible" for node in union.subjects(RDF.type, OWL.Nothing)]
    return union, [*reasoner.error_messages, *impossible]


@pytest.fixture(scope="module")
def data(linked: LinkedArticle, sample: LinkedArticle) -> Graph:
    """An article with every type of statement, and a sample as a load makes it."""
    graph = Graph()
    # What the index knows of the sample's entities is a thousand tenures more of the same.
    said = tuple(block for block in sample.shared if not block.id.startswith("background:"))
    for article in (linked, replace(sample, shared=said)):
        for triple in article_triples(article):
            graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def closure(data) -> tuple[Graph, list[str]]:
    return closed(data)


@pytest.fixture(scope="module")
def inferred(closure) -> Graph:
    return closure[0]


def test_nothing_contradicts(closure):
    assert closure[1] == []


def test_a_contradiction_would_be_seen(data):
    """A person who is a state breaks owl:disjointWith."""
    person = next(data.subjects(RDF.type, GEOKG.Person))
    wrong = Graph().add((person, RDF.type, GEOKG.State))
    small = Graph()
    for triple in data.triples((person, None, None)):
        small.add(triple)
    assert closed(small, wrong)[1]


def test_no_entity_changes_its_class(data, inferred):
    """Neither domains nor ranges nor alignments make an entity what its article did not say that it is."""
    for entity in {s for term in ENTITY_CLASSES for s in data.subjects(RDF.type, term)}:
        stated = set(data.objects(entity, RDF.type)) & ENTITY_CLASSES
        assert set(inferred.objects(entity, RDF.type)) & ENTITY_CLASSES == stated


def test_nothing_that_is_no_entity_becomes_one(data, inferred):
    entities = {s for term in ENTITY_CLASSES for s in data.subjects(RDF.type, term)}
    countries = set(data.objects(None, GEOKG.country))
    assert set(inferred.subjects(RDF.type, GEOKG.Entity)) & set(data.all_nodes()) <= entities | countries


def test_every_entity_is_one(data, inferred):
    for term in ENTITY_CLASSES:
        assert (term, RDFS.subClassOf, GEOKG.Entity) in inferred
        for entity in data.subjects(RDF.type, term):
            assert (entity, RDF.type, GEOKG.Entity) in inferred
