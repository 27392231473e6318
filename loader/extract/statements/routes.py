"""Where forces come from and go to: by prepositions, by a border's or base's name, by the purpose told.

A destination is a place and never a guess; what is supposed is added by `deployment`, with less confidence.
"""

from spacy.tokens import Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.forms import MovementVerb
from loader.extract.reading import Reading
from loader.extract.statements.forces import OUTSIDE, Force, ForceReader
from loader.extract.syntax import children, conjuncts, is_infinitive, phrase_bounds, prepositional
from loader.model import EntityType

_INSIDE = frozenset({"in", "within", "inside", "of", "near", "at", "on"})
_BORDERS = frozenset({"border", "frontier", "boundary"})
_FOR = frozenset({"for"})
_TO = frozenset({"to", "into"})

Roles = dict[str, list[LocalEntity]]


class RouteReader:
    """Reads the places of one document's movements."""

    def __init__(self, reading: Reading, forces: ForceReader) -> None:
        self._reading = reading
        self._words = reading.lexicons.movements
        self._forces = forces

    def places(
        self, token: Token, forces: list[Force], verb: MovementVerb | None, *, withdrawn: bool = False
    ) -> Roles:
        """The roles of place, and who contributes, of what a verb or noun moves."""
        roles: Roles = {}
        nodes = [token, *(force.noun for force in forces), *children(token, "advmod", "prt")]
        destination, origin = self._words.destination, self._words.origin
        withdrawn |= verb is not None and verb.direction == "withdraw" and not self._led_to(token, verb)
        if withdrawn:
            destination, origin = destination - self._words.stayed, origin | self._words.stayed
        if verb is not None and verb.status == "planned":
            destination |= _FOR
        for role, words in (("destination", destination), ("origin", origin)):
            heads = [h for node in nodes for h in prepositional(node, words)]
            places = list(dict.fromkeys(e for h in heads for e in self._place(h)))
            if places:
                roles[role] = self._finest(places) if role == "destination" else places
        if verb is not None and verb.place == "object":
            entered = [e for d in children(token, "dobj") for t in conjuncts(d) for e in self._place(t)]
            role = "origin" if verb.direction == "withdraw" else "destination"
            if entered and not (role in roles and set(entered) <= set(self._forces.owners(forces))):
                roles[role] = entered
        if not roles and token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
            there = self._place(token.head)
            roles |= {"origin" if withdrawn else "destination": there} if there else {}
        if "destination" not in roles and "origin" not in roles:
            meant = self._of_mission(token)
            if meant is not None:
                roles["destination"] = [meant]
        contributors = self._forces.contributors(token, forces)
        if contributors and not withdrawn:
            roles["contributor"] = contributors
            if roles.get("origin") and set(roles["origin"]) <= set(contributors):
                del roles["origin"]
        return roles

    @staticmethod
    def _led_to(token: Token, verb: MovementVerb) -> bool:
        """Whether who withdraws is said to go somewhere, as in "returned to base in Guam"."""
        goes = verb.status == "completed" or bool(prepositional(token, _TO))
        return verb.force == "subject" and goes

    def _place(self, head: Token) -> list[LocalEntity]:
        """The place of a phrase: its name, "the line within Gaza", a base that nobody knows."""
        entity = self._reading.table.at(head.i)
        if entity is not None and entity.type in PLACES:
            return [entity]
        if entity is None and head.pos_ == "PROPN" and head.lemma_.lower() in self._words.sites:
            first, last = phrase_bounds(head, without=OUTSIDE)
            return [self._reading.table.nominal(head.i, first, last, EntityType.PLACE)]
        if entity is None and head.lemma_.lower() in _BORDERS:
            first, last = phrase_bounds(head, without=OUTSIDE - {"prep"})
            return [self._reading.table.nominal(head.i, first, last, EntityType.PLACE)]
        whose = [c for c in children(head, "poss") if c.i < head.i]
        called = [c for c in children(head, "compound") if whose and c.i > whose[0].i]  # "X's Kursk region"
        inner = [*whose, *prepositional(head, _INSIDE)] if entity is None else []
        filled = [] if entity is not None else self._reading.fillers([*called, head])
        found = [e for e in (*filled, *self._reading.fillers(inner)) if e.type in PLACES]
        return found[:1]

    def leaves(self, token: Token) -> bool:
        """Whether what is left is a place, and not the talks or the treaty "in" one."""
        heads = prepositional(token, self._words.origin)
        named = (self._reading.table.at(h.i) for h in heads)
        placed = any(e is not None and e.type in PLACES for e in named)
        return placed or any(h.lemma_.lower() in self._words.areas for h in heads)

    @staticmethod
    def _finest(places: list[LocalEntity]) -> list[LocalEntity]:
        """The base and not the state of "to the United States at a naval station"; else all of a list."""
        finer = [e for e in places if e.type is EntityType.PLACE]
        if finer and len(finer) < len(places):
            return finer[:1]
        return places

    def _of_mission(self, token: Token) -> LocalEntity | None:
        """The place that a purpose clause names: "send frigates to break the blockade of the strait"."""
        clause = purpose(token)
        if clause is None:
            return None
        named = (self._reading.table.at(t.i) for t in clause.subtree if t.dep_ in {"pobj", "dobj"})
        return next((e for e in named if e is not None and e.type is EntityType.PLACE), None)

    def abroad(self, deployers: list[LocalEntity], roles: Roles) -> bool:
        """Whether forces are told to be where a deployer is not at home."""
        homes = {qid for deployer in deployers for qid in deployer.known[:1]}
        places = roles.get("destination", []) + roles.get("origin", [])
        facts = [self._reading.knowledge.facts(p.known[0]) for p in places if p.known]
        own = any(p in deployers for p in places) or any(f is not None and f.country in homes for f in facts)
        return bool(places) and not own


def purpose(token: Token) -> Token | None:
    """The clause of "to curb violence" under a verb or noun of movement."""
    clauses = children(token, "xcomp", "advcl", "acl")
    return next((c for c in clauses if is_infinitive(c)), None)
