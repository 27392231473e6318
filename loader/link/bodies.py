"""Which parliament "Congress" is: a body's short name means that of the state or organisation at hand.

Two rules that no likeness or fame outbalances. A body that the article puts in a state ("Peru's
Congress") is none of another state's. And a short form stands for a full name only when the article
names what it leaves out: "Security Council" is the United Nations' where the United Nations are named.
"""

from collections.abc import Iterable

from loader.knowledge import EntityFacts, Knowledge
from loader.link.candidates import Found, Match
from loader.model import Entity, EntityType, Extraction, StatementType
from loader.rdf import normalise

_BODIES = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
_WHOLES = frozenset({EntityType.STATE, EntityType.ALLIANCE})


class Bodies:
    """What one article says of where bodies belong."""

    def __init__(self, extraction: Extraction, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        ids = {e.id: self._best(e) for e in extraction.entities if e.type in _WHOLES}
        self._named = frozenset(qid for qid in ids.values() if qid is not None)
        self._wholes: dict[str, set[str]] = {}
        for statement in extraction.statements:
            if statement.type is StatementType.PART:
                wholes = {qid for i in statement.roles.get("whole", ()) if (qid := ids.get(i)) is not None}
                for part in statement.roles.get("part", ()):
                    self._wholes.setdefault(part, set()).update(wholes)

    def allow(self, entity: Entity, found: Found, facts: EntityFacts) -> bool:
        """Whether a candidate can be what the article means."""
        if facts.type not in _BODIES:
            return True
        wholes = self._wholes.get(entity.id)
        if wholes and not self._part_of(facts, wholes):
            return False
        left_out = _left_out(found, facts)
        bearers = {name.qid for name in self._knowledge.lookup(left_out)} if left_out else set()
        return not bearers or not bearers.isdisjoint(self._named)

    def _part_of(self, facts: EntityFacts, wholes: Iterable[str]) -> bool:
        """By its country, else by the name of the whole in its own."""
        if facts.country is not None:
            return facts.country in wholes
        known = (self._knowledge.facts(qid) for qid in wholes)
        label = normalise(facts.label)
        return any(whole is not None and normalise(whole.label) in label for whole in known)

    def _best(self, entity: Entity) -> str | None:
        names = self._knowledge.lookup(entity.name)
        return next((n.qid for n in names if n.type is entity.type), None)


def _left_out(found: Found, facts: EntityFacts) -> str:
    """As in "United Nations" of "United Nations Security Council" that was called "Security Council"."""
    surface, label = normalise(found.surface), normalise(facts.label)
    if found.match is not Match.ALIAS or surface == label or not label.endswith(f" {surface}"):
        return ""
    return label.removesuffix(f" {surface}")
