"""The compiled checks find what pySHACL finds: on every example and on articles spoilt at random."""

import logging
import random
from collections.abc import Iterator

import pytest
from rdflib import RDF, XSD, BNode, Literal, URIRef

from loader.rdf import GEOKG, LinkedArticle
from loader.validate import check, validate_graph
from loader.validate.articles import article_triples
from loader.validate.report import DataTriple
from validate.files import INVALID, VALID, name, read, shape_of, told

MUTANTS = 12
SPOILS = 12
"""Changes made to each of them, so that few runs of pySHACL try many changes."""


@pytest.fixture(autouse=True)
def _silent_rdflib(caplog: pytest.LogCaptureFixture) -> None:
    """It logs each literal that is not of its datatype."""
    caplog.set_level(logging.CRITICAL, "rdflib.term")


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_valid_example_conforms(path, reference, compiled):
    graph = read(path)
    assert validate_graph(graph, reference).violations == ()
    assert validate_graph(graph, compiled).violations == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_example_fails_the_shape_that_it_is_named_after_and_no_other(path, reference, compiled):
    graph = read(path)
    wrong = validate_graph(graph, reference).violations
    assert {name(violation.shape) for violation in wrong} == {shape_of(path)}
    assert told(wrong) == told(validate_graph(graph, compiled).violations)


def test_an_article_with_every_type_of_statement_has_nothing_wrong(linked, reference):
    assert reference.validate(article_triples(linked)) == []
    assert check(linked) == []


@pytest.mark.parametrize("seed", range(MUTANTS))
def test_engines_agree_on_a_spoilt_article(seed, linked, reference, compiled):
    spoilt = list(spoil(linked, random.Random(seed)))  # noqa: S311
    expected = told(reference.validate(spoilt))
    assert expected
    assert told(compiled.validate(spoilt)) == expected


def spoil(linked: LinkedArticle, choice: random.Random) -> Iterator[DataTriple]:
    """The article with some triples dropped, doubled with another value, or changed."""
    triples = sorted(set(article_triples(linked)))
    chosen = set(choice.sample(range(len(triples)), SPOILS))
    for number, triple in enumerate(triples):
        if number not in chosen:
            yield triple
        else:
            yield from choice.choice((drop, swap, twist, stray))(triple, triples, choice)


def drop(*_: object) -> Iterator[DataTriple]:
    yield from ()


def swap(triple: DataTriple, triples: list[DataTriple], choice: random.Random) -> Iterator[DataTriple]:
    """Another triple's value, in place of its own or beside it."""
    subject, predicate, _ = triple
    yield subject, predicate, choice.choice(triples)[2]
    if choice.random() < 0.5:
        yield triple


def twist(triple: DataTriple, _: object, choice: random.Random) -> Iterator[DataTriple]:
    """A value of another datatype, form or kind."""
    subject, predicate, value = triple
    types = (XSD.string, XSD.integer, XSD.decimal, XSD.date, XSD.gYear, XSD.boolean, XSD.anyURI, None)
    text = choice.choice((str(value), "", "-1", "2", "2022-02-30", "true"))
    others = (
        Literal(text, datatype=choice.choice(types), normalize=False),
        Literal(text, lang="en"),
        URIRef("http://www.wikidata.org/entity/Q0"),
        GEOKG["outcome-killed"],
    )
    yield subject, predicate, choice.choice(others)


def stray(triple: DataTriple, triples: list[DataTriple], choice: random.Random) -> Iterator[DataTriple]:
    """Its own triple and one that has no business there."""
    yield triple
    subject, predicate, value = triple
    extra = (
        (subject, RDF.type, choice.choice((GEOKG.Person, GEOKG.Tenure, GEOKG.Statement, GEOKG.Link))),
        (subject, choice.choice(triples)[1], value),
        (choice.choice(triples)[0], predicate, value),
    )
    yield choice.choice(extra)


def test_a_blank_node_is_found_wherever_it_stands(linked, compiled):
    triples = [
        (BNode("x") if s.endswith("/s1") else s, p, BNode("y") if p == GEOKG.linkedEntity else o)
        for s, p, o in article_triples(linked)
    ]
    shapes = {name(violation.shape) for violation in compiled.validate(triples)}
    assert {"Statement", "Link-linkedEntity"} <= shapes
