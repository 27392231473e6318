"""Agreement: treaties, ceasefires and deals, between whom, of what kind, and how far they have come."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked
from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.lexicon import event_lexicon
from loader.extract.lexicon import read
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, conjuncts, objects, phrase_bounds, prepositional, subject
from loader.model import Count, EntityType, StatementType

_NAMED = frozenset({EntityType.AGREEMENT, EntityType.NAMED_EVENT})
_PARTIES = frozenset({EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_GROUP, EntityType.ARMED_FORCE,
                      EntityType.GOVERNMENT_BODY, EntityType.PARTY, EntityType.ORGANIZATION,
                      EntityType.PERSON})  # fmt: skip
_OUTSIDE = frozenset(
    {"relcl", "acl", "appos", "advcl", "punct", "prep", "cc", "conj", "ccomp", "det", "nummod"}
)
_ABOUT = frozenset({"on", "of", "for"})
_SELF = frozenset({"its", "their", "his", "her"})
_SURE = 0.8
_IMPLIED = 0.65


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Agreements:
    """agreements.yaml."""

    nouns: frozenset[str]
    alone: frozenset[str]
    kinds: dict[str, frozenset[str]]
    only_with: dict[str, frozenset[str]]
    statuses: dict[str, tuple[str, ...]]
    running: dict[str, tuple[str, ...]]
    in_force: frozenset[str]
    of: dict[str, str]
    called_for: frozenset[str]
    untold: frozenset[str]
    others: frozenset[str]
    offering: frozenset[str]
    holding: frozenset[str]
    ahead: frozenset[str]


@cache
def agreements() -> Agreements:
    """The lexicon that ships with geokg."""
    return read("agreements", Agreements)


@dataclass(frozen=True, slots=True)
class _Stage:
    """How far an agreement has come, the word that says so, and its verb where there is one."""

    status: str
    trigger: Token
    verb: Token | None = None
    implied: bool = False


class AgreementExtractor:
    """From nouns such as "ceasefire" and "trade deal", and the verbs that they stand under."""

    type = StatementType.AGREEMENT

    def __init__(self) -> None:
        self._lexicon = agreements()
        self._by_object = _index(self._lexicon.statuses)
        self._by_subject = _index(self._lexicon.running)

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft an agreement noun of which something is told."""
        del quotes
        actors = ActorReader(reading, event_lexicon())
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            for token in sentence.span:
                if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
                    yield from self._at(reading, actors, token)

    def _at(self, reading: Reading, actors: ActorReader, token: Token) -> Iterator[Draft]:
        lemma = _lemma(token)
        if lemma not in self._lexicon.nouns:
            return
        kind = self._kind(token, lemma)
        stage = self._stage(token)
        if kind is None or stage is None:
            return
        parties = [e for e in self._parties(actors, token, stage) if e.type in _PARTIES]
        named = reading.table.at(token.i)
        if named is not None and named.type not in _NAMED:
            return
        said_enough = bool(parties) or named is not None or not stage.implied or lemma in self._lexicon.alone
        if not said_enough or (stage.implied and not parties and kind not in {"ceasefire", "peace"}):
            return
        roles = {"agreement": [named or self._nominal(reading, token)]}
        if parties:
            roles["party"] = parties
        values: dict[str, str | Count] = {"kind": kind, "status": stage.status}
        topic = self._subject(token)
        if topic:
            values["subject"] = topic
        yield Draft(self.type, stage.trigger, roles, values, confidence=_IMPLIED if stage.implied else _SURE)

    def _kind(self, token: Token, lemma: str) -> str | None:
        """The first kind of which a word stands in the phrase; None for an "exchange" of no prisoners."""
        words = {lemma, *(c.lemma_.lower() for c in _modifiers(token))}
        for prep in children(token, "prep"):
            if prep.lower_ in _ABOUT:
                words.update(w.lemma_.lower() for p in children(prep, "pobj") for w in (p, *_modifiers(p)))
        found = next((kind for kind, own in self._lexicon.kinds.items() if words & own), "other")
        allowed = self._lexicon.only_with.get(lemma)
        return found if allowed is None or found in allowed else None

    def _stage(self, token: Token) -> _Stage | None:
        """The status by the verb above the noun, by its adjective, or by the preposition before it."""
        top = token
        while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN"}:
            top = top.head
        head = top.head
        if top.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ == "of" and head.head.pos_ == "NOUN":
            whole = head.head
            if whole.dep_ in {"dobj", "nsubjpass"} and whole.lemma_.lower() in {
                "text",
                "draft",
                "version",
                "series",
            }:
                top, head = whole, whole.head
        if top.dep_ in {"dobj", "nsubjpass"} or (top.dep_ == "acl" and head.pos_ == "VERB"):
            status = _look_up(self._by_object, head)
            if status is not None:
                return _Stage(self._later(token, status), head, head)
        if top.dep_ == "nsubj":
            status = _look_up(self._by_subject, head)
            if status is not None:
                return _Stage(status, head)
        if top.dep_ == "pobj" and head.head.pos_ == "VERB":
            status = self._by_object.get((head.head.lemma_.lower(), head.lower_))
            if status is not None:
                return _Stage(status, head.head, head.head)
        for verb in children(token, "acl"):
            status = _look_up(self._by_object, verb) if verb.tag_ == "VBN" else None
            if status is not None:
                return _Stage(status, verb, verb)
        for clause in children(token, "relcl"):
            if any(c.lower_ in {"that", "which"} for c in children(clause, "dobj")):
                status = _look_up(self._by_object, clause)
                if status is not None:
                    return _Stage(status, clause, clause)
        return self._of_noun(top) or self._implied(token, top)

    def _of_noun(self, top: Token) -> _Stage | None:
        """As in "in violation of the ceasefire", "its call for a truce"."""
        noun = top.head.head
        if top.dep_ != "pobj" or noun.pos_ != "NOUN":
            return None
        lemma = noun.lemma_.lower()
        status = self._lexicon.of.get(lemma) if top.head.lower_ == "of" else None
        if status == "in_force":
            return _Stage(status, top, implied=True) if self._told_to_hold(top) else None
        if status is not None:
            return _Stage(status, noun, implied=True)
        wanted = top.head.lower_ == "for" and lemma in self._lexicon.called_for
        return _Stage("proposed", noun) if wanted else None

    def _later(self, token: Token, status: str) -> str:
        ahead = any(c.lower_ in self._lexicon.ahead for c in children(token, "amod"))
        return "proposed" if ahead and status == "negotiated" else status

    def _implied(self, token: Token, top: Token) -> _Stage | None:
        """As in "despite the ceasefire", "under its treaty with Iran": spoken of as holding."""
        adjectives = {c.lower_ for c in children(token, "amod")}
        led = top.dep_ == "pobj" and top.head.lower_ in self._lexicon.in_force
        if (led or adjectives & self._lexicon.holding) and self._told_to_hold(token):
            return _Stage("in_force", token, implied=True)
        return None

    def _told_to_hold(self, token: Token) -> bool:
        """Whether it is known already, and not still to come: "the ceasefire", "its treaty with Iran"."""
        if any(c.lower_ in self._lexicon.ahead for c in children(token, "amod")):
            return False
        return any(
            c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an", "any", "no"} for c in token.children
        )

    def _parties(self, actors: ActorReader, token: Token, stage: _Stage) -> list[LocalEntity]:
        """Those between whom it is; else who signs it with whom; "its ceasefire with Israel" too."""
        among = prepositional(token, frozenset({"between", "among"}))
        between = actors.all_of(among)
        if len(between) > 1:
            return between
        signing = (
            []
            if stage.verb is None or stage.verb.lemma_.lower() in self._lexicon.others
            else agents(stage.verb)
        )
        sides = actors.all_of(signing)
        for told, one in ((among, between), (signing, sides)):
            if len(one) == 1 and actors.named_twice(told):
                return one * 2  # with itself: a slip, which the plausibility checks leave out and tell
        facing = prepositional(token, frozenset({"with"}))
        partners = actors.all_of(facing)
        if stage.verb is not None:
            partners += actors.all_of(prepositional(stage.verb, frozenset({"with", "between"})))
            if stage.verb.lemma_.lower() in self._lexicon.offering:
                heads = [h for node in (stage.verb, token) for h in prepositional(node, frozenset({"to"}))]
                partners += actors.all_of(heads)
        own = [t for t in children(token, "poss") if t.lower_ not in _SELF]
        if len(sides) == 1 and partners == sides and actors.named_by(facing, sides):
            return [*sides, *partners]  # the same slip
        sides = sides or actors.all_of(own) or self._modifying(actors, token)
        if not sides and partners and any(c.lower_ in _SELF for c in token.children):
            sides = self._self(actors, token)
        return list(dict.fromkeys([*sides, *partners, *between]))

    @staticmethod
    def _modifying(actors: ActorReader, token: Token) -> list[LocalEntity]:
        """The sides of "the Congo-Rwanda agreement"."""
        inner = [w for c in children(token, "compound", "amod", "nmod") for w in c.subtree]
        named = list(dict.fromkeys(e for w in inner for e in actors.of(w) if e.named))
        return named if len(named) > 1 else []

    @staticmethod
    def _self(actors: ActorReader, token: Token) -> list[LocalEntity]:
        """Whose "its" is: the subject of the clause."""
        verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
        who = subject(verb) if verb is not None else None
        return actors.all_of(conjuncts(who))

    def _subject(self, token: Token) -> str:
        """What it is about, when a noun before it says so: gas of "a gas deal"."""
        topics = [
            c
            for c in children(token, "compound")
            if c.pos_ == "NOUN" and c.lower_ not in {"peace", "cease"} | self._lexicon.untold
        ]
        return topics[0].text if len(topics) == 1 else ""

    @staticmethod
    def _nominal(reading: Reading, token: Token) -> LocalEntity:
        first, last = phrase_bounds(token, without=_OUTSIDE)
        return reading.table.nominal(token.i, first, last, EntityType.AGREEMENT)


def _lemma(token: Token) -> str:
    """The noun's lemma; "cease-fire" in one though the tokens are three."""
    if (
        token.lower_ == "fire"
        and token.i > 1
        and token.nbor(-1).text == "-"
        and token.nbor(-2).lower_ == "cease"
    ):
        return "cease-fire"
    return token.lemma_.lower()


def _modifiers(token: Token) -> list[Token]:
    near = children(token, "compound", "amod", "nmod", "poss")
    return near + [c for n in near for c in children(n, "compound", "amod", "nmod", "conj")]


def _index(statuses: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], str]:
    """(verb, particle or "") -> status."""
    return {(w.partition(" ")[0], w.partition(" ")[2]): s for s, words in statuses.items() for w in words}


def _look_up(index: dict[tuple[str, str], str], verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    with_word = (index.get((lemma, c.lower_)) for c in (*verb.children, *objects(verb)))
    return next((s for s in with_word if s is not None), None) or index.get((lemma, ""))
