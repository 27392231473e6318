"""What the pipeline asks of each article: nothing is missed because an earlier article was fine."""

from dataclasses import replace

from rdflib import URIRef

from loader.rdf import GEOKG, LinkedArticle, Quad, SharedBlock
from loader.validate import check
from validate.files import name


def a_background_fact(linked: LinkedArticle) -> list[Quad]:
    quads = [quad for block in linked.shared for quad in block.quads]
    node = next(quad[0] for quad in quads if quad[2] == GEOKG.BackgroundFact)
    return [quad for quad in quads if quad[0] == node]


def test_a_fault_names_its_article(linked):
    spoilt = replace(linked, triples=tuple(t for t in linked.triples if t[1] != GEOKG.polarity))
    found = check(spoilt)
    assert {name(v.shape) for v in found} == {"Statement-polarity"}
    assert {v.article for v in found} == {URIRef(linked.graph.replace("/graph/", "/"))}


def test_a_faulty_background_fact_is_told_every_time(linked):
    fact = a_background_fact(linked)
    node = URIRef(f"{fact[0][0]}0")
    quads = tuple((node, *quad[1:]) for quad in fact if quad[1] not in (GEOKG.holder, GEOKG.member))
    spoilt = replace(linked, shared=(*linked.shared, SharedBlock(f"background:{node}", quads)))
    assert [{v.focus for v in check(spoilt)} for _ in range(2)] == [{node}, {node}]


def test_a_background_fact_that_was_fine_may_still_not_be_asserted(linked):
    assert check(linked) == []
    fact = a_background_fact(linked)[0][0]
    claim = next(s for s, p, _ in linked.triples if p == GEOKG.asserts)
    spoilt = replace(linked, triples=(*linked.triples, (claim, GEOKG.asserts, fact)))
    assert "BackgroundFact-unasserted" in {name(v.shape) for v in check(spoilt)}
