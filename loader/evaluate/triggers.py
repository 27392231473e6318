"""Event triggers and arguments against WikiEvents, for the kinds of event that statements tell of.

Our own mapping between the KAIROS types and roles of WikiEvents and statements. A gold event is found when
a statement of the right type has its trigger there. An argument is right when a filler of the right role is
mentioned where the gold has the argument, or a mention that the gold holds for the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import TriggersGold
from loader.evaluate.report import Figure, Report, Tally, total
from loader.evaluate.spans import Span, overlap, spans
from loader.model import Extraction, Statement, StatementType

KINDS: Mapping[str, str] = {
    "Conflict.Attack": "attack",
    "Life.Die": "death",
    "Life.Injure": "injury",
    "Contact.Contact.Meet": "meeting",
    "Justice.ArrestJailDetain": "arrest",
    "Movement.Transportation": "transport",
    "Conflict.Demonstrate": "protest",
    "Contact.RequestCommand": "request",
    "Contact.ThreatenCoerce": "threat",
}
"""Beginning of a KAIROS type -> what it is called here."""

ROLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "attack": {"Attacker": ("actor",), "Target": ("recipient",), "Place": ("location",)},
    "death": {"Victim": ("victim_group",), "Killer": ("perpetrator",), "Place": ("location",)},
    "injury": {"Victim": ("victim_group",), "Injurer": ("perpetrator",), "Place": ("location",)},
    "meeting": {"Participant": ("actor", "recipient"), "Place": ("location",)},
    "arrest": {
        "Jailer": ("actor", "perpetrator"),
        "Detainee": ("recipient", "victim_group"),
        "Place": ("location",),
    },
    "transport": {
        "Transporter": ("deployer",),
        "PassengerArtifact": ("force",),
        "Origin": ("origin",),
        "Destination": ("destination",),
    },
    "protest": {"Demonstrator": ("actor",), "Target": ("recipient",), "Place": ("location",)},
    "request": {"Communicator": ("actor",), "Recipient": ("recipient",), "Place": ("location",)},
    "threat": {"Communicator": ("actor",), "Recipient": ("recipient",), "Place": ("location",)},
}
"""Kind -> gold role -> the statement's roles that it may be."""

_EVENTS = {"ASSAULT": "attack", "CONSULT": "meeting", "PROTEST": "protest", "REQUEST": "request"}
_EVENTS |= {"THREATEN": "threat", "COERCE": "arrest"}
_OUTCOMES = {"killed": "death", "injured": "injury", "detained": "arrest", "captured": "arrest"}


@dataclass(frozen=True, slots=True)
class TriggersReport(Report):
    """Triggers and arguments, all and by kind; arguments are of the roles in `ROLES`."""

    triggers: Figure
    arguments: Figure
    by_kind: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement as an event at one trigger."""

    kind: str
    trigger: Span
    statement: Statement


def score_triggers(gold: Iterable[TriggersGold], records: Mapping[str, Extraction]) -> TriggersReport:
    """Score every gold article; one without a record counts as nothing found."""
    triggers: defaultdict[str, Tally] = defaultdict(Tally)
    arguments = Tally()
    for document in gold:
        record = records.get(document.id)
        told = list(_told(record)) if record else []
        where = {e.id: spans(e) for e in record.entities} if record else {}
        arguments.add(0, sum(_arguments(item) for item in told), 0)
        left = list(told)
        for event in document.events:
            kind = next((name for start, name in KINDS.items() if event.type.startswith(start)), None)
            if kind is None:
                continue
            span = (event.trigger.b, event.trigger.e)
            hit = next((t for t in left if t.kind == kind and overlap(t.trigger, span)), None)
            triggers[kind].add(hit is not None, 0, 1)
            asked = [a for a in event.args if a.role in ROLES[kind]]
            right = 0
            if hit is not None:
                left.remove(hit)
                right = _right(hit, [(a.role, document.places(a.entity)) for a in asked], where)
            arguments.add(right, 0, len(asked))
        for item in told:
            triggers[item.kind].add(0, 1, 0)
    present = sorted(kind for kind, tally in triggers.items() if tally.gold)
    return TriggersReport(
        triggers=total([triggers[kind] for kind in present]).figure(),
        arguments=arguments.figure(),
        by_kind={kind: triggers[kind].figure() for kind in present},
    )


def _told(record: Extraction) -> Iterator[_Told]:
    for statement in record.statements:
        kind = _kind(statement)
        for evidence in statement.evidence if kind else ():
            if evidence.trigger is not None and kind is not None:
                yield _Told(kind, evidence.trigger, statement)


def _kind(statement: Statement) -> str | None:
    if statement.type is StatementType.EVENT:
        return _EVENTS.get(str(statement.values.get("event")))
    if statement.type is StatementType.CASUALTIES:
        return _OUTCOMES.get(str(statement.values.get("outcome")))
    return "transport" if statement.type is StatementType.DEPLOYMENT else None


def _arguments(told: _Told) -> int:
    """How many fillers it has in roles that the gold set asks for."""
    roles = {role for names in ROLES[told.kind].values() for role in names}
    return sum(len(fillers) for role, fillers in told.statement.roles.items() if role in roles)


def _right(
    told: _Told, asked: list[tuple[str, tuple[Span, ...]]], where: Mapping[str, tuple[Span, ...]]
) -> int:
    """How many of the gold arguments it has, each filler counting once."""
    used: set[tuple[str, str]] = set()
    for role, places in asked:
        for own in ROLES[told.kind][role]:
            hit = next(
                (
                    (own, filler)
                    for filler in told.statement.roles.get(own, ())
                    if (own, filler) not in used
                    and any(overlap(mine, theirs) for mine in where.get(filler, ()) for theirs in places)
                ),
                None,
            )
            if hit is not None:
                used.add(hit)
                break
    return len(used)
