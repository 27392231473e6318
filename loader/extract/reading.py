"""One document being read: what every statement extractor shares, and how a phrase becomes an entity.

`Reading.filler` is the one place where a noun, a pronoun or "the alliance" turns into an entity that a
role can be filled with. Precision first: what cannot be resolved gives None, not a guess.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.lexicon import Lexicons
from loader.extract.offices import OfficePhrase
from loader.extract.quantity import QuantityReader
from loader.extract.syntax import ASIDE, phrase_bounds, subject
from loader.knowledge import Knowledge
from loader.model import EntityType, MentionKind, Reference

_PARTITIVES = frozenset(
    {
        *("number", "group", "total", "majority", "dozen", "hundred", "thousand", "score", "handful"),
        *("most", "some", "many", "member", "part", "half", "rest", "all", "one"),
    }
)
_SELF_REPORTING = frozenset({"it", "they"})
_GENDER_OF = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_VAGUE = frozenset({"many", "more", "some", "several", "most"})
_LEADING = frozenset({"DET", "ADP", "PRON", "SCONJ", "ADV"})
_ASKING = frozenset({"WRB", "WDT", "PRP$"})
_ALLIANCES = frozenset({EntityType.ALLIANCE})
_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "VERB"})
_PLURAL = frozenset({"NNS", "NNPS"})
_CLAUSAL = ASIDE | {"prep"}


@dataclass
class Reading:
    """An analysed document, its entities and offices, and the lexicons to read it by."""

    document: AnalysedDocument
    table: EntityTable
    offices: list[OfficePhrase]
    lexicons: Lexicons
    quantities: QuantityReader
    knowledge: Knowledge

    def __post_init__(self) -> None:
        self._quoted = self.document.quoted_tokens()
        self._genders: dict[int, str | None] = {}
        self._office_at = {i: o for o in self.offices for i in range(o.first, o.last)}
        self._actor_type = {
            noun: kind for kind, nouns in self.lexicons.nominals.actors.items() for noun in nouns
        }

    def office_at(self, token: Token) -> OfficePhrase | None:
        """The office phrase whose title a token is part of."""
        return self._office_at.get(token.i)

    def named_by(self, heads: Iterable[Token], entities: Iterable[LocalEntity]) -> LocalEntity | None:
        """Which of the entities one of the phrase heads is the name of, and not a description or pronoun."""
        wanted = set(map(id, entities))
        for head in heads:
            entity, mention = self.table.at(head.i), self.table.mention_at(head.i)
            if entity is not None and id(entity) in wanted and mention and mention[2] is MentionKind.NAME:
                return entity
        return None

    def named_twice(self, heads: Iterable[Token]) -> bool:
        """Whether the first phrase head and a later one are two namings of one entity."""
        first, *others = heads
        one = self.table.at(first.i)
        apart = [t for t in others if self.table.mention_at(t.i) != self.table.mention_at(first.i)]
        twice = one is not None and self.named_by([first], [one]) and self.named_by(apart, [one])
        return bool(twice)

    def fillers(self, tokens: Iterable[Token]) -> list[LocalEntity]:
        """The entities of several phrase heads, each once, unresolved ones left out."""
        found = (self.filler(token) for token in tokens)
        return list(dict.fromkeys(e for e in found if e is not None))

    def filler(self, token: Token) -> LocalEntity | None:
        """The entity that the phrase with this head refers to.

        In order: its name; the holder of the office it names; what a pronoun or "the alliance" stands
        for; an unnamed actor; the state in "Israeli airstrike".
        """
        named = self.table.at(token.i)
        named = named or self.table.pointed(token.i)
        if named is not None:
            return named
        office = self._office_at.get(token.i)
        if office is not None and len(office.holders) == 1:
            return office.holders[0]
        if token.pos_ == "PRON":
            return self._pronoun(token)
        lemma = token.lemma_.lower()
        if lemma in _PARTITIVES:
            whole = next(
                (p for c in token.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"), None
            )
            if whole is not None:
                return self.filler(whole)
        resolved = self._antecedent(token, lemma) or self._actor(token, lemma)
        if resolved is None and lemma not in self.lexicons.belongings.nouns:
            return self.owner(token)
        return resolved

    def owner(self, token: Token) -> LocalEntity | None:
        """The state or organisation that modifies a noun: Israel of "Israeli airstrike", "Israel's raid"."""
        for child in token.children:
            if child.dep_ in {"amod", "poss", "compound", "nmod"} and child.i < token.i:
                entity = self.table.at(child.i)
                if entity is not None and entity.type is not EntityType.PERSON:
                    return entity
        return None

    def _pronoun(self, token: Token) -> LocalEntity | None:
        types = self.lexicons.nominals.pronouns.get(token.lower_)
        if types is None:
            return None
        if token.lower_ in _SELF_REPORTING:
            return self._reporter(token)
        entity = self.last_subject(token, types) or self._last_named(token, types)
        if entity is None or self._contradicts(token, entity):
            entity = self._agreeing(token, types)
        if entity is None:
            return None
        return self.table.refer(entity, token.i, token.i + 1, MentionKind.PRONOUN, Reference.PRONOUN)

    def _contradicts(self, pronoun: Token, person: LocalEntity) -> bool:
        """Whether the article calls the person what does not fit the pronoun: "chairwoman X" is no "he"."""
        gender = _GENDER_OF.get(pronoun.lower_)
        said = self.gender(person)
        return gender is not None and said is not None and said != gender

    def gender(self, person: LocalEntity) -> str | None:
        """The pronoun for a person by the words beside the name, else the first name, when they agree."""
        if id(person) not in self._genders:
            words = {w for first, last, _ in person.mentions for w in self._beside(first, last)}
            fitting = [p for p, telling in self.lexicons.nominals.genders.items() if words & telling]
            fitting = fitting or self._by_first_name(person)
            self._genders[id(person)] = fitting[0] if len(fitting) == 1 else None
        return self._genders[id(person)]

    def _by_first_name(self, person: LocalEntity) -> list[str]:
        doc = self.document.doc
        names = {doc[first].lower_ for first, last, _ in person.mentions if last - first > 1}
        return [pronoun for pronoun, known in self.lexicons.first_names.items() if names & known]

    def _beside(self, first: int, last: int) -> Iterator[str]:
        """The words before a name and those in apposition to it, lower case."""
        doc = self.document.doc
        yield from (t.lower_ for t in doc[max(0, first - 1) : first])
        root = doc[first:last].root
        for child in root.children:
            if child.dep_ in {"appos", "compound"}:
                yield child.lower_
        if root.dep_ == "appos":
            yield root.head.lower_

    def _agreeing(self, token: Token, types: frozenset[EntityType]) -> LocalEntity | None:
        """The person named last, in this sentence or the two before, of whom the pronoun is said to fit."""
        first = self.document.sentences[max(0, self.document.sentence_index(token) - 2)].span.start
        for i in range(token.i - 1, first - 1, -1):
            entity = self.table.at(i)
            if entity is not None and entity.type in types and not self._contradicts(token, entity):
                return entity
        return None

    def _reporter(self, token: Token) -> LocalEntity | None:
        """The army of "the army said that it had withdrawn": who reports of itself, no single person."""
        clause = token.head
        saying = clause.dep_ == "ccomp" and clause.head.lemma_.lower() in self.lexicons.reporting.says
        who = subject(clause.head) if saying and token.dep_ in {"nsubj", "nsubjpass"} else None
        entity = self.filler(who) if who is not None and who.i < token.i and who.pos_ != "PRON" else None
        if entity is None or entity.type is EntityType.PERSON:
            return None
        return self.table.refer(entity, token.i, token.i + 1, MentionKind.PRONOUN, Reference.PRONOUN)

    def last_subject(self, token: Token, types: frozenset[EntityType]) -> LocalEntity | None:
        """The nearest earlier subject of the right type, in this sentence or the two before.

        Whoever is named in the pronoun's own sentence comes before subjects of earlier ones.
        """
        index = self.document.sentence_index(token)
        start = self.document.sentences[index].span.start
        for sentence in reversed(self.document.sentences[max(0, index - 2) : index + 1]):
            if sentence.span.end <= token.i and (own := self._last_named(token, types, start)) is not None:
                return own
            for other in sentence.span:
                if other.i >= token.i:
                    break
                if other.dep_ in {"nsubj", "nsubjpass"} and self._heard(other, token):
                    entity = self.named_at(other)
                    if entity is not None and entity.type in types:
                        return entity
        return None

    def named_at(self, token: Token) -> LocalEntity | None:
        """Whom a name, or a description that was found to be somebody named, has at a token."""
        office = self._office_at.get(token.i)
        held = office.holders[0] if office is not None and len(office.holders) == 1 else None
        return (
            self.table.at(token.i) or self.table.pointed(token.i) or (held if held and held.named else None)
        )

    def _heard(self, name: Token, pronoun: Token) -> bool:
        """Whether a name can be what a pronoun stands for: not one within a speech, of one outside it."""
        return self._quoted[pronoun.i] or not self._quoted[name.i]

    def _last_named(self, token: Token, types: frozenset[EntityType], first: int = 0) -> LocalEntity | None:
        """The entity named last before a token, from the token `first` on, that it can stand for."""
        for i, entity in self.table.backwards(token.i, first):
            if entity.type in types and self._heard(self.document.doc[i], token):
                return entity
        return None

    def _antecedent(self, token: Token, lemma: str) -> LocalEntity | None:
        """What "the alliance" stands for: the only one that the article names, or the one named last."""
        rule = self.lexicons.nominals.definite.get(lemma)
        if rule is None or token.tag_ in _PLURAL:
            return None
        if not any(c.lower_ in {"the", "this", "that"} for c in token.children):
            return None
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
            return None  # "the news agency of X" is told of here and not before
        called = None if rule.focus else self._called(token, lemma, rule.types)
        if called is None and (rule.called or (self.owner(token) and EntityType.ALLIANCE not in rule.types)):
            return None
        # "The US-led coalition" tells which one, and does not refer back to one that nobody is said to lead.
        described = self._led(token)
        entity: LocalEntity | None
        if called is not None:
            entity = called
        elif rule.focus:
            entity = self.table.focus_state()
        elif rule.types != _ALLIANCES and self._modifiers(token):
            entity = None
        elif rule.recent:
            entity = self.table.last_before(token.i, rule.types)
        else:
            entity = self._only(token, rule.types)
        if entity is None or (described and not self._described(entity)):
            return None
        first, last = phrase_bounds(token, without=_CLAUSAL)
        why = Reference.TOPIC if rule.focus else Reference.HEAD_NOUN
        return self.table.refer(entity, first, last, MentionKind.NOMINAL, why)

    def _called(self, token: Token, lemma: str, types: frozenset[EntityType]) -> LocalEntity | None:
        """The entity named last that the article calls by this noun, and by the words before it.

        "The council" is the Security Council; "the Islamist group" one described as an Islamist group; "the
        German ministry" one that has Germany beside or in its name.
        """
        owner = self.owner(token)
        told = self._modifiers(token)
        for entity in self.table.before(token.i, types):
            if any(told <= words for words in self._callings(entity, lemma)) and (
                owner is None or owner is entity or owner in self._owners(entity)
            ):
                return entity
        return None

    def _modifiers(self, noun: Token) -> set[str]:
        """The words before a noun in its phrase that are no names: islamist, center and left."""
        before = self.document.doc[noun.left_edge.i : noun.i]
        return {t.lower_ for t in before if t.pos_ in _DESCRIBING and self.table.at(t.i) is None}

    def _callings(self, entity: LocalEntity, noun: str) -> Iterator[frozenset[str]]:
        """The words of each phrase with this head that the article has for an entity, its names included."""
        yield from (words for head, words in entity.descriptions if head == noun)
        words = entity.name.lower().split()
        if len(words) > 1 and (words[-1] == noun or words[:2] in ([noun, "of"], [noun, "for"])):
            yield frozenset(words)

    def _owners(self, entity: LocalEntity) -> Iterator[LocalEntity]:
        """The states and bodies that stand before or within an entity's names."""
        doc = self.document.doc
        for first, last, _ in entity.mentions:
            around = (self.table.at(c.i) for c in doc[first:last].root.children if c.i < last)
            yield from (e for e in around if e is not None and e is not entity)

    def _only(self, token: Token, types: frozenset[EntityType]) -> LocalEntity | None:
        """The only one of these types that the article names, else this sentence and the one before."""
        named = self.table.of_type(*types)
        if len(named) > 1:
            index = max(0, self.document.sentence_index(token) - 1)
            start = self.document.sentences[index].span.start
            named = [e for e in named if any(start <= first < token.i for first, _, _ in e.mentions)]
        return named[0] if len(named) == 1 else None

    def _led(self, noun: Token) -> bool:
        return any(c.lower_ in self.lexicons.stances.participles for c in noun.children if c.i < noun.i)

    def _described(self, entity: LocalEntity) -> bool:
        """Whether the article calls what it names led or backed by another too."""
        return any(self._led(self.document.doc[first:last].root) for first, last, _ in entity.mentions)

    def _actor(self, token: Token, lemma: str) -> LocalEntity | None:
        """An unnamed actor: "protesters", "Russian troops", "the government"."""
        modifier = token.nbor(-1) if token.i and token.nbor(-1).head == token else None
        compound = f"{modifier.lemma_.lower()} {lemma}" if modifier is not None else lemma
        kind = self._actor_type.get(compound) or self._actor_type.get(lemma)
        if kind is None or token.pos_ not in {"NOUN", "PROPN"}:
            return None
        return self.unnamed(token, kind)

    def unnamed(self, token: Token, kind: EntityType, *, until: int = 0) -> LocalEntity:
        """The unnamed actor of this kind whose phrase has this head, without articles and numbers.

        `until`: the token before which its phrase ends, where that is further than the tree has it.
        """
        first, last = phrase_bounds(token, without=_CLAUSAL)
        doc = self.document.doc
        while first < token.i and _introduces(doc[first]):
            first += 1
        while last > token.i + 1 and doc[last - 1].tag_ == "POS":
            last -= 1
        return self.table.nominal(token.i, first, max(last, until), kind)


def _introduces(word: Token) -> bool:
    """Whether a word before a noun tells nothing of who they are: an article, a number, "several"."""
    return (
        word.pos_ in _LEADING
        or word.dep_ == "det"
        or word.tag_ in _ASKING
        or word.lower_ in _VAGUE
        or (word.like_num and word.nbor(1).text != "-")
    )
