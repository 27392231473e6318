"""Deployment: who sends, moves or withdraws which forces, from where, to where, how many, what for."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.forms import MovementVerb
from loader.extract.places import told_before
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.statements.forces import ARMED, CONTRIBUTORS, DEPLOYERS, OUTSIDE, Force, ForceReader
from loader.extract.statements.routes import Roles, RouteReader, purpose
from loader.extract.syntax import (
    agents,
    children,
    conjuncts,
    is_infinitive,
    is_passive,
    objects,
    orderers,
    phrase_bounds,
    prepositional,
)
from loader.extract.syntax import subject as subject_of
from loader.model import Count, EntityType, StatementType

_STATED, _SUPPOSED, _CONTINUED = 0.8, 0.7, 0.6
_OFTEN = 3
_FOR = frozenset({"for"})
_AWAY = frozenset({"following", "after", "from", "during"})


class DeploymentExtractor:
    """From verbs and nouns of movement whose object or subject is a force."""

    type = StatementType.DEPLOYMENT

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """Drafts by verb, by noun, and by a stated number of a state's forces."""
        del quotes
        scene = _Scene(reading)
        told: list[Draft] = []
        for sentence in reading.document.sentences:
            if sentence.heading:
                continue
            drafts = list(scene.in_sentence(sentence.span))
            if drafts:
                drafts.extend(scene.numbers(sentence.span, drafts[0]))
            for draft in drafts:
                _continue(draft, told)
                told.append(draft)
            yield from drafts


class _Scene:
    """One document read for deployments."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.lexicons.movements
        self._forces = ForceReader(reading)
        self._routes = RouteReader(reading, self._forces)
        self._verbs: dict[str, list[MovementVerb]] = {}
        for verb in self._words.verbs:
            self._verbs.setdefault(verb.lemma, []).append(verb)

    def in_sentence(self, tokens: Span) -> Iterator[Draft]:
        """One draft a verb or noun that moves forces."""
        for token in tokens:
            lemma = _whole(token)
            if token.lemma_ == "be" and token.pos_ in {"AUX", "VERB"}:
                draft = self._there(token)
            elif token.pos_ == "VERB":
                drafts = (self._by_verb(token, verb) for verb in self._verbs.get(lemma, ()))
                draft = next((d for d in drafts if d is not None), None)
            elif token.pos_ == "NOUN" and lemma in self._words.nouns:
                draft = self._by_noun(token, self._words.nouns[lemma])
            else:
                continue
            if draft is not None:
                yield draft

    def _there(self, token: Token) -> Draft | None:
        """As in "There are 2,000 American troops in Syria", "2,000 American troops are in Syria"."""
        existing = bool(children(token, "expl"))
        inside = any(p.lower_ in self._words.stayed for p in children(token, "prep"))
        if not existing and (not inside or children(token, "attr", "acomp")):
            return None
        nouns = children(token, "attr" if existing else "nsubj")
        forces = self._forces.forces(t for noun in nouns for t in conjuncts(noun))
        roles = self._routes.places(token, forces, None) if forces else {}
        deployers = self._forces.owners(forces)
        if not deployers or not self._routes.abroad(deployers, roles):
            return None
        return self._draft(token, "deploy", forces, roles | {"deployer": deployers}, "under_way")

    def _by_verb(self, token: Token, verb: MovementVerb) -> Draft | None:
        if verb.particle and not any(c.lower_ in verb.particle for c in token.children):
            return None
        by_object = verb.force == "object"
        if (not by_object and is_passive(token)) or self._tells_another(token, verb):
            return None
        forces = self._forces.forces(objects(token) if by_object else conjuncts(subject_of(token)))
        used_up = bool(forces) and all(f.noun.lemma_.lower() in self._words.forces.used for f in forces)
        if not by_object:
            forces = [f for f in forces if f.itself is None or self._as_a_whole(token, verb, f.itself)]
        if not forces and verb.alone:
            return self._of_itself(token, agents(token), self._routes.places(token, [], verb), verb.direction)
        if not forces or (used_up and not by_object):
            return None
        roles = self._routes.places(token, forces, verb)
        direction = self._direction(token, verb, roles)
        told = "destination" in roles or ("origin" in roles and verb.needs != "destination")
        if used_up and not told:
            return None
        gone = verb.direction == "withdraw" and verb.needs is None and self._forces.owners(forces)
        if not told and (not (by_object or gone) or verb.needs is not None):
            return None
        if any(c.lower_ == "closer" for c in children(token, "advmod")):
            return None
        deployers = self._doers(token) if by_object else []
        if deployers:
            self._contributed(forces, deployers, roles)
        if any(e.type is EntityType.STATE for e in deployers) and "destination" in roles:
            _leave(roles, deployers)
        deployers = deployers or self._forces.owners(forces) or self._ordered_by(token)
        if not deployers and not roles:
            return None
        confidence = _STATED
        armed = "contributor" in roles or any(e.type in ARMED for e in deployers)
        if not deployers and (beside := self._forces.owners_beside(token, forces)):
            deployers, confidence = beside, _SUPPOSED
            armed |= direction != "transit"
        if all(force.civil for force in forces) and not armed:
            return None
        if verb.needs == "abroad" and not (deployers and self._routes.abroad(deployers, roles)):
            return None
        if not deployers and self._forces.police_alone(forces):
            return None
        if deployers:
            roles["deployer"] = deployers
        draft = self._draft(token, direction, forces, roles, verb.status, confidence)
        return draft if told or by_object or "origin" in draft.roles else None

    def _as_a_whole(self, token: Token, verb: MovementVerb, army: LocalEntity) -> bool:
        """Whether an army or group moves by this verb, and leaves a place and not the talks in one."""
        if verb.direction == "withdraw" and verb.place is None and not self._routes.leaves(token):
            return False
        return army.type is EntityType.ARMED_FORCE or verb.group

    def _tells_another(self, token: Token, verb: MovementVerb) -> bool:
        """Whether it belongs to another movement's verb: "ordered troops to leave", "sent to reinforce"."""
        if verb.lemma == "order":
            return any(self._moves(c) for c in children(token, "xcomp", "ccomp"))
        return verb.direction == "reinforce" and is_infinitive(token) and self._moves(token.head)

    def _moves(self, token: Token) -> bool:
        return token.pos_ == "VERB" and token.lemma_.lower() in self._verbs

    def _ordered_by(self, token: Token) -> list[LocalEntity]:
        """The president of "the president ordered forces to withdraw", when nobody else's they are."""
        ordering = self._reading.fillers(orderers(token, self._words.ordering))
        return [e for e in ordering if e.type in DEPLOYERS]

    def _direction(self, token: Token, verb: MovementVerb, roles: Roles) -> str:
        """Who leaves one place *for* another goes there, unless it is home; who leaves home sets out."""
        if verb.direction != "withdraw" or verb.force != "subject":
            return verb.direction
        owners = self._forces.owners(self._forces.forces(conjuncts(subject_of(token))))
        ahead = [e for e in self._reading.fillers(prepositional(token, _FOR)) if e.type in PLACES]
        if ahead:
            roles["destination"] = ahead[:1]
            return verb.direction if set(owners) & set(ahead) else "deploy"
        starts = {"origin": roles.get("origin", [])}
        at_home = owners and starts["origin"] and not self._routes.abroad(owners, starts)
        sets_out = verb.place == "object" and (at_home or "destination" in roles)
        return "deploy" if sets_out else verb.direction

    def _doers(self, token: Token) -> list[LocalEntity]:
        """Who sends: the states listed by "several allies, including Germany and Italy", else the subject."""
        listed: list[LocalEntity] = []
        doers = agents(token)
        for doer in doers:
            for prep in children(doer, "prep"):
                if prep.lower_ in {"including", "like"}:
                    heads = (t for p in children(prep, "pobj") for t in conjuncts(p))
                    listed.extend(e for e in self._reading.fillers(heads) if e.type in DEPLOYERS)
        if listed:
            return list(dict.fromkeys(listed))
        return [e for e in self._reading.fillers(doers) if e.type in DEPLOYERS]

    def _contributed(self, forces: list[Force], deployers: list[LocalEntity], roles: Roles) -> None:
        """The United States and Canada of "NATO will send American and Canadian jets"."""
        theirs = [e for e in self._forces.modifiers(forces) if e not in deployers]
        if theirs and not any(e.type is EntityType.STATE for e in deployers):
            roles.setdefault("contributor", theirs)

    def _by_noun(self, token: Token, direction: str) -> Draft | None:
        forces = self._forces.forces(prepositional(token, frozenset({"of"})))
        forces += self._forces.forces(children(token, "compound", "poss"))
        standing = _whole(token) in self._words.standing
        if not forces and not (standing and self._forces.military(token)):
            if _whole(token) not in self._words.alone:
                return None if standing else self._of_subject(token, direction)
            whose = [*children(token, "poss"), *prepositional(token, frozenset({"of", "by"}))]
            if token.dep_ == "dobj" and token.head.lemma_.lower() in self._words.ordered:
                whose = whose or agents(token.head)
            places = self._routes.places(token, [], None, withdrawn=direction == "withdraw")
            return self._of_itself(token, whose, places, direction) or self._of_subject(token, direction)
        roles = self._routes.places(token, forces, None, withdrawn=direction == "withdraw")
        if not roles and token.dep_ == "dobj":
            roles = self._routes.places(token.head, forces, None, withdrawn=direction == "withdraw")
        deployers = [e for e in (self._reading.owner(token),) if e is not None and e.type in DEPLOYERS]
        own = self._forces.owners(forces)
        theirs = own if any(e.type is not EntityType.ARMED_FORCE for e in own) else []
        deployers = deployers or theirs or self._announcer(token, forces, led=bool(own)) or own
        if not deployers and "destination" not in roles:
            return None
        if deployers:
            roles["deployer"] = deployers
        if standing and not (deployers and self._routes.abroad(deployers, roles)):
            return None
        return self._draft(token, direction, forces, roles, "under_way" if standing else None)

    def _of_itself(self, token: Token, who: list[Token], roles: Roles, direction: str) -> Draft | None:
        """As in "The United States will withdraw from Iraq": forces that nobody names, from abroad."""
        own = any(t.tag_ == "PRP$" for t in who)
        told = [self._forces.speaker(token)] if own else self._reading.fillers(who)
        deployers = [e for e in told if e is not None and e.type in ARMED]
        going = direction == "withdraw" and self._routes.leaves(token)
        if not deployers or not (going or (direction != "withdraw" and "destination" in roles)):
            return None
        if not self._routes.abroad(deployers, roles):
            return None
        return self._draft(token, direction, [], roles | {"deployer": deployers}, None)

    def _of_subject(self, token: Token, direction: str) -> Draft | None:
        """As in "The ship returned after a deployment of eleven months": it had been sent."""
        verb = token.head.head
        if token.dep_ != "pobj" or token.head.lower_ not in _AWAY or verb.pos_ != "VERB":
            return None
        forces = self._forces.forces(conjuncts(subject_of(verb)))
        owners = self._forces.owners(forces)
        if not forces or not owners:
            return None
        roles: Roles = {"deployer": owners} | self._routes.places(token, [], None)
        return self._draft(token, direction, forces, roles, "completed")

    def _announcer(self, token: Token, forces: list[Force], *, led: bool) -> list[LocalEntity]:
        """France of "announced the withdrawal of its troops", NATO of "approved the deployment of 500".

        `led`: they are of a force under command ("authorised the deployment of National Guard troops").
        """
        theirs = any(c.tag_ == "PRP$" for noun in (token, *(f.noun for f in forces)) for c in noun.children)
        ordered = token.head.lemma_.lower() in self._words.ordered
        who = subject_of(token.head) if (theirs or ordered) and token.dep_ == "dobj" else None
        announcer = self._reading.filler(who) if who is not None else None
        allowed = DEPLOYERS if theirs or led else CONTRIBUTORS
        return [announcer] if announcer is not None and announcer.type in allowed else []

    def _draft(
        self,
        token: Token,
        direction: str,
        forces: list[Force],
        roles: Roles,
        status: str | None,
        confidence: float = _STATED,
    ) -> Draft:
        values: dict[str, str | Count] = {"direction": direction}
        if not roles.keys() & {"destination", "origin", "contributor"}:
            confidence = min(confidence, self._suppose(token, direction, roles))
        strength, equipment = self._forces.strength(forces), self._forces.equipment(forces)
        people = next((f.noun for f in forces if f.people), None)
        if strength is not None:
            values["strength"] = strength
        if equipment:
            values["equipment"] = equipment
        force = self._reading.filler(people) if people is not None else self._ship(forces)
        if force is not None and force not in roles.get("deployer", []):
            roles["force"] = [force]
        mission = self._mission(token)
        if mission:
            values["mission"] = mission
        if status:
            values["status"] = status
        return Draft(StatementType.DEPLOYMENT, token, roles, values, confidence=confidence)

    def _suppose(self, token: Token, direction: str, roles: Roles) -> float:
        """Add the place that is not told, and give how sure that is.

        For coming it is the one told before in the paragraph, for leaving the state the article is about.
        """
        if direction in {"deploy", "reinforce"}:
            before = told_before(self._reading, token)
            if before is not None:
                roles["destination"] = [before]
                return _SUPPOSED
        about = self._reading.table.focus_state(least=_OFTEN)
        if direction == "withdraw" and about is not None and about not in roles.get("deployer", []):
            roles["origin"] = [about]
            return _CONTINUED
        return _STATED

    def _ship(self, forces: list[Force]) -> LocalEntity | None:
        """A named ship as a force, unless its name is taken for a person's."""
        ship = next((f.noun for f in forces if f.vessel), None)
        if ship is None:
            return None
        named = self._reading.table.at(ship.i)
        if named is not None and named.type is not EntityType.PERSON:
            return named
        first, last = phrase_bounds(ship, without=OUTSIDE)
        return self._reading.table.nominal(ship.i, first, last, EntityType.ARMED_FORCE)

    def _mission(self, token: Token) -> str:
        """The purpose: "to curb violence", "on a peacekeeping mission", "for exercises"."""
        document = self._reading.document
        clause = purpose(token)
        if clause is not None:
            return document.text(clause.i, max(t.i for t in clause.subtree if not t.is_punct) + 1)
        for prep in children(token, "prep"):
            for head in children(prep, "pobj"):
                if prep.lower_ in {"for", "on"} and head.lemma_.lower() in self._words.missions:
                    return document.text(*phrase_bounds(head, without=OUTSIDE))
        return ""

    def numbers(self, tokens: Span, known: Draft) -> Iterator[Draft]:
        """As in "The number of Russian soldiers is less than 5,000", behind a deployment in the sentence."""
        words = self._words.forces
        for token in tokens:
            if token.lemma_ != "number" or token.dep_ != "nsubj" or token.head.lemma_ != "be":
                continue
            nouns = [
                n
                for n in prepositional(token, frozenset({"of"}))
                if n.lemma_.lower() in words.people | words.strength_only
            ]
            amounts = children(token.head, "attr", "acomp", "prep")
            counts = [self._reading.quantities.of_noun(self._reading.document, a) for a in amounts]
            strength = next((c for c in counts if c is not None), None)
            owner = next((e for n in nouns if (e := self._reading.owner(n)) is not None), None)
            if owner is None or strength is None:
                continue
            roles = {"deployer": [owner]} | {r: f for r, f in known.roles.items() if r == "destination"}
            values: dict[str, str | Count] = {"direction": known.values["direction"], "strength": strength}
            yield Draft(StatementType.DEPLOYMENT, token.head, roles, values)


def _continue(draft: Draft, told: list[Draft]) -> None:
    """A later sentence that names no place goes on about the deployment told of before."""
    if draft.roles.get("destination") or draft.roles.get("origin"):
        return
    same = (d for d in reversed(told) if d.values["direction"] == draft.values["direction"])
    whole = [d for d in same if d.roles.get("destination") and d.roles.get("deployer")]
    earlier = max(whole, key=lambda d: d.confidence, default=None)
    if earlier is None:
        return
    draft.roles["destination"] = earlier.roles["destination"]
    draft.roles.setdefault("deployer", earlier.roles["deployer"])
    draft.confidence = _CONTINUED


def _leave(roles: Roles, deployers: list[LocalEntity]) -> None:
    """What one state moves from another to a third leaves that state, which contributes nothing."""
    others = [e for e in roles.get("contributor", []) if e not in deployers]
    if len(others) == 1 and others == roles["contributor"] and "origin" not in roles:
        roles["origin"] = roles.pop("contributor")


def _whole(token: Token) -> str:
    """The lemma of a token, of the last part of "pull-out" the whole word."""
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).head == token:
        return f"{token.nbor(-2).lower_}-{token.lower_}"
    return token.lemma_.lower()
