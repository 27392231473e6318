"""Which parliament "Congress" is: a body's short name means that of the state or organisation at hand.

Two rules that no likeness or fame outbalances. A body that the article puts in a state ("Peru's
Congress") is none of another state's. And a short form stands for a full name only when the article
names what it leaves out: "Security Council" is the United Nations' where the United Nations are named;
but for long names that only one body has.
What a state's body is called for short is told by `data/body_words.yaml`.
"""

from collections.abc import Iterable
from functools import lru_cache

from loader.knowledge import EntityFacts
from loader.link.candidates import Found, Match
from loader.link.classify import read_yaml
from loader.link.index import Index
from loader.link.names import name_key
from loader.model import Entity, EntityType, Extraction, StatementType
from loader.rdf import normalise

BODIES = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
WHOLES = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_LONG_NAME = 4
"""Names of so many words are more than the kind of body."""

BareName = frozenset[str]
"""The words of a body's name that tell which of a state's bodies it is, in no order."""


class BodyNames:
    """What the bodies of states are called for short. Safe for several threads; answers are kept."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names_of = lru_cache(1000)(self._state_names)
        self._named = lru_cache(1000)(self._named_bodies)

    def called(self, name: str, state: str) -> tuple[str, ...]:
        """Ids of the bodies of a state that may be called by this short name, best known first."""
        return tuple(self._named(state).get(bare_name(name, self._names_of(state)), ()))

    def state_in(self, name: str) -> str | None:
        """The state whose name or demonym a body's name begins or ends with: "Russian Interior Ministry"."""
        words = name.split()
        for size in range(min(4, len(words) - 1), 0, -1):
            for text in (" ".join(words[:size]), " ".join(words[-size:])):
                if (found := self._index.lookup(text)) and found[0].type is EntityType.STATE:
                    return found[0].qid
        return None

    def _named_bodies(self, state: str) -> dict[BareName, list[str]]:
        result: dict[BareName, list[str]] = {}
        for qid in self._index.bodies_of(state):
            facts = self._index.facts(qid)
            if facts is not None:
                for name in self._bare_names(facts, state):
                    result.setdefault(name, []).append(qid)
        result.pop(frozenset(), None)
        return result

    def _bare_names(self, facts: EntityFacts, state: str) -> frozenset[BareName]:
        texts = [facts.label, *facts.aliases]
        texts += [name for name, ids in _by_class() if not ids.isdisjoint(facts.wikidata_types)]
        return frozenset(bare_name(text, self._names_of(state)) for text in texts)

    def _state_names(self, state: str) -> tuple[str, ...]:
        """Keys of the names and demonyms of a state, longest first."""
        facts = self._index.facts(state)
        names = (facts.label, *facts.aliases, *facts.demonyms) if facts is not None else ()
        return tuple(sorted({name_key(name) for name in names}, key=lambda key: (-len(key), key)))


class Bodies:
    """What one article says of where bodies belong."""

    def __init__(self, extraction: Extraction, knowledge: Index, names: BodyNames) -> None:
        self._knowledge = knowledge
        self._names = names
        ids = {e.id: self._best(e) for e in extraction.entities if e.type in WHOLES}
        self._named = frozenset(qid for qid in ids.values() if qid is not None)
        self._wholes: dict[str, set[str]] = {}
        for statement in extraction.statements:
            if statement.type is StatementType.PART:
                wholes = {qid for i in statement.roles.get("whole", ()) if (qid := ids.get(i)) is not None}
                for part in statement.roles.get("part", ()):
                    self._wholes.setdefault(part, set()).update(wholes)

    def allow(self, entity: Entity, found: Found, facts: EntityFacts) -> bool:
        """Whether a candidate can be what the article means."""
        if facts.type not in BODIES:
            return True
        wholes = self._wholes.get(entity.id)
        if wholes and not self._part_of(found, facts, wholes):
            return False
        left_out = "" if self._is_whole(found.surface) else _left_out(found, facts)
        bearers = {name.qid for name in self._knowledge.lookup(left_out)} if left_out else set()
        return not bearers or not bearers.isdisjoint(self._named)

    def states(self, entity: Entity, focus: str | None) -> tuple[str, ...]:
        """The states that a body may belong to: where the article puts it, else what its name says.

        Else that which the article is about.
        """
        if wholes := self._wholes.get(entity.id):
            return tuple(sorted(wholes))
        if own := self._names.state_in(entity.name):
            return (own,)
        return (focus,) if focus is not None else ()

    def _part_of(self, found: Found, facts: EntityFacts, wholes: Iterable[str]) -> bool:
        """By its country, else by the whole in its name; by its full name where that tells of no state."""
        if facts.country is not None:
            return facts.country in wholes
        if found.match is Match.LABEL and self._names.state_in(facts.label) is None:
            return True
        known = (self._knowledge.facts(qid) for qid in wholes)
        label = normalise(facts.label)
        return any(whole is not None and normalise(whole.label) in label for whole in known)

    def _is_whole(self, surface: str) -> bool:
        """Whether a name says enough without the state: a long one that the index has for one entity only.

        At home the Securities and Exchange Commission is never called American; but most states have a
        Security Council.
        """
        return (
            len(name_key(surface).split()) >= _LONG_NAME
            and len({name.qid for name in self._knowledge.lookup(surface)}) == 1
        )

    def _best(self, entity: Entity) -> str | None:
        names = self._knowledge.lookup(entity.name)
        return next((n.qid for n in names if n.type is entity.type), None)


def bare_name(name: str, state_names: Iterable[str] = ()) -> BareName:
    """The words that tell a body of a state from its other ones; none when only empty words are left."""
    text = f" {name_key(name)} "
    for phrase in state_names:
        text = text.replace(f" {phrase} ", " ")
    for phrase, same in _same():
        text = text.replace(f" {phrase} ", f" {same} ")
    return frozenset(text.split()) - _empty()


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(read_yaml("body_words.yaml")["empty"])


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[str, str], ...]:
    """Phrases and what takes their place, longest first."""
    return tuple(sorted(read_yaml("body_words.yaml")["same"].items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1)
def _by_class() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(ids)) for name, ids in read_yaml("body_words.yaml")["classes"].items())


def _left_out(found: Found, facts: EntityFacts) -> str:
    """As in "United Nations" of "United Nations Security Council" that was called "Security Council"."""
    surface, label = normalise(found.surface), normalise(facts.label)
    if found.match is not Match.ALIAS or surface == label or not label.endswith(f" {surface}"):
        return ""
    return label.removesuffix(f" {surface}")
