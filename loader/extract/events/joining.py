"""One event for what a sentence tells twice: "killed ten in an airstrike", "an airstrike killed ten".

Two triggers of one root are one event when the one hangs on the other and their participants do not
differ. The harm that an attack does is no second attack.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.frames import Frame
from loader.extract.events.triggers import Trigger
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, ancestors, children

_JUDGED = frozenset({"ACCUSE"})
_CLAIMED = frozenset({"responsibility", "claim", "attribute", "blame"})
_NEARBY = 60
_STEPS = 4
_PARTICIPANTS = frozenset({"actor", "recipient"})
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
    kept = [event for event in told if id(event) not in gone]
    return [e for n, e in enumerate(kept) if not any(_again(e.frame, e.trigger, o) for o in kept[:n])]


def _again(frame: Frame, trigger: Trigger, before: Told) -> bool:
    """Whether one told before has the same root and the same participants on both sides.

    Coordinated verbs stay apart: "did not attack in May but attacked in June" are two.
    """
    below = before.trigger.token in ancestors(trigger.token) and trigger.token.dep_ != "conj"
    return (
        (trigger.nominal or below)
        and trigger.entry.root == before.trigger.entry.root
        and bool(frame.actors and frame.recipients)
        and set(map(id, frame.actors)) == set(map(id, before.frame.actors))
        and set(map(id, frame.recipients)) == set(map(id, before.frame.recipients))
    )


def retold(drafts: list[Draft]) -> list[Draft]:
    """The events of an article; a later mention that says less takes the roles of the fuller one.

    "France bombed Libya ... The bombing of Libya went on": one event with two evidences, unless their
    dates or how surely they are told keep them apart.
    """
    for index, draft in enumerate(drafts):
        _claim(draft, drafts[:index])
    for index, draft in enumerate(drafts):
        others = (d for d in (*drafts[:index], *drafts[index + 1 :]) if _fuller(d, draft))
        fuller = max(others, key=_told_of, default=None)
        if fuller is not None:
            draft.roles = dict(fuller.roles)
            draft.values = {**fuller.values, "trigger": draft.values["trigger"]}
    return drafts


def _claim(draft: Draft, before: list[Draft]) -> None:
    """Who did it, told later: "A bomb killed ten ... X claimed responsibility for the attack"."""
    noun = draft.trigger
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    definite = any(c.lower_ in {"the", "this"} for c in noun.children)
    if not (definite and above.lemma_.lower() in _CLAIMED and draft.values["event"] == "ASSAULT"):
        return
    told = next((d for d in reversed(before) if d.values["event"] == "ASSAULT"), None)
    if told is None or told.roles.get("actor") or draft.roles.get("recipient"):
        return
    if draft.roles.get("actor") and noun.i - told.trigger.i < _NEARBY:
        told.roles = {**told.roles, "actor": draft.roles["actor"]}


def _fuller(fuller: Draft, draft: Draft) -> bool:
    """Same root; every participant of the one in the same role of the other, which has more."""
    if fuller.values["event"] != draft.values["event"]:
        return False
    again = draft.trigger.lemma_.lower() == fuller.trigger.lemma_.lower()
    judged = draft.values["event"] in _JUDGED and draft.trigger.pos_ not in {"NOUN", "PROPN"}
    if judged and not again:
        return False  # "charged", "convicted" and "sentenced" are three deeds of maybe three courts
    if draft.values.get("mode", fuller.values.get("mode")) != fuller.values.get("mode"):
        return False
    kept = {r: f for r, f in draft.roles.items() if r in _PARTICIPANTS}
    within = all(all(e in fuller.roles.get(r, ()) for e in f) for r, f in kept.items())
    named = any(e.named for f in kept.values() for e in f)
    places = [d.roles["location"] for d in (fuller, draft) if d.roles.get("location")]
    elsewhere = len(places) > 1 and places[0] != places[1]
    return within and named and not elsewhere and _told_of(fuller) > _told_of(draft)


def _told_of(draft: Draft) -> int:
    return sum(len(f) for r, f in draft.roles.items() if r in _PARTICIPANTS)


def _one(upper: Told, lower: Told, harms: frozenset[str]) -> bool:
    """Whether the lower one only says more of the upper one."""
    if upper.trigger.entry.root != lower.trigger.entry.root:
        return False
    if _is_cause(upper.trigger, lower.trigger, harms) or _says_more(upper.trigger, lower.trigger):
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


def _says_more(upper: Trigger, lower: Trigger) -> bool:
    """As in "a bombing targeting the base": the participle tells of the noun before it."""
    token = lower.token
    return upper.nominal and token.dep_ == "acl" and token.tag_ == "VBG" and token.head == upper.token


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
