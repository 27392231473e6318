"""Relations between entities, end to end: entities, links and binary relations against DWIE or re3d."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loader.evaluate.gold import GoldEntity, RelationsGold
from loader.evaluate.implied import SYMMETRIC, Relation, implied_relations
from loader.evaluate.report import Figure, Report, Tally, count_triples, total
from loader.evaluate.spans import Span, align
from loader.model import Extraction

CORE = frozenset(
    {
        "head_of_state",
        "head_of_gov",
        "minister_of",
        "agent_of",
        "member_of",
        "head_of",
        "agency_of",
        "ministry_of",
        "institution_of",
        "spokesperson_of",
        "part_of",
        "mayor_of",
    }
)
"""Who leads, serves or belongs to what."""

GEO = CORE | {"citizen_of", "in0", "based_in0", "event_in0"}
"""The same, and what lies where."""

SCORED = GEO | SYMMETRIC | {"BelongsTo"}
_DEMONYM = "gpe0"
_INDIRECT = "-x"


@dataclass(frozen=True, slots=True)
class RelationsReport(Report):
    """Micro averages over the relations that the gold set has, entities by mention overlap, links by id."""

    core: Figure
    geo: Figure
    entities: Figure
    linking_of_gold_entities: dict[str, Figure]
    by_relation: dict[str, Figure]


def score_relations(gold: Iterable[RelationsGold], records: Mapping[str, Extraction]) -> RelationsReport:
    """Score every gold article; one without a record counts as nothing found."""
    relations: defaultdict[str, Tally] = defaultdict(Tally)
    links: defaultdict[str, Tally] = defaultdict(Tally)
    entities = Tally()
    for document in gold:
        folded = _Folded(document)
        record = records.get(document.id)
        predicted = record.entities if record else ()
        mapping = align(predicted, folded.spans)
        entities.add(len(mapping), len(predicted), len(folded.spans))
        qids = {mapping[e.id]: e.qid for e in predicted if e.id in mapping}
        _count_links(links, folded, document.entities, qids)
        said = implied_relations(record) if record else set()
        # An entity that is no gold entity makes a false relation, never a lucky one.
        found = {(mapping.get(h, f"?{h}"), name, mapping.get(t, f"?{t}")) for h, name, t in said}
        wanted = folded.relations()
        count_triples(relations, {name for _, name, _ in wanted} | SCORED, wanted, found)
    present = {name for name, tally in relations.items() if tally.gold}
    return RelationsReport(
        core=total([relations[name] for name in CORE & present]).figure(),
        geo=total([relations[name] for name in GEO & present]).figure(),
        entities=entities.figure(),
        linking_of_gold_entities={key: links[key].figure() for key in sorted(links)},
        by_relation={name: relations[name].figure() for name in sorted(present & SCORED)},
    )


class _Folded:
    """A gold article whose demonym entities (German) are one with their states (Germany)."""

    def __init__(self, document: RelationsGold) -> None:
        self._document = document
        self._states = {r.h: r.t for r in document.relations if r.r == _DEMONYM}
        merged: dict[str, list[Span]] = {}
        for entity in document.entities:
            merged.setdefault(self.id(entity.id), []).extend(entity.mentions)
        self.spans = {key: found for key, found in merged.items() if found}

    def id(self, key: str) -> str:
        return self._states.get(key, key)

    def relations(self) -> set[Relation]:
        """Between entities that the text mentions."""
        direct = (r for r in self._document.relations if not r.r.endswith(_INDIRECT) and r.r != _DEMONYM)
        result = {(self.id(r.h), r.r, self.id(r.t)) for r in direct}
        result = {(h, name, t) for h, name, t in result if h in self.spans and t in self.spans}
        return result | {(t, name, h) for h, name, t in result if name in SYMMETRIC}


def _count_links(
    tallies: defaultdict[str, Tally],
    folded: _Folded,
    entities: Sequence[GoldEntity],
    qids: Mapping[str, str | None],
) -> None:
    for entity in entities:
        want = entity.qid_silver or entity.qid
        if want and entity.mentions:
            guess = qids.get(folded.id(entity.id))
            for key in (_kind(entity), "all"):
                tallies[key].add(guess == want, bool(guess), 1)


def _kind(entity: GoldEntity) -> str:
    if {_DEMONYM, _DEMONYM + _INDIRECT} & set(entity.types):
        return "state"
    return next((kind for kind in ("person", "organization", "location") if kind in entity.types), "other")
