"""What the shared graphs say of an entity: its description, and what the index knows beyond that.

Every block is made from the index alone, so two articles that link to one entity give the same block.
What articles say never enters here, but for the name and type of an entity that the index lacks.
"""

from collections.abc import Iterator
from functools import lru_cache

from rdflib import URIRef

from loader.errors import MappingError
from loader.knowledge import EntityFacts, Knowledge, MembershipFact, Tenure
from loader.map import literals, terms
from loader.map.rules import MappingRules
from loader.map.time import ended_by, still_held, time_triples
from loader.model import Entity, EntityType
from loader.rdf import Iris, Quad, SharedBlock, Triple

MAX_ALIASES = 5
"""Further names given for an entity; the index holds all of them."""

BACKGROUND = "background:"
"""How the ids of blocks begin that are kept without counting who supports them."""

_CACHED = 4096


class Descriptions:
    """Blocks that describe linked entities, remembered since articles name the same ones again."""

    def __init__(self, iris: Iris, rules: MappingRules, knowledge: Knowledge) -> None:
        self._iris = iris
        self._rules = rules
        self.knowledge = knowledge
        self._entities = iris.graph("entities")
        self._current = iris.graph("current")
        self._graph = iris.graph("background")
        self._known = lru_cache(maxsize=_CACHED)(self._describe_known)

    def linked(self, entity: Entity, qid: str) -> tuple[SharedBlock, ...]:
        """The entity's block and its background's."""
        known = self._known(qid)
        return known or (self._unknown(entity, self._iris.wikidata(qid)),)

    def unlinked(self, entity: Entity, iri: URIRef) -> SharedBlock:
        """The block of an entity that has no Wikidata item, as the article names it."""
        return self._unknown(entity, iri, (iri, terms.TYPE, terms.UNLINKED_ENTITY))

    def _unknown(self, entity: Entity, iri: URIRef, *more: Triple) -> SharedBlock:
        triples = [(iri, terms.TYPE, self._rules.entities[entity.type]), *more]
        return self._entity_block(iri, entity.name, triples)

    def _entity_block(self, iri: URIRef, label: str, triples: list[Triple]) -> SharedBlock:
        name = literals.text(label)
        quads: list[Quad] = [
            (iri, terms.LABEL, name, self._current),
            (iri, terms.LABEL, name, self._entities),
        ]
        quads.extend((s, p, o, self._entities) for s, p, o in triples)
        return SharedBlock(f"entity:{iri}", tuple(quads))

    def _describe_known(self, qid: str) -> tuple[SharedBlock, ...]:
        facts = self.knowledge.facts(qid)
        if facts is None:
            return ()
        iri = self._iris.wikidata(qid)
        block = self._entity_block(iri, facts.label, list(self._fact_triples(iri, facts)))
        return (block, *{b.id: b for b in self._background(facts)}.values())

    def _fact_triples(self, iri: URIRef, facts: EntityFacts) -> Iterator[Triple]:
        yield iri, terms.TYPE, self._rules.entities[facts.type]
        for alias in facts.aliases[:MAX_ALIASES]:
            yield iri, terms.ALT_LABEL, literals.text(alias)
        if facts.country:
            yield iri, terms.COUNTRY, self._iris.wikidata(facts.country)
        for code in (facts.iso2, facts.iso3):
            if code:
                yield iri, terms.ISO_CODE, literals.text(code)
        if facts.lat is not None and facts.lon is not None:
            geometry = self._iris.geometry(facts.qid)
            yield iri, terms.HAS_GEOMETRY, geometry
            yield geometry, terms.TYPE, terms.GEOMETRY
            yield geometry, terms.AS_WKT, literals.point(facts.lat, facts.lon)

    def _background(self, facts: EntityFacts) -> Iterator[SharedBlock]:
        """A person's tenures; a state's leaders and memberships."""
        if facts.type is EntityType.PERSON:
            for tenure in self.knowledge.tenures_of(facts.qid):
                yield from self._tenure(tenure)
        elif facts.type is EntityType.STATE:
            for tenure in self.knowledge.tenures_at(facts.qid, self._rules.tenures.leaders):
                yield from self._tenure(tenure)
            for membership in self.knowledge.memberships_of(facts.qid):
                yield from self._membership(membership)

    def _tenure(self, tenure: Tenure) -> Iterator[SharedBlock]:
        rule = self._rules.tenures
        node = self._iris.background(
            "tenure",
            tenure.holder,
            tenure.of,
            tenure.category,
            tenure.office,
            tenure.start,
            tenure.end,
            tenure.as_of,
        )
        category = rule.category.concepts.get(tenure.category)
        if category is None:
            raise MappingError(
                f"entity index: {tenure.holder} has an office of category {tenure.category!r}, which the "
                f"ontology lacks; build the index anew or add the concept to vocab/offices.ttl"
            )
        triples = self._fact(node, rule.situation)
        triples.append((node, rule.category.property, category))
        triples.append((node, rule.holder, self._iris.wikidata(tenure.holder)))
        if tenure.office:
            triples.append((node, rule.office, literals.text(tenure.office)))
        if tenure.of:
            triples.append((node, rule.of, self._iris.wikidata(tenure.of)))
        triples.extend(_tenure_time(node, tenure))
        yield self._block(node, triples)
        yield from self._labels(tenure.holder, tenure.of)

    def _membership(self, fact: MembershipFact) -> Iterator[SharedBlock]:
        rule = self._rules.memberships
        node = self._iris.background("membership", fact.member, fact.organization, fact.start, fact.end)
        triples = self._fact(node, rule.situation)
        triples.append((node, rule.member, self._iris.wikidata(fact.member)))
        triples.append((node, rule.organization, self._iris.wikidata(fact.organization)))
        triples.extend(time_triples(node, fact.start, fact.end))
        yield self._block(node, triples)
        yield from self._labels(fact.member, fact.organization)

    def _fact(self, node: URIRef, situation: URIRef) -> list[Triple]:
        return [(node, terms.TYPE, situation), (node, terms.TYPE, terms.BACKGROUND_FACT)]

    def _labels(self, *qids: str | None) -> Iterator[SharedBlock]:
        """Name and type of those whom a fact is about: no article need have named them."""
        for qid in qids:
            facts = self.knowledge.facts(qid) if qid else None
            if facts is not None:
                iri = self._iris.wikidata(facts.qid)
                label: Triple = (iri, terms.LABEL, literals.text(facts.label))
                yield self._block(iri, [(iri, terms.TYPE, self._rules.entities[facts.type]), label])

    def _block(self, node: URIRef, triples: list[Triple]) -> SharedBlock:
        return SharedBlock(f"{BACKGROUND}{node}", tuple((s, p, o, self._graph) for s, p, o in triples))


def _tenure_time(node: URIRef, tenure: Tenure) -> list[Triple]:
    end = None if tenure.end_is_bound else tenure.end
    triples = time_triples(node, tenure.start, end)
    if tenure.end is not None and tenure.end_is_bound:
        triples.append(ended_by(node, tenure.end))
    elif tenure.end is None and tenure.as_of is not None:
        triples.append(still_held(node, tenure.as_of))
    return triples
