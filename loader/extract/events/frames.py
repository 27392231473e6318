"""Who acts on whom in an event: the frame of its trigger, read from the tree.

A slot of the lexicon (`object`, `with`, `owner`, `clause` ...) becomes entities here. What cannot be
found stays empty; nothing is guessed from the mere order of names.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.lexicon import EventLexicon
from loader.extract.events.triggers import Trigger
from loader.extract.syntax import (
    agents,
    ancestors,
    children,
    conjuncts,
    objects,
    prepositional,
    subject,
)
from loader.model import EntityType

_ACROSS = frozenset({"object", "with", "between", "dative"})
_MEANS = frozenset({"in", "by", "during", "with"})
_OWN = frozenset({"its", "their", "his", "her", "our"})
_LEADING = frozenset({"to", "from", "with", "against", "for", "on", "into"})
_FURTHER = frozenset({"from", "by", "of", "with", "in"})
_TARGETED = frozenset({"ASSAULT", "COERCE", "SANCTION"})

_DATELINE_ENDS = frozenset({":", "):", "-", "--", "–", "—"})
_MOVING = frozenset({"send", "contribute", "deploy", "dispatch", "withdraw", "pull", "provide", "move"})


@dataclass(slots=True)
class Frame:
    """The participants of one event."""

    actors: list[LocalEntity] = field(default_factory=list)
    recipients: list[LocalEntity] = field(default_factory=list)


class FrameReader:
    """Reads the frames of triggers, for one document."""

    def __init__(self, actors: ActorReader, lexicon: EventLexicon) -> None:
        self._actors = actors
        self._ordering = lexicon.file.ordering
        self._reciprocal = lexicon.file.reciprocal
        self._harms = lexicon.file.harms
        self._hostile = lexicon.file.hostile
        self.before: list[LocalEntity] = []
        """Recipients of the event told before in the sentence, whom "them" may mean."""

    def read(self, trigger: Trigger) -> Frame:
        """Actors first; then the recipient, which never is an actor too."""
        both = self._between(trigger)
        if both:
            return Frame(both[:1], both[1:])
        actors = self._acting(trigger)
        mutual = trigger.entry.mutual or trigger.entry.root in self._reciprocal
        together = mutual and len(actors) > 1
        slots = [s for s in trigger.entry.recipient if not together or s in _ACROSS]
        recipients = self._suffering(trigger, slots, actors)
        if together and not recipients:
            return Frame(actors[:1], actors[1:])
        if trigger.nominal and trigger.entry.root == "ASSAULT" and not recipients:
            recipients = [e for e in self._harmed(trigger.token) if e not in actors]
        return Frame(actors, recipients)

    def _harmed(self, token: Token) -> list[LocalEntity]:
        """Whom an attack hit: "the bombing killed a farmer", "a farmer was killed in the bombing"."""
        verb = token.head if token.dep_ in {"nsubj", "nsubjpass"} else token.head.head
        through = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.lower_ in _MEANS)
        if not through or verb.lemma_.lower() not in self._harms:
            return []
        return self._actors.all_of(objects(verb), targets=True)

    def _acting(self, trigger: Trigger) -> list[LocalEntity]:
        verb = trigger.light or trigger.token
        for slot in trigger.entry.actor:
            found = self._nominal_actor(trigger) if trigger.nominal else self._slot(trigger, slot, [])
            if slot == "subject" and not trigger.nominal:
                found = self._verbal_actor(self._verb(trigger))
            if not found and trigger.light is not None:
                found = self._verbal_actor(verb)
            if found:
                return found
        return []

    @staticmethod
    def _verb(trigger: Trigger) -> Token:
        """The verb whose subject acts: of an adjective its copula, of a modal its verb."""
        token = trigger.token
        if trigger.refused and trigger.clause is not None:
            return trigger.clause
        return token.head if token.dep_ in {"acomp", "oprd"} else token

    def _verbal_actor(self, verb: Token) -> list[LocalEntity]:
        heads = self._doers(verb)
        found = self._actors.all_of(heads)
        if not found:
            found = [e for head in heads for e in self._author(head)]
        ordered = self._orderer(verb)
        return list(dict.fromkeys([*ordered, *found]))

    @staticmethod
    def _doers(verb: Token) -> list[Token]:
        """Who does it; of "accused Ukraine of attacking", "banned him from entering" the object."""
        if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for", "from"} and not children(verb, "nsubj"):
            accused = objects(verb.head.head) if verb.head.head.pos_ == "VERB" else []
            if accused:
                return accused
        if verb.dep_ == "acl" and any(c.lower_ == "to" for c in children(verb, "aux")):
            above = next((a for a in ancestors(verb) if a.pos_ == "VERB"), None)
            if above is not None and verb.head.ent_type_ in {"GPE", "LOC", "FAC"}:
                return agents(above)
        return _behind_dateline(children(verb, "nsubj")) or agents(verb)

    def _author(self, head: Token) -> list[LocalEntity]:
        """Whose report it is that accuses: the owner, or who issued it."""
        own = self._actors.owner(head)
        if own:
            return own
        if head.dep_ == "dobj" and head.head.pos_ == "VERB":
            return self._actors.all_of(agents(head.head))
        return self._actors.all_of(prepositional(head, frozenset({"by", "of", "from"})))

    def _orderer(self, verb: Token) -> list[LocalEntity]:
        """Who ordered it: "the president ordered the army to fire"."""
        if verb.dep_ not in {"xcomp", "ccomp"} or verb.head.lemma_.lower() not in self._ordering:
            return []
        return self._actors.all_of(agents(verb.head))

    def _nominal_actor(self, trigger: Trigger) -> list[LocalEntity]:
        token = trigger.token
        if trigger.entry.under:
            verb = next((a for a in ancestors(token) if a.pos_ == "VERB"), None)
            return self._verbal_actor(verb) if verb is not None else []
        by = prepositional(token, frozenset({"by"}))
        return (
            self._actors.all_of(by)
            or self._actors.owner(token)
            or (
                self._actors.all_of(prepositional(token, frozenset({"from"})))
                if trigger.entry.root == "REQUEST"
                else []
            )
        )

    def _suffering(self, trigger: Trigger, slots: list[str], actors: list[LocalEntity]) -> list[LocalEntity]:
        barred = set(map(id, actors))
        for slot in slots:
            filled = self._slot(trigger, slot, actors)
            if slot == "object" and trigger.entry.root in self._hostile and _same_state(filled, actors):
                return filled  # a slip of reading, which the plausibility checks leave out and tell
            found = [e for e in filled if id(e) not in barred]
            if found:
                return self._visited(found) if trigger.entry.mode == "visit" else found
        return []

    def _visited(self, places: list[LocalEntity]) -> list[LocalEntity]:
        """The states whose places are visited."""
        found = [self._actors.state_around(p) or p if p.type is EntityType.PLACE else p for p in places]
        return list(dict.fromkeys(found))

    def _slot(self, trigger: Trigger, slot: str, actors: list[LocalEntity]) -> list[LocalEntity]:
        verb = self._verb(trigger)
        targets = trigger.entry.root in _TARGETED
        if slot == "subject":
            return self._actors.all_of(conjuncts(subject(verb)))
        if slot == "object":
            heads = (objects(verb) or _small_clause(verb)) if not trigger.nominal else []
            return self._of_objects(heads, targets)
        if slot == "dative":
            return self._actors.all_of(t for d in children(verb, "dative") for t in self._dative(d))
        if slot == "owner":
            return [e for n in self._governed(trigger) for e in self._actors.owner(n)]
        if slot == "within":
            for noun in [*self._governed(trigger), *objects(verb)]:
                found = self._actors.first_within(noun, without=actors)
                if found:
                    return found
            return []
        if slot == "clause":
            clause = trigger.clause
            return self._in_clause(clause, actors) if clause is not None else []
        return self._by_preposition(trigger, slot, targets)

    @staticmethod
    def _dative(token: Token) -> list[Token]:
        inner = [t for p in children(token, "pobj") for t in conjuncts(p)]
        return inner or conjuncts(token)

    def _of_objects(self, heads: Iterable[Token], targets: bool) -> list[LocalEntity]:
        found: list[LocalEntity] = []
        for head in heads:
            own = self._actors.of(head, targets=targets)
            if not own and head.lower_ in {"them", "it"}:
                own = [e for e in self.before if e.named]
            found.extend(own)
        return list(dict.fromkeys(found))

    def _in_clause(self, clause: Token, actors: list[LocalEntity]) -> list[LocalEntity]:
        """Whom the content of a promise or threat concerns: its subject, its object, then any actor in it."""
        barred = set(map(id, actors))
        objects_ = [t for t in objects(clause) if not _own(t)]
        movers = frozenset() if clause.lemma_.lower() not in _MOVING else frozenset({EntityType.ARMED_FORCE})
        led = [t for n in (clause, *objects_, *objects(clause)) for t in prepositional(n, _LEADING)]
        steps = (
            [t for c in children(clause, "nsubj") for t in conjuncts(c)],
            [t for c in children(clause, "dative") for t in self._dative(c)],
            objects_,
            led,
            [t for n in (*objects(clause), *led) for t in prepositional(n, _FURTHER)],
        )
        for heads in steps:
            found = [e for e in self._actors.all_of(heads) if id(e) not in barred]
            found = [e for e in found if e.named or e.type not in movers]
            if found:
                return found
        return [e for e in self._actors.first_within(clause, without=actors) if e.named]

    def _governed(self, trigger: Trigger) -> list[Token]:
        if trigger.object is not None:
            return [trigger.object]
        return [trigger.token] if trigger.nominal else objects(self._verb(trigger))

    def _by_preposition(self, trigger: Trigger, slot: str, targets: bool) -> list[LocalEntity]:
        words = frozenset({slot})
        nodes = [self._verb(trigger), trigger.token, *self._governed(trigger)]
        if trigger.light is not None:
            nodes.append(trigger.light)
        for node in dict.fromkeys(nodes):
            heads = prepositional(node, words)
            found = self._actors.all_of(heads, targets=targets)
            if not found and heads:
                found = [e for h in heads for e in self._actors.first_within(h)][:1]
            if found:
                return found
        if slot == "targeting":
            return self._actors.all_of((o for a in children(trigger.token, "acl") if a.lower_ == slot
                                        for o in objects(a)), targets=True)  # fmt: skip
        return []

    def _between(self, trigger: Trigger) -> list[LocalEntity]:
        """The sides of "talks between A and B"."""
        for node in (trigger.token, *([trigger.object] if trigger.object is not None else [])):
            found = self._actors.all_of(prepositional(node, frozenset({"between", "among"})))
            if len(found) > 1:
                return found
        return []


def _behind_dateline(doers: list[Token]) -> list[Token]:
    """Who acts where a dateline is read as a first subject: "KABUL (Agency): The president met"."""
    if len(doers) < 2 or not any(t.text in _DATELINE_ENDS for t in doers[0].doc[doers[0].i : doers[-1].i]):
        return []
    return conjuncts(doers[-1])


def _small_clause(verb: Token) -> list[Token]:
    """The court's object in "found the minister guilty", which the parser hangs under the adjective."""
    return [
        t
        for c in children(verb, "ccomp")
        if c.pos_ in {"ADJ", "NOUN"} and not children(c, "cop", "aux", "mark")
        for s in children(c, "nsubj")
        for t in conjuncts(s)
    ]


def _same_state(filled: list[LocalEntity], actors: list[LocalEntity]) -> bool:
    """Whether a state is read as acting on itself."""
    return len(filled) == 1 and filled[0].type is EntityType.STATE and filled == actors


def _own(token: Token) -> bool:
    """Whether it is the actor's own: "withdraw its troops"."""
    return any(c.lower_ in _OWN for c in token.children)


def depth(token: Token) -> int:
    """How many words stand above a token: the main verb has none."""
    return sum(1 for _ in ancestors(token))
