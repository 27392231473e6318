"""Deployment: who sends, moves or withdraws which forces, from where, to where, how many, what for."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from loader.extract.entities import LocalEntity
from loader.extract.lexicon import MovementVerb
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, conjuncts, is_passive, objects, prepositional
from loader.extract.syntax import subject as subject_of
from loader.model import Count, EntityType, StatementType

_PLACES = frozenset({EntityType.PLACE, EntityType.STATE})
_DEPLOYERS = frozenset({EntityType.STATE, EntityType.ALLIANCE, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP,
                        EntityType.GOVERNMENT_BODY, EntityType.PERSON, EntityType.ORGANIZATION})  # fmt: skip
_CONTRIBUTORS = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_CONTINUED = 0.6
_FROM = frozenset({"from", "of"})


@dataclass(slots=True)
class _Force:
    """A noun for what is moved, and whether it counts as people."""

    noun: Token
    people: bool


class DeploymentExtractor:
    """From verbs and nouns of movement whose object or subject is a force."""

    type = StatementType.DEPLOYMENT

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """Drafts by verb, by noun, and by a stated number of a state's forces."""
        del quotes
        verbs: dict[str, list[MovementVerb]] = {}
        for verb in reading.lexicons.movements.verbs:
            verbs.setdefault(verb.lemma, []).append(verb)
        told: list[Draft] = []
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            drafts = list(self._in_sentence(reading, sentence.span, verbs))
            if drafts:
                drafts.extend(self._numbers(reading, sentence.span, drafts[0]))
            for draft in drafts:
                _continue(draft, told)
                told.append(draft)
            yield from drafts

    def _in_sentence(
        self, reading: Reading, tokens: Span, verbs: dict[str, list[MovementVerb]]
    ) -> Iterator[Draft]:
        for token in tokens:
            lemma = token.lemma_.lower()
            if token.pos_ == "VERB":
                for verb in verbs.get(lemma, ()):
                    draft = self._by_verb(reading, token, verb)
                    if draft is not None:
                        yield draft
                        break
            elif token.pos_ == "NOUN" and lemma in reading.lexicons.movements.nouns:
                draft = self._by_noun(reading, token, reading.lexicons.movements.nouns[lemma])
                if draft is not None:
                    yield draft

    def _by_verb(self, reading: Reading, token: Token, verb: MovementVerb) -> Draft | None:
        if verb.particle and not any(c.lower_ in verb.particle for c in token.children):
            return None
        by_object = verb.force == "object"
        if not by_object and is_passive(token):
            return None
        moved = objects(token) if by_object else conjuncts(subject_of(token))
        forces = self._forces(reading, moved)
        if not forces:
            return None
        roles = self._places(reading, token, forces, verb)
        if not by_object and "destination" not in roles and "origin" not in roles:
            return None
        deployers = [e for e in reading.fillers(agents(token)) if e.type in _DEPLOYERS] if by_object else []
        deployers = deployers or self._owners(reading, forces)
        if not deployers and not roles:
            return None
        if deployers:
            roles["deployer"] = deployers
        return self._draft(reading, token, verb.direction, forces, roles, verb.status)

    def _by_noun(self, reading: Reading, token: Token, direction: str) -> Draft | None:
        forces = self._forces(reading, prepositional(token, frozenset({"of"})))
        forces += self._forces(reading, children(token, "compound", "poss"))
        if not forces:
            return None
        roles = self._places(reading, token, forces, None)
        deployers = [e for e in (reading.owner(token),) if e is not None and e.type in _DEPLOYERS]
        deployers = deployers or self._owners(reading, forces) or self._announcer(reading, token, forces)
        if not deployers and "destination" not in roles:
            return None
        if deployers:
            roles["deployer"] = deployers
        return self._draft(reading, token, direction, forces, roles, None)

    def _forces(self, reading: Reading, nouns: list[Token]) -> list[_Force]:
        words = reading.lexicons.movements.forces
        found = []
        for noun in nouns:
            lemma = noun.lemma_.lower()
            if reading.table.at(noun.i) is not None and lemma not in words.people:
                continue
            if lemma in words.people or lemma in words.equipment:
                found.append(_Force(noun, lemma in words.people))
        return found

    def _owners(self, reading: Reading, forces: list[_Force]) -> list[LocalEntity]:
        """Russia of "Russian troops"; nobody when several states contribute."""
        owners = [reading.owner(force.noun) for force in forces]
        return list(dict.fromkeys(e for e in owners if e is not None and e.type in _DEPLOYERS))

    def _announcer(self, reading: Reading, token: Token, forces: list[_Force]) -> list[LocalEntity]:
        """France of "France announced the withdrawal of its troops"."""
        theirs = any(c.tag_ == "PRP$" for force in forces for c in force.noun.children)
        who = subject_of(token.head) if theirs and token.dep_ == "dobj" else None
        announcer = reading.filler(who) if who is not None else None
        return [announcer] if announcer is not None and announcer.type in _DEPLOYERS else []

    def _places(
        self, reading: Reading, token: Token, forces: list[_Force], verb: MovementVerb | None
    ) -> dict[str, list[LocalEntity]]:
        roles: dict[str, list[LocalEntity]] = {}
        nodes = [token, *(force.noun for force in forces)]
        movements = reading.lexicons.movements
        for role, prepositions in (("destination", movements.destination), ("origin", movements.origin)):
            heads = [h for node in nodes for h in prepositional(node, prepositions)]
            places = [e for e in reading.fillers(heads) if e.type in _PLACES]
            if places:
                roles[role] = places[:1] if role == "destination" else places
        if verb is not None and verb.place == "object":
            entered = [e for e in reading.fillers(children(token, "dobj")) if e.type in _PLACES]
            if entered:
                roles["origin" if verb.direction == "withdraw" else "destination"] = entered
        contributors = self._contributors(reading, token, forces)
        if contributors:
            roles["contributor"] = contributors
            if roles.get("origin") and set(roles["origin"]) <= set(contributors):
                del roles["origin"]
        return roles

    def _contributors(self, reading: Reading, token: Token, forces: list[_Force]) -> list[LocalEntity]:
        """As in "Troops from Russia, Belarus and Armenia", also behind "including troops from ..."."""
        people = reading.lexicons.movements.forces.people
        nouns = [force.noun for force in forces]
        clause = [t for t in token.subtree if t.lower_ == "including"]
        nouns += [p for c in clause for p in children(c, "pobj") if p.lemma_.lower() in people]
        found: list[LocalEntity] = []
        for noun in nouns:
            for prep in children(noun, "prep"):
                if prep.lower_ in _FROM:
                    found.extend(e for e in self._listed(reading, prep) if e.type in _CONTRIBUTORS)
        return list(dict.fromkeys(found))

    def _listed(self, reading: Reading, prep: Token) -> list[LocalEntity]:
        """Every state in the list that a preposition opens: "from the former Soviet countries A, B and C"."""
        heads = {t.i for t in prep.subtree if t.dep_ in {"pobj", "conj", "appos"}}
        listed = (reading.table.at(i) for i in sorted(heads))
        return [e for e in listed if e is not None]

    def _draft(
        self,
        reading: Reading,
        token: Token,
        direction: str,
        forces: list[_Force],
        roles: dict[str, list[LocalEntity]],
        status: str | None,
    ) -> Draft:
        values: dict[str, str | Count] = {"direction": direction}
        if status:
            values["status"] = status
        people = next((f.noun for f in forces if f.people), None)
        if people is not None:
            strength = reading.quantities.of_noun(reading.document, people)
            if strength is not None and strength.text.lower() not in {"a", "an"}:
                values["strength"] = strength
            force = reading.filler(people)
            if force is not None and force not in roles.get("deployer", []):
                roles["force"] = [force]
        equipment = [reading.document.text(f.noun.i, f.noun.i + 1) for f in forces if not f.people]
        if equipment:
            values["equipment"] = ", ".join(equipment)
        mission = _mission(reading, token)
        if mission:
            values["mission"] = mission
        return Draft(self.type, token, roles, values)

    def _numbers(self, reading: Reading, tokens: Span, known: Draft) -> Iterator[Draft]:
        """As in "The number of Russian soldiers is less than 5,000", behind a deployment in the sentence."""
        words = reading.lexicons.movements.forces
        for token in tokens:
            if token.lemma_ != "number" or token.dep_ != "nsubj" or token.head.lemma_ != "be":
                continue
            nouns = [
                n
                for n in prepositional(token, frozenset({"of"}))
                if n.lemma_.lower() in words.people | words.strength_only
            ]
            amounts = children(token.head, "attr", "acomp", "prep")
            counts = [reading.quantities.of_noun(reading.document, a) for a in amounts]
            strength = next((c for c in counts if c is not None), None)
            owner = next((e for n in nouns if (e := reading.owner(n)) is not None), None)
            if owner is None or strength is None:
                continue
            roles = {"deployer": [owner]} | {
                role: fillers for role, fillers in known.roles.items() if role == "destination"
            }
            yield Draft(
                self.type,
                token.head,
                roles,
                {"direction": str(known.values["direction"]), "strength": strength},
            )


def _continue(draft: Draft, told: list[Draft]) -> None:
    """A later sentence that lists contributors or numbers goes on about the deployment told of before."""
    if draft.roles.get("destination") or draft.roles.get("origin"):
        return
    if not (draft.roles.get("contributor") or "strength" in draft.values):
        return
    same = (d for d in reversed(told) if d.values["direction"] == draft.values["direction"])
    earlier = next((d for d in same if d.roles.get("destination") and d.roles.get("deployer")), None)
    if earlier is None:
        return
    draft.roles["destination"] = earlier.roles["destination"]
    draft.roles.setdefault("deployer", earlier.roles["deployer"])
    draft.confidence = _CONTINUED


def _mission(reading: Reading, token: Token) -> str:
    """The purpose clause: "to curb violence"."""
    for clause in children(token, "xcomp", "advcl"):
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children):
            last = max(t.i for t in clause.subtree if not t.is_punct)
            return reading.document.text(clause.i, last + 1)
    return ""
