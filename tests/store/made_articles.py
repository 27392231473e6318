"""Made articles with made quads, small enough to follow by eye; no extractor, no mapper."""

from rdflib import RDF, RDFS, XSD, Literal, URIRef

from loader.model import (
    Article,
    Candidate,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Link,
    Mention,
    Statement,
)
from loader.model import StatementType as S
from loader.rdf import GEOKG, SCHEMA, WD, Iris, LinkedArticle, SharedBlock

IRIS = Iris()


def article(name: str, text: str = "", **about: str) -> Article:
    return Article(id=name, text=text or f"{name}.\nSomething happened.", title=name, **about)


def extraction(a: Article) -> Extraction:
    state = Entity("e1", EntityType.STATE, "Kazakhstan", (Mention(0, 3),))
    said = Statement("s1", S.LOCATION, {"entity": ("e1",)}, evidence=(Evidence(0, 3),))
    return Extraction(a, (state, Entity("e2", EntityType.PERSON, "Someone")), (said,))


LINKS = (
    Link("e1", "Q232", 0.9, "label", (Candidate("Q232", 0.9), Candidate("Q1", 0.1))),
    Link("e2", None, 0.0, "nil"),
)


def block(name: str, *values: str) -> SharedBlock:
    subject = URIRef(f"{IRIS.base}thing/{name}")
    return SharedBlock(
        name, tuple((subject, RDFS.label, Literal(value), IRIS.graph("entities")) for value in values)
    )


def linked(a: Article, shared: tuple[SharedBlock, ...] = (), size: int = 3) -> LinkedArticle:
    node = IRIS.article(a.content_hash)
    triples = [
        (node, RDF.type, GEOKG.Article),
        (node, SCHEMA.identifier, Literal(a.id)),
        (node, SCHEMA.headline, Literal(a.title)),
        *(
            (IRIS.statement(a.content_hash, f"s{n}"), GEOKG.confidence, Literal("0.5", datatype=XSD.decimal))
            for n in range(size)
        ),
        (node, GEOKG.about, WD.Q232),
    ]
    return LinkedArticle(IRIS.article_graph(a.content_hash), tuple(triples), shared)


def batch() -> list[tuple[Article, LinkedArticle]]:
    """Articles that share blocks in every way: same content, two spellings, one quad in two blocks."""
    made = []
    for n in range(12):
        a = article(f"a{n}", url=f"https://example.org/{n}")
        shared = (
            block("entity:common", "Kazakhstan" if n % 3 else "KAZAKHSTAN"),
            block(f"entity:{n % 4}", f"number {n % 4}"),
            SharedBlock(f"overlap:{n % 2}", block("overlap", "the same quad").quads),
            block("background:Q232", "what the index knows"),
        )
        made.append((a, linked(a, shared)))
    return made
