"""OfficeChange: who comes into which office or leaves it, by whose act, after and before whom."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import OfficeVerb
from loader.extract.offices import OfficePhrase
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import (
    agents,
    ancestors,
    children,
    is_infinitive,
    is_passive,
    objects,
    prepositional,
)
from loader.model import EntityType, MentionKind, StatementType

_AGENTS = frozenset(
    {
        *(EntityType.PERSON, EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE, EntityType.ARMED_GROUP),
        *(EntityType.PARTY, EntityType.STATE, EntityType.ORGANIZATION, EntityType.ALLIANCE),
    }
)
_LEADS = frozenset({"as", "to", "from"})
_ENTRIES = frozenset({"appointed", "elected", "nominated", "inaugurated"})
_DEMAND_REACH = 3
_PUT_UP = 0.7


class OfficeChangeExtractor:
    """From verbs and nouns of appointing, electing, resigning and removing."""

    type = StatementType.OFFICE_CHANGE

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """One draft a change of a person whose office the article names."""
        del quotes
        words = reading.lexicons.office_changes
        verbs: dict[str, list[OfficeVerb]] = {}
        for verb in words.verbs:
            verbs.setdefault(verb.lemma, []).append(verb)
        for sentence in reading.document.sentences:
            for token in sentence.span:
                lemma = token.lemma_.lower()
                if token.pos_ == "VERB":
                    for verb in verbs.get(lemma, ()):
                        yield from self._by_verb(reading, token, verb)
                elif token.pos_ == "NOUN" and lemma in words.nouns:
                    yield from self._by_noun(reading, token, words.nouns[lemma])
                elif token.pos_ == "NOUN" and lemma in words.successors:
                    yield from self._by_successor(reading, token)
                elif token.pos_ in {"NOUN", "PROPN"} and lemma in words.candidates:
                    yield from self._by_candidate(reading, token)

    def _by_verb(self, reading: Reading, token: Token, verb: OfficeVerb) -> Iterator[Draft]:
        if verb.particle and not any(c.lower_ == verb.particle for c in token.children):
            return
        if verb.objects and not any(o.lower_ in verb.objects for o in children(token, "dobj")):
            return
        if verb.counterpart is not None and token.tag_ == "VBG" and self._puts_in(reading, token.head):
            return  # whom "appointed X, replacing Y" replaces is told with the appointment
        if verb.counterpart is not None and not is_passive(token) and (new := self._put_in(reading, token)):
            yield from self._replacing(reading, token, verb, new)
            return
        reversed_ = verb.counterpart is not None and is_passive(token)
        if (verb.person == "subject" and is_passive(token) and not reversed_) or _demanded(reading, token):
            return
        replaced = self._replaced(reading, token)
        stated = self._complement(reading, token) if replaced is None else None
        other = replaced or self._counterpart(reading, token, verb)
        beside = self._named_beside(reading, token) if verb.person == "object" else None
        stated = stated if beside is None else beside[1]
        if stated is None and other is None and verb.office == "required":
            return
        doers = agents(token) if verb.person == "object" else []
        undergone = objects(token) if verb.person == "object" else agents(token)
        if beside is None and verb.change in _ENTRIES:
            offices = [t for t in undergone if _only_office(reading, token, t)]
            undergone = [
                t for t in undergone if t not in offices or stated not in (None, reading.office_at(t))
            ]
        named = [p for p in reading.fillers(undergone) if p.type is EntityType.PERSON and p.named]
        if not named and stated is not None:
            named = self._no_person(reading, undergone)
        people = named if beside is None else [beside[0]]
        if stated is None and other is None and _elsewhere(reading, token, verb):
            return
        for person in people:
            office = stated or self._office_of(reading, verb, token, person, other)
            if office is None:
                continue
            roles = {"person": [person]}
            by = [e for e in reading.fillers(doers) if e.type in _AGENTS and e is not person]
            if by:
                roles["agent"] = by
            if other is not None and (other is not person or reading.named_by(objects(token), [other])):
                roles[verb.counterpart or "predecessor"] = [other]
            elif verb.person == "object" and (gone := self._replaced_by_it(reading, token, person)):
                roles["predecessor"] = gone
            yield self._draft(reading, token, office, verb.change, roles)

    @staticmethod
    def _puts_in(reading: Reading, token: Token) -> bool:
        """Whether a verb brings its object into an office: "appointed", "elected"."""
        verbs = (v for v in reading.lexicons.office_changes.verbs if v.lemma == token.lemma_.lower())
        return token.pos_ == "VERB" and any(v.person == "object" and v.change in _ENTRIES for v in verbs)

    @staticmethod
    def _replaced_by_it(reading: Reading, token: Token, person: LocalEntity) -> list[LocalEntity]:
        """Y of "appointed X prime minister, replacing Y"."""
        clauses = [c for c in children(token, "advcl", "xcomp", "acl", "conj") if c.tag_ == "VBG"]
        taking_over = {v.lemma for v in reading.lexicons.office_changes.verbs if v.counterpart}
        told = (c for c in clauses if c.lemma_.lower() in taking_over)
        people = reading.fillers(t for c in told for t in objects(c))
        return [p for p in people if p.type is EntityType.PERSON and p is not person][:1]

    @staticmethod
    def _no_person(reading: Reading, undergone: list[Token]) -> list[LocalEntity]:
        """A place or a newspaper told to come into office: a slip, which the plausibility checks tell."""
        wrong = reading.lexicons.limits.wrong_kind[StatementType.OFFICE_CHANGE]["person"]
        itself = reading.named_by(undergone, [e for e in reading.fillers(undergone) if e.type in wrong])
        return [itself] if itself is not None else []

    @staticmethod
    def _put_in(reading: Reading, token: Token) -> LocalEntity | None:
        """Z of "X replaced Y with Z"."""
        people = reading.fillers(prepositional(token, frozenset({"with", "by"})))
        return next((p for p in people if p.type is EntityType.PERSON and p.named), None)

    def _replacing(
        self, reading: Reading, token: Token, verb: OfficeVerb, new: LocalEntity
    ) -> Iterator[Draft]:
        """As in "the president replaced minister Y with Z": Z comes in by the president's act."""
        before = self._counterpart(reading, token, verb)
        office = self._held(reading, before, token) if before is not None else None
        if before is None or office is None or before is new:
            return
        roles = {"person": [new], "predecessor": [before]}
        by = [e for e in reading.fillers(agents(token)) if e.type in _AGENTS and e not in (new, before)]
        if by:
            roles["agent"] = by
        yield self._draft(reading, token, office, verb.change, roles)

    @staticmethod
    def _named_beside(reading: Reading, token: Token) -> tuple[LocalEntity, OfficePhrase] | None:
        """As in "appointed X foreign minister", where the parser takes name and title for one phrase."""
        for head in (*children(token, "dobj", "oprd"), *children(token, "nsubjpass")):
            office = reading.office_at(head)
            before = reading.table.at(office.left - 1) if office is not None and office.left else None
            if office is not None and before is not None and before.type is EntityType.PERSON:
                compound = reading.document.doc[office.left - 1]
                if compound.head == head and compound.i > token.i:
                    return before, office
        return None

    def _office_of(
        self, reading: Reading, verb: OfficeVerb, token: Token, person: LocalEntity, other: LocalEntity | None
    ) -> OfficePhrase | None:
        """The office of who came before, for who comes after; else the person's own."""
        if other is not None and verb.change in _ENTRIES:
            return self._held(reading, other, token) or self._held(reading, person, token)
        return self._held(reading, person, token, last_resort=other)

    def _replaced(self, reading: Reading, token: Token) -> LocalEntity | None:
        """Y of "appointed X as Y's replacement"."""
        nouns = reading.lexicons.office_changes.successors
        heads = [p for prep in children(token, "prep") if prep.lower_ == "as" for p in children(prep, "pobj")]
        for head in [*heads, *children(token, "oprd")]:
            if head.lemma_.lower() in nouns:
                heads = [*children(head, "poss"), *prepositional(head, frozenset({"of", "to"}))]
                people = reading.fillers(heads)
                return next((p for p in people if p.type is EntityType.PERSON), None)
        return None

    def _by_successor(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "his elected successor, X": X comes into the office of who is succeeded."""
        chosen = reading.lexicons.office_changes.chosen
        chosen_by = next((c for c in children(token, "amod") if c.lower_ in chosen), None)
        before = [p for p in reading.fillers(children(token, "poss")) if p.type is EntityType.PERSON]
        after = [p for p in reading.fillers(children(token, "appos")) if p.type is EntityType.PERSON]
        office = self._held(reading, before[0], token) if before else None
        if chosen_by is not None and office is not None and after and after[0] not in before:
            roles = {"person": after, "predecessor": before[:1]}
            yield self._draft(reading, chosen_by, office, chosen[chosen_by.lower_], roles)

    def _by_candidate(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "the Greens' presidential candidate, X": a party puts X up for an office."""
        candidacies = reading.lexicons.office_changes.candidacies
        doc, first = reading.document.doc, token.i
        kind = next(
            (k for k in (doc[max(0, first - n) : first].text.lower() for n in (2, 1)) if k in candidacies), ""
        )
        if not kind:
            return
        beside = [
            *children(token, "appos"),
            *([token.head] if token.dep_ in {"appos", "compound", "nmod"} else []),
        ]
        if first + 1 < len(doc):
            beside.append(doc[first + 1])
        by: list[LocalEntity] = []
        if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
            beside += objects(token.head.head)  # "chose X as its presidential candidate"
            by = [e for e in reading.fillers(agents(token.head.head)) if e.type in _AGENTS]
        named = (reading.table.at(t.i) for t in beside)
        person = next((p for p in named if p is not None and p.type is EntityType.PERSON), None)
        if person is None:
            return
        roles = {"person": [person]}
        start = first - len(kind.split())
        parties = [e for e in (reading.table.at(i) for i in range(max(0, start - 3), start)) if e is not None]
        if parties and parties[-1].type in {EntityType.PARTY, EntityType.ORGANIZATION}:
            roles["agent"] = [parties[-1]]
        elif by and person not in by:
            roles["agent"] = by
        state = reading.table.focus_state()
        if state is not None:
            roles["of"] = [state]
        values = {"change": "nominated", "office": kind, "category": candidacies[kind]}
        yield Draft(self.type, token, roles, dict(values), confidence=_PUT_UP)

    def _by_noun(self, reading: Reading, token: Token, change: str) -> Iterator[Draft]:
        if _demanded(reading, token):
            return
        heads = [*prepositional(token, frozenset({"of"})), *children(token, "poss")]
        for person in reading.fillers(heads):
            if person.type is EntityType.PERSON and person.named:
                office = self._held(reading, person, token)
                if office is not None:
                    yield self._draft(reading, token, office, change, {"person": [person]})

    def _complement(self, reading: Reading, token: Token) -> OfficePhrase | None:
        """The office that stands with the verb: "was elected president", "named X as minister"."""
        heads = children(token, "oprd", "attr", "dobj", "xcomp")
        heads += [
            p for prep in children(token, "prep") if prep.lower_ in _LEADS for p in children(prep, "pobj")
        ]
        inner = [c for head in heads for c in children(head, "oprd", "attr", "appos")]
        posts = [head for head in heads if head.lemma_.lower() in reading.lexicons.office_changes.posts]
        inner += [t for head in posts for t in prepositional(head, frozenset({"as", "of"}))]
        for head in [*heads, *inner]:
            office = reading.office_at(head)
            if office is not None and not self._names_person(reading, office, head):
                return None if _distinguished(head) else office
        return None

    @staticmethod
    def _names_person(reading: Reading, office: OfficePhrase, head: Token) -> bool:
        """As in "dismissed Prime Minister X": the title belongs to X and is no complement."""
        following = reading.table.at(office.last)
        own = reading.table.mention_at(head.i)
        return (own is not None and own[2] is MentionKind.NAME) or (
            following is not None and following.type is EntityType.PERSON
        )

    def _held(
        self, reading: Reading, person: LocalEntity, near: Token, last_resort: LocalEntity | None = None
    ) -> OfficePhrase | None:
        """The office that the article gives a person, the nearest to a token; else the predecessor's."""
        for someone in (person, last_resort):
            held = [o for o in reading.offices if someone is not None and someone in o.holders]
            if held:
                return min(held, key=lambda o: abs(o.first - near.i))
        return None

    def _counterpart(self, reading: Reading, token: Token, verb: OfficeVerb) -> LocalEntity | None:
        if verb.counterpart is None:
            return None
        others = (e for e in reading.fillers(objects(token)) if e.type is EntityType.PERSON)
        return next(others, None)

    def _draft(
        self,
        reading: Reading,
        token: Token,
        office: OfficePhrase,
        change: str,
        roles: dict[str, list[LocalEntity]],
    ) -> Draft:
        body = office.of or (reading.table.focus_state() if office.title.of == "state" else None)
        if body is not None:
            roles["of"] = [body]
        values = {
            "change": change,
            "office": reading.document.text(_with_status(reading, office), office.last),
            "category": office.category,
        }
        return Draft(self.type, token, roles, dict(values))


def _only_office(reading: Reading, verb: Token, token: Token) -> bool:
    """As in "the people do not elect the prime minister": the office, and nobody who holds it now."""
    mention = reading.table.mention_at(token.i)
    if reading.office_at(token) is None or (mention is not None and mention[2] is MentionKind.NAME):
        return False
    present = any(c.lower_ in {"is", "are"} for c in children(verb, "auxpass"))
    return present if is_passive(verb) else True


def _elsewhere(reading: Reading, verb: Token, kind: OfficeVerb) -> bool:
    """Whether it is about another office than the one that the person is told by."""
    return _seat_of(reading, verb, kind) or _told_otherwise(reading, verb, kind)


def _seat_of(reading: Reading, verb: Token, kind: OfficeVerb) -> bool:
    """As in "appointed Attorney General X to the Supreme Court": to another office than X is told by."""
    if kind.change not in _ENTRIES:
        return False
    bodies = reading.fillers(prepositional(verb, frozenset({"to"})))
    return any(e.type in {EntityType.GOVERNMENT_BODY, EntityType.ORGANIZATION} for e in bodies)


def _told_otherwise(reading: Reading, verb: Token, kind: OfficeVerb) -> bool:
    """Whether the verb tells the office, and in words that are none here, so that no other is meant.

    "Elected as a member of the council", "fired military leader X from his post as inspector".
    """
    posts = [
        p
        for p in prepositional(verb, frozenset({"from"}))
        if p.lemma_.lower() in reading.lexicons.office_changes.posts
        and any(c.lower_ in {"as", "of"} for c in children(p, "prep"))
    ]
    entry = kind.change in _ENTRIES and prepositional(verb, frozenset({"as"}))
    return bool(posts or entry)


def _distinguished(title: Token) -> bool:
    """As in "became the first Syrian leader to address the assembly": in office before."""
    first = any(c.ent_type_ == "ORDINAL" or c.tag_ == "JJS" or c.lower_ == "only" for c in title.children)
    return first and any(is_infinitive(c) for c in children(title, "relcl", "acl"))


def _with_status(reading: Reading, office: OfficePhrase) -> int:
    """The first token of the title with "acting" or "interim" before it."""
    before = reading.document.doc[office.first - 1] if office.first else None
    acting = before is not None and reading.lexicons.offices.status.get(before.lower_) == "acting"
    return office.first - 1 if acting else office.first


def _demanded(reading: Reading, token: Token) -> bool:
    """Whether someone only asks for it: "demanding the resignation of X", "asked him to step down"."""
    demands = reading.lexicons.reporting.plans.demands
    nearest = [a for _, a in zip(range(_DEMAND_REACH), ancestors(token), strict=False)]
    return any(a.lemma_.lower() in demands and a.pos_ in {"VERB", "NOUN"} for a in nearest)
