"""Clusters as RDF: one block an article, which takes the place of what it said before."""

from rdflib import RDF, URIRef
from wires import paper, sentences

from loader.ingest.syndication import Member, Syndication, blocks
from loader.rdf import GEOKG, Iris

IRIS = Iris("https://data.example/")


def triples(kept: dict[str, tuple]) -> set[tuple]:
    return {quad[:3] for quads in kept.values() for quad in quads}


def test_a_member_says_its_cluster_and_the_namesake_says_who_leads():
    member, namesake, gone = blocks(
        [Member("b", "a"), Member("a", "a", "b"), Member("c", None)],
        IRIS,
    )
    graph, cluster = IRIS.graph("syndication"), URIRef("https://data.example/syndication/a")
    assert member.id == "syndication:b"
    assert member.quads == ((IRIS.article("b"), GEOKG.inCluster, cluster, graph),)
    assert set(namesake.quads) == {
        (IRIS.article("a"), GEOKG.inCluster, cluster, graph),
        (cluster, RDF.type, GEOKG.SyndicationCluster, graph),
        (cluster, GEOKG.lead, IRIS.article("b"), graph),
    }
    assert (gone.id, gone.quads) == ("syndication:c", ())


def test_blocks_kept_by_id_always_tell_the_clusters_as_they_are(index: Syndication):
    """Also where a later article merged, renamed or left clusters told of before."""
    bodies = [sentences(n) for n in range(3)]
    articles = [paper(n, body) for n, body in enumerate(bodies)]
    articles += [paper(10 + n, bodies[n] + bodies[n + 1], published="2021") for n in range(2)]
    kept: dict[str, tuple] = {}
    for article in articles:
        kept |= {block.id: block.quads for block in blocks(index.add(article).moved, IRIS)}
    (cluster,) = {o for _, p, o in triples(kept) if p == GEOKG.inCluster}
    leads = [(s, o) for s, p, o in triples(kept) if p == GEOKG.lead]
    placed = index.placement(articles[0].content_hash)
    assert placed is not None
    assert leads == [(cluster, IRIS.article(placed.lead))]
    for article in articles[3:]:
        kept |= {block.id: block.quads for block in blocks(index.remove(article.content_hash), IRIS)}
    assert len([1 for _, p, _ in triples(kept) if p == GEOKG.inCluster]) == 3
    assert len({o for _, p, o in triples(kept) if p == GEOKG.inCluster}) == 3
    assert len([1 for _, p, _ in triples(kept) if p == GEOKG.lead]) == 3
