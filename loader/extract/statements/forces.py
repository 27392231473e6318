"""What is moved in a deployment: forces, ships and equipment, whose they are, how many, who contributes.

A number of people is a strength; a number of units ("two battalions") is only told in words, because it
counts no people. Words are in `lexicons/deployment.yaml`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.extract.syntax import ancestors, children, phrase_bounds, prepositional, subject
from loader.model import Count, EntityType

DEPLOYERS = frozenset({EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP,
                       EntityType.GOVERNMENT_BODY, EntityType.PERSON, EntityType.ORGANIZATION})  # fmt: skip
ARMED = DEPLOYERS - {EntityType.PERSON, EntityType.ORGANIZATION}
"""Whose ships and planes are forces."""
CONTRIBUTORS = frozenset({EntityType.STATE, EntityType.ALLIANCE})
OUTSIDE = frozenset({"relcl", "acl", "appos", "advcl", "punct", "prep", "cc", "conj", "det"})
"""What is no part of the words that a force, ship or base is told by."""
_CLAUSAL = OUTSIDE | {"poss"}
_ARMIES = frozenset({EntityType.ARMED_FORCE, EntityType.ARMED_GROUP})
_OF = frozenset({"of"})
_WITH = frozenset({"with", "carrying"})
_FROM = frozenset({"from", "of"})
_WHOLES = frozenset(
    {"hundred", "thousand", "dozen", "score", "number", "ten", "most", "some", "part", "rest"}
)


@dataclass(slots=True)
class Force:
    """A noun for what is moved, and whether it counts people, units of them, or things."""

    noun: Token
    people: bool
    vessel: str = ""
    """ISO code of the state whose navy names ships so ("" when it is no named ship)."""
    civil: bool = False
    """Whether it is moved as often by others than armed forces: ships, planes."""
    itself: LocalEntity | None = None
    """The army or group, when it is named and moves as a whole: "The Syrian Army entered"."""


class ForceReader:
    """Finds the forces among the nouns of a clause, and what is told of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.lexicons.movements

    def forces(self, nouns: Iterable[Token]) -> list[Force]:
        """Those of the nouns that are forces: "troops", "a carrier strike group", "the USS Nimitz"."""
        listed = [t for noun in nouns for t in (noun, *prepositional(noun, _WITH))]
        found = [self._force(noun) for noun in listed]
        return [force for force in found if force is not None]

    def _force(self, noun: Token) -> Force | None:
        words, lemma = self._words.forces, noun.lemma_.lower()
        if lemma in _WHOLES:
            whole = next(iter(prepositional(noun, _OF)), None)
            return self._force(whole) if whole is not None else None
        if noun.lower_ in {"who", "which", "that"} and noun.head.dep_ == "relcl":
            return self._force(noun.head.head)
        vessel = self._vessel(noun)
        if vessel:
            return Force(noun, people=False, vessel=vessel)
        named = self._reading.table.at(noun.i)
        if named is not None and named.named and named.type in _ARMIES and noun.pos_ == "PROPN":
            return Force(noun, people=True, itself=named)
        if named is not None and lemma not in words.people and named.type is not EntityType.ARMED_FORCE:
            return None
        before = {c.lower_ for c in children(noun, "compound", "amod", "nmod")}
        grouped = lemma in words.groups and bool(before & words.grouping)
        if any(c.lower_ in words.helpless for c in children(noun, "amod")):
            return None
        alone = lemma in words.single and noun.tag_ == "NN"
        grounded = lemma == "boot" and _on_the_ground(noun)
        if grouped:
            return Force(noun, people=False)
        if (lemma in words.people and not alone) or lemma in words.units or grounded:
            return Force(noun, people=True)
        if lemma not in words.equipment:
            return None
        return Force(noun, people=False, civil=lemma in words.civil)

    def police_alone(self, forces: list[Force]) -> bool:
        """Whether they are policemen and nothing else, who move in their own country every day."""
        phrases = (
            self._reading.document.doc[slice(*phrase_bounds(f.noun, without=_CLAUSAL))] for f in forces
        )
        return all(any(t.lemma_.lower() in {"police", "officer"} for t in phrase) for phrase in phrases)

    def military(self, noun: Token) -> bool:
        """Whether a presence or build-up is one of forces: "military presence", "troop build-up"."""
        return any(c.lower_ in self._words.forces.military and c.i < noun.i for c in noun.children)

    def _vessel(self, noun: Token) -> str:
        """As in "The USS Gerald R. Ford", "the frigate TCG Gokova"."""
        prefixes = self._words.vessels
        return next((prefixes[c.text] for c in noun.children if c.text in prefixes and c.i < noun.i), "")

    def owners(self, forces: list[Force]) -> list[LocalEntity]:
        """Russia of "Russian troops", "a contingent of 200 Russian troops" and of its ships."""
        found: list[LocalEntity | None] = []
        for force in forces:
            nouns = [force.noun, *prepositional(force.noun, _OF)]
            if force.itself is not None:
                found.append(force.itself)
            elif force.vessel:
                found.append(self._state(force.vessel))
            else:
                found += [self._owner(noun) for noun in nouns]
        return list(dict.fromkeys(e for e in found if e is not None and e.type in DEPLOYERS))

    def owners_beside(self, trigger: Token, forces: list[Force]) -> list[LocalEntity]:
        """Russia of "planes landed and Russian troops secured the airport", when no other is told of."""
        people = self._words.forces.people
        if any(self._sided(force.noun) for force in forces):
            return []
        nouns = (t for t in trigger.sent if t.lemma_.lower() in people and t.pos_ == "NOUN")
        owners = [self._owner(noun) for noun in nouns]
        found = list(dict.fromkeys(e for e in owners if e is not None and e.type in DEPLOYERS))
        return found if len(found) == 1 else []

    def _sided(self, noun: Token) -> bool:
        return any(c.lower_ in self._words.forces.sided for c in children(noun, "compound", "amod", "nmod"))

    def _owner(self, noun: Token) -> LocalEntity | None:
        """Whose a force is; of "Russian troops" that are one name, the state that the name begins with."""
        owner = self._reading.owner(noun) or self._whose(noun)
        if owner is None:
            inner = (self._reading.owner(c) for c in children(noun, "compound", "nmod"))
            owner = next((e for e in inner if e is not None), None)
        if owner is None or owner.type is not EntityType.ARMED_FORCE:
            return owner
        known = {n.qid for n in self._reading.knowledge.lookup(owner.name.split()[0])}
        states = self._reading.table.of_type(EntityType.STATE)
        return next((s for s in states if s.known and s.known[0] in known), owner)

    def _whose(self, noun: Token) -> LocalEntity | None:
        """The state or army that "its" and "their" of "its remaining forces" stand for."""
        return (
            self.speaker(noun) if any(c.lower_ in {"its", "their"} for c in children(noun, "poss")) else None
        )

    def speaker(self, noun: Token) -> LocalEntity | None:
        """The state or army that is the subject above a noun: who says that "its forces" will leave."""
        verbs = (a for a in ancestors(noun) if a.pos_ == "VERB")
        above = (t for t in map(subject, verbs) if t is not None and t != noun)
        found = next((self._reading.filler(t) for t in above), None)
        return found if found is not None and found.type in ARMED else None

    def _state(self, code: str) -> LocalEntity | None:
        """The state with an ISO code among those that the article names."""
        for state in self._reading.table.of_type(EntityType.STATE):
            facts = self._reading.knowledge.facts(state.known[0]) if state.known else None
            if facts is not None and facts.iso2 == code:
                return state
        return None

    def contributors(self, trigger: Token, forces: list[Force]) -> list[LocalEntity]:
        """As in "Troops from Russia, Belarus and Armenia", also behind "including troops from ..."."""
        nouns = [force.noun for force in forces]
        clause = [t for t in trigger.subtree if t.lower_ == "including"]
        people = self._words.forces.people
        nouns += [p for c in clause for p in children(c, "pobj") if p.lemma_.lower() in people]
        found: list[LocalEntity] = []
        for noun in nouns:
            for prep in children(noun, "prep"):
                if prep.lower_ in _FROM:
                    found.extend(e for e in self._listed(prep) if e.type in CONTRIBUTORS)
        return list(dict.fromkeys(found))

    def modifiers(self, forces: list[Force]) -> list[LocalEntity]:
        """Every state of "American and Canadian aircraft"."""
        adjectives = (
            t
            for force in forces
            for c in children(force.noun, "amod", "compound", "nmod")
            for t in (c, *c.conjuncts)
            if t.i < force.noun.i
        )
        found = (self._reading.table.at(t.i) for t in adjectives)
        return list(dict.fromkeys(e for e in found if e is not None and e.type in CONTRIBUTORS))

    def _listed(self, prep: Token) -> list[LocalEntity]:
        """Every state in the list that a preposition opens: "from the former Soviet countries A, B and C"."""
        heads = {t.i for t in prep.subtree if t.dep_ in {"pobj", "conj", "appos"}}
        listed = (self._reading.table.at(i) for i in sorted(heads))
        return [e for e in listed if e is not None]

    def strength(self, forces: list[Force]) -> Count | None:
        """How many people; of units only the words: "two battalions"."""
        for force in (f for f in forces if f.people):
            inner = [
                n for n in prepositional(force.noun, _OF) if n.lemma_.lower() in self._words.forces.people
            ]
            for noun in (*inner, force.noun):
                count = self._reading.quantities.of_noun(self._reading.document, noun)
                if count is None or count.text.lower() in {"a", "an", "one"}:
                    continue
                if noun.lemma_.lower() in self._words.forces.units:
                    return Count(None, None, False, f"{count.text} {noun.text}")
                return count
        return None

    def equipment(self, forces: list[Force]) -> str:
        """The phrases for what is no people: "four F-16 fighter jets"."""
        things = (f.noun for f in forces if not f.people)
        return ", ".join(self._reading.document.text(*phrase_bounds(t, without=_CLAUSAL)) for t in things)


def _on_the_ground(noun: Token) -> bool:
    """As in "boots on the ground"."""
    return noun.doc[noun.i + 1 : noun.i + 4].text.lower() == "on the ground"
