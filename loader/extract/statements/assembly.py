"""From drafts to statements: certainty, sources, time, evidence, and one statement for what is said twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from loader.extract.attribution import AttributionReader
from loader.extract.certainty import Certainty, CertaintyReader
from loader.extract.entities import LocalEntity
from loader.extract.plausibility import Effect, doubts_of
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.tenures import TenureReader
from loader.model import Count, Doubt, Evidence, Modality, Statement, StatementType, TimeSpan

_AHEAD = frozenset({Modality.FUTURE, Modality.CONDITIONAL})
_STATUS_AHEAD = {
    (StatementType.DEPLOYMENT, None): "planned",
    (StatementType.AGREEMENT, None): "proposed",
    (StatementType.MEMBERSHIP, "joined"): "candidate",
    (StatementType.MEMBERSHIP, "left"): "current",
}
"""Status of what has not happened yet: who will join is a candidate, who will leave is still a member."""
_JOINED = frozenset(
    {
        *(StatementType.MEMBERSHIP, StatementType.OFFICE_CHANGE, StatementType.OFFICE_HOLDING),
        *(StatementType.DEPLOYMENT, StatementType.CASUALTIES, StatementType.EVENT, StatementType.AGREEMENT),
    }
)
_TIMELESS = frozenset({"VBZ", "VBP", "NN", "NNS"})
_ENDINGS = frozenset({"dismissed", "overthrown", "resigned"})
_DETAIL = frozenset({"office", "trigger", "text", "mission", "equipment", "victims"})


@dataclass(slots=True)
class _Open:
    """A statement that may still gain evidence."""

    draft: Draft
    certainty: Certainty
    time: TimeSpan | None
    sources: list[LocalEntity]
    evidence: list[Evidence] = field(default_factory=list)


class Assembler:
    """Finishes the drafts of one document."""

    def __init__(self, reading: Reading, quotes: list[Quote]) -> None:
        self._reading = reading
        self._certainty = CertaintyReader(reading.lexicons.reporting)
        self._attribution = AttributionReader(reading, quotes)
        self._times = TenureReader(reading.document, reading.lexicons)
        self._counted: dict[int, list[LocalEntity]] = {}
        self.doubts: list[Doubt] = []

    def assemble(self, drafts: Iterable[Draft]) -> list[_Open]:
        """Read what all types share, and join drafts that say the same."""
        opened: dict[tuple[object, ...], _Open] = {}
        for draft in drafts:
            statement = self._open(draft)
            if not self._plausible(statement):
                continue
            evidence = self._reading.document.evidence(draft.trigger)
            key = self._key(statement)
            if key in opened and _counted_apart(opened[key], draft, evidence):
                key = (*key, draft.values.get("victims", ""))
            known = opened.setdefault(key, statement)
            self._add_evidence(known, evidence)
            if draft.beside is not None:
                self._add_evidence(known, self._reading.document.evidence(draft.beside))
            known.sources = list(dict.fromkeys([*known.sources, *statement.sources]))
        statements = _told_once(list(opened.values()))
        _end_tenures(statements)
        return statements

    @staticmethod
    def _add_evidence(known: _Open, evidence: Evidence) -> None:
        if all((e.start, e.end) != (evidence.start, evidence.end) for e in known.evidence):
            known.evidence.append(evidence)

    def finish(self, opened: list[_Open]) -> tuple[Statement, ...]:
        """Number the statements; every entity that they use must have its id by now."""
        return tuple(
            Statement(
                id=f"s{number}",
                type=s.draft.type,
                roles={role: tuple(e.id for e in fillers) for role, fillers in s.draft.roles.items()},
                values=s.draft.values,
                time=s.time,
                polarity=s.certainty.polarity,
                modality=s.certainty.modality,
                sources=tuple(e.id for e in s.sources),
                confidence=round(s.draft.confidence, 3),
                evidence=tuple(s.evidence),
                method=s.draft.method,
            )
            for number, s in enumerate(opened, 1)
        )

    def _open(self, draft: Draft) -> _Open:
        if draft.presupposed:
            said = self._times.time_of(draft.said) if draft.said is not None else None
            if draft.type is StatementType.OFFICE_HOLDING:
                said = self._in_office(draft)
            certainty = Certainty(modality=Modality.POSSIBLE) if draft.doubtful else Certainty()
            return _Open(draft, certainty, draft.time or said, draft.sources or [])
        certainty = self._certainty.read(self._reading.document, draft.trigger)
        change = draft.values.get("change")
        ahead = _STATUS_AHEAD.get((draft.type, change if isinstance(change, str) else None))
        if ahead is not None and certainty.modality in _AHEAD:
            draft.values["status"] = ahead
        sources = draft.sources if draft.sources is not None else self._attribution.sources(draft.trigger)
        time = draft.time or self._times.time_of(draft.trigger, certainty)
        if time is None and draft.type is StatementType.CASUALTIES:
            time = self._times.carried(draft.trigger)
        if draft.type is StatementType.CASUALTIES:
            sources = self._counted_by(draft.trigger, sources)
        planned = draft.type is StatementType.DEPLOYMENT and draft.values.get("status") == "planned"
        planned &= certainty.modality is Modality.ASSERTED
        if planned or self._scheduled(draft.trigger, certainty, time):
            certainty = replace(certainty, modality=Modality.FUTURE)
        return _Open(draft, certainty, time, sources)

    def _counted_by(self, trigger: Token, sources: list[LocalEntity]) -> list[LocalEntity]:
        """Who gives a number of casualties: of a further number, who gave that of the sentence before."""
        index = self._reading.document.sentence_index(trigger)
        if not sources and self._attribution.counts_on(trigger):
            sources = self._counted.get(index - 1, [])
        self._counted.setdefault(index, sources)
        return sources

    def _in_office(self, draft: Draft) -> TimeSpan | None:
        """The time told of a tenure; who held the office until a day gone by holds it no longer."""
        time = self._times.in_office(draft.trigger)
        published = self._reading.document.article.published
        if time is not None and time.end is not None and published is not None:
            shared = min(len(time.end), len(published))
            if time.end[:shared] < published[:shared] and draft.values.get("status") == "current":
                draft.values["status"] = "former"
        return time

    def _scheduled(self, trigger: Token, certainty: Certainty, time: TimeSpan | None) -> bool:
        """Whether the present tense or a noun tells what is to come: "the ban takes effect on 1 March"."""
        published = self._reading.document.article.published
        if time is None or time.start is None or published is None or trigger.tag_ not in _TIMELESS:
            return False
        return certainty.modality is Modality.ASSERTED and time.start[: len(published)] > published

    def _plausible(self, statement: _Open) -> bool:
        """Whether a statement may stand; what is wrong with it is noted either way."""
        draft = statement.draft
        found, effects = doubts_of(self._reading, draft, statement.certainty, statement.time)
        self.doubts.extend(doubt for doubt in found if doubt not in self.doubts)
        if Effect.WITHOUT_TIME in effects:
            statement.time = None
        if Effect.LESS_SURE in effects:
            draft.confidence = min(draft.confidence, self._reading.lexicons.limits.unsure)
        return Effect.LEFT_OUT not in effects

    @staticmethod
    def _key(statement: _Open) -> tuple[object, ...]:
        draft = statement.draft
        roles = tuple(sorted((role, frozenset(map(id, f))) for role, f in draft.roles.items()))
        values = tuple(sorted((n, _comparable(v)) for n, v in draft.values.items() if n not in _DETAIL))
        quoted = draft.values.get("text", "")
        return draft.type, roles, values, quoted, statement.certainty, statement.time


def _counted_apart(known: _Open, draft: Draft, evidence: Evidence) -> bool:
    """Whether one sentence counts two groups of the same number: "a policeman and a civilian"."""
    same = any((e.start, e.end) == (evidence.start, evidence.end) for e in known.evidence)
    return same and known.draft.values.get("victims") != draft.values.get("victims")


def _told_once(statements: list[_Open]) -> list[_Open]:
    """Join what one sentence says in less detail than another: the headline and the report behind it.

    "Finland joins NATO" is told by "Finland joined NATO on Tuesday" too: the fuller statement takes its
    evidence and its sources.
    """
    fullest = [s for s in statements if not any(_tells_more(other, s) for other in statements)]
    for statement in statements:
        fuller = next((s for s in fullest if _tells_more(s, statement)), None)
        if fuller is not None:
            fuller.evidence.extend(e for e in statement.evidence if e not in fuller.evidence)
            fuller.sources = list(dict.fromkeys([*fuller.sources, *statement.sources]))
    return fullest


def _tells_more(fuller: _Open, other: _Open) -> bool:
    """Same type, participants and certainty; a time or a value more, and none that differs."""
    a, b = fuller.draft, other.draft
    if a.type is not b.type or a.type not in _JOINED or fuller.certainty != other.certainty:
        return False
    if {r: set(map(id, f)) for r, f in a.roles.items()} != {r: set(map(id, f)) for r, f in b.roles.items()}:
        return False
    if other.time is not None and other.time != fuller.time:
        return False
    told = {n: _comparable(v) for n, v in b.values.items() if n not in _DETAIL}
    more = {n: _comparable(v) for n, v in a.values.items() if n not in _DETAIL}
    within = told.items() <= more.items()
    return within and (told != more or (other.time is None and fuller.time is not None))


def _end_tenures(statements: list[_Open]) -> None:
    """Who is removed or has resigned in this article holds the office no longer."""
    gone = {
        (person, s.draft.values.get("category"))
        for s in statements
        if s.draft.type is StatementType.OFFICE_CHANGE and s.draft.values.get("change") in _ENDINGS
        if s.certainty == Certainty()
        for person in s.draft.roles.get("person", ())
    }
    for statement in statements:
        draft = statement.draft
        if draft.type is StatementType.OFFICE_HOLDING and draft.values.get("status") == "current":
            held = {(holder, draft.values.get("category")) for holder in draft.roles.get("holder", ())}
            if held and held <= gone:
                draft.values["status"] = "former"


def _comparable(value: str | Count) -> str:
    return value if isinstance(value, str) else f"{value.min}..{value.max} {value.approximate}"
