"""Casualties: how many were killed, injured, detained ..., by whom and where, as a count."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from loader.extract.attempts import only_tried
from loader.extract.entities import LocalEntity
from loader.extract.forms import HarmVerb
from loader.extract.places import setting
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.statements.victims import Victims, listed_within, lone, summed, told_of, worth_counting
from loader.extract.syntax import agents, children, conjuncts, is_passive, objects, prepositional, subject
from loader.model import Count, EntityType, StatementType

_GROUPS = frozenset({EntityType.STATE, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP, EntityType.ALLIANCE,
                     EntityType.PARTY, EntityType.MEDIA, EntityType.ORGANIZATION})  # fmt: skip
_HARMERS = frozenset({EntityType.PERSON, EntityType.GOVERNMENT_BODY}) | _GROUPS
_OF = frozenset({"of"})


class CasualtiesExtractor:
    """From verbs of harming, participles and adjectives after a number, deaths counted, and tolls."""

    type = StatementType.CASUALTIES

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a counted group of victims."""
        del quotes
        harms = reading.lexicons.harms
        verbs = {verb.lemma: verb for verb in harms.verbs}
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            for token in sentence.span:
                lemma = token.lemma_.lower()
                if lemma in verbs and token.pos_ in {"VERB", "AUX"}:
                    yield from self._by_verb(reading, token, verbs[lemma])
                elif token.lower_ in harms.states:
                    yield from self._by_state(reading, token, harms.states[token.lower_])
                elif self._found_dead(reading, token):
                    yield from self._by_noun(reading, token, "killed")
                elif lemma in harms.nouns and token.pos_ == "NOUN":
                    yield from self._by_noun(reading, token, harms.nouns[lemma])
                if token.pos_ == "VERB":
                    yield from self._by_phrase(reading, token, lemma)

    def _by_verb(self, reading: Reading, token: Token, verb: HarmVerb) -> Iterator[Draft]:
        if self._only_tried(reading, token) or self._either(reading, token):
            return
        undergone = verb.victims == "object"
        harmers: list[LocalEntity] = []
        if not undergone:
            heads = conjuncts(subject(token))
        elif self._bare_participle(token):
            heads = [token.head] if token.dep_ in {"amod", "acl"} else conjuncts(subject(token))
        else:
            heads = objects(token)
            harmers = [e for e in reading.fillers(agents(token)) if e.type in _HARMERS]
        deadly = verb.deadly is not None and any(c.lower_ in verb.deadly for c in self._results(token))
        outcome = "killed" if deadly else verb.outcome
        together = summed(reading, heads) if verb.one else None
        if together is not None:
            yield self._draft(reading, token, outcome, together, harmers)
            return
        for head in heads:
            yield from self._counted(reading, token, head, outcome, harmers, one=verb.one)

    @staticmethod
    def _results(token: Token) -> list[Token]:
        """What became of the victims: "shot dead", "stabbed to death"."""
        return [
            *children(token, "acomp", "oprd", "advmod", "xcomp"),
            *prepositional(token, frozenset({"to"})),
        ]

    @staticmethod
    def _bare_participle(token: Token) -> bool:
        """As in "12 killed and five others wounded", "110 more injured": no auxiliary, no object."""
        if token.tag_ not in {"VBN", "VBD"} or children(token, "dobj", "aux", "auxpass", "nsubjpass"):
            return False
        if token.dep_ in {"amod", "acl"}:
            return token.head.like_num and token.i > token.head.i
        return token.dep_ == "conj" and bool(children(token, "nsubj")) and is_passive(token.head)

    @staticmethod
    def _either(reading: Reading, token: Token) -> bool:
        """As in "27 soldiers were killed or wounded": how many of each nobody says."""
        lemmas = {verb.lemma for verb in reading.lexicons.harms.verbs}
        pairs = [(token, t) for t in children(token, "conj")]
        if token.dep_ == "conj":
            pairs.append((token.head, token))
        others = (b for a, b in pairs if any(c.lower_ == "or" for c in children(a, "cc")))
        return any(b.lemma_.lower() in lemmas for b in others) and not children(token, "dobj")

    @staticmethod
    def _only_tried(reading: Reading, token: Token) -> bool:
        wanted = token.dep_ == "xcomp" and token.head.lemma_.lower() in reading.lexicons.harms.wanting
        return wanted or only_tried(token, reading.lexicons.reporting.tried)

    def _by_state(self, reading: Reading, token: Token, outcome: str) -> Iterator[Draft]:
        """As in "Left 12 dead", "left 43 people dead", "12 are missing", "the number of dead rose to 12"."""
        if any(c.lower_ == "or" for c in children(token, "cc")):
            return
        if token.dep_ == "pobj" and token.head.head.lemma_ == "number":
            for figure in self._reached(reading, token.head.head):
                yield from self._counted(reading, token, figure, outcome, [])
        if token.tag_ == "VBG" and children(token, "aux"):
            for head in children(token, "nsubj"):
                yield from self._counted(reading, token, head, outcome, [])
        if token.dep_ in {"acomp", "oprd", "attr"} and token.head.lemma_ not in {"shoot", "gun"}:
            found = outcome == "killed" and token.head.lemma_.lower() in reading.lexicons.harms.finds
            for head in objects(token.head) or conjuncts(subject(token.head)):
                yield from self._counted(reading, token, head, outcome, [], one=found)
        before = next((c for c in token.children if c.dep_ == "nummod"), None)
        if before is None and token.i and token.nbor(-1).like_num and token.dep_ in {"ccomp", "dobj", "oprd"}:
            before = token.nbor(-1)
        if before is not None:
            yield from self._counted(reading, token, before, outcome, [])

    @staticmethod
    def _found_dead(reading: Reading, token: Token) -> bool:
        """As in "The bodies of 12 people were found", "recovered 12 bodies"."""
        harms = reading.lexicons.harms
        if token.lemma_.lower() not in harms.remains or token.pos_ != "NOUN":
            return False
        undergoes = token.dep_ == "dobj" or token.dep_ == "nsubjpass"
        return undergoes and token.head.lemma_.lower() in harms.finds

    def _by_noun(self, reading: Reading, token: Token, outcome: str) -> Iterator[Draft]:
        """As in "The deaths of 26 people", "26 deaths", "the death toll rose to 26"."""
        if token.lemma_ in reading.lexicons.harms.tolls:
            for figure in self._reached(reading, token):
                yield from self._counted(reading, token, figure, outcome, [])
            return
        if token.tag_ == "NNS" and any(c.like_num for c in children(token, "nummod")):
            count = reading.quantities.of_noun(reading.document, token)
            if count is not None:
                yield self._draft(reading, token, outcome, Victims(token, count), [])
            return
        for head in prepositional(token, _OF):
            if not head.like_num:
                yield from self._counted(reading, token, head, outcome, [])

    @staticmethod
    def _reached(reading: Reading, toll: Token) -> list[Token]:
        """The figure of a toll: "toll of 26", "toll rose to 26", "toll reached 26"."""
        figures = prepositional(toll, _OF)
        verb = toll.head
        if toll.dep_ in {"nsubj", "nsubjpass", "dobj"} and verb.lemma_ in reading.lexicons.harms.toll_verbs:
            figures += prepositional(verb, frozenset({"to", "at", "past"}))
            figures += [d for d in children(verb, "dobj", "attr") if d != toll]
        return [f for f in figures if f.like_num]

    def _by_phrase(self, reading: Reading, token: Token, lemma: str) -> Iterator[Draft]:
        """As in "Took 40 villagers hostage", "claimed 20 lives", "forced 20,000 people from their homes"."""
        for phrase in reading.lexicons.harms.phrases:
            if phrase.verb != lemma:
                continue
            word = next((t for t in token.subtree if t.lemma_.lower() == phrase.word and t.i > token.i), None)
            if word is None or (word.head != token and word.head.head != token):
                continue
            harmers = [e for e in reading.fillers(agents(token)) if e.type in _HARMERS]
            if phrase.victims == "subject":
                heads, harmers = conjuncts(subject(token)), []
            else:
                heads = [t for t in objects(token) if t != word] or children(word, "compound", "nummod")
            if phrase.victims == "word":
                heads, harmers = [word], []
            for head in heads:
                slain = phrase.outcome == "killed" and phrase.victims == "object"
                yield from self._counted(reading, token, head, phrase.outcome, harmers, one=slain)

    def _counted(
        self,
        reading: Reading,
        trigger: Token,
        head: Token,
        outcome: str,
        harmers: list[LocalEntity],
        *,
        one: bool = False,
    ) -> Iterator[Draft]:
        """The victims of one phrase, and those that it counts among them."""
        victims = worth_counting(reading, head, open_=one) or (lone(reading, head) if one else None)
        if victims is None:
            return
        whole = self._draft(reading, trigger, outcome, victims, harmers)
        yield whole
        for part in listed_within(reading, head):
            yield replace(self._draft(reading, trigger, outcome, part, harmers), within=whole)

    def _draft(
        self, reading: Reading, trigger: Token, outcome: str, victims: Victims, harmers: list[LocalEntity]
    ) -> Draft:
        place, confidence = setting(reading, trigger)
        roles: dict[str, list[LocalEntity]] = {}
        if harmers:
            roles["perpetrator"] = harmers
        if place is not None:
            roles["location"] = [place]
        group = reading.table.at(victims.head.i) or reading.owner(victims.head)
        if group is not None and group.type in _GROUPS and group not in harmers:
            roles["victim_group"] = [group]
        values: dict[str, str | Count] = {"outcome": outcome, "count": victims.count}
        values.update(told_of(reading, victims))
        return Draft(self.type, trigger, roles, values, confidence=confidence)
