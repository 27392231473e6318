"""Applying links: article-local IRIs become canonical ones, and situations are named after them.

Pure substitution: the same article and links give the same quads, however often, and nothing is
extracted again.
"""

from collections.abc import Sequence
from itertools import chain
from typing import TypeVar

from rdflib import URIRef

from loader.errors import MappingError
from loader.map import literals, terms
from loader.map.descriptions import Descriptions
from loader.map.homes import homes
from loader.model import Entity, Extraction, Link, MentionKind
from loader.rdf import Iris, LinkedArticle, MappedArticle, SharedBlock, Situation, Term, Triple

_UNNAMED = (MentionKind.NOMINAL, MentionKind.PRONOUN)

Value = TypeVar("Value", Term, Term | str)

Table = dict[Term | str, URIRef]
"""Article-local IRI -> canonical IRI."""


def apply_links(
    iris: Iris,
    mapped: MappedArticle,
    extraction: Extraction,
    links: Sequence[Link],
    descriptions: Descriptions,
) -> LinkedArticle:
    """The article as it is stored.

    An entity without a link counts as unknown.

    Raises:
        MappingError: a link is for an entity that the article does not have, or for one twice.
    """
    content_hash = extraction.article.content_hash
    by_entity = _by_entity(extraction, links)
    home = homes(extraction, by_entity)
    table: Table = {}
    blocks: dict[str, SharedBlock] = {}
    for entity in extraction.entities:
        link = by_entity.get(entity.id)
        if link is not None and link.qid is not None:
            iri, described = iris.wikidata(link.qid), descriptions.linked(entity, link.qid)
        else:
            iri = _unlinked(iris, entity, content_hash, home.get(entity.id))
            described = (descriptions.unlinked(entity, iri, home.get(entity.id)),)
        table[mapped.entities[entity.id]] = iri
        _keep(blocks, described[0])
        for block in described[1:]:
            blocks.setdefault(block.id, block)
    for situation in mapped.situations:
        block = _situation_block(iris, situation, table)
        blocks.setdefault(block.id, block)
    current = iris.graph("current")
    for subject, predicate, value in mapped.shortcuts:
        shortcut = (table[subject], predicate, _canonical(value, table))
        if shortcut[0] != shortcut[2]:
            name = f"shortcut:{' '.join(shortcut)}"
            blocks[name] = SharedBlock(name, ((*shortcut, current),))
    link_nodes = chain.from_iterable(
        _link_triples(iris.link(content_hash, link.entity), link, table[mapped.entities[link.entity]])
        for link in links
    )
    return LinkedArticle(
        mapped.graph, (*_substitute(mapped.triples, table), *link_nodes), tuple(blocks.values())
    )


def is_named(entity: Entity) -> bool:
    """Whether the article has a name for it, or an adjective, and not only noun phrases and pronouns."""
    return not entity.mentions or any(mention.kind not in _UNNAMED for mention in entity.mentions)


def _by_entity(extraction: Extraction, links: Sequence[Link]) -> dict[str, Link]:
    known = {entity.id for entity in extraction.entities}
    by_entity: dict[str, Link] = {}
    for link in links:
        if link.entity not in known:
            raise MappingError(
                f"{extraction.article.identity}: a link is for {link.entity}, no entity of the article"
            )
        if link.entity in by_entity:
            raise MappingError(f"{extraction.article.identity}: two links are for entity {link.entity}")
        by_entity[link.entity] = link
    return by_entity


def _unlinked(iris: Iris, entity: Entity, content_hash: str, home: str | None) -> URIRef:
    """The same unknown name is one node in every article; who has no name is one of this article only.

    A body's name is that of its state's body only.
    """
    if is_named(entity):
        return iris.unlinked_entity(entity.type, entity.name, home)
    return iris.unnamed_entity(entity.type, entity.name, content_hash, entity.id)


def _keep(blocks: dict[str, SharedBlock], block: SharedBlock) -> None:
    """Two spellings of one unknown name: the smaller stays, so that their order does not matter."""
    held = blocks.get(block.id)
    if held is None or (held is not block and block.quads < held.quads):
        blocks[block.id] = block


def _situation_block(iris: Iris, situation: Situation, table: Table) -> SharedBlock:
    """The situation under its canonical name, which the table learns."""
    key = tuple(dict.fromkeys((name, _canonical(value, table)) for name, value in situation.key))
    iri = iris.situation(_local_name(situation.type), key)
    table[situation.iri] = iri
    triples = {(iri, predicate, _canonical(value, table)) for _, predicate, value in situation.triples}
    graph = iris.graph("situations")
    return SharedBlock(f"situation:{iri}", tuple((*triple, graph) for triple in sorted(triples)))


def _substitute(triples: Sequence[Triple], table: Table) -> tuple[Triple, ...]:
    """Local entities and situations stand only as objects in an article's graph."""
    return tuple(
        (subject, predicate, table.get(value, value))
        if type(value) is URIRef
        else (subject, predicate, value)
        for subject, predicate, value in triples
    )


def _canonical(value: Value, table: Table) -> Value | URIRef:
    return table.get(value, value)


def _link_triples(node: URIRef, link: Link, entity: URIRef) -> tuple[Triple, ...]:
    return (
        (node, terms.TYPE, terms.LINK),
        (node, terms.LINKED_ENTITY, entity),
        (node, terms.LINK_SCORE, literals.decimal(link.score)),
        (node, terms.LINK_METHOD, literals.text(link.method)),
    )


def _local_name(iri: URIRef) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
