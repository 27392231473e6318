"""Entity linking as such: exact stretch of text and Wikidata id, against AIDA-style gold sets."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from loader.evaluate.gold import LinkingGold
from loader.evaluate.report import Report, Tally
from loader.evaluate.spans import Span, overlap
from loader.model import Extraction, MentionKind

NAMED = (MentionKind.NAME, MentionKind.ADJECTIVE)


@dataclass(frozen=True, slots=True)
class InIndex:
    """Recall on the gold mentions whose entity an index holds, and F1 of it with the overall precision."""

    gold: int
    r: float
    f1_with_overall_p: float


@dataclass(frozen=True, slots=True)
class LinkingReport(Report):
    """Strict figures; `recall_overlap` counts any overlap with the right id as found."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int
    recall_overlap: float
    in_index: InIndex | None = None

    def to_json(self) -> dict[str, Any]:
        """Without `in_index` where no index was given."""
        found = asdict(self)
        return found if self.in_index else {key: value for key, value in found.items() if key != "in_index"}


def score_linking(
    gold: Iterable[LinkingGold], records: Mapping[str, Extraction], index: Container[str] | None = None
) -> LinkingReport:
    """Score the names and adjectives of every gold article; `index` holds the ids that could be found."""
    tally = Tally()
    loose = inside = inside_hits = 0
    for document in gold:
        wanted = {(m.b, m.e): m.qid for m in document.mentions if m.counts}
        neutral = [(m.b, m.e) for m in document.mentions if not m.counts]
        guesses = _guesses(records.get(document.id), document.eval_span or (0, len(document.text)))
        hits = {span for span, qid in guesses.items() if wanted.get(span) == qid}
        counted = sum(span in hits or not any(overlap(span, n) for n in neutral) for span in guesses)
        tally.add(len(hits), counted, len(wanted))
        loose += sum(
            any(overlap(span, place) and qid == guess for place, guess in guesses.items())
            for span, qid in wanted.items()
        )
        if index is not None:
            inside += sum(qid in index for qid in wanted.values() if qid)
            inside_hits += sum(guesses[span] in index for span in hits)
    figure = tally.figure()
    return LinkingReport(
        **asdict(figure),
        recall_overlap=round(100 * loose / tally.gold, 1) if tally.gold else 0.0,
        in_index=_in_index(figure.p, inside, inside_hits) if inside else None,
    )


def _guesses(record: Extraction | None, scope: Span) -> dict[Span, str]:
    """The linked names and adjectives within the scope."""
    return {
        (mention.start, mention.end): entity.qid
        for entity in (record.entities if record else ())
        for mention in entity.mentions
        if entity.qid and mention.kind in NAMED and scope[0] <= mention.start and mention.end <= scope[1]
    }


def _in_index(p: float, inside: int, hits: int) -> InIndex:
    r = 100 * hits / inside
    return InIndex(inside, round(r, 1), round(2 * p * r / (p + r), 1) if p + r else 0.0)
