"""The clusters as RDF: what the graph of syndication says of each article."""

from collections.abc import Iterable

from rdflib import RDF

from loader.ingest.syndication.index import Member
from loader.rdf import GEOKG, Iris, Quad, SharedBlock

BLOCK = "syndication:"
"""Ids of the blocks made here start so; the content hash of the article follows."""


def blocks(moved: Iterable[Member], iris: Iris) -> tuple[SharedBlock, ...]:
    """One block an article: what shall stand of it in `graph/syndication` in place of what stood there.

    A block without quads is that of an article that has left. Every article is in one cluster, were it
    alone there, so that counting distinct clusters counts independent reports.
    """
    graph = iris.graph("syndication")
    made = []
    for member in moved:
        quads: list[Quad] = []
        if member.cluster is not None:
            cluster = iris.syndication_cluster(member.cluster)
            quads.append((iris.article(member.article), GEOKG.inCluster, cluster, graph))
            if member.lead is not None:
                quads.append((cluster, RDF.type, GEOKG.SyndicationCluster, graph))
                quads.append((cluster, GEOKG.lead, iris.article(member.lead), graph))
        made.append(SharedBlock(f"{BLOCK}{member.article}", tuple(quads)))
    return tuple(made)
