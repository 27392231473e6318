"""Participants that cannot be: on both sides at once, of the wrong kind, in office elsewhere."""

from loader.extract.entities import LocalEntity
from loader.extract.incumbency import same_category, surely_held
from loader.extract.plausibility.candidate import Candidate, Effect, Fault
from loader.extract.syntax import objects
from loader.model import EntityType, StatementType

_THEIR = frozenset({"his", "her", "its"})
LEADING = frozenset({"head_of_state", "head_of_government"})


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


def attacks_its_own(candidate: Candidate) -> Fault | None:
    """Who shoots "his army" in a main clause, which is rather what they ordered it to do.

    In a clause below another "its army" may be somebody else's: "Kyiv said Russia had shelled its army".
    """
    draft, verb = candidate.draft, candidate.draft.trigger
    struck = draft.roles.get("recipient", [])
    if draft.values.get("event") != "ASSAULT" or not draft.roles.get("actor") or len(struck) != 1:
        return None
    while verb.dep_ == "conj":
        verb = verb.head
    if verb.dep_ != "ROOT" or struck[0].named or struck[0].type is not EntityType.ARMED_FORCE:
        return None
    theirs = [w for o in objects(draft.trigger) for w in o.children if w.lower_ in _THEIR]
    if not theirs:
        return None
    whose = draft.roles["actor"][0].name
    return Fault(f"{whose} is read as attacking {theirs[0].text} own {struck[0].name}", Effect.LESS_SURE)


def wrong_kind(candidate: Candidate) -> Fault | None:
    """A place that holds an office, a state that has members."""
    kinds = candidate.reading.lexicons.limits.wrong_kind.get(candidate.draft.type, {})
    for role, types in kinds.items():
        for entity in candidate.draft.roles.get(role, []):
            if entity.type in types:
                return Fault(f"{entity.name}, read as {entity.type}, cannot be the {role}")
    return None


def office_elsewhere(candidate: Candidate) -> Fault | None:
    """A leader or minister whom the index has in such an office elsewhere, and never of this state."""
    draft, date = candidate.draft, candidate.published
    category = str(draft.values.get("category"))
    bodies = draft.roles.get("of", [])
    states = {qid for body in bodies if body.type is EntityType.STATE for qid in body.known[:1]}
    if draft.type is not StatementType.OFFICE_HOLDING or not states:
        return None
    if category not in candidate.reading.lexicons.limits.elsewhere or not candidate.told_as_fact:
        return None
    if draft.values.get("status") != "current":
        return None
    for holder in draft.roles.get("holder", []):
        where = _in_office_at(candidate, holder, category, date)
        if where and not where & states:
            facts = candidate.reading.knowledge.facts(min(where))
            told = facts.label if facts is not None else "another state"
            reason = (
                f"the index has {holder.name} in such an office of {told}, and in none of {bodies[0].name}"
            )
            return Fault(reason, Effect.LESS_SURE)
    return None


def _in_office_at(candidate: Candidate, holder: LocalEntity, category: str, date: str | None) -> set[str]:
    """The states of which the only person of a full name held such an office; nothing when unsure.

    Whoever led a state at any time does not come to lead another, unless theirs is no more; ministers count
    while surely in office.
    """
    if len(holder.known) != 1 or " " not in holder.name:
        return set()
    knowledge = candidate.reading.knowledge
    leads = category in LEADING
    return {
        t.of
        for t in knowledge.tenures_of(holder.known[0])
        if t.of is not None
        and (same_category(t.category, category) or (leads and t.category in LEADING))
        and (leads or (date is not None and surely_held(t, date)))
        and (facts := knowledge.facts(t.of)) is not None
        and facts.type is EntityType.STATE
        and facts.end is None
    }


def _told(candidate: Candidate) -> str:
    """The word or value that says what is stated."""
    values = candidate.draft.values
    named = next((values[n] for n in ("event", "kind", "direction", "change", "relation") if n in values), "")
    return str(named) or candidate.draft.trigger.lower_
