"""Text that enters an update can be read as one term only."""

import pyoxigraph
import pytest
from rdflib import XSD, BNode, Literal, URIRef

from loader.errors import StoreError
from loader.sparql import term_text
from loader.store.terms import quad_lines, split_graph, triple_lines

S, P, G = URIRef("urn:s"), URIRef("urn:p"), URIRef("urn:g")


@pytest.mark.parametrize(
    "text",
    [
        'say "no"',
        "back\\slash",
        "C:\\users\\u0041",
        "line\nbreak\r\n",
        "tab\t",
        "\u2028\x85\x0b",
        "Алматы",
        "🚀",
        "",
    ],
)
def test_any_text_comes_back_from_an_update_as_it_went_in(text: str):
    store = pyoxigraph.Store()
    (line,) = quad_lines([(S, P, Literal(text), G)])
    triple, graph = split_graph(line)
    store.update(f"INSERT DATA {{ GRAPH {graph} {{ {triple} }} }}")
    assert next(iter(store)).object.value == text


def test_datatypes_and_languages_are_kept():
    assert term_text(Literal("2022", datatype=XSD.gYear)) == f'"2022"^^<{XSD.gYear}>'
    assert term_text(Literal("non", lang="fr")) == '"non"@fr'
    assert term_text(Literal("x", datatype=XSD.string)) == '"x"'


@pytest.mark.parametrize("bad", [URIRef("urn:a> <urn:b"), URIRef("urn:a b"), BNode("b"), Literal("\ud800")])
def test_what_cannot_be_one_term_is_refused(bad):
    with pytest.raises(StoreError, match="cannot be stored"):
        triple_lines([(S, P, bad)])


def test_lines_are_sorted_and_each_once():
    quads = [(S, P, Literal("b"), G), (S, P, Literal("a"), G), (S, P, Literal("b"), G)]
    assert quad_lines(quads) == ['<urn:s> <urn:p> "a" <urn:g> .', '<urn:s> <urn:p> "b" <urn:g> .']
