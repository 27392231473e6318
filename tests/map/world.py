"""A small world: an in-memory index, and articles that are written down as extractions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rdflib import RDFS, URIRef

from loader.knowledge import EntityFacts, IndexedName, MembershipFact, Tenure
from loader.model import (
    Article,
    Count,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Link,
    Mention,
    Statement,
    StatementType,
    TimeSpan,
)
from loader.rdf import GEOKG, LinkedArticle, Quad


class SmallIndex:
    """Stands in for the entity index, with a handful of entities."""

    def __init__(self) -> None:
        kz = "Q232"
        self._facts = {
            f.qid: f
            for f in (
                EntityFacts(
                    kz,
                    EntityType.STATE,
                    "Kazakhstan",
                    aliases=("KAZ",),
                    lat=48.0,
                    lon=68.0,
                    iso2="KZ",
                    iso3="KAZ",
                ),
                EntityFacts("Q200881", EntityType.PERSON, "Kassym-Jomart Tokayev", country=kz),
                EntityFacts("Q158", EntityType.PERSON, "Nursultan Nazarbayev", country=kz),
                EntityFacts("Q318693", EntityType.ALLIANCE, "Collective Security Treaty Organization"),
                EntityFacts("Q159", EntityType.STATE, "Russia"),
                EntityFacts("Q399", EntityType.STATE, "Armenia"),
                EntityFacts("Q35493", EntityType.PLACE, "Almaty", country=kz, lat=43.25, lon=76.9),
            )
        }
        president = {"category": "head_of_state", "of": kz, "office": "President of Kazakhstan"}
        self._tenures = (
            Tenure("Q158", start="1991-12-16", end="2019-03-20", **president),
            Tenure("Q200881", start="2019-03-20", as_of="2025-10", **president),
        )
        self._memberships = (MembershipFact(kz, "Q318693", start="1994"),)

    def names(self) -> Iterator[IndexedName]:
        yield from ()

    def lookup(self, name: str) -> tuple[IndexedName, ...]:  # noqa: ARG002
        return ()

    def facts(self, qid: str) -> EntityFacts | None:
        return self._facts.get(qid)

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        return tuple(t for t in self._tenures if t.holder == person)

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        return tuple(t for t in self._tenures if t.of == of and t.category in (categories or {t.category}))

    def memberships_of(self, member: str) -> tuple[MembershipFact, ...]:
        return tuple(m for m in self._memberships if m.member == member)

    def members_of(self, organization: str) -> tuple[MembershipFact, ...]:
        return tuple(m for m in self._memberships if m.organization == organization)


QIDS = {
    "Tokayev": "Q200881",
    "Tokaev": "Q200881",
    "Kazakhstan": "Q232",
    "CSTO": "Q318693",
    "Russia": "Q159",
    "Armenia": "Q399",
    "Almaty": "Q35493",
}
TYPES = {
    "Tokayev": EntityType.PERSON,
    "Tokaev": EntityType.PERSON,
    "Kazakhstan": EntityType.STATE,
    "CSTO": EntityType.ALLIANCE,
    "Russia": EntityType.STATE,
    "Armenia": EntityType.STATE,
    "Almaty": EntityType.PLACE,
}


def article_of(text: str, *names: str, **article: str) -> Extraction:
    """An article whose entities e1, e2 ... are mentioned by these names, in this order."""
    entities = []
    for number, name in enumerate(names, start=1):
        start = text.index(name)
        mention = Mention(start, start + len(name))
        entities.append(Entity(f"e{number}", TYPES.get(name, EntityType.ORGANIZATION), name, (mention,)))
    return Extraction(Article(id=article.pop("id", "a1"), text=text, **article), tuple(entities))


def stating(
    extraction: Extraction,
    kind: StatementType | str,
    roles: Mapping[str, str],
    values: Mapping[str, str | Count] | None = None,
    time: TimeSpan | None = None,
    **more: object,
) -> Extraction:
    """The extraction with one statement more; a role's fillers are given as "e1 e2"."""
    number = len(extraction.statements) + 1
    statement = Statement(
        f"s{number}",
        kind,  # type: ignore[arg-type]
        {role: tuple(ids.split()) for role, ids in roles.items()},
        values or {},
        time,
        evidence=(Evidence(0, len(extraction.article.text)),),
    )
    return replace(extraction, statements=(*extraction.statements, replace(statement, **more)))


def links_of(extraction: Extraction) -> tuple[Link, ...]:
    """Every entity linked by its name; unknown names are NIL."""
    return tuple(
        Link(e.id, QIDS.get(e.name), 0.9 if e.name in QIDS else 0.4, "label" if e.name in QIDS else "nil")
        for e in extraction.entities
    )


def shared_quads(linked: LinkedArticle, graph: str) -> set[Quad]:
    """The quads that an article gives a shared graph."""
    return {q for block in linked.shared for q in block.quads if q[3].endswith(f"/graph/{graph}")}


def objects(linked: LinkedArticle, predicate: URIRef) -> set[object]:
    """What stands under a property, in whichever graph."""
    shared = [quad[:3] for block in linked.shared for quad in block.quads]
    return {o for _, p, o in (*linked.triples, *shared) if p == predicate}


def situations(linked: LinkedArticle) -> list[str]:
    """Ids of the situations' blocks."""
    return sorted(block.id for block in linked.shared if block.id.startswith("situation:"))


def shortcuts(linked: LinkedArticle) -> set[tuple[object, ...]]:
    """The plain triples of the current view."""
    return {quad[:3] for quad in shared_quads(linked, "current") if quad[1] != RDFS.label}


def unknown(linked: LinkedArticle) -> set[URIRef]:
    """The entities that the index does not know."""
    return {s for s, _, o, _ in shared_quads(linked, "entities") if o == GEOKG.UnlinkedEntity}


EVERY_TYPE = {
    "OfficeHolding": (
        {"holder": "e1", "of": "e2"},
        {"category": "head_of_state", "office": "president", "status": "current"},
    ),
    "OfficeChange": (
        {"person": "e1", "of": "e2", "predecessor": "e3", "successor": "e4", "agent": "e3"},
        {"category": "minister", "office": "foreign minister", "change": "resigned"},
    ),
    "Membership": ({"member": "e2 e4", "organization": "e3"}, {"status": "former", "change": "left"}),
    "Affiliation": ({"agent": "e1", "of": "e2"}, {"relation": "citizen"}),
    "Location": ({"entity": "e1", "place": "e2"}, {"relation": "based_in"}),
    "Part": ({"part": "e3", "whole": "e2"}, {"relation": "agency_of"}),
    "Deployment": (
        {
            "deployer": "e3",
            "force": "e3",
            "contributor": "e4",
            "origin": "e4",
            "destination": "e2",
            "opponent": "e1",
        },
        {
            "direction": "deploy",
            "status": "under_way",
            "strength": Count(None, 5000, True, "about 5,000"),
            "equipment": "aircraft",
            "mission": "guard facilities",
        },
    ),
    "Event": (
        {
            "actor": "e1",
            "recipient": "e4",
            "location": "e2",
            "actor_state": "e2",
            "recipient_state": "e2",
        },
        {
            "event": "ASSAULT",
            "mode": "heavy-weapons",
            "trigger": "shelled",
            "outcome": "failed",
            "actor_sector": "MIL",
            "recipient_sector": "REB",
        },
    ),
    "Casualties": (
        {"perpetrator": "e3", "location": "e2", "victim_group": "e4"},
        {"outcome": "detained", "count": Count(3801, None, False, "over 3,800"), "victims": "protesters"},
    ),
    "Agreement": (
        {"party": "e2 e4", "agreement": "e3"},
        {"kind": "ceasefire", "status": "signed", "subject": "a truce"},
    ),
    "Stance": ({"a": "e2", "b": "e4"}, {"kind": "ally"}),
    "Quotation": ({"speaker": "e1", "addressee": "e3"}, {"text": "We will not leave", "form": "direct"}),
}
"""For each statement type, fillers of all roles and all values, of the entities of `article`."""
