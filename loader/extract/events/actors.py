"""Who a phrase stands for in an event, named or not, with the sector and the state of who is not named.

Beyond `Reading.filler` it takes every noun of actors.yaml ("Italian prosecutors", "three vessels") and
tells the sector after PLOVER and the state that an unnamed actor belongs to.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from loader.extract.entities import PLACES, LocalEntity
from loader.extract.events.heads import beside, inside, of_number, only_where, unread_name
from loader.extract.events.lexicon import EventLexicon
from loader.extract.reading import Reading
from loader.extract.syntax import ASIDE, children, conjuncts, objects, phrase_bounds, subject
from loader.model import EntityType

_CLAUSAL = ASIDE | {"prep"}
_NOT_ACTORS = frozenset({EntityType.NAMED_EVENT, EntityType.CONFLICT, EntityType.AGREEMENT})
_BANDS = frozenset({EntityType.ARMED_GROUP, EntityType.PARTY})
_FORCES = frozenset({EntityType.ARMED_GROUP, EntityType.ARMED_FORCE, EntityType.PARTY})
_AREAS = frozenset({"city", "town", "village", "province", "region", "district", "island"})
_STATELY = frozenset({EntityType.STATE, EntityType.ALLIANCE})
_BODIES = frozenset(
    {
        *(EntityType.STATE, EntityType.ALLIANCE, EntityType.GOVERNMENT_BODY, EntityType.ARMED_GROUP),
        *(EntityType.ARMED_FORCE, EntityType.PARTY, EntityType.ORGANIZATION),
    }
)
_SPOKEN_FOR = frozenset({EntityType.ALLIANCE, EntityType.GOVERNMENT_BODY, EntityType.PARTY})
_REFERRING = frozenset({"the", "these", "those", "both"})
_HIS = frozenset({"his", "her"})
_HOME = frozenset({"country", "nation", "government", "homeland"})
_THIRD = frozenset({"they", "it", "he", "she"})


class ActorReader:
    """Turns the heads of phrases into actors and targets, for one document."""

    def __init__(self, reading: Reading, lexicon: EventLexicon) -> None:
        self._reading = reading
        self._lexicon = lexicon

    def all_of(
        self, tokens: Iterable[Token], *, targets: bool = False, owned: bool = True
    ) -> list[LocalEntity]:
        """Who or what the heads stand for, each once; with `targets` also things that are acted on."""
        found = (entity for token in tokens for entity in self.of(token, targets=targets, owned=owned))
        return list(dict.fromkeys(found))

    def of(self, token: Token, *, targets: bool = False, owned: bool = True) -> list[LocalEntity]:
        """Who one head stands for: its name, its holder, an unnamed actor, else (`owned`) whose."""
        table = self._reading.table
        named = table.at(token.i)
        if named is not None:
            return [named] if named.type not in _NOT_ACTORS else []
        whole = self._of_what(token)
        if whole is not None and (
            token.lemma_.lower() in self._lexicon.actors.partitives or token.pos_ == "NUM"
        ):
            body = self._reading.owner(token) if token.lemma_.lower() == "group" else None
            parts = conjuncts(whole)
            return [body] if body is not None else self.all_of(parts, targets=targets, owned=owned)
        area = token.lemma_.lower() == "state" or (targets and token.lemma_.lower() in _AREAS)
        if whole is not None and area and table.at(whole.i) is not None:
            return self.of(whole)
        several = self._states_of(token)
        if several:
            return several
        listed = self._listed(token)
        if listed:
            return listed
        office = self._reading.office_at(token)
        if office is not None and len(office.holders) == 1:
            return [office.holders[0]]
        if token.pos_ == "PRON":
            reported = self._self_reported(token) if token.lower_ in _THIRD else []
            entity = self._reading.filler(token) if len(reported) < 2 else None
            return [entity] if entity is not None else reported or self._told_on(token)
        if targets and token.lemma_.lower() in self._lexicon.target_of:
            return self._target(token, self._lexicon.target_of[token.lemma_.lower()])
        kind = self._kind(token)
        if kind is not None:
            return [
                self._own_state(token)
                or self._definite(token)
                or self._band(token)
                or self._nominal(token, kind)
            ]
        if unread_name(token):
            return [self._nominal(token, EntityType.ORGANIZATION)]
        referred = self._own_state(token) or self._definite(token)
        if referred is not None:
            return [referred]
        whose = self.owner(token) if owned else []
        own = bool(children(token, "poss"))  # "peasant farming" is no peasant
        return [e for e in whose if own or e.named or e.type is EntityType.GOVERNMENT_BODY]

    def named_by(self, heads: Iterable[Token], actors: Iterable[LocalEntity]) -> bool:
        """Whether one of the heads is the name of one of the actors."""
        return self._reading.named_by(heads, actors) is not None

    def named_twice(self, heads: Iterable[Token]) -> bool:
        """Whether the first head and a later one are two namings of one actor."""
        return self._reading.named_twice(heads)

    def person(self, token: Token) -> list[LocalEntity]:
        """Whom a noun tells by its place alone, as who is arrested is a person."""
        return [self._nominal(token, EntityType.PERSON)] if token.pos_ == "NOUN" else []

    def first_within(
        self, node: Token, *, without: Iterable[LocalEntity] = (), places: bool = True, against: bool = True
    ) -> list[LocalEntity]:
        """The first actor named inside a phrase or clause, names before unnamed actors.

        Without `places` none that only tells where, without `against` none that it is against.
        """
        barred = set(map(id, without))
        words = sorted(inside(node), key=lambda t: t.i)
        for word in words:
            entity = self._reading.table.at(word.i)
            led = word.head.lower_ if word.dep_ == "pobj" else ""
            if entity is not None and ((places and led == "from") or (led == "against" and not against)):
                continue
            if entity is not None and entity.type is EntityType.PLACE and not places and only_where(word):
                continue
            if entity is not None and entity.type not in _NOT_ACTORS and id(entity) not in barred:
                whose = self._kind(word.head) if word.dep_ in {"amod", "compound", "poss"} else None
                if whose is not None:
                    return self.of(word.head)
                listed = (self._reading.table.at(t.i) for t in word.conjuncts if t.i > word.i)
                return list(dict.fromkeys([entity, *(e for e in listed if e is not None)]))
        for word in words:
            if word.pos_ == "NOUN" and word.dep_ != "compound":
                kind = self._kind(word)
                if kind is not None:
                    return [self._nominal(word, kind)]
        return []

    def owner(self, token: Token) -> list[LocalEntity]:
        """Who a noun belongs to: Iran of "Iranian missiles", the army of "the army's shelling"."""
        named = [self._reading.table.at(child.i) for child in children(token, "poss")]
        own = next((e for e in named if e is not None and e.type not in _NOT_ACTORS), None)
        own = own or self._reading.owner(token)
        opposed = self.opposed(token)
        if own is not None and own not in opposed:
            return [own]
        if own is None and opposed:
            return []
        inner = ("nsubj",) if token.pos_ == "ADJ" else ()
        for child in children(token, "poss", "compound", "nmod", "amod", *inner):
            found = self._reading.table.at(child.i)
            if found is not None and found.type not in _NOT_ACTORS:
                return [found]
            if child.dep_ == "poss" and child.lower_ in _HIS:
                person = self._reading.filler(child)
                return [person] if person is not None else []
            if child.dep_ in {"poss", "compound", *inner} and child.pos_ != "PRON":
                entities = self.of(child)
                if entities:
                    return entities
        return []

    def homes(self, actors: Iterable[LocalEntity]) -> list[LocalEntity]:
        """The states that actors act for by their office: whose "US funding" a president cuts."""
        acting = set(map(id, actors))
        held = [(h, o.of) for o in self._reading.offices for h in o.holders if id(h) in acting]
        states = [(h, e) for h, e in held if e is not None and e.type is EntityType.STATE]
        return [e for h, e in states if beside(h.mentions, e.mentions)]

    def unnamed(self, token: Token) -> bool:
        """Whether a noun is no name of anybody."""
        return self._reading.table.at(token.i) is None

    def sector(self, entity: LocalEntity) -> str | None:
        """PLOVER's sector of an unnamed actor."""
        if entity.named or not entity.mentions:
            return None
        first, last, _ = entity.mentions[0]
        words = self._reading.document.doc[first:last]
        if any(w.lower_ in self._lexicon.actors.opposing for w in words):
            return "OPP"
        head = words.root
        if entity.type is EntityType.STATE:
            return "GOV"
        return self._lexicon.sector_of.get(self._compound(head)) or self._lexicon.sector_of.get(
            head.lemma_.lower()
        )

    def state(self, entity: LocalEntity, place: LocalEntity | None) -> LocalEntity | None:
        """The state of an unnamed actor: the adjective beside it, else the state of the place."""
        if entity.named or not entity.mentions:
            return None
        first, last, _ = entity.mentions[0]
        head = self._reading.document.doc[first:last].root
        own = self._reading.owner(head)
        if own is not None and own.type is EntityType.STATE:
            return own
        for prep in children(head, "prep"):
            for obj in children(prep, "pobj"):
                found = self._reading.table.at(obj.i)
                if found is not None and found.type is EntityType.STATE:
                    return found
        if place is None or place.type is EntityType.STATE:
            return place
        return self.state_around(place)

    def state_around(self, place: LocalEntity) -> LocalEntity | None:
        """The state that a place lies in, when the article names that state: Egypt of "Cairo, Egypt"."""
        doc = self._reading.document.doc
        for _, last, _ in place.mentions:
            behind = self._reading.table.at(last + 1) if last < len(doc) and doc[last].text == "," else None
            if behind is not None and behind.type is EntityType.STATE:
                return behind
        facts = self._reading.knowledge.facts(place.known[0]) if place.known else None
        if facts is None or facts.country is None:
            return None
        states = self._reading.table.of_type(EntityType.STATE)
        return next((s for s in states if facts.country in s.known[:1]), None)

    def political(self, entity: LocalEntity) -> bool:
        """Whether someone can act politically: everyone with a name, and unnamed actors of some sectors."""
        if entity.named or self.sector(entity) in self._lexicon.actors.political or self._speaks(entity):
            return True
        first, last, _ = entity.mentions[0]
        head = self._reading.document.doc[first:last].root
        return head.lemma_.lower() in self._lexicon.actors.protesting

    def named(self, token: Token) -> LocalEntity | None:
        """Who is named at a token, when that can act."""
        entity = self._reading.table.at(token.i)
        return entity if entity is not None and entity.type not in _NOT_ACTORS else None

    def is_name(self, token: Token) -> bool:
        """Whether a word is part of a name: the bombing of "the bombing of Dresden", when that is one."""
        entity = self._reading.table.at(token.i)
        return entity is not None and entity.named

    def _speaks(self, entity: LocalEntity) -> bool:
        """Whether a person speaks for a body: "a United Nations expert", no "Syrian woman"."""
        if entity.type is not EntityType.PERSON or not entity.mentions:
            return False
        first, last, _ = entity.mentions[0]
        owner = self._reading.owner(self._reading.document.doc[first:last].root)
        return owner is not None and owner.type in _SPOKEN_FOR

    def reporting(self, entity: LocalEntity) -> bool:
        """Whether someone is of the press, whom to speak to is to give an interview."""
        return entity.type is EntityType.MEDIA or self.sector(entity) == "MED"

    def _compound(self, token: Token) -> str:
        before = token.nbor(-1) if token.i and token.nbor(-1).head == token else None
        return f"{before.lower_} {token.lemma_.lower()}" if before is not None else ""

    def _kind(self, token: Token) -> EntityType | None:
        """What kind of actor a noun is."""
        if token.pos_ not in {"NOUN", "PROPN"}:
            return None
        sector = self._lexicon.sector_of.get(self._compound(token)) or self._lexicon.sector_of.get(
            token.lemma_.lower()
        )
        described = children(token, "amod", "compound")
        told_before = not described and any(c.lower_ in _REFERRING for c in token.children)
        states = self._lexicon.actors.states if token.tag_ == "NNS" and not told_before else frozenset()
        if sector is None and token.lemma_.lower() in states:
            return EntityType.STATE
        return self._lexicon.actors.sectors[sector].type if sector is not None else None

    def _target(self, token: Token, kind: EntityType) -> list[LocalEntity]:
        """A thing that is attacked or seized: a movable one stands for its state, a base for its group."""
        if token.pos_ not in {"NOUN", "PROPN"}:
            return []
        moved = kind is EntityType.ORGANIZATION
        owners = [e for e in self.owner(token) if e.type in _FORCES or (moved and e.type is EntityType.STATE)]
        return owners or [self._nominal(token, kind)]

    def _band(self, token: Token) -> LocalEntity | None:
        """The group that its own people are taken for: Hamas of "Hamas militants", "a Hamas delegation"."""
        owner = self._reading.owner(token)
        return owner if owner is not None and owner.type in _BANDS else None

    def _states_of(self, token: Token) -> list[LocalEntity]:
        """The states of "Russian and Turkish officials", "Russia and Turkey's ministers"."""
        if token.tag_ != "NNS" or self._kind(token) is None:
            return []
        for child in children(token, "amod", "poss", "compound", "nmod"):
            entities = [self._reading.table.at(t.i) for t in (child, *child.conjuncts)]
            states = [e for e in entities if e is not None and e.type in _STATELY]
            if len(states) > 1 and len(states) == len(entities):
                return states
        return []

    def opposed(self, token: Token) -> list[LocalEntity]:
        """Whom a noun is against by its first part: Mubarak of "the anti-Mubarak protests"."""
        doc = token.doc
        parts = [c for c in children(token, "amod", "compound", "nmod") if c.i > 1]
        anti = [c for c in parts if doc[c.i - 1].text == "-" and doc[c.i - 2].lower_ == "anti"]
        named = [self._reading.table.at(c.i) for c in anti]
        return [e for e in named if e is not None]

    def _own_state(self, token: Token) -> LocalEntity | None:
        """The state of "his country", "her government": that whose office the person holds."""
        pronoun = next((c for c in children(token, "poss") if c.lower_ in _HIS), None)
        if pronoun is None or token.lemma_.lower() not in _HOME:
            return None
        person = self._reading.filler(pronoun)
        held = [o for o in self._reading.offices if person is not None and person in o.holders]
        return next((o.of for o in held if o.of is not None and o.of.type is EntityType.STATE), None)

    def _definite(self, token: Token) -> LocalEntity | None:
        """What "the group", "the country" refers back to."""
        if token.lemma_.lower() not in self._reading.lexicons.nominals.definite:
            return None
        entity = self._reading.filler(token)
        return entity if entity is not None and entity.named else None

    def _nominal(self, token: Token, kind: EntityType) -> LocalEntity:
        return self._reading.unnamed(token, kind, until=self._somewhere(token))

    def _somewhere(self, token: Token) -> int:
        """Where a phrase with its place ends, else 0: "people in Somalia" are not just any people."""
        if token.lemma_.lower() not in self._lexicon.actors.anybody:
            return 0
        _, last = phrase_bounds(token, without=_CLAUSAL)
        for prep in children(token, "prep"):
            if prep.i == last and prep.lower_ in {"in", "from"}:
                named = [t for p in children(prep, "pobj") for t in (p, *p.conjuncts)]
                places = [self._reading.table.at(t.i) for t in named]
                if places and all(p is not None and p.type in PLACES for p in places):
                    return named[-1].i + 1
        return 0

    def _self_reported(self, token: Token) -> list[LocalEntity]:
        """Who speaks of themselves: "the strikers said they will not return"."""
        verb = token.head
        above = verb.head
        if token.lower_ not in _THIRD or verb.dep_ not in {"ccomp", "advcl", "conj"} or above == verb:
            return []
        who = subject(above)
        arrested = [t for t in objects(above) if t.tag_ in {"NNS", "NNPS"}]
        if verb.dep_ == "advcl" and arrested and above.lemma_.lower() in self._lexicon.file.personal:
            return self.all_of(arrested)  # "arrested ten people after they attacked the police"
        if who is None or who.i >= token.i or who.pos_ == "PRON":
            return []
        return self.all_of(conjuncts(who))

    def _told_on(self, token: Token) -> list[LocalEntity]:
        """Who "It" or "They" at the head of a sentence goes on about: the body that the one before is of."""
        index = self._reading.document.sentence_index(token)
        main = token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
        if token.lower_ not in _THIRD or not main or not index:
            return []
        before, sentence = self._reading.document.sentences[index - 1 : index + 1]
        who = subject(before.span.root)
        if token.i != sentence.span.start or before.heading or who is None or who.pos_ == "PRON":
            return []
        entity = self._reading.table.at(who.i)
        bodies = {"it": _BODIES, "they": _BANDS}.get(token.lower_, frozenset())
        return [entity] if entity is not None and entity.type in bodies else []

    def _of_what(self, token: Token) -> Token | None:
        """The whole of "a group of lawmakers"."""
        of = next((c for c in children(token, "prep") if c.lower_ == "of"), None)
        return next(iter(children(of, "pobj")), None) if of is not None else None

    def _listed(self, token: Token) -> list[LocalEntity]:
        """As in "allies including A and B", "allies such as A", "judges A and B": those who are named.

        Of a number of them, "11 prisoners, including A", all are meant.
        """
        listing = False
        if token.pos_ != "NOUN":
            return []
        found: list[LocalEntity] = []
        for child in token.children:
            such = child.lower_ == "as" and any(c.lower_ == "such" for c in child.children)
            if child.dep_ == "prep" and (such or child.lower_ == "including"):
                heads = [t for p in children(child, "pobj") for t in (p, *p.conjuncts)]
            elif child.dep_ == "appos":
                listing = True
                heads = [child, *child.conjuncts]
            else:
                continue
            found.extend(e for h in heads if (e := self._reading.table.at(h.i)) is not None)
        found = [e for e in dict.fromkeys(found) if e.type not in _NOT_ACTORS | {EntityType.PLACE}]
        counted = found and not listing and (children(token, "nummod") or of_number(token))
        kind = self._kind(token) if counted else None
        return [self._nominal(token, kind), *found] if kind is not None else found
