"""Participants that cannot be: on both sides at once, of the wrong kind, in office elsewhere."""

from loader.extract.entities import LocalEntity
from loader.extract.incumbency import same_category, surely_held
from loader.extract.plausibility.candidate import Candidate, Effect, Fault
from loader.model import EntityType, StatementType


def acts_on_itself(candidate: Candidate) -> Fault | None:
    """A state that attacks, joins or leaves itself, or agrees with itself, by a slip of reading."""
    draft = candidate.draft
    for fillers in draft.roles.values():
        if len(set(map(id, fillers))) < len(fillers):
            return Fault(f"{fillers[0].name} is read as being two ({_told(candidate)})")
    limits = candidate.reading.lexicons.limits
    withdrawn = limits.withdrawn if draft.values.get("direction") == "withdraw" else ()
    for one, other in (*limits.itself.get(draft.type, ()), *withdrawn):
        both = [e for e in draft.roles.get(one, []) if e in draft.roles.get(other, [])]
        if both:
            return Fault(f"{both[0].name} is read as {one} and as {other} ({_told(candidate)})")
    return None


def wrong_kind(candidate: Candidate) -> Fault | None:
    """A place that holds an office, a state that has members."""
    kinds = candidate.reading.lexicons.limits.wrong_kind.get(candidate.draft.type, {})
    for role, types in kinds.items():
        for entity in candidate.draft.roles.get(role, []):
            if entity.type in types:
                return Fault(f"{entity.name}, read as {entity.type}, cannot be the {role}")
    return None


def office_elsewhere(candidate: Candidate) -> Fault | None:
    """A head of state, head of government or minister whom the index has in such an office elsewhere."""
    draft, date = candidate.draft, candidate.published
    category = str(draft.values.get("category"))
    bodies = draft.roles.get("of", [])
    states = [qid for body in bodies if body.type is EntityType.STATE for qid in body.known[:1]]
    if draft.type is not StatementType.OFFICE_HOLDING or date is None or not states:
        return None
    if category not in candidate.reading.lexicons.limits.elsewhere or not candidate.told_as_fact:
        return None
    if draft.values.get("status") != "current":
        return None
    for holder in draft.roles.get("holder", []):
        where = _in_office_at(candidate, holder, category, date)
        if where and not where & set(states):
            facts = candidate.reading.knowledge.facts(min(where))
            told = facts.label if facts is not None else "another state"
            return Fault(f"{holder.name} then held such an office of {told}", Effect.LESS_SURE)
    return None


def _in_office_at(candidate: Candidate, holder: LocalEntity, category: str, date: str) -> set[str]:
    """The states of which the only person of a full name surely held such an office; nothing when unsure."""
    if len(holder.known) != 1 or " " not in holder.name:
        return set()
    tenures = candidate.reading.knowledge.tenures_of(holder.known[0])
    return {
        t.of
        for t in tenures
        if t.of is not None and same_category(t.category, category) and surely_held(t, date)
    }


def _told(candidate: Candidate) -> str:
    """The word or value that says what is stated."""
    values = candidate.draft.values
    named = next((values[n] for n in ("event", "kind", "direction", "change", "relation") if n in values), "")
    return str(named) or candidate.draft.trigger.lower_
