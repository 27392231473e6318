"""Numbers that no one happening has: of victims, of soldiers, of what they bring."""

import re

from loader.extract.plausibility.candidate import Candidate, Effect, Fault
from loader.extract.quantity import number
from loader.model import Count, StatementType

_BETWEEN = re.compile(r"\b[Bb]etween (\d[\d,]*) and (\d[\d,]*)\b(?![,.]?\d)")
_BROKEN = re.compile(r"\d+\.\d{1,2}")
_BELOW_NOTHING = re.compile(r"(?<=\s)[-\u2212]\d+ (\w+)")
_TOLD = 0.8
"""Confidence of casualties whose place is told, and not supposed."""


def too_many(candidate: Candidate) -> Fault | None:
    """More people killed, held or moved than any one happening in the news."""
    count = _people(candidate)
    limits = candidate.reading.lexicons.limits
    harmed = candidate.draft.type is StatementType.CASUALTIES
    most = _most_harmed(candidate) if harmed else limits.strength
    if count is None or most is None or _greatest(count) <= most or candidate.historical:
        return None
    return Fault(
        f"{_greatest(count):,} people ({count.text}) are more than the {most:,} that one such happening "
        "may count"
    )


def more_than_live_there(candidate: Candidate) -> Fault | None:
    """More victims than the state of the place has people, or more soldiers than the sender could arm."""
    count, limits = _people(candidate), candidate.reading.lexicons
    if count is None or candidate.historical:
        return None
    if candidate.draft.type is StatementType.CASUALTIES:
        where, share = candidate.draft.roles.get("location", []), 1.0
        if candidate.draft.confidence < _TOLD:
            return None
    else:
        where, share = candidate.draft.roles.get("deployer", []), limits.limits.under_arms
    states = {state for place in where if (state := candidate.state_of(place)) is not None}
    if not where or len(states) != len(where) or not states <= limits.populations.keys():
        return None
    people = sum(limits.populations[state] for state in states)
    if _greatest(count) <= people * share:
        return None
    told = " and ".join(place.name for place in where)
    reason = f"{_greatest(count):,} people ({count.text}) are too many for {told}, where {people:,} live"
    return Fault(reason, Effect.LESS_SURE)


def too_many_things(candidate: Candidate) -> Fault | None:
    """More planes, ships or battalions than there are."""
    values, words = candidate.draft.values, candidate.reading.lexicons
    strength = values.get("strength")
    texts = [values.get("equipment"), strength.text if isinstance(strength, Count) else None]
    if candidate.draft.type is not StatementType.DEPLOYMENT or candidate.historical:
        return None
    for text in (t for t in texts if isinstance(t, str)):
        told = text.lower().split()
        most = [thing.most for thing in words.limits.things if _singular(told[-1:]) & thing.words]
        counted = (number(told[:end], words.quantities.multipliers) for end in range(len(told) - 1, 0, -1))
        found = next((n for n in counted if n is not None), None)
        if most and found is not None and found > max(most):
            return Fault(f"{text} are more than the {max(most):,} that one deployment may have")
    return None


def no_number(candidate: Candidate) -> Fault | None:
    """Half a victim, fewer than none, or between more and less: a slip of the pen or of reading."""
    draft = candidate.draft
    count = draft.values.get("count")
    if draft.type is not StatementType.CASUALTIES or not isinstance(count, Count):
        return None
    if _BROKEN.fullmatch(count.text):
        return Fault(f"{count.text} people cannot be counted")
    sentence = candidate.reading.document.sentence_of(draft.trigger).span.text
    for low, high in _BETWEEN.findall(sentence):
        bounds = [int(n.replace(",", "")) for n in (low, high)]
        if bounds[0] > bounds[1] and bounds[0] in (count.min, count.max):
            return Fault(f"between {low} and {high}: the lower bound is the higher one")
    victims = candidate.reading.lexicons.harms.victims
    below = _BELOW_NOTHING.search(sentence)
    if below is not None and (below[1] in victims or below[1].removesuffix("s") in victims):
        return Fault(f"{below[0]}: fewer than nobody")
    return None


def part_over_whole(candidate: Candidate) -> Fault | None:
    """More children among the victims than there are victims."""
    whole = candidate.draft.within
    mine = candidate.draft.values.get("count")
    total = whole.values.get("count") if whole is not None else None
    if not isinstance(mine, Count) or not isinstance(total, Count):
        return None
    if mine.min is None or total.max is None or mine.min <= total.max:
        return None
    return Fault(f"{mine.text} are told to be among {total.text}, which are fewer")


def _people(candidate: Candidate) -> Count | None:
    """The number of victims or soldiers that a statement tells."""
    names = {StatementType.CASUALTIES: "count", StatementType.DEPLOYMENT: "strength"}
    count = candidate.draft.values.get(names.get(candidate.draft.type, ""))
    return count if isinstance(count, Count) else None


def _greatest(count: Count) -> int:
    return max(count.min or 0, count.max or 0)


def _most_harmed(candidate: Candidate) -> int | None:
    """The limit of the causes that the sentence tells, else that of any happening."""
    limits = candidate.reading.lexicons.limits
    outcome = str(candidate.draft.values.get("outcome"))
    sentence = candidate.reading.document.sentence_of(candidate.draft.trigger).span
    told = {form for token in sentence for form in (token.lemma_.lower(), token.lower_)}
    causes = [cause.most for cause in limits.means if cause.words & told]
    allowed = [most.get(outcome) for most in causes]
    if not allowed or None in allowed:
        return limits.casualties.get(outcome)
    return max(most for most in allowed if most is not None)


def _singular(words: list[str]) -> set[str]:
    return {form for word in words for form in (word, word.removesuffix("s"))}
