"""Whether events of several articles are one: by root, participants, place and day, with a tolerance.

In the store two statements meet in one situation when these are equal. Reports of one event differ a
little: one names the recipient and one does not, one dates it a day later. `same_event` says what is let
pass; `clusters` joins by it; `score_clusters` measures too much and too little joining against a gold
clustering, pair by pair. Only evaluation reads by this tolerance: what the store joins follows the stricter
one of `loader.map.events`.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from loader.evaluate.report import Figure, Tally
from loader.model import Extraction, Modality, Polarity, Statement, StatementType

DAYS = 1
"""How many days two reports of one event may lie apart."""
_FULL = 10


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as one article tells it; participants by what they are known by across articles."""

    key: str
    root: str
    actors: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    day: str | None


def told_events(record: Extraction) -> list[ToldEvent]:
    """The affirmed, asserted events of a record; an entity without a Wikidata id is known by its name."""
    known = {e.id: e.qid or e.name.lower() for e in record.entities}

    def told(statement: Statement) -> ToldEvent:
        fillers = {
            role: frozenset(known[f] for f in statement.roles.get(role, ()))
            for role in ("actor", "recipient", "location")
        }
        start = statement.time.start if statement.time is not None else None
        day = start or record.article.published
        event = str(statement.values["event"])
        key = f"{record.article.id}/{statement.id}"
        return ToldEvent(key, event, fillers["actor"], fillers["recipient"], fillers["location"], day)

    return [
        told(s)
        for s in record.statements
        if s.type is StatementType.EVENT
        and (s.polarity, s.modality) == (Polarity.AFFIRMED, Modality.ASSERTED)
    ]


def same_event(one: ToldEvent, other: ToldEvent, days: int = DAYS) -> bool:
    """Same root; a participant in common and none that differs in its role; places and days that agree.

    A role or place that one of them leaves open agrees with any; one participant in common is asked for.
    """
    if one.root != other.root or not _near(one.day, other.day, days):
        return False
    roles = ((one.actors, other.actors), (one.recipients, other.recipients))
    if any(a and b and not a & b for a, b in (*roles, (one.places, other.places))):
        return False
    return any(a & b for a, b in roles)


def clusters(events: Sequence[ToldEvent], days: int = DAYS) -> list[set[str]]:
    """Keys of the events that are one, each in one cluster; who is like one of a cluster belongs to it."""
    found: list[list[ToldEvent]] = []
    for event in events:
        like = [c for c in found if any(same_event(event, other, days) for other in c)]
        found = [c for c in found if c not in like]
        found.append([event, *(other for c in like for other in c)])
    return [{e.key for e in cluster} for cluster in found]


def score_clusters(guess: Iterable[set[str]], gold: Mapping[str, Hashable]) -> Figure:
    """Pairs joined: precision falls with over-merging, recall with under-merging. Only keys of the gold."""
    joined = {
        frozenset(pair)
        for cluster in guess
        for pair in combinations(sorted(k for k in cluster if k in gold), 2)
    }
    wanted = {frozenset((a, b)) for a, b in combinations(sorted(gold), 2) if gold[a] == gold[b]}
    return Tally(len(joined & wanted), len(joined), len(wanted)).figure()


def _near(one: str | None, other: str | None, days: int) -> bool:
    """Days that lie no further apart; of less than a day's precision, what both give must agree."""
    if one is None or other is None:
        return True
    if len(one) == _FULL and len(other) == _FULL:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= days
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
