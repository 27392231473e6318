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
from loader.map.time import Stamps, ended_by, still_held, time_stamps
from loader.model import Entity, EntityType
from loader.rdf import Iris, Quad, SharedBlock, Triple

MAX_ALIASES = 5
"""Further names given for an entity; the index holds all of them."""

BACKGROUND = "background:"
"""How the ids of blocks begin that are kept without counting who supports them.

One block holds all that the index knows of an entity: a store then takes in one block for a state, not
one for each of its leaders, and a newer index's knowledge of the entity takes the place of the old.
"""

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
        self._name = lru_cache(maxsize=_CACHED)(self._read_name)

    def linked(self, entity: Entity, qid: str) -> tuple[SharedBlock, ...]:
        """The entity's block and its background's."""
        known = self._known(qid)
        return known or (self._unknown(entity, self._iris.wikidata(qid)),)

    def unlinked(self, entity: Entity, iri: URIRef, home: str | None = None) -> SharedBlock:
        """The block of an entity that has no Wikidata item, as the article names it.

        Where `home`, whose it is, is a state, that is its country.
        """
        triples: list[Triple] = [(iri, terms.TYPE, terms.UNLINKED_ENTITY)]
        facts = self.knowledge.facts(home) if home is not None else None
        if facts is not None and facts.type is EntityType.STATE:
            triples.append((iri, terms.COUNTRY, self._iris.wikidata(facts.qid)))
        return self._unknown(entity, iri, *triples)

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
        known = list(self._fact_triples(iri, facts))
        aliases: list[Triple] = [
            (iri, terms.ALT_LABEL, literals.text(alias)) for alias in facts.aliases[:MAX_ALIASES]
        ]
        background = [(iri, terms.LABEL, literals.text(facts.label)), *known, *self._background(facts)]
        quads = tuple((*triple, self._graph) for triple in dict.fromkeys(background))
        return self._entity_block(iri, facts.label, known + aliases), SharedBlock(f"{BACKGROUND}{iri}", quads)

    def _fact_triples(self, iri: URIRef, facts: EntityFacts) -> Iterator[Triple]:
        yield iri, terms.TYPE, self._rules.entities[facts.type]
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

    def _background(self, facts: EntityFacts) -> Iterator[Triple]:
        """A person's tenures, a state's leaders, an alliance's members, and what each belongs to."""
        if facts.type is EntityType.PERSON:
            for tenure in self.knowledge.tenures_of(facts.qid):
                yield from self._tenure(tenure)
        elif facts.type is EntityType.STATE:
            for tenure in self.knowledge.tenures_at(facts.qid, self._rules.tenures.leaders):
                yield from self._tenure(tenure)
        elif facts.type is EntityType.ALLIANCE:
            for membership in self.knowledge.members_of(facts.qid):
                yield from self._membership(membership)
        for membership in self.knowledge.memberships_of(facts.qid):
            yield from self._membership(membership)

    def _tenure(self, tenure: Tenure) -> Iterator[Triple]:
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
        yield node, terms.TYPE, rule.situation
        yield node, terms.TYPE, terms.BACKGROUND_FACT
        yield node, rule.category.property, category
        yield node, rule.holder, self._iris.wikidata(tenure.holder)
        if tenure.office:
            yield node, rule.office, literals.text(tenure.office)
        if tenure.of:
            yield node, rule.of, self._iris.wikidata(tenure.of)
        yield from ((node, predicate, value) for predicate, value in _tenure_stamps(tenure))
        yield from self._names(tenure.holder, tenure.of)

    def _membership(self, fact: MembershipFact) -> Iterator[Triple]:
        rule = self._rules.memberships
        node = self._iris.background("membership", fact.member, fact.organization, fact.start, fact.end)
        yield node, terms.TYPE, rule.situation
        yield node, terms.TYPE, terms.BACKGROUND_FACT
        yield node, rule.member, self._iris.wikidata(fact.member)
        yield node, rule.organization, self._iris.wikidata(fact.organization)
        yield from ((node, predicate, value) for predicate, value in time_stamps(fact.start, fact.end))
        yield from self._names(fact.member, fact.organization)

    def _names(self, *qids: str | None) -> Iterator[Triple]:
        """Name and type of those whom a fact is about: no article need have named them."""
        for qid in qids:
            if qid is not None:
                yield from self._name(qid)

    def _read_name(self, qid: str) -> tuple[Triple, ...]:
        facts = self.knowledge.facts(qid)
        if facts is None:
            return ()
        iri = self._iris.wikidata(facts.qid)
        kind = self._rules.entities[facts.type]
        return (iri, terms.LABEL, literals.text(facts.label)), (iri, terms.TYPE, kind)


def _tenure_stamps(tenure: Tenure) -> Stamps:
    stamps = time_stamps(tenure.start, None if tenure.end_is_bound else tenure.end)
    if tenure.end is not None and tenure.end_is_bound:
        stamps.append(ended_by(tenure.end))
    elif tenure.end is None and tenure.as_of is not None:
        stamps.append(still_held(tenure.as_of))
    return stamps
