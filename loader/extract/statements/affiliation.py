"""Affiliation: whom a person belongs to, said in passing ("X of the Left Party", "French lawyer X")."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import children
from loader.model import EntityType, MentionKind, StatementType

_EMPLOYERS = frozenset(
    {
        *(EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.GOVERNMENT_BODY, EntityType.ALLIANCE),
        *(EntityType.ARMED_FORCE, EntityType.ARMED_GROUP),
    }
)
_MODIFIERS = frozenset({"amod", "poss", "compound", "nmod"})
_LEADS = frozenset({"of", "from", "with"})
_SURE = 0.7


class AffiliationExtractor:
    """From "of" or "from" behind a name, names in brackets, possessives and demonyms before a person."""

    type = StatementType.AFFILIATION

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a person and what they belong to; a party makes it a Membership."""
        del quotes
        held = {i for o in reading.offices if o.holders for i in range(o.left, o.right)}
        yield from self._parties_of(reading)
        for person in reading.table.of_type(EntityType.PERSON):
            for first, last, kind in list(person.mentions):
                if kind is MentionKind.NAME:
                    yield from self._around(reading, person, first, last, held)

    def _parties_of(self, reading: Reading) -> Iterator[Draft]:
        """As in "Merkel's conservative CDU" and "his ruling AKP": whose party it is belongs to it."""
        for party in reading.table.of_type(EntityType.PARTY):
            for first, last, kind in list(party.mentions):
                head = reading.document.doc[first:last].root
                owners = [] if kind is not MentionKind.NAME else children(head, "poss")
                for owner in owners:
                    person = reading.filler(owner) if owner.i < first else None
                    if person is not None and person.type is EntityType.PERSON and person.named:
                        roles = {"member": [person], "organization": [party]}
                        yield self._draft(StatementType.MEMBERSHIP, head, roles, {"status": "current"})

    def _around(
        self, reading: Reading, person: LocalEntity, first: int, last: int, held: set[int]
    ) -> Iterator[Draft]:
        doc = reading.document.doc
        head = doc[first:last].root
        for of in children(head, "prep"):
            if of.lower_ in _LEADS and of.i == last:
                bodies = (
                    children(of, "pobj") if of.lower_ == "of" else _no_places(reading, children(of, "pobj"))
                )
                yield from self._drafts(reading, person, bodies, head)
        if last + 1 < len(doc) and doc[last].text == "(" and not _credits(reading, first, last):
            skip = 2 if doc[last + 1].lower_ == "of" else 1
            yield from self._drafts(reading, person, list(doc[last + skip : last + skip + 1]), head)
        nouns = [head, *(c for c in children(head, "compound", "nmod") if c.i < first)]
        before = [
            c for n in nouns for c in n.children if c.dep_ in _MODIFIERS and c.i < first and c.i not in held
        ]
        apposed = [c for noun in children(head, "appos") for c in children(noun, "amod", "poss")]
        for modifier in [*before, *(c for c in apposed if c.i not in held)]:
            entity = reading.table.at(modifier.i)
            adjective = entity is not None and modifier.dep_ != "poss" and self._adjective(reading, modifier)
            if modifier.dep_ == "poss" or adjective:
                yield from self._drafts(reading, person, [modifier], head)

    @staticmethod
    def _adjective(reading: Reading, token: Token) -> bool:
        mention = reading.table.mention_at(token.i)
        return mention is not None and mention[2] is MentionKind.ADJECTIVE

    def _drafts(
        self, reading: Reading, person: LocalEntity, heads: list[Token], trigger: Token
    ) -> Iterator[Draft]:
        for head in heads:
            body = reading.table.at(head.i)
            if body is None or body is person:
                continue
            if body.type is EntityType.PARTY:
                roles = {"member": [person], "organization": [body]}
                yield self._draft(StatementType.MEMBERSHIP, trigger, roles, {"status": "current"})
            elif body.type is EntityType.STATE or body.type in _EMPLOYERS:
                relation = "citizen" if body.type is EntityType.STATE else "employee"
                roles = {"agent": [person], "of": [body]}
                yield self._draft(self.type, trigger, roles, {"relation": relation})

    @staticmethod
    def _draft(
        kind: StatementType, trigger: Token, roles: dict[str, list[LocalEntity]], values: dict[str, str]
    ) -> Draft:
        return Draft(kind, trigger, roles, dict(values), confidence=_SURE, presupposed=True)


def _no_places(reading: Reading, heads: list[Token]) -> list[Token]:
    """Those that are no places: "X from Kabul" only comes from there."""
    return [t for t in heads if (e := reading.table.at(t.i)) is not None and e.type not in PLACES]


def _credits(reading: Reading, first: int, last: int) -> bool:
    """Whether brackets behind a name credit agencies: "Author: X (NAME, NAME)" employs nobody."""
    doc = reading.document.doc
    closing = next((i for i in range(last + 1, min(last + 12, len(doc))) if doc[i].text == ")"), None)
    listed = closing is None or any(t.text in {",", "/", ";"} for t in doc[last + 1 : closing])
    return listed or (first > 0 and doc[first - 1].text == ":")
