"""Under OWL RL nothing becomes what it is not: no contradictions, no city that is a state."""

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from loader.rdf import GEOKG, LinkedArticle
from loader.resources import ontology_dir
from loader.validate.articles import article_triples

ENTITY_CLASSES = {
    GEOKG[name]
    for name in ["Person", "State", "Alliance", "GovernmentBody", "ArmedForce", "ArmedGroup", "Party", "Media", "Organization", "Place", "Conflict", "TreatyOrAccord", "NamedEvent"]
}
OWL_RL_ERRORS = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
"""What owlrl tells contradictions by."""


def closed(*graphs: Graph) -> Graph:
    """Everything that follows by OWL RL from the ontology, its alignments and these."""
    union = Graph()
    folder = ontology_dir()
    for path in (*folder.glob("*.ttl"), *folder.glob("alignments/*.ttl")):
        union.parse(path)
    for graph in graphs:
        union += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(union)
    return union


def graph_of(linked: LinkedArticle) -> Graph:
    graph = Graph()
    for triple in article_triples(linked):
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def data(linked) -> Graph:
    return graph_of(linked)


@pytest.fixture(scope="module")
def inferred(data) -> Graph:
    return closed(data)


def contradictions(graph: Graph) -> list[str]:
    return [str(o) for s, p, o in graph if p == OWL_RL_ERRORS or "ErrorMessage" in str(p)] + [
        str(s) for s in graph.subjects(RDF.type, OWL.Nothing)
    ]


def test_nothing_contradicts(inferred):
    assert not contradictions(inferred)


def test_a_contradiction_would_be_seen(data):
    """A person who is a state breaks owl:disjointWith."""
    person = next(data.subjects(RDF.type, GEOKG.Person))
    wrong = Graph().add((person, RDF.type, GEOKG.State))
    small = Graph()
    for triple in data.triples((person, None, None)):
        small.add(triple)
    assert contradictions(closed(small, wrong))


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
