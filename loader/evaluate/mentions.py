"""Relations against a gold set that annotates mentions and not entities (re3d).

There "ISIL" is as many gold entities as it has mentions, so that a system that knows them for one can be
aligned with one of them only. Here a gold relation is found when the entities that the record has at its
two mentions stand in it, and a relation of the record is right when some mentions of it are annotated so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import RelationsGold
from loader.evaluate.implied import SYMMETRIC, Relation, implied_relations
from loader.evaluate.relations import SCORED
from loader.evaluate.report import Figure, Report, per_cent
from loader.evaluate.spans import same_place, spans
from loader.model import Extraction


@dataclass(frozen=True, slots=True)
class MentionsReport(Report):
    """`mentions`: gold mentions at which the record has an entity, per cent."""

    mentions: float
    by_relation: dict[str, Figure]


@dataclass(slots=True)
class _Count:
    found: int = 0
    gold: int = 0
    right: int = 0
    predicted: int = 0

    def figure(self) -> Figure:
        p, r = per_cent(self.right, self.predicted), per_cent(self.found, self.gold)
        f1 = round(2 * p * r / (p + r), 1) if p + r else 0.0
        return Figure(p, r, f1, self.gold, self.predicted)


def score_mentions(gold: Iterable[RelationsGold], records: Mapping[str, Extraction]) -> MentionsReport:
    """Score every gold article; one without a record counts as nothing found."""
    counts: defaultdict[str, _Count] = defaultdict(_Count)
    covered = everything = 0
    for document in gold:
        record = records.get(document.id)
        at = _entities_at(document, record)
        covered += sum(bool(found) for found in at.values())
        everything += len(at)
        wanted = [(r.h, r.r, r.t) for r in document.relations if r.r in SCORED]
        wanted += [(t, name, h) for h, name, t in wanted if name in SYMMETRIC]
        said = implied_relations(record) if record else set()
        borne: set[Relation] = set()
        for head, name, tail in set(wanted):
            hits = {(h, name, t) for h in at.get(head, ()) for t in at.get(tail, ())} & said
            counts[name].gold += 1
            counts[name].found += bool(hits)
            borne |= hits
        for relation in said:
            counts[relation[1]].predicted += 1
            counts[relation[1]].right += relation in borne
    present = sorted(name for name, count in counts.items() if count.gold)
    return MentionsReport(per_cent(covered, everything), {name: counts[name].figure() for name in present})


def _entities_at(document: RelationsGold, record: Extraction | None) -> dict[str, set[str]]:
    """Gold mention -> ids of the record's entities that share more than half of the shorter stretch."""
    own = [(entity.id, span) for entity in record.entities for span in spans(entity)] if record else []
    return {
        entity.id: {key for key, mine in own for theirs in entity.mentions if same_place(mine, theirs)}
        for entity in document.entities
    }
