"""Part and Membership of forces: whose soldiers they are, which unit is part of which.

Unnamed forces are parts, named people and states members. Those who have no name are told of when the text
says in which named force they serve ("soldiers of the 4th Brigade"), or when another statement has them for
an actor ("Syrian troops shelled ..."). Whole states and alliances are wholes of unnamed forces only in the
second case: "Iraqi forces" is said too often to be worth a statement by itself. The words are in
`lexicons/forces.yaml`.
"""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import ForceStructure
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, prepositional
from loader.model import EntityType, MentionKind, StatementType

_FORCES = frozenset({EntityType.ARMED_FORCE, EntityType.ARMED_GROUP})
_WHOLES = _FORCES | {EntityType.ALLIANCE}
_MODIFIERS = frozenset({"compound", "poss", "amod", "nmod"})
_BELONG = frozenset({EntityType.STATE, EntityType.PERSON, EntityType.PARTY, EntityType.ORGANIZATION})
_SURE = 0.75
_OF_STATE = 0.65


class UnitStatements:
    """From nouns of service and units, their prepositions, and names of forces beside each other."""

    def extract(self, reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """One draft a force and its whole; `drafts` tell which unnamed forces take part in anything."""
        for token in reading.document.doc:
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if reading.table.at(token.i) is None:
                yield from self._behind(reading, token)
                yield from self._as_part(reading, token)
            yield from self._rank(reading, token)
        for force in reading.table.of_type(*_FORCES):
            for first, last, kind in list(force.mentions):
                if kind is MentionKind.NAME:
                    yield from self._named(reading, force, first, last)
        yield from self._acting(reading, drafts)

    def _behind(self, reading: Reading, noun: Token) -> Iterator[Draft]:
        """As in "soldiers of the 4th Brigade", "airmen deployed from the 158th Wing"."""
        lexicon = reading.lexicons.forces
        kind = _served(lexicon, noun)
        if kind is None:
            return
        linked = [c for c in children(noun, "acl", "relcl") if c.lower_ in lexicon.linking]
        if noun.dep_ == "nsubj" and noun.head.lower_ in lexicon.linking and noun.head.tag_ == "VBG":
            linked.append(noun.head)
        wholes = _named(reading, [t for n in (noun, *linked) for t in _first(n, lexicon.prepositions)])
        if wholes:
            part = reading.unnamed(noun, kind)
            yield from self._drafts(noun, part, [w for w in wholes if w.type in _FORCES])

    def _as_part(self, reading: Reading, noun: Token) -> Iterator[Draft]:
        """As in "X, part of the Y", "X is part of Y", "flies missions as part of Y"."""
        if noun.lemma_.lower() not in reading.lexicons.forces.parts:
            return
        wholes = [e for e in _named(reading, _first(noun, frozenset({"of"}))) if e.type in _WHOLES]
        if noun.dep_ == "appos":
            who = [noun.head]
        elif noun.dep_ == "attr":
            who = agents(noun.head)
        elif noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ in {"VERB", "AUX"}:
            who = agents(noun.head.head)
        else:
            return
        for whole in wholes:
            for part in reading.fillers(who):
                if part is whole:
                    continue
                if part.type in _FORCES and whole.type in _FORCES:
                    yield self._part(noun, part, whole, presupposed=noun.dep_ == "appos")
                elif part.type in _BELONG | _FORCES and part.named:
                    yield self._member(noun, part, whole, presupposed=noun.dep_ == "appos")

    def _rank(self, reading: Reading, noun: Token) -> Iterator[Draft]:
        """As in "Royal Air Force lieutenant X": a rank between a force and a name."""
        following = noun.i + 1
        if noun.lower_ not in reading.lexicons.forces.ranks or following >= len(noun.doc) or noun.i == 0:
            return
        person, force = reading.table.at(following), reading.table.at(noun.i - 1)
        if person is None or force is None or person.type is not EntityType.PERSON:
            return
        if force.type in _FORCES and _same_phrase(noun, noun.nbor(-1)):
            yield self._member(noun, person, force)

    def _named(self, reading: Reading, force: LocalEntity, first: int, last: int) -> Iterator[Draft]:
        """As in "1st Battalion, 27th Regiment", "2nd Brigade of the 10th Division", "the armed wing of X"."""
        doc = reading.document.doc
        head = doc[first:last].root
        lexicon = reading.lexicons.forces
        wholes: list[LocalEntity] = []
        if last + 1 < len(doc) and doc[last].text == "," and doc[last + 1].text[0].isdigit():
            wholes += _named(reading, [doc[last + 1]])
        wholes += _named(reading, [t for t in _first(head, frozenset({"of"})) if t.i > last])
        for whole in wholes:
            if whole is not force and whole.type in _FORCES:
                yield self._part(head, force, whole)
        for noun in [*children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])]:
            if noun.lemma_.lower() in lexicon.wings:
                owners = [c for c in noun.children if c.dep_ in _MODIFIERS and c.i < noun.i]
                bodies = _named(reading, [*_first(noun, frozenset({"of"})), *owners])
                for whole in bodies:
                    if whole is not force and whole.type not in {EntityType.PLACE, EntityType.PERSON}:
                        yield self._part(noun, force, whole)

    def _acting(self, reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """As in "Syrian troops shelled ...", "NATO soldiers were killed": whose they are."""
        unnamed = {id(e): e for d in drafts for role in d.roles.values() for e in role if not e.named}
        doc = reading.document.doc
        for part in unnamed.values():
            first, last, kind = part.mentions[0]
            noun = doc[first:last].root
            if kind is not MentionKind.NOMINAL or _served(reading.lexicons.forces, noun) is None:
                continue
            before = [c for c in noun.children if c.dep_ in _MODIFIERS and c.i < noun.i]
            wholes = _named(reading, [t for t in reversed(before) if not _hyphenated(reading, t)])
            if any(_sets_apart(reading, t) for t in doc[min(noun.left_edge.i, first) : noun.i]):
                wholes = [e for e in wholes if e.type in _FORCES]
            owned = part.type is EntityType.ARMED_FORCE
            fit = _WHOLES | ({EntityType.STATE} if owned else set())
            yield from self._drafts(noun, part, [e for e in wholes if e.type in fit][:1])

    def _drafts(self, noun: Token, part: LocalEntity, wholes: Iterable[LocalEntity]) -> Iterator[Draft]:
        for whole in wholes:
            if whole is not part:
                confidence = _OF_STATE if whole.type is EntityType.STATE else _SURE
                yield self._part(noun, part, whole, confidence=confidence)

    @staticmethod
    def _part(
        trigger: Token,
        part: LocalEntity,
        whole: LocalEntity,
        *,
        presupposed: bool = True,
        confidence: float = _SURE,
    ) -> Draft:
        roles = {"part": [part], "whole": [whole]}
        values: dict[str, str] = {"relation": "unit_of"}
        return Draft(
            StatementType.PART, trigger, roles, dict(values), confidence=confidence, presupposed=presupposed
        )

    @staticmethod
    def _member(trigger: Token, member: LocalEntity, body: LocalEntity, *, presupposed: bool = True) -> Draft:
        roles = {"member": [member], "organization": [body]}
        values: dict[str, str] = {"status": "current"}
        return Draft(
            StatementType.MEMBERSHIP, trigger, roles, dict(values), confidence=_SURE, presupposed=presupposed
        )


def _lemma(noun: Token) -> str:
    """The singular in small letters, also of "Soldiers", which the tagger takes for a name."""
    word = noun.lemma_.lower()
    if noun.tag_ == "NNPS" or (noun.tag_ == "NNP" and word.endswith("men")):
        return word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")
    return word


def _served(lexicon: ForceStructure, noun: Token) -> EntityType | None:
    """What kind of actor a noun of service or of a unit is."""
    word = _lemma(noun)
    if word in lexicon.units:
        return EntityType.ARMED_FORCE
    return next((kind for kind, nouns in lexicon.people.items() if word in nouns), None)


def _first(node: Token, prepositions: frozenset[str]) -> list[Token]:
    return [t for t in prepositional(node, prepositions) if t.i > node.i]


def _named(reading: Reading, tokens: Iterable[Token]) -> list[LocalEntity]:
    found = (reading.table.at(t.i) for t in tokens)
    return list(dict.fromkeys(e for e in found if e is not None))


def _hyphenated(reading: Reading, token: Token) -> bool:
    """Whether a name is only in a compound before the noun: "X-linked militants" are not of X."""
    mention = reading.table.mention_at(token.i)
    last = mention[1] if mention is not None else token.i + 1
    return last < len(token.doc) and token.doc[last].text == "-"


def _sets_apart(reading: Reading, token: Token) -> bool:
    """Whether a word tells forces that are not the state's own: "Syrian rebel forces", "pro-X troops"."""
    apart = token.lower_ in reading.lexicons.forces.apart or token.text == "-"
    return apart or token.lower_.startswith(("pro-", "anti-", "ex-")) or token.lower_ in {"pro", "anti"}


def _same_phrase(noun: Token, before: Token) -> bool:
    """Whether a name right before a rank belongs to the same phrase."""
    return before.head in {noun, noun.head} or before.head.head in {noun, noun.head}
