"""Whole statements, greedily matched one to one within an article.

A gold statement is found when a predicted one has its type, its main roles (by aligned entities, half
of the fillers at least), its key values, and evidence that overlaps. Polarity, modality, time and
source are then measured on the matched pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import StatementsGold
from loader.evaluate.report import Figure, Report, Tally, total
from loader.evaluate.spans import align, overlap, spans
from loader.model import Count, Extraction, Origin, Statement, StatementType

KEYS: Mapping[StatementType, tuple[tuple[str, ...], tuple[str, ...]]] = {
    StatementType.OFFICE_HOLDING: (("holder", "of"), ("category",)),
    StatementType.OFFICE_CHANGE: (("person", "of"), ("category", "change")),
    StatementType.MEMBERSHIP: (("member", "organization"), ("status",)),
    StatementType.AFFILIATION: (("agent", "of"), ("relation",)),
    StatementType.LOCATION: (("entity", "place"), ("relation",)),
    StatementType.PART: (("part", "whole"), ("relation",)),
    StatementType.DEPLOYMENT: (("deployer", "destination"), ("direction",)),
    StatementType.EVENT: (("actor", "recipient"), ("event",)),
    StatementType.CASUALTIES: ((), ("outcome", "count")),
    StatementType.AGREEMENT: (("party",), ("kind",)),
    StatementType.STANCE: (("a", "b"), ("kind",)),
    StatementType.QUOTATION: (("speaker",), ()),
}
"""Statement type -> main roles, key values."""


@dataclass(frozen=True, slots=True)
class StatementsReport(Report):
    """Figures over all statements and by type; accuracies are per cent, None of nothing."""

    all: Figure
    by_type: dict[str, Figure]
    polarity_accuracy: float | None
    modality_accuracy: float | None
    time_accuracy: float | None
    source_accuracy: float | None
    qid_accuracy_of_aligned: float | None


@dataclass(frozen=True, slots=True)
class Matching:
    """How one article's predicted statements were told right, false and missed.

    `entities` maps predicted entity ids to gold ones.
    """

    entities: Mapping[str, str]
    found: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    false: tuple[Statement, ...]


def match(gold: StatementsGold, record: Extraction) -> Matching:
    """Pair an article's gold statements with predicted ones, in the order of the gold."""
    mapping = align(record.entities, {entity.id: spans(entity) for entity in gold.record.entities})
    left = [s for s in record.statements if s.origin is Origin.TEXT and s.type in gold.types]
    found, missed = [], []
    for wanted in gold.record.statements:
        if wanted.type not in gold.types:
            continue
        hit = next((s for s in left if _same(wanted, s, mapping)), None)
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
            found.append((wanted, hit))
    return Matching(mapping, tuple(found), tuple(missed), tuple(left))


def score_statements(gold: Iterable[StatementsGold], records: Mapping[str, Extraction]) -> StatementsReport:
    """Score the annotated types of every gold article; one without a record counts as nothing found."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    counts: Counter[str] = Counter()
    for document in gold:
        record = records.get(document.id) or Extraction(document.record.article)
        matching = match(document, record)
        for wanted, hit in matching.found:
            tallies[wanted.type].add(1, 1, 1)
            _compare(counts, wanted, hit, matching.entities)
        for statement in matching.missed:
            tallies[statement.type].add(0, 0, 1)
        for statement in matching.false:
            tallies[statement.type].add(0, 1, 0)
        qids = {entity.id: entity.qid for entity in document.record.entities}
        for entity in record.entities:
            want = qids.get(matching.entities.get(entity.id, ""))
            counts["qid"] += bool(want)
            counts["qid right"] += bool(want) and entity.qid == want
    return StatementsReport(
        all=total(list(tallies.values())).figure(),
        by_type={str(kind): tallies[kind].figure() for kind in sorted(tallies)},
        polarity_accuracy=_accuracy(counts, "polarity", "matched"),
        modality_accuracy=_accuracy(counts, "modality", "matched"),
        time_accuracy=_accuracy(counts, "time right", "time"),
        source_accuracy=_accuracy(counts, "source right", "source"),
        qid_accuracy_of_aligned=_accuracy(counts, "qid right", "qid"),
    )


def _same(wanted: Statement, said: Statement, mapping: Mapping[str, str]) -> bool:
    if wanted.type is not said.type:
        return False
    roles, values = KEYS[wanted.type]
    return (
        all(_same_fillers(wanted, said, role, mapping) for role in roles)
        and all(_same_value(wanted.values.get(name), said.values.get(name)) for name in values)
        and any(overlap((a.start, a.end), (b.start, b.end)) for a in wanted.evidence for b in said.evidence)
    )


def _same_fillers(wanted: Statement, said: Statement, role: str, mapping: Mapping[str, str]) -> bool:
    """Half at least of the larger set; a role that the gold leaves open is not asked for."""
    right = set(wanted.roles.get(role, ()))
    # Entities that are no gold entity count as one filler, however many they are.
    guess = {mapping.get(filler) for filler in said.roles.get(role, ())}
    return not right or (bool(guess) and len(right & guess) >= 0.5 * max(len(right), len(guess)))


def _same_value(wanted: str | Count | None, said: str | Count | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, Count):
        return isinstance(said, Count) and (wanted.min, wanted.max) == (said.min, said.max)
    return wanted == said


def _compare(counts: Counter[str], wanted: Statement, hit: Statement, mapping: Mapping[str, str]) -> None:
    counts["matched"] += 1
    counts["polarity"] += wanted.polarity is hit.polarity
    counts["modality"] += wanted.modality is hit.modality
    if wanted.time and wanted.time.start:
        counts["time"] += 1
        counts["time right"] += hit.time is not None and hit.time.start == wanted.time.start
    if wanted.sources:
        counts["source"] += 1
        counts["source right"] += bool(set(wanted.sources) & {mapping.get(s) for s in hit.sources})


def _accuracy(counts: Counter[str], right: str, all_: str) -> float | None:
    return round(100 * counts[right] / counts[all_], 1) if counts[all_] else None
