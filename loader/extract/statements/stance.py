"""Stance: who backs, leads, controls, fights or is allied with whom, where the text says so in a word.

Lasting relations only; a single strike or visit is an Event. The words are in `lexicons/stances.yaml`.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import StanceAct, Stances, StanceWord
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, conjuncts, objects, prepositional, subject
from loader.model import EntityType, MentionKind, StatementType

_ACTORS = frozenset(
    {
        *(EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_GROUP, EntityType.ARMED_FORCE),
        *(EntityType.GOVERNMENT_BODY, EntityType.PARTY, EntityType.PERSON, EntityType.ORGANIZATION),
    }
)
_ARMED = frozenset({EntityType.ARMED_GROUP, EntityType.ARMED_FORCE})
_WARRING = _ARMED | {EntityType.STATE, EntityType.ALLIANCE}
_UNDERGOERS = frozenset({"dobj", "nsubjpass", "pobj", "attr", "conj", "appos"})
_OUTER = 4
"""How many phrases around a noun of fighting may stand between it and who fights."""
_SURE = 0.75
_TOGETHER = 0.6
"""That those who fight side by side are allies is read from what they do, not from a word for it."""


class StanceExtractor:
    """From participles behind a name, nouns such as "ally", adjectives, verbs and nouns of fighting."""

    type = StatementType.STANCE

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a pair of sides that a word ties together."""
        del quotes
        lexicon = reading.lexicons.stances
        for token in reading.document.doc:
            lemma = token.lemma_.lower()
            if token.lower_ in lexicon.participles:
                yield from self._by_participle(reading, token, lexicon.participles[token.lower_])
            if token.lower_ in lexicon.adjectives:
                yield from self._by_adjective(reading, token, lexicon.adjectives[token.lower_])
            if token.pos_ == "NOUN":
                if lemma in lexicon.nouns:
                    yield from self._by_noun(reading, token, lexicon.nouns[lemma])
                if lemma in lexicon.at_war and token.dep_ == "pobj" and token.head.lower_ == "at":
                    yield from self._at_war(reading, token)
                for act in (act for act in lexicon.acts if lemma in act.nouns):
                    yield from self._by_act(reading, token, act)
            elif token.pos_ == "VERB":
                for word in (word for word in lexicon.verbs if word.lemma == lemma):
                    yield from self._by_verb(reading, token, word)
                if lemma in lexicon.taken:
                    yield from self._by_taking(reading, token)
            elif token.lower_ in lexicon.beside:
                yield from self._side_by_side(reading, token)

    def _by_participle(self, reading: Reading, token: Token, kind: str) -> Iterator[Draft]:
        """As in "Russian-backed rebels" and "rebels backed by Russia"."""
        if token.i > 1 and token.nbor(-1).text == "-":
            backer = reading.table.at(token.i - 2)
            noun = token.head if token.head.i > token.i else None
            backed = reading.filler(noun) if noun is not None else None
            if backer is None or backed is None or backer is backed:
                return
            if backer.type in _ACTORS and backed.type in _ACTORS | {EntityType.PLACE}:
                yield self._presupposed(token, [backer], [backed], kind)
        elif token.dep_ == "acl" and kind != "ally":
            named = _acting(reading, agents(token))
            whom = [e for e in _acting(reading, conjuncts(token.head)[:1]) if e not in named]
            if named and whom:
                yield self._presupposed(token, named, whom, kind)

    def _by_adjective(self, reading: Reading, token: Token, word: StanceWord) -> Iterator[Draft]:
        """As in "militias loyal to the president" and "the army and allied militias"."""
        whom = _acting(reading, prepositional(token, word.prepositions))
        if whom:
            holder = token.head if token.dep_ in {"amod", "acl", "acomp", "relcl"} else None
            if holder is not None and token.dep_ == "acomp":
                holder = subject(holder)
            who = [e for e in _acting(reading, conjuncts(holder)[:1]) if e not in whom]
            if who:
                yield self._presupposed(token, who, whom, word.kind)
        elif token.dep_ == "amod" and token.head.dep_ == "conj" and word.kind == "ally":
            yield from self._pair(reading, token, [token.head], [token.head.head], word.kind)

    def _by_noun(self, reading: Reading, token: Token, kind: str) -> Iterator[Draft]:
        """As in "Russia's ally Belarus", "Belarus, an ally of Russia", "the army and its allies"."""
        possessors = [reading.filler(t) for t in children(token, "poss")]
        of = reading.fillers(prepositional(token, frozenset({"of"})))
        sides = [e for e in (reading.owner(token), *possessors, *of) if e]
        others = [*children(token, "appos"), *([token.head] if token.dep_ == "appos" else [])]
        following = token.i + 1
        if following < len(reading.document.doc) and reading.table.at(following) is not None:
            others.append(reading.document.doc[following])
        if token.dep_ == "attr":
            others.extend(children(token.head, "nsubj"))
        named = [e for t in others if (e := reading.table.at(t.i)) is not None and _by_name(reading, t)]
        states = [e for e in sides if e.type is EntityType.STATE]
        pairs = [e for e in dict.fromkeys(named) if e.type in _ACTORS and e not in states]
        if states and pairs:
            yield self._presupposed(token, pairs, states[:1], kind)

    def _by_verb(self, reading: Reading, token: Token, word: StanceWord) -> Iterator[Draft]:
        """As in "Rwanda denies supporting the rebels"; one side at least must be named."""
        whom = prepositional(token, word.prepositions) if word.prepositions else objects(token)
        a = _acting(reading, agents(token))
        b = [e for e in _acting(reading, whom) if e not in a]
        if _fit(reading, a, b, word.kind, armed=word.armed):
            yield self._stated(token, a, b, word.kind)
            if word.kind == "belligerent":
                yield from self._together(token, a)

    def _by_act(self, reading: Reading, token: Token, act: StanceAct) -> Iterator[Draft]:
        """As in "the war on the rebels", "joined the fight against X", "helped Y in its war on X"."""
        against = _acting(reading, prepositional(token, act.prepositions))
        between = any(p.lower_ == "between" for p in children(token, "prep"))
        if between and len(against) > 1:
            a, b = against[:1], against[1:]
        else:
            a, b = _doers(reading, token), against
            b = [e for e in b if e not in a]
            if act.kind == "supports" and token.dep_ == "pobj" and token.head.lower_ == "with":
                a, b = b, a  # "fought with the support of X": X's support
        if _fit(reading, a, b, act.kind, armed=act.armed):
            yield self._stated(token, a, b, act.kind)
            if act.kind == "belligerent" and not between:
                yield from self._together(token, a)

    def _by_taking(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "recaptured the town from the rebels"."""
        a = _acting(reading, agents(token))
        b = [e for e in _acting(reading, prepositional(token, frozenset({"from", "of"}))) if e not in a]
        if _fit(reading, a, b, "belligerent", armed=True):
            yield self._stated(token, a, b, "belligerent")

    def _at_war(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "X is at war with Y" and "X and Y are at war"."""
        clause = token.head.head
        a = _acting(reading, conjuncts(subject(clause)))
        b = _acting(reading, prepositional(token, frozenset({"with", "against"})))
        b = b or _acting(reading, prepositional(clause, frozenset({"with", "against"})))
        if not b and len(a) > 1:
            a, b = a[:1], a[1:]
        b = [e for e in b if e not in a]
        if _fit(reading, a, b, "belligerent", armed=False):
            yield self._stated(token, a, b, "belligerent")

    def _side_by_side(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "fought alongside the army": whoever does it, and whoever is beside them."""
        verb = token.head
        doers = agents(verb) if verb.pos_ in {"VERB", "AUX"} else [verb]
        beside = [t for p in children(token, "pobj") for t in conjuncts(p)]
        yield from self._pair(reading, token, doers, beside, "ally", confidence=_TOGETHER)

    def _together(self, trigger: Token, fighters: list[LocalEntity]) -> Iterator[Draft]:
        """Those who fight someone together are allies."""
        armed = [e for e in fighters if e.type in _WARRING]
        for place, one in enumerate(armed):
            if others := armed[place + 1 :]:
                yield self._stated(trigger, [one], others, "ally", confidence=_TOGETHER)

    def _pair(
        self,
        reading: Reading,
        trigger: Token,
        one: Iterable[Token],
        other: Iterable[Token],
        kind: str,
        confidence: float = _SURE,
    ) -> Iterator[Draft]:
        a = _acting(reading, one)
        b = [e for e in _acting(reading, other) if e not in a]
        if _fit(reading, a, b, kind, armed=True):
            yield self._stated(trigger, a, b, kind, confidence=confidence)

    def _presupposed(self, trigger: Token, a: list[LocalEntity], b: list[LocalEntity], kind: str) -> Draft:
        draft = self._stated(trigger, a, b, kind)
        draft.presupposed = True
        return draft

    def _stated(
        self, trigger: Token, a: list[LocalEntity], b: list[LocalEntity], kind: str, confidence: float = _SURE
    ) -> Draft:
        return Draft(self.type, trigger, {"a": a, "b": b}, {"kind": kind}, confidence=confidence)


def _acting(reading: Reading, tokens: Iterable[Token]) -> list[LocalEntity]:
    """Those of the phrases that can have a stance; people only by name: a crowd stands behind nothing."""
    found = reading.fillers(tokens)
    return [e for e in found if e.type in _ACTORS and (e.type is not EntityType.PERSON or e.named)]


def _fit(reading: Reading, a: list[LocalEntity], b: list[LocalEntity], kind: str, *, armed: bool) -> bool:
    """Whether both sides are there, one told by a name, and of kinds that can be in such a relation."""
    everyone = [*a, *b]
    if not a or not b or not any(_told_by_name(reading, e) for e in everyone):
        return False
    if kind == "belligerent" and not any(e.type in _WARRING for e in a):
        return False
    return not armed or any(e.type in _ARMED for e in everyone)


def _told_by_name(reading: Reading, entity: LocalEntity) -> bool:
    """Whether its name or another's is in a mention of it: Syria's in "Syrian troops"."""
    return entity.named or any(
        reading.table.at(i) is not None for first, last, _ in entity.mentions for i in range(first, last)
    )


def _by_name(reading: Reading, token: Token) -> bool:
    mention = reading.table.mention_at(token.i)
    return mention is not None and mention[2] is MentionKind.NAME


def _doers(reading: Reading, act: Token) -> list[LocalEntity]:
    """Whose act a noun of fighting or backing tells: its possessor, its agent, or who carries it out."""
    own = _acting(reading, [*children(act, "poss"), *prepositional(act, frozenset({"by"}))])
    if own:
        return own
    before = reading.owner(act)
    if before is not None and before.type in _ACTORS:
        return [before]
    led = [t for t in children(act, "amod") if t.lower_ in reading.lexicons.stances.participles]
    if named := [e for t in led if t.i > 1 and (e := reading.table.at(t.i - 2)) is not None]:
        return [e for e in named if e.type in _ACTORS]
    return _outside(reading, act, reading.lexicons.stances)


def _outside(reading: Reading, act: Token, lexicon: Stances) -> list[LocalEntity]:
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
            return _acting(reading, helped) or _acting(reading, agents(outer))
        if node.dep_ == "prep" and outer.pos_ in {"NOUN", "PROPN"}:
            found = [e for e in _acting(reading, [outer]) if e.type in _WARRING]
            if found:
                return found
        if node.dep_ not in _UNDERGOERS | {"prep"}:
            return []
        node = outer
    return []
