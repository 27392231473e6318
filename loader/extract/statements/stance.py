"""Stance: who backs, leads, controls, fights or is allied with whom, where the text says so in a word."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, objects, prepositional
from loader.model import EntityType, MentionKind, StatementType

_ACTORS = frozenset(
    {
        *(EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_GROUP, EntityType.ARMED_FORCE),
        *(EntityType.GOVERNMENT_BODY, EntityType.PARTY, EntityType.PERSON, EntityType.ORGANIZATION),
    }
)
_SURE = 0.75


class StanceExtractor:
    """From participles behind a name ("Russian-backed rebels"), nouns such as "ally", and verbs."""

    type = StatementType.STANCE

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a pair that a word ties together."""
        del quotes
        relations = reading.lexicons.relations
        for token in reading.document.doc:
            if token.lower_ in relations.stances and token.i > 1 and token.nbor(-1).text == "-":
                yield from self._by_participle(reading, token)
            elif token.pos_ == "NOUN" and token.lemma_.lower() in relations.allies:
                yield from self._by_noun(reading, token, relations.allies[token.lemma_.lower()])
            elif token.pos_ == "VERB" and token.lemma_.lower() in relations.stance_verbs:
                yield from self._by_verb(reading, token, relations.stance_verbs[token.lemma_.lower()])

    def _by_participle(self, reading: Reading, token: Token) -> Iterator[Draft]:
        backer = reading.table.at(token.i - 2)
        noun = token.head if token.head.i > token.i else None
        backed = reading.filler(noun) if noun is not None else None
        if backer is None or backed is None or backer is backed:
            return
        if backer.type in _ACTORS and backed.type in _ACTORS | {EntityType.PLACE}:
            kind = reading.lexicons.relations.stances[token.lower_]
            yield self._draft(token, [backer], [backed], kind)

    def _by_noun(self, reading: Reading, token: Token, kind: str) -> Iterator[Draft]:
        """As in "Russia's ally Belarus", "Belarus, an ally of Russia", "Turkey is a NATO ally"."""
        sides = [
            e for e in (reading.owner(token), *reading.fillers(prepositional(token, frozenset({"of"})))) if e
        ]
        others = [*children(token, "appos"), *([token.head] if token.dep_ == "appos" else [])]
        following = token.i + 1
        if following < len(reading.document.doc) and reading.table.at(following) is not None:
            others.append(reading.document.doc[following])
        if token.dep_ == "attr":
            others.extend(children(token.head, "nsubj"))
        named = [e for t in others if (e := reading.table.at(t.i)) is not None and self._by_name(reading, t)]
        states = [e for e in sides if e.type is EntityType.STATE]
        pairs = [e for e in dict.fromkeys(named) if e.type in _ACTORS and e not in states]
        if states and pairs:
            yield self._draft(token, pairs, states[:1], kind)

    def _by_verb(self, reading: Reading, token: Token, kind: str) -> Iterator[Draft]:
        """As in "Rwanda denies supporting the rebels"; one side at least must be named."""
        a = [e for e in reading.fillers(agents(token)) if e.type in _ACTORS]
        b = [e for e in reading.fillers(objects(token)) if e.type in _ACTORS and e not in a]
        if a and b and any(e.named for e in (*a, *b)):
            yield Draft(self.type, token, {"a": a, "b": b}, {"kind": kind}, confidence=_SURE)

    @staticmethod
    def _by_name(reading: Reading, token: Token) -> bool:
        mention = reading.table.mention_at(token.i)
        return mention is not None and mention[2] is MentionKind.NAME

    def _draft(self, trigger: Token, a: list[LocalEntity], b: list[LocalEntity], kind: str) -> Draft:
        return Draft(self.type, trigger, {"a": a, "b": b}, {"kind": kind}, confidence=_SURE, presupposed=True)
