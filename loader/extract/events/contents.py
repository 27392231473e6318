"""Whom the content of a promise, a threat or a request concerns: who stands in the clause below the verb."""

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.events.actors import ActorReader
from loader.extract.events.heads import given_to, inside, is_own
from loader.extract.events.lexicon import EventLexicon
from loader.extract.syntax import children, conjuncts, is_infinitive, objects, prepositional
from loader.model import EntityType

_PEACEKEEPING = frozenset({"peacekeeping", "peacekeeper", "peace-keeping"})
_LEADING = frozenset({"to", "from", "with", "against", "for", "on", "into"})
_SITES = frozenset({"in", "for", "at", "with"})
_FURTHER = frozenset({"from", "by", "of", "with", "in"})
_OF_OWN_DEEDS = frozenset({"threaten", "vow", "swear", "promise", "pledge", "agree"})
_MOVING = frozenset({"send", "contribute", "deploy", "dispatch", "withdraw", "pull", "provide", "move"})


class ContentReader:
    """Reads clauses that other events are about, for one document."""

    def __init__(self, actors: ActorReader, lexicon: EventLexicon) -> None:
        self._actors = actors
        self._creating = lexicon.file.creating
        self._joint = lexicon.file.joint
        self._shared = {*lexicon.file.classes["talks"], *lexicon.file.classes["dealings"]}

    def towards(self, clause: Token | None, actors: list[LocalEntity]) -> list[LocalEntity]:
        """Whom it is towards that several agreed to do, if not jointly: C of "A and B agreed to arm C"."""
        if clause is None or clause.lemma_.lower() in self._joint:
            return []
        return [e for e in self.concerned(clause, actors, strict=True) if e.named]

    def concerned(
        self, clause: Token, actors: list[LocalEntity], *, strict: bool = False
    ) -> list[LocalEntity]:
        """Whom the content of a promise or threat concerns: its subject, its object, then any actor in it.

        What is set up or built is nobody. With `strict` nobody who only stands somewhere in the clause.
        """
        barred = set(map(id, actors))
        own = clause.head.lemma_.lower() in _OF_OWN_DEEDS and not is_infinitive(clause)
        objects_ = [t for t in objects(clause) if not is_own(t)]
        moved = clause.lemma_.lower() in _MOVING
        made = clause.lemma_.lower() in self._creating
        whose = [] if made else [t for t in objects_ if t.lemma_.lower() not in self._shared]
        where = (
            [t for n in inside(clause) for t in prepositional(n, _SITES) if n.i >= clause.i] if made else []
        )
        led = [t for n in (clause, *objects_, *objects(clause)) for t in prepositional(n, _LEADING)]
        further = [t for n in (clause, *objects(clause), *led) for t in prepositional(n, _FURTHER)]
        steps = (
            [] if own else [t for c in children(clause, "nsubj") for t in conjuncts(c) if not is_own(t)],
            [t for c in children(clause, "dative") for t in given_to(c)],
            where,
            whose,
            led,
            [] if made else objects_,
            further,
        )
        for heads in steps:
            helped = [e for h in heads for e in self.mission_in(h)]
            found = [e for e in helped or self._actors.all_of(heads) if id(e) not in barred]
            found = [e for e in found if e.type is not EntityType.PLACE or heads is not further]
            if moved and (not heads or heads[0].dep_ != "nsubj"):
                found = [e for e in found if e.named or e.type is not EntityType.ARMED_FORCE]
            if found:
                return found
        if strict:
            return []
        found = self._actors.first_within(clause, without=actors, places=False)
        return [e for e in found if e.named and e.type is not EntityType.PLACE]

    def mission_in(self, head: Token) -> list[LocalEntity]:
        """The state that a mission of peacekeepers is in, whom it is to help."""
        told = {head.lemma_.lower(), *(c.lemma_.lower() for c in children(head, "compound", "amod"))}
        if not told & _PEACEKEEPING:
            return []
        places = self._actors.all_of(prepositional(head, frozenset({"in"})))
        return [p for p in places if p.named]
