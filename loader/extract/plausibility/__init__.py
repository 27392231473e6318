"""Keeps nonsense out: what a slip of reading makes of a sentence that no editor would have printed.

Each check looks at one statement before it is finished and tells what is wrong with it; the record keeps
every such doubt, so that nothing disappears in silence. Figures and kinds are in
`lexicons/plausibility.yaml`. A check never repairs: a statement is left out, stands without its time when
only that is at fault, or stands with little confidence where it may be the world that is odd.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from loader.extract.certainty import Certainty
from loader.extract.plausibility import counts, days, parties
from loader.extract.plausibility.candidate import Candidate, Effect, Fault
from loader.extract.reading import Reading
from loader.model import Doubt, TimeSpan

if TYPE_CHECKING:
    from loader.extract.statements.draft import Draft

__all__ = ["CHECKS", "Candidate", "Effect", "Fault", "doubts_of"]

CHECKS: dict[str, Callable[[Candidate], Fault | None]] = {
    "too-many": counts.too_many,
    "too-many-things": counts.too_many_things,
    "no-number": counts.no_number,
    "part-over-whole": counts.part_over_whole,
    "more-than-live-there": counts.more_than_live_there,
    "dated-ahead": days.dated_ahead,
    "ends-before-it-begins": days.ends_before_it_begins,
    "no-such-day": days.no_such_day,
    "out-of-its-time": days.out_of_its_time,
    "acts-on-itself": parties.acts_on_itself,
    "attacks-its-own": parties.attacks_its_own,
    "wrong-kind": parties.wrong_kind,
    "office-elsewhere": parties.office_elsewhere,
}
"""Name -> check; a new check is one function and one line here."""


def doubts_of(
    reading: Reading, draft: "Draft", certainty: Certainty, time: TimeSpan | None
) -> tuple[list[Doubt], frozenset[Effect]]:
    """What the checks find wrong with a statement, in their order, and what is to become of it."""
    candidate = Candidate(reading, draft, certainty, time)
    checked = ((name, check(candidate)) for name, check in CHECKS.items())
    found = [(name, fault) for name, fault in checked if fault is not None]
    evidence = reading.document.evidence(draft.trigger)
    effects = frozenset(fault.effect for _, fault in found)
    out = Effect.LEFT_OUT in effects
    doubts = [
        Doubt(
            name, draft.type, not out, f"{fault.reason}; {Effect.LEFT_OUT if out else fault.effect}", evidence
        )
        for name, fault in found
    ]
    return doubts, effects
