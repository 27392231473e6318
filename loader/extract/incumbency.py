"""Who held an office when, as the entity index has it: by these tenures an article's offices are read."""

from collections.abc import Iterable

from loader.extract.entities import LocalEntity
from loader.knowledge import Knowledge, Tenure


def tenures_of(
    knowledge: Knowledge, people: Iterable[LocalEntity], date: str | None, *, former: bool | None
) -> list[Tenure]:
    """Tenures of people: held at the date (former False), ended by it (True), or either (None).

    Without a date, an office that has no known end counts as held.
    """
    tenures = [t for person in people for qid in person.known for t in knowledge.tenures_of(qid)]
    if former is None:
        return sorted(tenures, key=lambda t: not held(t, date))
    if former:
        return [t for t in tenures if ended(t, date)]
    return [t for t in tenures if held(t, date)]


def same_category(one: str, other: str) -> bool:
    """A monarch is a head of state to some sources."""
    return one == other or {one, other} == {"monarch", "head_of_state"}


def held(tenure: Tenure, date: str | None) -> bool:
    """Whether an office was held at a date, or without one has no known end."""
    if date is None:
        return tenure.end is None
    started = tenure.start is None or tenure.start[: len(date)] <= date
    ended = tenure.end is not None and tenure.end[: len(date)] < date[: len(tenure.end)]
    return (
        started
        and not ended
        and (tenure.end is not None or tenure.as_of is not None or tenure.start is not None)
    )


def surely_held(tenure: Tenure, date: str) -> bool:
    """Whether an office was held at a date that the index still tells of."""
    return held(tenure, date) and (tenure.end is not None or (tenure.as_of or "") >= date[:7])


def ended(tenure: Tenure, date: str | None) -> bool:
    """Whether an office was held no longer at a date, or without one has a known end."""
    if tenure.end is None:
        return False
    return date is None or tenure.end[: len(date)] < date[: len(tenure.end)]
