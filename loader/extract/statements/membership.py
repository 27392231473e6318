"""Membership: who belongs, belonged or wants to belong to which organisation."""

from collections.abc import Iterator

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.forms import BelongingVerb
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.extract.syntax import agents, children, conjuncts, is_passive, objects, prepositional, subject
from loader.model import EntityType, MentionKind, StatementType

_MEMBERS = frozenset({EntityType.STATE, EntityType.PERSON, EntityType.PARTY, EntityType.ORGANIZATION})
_LIST_WORDS = frozenset({"including", "like"})
_PEOPLE = frozenset({"NOUN", "PROPN"})


class MembershipExtractor:
    """From verbs of joining and leaving, and from nouns such as "member"."""

    type = StatementType.MEMBERSHIP

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """Drafts from verbs first, then from nouns."""
        del quotes
        verbs: dict[str, list[BelongingVerb]] = {}
        for verb in reading.lexicons.belongings.verbs:
            verbs.setdefault(verb.lemma, []).append(verb)
        for sentence in reading.document.sentences:
            for token in sentence.span:
                if token.pos_ == "VERB":
                    for verb in verbs.get(token.lemma_.lower(), ()):
                        yield from self._by_verb(reading, token, verb)
                    if token.lemma_.lower() in reading.lexicons.belongings.lists:
                        yield from self._by_list(reading, token)
                elif token.pos_ in {"NOUN", "PROPN"}:
                    yield from self._by_noun(reading, token)
                    yield from self._by_step(reading, token)

    def _by_verb(self, reading: Reading, token: Token, verb: BelongingVerb) -> Iterator[Draft]:
        members = [m for m in self._fill(reading, token, verb.member) if m.type in _MEMBERS and m.named]
        allowed = reading.lexicons.belongings.organizations
        bodies = [
            o
            for o in self._fill(reading, token, verb.organization)
            if o.type in allowed and o.named and o not in members
        ]
        if not (members and bodies) and (itself := self._itself(reading, token, verb)) is not None:
            members, bodies = [itself], [itself]
        bodies = [o for o in bodies if not _a_states_step(verb, members, o)]
        if members and bodies and not _deed_joined(token, verb):
            status = "former" if verb.change is None and _once(reading, token) else verb.status
            values = {"status": status} | ({"change": verb.change} if verb.change else {})
            bidding = token.dep_ == "xcomp" and token.head.lemma_.lower() in reading.lexicons.belongings.bids
            if bidding and verb.change == "joined":
                values, token = {"status": "candidate", "change": "applied"}, token.head
            yield Draft(self.type, token, {"member": members, "organization": bodies}, dict(values))

    def _by_step(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "the US withdrawal from the WHO", "the expulsion of Russia from the Council"."""
        step = reading.lexicons.belongings.steps.get(token.lemma_.lower())
        if step is None:
            return
        whole = reading.lexicons.belongings.organizations
        bodies = [e for e in reading.fillers(prepositional(token, step.prepositions)) if e.type in whole]
        whose = [c for c in children(token, "poss", "amod", "compound", "nmod") if c.i < token.i]
        heads = [*whose, *prepositional(token, frozenset({"of"}))]
        members = [e for e in reading.fillers(heads) if e.type in _MEMBERS and e.named and e not in bodies]
        people = all(m.type is EntityType.PERSON for m in members)
        if members and bodies and not (people and bodies[0].type is EntityType.ALLIANCE):
            values = {"status": step.status, "change": step.change}
            yield Draft(self.type, token, {"member": members[:1], "organization": bodies}, dict(values))

    def _itself(self, reading: Reading, token: Token, verb: BelongingVerb) -> LocalEntity | None:
        """Who is told to join itself, by name: a slip, which the plausibility checks leave out and tell."""
        if verb.organization == "object":
            heads = objects(token)
        else:
            heads = prepositional(token, frozenset({verb.organization}))
        allowed = reading.lexicons.belongings.organizations
        return reading.named_by(
            heads, [e for e in self._fill(reading, token, verb.member) if e.type in allowed]
        )

    def _by_list(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "NATO members include Albania", "the bloc, X, comprises A and B"."""
        told = subject(token)
        if told is None:
            return
        listed = told.lemma_.lower() in reading.lexicons.belongings.listed
        body = self._body(reading, told) if listed else reading.table.at(told.i)
        if body is None and listed:  # an alliance may have no name: "coalition members include ..."
            body = next(iter(reading.fillers(c for c in told.children if c.dep_ == "compound")), None)
        if body is None or body.type not in reading.lexicons.belongings.organizations:
            return
        found = (reading.table.at(t.i) for t in objects(token))
        members = [e for e in dict.fromkeys(found) if e is not None and e.type in _MEMBERS and e is not body]
        if members:
            roles = {"member": members, "organization": [body]}
            yield Draft(self.type, token, roles, {"status": "current"})

    def _fill(self, reading: Reading, token: Token, place: str) -> list[LocalEntity]:
        if place == "subject":
            return reading.fillers(agents(token))
        if place == "object":
            return reading.fillers(objects(token))
        if is_passive(token) or place != "object":
            return reading.fillers(prepositional(token, frozenset({place})))
        return []

    def _by_noun(self, reading: Reading, token: Token) -> Iterator[Draft]:
        """As in "NATO member Turkey", "X, a member of Hamas", "NATO allies, including Germany"."""
        if token.lemma_.lower() not in reading.lexicons.belongings.nouns:
            return
        if reading.table.at(token.i) is not None:
            return
        beside = self._beside(reading, token)
        if not beside and token.dep_ == "attr":
            beside = [e for e in reading.fillers(agents(token.head)) if e.named]
        itself = reading.named_by(prepositional(token, frozenset({"of"})), beside)
        body = itself or self._body(reading, token)
        if body is None:
            return
        members = [m for m in beside if (m is itself or m is not body) and m.type in _MEMBERS]
        if members:
            status = "former" if _former(reading, token) else "current"
            yield Draft(
                self.type,
                token,
                {"member": members, "organization": [body]},
                {"status": status},
                presupposed=token.dep_ != "attr",
            )

    def _body(self, reading: Reading, token: Token) -> LocalEntity | None:
        belongings = reading.lexicons.belongings
        allied = token.lemma_.lower() in belongings.allied
        allowed = frozenset({EntityType.ALLIANCE}) if allied else belongings.organizations
        before = [
            c for c in token.children if c.i < token.i and c.dep_ in {"compound", "poss", "amod", "nmod"}
        ]
        after = prepositional(token, frozenset({"of"}))
        for candidate in [*before, *after]:
            entity = reading.table.at(candidate.i)
            if entity is not None and entity.type in allowed:
                return entity
        return None

    def _beside(self, reading: Reading, token: Token) -> list[LocalEntity]:
        """Names in apposition to the noun, listed behind "including", or of which it is said."""
        doc = reading.document.doc
        heads: list[Token] = []
        if token.dep_ == "appos" or token.dep_ in {"compound", "nmod"}:
            heads.append(token.head)
        if token.dep_ == "attr":
            heads.extend(agents(token.head))
        for child in token.children:
            if child.dep_ == "appos":
                heads.extend(conjuncts(child))
            if child.dep_ == "prep" and child.lower_ in _LIST_WORDS | {"as"}:
                heads.extend(t for p in child.children if p.dep_ == "pobj" for t in conjuncts(p))
        heads.extend(_listed(reading, token))
        following = token.i + 1
        if following < len(doc) and reading.table.at(following) is not None:
            heads.append(doc[following])
        named = (reading.table.at(h.i) for h in heads)
        kinds = {MentionKind.NAME}
        return list(
            dict.fromkeys(e for e in named if e is not None and any(k in kinds for _, _, k in e.mentions))
        )


def _deed_joined(token: Token, verb: BelongingVerb) -> bool:
    """As in "joined the US in striking X": a deed is joined and no organisation."""
    return verb.change == "joined" and any(
        prep.lower_ == "in" and children(prep, "pcomp") for prep in children(token, "prep")
    )


def _a_states_step(verb: BelongingVerb, members: list[LocalEntity], body: LocalEntity) -> bool:
    """Whether a person is told to enter or leave an alliance, as only a state can: the country is meant."""
    return (
        body.type is EntityType.ALLIANCE
        and verb.change is not None
        and all(m.type is EntityType.PERSON for m in members)
    )


def _once(reading: Reading, token: Token) -> bool:
    """As in "previously belonged to the party"."""
    earlier = reading.lexicons.belongings.once
    return any(c.lower_ in earlier for c in children(token, "advmod"))


def _former(reading: Reading, token: Token) -> bool:
    """Whether "former" stands anywhere in the phrase before the noun: "Former Green Party lawmaker X"."""
    start = min(token.left_edge.i, token.i)
    status = reading.lexicons.offices.status
    return any(status.get(t.lower_) == "former" for t in token.doc[start : token.i])


def _listed(reading: Reading, token: Token) -> list[Token]:
    """Names listed behind the noun's clause: "NAME militants who fled, including X and Y"."""
    if token.tag_ not in {"NNS", "NNPS"}:
        return []
    doc, end = reading.document.doc, reading.document.sentence_of(token).span.end
    start = next((i + 1 for i in range(token.i + 1, end) if doc[i].lower_ == "including"), None)
    if start is None or start >= end:
        return []
    between = (t for t in doc[token.i + 1 : start - 1] if t.tag_ in {"NNS", "NNPS"} and t.pos_ in _PEOPLE)
    named = reading.table.at(start)
    if named is None or named.type is not EntityType.PERSON or any(_people_noun(reading, t) for t in between):
        return []
    mention = reading.table.mention_at(start)
    return conjuncts(doc[mention[0] : mention[1]].root) if mention is not None else []


def _people_noun(reading: Reading, token: Token) -> bool:
    """Whether a noun may be what the list is of, in place of the one before it."""
    actors = reading.lexicons.nominals.actors
    return any(token.lemma_.lower() in nouns for nouns in actors.values())
