"""The triples around an article's statements: the article itself, its mentions, its evidence.

Everything here goes to the article's own graph and is the same whatever is stated.
"""

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from loader.errors import MappingError
from loader.map import literals, terms
from loader.map.rules import Concepts
from loader.model import Article, Entity, Evidence
from loader.rdf import Iris, Triple


def article_triples(
    node: URIRef, article: Article, content_hash: str, evidences: Concepts
) -> Iterator[Triple]:
    """What is known of where an article comes from; never its text. `evidences` are those of dates."""
    yield node, terms.TYPE, terms.ARTICLE
    yield node, terms.IDENTIFIER, literals.text(article.id)
    yield node, terms.CONTENT_HASH, literals.text(content_hash)
    yield node, terms.TEXT_HASH, literals.text(article.text_hash)
    yield node, terms.IN_LANGUAGE, literals.text(article.language)
    if article.title:
        yield node, terms.HEADLINE, literals.text(article.title)
    if article.publisher:
        yield node, terms.PUBLISHER, literals.text(article.publisher)
    for predicate, value in (
        (terms.AUTHOR, article.author),
        (terms.AGENCY, article.agency),
        (terms.DATELINE, article.place),
    ):
        if value:
            yield node, predicate, literals.text(value)
    if article.url:
        yield node, terms.URL, literals.uri(article.url)
    if article.published:
        try:
            yield node, terms.DATE_PUBLISHED, literals.date(article.published)
        except ValueError as error:
            raise MappingError(f"{article.identity}: published: {error}") from error
        if article.dated_by:
            yield node, terms.DATE_EVIDENCE, evidences[article.dated_by.source]
            yield node, terms.DATE_CONFIDENCE, literals.decimal(article.dated_by.confidence)


def mention_triples(
    iris: Iris,
    article: Article,
    content_hash: str,
    entities: Iterable[tuple[Entity, URIRef]],
    kinds: Concepts,
) -> Iterator[Triple]:
    """Where and how each entity is mentioned, and why it is taken to be that one."""
    for entity, iri in entities:
        for mention in entity.mentions:
            node = iris.mention(content_hash, mention.start, mention.end)
            yield node, terms.TYPE, terms.MENTION
            yield node, terms.EXACT, literals.text(article.text[mention.start : mention.end])
            yield node, terms.START, literals.integer(mention.start)
            yield node, terms.END, literals.integer(mention.end)
            yield node, terms.MENTION_KIND, kinds[mention.kind]
            yield node, terms.REFERS_TO, iri
            if mention.by is not None:
                yield node, terms.REFERS_BY, literals.text(mention.by)


def evidence_triples(node: URIRef, article: Article, evidence: Evidence) -> Iterator[Triple]:
    """A quoted stretch of the article."""
    yield node, terms.TYPE, terms.EVIDENCE
    yield node, terms.EXACT, literals.text(article.text[evidence.start : evidence.end])
    yield node, terms.START, literals.integer(evidence.start)
    yield node, terms.END, literals.integer(evidence.end)
