"""Keeps nonsense out: what a slip of reading makes of a sentence that no editor would have printed.

Each check looks at one statement before it is finished and tells what is wrong with it; the record keeps
every such doubt, so that nothing disappears in silence. Limits are in `lexicons/plausibility.yaml`. A
check never repairs: a statement is left out, or stands without its time when only that is at fault.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loader.extract.certainty import Certainty
from loader.extract.reading import Reading
from loader.model import Count, Doubt, Modality, StatementType, TimeSpan

if TYPE_CHECKING:
    from loader.extract.statements.draft import Draft


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong; `kept` when it is only the time and the statement may stand without."""

    reason: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement as the checks see it."""

    reading: Reading
    draft: "Draft"
    certainty: Certainty
    time: TimeSpan | None


def too_many(candidate: Candidate) -> Fault | None:
    """More people killed, held or moved than any one happening in the news."""
    limits = candidate.reading.lexicons.limits
    values = candidate.draft.values
    if candidate.draft.type is StatementType.CASUALTIES:
        count, most = values.get("count"), limits.casualties.get(str(values.get("outcome")))
    elif candidate.draft.type is StatementType.DEPLOYMENT:
        count, most = values.get("strength"), limits.strength
    else:
        return None
    if not isinstance(count, Count) or most is None:
        return None
    number = max(count.min or 0, count.max or 0)
    if number <= most or _history(candidate, limits.history_years):
        return None
    return Fault(f"{number:,} people ({count.text}) are more than the {most:,} that one happening may count")


def dated_ahead(candidate: Candidate) -> Fault | None:
    """A date after the article's own for what it tells as done."""
    published = candidate.reading.document.article.published
    start = candidate.time.start if candidate.time is not None else None
    if start is None or published is None or candidate.certainty.modality is not Modality.ASSERTED:
        return None
    shared = min(len(start), len(published))
    if start[:shared] <= published[:shared]:
        return None
    return Fault(f"told as done, but {start} is after {published}, the date of the article", kept=True)


def acts_on_itself(candidate: Candidate) -> Fault | None:
    """A state that attacks, threatens or sanctions itself, by a slip of reading."""
    roles = candidate.draft.roles
    if candidate.draft.type is not StatementType.EVENT or not roles.get("recipient"):
        return None
    both = [e for e in roles.get("actor", []) if e in roles["recipient"]]
    if not both:
        return None
    event = candidate.draft.values.get("event")
    return Fault(f"{both[0].name} is read as acting on itself ({event})")


CHECKS: dict[str, Callable[[Candidate], Fault | None]] = {
    "too-many": too_many,
    "dated-ahead": dated_ahead,
    "acts-on-itself": acts_on_itself,
}
"""Name -> check; a new check is one function and one line here."""


def doubts_of(reading: Reading, draft: "Draft", certainty: Certainty, time: TimeSpan | None) -> list[Doubt]:
    """What the checks find wrong with a statement, in their order; nothing when it is plausible."""
    candidate = Candidate(reading, draft, certainty, time)
    found = ((name, check(candidate)) for name, check in CHECKS.items())
    evidence = reading.document.evidence(draft.trigger)
    return [
        Doubt(name, draft.type, fault.kept, fault.reason, evidence)
        for name, fault in found
        if fault is not None
    ]


def _history(candidate: Candidate, years: int) -> bool:
    published = candidate.reading.document.article.published
    start = candidate.time.start if candidate.time is not None else None
    return bool(start and published and int(start[:4]) <= int(published[:4]) - years)
