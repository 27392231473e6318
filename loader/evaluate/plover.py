"""Event roots between two given actors, end to end: the actors must be found, then the event between them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import PloverGold
from loader.evaluate.report import Figure, Report, Tally, per_cent
from loader.evaluate.spans import Span, overlap, spans
from loader.model import Extraction, Statement, StatementType

QUAD_CLASSES: Mapping[str, int] = {
    root: number
    for number, roots in enumerate(
        (
            ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
            ("COOPERATE", "AID", "RETREAT"),
            ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
            ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
        ),
        start=1,
    )
    for root in roots
}
"""PLOVER root -> verbal or material co-operation, verbal or material conflict (1 to 4)."""


@dataclass(frozen=True, slots=True)
class PloverReport(Report):
    """Shares in per cent of the sentences; the macro average is over the roots that the gold set has."""

    root_macro_f1: float
    root_accuracy: float
    quad_accuracy: float
    answered: float
    with_both_actors: float
    by_root: dict[str, Figure]


OLDER_ROOTS: Mapping[str, str] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLOVER's roots of today -> the root of the first editions that the PLV sentences are coded with."""


def score_plover(
    gold: Iterable[PloverGold],
    records: Mapping[str, Extraction],
    *,
    given: bool = False,
    older: bool = False,
) -> PloverReport:
    """Score each sentence by the one event that fits its two actors best.

    Args:
        gold: sentences with two marked actors and the root between them.
        records: what was extracted, by sentence id.
        given: the marked actors are a hint: they choose among the events of the sentence, and the chosen
            one need not have found them. The setting of systems that are given the actors.
        older: count CONCEDE and RETREAT as YIELD, as the first editions of PLOVER did. The reference
            scorer does neither.
    """
    answers: Counter[tuple[str, str | None]] = Counter()
    both = 0
    for sentence in gold:
        root, has_both = _answer(sentence, records.get(sentence.id), given=given)
        answers[sentence.gold_root, OLDER_ROOTS.get(root or "", root) if older else root] += 1
        both += has_both
    roots = sorted({wanted for wanted, _ in answers})
    by_root = {root: _figure(answers, root) for root in roots}
    every = answers.total()
    same_quad = sum(n for (g, p), n in answers.items() if QUAD_CLASSES.get(g) == QUAD_CLASSES.get(p or ""))
    return PloverReport(
        root_macro_f1=round(sum(figure.f1 for figure in by_root.values()) / len(roots), 1) if roots else 0.0,
        root_accuracy=per_cent(sum(n for (g, p), n in answers.items() if g == p), every),
        quad_accuracy=per_cent(same_quad, every),
        answered=per_cent(sum(n for (_, p), n in answers.items() if p), every),
        with_both_actors=per_cent(both, every),
        by_root=by_root,
    )


def _answer(sentence: PloverGold, record: Extraction | None, *, given: bool) -> tuple[str | None, bool]:
    """The event root between the marked actors, and whether both are in it."""
    if record is None:
        return None, False
    # The record's text may carry a title line; its offsets count in that.
    text = record.article.text or sentence.text
    source, target = _place(text, sentence.source), _place(text, sentence.target)
    places = {entity.id: spans(entity) for entity in record.entities}
    best: tuple[float, str | None, bool] | None = None
    for statement in record.statements:
        if statement.type is not StatementType.EVENT:
            continue
        recipients = statement.roles.get("recipient", ())
        acts = _is_at(statement, "actor", source, places)
        suffers = _is_at(statement, "recipient", target, places)
        rank = 2 * acts + 2 * suffers + statement.confidence
        fits = given or (acts and (suffers or not recipients))
        if fits and (best is None or rank > best[0]):
            event = statement.values.get("event")
            best = (rank, event if isinstance(event, str) else None, suffers)
    return (best[1], best[2]) if best else (None, False)


def _place(text: str, words: str) -> Span:
    """Where the words stand; anywhere when they do not."""
    start = text.lower().find(words.lower())
    return (start, start + len(words)) if start >= 0 else (0, len(text))


def _is_at(statement: Statement, role: str, place: Span, places: Mapping[str, tuple[Span, ...]]) -> bool:
    fillers = statement.roles.get(role, ())
    return any(overlap(span, place) for filler in fillers for span in places.get(filler, ()))


def _figure(answers: Counter[tuple[str, str | None]], root: str) -> Figure:
    predicted = sum(n for (_, p), n in answers.items() if p == root)
    wanted = sum(n for (g, _), n in answers.items() if g == root)
    return Tally(answers[root, root], predicted, wanted).figure()
