"""Stance: who backs, leads, controls, fights or is allied with whom, where the text says so in a word.

Lasting relations only; a single strike or visit is an Event. The words are in `lexicons/stances.yaml`.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import StanceAct, StanceWord
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.statements.sides import ACTORS, WARRING, acting, by_name, doers, fit, own
from loader.extract.syntax import agents, children, conjuncts, objects, prepositional, subject
from loader.model import EntityType, StatementType

_BY_WHOM = frozenset({"from", "by"})
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
                helped = lemma in lexicon.help and token.dep_ == "pobj" and token.head.lower_ == "with"
                for act in (act for act in lexicon.acts if lemma in act.nouns and not helped):
                    yield from self._by_act(reading, token, act)
                if lemma in lexicon.fire:
                    yield from self._under_fire(reading, token)
                if helped:
                    yield from self._with_help(reading, token)
                if lemma in lexicon.unions:
                    yield from self._union(reading, token)
            elif token.pos_ == "VERB":
                for word in (word for word in lexicon.verbs if word.lemma == lemma):
                    yield from self._by_verb(reading, token, word)
                if lemma in lexicon.taken:
                    yield from self._by_taking(reading, token)
            elif token.lower_ in lexicon.beside or (
                token.lower_ == "with" and token.i and token.nbor(-1).lower_ in lexicon.together
            ):
                yield from self._side_by_side(reading, token)

    def _by_participle(self, reading: Reading, token: Token, kind: str) -> Iterator[Draft]:
        """As in "Russian-backed rebels" and "rebels backed by Russia"."""
        if token.i > 1 and token.nbor(-1).text == "-":
            backer = reading.table.at(token.i - 2)
            noun = token.head if token.head.i > token.i else None
            backed = reading.filler(noun) if noun is not None else None
            if backer is None or backed is None or backer is backed:
                return
            if backer.type in ACTORS and backed.type in ACTORS | {EntityType.PLACE}:
                yield self._presupposed(token, [backer], [backed], kind)
        elif (token.dep_ == "acl" and kind != "ally") or _bare_participle(token, kind):
            by = [t for agent in children(token, "agent") for t in children(agent, "pobj")]
            named = acting(reading, [t for first in by for t in conjuncts(first)])
            helped = conjuncts(token.head)[:1] if token.dep_ == "acl" else agents(token.head)
            whom = [e for e in acting(reading, helped) if e not in named]
            if kind == "leads" and reading.table.at(token.head.i) is None:
                whom = [e for e in whom if not e.named]  # who leads a state's delegation does not lead it
            if named and whom:
                yield self._presupposed(token, named, whom, kind)

    def _by_adjective(self, reading: Reading, token: Token, word: StanceWord) -> Iterator[Draft]:
        """As in "militias loyal to the president" and "the army and allied militias"."""
        whom = acting(reading, prepositional(token, word.prepositions))
        if whom:
            holder = token.head if token.dep_ in {"amod", "acl", "acomp", "relcl"} else None
            if holder is not None and token.dep_ == "acomp":
                holder = subject(holder)
            who = [e for e in acting(reading, conjuncts(holder)[:1]) if e not in whom]
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
        named = [e for t in others if (e := reading.table.at(t.i)) is not None and by_name(reading, t)]
        states = [e for e in sides if e.type is EntityType.STATE]
        pairs = [e for e in dict.fromkeys(named) if e.type in ACTORS and e not in states]
        if not pairs and named and named == states:
            pairs = named  # its own ally: a slip, which the plausibility checks leave out and tell
        if states and pairs:
            yield self._presupposed(token, pairs, states[:1], kind)

    def _by_verb(self, reading: Reading, token: Token, word: StanceWord) -> Iterator[Draft]:
        """As in "Rwanda denies supporting the rebels"; one side at least must be named."""
        whom = prepositional(token, word.prepositions) if word.prepositions else objects(token)
        a = acting(reading, agents(token))
        if (
            not a
            and token.dep_ in {"acl", "advcl"}
            and token.head.lemma_.lower() in reading.lexicons.stances.efforts
        ):
            a = doers(reading, token.head)
        b = [e for e in acting(reading, whom) if e not in a]
        if not b and (itself := reading.named_by(whom, a)) is not None:
            b = [itself]  # a slip, which the plausibility checks leave out and tell
        if fit(reading, a, b, word.kind, armed=word.armed):
            yield self._stated(token, a, b, word.kind)
            if word.kind == "belligerent":
                yield from self._together(token, a)

    def _by_act(self, reading: Reading, token: Token, act: StanceAct) -> Iterator[Draft]:
        """As in "the war on the rebels", "joined the fight against X", "helped Y in its war on X"."""
        told = prepositional(token, act.prepositions)
        against = acting(reading, [*(n for t in told for n in children(t, "nmod")), *told])
        between = any(p.lower_ == "between" for p in children(token, "prep"))
        if between and len(against) > 1:
            a, b = against[:1], against[1:]
        else:
            a, b = doers(reading, token, beside=act.kind == "belligerent"), against
            b = [e for e in b if e not in a]
        if fit(reading, a, b, act.kind, armed=act.armed):
            yield self._stated(token, a, b, act.kind)
            if act.kind == "belligerent" and not between:
                yield from self._together(token, a)

    def _by_taking(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "recaptured the town from the rebels"."""
        a = acting(reading, agents(token))
        b = [e for e in acting(reading, prepositional(token, frozenset({"from", "of"}))) if e not in a]
        if fit(reading, a, b, "belligerent", armed=True):
            yield self._stated(token, a, b, "belligerent")

    def _under_fire(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "received fire from the rebels", "came under attack from the rebels"."""
        under = token.dep_ == "pobj" and token.head.lower_ == "under"
        verb = token.head.head if under else token.head
        if verb.pos_ != "VERB" or not (under or verb.lemma_.lower() in reading.lexicons.stances.undergo):
            return
        sources = [*prepositional(token, _BY_WHOM), *prepositional(verb, _BY_WHOM)]
        a = acting(reading, sources)
        b = [e for e in acting(reading, agents(verb)) if e not in a]
        if fit(reading, a, b, "belligerent", armed=True):
            yield self._stated(token, a, b, "belligerent")

    def _with_help(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "captured the town with the help of Russian jets"."""
        verb = token.head.head
        a = acting(reading, prepositional(token, frozenset({"of", "from", "by"}))) or own(reading, token)
        b = [e for e in acting(reading, agents(verb)) if e not in a] if verb.pos_ == "VERB" else []
        if fit(reading, a, b, "supports", armed=True):
            yield self._stated(token, a, b, "supports")

    def _union(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "a coalition of A, B and C": all who are named are each other's allies."""
        of = [t for t in prepositional(token, frozenset({"of", "between"})) if t.i > token.i]
        sides = [e for t in of if (e := reading.table.at(t.i)) is not None and e.type in ACTORS and e.named]
        sides = [e for e in dict.fromkeys(sides) if e.type is not EntityType.PERSON]
        for place, one in enumerate(sides):
            if others := sides[place + 1 :]:
                yield self._presupposed(token, [one], others, "ally")

    def _at_war(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "X is at war with Y" and "X and Y are at war"."""
        clause = token.head.head
        a = acting(reading, conjuncts(subject(clause)))
        b = acting(reading, prepositional(token, frozenset({"with", "against"})))
        b = b or acting(reading, prepositional(clause, frozenset({"with", "against"})))
        if not b and len(a) > 1:
            a, b = a[:1], a[1:]
        b = [e for e in b if e not in a]
        if fit(reading, a, b, "belligerent", armed=False):
            yield self._stated(token, a, b, "belligerent")

    def _side_by_side(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "fought alongside the army": whoever does it, and whoever is beside them."""
        verb = token.head
        doers = agents(verb) if verb.pos_ in {"VERB", "AUX"} else [verb]
        beside = [t for p in children(token, "pobj") for t in conjuncts(p)]
        yield from self._pair(reading, token, doers, beside, "ally", confidence=_TOGETHER)

    def _together(self, trigger: Token, fighters: list[LocalEntity]) -> Iterator[Draft]:
        """Those who fight someone together are allies."""
        armed = [e for e in fighters if e.type in WARRING]
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
        a = acting(reading, one)
        b = [e for e in acting(reading, other) if e not in a]
        if fit(reading, a, b, kind, armed=True):
            yield self._stated(trigger, a, b, kind, confidence=confidence)

    def _presupposed(self, trigger: Token, a: list[LocalEntity], b: list[LocalEntity], kind: str) -> Draft:
        draft = self._stated(trigger, a, b, kind)
        draft.presupposed = True
        return draft

    def _stated(
        self, trigger: Token, a: list[LocalEntity], b: list[LocalEntity], kind: str, confidence: float = _SURE
    ) -> Draft:
        return Draft(self.type, trigger, {"a": a, "b": b}, {"kind": kind}, confidence=confidence)


def _bare_participle(token: Token, kind: str) -> bool:
    """As in "Backed by jets, the army advanced"; not "after it had been held by the rebels"."""
    bare = token.dep_ == "advcl" and token.tag_ == "VBN" and not children(token, "aux", "auxpass", "mark")
    return bare and kind == "supports"
