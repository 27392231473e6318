"""Part and Location: which state a body is part of, where a place or an organisation lies."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import children, prepositional
from loader.model import EntityType, MentionKind, StatementType

_BODIES = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})
_SEATED = frozenset(
    {EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.ALLIANCE}
)
_HAPPENINGS = frozenset({EntityType.NAMED_EVENT, EntityType.CONFLICT})
_WHOLES = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_SURE = 0.75


class PartExtractor:
    """From a state's name in, before or behind the name of a body."""

    type = StatementType.PART

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a named body and the state that it is part of."""
        del quotes
        for body in reading.table.of_type(*_BODIES):
            for first, last, kind in list(body.mentions):
                if kind is not MentionKind.NAME:
                    continue
                state = self._within(reading, first, last) or _state_around(reading, first, last)
                if state is not None and state is not body:
                    head = reading.document.doc[first:last].root
                    values = {"relation": self._relation(reading, body, state)}
                    yield Draft(
                        self.type,
                        head,
                        {"part": [body], "whole": [state]},
                        dict(values),
                        confidence=_SURE,
                        presupposed=True,
                    )

    @staticmethod
    def _within(reading: Reading, first: int, last: int) -> LocalEntity | None:
        """Australia of "Australian Federal Police", India of "Supreme Court of India".

        Only when the article names the state elsewhere too: a name within a name is no mention.
        """
        words = reading.document.text(first, last).split()
        parts = [words[:size] for size in (2, 1)] + [words[-size:] for size in (2, 1)]
        shorter = (" ".join(part) for part in parts if len(part) < len(words))
        ids = {name.qid for part in shorter for name in reading.knowledge.lookup(part)}
        states = reading.table.of_type(EntityType.STATE)
        return next((state for state in states if ids & set(state.known[:1])), None)

    @staticmethod
    def _relation(reading: Reading, body: LocalEntity, whole: LocalEntity) -> str:
        if whole.type is EntityType.ALLIANCE:
            return "institution_of"
        if body.type is EntityType.ARMED_FORCE and body.name.rsplit(" ", 1)[-1].islower():
            return "unit_of"  # "US troops" is a description
        words = set(re.findall(r"\w+", body.name.lower()))
        return "ministry_of" if words & reading.lexicons.relations.ministries else "agency_of"


class LocationExtractor:
    """From "X, Y", "X in Y", "the Y city of X", "Y-based X" and "X, the capital of Y"."""

    type = StatementType.LOCATION

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a named thing and the place around it."""
        del quotes
        for entity in reading.table.of_type(EntityType.PLACE, *_SEATED, *_HAPPENINGS):
            for first, last, kind in list(entity.mentions):
                if kind is MentionKind.NAME:
                    yield from self._around(reading, entity, first, last)

    def _around(self, reading: Reading, entity: LocalEntity, first: int, last: int) -> Iterator[Draft]:
        head = reading.document.doc[first:last].root
        if entity.type is EntityType.PLACE:
            area = self._next_name(reading, last) or self._kind_of_place(reading, head)
            if area is not None:
                yield self._draft(head, entity, area, "located_in")
            capital = self._capital(reading, head)
            if capital is not None:
                yield self._draft(head, entity, capital, "capital_of")
        for place in reading.fillers(prepositional(head, frozenset({"in", "at"}))):
            if place.type in PLACES and place is not entity and place.named:
                relation = "occurs_in" if entity.type in _HAPPENINGS else "located_in"
                yield self._draft(head, entity, place, "based_in" if entity.type in _SEATED else relation)
        if entity.type in _SEATED:
            for seat in self._seats(reading, head, last):
                yield self._draft(head, entity, seat, "based_in")

    @staticmethod
    def _next_name(reading: Reading, last: int) -> LocalEntity | None:
        """Nigeria of "Kano, Nigeria," when the second name is closed too or ends the sentence."""
        doc = reading.document.doc
        if last + 1 >= len(doc) or doc[last].text != ",":
            return None
        mention, area = reading.table.mention_at(last + 1), reading.table.at(last + 1)
        if mention is None or area is None or area.type not in PLACES or mention[2] is not MentionKind.NAME:
            return None
        behind = doc[mention[1]] if mention[1] < len(doc) else None
        listed = behind is not None and behind.lower_ in {"and", "or"}
        return None if listed or doc[last + 1].dep_ == "conj" else area

    @staticmethod
    def _kind_of_place(reading: Reading, head: Token) -> LocalEntity | None:
        """Nigeria of "the Nigerian city of Kano" and of "Nigeria's city of Kano"."""
        noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head
        if noun.lemma_.lower() not in reading.lexicons.relations.kinds:
            return None
        owner = reading.owner(noun)
        return owner if owner is not None and owner.type is EntityType.STATE else None

    @staticmethod
    def _capital(reading: Reading, head: Token) -> LocalEntity | None:
        """Kenya of "Nairobi, the capital of Kenya" and "the Kenyan capital, Nairobi"."""
        for noun in [*children(head, "appos"), *([head.head] if head.dep_ == "appos" else [])]:
            if noun.lemma_.lower() in reading.lexicons.relations.capital:
                owner = reading.owner(noun)
                owners = [owner, *reading.fillers(prepositional(noun, frozenset({"of"})))]
                return next((e for e in owners if e is not None and e.type is EntityType.STATE), None)
        return None

    @staticmethod
    def _seats(reading: Reading, head: Token, last: int) -> Iterator[LocalEntity]:
        """Berlin of "the Berlin-based NAME" and of "NAME, based in Berlin"."""
        based = reading.lexicons.relations.based
        doc = reading.document.doc
        for child in children(head, "amod", "acl"):
            if child.lower_ not in based:
                continue
            named = prepositional(child, frozenset({"in"}))
            if child.i > 1 and doc[child.i - 1].text == "-" and child.i < last:
                named.append(doc[child.i - 2])
            yield from (e for e in reading.fillers(named) if e.type in PLACES)

    def _draft(self, trigger: Token, entity: LocalEntity, place: LocalEntity, relation: str) -> Draft:
        roles = {"entity": [entity], "place": [place]}
        return Draft(self.type, trigger, roles, {"relation": relation}, confidence=_SURE, presupposed=True)


def _state_around(reading: Reading, first: int, last: int) -> LocalEntity | None:
    """Germany of "Germany's Bundestag", "the German Bundestag" and "the Supreme Court of India"."""
    head = reading.document.doc[first:last].root
    before = [c for c in head.children if c.i < first and c.dep_ in {"poss", "amod", "compound", "nmod"}]
    behind = [
        p for of in children(head, "prep") if of.lower_ == "of" and of.i == last for p in children(of, "pobj")
    ]
    found = (reading.table.at(t.i) for t in [*before, *behind])
    return next((e for e in found if e is not None and e.type in _WHOLES), None)
