"""One event for what a sentence tells twice: "killed ten in an airstrike", "an airstrike killed ten".

Two triggers of one root are one event when the one hangs on the other and their participants do not
differ. The harm that an attack does is no second attack.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.frames import Frame
from loader.extract.events.triggers import Trigger
from loader.extract.syntax import agents, ancestors, children

_STEPS = 4
_ASIDE = frozenset({"relcl", "ccomp", "advcl", "pcomp", "acl", "conj"})


@dataclass(slots=True)
class Told:
    """A trigger and who takes part in what it tells."""

    trigger: Trigger
    frame: Frame


def joined(told: list[Told], harms: frozenset[str]) -> list[Told]:
    """The events of one sentence, each once."""
    gone: set[int] = set()
    for lower in told:
        for upper in told:
            if upper is lower or id(upper) in gone or id(lower) in gone or not _one(upper, lower, harms):
                continue
            _fill(upper.frame, lower.frame)
            gone.add(id(lower))
    return [event for event in told if id(event) not in gone]


def _one(upper: Told, lower: Told, harms: frozenset[str]) -> bool:
    """Whether the lower one only says more of the upper one."""
    if upper.trigger.entry.root != lower.trigger.entry.root:
        return False
    if _is_cause(upper.trigger, lower.trigger, harms):
        return True
    if _is_cause(lower.trigger, upper.trigger, harms):
        return False
    if not _hangs_on(lower.trigger, upper.trigger):
        return False
    if _harm(lower.trigger, harms) and not children(lower.trigger.token, "nsubj", "nsubjpass"):
        return True
    if not _same(upper.frame.actors, lower.frame.actors):
        return False
    weaker = lower.trigger.nominal and _harm(upper.trigger, harms)
    return weaker or _same(upper.frame.recipients, lower.frame.recipients)


def _is_cause(upper: Trigger, lower: Trigger, harms: frozenset[str]) -> bool:
    """As in "the airstrike killed ten": the noun is the event, the verb its harm."""
    return upper.nominal and _harm(lower, harms) and upper.token in agents(lower.token)


def _harm(trigger: Trigger, harms: frozenset[str]) -> bool:
    return not trigger.nominal and trigger.token.lemma_.lower() in harms


def _hangs_on(lower: Trigger, upper: Trigger) -> bool:
    above = {upper.token.i} | {t.i for t in (upper.light, upper.object) if t is not None}
    below: Token = lower.token
    if not lower.nominal and below.dep_ != "advcl":
        return False
    for number, node in enumerate(ancestors(lower.token)):
        if (number and below.dep_ in _ASIDE) or number > _STEPS:
            return False
        if node.i in above:
            return True
        below = node
    return False


def _same(upper: list[LocalEntity], lower: list[LocalEntity]) -> bool:
    return not upper or not lower or any(a is b for a in upper for b in lower)


def _fill(upper: Frame, lower: Frame) -> None:
    upper.actors = upper.actors or [e for e in lower.actors if e not in upper.recipients]
    upper.recipients = upper.recipients or [e for e in lower.recipients if e not in upper.actors]
