"""Who acts on whom in an event: the frame of its trigger, read from the tree.

A slot of the lexicon (`object`, `with`, `owner`, `clause` ...) becomes entities here. What cannot be
found stays empty; nothing is guessed from the mere order of names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.contents import ContentReader
from loader.extract.events.heads import (
    doers,
    given_to,
    is_each_other,
    name_before,
    small_clause,
    undergoers,
)
from loader.extract.events.lexicon import EventLexicon
from loader.extract.events.nominal import NounReader
from loader.extract.events.triggers import Trigger
from loader.extract.syntax import (
    agents,
    ancestors,
    children,
    clause_of,
    conjuncts,
    is_infinitive,
    is_passive,
    objects,
    orderers,
    prepositional,
    subject,
)
from loader.model import EntityType

_ACROSS = frozenset({"object", "with", "between", "dative", "from", "by"})
_FACING = frozenset({"with", "against", "on"})
_AREA = frozenset({"in", "at"})
_HIM = frozenset({"him", "her", "them", "it"})
_TARGETED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_PORTION = frozenset({"of", "in"})
_INDIRECT = frozenset({"within", "clause", "owner"})
_SPURNING = frozenset({"REJECT", "ACCUSE", "SUPPORT"})
_HELPING = frozenset({"SUPPORT", "AID"})
_TO_PEOPLE = frozenset({"CONCEDE", "COERCE", "CONSULT"})


@dataclass(slots=True)
class Frame:
    """The participants of one event."""

    actors: list[LocalEntity] = field(default_factory=list)
    recipients: list[LocalEntity] = field(default_factory=list)
    supposed: bool = False
    """Whether who acts is not said, but the state whose authorities alone do such things."""


class FrameReader:
    """Reads the frames of triggers, for one document."""

    def __init__(self, actors: ActorReader, lexicon: EventLexicon) -> None:
        self._actors = actors
        self._nouns = NounReader(actors, lexicon)
        self._lexicon = lexicon
        self._ordering = lexicon.file.ordering
        self._reciprocal = lexicon.file.reciprocal
        self._helping = lexicon.file.helping
        self._hostile = lexicon.file.hostile
        self._contents = ContentReader(actors, lexicon)
        self.before: list[LocalEntity] = []
        """Recipients of the event told before in the sentence, whom "them" may mean."""

    def read(self, trigger: Trigger) -> Frame:
        """Actors first; then the recipient, which never is an actor too."""
        both = self._between(trigger)
        if both:
            third = [] if trigger.nominal else [e for e in self._acting(trigger) if e not in both]
            return Frame(third, both) if third else Frame(both[:1], both[1:])
        actors = self._acting(trigger)
        unsaid = [] if actors else self._unsaid_state(trigger)
        if unsaid:
            return Frame(
                unsaid, self._suffering(trigger, list(trigger.entry.recipient), unsaid), supposed=True
            )
        mutual = trigger.entry.mutual
        mutual = trigger.entry.root in self._reciprocal if mutual is None else mutual
        mutual = mutual or any(map(is_each_other, _complements(trigger.token)))
        together = mutual and len(actors) > 1
        slots = [s for s in trigger.entry.recipient if not together or s in _ACROSS]
        if trigger.nominal and trigger.entry.root == "ASSAULT":
            slots = [*(s for s in slots if s not in _AREA), "harmed", *(s for s in slots if s in _AREA)]
        recipients = self._suffering(trigger, slots, [*actors, *self._givers(trigger)])
        if together and not recipients and "clause" in trigger.entry.recipient:
            recipients = self._contents.towards(trigger.clause, actors)
        if together and not recipients:
            return Frame(actors[:1], actors[1:])
        if mutual and not recipients and len(actors) == 1:
            sides = doers(trigger.light or self._verb(trigger))
            if sides and self._actors.named_twice(sides):  # "A and A met": a slip, left out and told
                return Frame(actors, actors)
        if trigger.nominal and not recipients:
            recipients = self._actors.opposed(trigger.token)
            actors = [e for e in actors if e not in recipients]  # an "anti-X protest" is not by X
        if trigger.nominal and trigger.entry.undergone and not recipients:
            whose = self._actors.owner(trigger.token)
            recipients = [e for e in whose if e.type is EntityType.PERSON and e not in actors]
        return Frame(actors, recipients)

    def _givers(self, trigger: Trigger) -> list[LocalEntity]:
        """Whose support is expressed: Egypt of "expressed Egypt's solidarity", who is not whom it is for."""
        if trigger.entry.root != "SUPPORT" or trigger.object is None:
            return []
        return self._actors.owner(trigger.object)

    def _acting(self, trigger: Trigger) -> list[LocalEntity]:
        verb = trigger.light or trigger.token
        for slot in trigger.entry.actor:
            found = self._nominal_actor(trigger) if trigger.nominal else self._slot(trigger, slot, [])
            if slot == "subject" and not trigger.nominal:
                found = self._verbal_actor(self._verb(trigger), stative=trigger.entry.stative)
                if not found and trigger.refused:
                    found = self._sayer(self._verb(trigger))
            if not found and trigger.light is not None and not _is_it(trigger.light):
                found = self._verbal_actor(verb)
            if found:
                return found
        return []

    def _unsaid_state(self, trigger: Trigger) -> list[LocalEntity]:
        """The state whose authorities did what authorities do: Iran of "he was jailed in Iran"."""
        verb = trigger.token
        if verb.lemma_.lower() not in self._lexicon.file.official or not is_passive(verb) or agents(verb):
            return []
        places = self._actors.all_of(prepositional(verb, frozenset({"in"})))
        return [p for p in places if p.type is EntityType.STATE]

    @staticmethod
    def _verb(trigger: Trigger) -> Token:
        """The verb whose subject acts: of an adjective its copula, of a modal its verb."""
        token = trigger.token
        if trigger.refused and trigger.clause is not None:
            return trigger.clause
        return token.head if token.dep_ in {"acomp", "oprd"} else token

    def _verbal_actor(self, verb: Token, *, stative: bool = False) -> list[LocalEntity]:
        heads = doers(verb)
        if stative and is_passive(verb) and not heads:
            heads = objects(verb)
        found = self._actors.all_of(heads)
        if not found and not heads:
            found = self._actors.all_of(name_before(verb), owned=False)
        if not found:
            found = [e for head in heads for e in self._author(head)]
        ordered = self._actors.all_of(orderers(verb, self._ordering))
        return list(dict.fromkeys([*ordered, *found]))

    def _author(self, head: Token) -> list[LocalEntity]:
        """Whose report it is that accuses: the owner, or who issued it."""
        own = self._actors.owner(head)
        if own:
            return own
        if head.dep_ == "dobj" and not self._spurns(head.head):
            return self._actors.all_of(agents(head.head))
        return self._actors.all_of(prepositional(head, frozenset({"by", "of", "from"})))

    def _spurns(self, verb: Token) -> bool:
        """Whether a report or plan is not the deed of who does this to it: "rejected, praised a plan"."""
        entries = self._lexicon.verbs.get(verb.lemma_.lower(), ())
        return verb.pos_ != "VERB" or any(e.root in _SPURNING and not e.object for _, e in entries)

    def _sayer(self, verb: Token) -> list[LocalEntity]:
        """Who says it, of a clause below a verb of saying."""
        clause = clause_of(verb)
        return self._actors.all_of(agents(clause.head)) if clause.dep_ == "ccomp" else []

    def _nominal_actor(self, trigger: Trigger) -> list[LocalEntity]:
        token = trigger.token
        if trigger.entry.under:
            verb = next((a for a in ancestors(token) if a.pos_ == "VERB"), None)
            return self._verbal_actor(verb) if verb is not None else []
        return self._nouns.actor(trigger)

    def _suffering(self, trigger: Trigger, slots: list[str], actors: list[LocalEntity]) -> list[LocalEntity]:
        barred = set(map(id, actors))
        for slot in slots:
            filled = self._slot(trigger, slot, actors)
            if self._itself(trigger, slot, filled, actors):
                return filled  # a slip of reading, which the plausibility checks leave out and tell
            home = self._actors.homes(actors) if slot in _INDIRECT else []
            found = [e for e in filled if id(e) not in barred and e not in home]
            if found:
                return self._visited(found) if trigger.entry.mode == "visit" else self._met(trigger, found)
        return []

    def _itself(
        self, trigger: Trigger, slot: str, filled: list[LocalEntity], actors: list[LocalEntity]
    ) -> bool:
        """Whether who acts is read as acting on itself: a state as an enemy, anyone named a second time."""
        if len(filled) != 1 or filled != actors:
            return False
        if slot == "object" and trigger.entry.root in self._hostile and filled[0].type is EntityType.STATE:
            return True
        verb = self._verb(trigger)
        nodes = [verb, trigger.token, *([trigger.object] if trigger.object is not None else [])]
        facing = [*objects(verb), *(h for node in nodes for h in prepositional(node, _FACING))]
        return self._actors.named_by(facing, actors)

    def _visited(self, places: list[LocalEntity]) -> list[LocalEntity]:
        """The states whose places are visited."""
        found = [self._actors.state_around(p) or p if p.type is EntityType.PLACE else p for p in places]
        return list(dict.fromkeys(found))

    def _met(self, trigger: Trigger, found: list[LocalEntity]) -> list[LocalEntity]:
        """Whom someone meets; the city of a summit is nobody, its country may stand for who is host."""
        if trigger.entry.mode != "multilateral":
            return found
        return [e for e in self._visited(found) if e.type is not EntityType.PLACE]

    def _slot(self, trigger: Trigger, slot: str, actors: list[LocalEntity]) -> list[LocalEntity]:
        verb = self._verb(trigger)
        targets = trigger.entry.root in _TARGETED
        if slot == "subject":
            return self._actors.all_of(conjuncts(subject(verb)))
        if slot == "object":
            acting = trigger.entry.stative and is_passive(verb) and not agents(verb)
            heads = (undergoers(verb) or small_clause(verb)) if not (trigger.nominal or acting) else []
            return self._of_objects(trigger, heads, targets)
        if slot == "bound":
            bound = children(trigger.clause, "nsubj") if trigger.clause is not None else []
            found = self._actors.all_of((t for b in bound for t in conjuncts(b)), owned=False)
            return [e for e in found if self._actors.political(e) and e.type is not EntityType.PLACE]
        if slot == "harmed":
            return self._nouns.harmed(trigger.token)
        if slot == "sayer":
            return self._sayer(verb)
        if slot == "expeller":
            out = self._actors.all_of(prepositional(verb, frozenset({"from"}))) if is_passive(verb) else []
            return [e for e in out if e.type is EntityType.STATE]
        if slot == "dative":
            return self._actors.all_of(t for d in children(verb, "dative") for t in given_to(d))
        if slot == "owner":
            return [e for n in self._governed(trigger) for e in self._actors.owner(n)]
        if slot == "within":
            for noun in [*self._governed(trigger), *objects(verb)]:
                if trigger.entry.root == "REJECT" and _tells(noun):
                    continue  # who "reports that ten soldiers were killed" are about is not rejected
                helped = trigger.entry.root in _HELPING
                found = self._actors.first_within(noun, without=actors, places=targets, against=not helped)
                if found:
                    return found
            return []
        if slot == "clause":
            clause = trigger.clause
            return self._contents.concerned(clause, actors) if clause is not None else []
        return self._by_preposition(trigger, slot, targets)

    def _of_objects(self, trigger: Trigger, heads: Iterable[Token], targets: bool) -> list[LocalEntity]:
        found: list[LocalEntity] = []
        personal = trigger.token.lemma_.lower() in self._lexicon.file.personal
        bodily = trigger.entry.needs == "people" and trigger.entry.root in _TO_PEOPLE
        for head in heads:
            own = self._actors.of(head, targets=targets, owned=not (personal or bodily))
            if not own and personal:
                own = self._actors.person(head)
            if head.lower_ in _HIM and _within(own, subject(trigger.token), trigger.token):
                continue
            if not own and head.lower_ in {"them", "it"}:
                own = [e for e in self.before if e.named]
            found.extend(own)
        return list(dict.fromkeys(found))

    def _governed(self, trigger: Trigger) -> list[Token]:
        if trigger.object is not None:
            return [trigger.object]
        if trigger.nominal:
            return [trigger.token]
        verb = self._verb(trigger)
        asked = prepositional(verb, frozenset({"for"})) if trigger.entry.root == "REQUEST" else []
        return objects(verb) or asked

    def _by_preposition(self, trigger: Trigger, slot: str, targets: bool) -> list[LocalEntity]:
        words = frozenset({slot})
        nodes = [self._verb(trigger), trigger.token]
        nodes = (
            [*self._governed(trigger), *nodes]
            if trigger.object is not None
            else [*nodes, *self._governed(trigger)]
        )
        if trigger.light is not None:
            nodes.append(trigger.light)
        if trigger.entry.root == "AID":
            nodes.extend(self._portions(trigger.object))
        heads = [h for node in dict.fromkeys(nodes) for h in prepositional(node, words)]
        if not heads and any(p.lower_ == slot for p in children(trigger.token, "prt")):
            heads = [o for o in objects(trigger.token) if o.i > trigger.token.i]
        if slot == "by":
            heads += [
                h
                for n in self._governed(trigger)
                for a in children(n, "acl")
                for h in agents(a)
                if is_passive(a)
            ]
        aimed = targets or (trigger.entry.root == "AID" and slot in {"to", "for"})
        heads = [h for h in heads if slot != "with" or h.lemma_.lower() not in self._helping]
        for head in heads:
            found = self._contents.mission_in(head) or self._actors.all_of(conjuncts(head), targets=aimed)
            if found:
                return found
        for head in heads:
            claimed = [c for c in children(head, "acl", "ccomp") if c.pos_ == "VERB"]
            found = self._actors.all_of(s for c in claimed for s in children(c, "nsubj", "nsubjpass"))
            if found:
                return found
        for head in heads:
            found = self._actors.first_within(head, places=targets)[:1]
            if found:
                return found
        if slot == "targeting":
            return self._actors.all_of((o for a in children(trigger.token, "acl") if a.lower_ == slot
                                        for o in objects(a)), targets=True)  # fmt: skip
        return []

    def _portions(self, noun: Token | None) -> list[Token]:
        """What a sum is of: the assistance of "the release of $1 billion in military assistance"."""
        found = [noun] if noun is not None else []
        for node in found:
            inner = [p for c in children(node, "prep") if c.lower_ in _PORTION for p in children(c, "pobj")]
            found.extend(p for p in inner if self._actors.unnamed(p))
        return found[1:]

    def _between(self, trigger: Trigger) -> list[LocalEntity]:
        """The sides of "talks between A and B"."""
        occurring = [trigger.token.head] if trigger.nominal and trigger.token.dep_ == "nsubj" else []
        occurring += [p for verb in occurring for p in prepositional(verb, _AREA)]
        for node in (trigger.token, *([trigger.object] if trigger.object is not None else []), *occurring):
            sides = prepositional(node, frozenset({"between", "among"}))
            found = self._actors.all_of(sides)
            if len(found) > 1:
                return found
            if len(found) == 1 and self._actors.named_twice(sides):
                return found * 2  # a slip of reading, which the plausibility checks leave out and tell
        return []


def _tells(noun: Token) -> bool:
    """Whether a clause hangs on a noun that tells what is reported or claimed."""
    return any(
        c.pos_ in {"VERB", "AUX"} and not is_infinitive(c) and any(m.lower_ == "that" for m in c.children)
        for c in children(noun, "acl", "ccomp", "relcl")
    )


def _complements(verb: Token) -> list[Token]:
    """Objects, bare and behind prepositions."""
    return [*objects(verb), *(o for p in children(verb, "prep", "dative") for o in children(p, "pobj"))]


def _is_it(verb: Token) -> bool:
    """As in "it was an attack", which tells nobody who did it."""
    return verb.lemma_ == "be" and any(c.lower_ in {"it", "this", "that"} for c in children(verb, "nsubj"))


def _within(entities: list[LocalEntity], phrase: Token | None, verb: Token) -> bool:
    """Whether one of them is named in the subject: "the army led by Sisi overthrew him" is not of Sisi."""
    if phrase is None:
        return False
    inside = {t.i for t in phrase.subtree if t.i < verb.i}
    return any(i in inside for e in entities for first, last, _ in e.mentions for i in range(first, last))
