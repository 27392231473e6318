"""Whose deed a noun tells, and whom it harmed: "an airstrike conducted by X", "killed in the attack".

Reads what governs the noun and what hangs on it. Knows nothing of verbs that tell events themselves.
"""

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.lexicon import EventLexicon
from loader.extract.events.triggers import Trigger
from loader.extract.syntax import agents, children, conjuncts, is_passive, objects, prepositional, subject
from loader.model import EntityType

_MEANS = frozenset({"in", "by", "during", "with", "after", "following"})
_ANSWERED = frozenset({"for", "of", "in", "with", "over"})
_UNDERWAY = frozenset({"on", "during"})
_TOGETHER = frozenset({"at", "during", "in", "after", "following"})
_VERBAL = frozenset({"VERB", "AUX"})
_NONE = frozenset({"no", "none", "neither", "nobody"})


class NounReader:
    """Reads the participants of nouns that tell events, for one document."""

    def __init__(self, actors: ActorReader, lexicon: EventLexicon) -> None:
        self._actors = actors
        file = lexicon.file
        self._harms, self._light = file.harms, file.light
        self._claiming, self._answering_verbs = file.claiming, file.answering
        self._leading = lexicon.actors.leading

    def actor(self, trigger: Trigger) -> list[LocalEntity]:
        """Its "by", its owner, who carried it out or led it, and who answers for it."""
        token = trigger.token
        stated = {"by"} | ({"from"} & {*trigger.entry.actor})
        by = prepositional(token, frozenset({"by"})) or prepositional(token, frozenset(stated))
        by = by or self._carrying_out(token)
        named = self._actors.all_of(by) or self._actors.owner(token) or self._of_part(token)
        if trigger.entry.root == "ASSAULT" and not by:
            named = [e for e in named if e.type is not EntityType.PLACE]
        if trigger.entry.undergone and not by and any(e.type is EntityType.PERSON for e in named):
            named = []
        if not named and (leader := self._leader(token)) is not None:
            return [leader]
        return named or self._actors.all_of(self._answering(trigger))

    def harmed(self, token: Token) -> list[LocalEntity]:
        """Whom an attack hit: "the bombing killed a farmer", "which killed ten", "killed in the bombing"."""
        own = [v for v in children(token, "relcl", "acl") if v.tag_ == "VBG" or v.dep_ == "relcl"]
        verbs = [v for v in own if not is_passive(v)]
        above = token.head if token.dep_ in {"nsubj", "nsubjpass"} else token.head.head
        if token.dep_ in {"nsubj", "nsubjpass"}:
            verbs = [*verbs, *children(above, "xcomp")]
        through = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.lower_ in _MEANS)
        if through:
            verbs = [*verbs, *_joined(above)]
        harming = (objects(v) for v in verbs if v.lemma_.lower() in self._harms)
        return next(filter(None, (self._actors.all_of(o, targets=True) for o in harming)), [])

    def _leader(self, token: Token) -> LocalEntity | None:
        """Who leads or claims what a compound tells: the Taliban of "a Taliban-claimed bomb"."""
        names = (
            name
            for child in children(token, "amod")
            if child.lower_ in self._leading
            for name in children(child, "npadvmod", "compound", "nsubj", "nmod")
        )
        return next((e for name in names if (e := self._actors.named(name)) is not None), None)

    def _of_part(self, token: Token) -> list[LocalEntity]:
        """Russia of "a Russian missile and drone strike"."""
        parts = [c for c in children(token, "nmod", "compound") if c.pos_ == "NOUN"]
        return [e for part in parts for e in self._actors.owner(part) if e.named][:1]

    def _carrying_out(self, token: Token) -> list[Token]:
        """X of "an airstrike carried out by X"."""
        return [
            who
            for verb in children(token, "acl", "relcl")
            if verb.lemma_.lower() in self._light | self._claiming and is_passive(verb)
            for who in agents(verb)
        ]

    def _answering(self, trigger: Trigger) -> list[Token]:
        """Whose deed a noun is by what governs it: "claimed the attack", "blamed X for it", "on a visit"."""
        token = trigger.token
        if token.dep_ == "dobj" and token.head.lemma_.lower() in self._claiming:
            return _claimants(token.head)
        if token.dep_ != "pobj" or token.head.dep_ != "prep":
            return []
        prep, above = token.head, token.head.head
        under = _UNDERWAY if trigger.entry.mode == "visit" else _TOGETHER
        if trigger.entry.root == "CONSULT" and prep.lower_ in under:
            verb = above if above.pos_ in _VERBAL or trigger.entry.mode != "visit" else above.head
            return agents(verb) if verb.pos_ in _VERBAL else []
        if above.lemma_.lower() == "responsibility" and above.dep_ == "dobj":
            return _claimants(above.head) if above.head.lemma_.lower() in self._claiming else []
        if above.lower_ == "responsible" and prep.lower_ == "for":
            held = objects(above.head)
            return (held or conjuncts(subject(above.head))) if above.dep_ in {"acomp", "oprd"} else []
        if above.lemma_.lower() in self._answering_verbs and prep.lower_ in _ANSWERED:
            return agents(above) if trigger.entry.root == "COERCE" else objects(above)
        return []


def _claimants(verb: Token) -> list[Token]:
    """Who claims it: nobody, of "has not claimed", "no group claimed", "neither A nor B did"."""
    doers = agents(verb)
    none = bool(children(verb, "neg")) or any(d.lower_ in _NONE for t in doers for d in (t, *t.children))
    return [] if none else doers


def _joined(verb: Token) -> list[Token]:
    """The verb and those that it is coordinated with: "A is killed and two are wounded in a strike"."""
    chain = [verb]
    while chain[-1].dep_ == "conj" and chain[-1].head.pos_ == "VERB":
        chain.append(chain[-1].head)
    return chain
