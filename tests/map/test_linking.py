"""From local entities to canonical ones: descriptions, background, unknown and unnamed entities."""

from dataclasses import replace

import pytest
from rdflib import RDF, RDFS, XSD, Literal, URIRef

from loader.errors import MappingError
from loader.map import Mapper
from loader.model import (
    Entity,
    EntityType,
    Extraction,
    Link,
    Mention,
    MentionKind,
    Origin,
    Polarity,
    StatementType,
    TimeSpan,
)
from loader.rdf import GEO, GEOKG, SEM, SKOS, WD
from loader.settings import Settings
from map.world import EVERY_TYPE, article_of, links_of, shared_quads, stating, unknown


def test_entities_are_described_once_and_never_in_the_article(article, load):
    linked = load(article)
    described = {q[:3] for q in shared_quads(linked, "entities")}
    geometry = URIRef("https://w3id.org/geokg/data/geometry/Q232")
    assert described >= {
        (WD.Q232, RDF.type, GEOKG.State),
        (WD.Q232, RDFS.label, Literal("Kazakhstan")),
        (WD.Q232, GEOKG.isoCode, Literal("KZ")),
        (WD.Q232, GEO.hasGeometry, geometry),
        (geometry, GEO.asWKT, Literal("POINT(68 48)", datatype=GEO.wktLiteral)),
        (WD.Q200881, GEOKG.country, WD.Q232),
    }
    assert (WD.Q232, RDFS.label, Literal("Kazakhstan")) in {q[:3] for q in shared_quads(linked, "current")}
    assert RDFS.label not in {p for _, p, _ in linked.triples}
    assert WD.Q232 not in {s for s, _, _ in linked.triples}


def test_what_the_index_knows_stands_apart(article, load):
    background = [b for b in load(article).shared if b.id.startswith("background:")]
    graphs = {q[3] for block in background for q in block.quads}
    assert graphs == {URIRef("https://w3id.org/geokg/data/graph/background")}
    quads = {q[:3] for block in background for q in block.quads}
    tenures = {s for s, p, o in quads if (p, o) == (RDF.type, GEOKG.Tenure)}
    assert len(tenures) == 2, "Kazakhstan's two leaders, and Tokayev's tenure not twice"
    [ended] = [s for s, p, o in quads if (p, o) == (GEOKG.holder, WD.Q158)]
    [running] = [s for s, p, o in quads if (p, o) == (GEOKG.holder, WD.Q200881)]
    assert (ended, SEM.hasLatestEndTimeStamp, Literal("2019-03-20", datatype=XSD.date)) in quads
    assert (running, SEM.hasEarliestEndTimeStamp, Literal("2025-10-01", datatype=XSD.date)) in quads
    assert (running, RDF.type, GEOKG.BackgroundFact) in quads
    assert (WD.Q158, RDFS.label, Literal("Nursultan Nazarbayev")) in quads, "though no article names him"
    described = {q[:3] for q in shared_quads(load(article), "entities") if q[0] == WD.Q232}
    assert {t for t in described if t[1] != SKOS.altLabel} <= quads, "what the index knows is there whole"
    assert any((p, o) == (GEOKG.organization, WD.Q318693) for _, p, o in quads)


def test_an_entity_brings_one_block_of_background(article, load):
    """However much is known of it; a store asks for each block anew with each article."""
    blocks = [b.id for b in load(article).shared if b.id.startswith("background:")]
    assert sorted(blocks) == sorted(f"background:{WD[q]}" for q in ("Q200881", "Q232", "Q318693", "Q399"))


def mentioned(name: str, kind: MentionKind, text: str) -> Extraction:
    """An article that speaks of Almaty and of someone whom the index does not know."""
    extraction = article_of(text, "Almaty")
    start = text.index(name)
    entity = Entity("e2", EntityType.PERSON, name, (Mention(start, start + len(name), kind),))
    return replace(extraction, entities=(*extraction.entities, entity))


def test_an_unknown_name_is_one_entity_in_all_articles_and_marked_so(load):
    one, two = (
        load(mentioned("Ivan Petrov", MentionKind.NAME, text))
        for text in ("Ivan Petrov in Almaty", "To Almaty: Ivan Petrov")
    )
    assert len(unknown(one)) == 1
    assert unknown(one) == unknown(two)


def test_protesters_here_are_not_the_protesters_elsewhere(load):
    one, two = (
        load(mentioned("protesters", MentionKind.NOMINAL, text))
        for text in ("protesters in Almaty", "To Almaty: protesters")
    )
    assert len(unknown(one)) == len(unknown(two)) == 1
    assert unknown(one) != unknown(two)


def ministry_in(text: str, *states: str) -> Extraction:
    """An article on an interior ministry that the index does not know, and on states."""
    found = article_of(text, "Interior Ministry", *states)
    body = replace(found.entities[0], type=EntityType.GOVERNMENT_BODY)
    return replace(found, entities=(body, *found.entities[1:]))


def test_two_states_ministries_of_one_name_are_two(load):
    """By the one state that the article names, or by where it puts the ministry when it names more."""
    of = (StatementType.PART, {"part": "e1", "whole": "e2"}, {"relation": "ministry_of"})
    russia = ministry_in("The Interior Ministry of Russia", "Russia")
    armenia = ministry_in("The Interior Ministry of Armenia", "Armenia")
    both = ministry_in("Armenia heard the Interior Ministry of Russia", "Russia", "Armenia")
    told = stating(both, *of)
    assert unknown(load(russia)) == unknown(load(told))
    assert len(unknown(load(russia)) | unknown(load(armenia)) | unknown(load(both))) == 3
    [ministry] = unknown(load(told))
    assert (ministry, GEOKG.country, WD.Q159) in {q[:3] for q in shared_quads(load(told), "entities")}


def test_what_an_article_denies_or_puts_in_two_states_tells_of_no_state(load):
    of = (StatementType.PART, {"part": "e1", "whole": "e2"}, {"relation": "ministry_of"})
    both = ministry_in("Armenia heard the Interior Ministry of Russia", "Russia", "Armenia")
    denied = stating(both, *of, polarity=Polarity.NEGATED)
    known = stating(both, *of, origin=Origin.BACKGROUND)
    two = stating(stating(both, *of), of[0], {"part": "e1", "whole": "e3"}, {"relation": "ministry_of"})
    assert unknown(load(both)) == unknown(load(denied)) == unknown(load(known)) == unknown(load(two))


def test_a_ministry_follows_its_state_when_that_is_linked_anew(mapper, index):
    said = ministry_in("The Interior Ministry of Russia", "Russia")
    mapped = mapper.map(said)
    reviewed = tuple(replace(link, qid="Q399") if link.entity == "e2" else link for link in links_of(said))
    again = mapper.link(mapped, said, reviewed, index)
    other = ministry_in("The Interior Ministry of Armenia", "Armenia")
    assert unknown(again) == unknown(mapper.link(mapper.map(other), other, links_of(other), index))
    afresh = Mapper(Settings())
    assert again == afresh.link(afresh.map(said), said, reviewed, index)


def test_two_spellings_of_one_unknown_name_do_not_depend_on_their_order(mapper, index):
    article = article_of("ZED and Zed", "ZED", "Zed")
    turned = replace(article, entities=article.entities[::-1])
    one, two = (mapper.link(mapper.map(x), x, links_of(x), index) for x in (article, turned))
    assert one.shared == two.shared
    assert len(one.shared) == 1


def test_a_linked_entity_that_the_index_lacks_keeps_its_own_name_and_type(mapper, index):
    article = article_of("Zed of Almaty", "Zed", "Almaty")
    linked = mapper.link(mapper.map(article), article, [Link("e1", "Q999999", 0.7, "live")], index)
    assert {q[:3] for q in shared_quads(linked, "entities")} >= {
        (WD.Q999999, RDFS.label, Literal("Zed")),
        (WD.Q999999, RDF.type, GEOKG.Organization),
    }


def test_every_link_tells_its_score_and_method(article, load):
    linked = load(article)
    link = URIRef(f"https://w3id.org/geokg/data/link/{article.article.content_hash}/e1")
    assert {(p, o) for s, p, o in linked.triples if s == link} == {
        (RDF.type, GEOKG.Link),
        (GEOKG.linkedEntity, WD.Q200881),
        (GEOKG.linkScore, Literal("0.9", datatype=XSD.decimal)),
        (GEOKG.linkMethod, Literal("label")),
    }


def test_nothing_local_and_no_blank_node_is_stored(article, load):
    for kind, (roles, values) in EVERY_TYPE.items():
        article = stating(article, StatementType(kind), roles, values, TimeSpan("2022"), sources=("e1",))
    linked = load(article)
    terms = [t for triple in linked.triples for t in triple]
    terms += [t for block in linked.shared for quad in block.quads for t in quad]
    assert {type(t) for t in terms} == {URIRef, Literal}
    assert not [t for t in terms if "/data/local/" in t]


def test_relinking_gives_what_mapping_afresh_gives(article, mapper, index):
    said = stating(article, StatementType.MEMBERSHIP, *EVERY_TYPE["Membership"])
    mapped = mapper.map(said)
    first = mapper.link(mapped, said, links_of(said), index)
    reviewed = tuple(replace(link, qid="Q159") if link.entity == "e2" else link for link in links_of(said))
    again = mapper.link(mapped, said, reviewed, index)
    assert again != first
    afresh = Mapper(Settings())
    assert again == afresh.link(afresh.map(said), said, reviewed, index)
    assert first == mapper.link(mapped, said, links_of(said), index)


def test_another_index_is_believed_at_once(article, mapper, index):
    """Descriptions are remembered, but not beyond the index that they come from."""

    class Renamed(type(index)):
        def facts(self, qid):
            facts = super().facts(qid)
            return facts and replace(facts, label=f"{facts.label} (renamed)")

    mapped = mapper.map(article)
    mapper.link(mapped, article, links_of(article), index)
    linked = mapper.link(mapped, article, links_of(article), Renamed())
    assert (WD.Q232, RDFS.label, Literal("Kazakhstan (renamed)")) in {
        q[:3] for q in shared_quads(linked, "entities")
    }


def test_the_base_names_all_data(article, index):
    mapper = Mapper(Settings(base="https://x.example/kg/"))
    linked = mapper.link(mapper.map(article), article, links_of(article), index)
    assert linked.graph.startswith("https://x.example/kg/graph/article/")
    assert not [s for s, _, _ in linked.triples if not s.startswith("https://x.example/kg/")]


@pytest.mark.parametrize("entities", [("e9",), ("e1", "e1")])
def test_links_that_do_not_fit_the_article_are_refused(entities, article, mapper, index):
    links = [Link(entity, None, 0.0, "nil") for entity in entities]
    with pytest.raises(MappingError, match=r"a1: .*link.* for"):
        mapper.link(mapper.map(article), article, links, index)
