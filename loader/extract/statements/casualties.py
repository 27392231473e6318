"""Casualties: how many were killed, injured, detained ..., by whom and where, as a count."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.lexicon import HarmVerb
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, ancestors, conjuncts, objects, phrase_bounds, subject
from loader.model import Count, EntityType, StatementType

_STATED = 0.8
_OFTEN = 3
_SUPPOSED = 0.6  # the place is only what the article is about
_PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
_GROUPS = frozenset({EntityType.STATE, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP, EntityType.ALLIANCE,
                     EntityType.PARTY, EntityType.MEDIA, EntityType.ORGANIZATION})  # fmt: skip
_HARMERS = frozenset({EntityType.PERSON, EntityType.GOVERNMENT_BODY}) | _GROUPS
_WHERE = frozenset({"in", "at", "near", "on", "across", "outside"})
_CLAUSAL = frozenset(
    {"relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "nummod", "det", "prep", "quantmod"}
)


class CasualtiesExtractor:
    """From verbs of harming, participles after a number, and nouns such as "death toll"."""

    type = StatementType.CASUALTIES

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a counted group of victims."""
        del quotes
        verbs = {verb.lemma: verb for verb in reading.lexicons.harms.verbs}
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            for token in sentence.span:
                lemma = token.lemma_.lower()
                verb = verbs.get(lemma)
                if verb is not None and token.pos_ in {"VERB", "AUX"}:
                    yield from self._by_verb(reading, token, verb)
                elif token.lower_ in reading.lexicons.harms.states:
                    yield from self._by_state(reading, token, reading.lexicons.harms.states[token.lower_])
                elif lemma in reading.lexicons.harms.nouns and token.pos_ == "NOUN":
                    yield from self._by_noun(reading, token, reading.lexicons.harms.nouns[lemma])

    def _by_verb(self, reading: Reading, token: Token, verb: HarmVerb) -> Iterator[Draft]:
        undergone = verb.victims == "object"
        heads = objects(token) if undergone else conjuncts(subject(token))
        harmers = [e for e in reading.fillers(agents(token)) if e.type in _HARMERS] if undergone else []
        for head in heads:
            yield from self._counted(reading, token, head, verb.outcome, harmers)

    def _by_state(self, reading: Reading, token: Token, outcome: str) -> Iterator[Draft]:
        """As in "Left 12 dead", "12 people are missing"."""
        if token.dep_ in {"acomp", "oprd", "attr"}:
            for head in conjuncts(subject(token.head)):
                yield from self._counted(reading, token, head, outcome, [])
        before = next((c for c in token.children if c.dep_ == "nummod"), None)
        if before is None and token.i and token.nbor(-1).like_num and token.dep_ in {"ccomp", "dobj", "oprd"}:
            before = token.nbor(-1)
        if before is not None:
            yield from self._counted(reading, token, before, outcome, [])

    def _by_noun(self, reading: Reading, token: Token, outcome: str) -> Iterator[Draft]:
        """As in "The deaths of 26 people"."""
        for of in (c for c in token.children if c.lower_ == "of"):
            for head in (t for p in of.children if p.dep_ == "pobj" for t in conjuncts(p)):
                if not head.like_num or token.lemma_ == "toll":
                    yield from self._counted(reading, token, head, outcome, [])

    def _counted(
        self, reading: Reading, trigger: Token, head: Token, outcome: str, harmers: list[LocalEntity]
    ) -> Iterator[Draft]:
        count = reading.quantities.of_noun(reading.document, head)
        if count is None or not self._countable(reading, head, count):
            return
        roles: dict[str, list[LocalEntity]] = {}
        if harmers:
            roles["perpetrator"] = harmers
        place = where(reading, trigger)
        supposed = reading.table.focus_state(least=_OFTEN) if place is None else None
        if place is not None or supposed is not None:
            roles["location"] = [e for e in (place, supposed) if e is not None]
        group = reading.table.at(head.i) or reading.owner(head)
        if group is not None and group.type in _GROUPS and group not in harmers:
            roles["victim_group"] = [group]
        values: dict[str, str | Count] = {"outcome": outcome, "count": count}
        victims = _victims(reading, head, count)
        if victims:
            values["victims"] = victims
        yield Draft(self.type, trigger, roles, values, confidence=_STATED if supposed is None else _SUPPOSED)

    @staticmethod
    def _countable(reading: Reading, head: Token, count: Count) -> bool:
        """Whether people are counted.

        What is killed or held by number is people, unless it is listed as something else. "A" alone is
        no number: then the noun must be one for people.
        """
        lemma = head.lemma_.lower()
        if lemma in reading.lexicons.harms.not_victims:
            return False
        if count.text.lower() not in {"a", "an"}:
            return True
        return lemma in reading.lexicons.harms.victims or any(
            lemma in nouns for nouns in reading.lexicons.nominals.actors.values()
        )


def where(reading: Reading, trigger: Token) -> LocalEntity | None:
    """The most specific place that the trigger's clause names, else a clause above it, else the sentence."""
    sentence = reading.document.sentence_of(trigger).span
    clauses = [trigger, *(a for a in ancestors(trigger) if a.sent == trigger.sent)]
    for node in clauses:
        for prep in node.children:
            if prep.dep_ == "prep" and prep.lower_ in _WHERE:
                for deeper in prep.subtree:
                    entity = reading.table.at(deeper.i)
                    if entity is not None and entity.type in _PLACES and deeper.head.dep_ == "prep":
                        return entity
    named = [reading.table.at(t.i) for t in sentence if t.dep_ == "pobj" and t.head.lower_ in _WHERE]
    return next((e for e in named if e is not None and e.type in _PLACES), None)


def _victims(reading: Reading, head: Token, count: Count) -> str:
    """The noun phrase of the victims without its number."""
    if head.like_num or head.lower_ in count.text.lower().split():
        of = next(
            (p for c in head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"), None
        )
        if of is None:
            return ""
        head = of
    if head.lemma_.lower() == "other":
        return ""
    first, last = phrase_bounds(head, without=_CLAUSAL)
    return reading.document.text(first, last).strip("\"“”' ")
