"""OfficeChange: who comes into which office or leaves it, by whose act, after and before whom."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.lexicon import OfficeVerb
from loader.extract.offices import OfficePhrase
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, is_passive, objects, prepositional
from loader.model import EntityType, StatementType

_AGENTS = frozenset(
    {
        *(EntityType.PERSON, EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP),
        *(EntityType.PARTY, EntityType.STATE, EntityType.ORGANIZATION, EntityType.ALLIANCE),
    }
)
_LEADS = frozenset({"as", "to", "from"})


class OfficeChangeExtractor:
    """From verbs and nouns of appointing, electing, resigning and removing."""

    type = StatementType.OFFICE_CHANGE

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a change of a person whose office the article names."""
        del quotes
        verbs: dict[str, list[OfficeVerb]] = {}
        for verb in reading.lexicons.office_changes.verbs:
            verbs.setdefault(verb.lemma, []).append(verb)
        for sentence in reading.document.sentences:
            for token in sentence.span:
                lemma = token.lemma_.lower()
                if token.pos_ == "VERB":
                    for verb in verbs.get(lemma, ()):
                        yield from self._by_verb(reading, token, verb)
                elif token.pos_ == "NOUN" and lemma in reading.lexicons.office_changes.nouns:
                    yield from self._by_noun(reading, token, reading.lexicons.office_changes.nouns[lemma])

    def _by_verb(self, reading: Reading, token: Token, verb: OfficeVerb) -> Iterator[Draft]:
        if verb.particle and not any(c.lower_ == verb.particle for c in token.children):
            return
        if verb.person == "subject" and is_passive(token):
            return
        stated = self._complement(reading, token)
        if stated is None and verb.office == "required":
            return
        doers = agents(token) if verb.person == "object" else []
        undergone = objects(token) if verb.person == "object" else agents(token)
        people = [p for p in reading.fillers(undergone) if p.type is EntityType.PERSON and p.named]
        other = self._counterpart(reading, token, verb)
        for person in people:
            office = stated or self._held(reading, person, token, last_resort=other)
            if office is None:
                continue
            roles = {"person": [person]}
            by = [e for e in reading.fillers(doers) if e.type in _AGENTS and e is not person]
            if by:
                roles["agent"] = by
            if other is not None and other is not person:
                roles[verb.counterpart or "predecessor"] = [other]
            yield self._draft(reading, token, office, verb.change, roles)

    def _by_noun(self, reading: Reading, token: Token, change: str) -> Iterator[Draft]:
        heads = [*prepositional(token, frozenset({"of"})), *children(token, "poss")]
        for person in reading.fillers(heads):
            if person.type is EntityType.PERSON and person.named:
                office = self._held(reading, person, token)
                if office is not None:
                    yield self._draft(reading, token, office, change, {"person": [person]})

    def _complement(self, reading: Reading, token: Token) -> OfficePhrase | None:
        """The office that stands with the verb: "was elected president", "named X as minister"."""
        heads = children(token, "oprd", "attr", "dobj", "xcomp")
        heads += [
            p for prep in children(token, "prep") if prep.lower_ in _LEADS for p in children(prep, "pobj")
        ]
        inner = [c for head in heads for c in children(head, "oprd", "attr", "appos")]
        for head in [*heads, *inner]:
            office = reading.office_at(head)
            if office is not None and not self._names_person(reading, office, head):
                return office
        return None

    @staticmethod
    def _names_person(reading: Reading, office: OfficePhrase, head: Token) -> bool:
        """As in "dismissed Prime Minister X": the title belongs to X and is no complement."""
        following = reading.table.at(office.last)
        return reading.table.at(head.i) is not None or (
            following is not None and following.type is EntityType.PERSON
        )

    def _held(
        self, reading: Reading, person: LocalEntity, near: Token, last_resort: LocalEntity | None = None
    ) -> OfficePhrase | None:
        """The office that the article gives a person, the nearest to a token; else the predecessor's."""
        for someone in (person, last_resort):
            held = [o for o in reading.offices if someone is not None and someone in o.holders]
            if held:
                return min(held, key=lambda o: abs(o.first - near.i))
        return None

    def _counterpart(self, reading: Reading, token: Token, verb: OfficeVerb) -> LocalEntity | None:
        if verb.counterpart is None or is_passive(token):
            return None
        others = (e for e in reading.fillers(children(token, "dobj")) if e.type is EntityType.PERSON)
        return next(others, None)

    def _draft(
        self,
        reading: Reading,
        token: Token,
        office: OfficePhrase,
        change: str,
        roles: dict[str, list[LocalEntity]],
    ) -> Draft:
        body = office.of or (reading.table.focus_state() if office.title.of == "state" else None)
        if body is not None:
            roles["of"] = [body]
        values = {
            "change": change,
            "office": reading.document.text(office.first, office.last),
            "category": office.category,
        }
        return Draft(self.type, token, roles, dict(values))
