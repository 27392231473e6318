"""Whose side a phrase tells of: who can have a stance, and whose act a noun of fighting or backing is.

Asked by the stance extractor alone; nothing here makes statements.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import Stances
from loader.extract.reading import Reading
from loader.extract.syntax import agents, children, conjuncts, objects, prepositional
from loader.model import EntityType, MentionKind

ACTORS = frozenset(
    {
        *(EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_GROUP, EntityType.ARMED_FORCE),
        *(EntityType.GOVERNMENT_BODY, EntityType.PARTY, EntityType.PERSON, EntityType.ORGANIZATION),
    }
)
_ARMED = frozenset({EntityType.ARMED_GROUP, EntityType.ARMED_FORCE})
WARRING = _ARMED | {EntityType.STATE, EntityType.ALLIANCE}
_UNDERGOERS = frozenset({"dobj", "nsubjpass", "pobj", "attr", "conj", "appos"})
_OUTER = 4
"""How many phrases around a noun of fighting may stand between it and who fights."""


def acting(reading: Reading, tokens: Iterable[Token]) -> list[LocalEntity]:
    """Those of the phrases that can have a stance; people only by name: a crowd stands behind nothing.

    "The Iraqi people" are their state; of "coalition air strikes" it is the coalition.
    """
    found: list[LocalEntity] = []
    for token in tokens:
        lemma = token.lemma_.lower()
        if reading.table.at(token.i) is None and lemma in reading.lexicons.stances.peoples:
            people = reading.owner(token)
            found += [people] if people is not None and people.type is EntityType.STATE else []
        elif reading.table.at(token.i) is None and any(
            lemma in a.nouns for a in reading.lexicons.stances.acts
        ):
            found += own(reading, token)
        else:
            found += reading.fillers([token]) or reading.fillers(children(token, "compound"))
    return [
        e for e in dict.fromkeys(found) if e.type in ACTORS and (e.type is not EntityType.PERSON or e.named)
    ]


def fit(reading: Reading, a: list[LocalEntity], b: list[LocalEntity], kind: str, *, armed: bool) -> bool:
    """Whether both sides are there, one told by a name, and of kinds that can be in such a relation."""
    everyone = [*a, *b]
    if not a or not b or not any(_told_by_name(reading, e) for e in everyone):
        return False
    if kind == "belligerent" and not any(e.type in WARRING for e in a):
        return False
    return not armed or any(e.type in _ARMED for e in everyone)


def _told_by_name(reading: Reading, entity: LocalEntity) -> bool:
    """Whether its name or another's is in a mention of it: Syria's in "Syrian troops"."""
    return entity.named or any(
        reading.table.at(i) is not None for first, last, _ in entity.mentions for i in range(first, last)
    )


def by_name(reading: Reading, token: Token) -> bool:
    """Whether a token is part of a name, not of an adjective or a description."""
    mention = reading.table.mention_at(token.i)
    return mention is not None and mention[2] is MentionKind.NAME


def own(reading: Reading, act: Token) -> list[LocalEntity]:
    """Whose act a noun tells by what stands beside it: "Iraq's war", "support from X", "X-led strikes"."""
    behind = prepositional(act, frozenset({"by", "from"}))
    beside = [c for c in children(act, "poss", "compound", "nmod") if c.i < act.i]
    if found := acting(reading, [*(t for t in beside if t.pos_ != "PRON"), *behind]):
        return found
    before = reading.owner(act)
    if before is not None and before.type in ACTORS:
        return [before]
    led = [t for t in children(act, "amod") if t.lower_ in reading.lexicons.stances.participles]
    named = [e for t in led if t.i > 1 and (e := reading.table.at(t.i - 2)) is not None]
    return [e for e in named if e.type in ACTORS]


def doers(reading: Reading, act: Token, *, beside: bool = True) -> list[LocalEntity]:
    """Whose act a noun of fighting or backing tells: its possessor, its agent, or who carries it out.

    With `beside` also the noun before it: "the people in their fight against ...".
    """
    possessors = acting(reading, children(act, "poss"))
    return possessors or own(reading, act) or _outside(reading, act, reading.lexicons.stances, beside=beside)


def _outside(reading: Reading, act: Token, lexicon: Stances, *, beside: bool) -> list[LocalEntity]:
    """Who wages the act: the object of helping with it, the subject of what is done, the noun before "in"."""
    node = act
    for _ in range(_OUTER):
        outer = node.head
        if outer == node:
            return []
        if outer.pos_ in {"VERB", "AUX"}:
            helped = (
                objects(outer)
                if outer.lemma_.lower() in lexicon.shared and node not in objects(outer)
                else []
            )
            return acting(reading, helped) or acting(reading, agents(outer))
        if beside and node.dep_ == "prep" and outer.pos_ in {"NOUN", "PROPN"}:
            listed = [*(t for t in outer.conjuncts if t.i < outer.i), *conjuncts(outer)]
            found = [e for e in acting(reading, listed) if e.type in WARRING | {EntityType.GOVERNMENT_BODY}]
            if any(e.type in WARRING for e in found):
                return found
        if node.dep_ not in _UNDERGOERS | {"prep"}:
            return []
        node = outer
    return []
