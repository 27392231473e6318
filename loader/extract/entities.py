"""Names become entities: surnames join full names, acronyms their expansions, demonyms their states.

The table also makes entities for unnamed actors ("protesters") when a statement needs them. It never
decides a Wikidata id; it asks the index only whether two names can be one thing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from loader.extract.document import AnalysedDocument
from loader.extract.names import NameMention
from loader.knowledge import EntityFacts, IndexedName, Knowledge
from loader.model import Entity, EntityType, Mention, MentionKind, Reference
from loader.rdf import normalise

PLACES = frozenset({EntityType.STATE, EntityType.PLACE})
"""What somebody or something may be in."""

_SINGLE = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ALLIANCE})
"""Types whose unnamed bearers, called by the same words, are one and the same in an article."""
_PLURAL = frozenset({"NNS", "NNPS"})
_NO_BODIES = PLACES | {EntityType.PERSON, EntityType.CONFLICT, EntityType.AGREEMENT, EntityType.NAMED_EVENT}
_KNOWN_IDS = 3
_LEAD_TOKENS = 60
_LEAD_SHARE = 10
_LEAD_WEIGHT = 3
_FOCUS_MARGIN = 1.25


@dataclass(slots=True, eq=False)
class LocalEntity:
    """An entity of one article while it is being read.

    `mentions` are (first, last, kind) token ranges; `reasons` says of a range why it refers to this
    entity, where that is not by the name itself. `known` are index ids that it may be, best first.
    """

    type: EntityType
    name: str
    mentions: list[tuple[int, int, MentionKind]] = field(default_factory=list)
    known: tuple[str, ...] = ()
    id: str = ""
    reasons: dict[tuple[int, int], Reference] = field(default_factory=dict)
    descriptions: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """What appositions call it: the noun, and all words of the phrase, lower case."""

    @property
    def named(self) -> bool:
        """Whether the article names it at all."""
        return any(kind in {MentionKind.NAME, MentionKind.ADJECTIVE} for _, _, kind in self.mentions)

    def add(self, first: int, last: int, kind: MentionKind, by: Reference | None = None) -> None:
        """Note a mention, once, and why it is one."""
        if (first, last, kind) not in self.mentions:
            self.mentions.append((first, last, kind))
        if by is not None:
            self.reasons.setdefault((first, last), by)


class EntityTable:
    """The entities of one document, found by token, by type and in order of appearance."""

    def __init__(self, document: AnalysedDocument, entities: list[LocalEntity]) -> None:
        self.document = document
        self.entities = entities
        self._named_at: dict[int, LocalEntity] = {}
        self._nominal_at: dict[int, LocalEntity] = {}
        self._pointed: dict[int, LocalEntity] = {}
        for entity in entities:
            for first, last, _ in entity.mentions:
                for i in range(first, last):
                    self._named_at[i] = entity

    def at(self, token: int) -> LocalEntity | None:
        """The named entity that a token is part of the name of."""
        return self._named_at.get(token)

    def mention_at(self, token: int) -> tuple[int, int, MentionKind] | None:
        """The named mention around a token."""
        entity = self.at(token)
        if entity is None:
            return None
        return next((m for m in entity.mentions if m[0] <= token < m[1]), None)

    def of_type(self, *types: EntityType) -> list[LocalEntity]:
        """Named entities of these types, in order of first mention."""
        return [e for e in self.entities if e.type in types and e.named]

    def focus_state(self, *, least: int = 1) -> LocalEntity | None:
        """The state that the article is about, or None when two come near each other.

        It is the one named most often, the title and the first lines counting threefold, and named
        `least` times at the least.
        """
        lead = max(len(self.document.doc) // _LEAD_SHARE, _LEAD_TOKENS)
        weights = {
            state: sum(_LEAD_WEIGHT if first < lead else 1 for first, _, _ in state.mentions)
            for state in self.of_type(EntityType.STATE)
            if len(state.mentions) >= least
        }
        ranked = sorted(weights, key=lambda state: -weights[state])
        if len(ranked) > 1 and weights[ranked[0]] < _FOCUS_MARGIN * weights[ranked[1]]:
            return None
        return ranked[0] if ranked else None

    def last_before(self, token: int, types: frozenset[EntityType]) -> LocalEntity | None:
        """The entity of these types that was named last before a token."""
        return next((e for _, e in self.backwards(token) if e.type in types), None)

    def named_by(self, noun: str, before: int) -> LocalEntity | None:
        """The body named last before a token whose name ends with a noun: "exchange", "ministry"."""
        bodies = (e for _, e in self.backwards(before) if e.type not in _NO_BODIES)
        return next((e for e in bodies if e.name.rsplit(" ", 1)[-1].lower() == noun), None)

    def before(self, token: int, types: frozenset[EntityType]) -> Iterator[LocalEntity]:
        """Entities of these types named before a token, the one named last first, each once."""
        seen: set[int] = set()
        for _, entity in self.backwards(token):
            if entity.type in types and id(entity) not in seen:
                seen.add(id(entity))
                yield entity

    def backwards(self, token: int, first: int = 0) -> Iterator[tuple[int, LocalEntity]]:
        """Each token of a name before a token, down to `first`, with whose name it is part of."""
        for i in range(token - 1, first - 1, -1):
            if (entity := self._named_at.get(i)) is not None:
                yield i, entity

    def refer(
        self, entity: LocalEntity, first: int, last: int, kind: MentionKind, by: Reference
    ) -> LocalEntity:
        """Note that a nominal or pronoun refers to an entity that is named elsewhere, and why."""
        entity.add(first, last, kind, by)
        return entity

    def point(self, token: int, entity: LocalEntity) -> None:
        """Note whom the phrase with this head refers to."""
        self._pointed[token] = entity

    def pointed(self, token: int) -> LocalEntity | None:
        """Whom the phrase with this head was found to refer to."""
        return self._pointed.get(token)

    def add_name(self, first: int, last: int, type_: EntityType) -> LocalEntity:
        """A name that the language model overlooked, as an entity: the one called just so, else a new one."""
        name = self.document.text(first, last)
        entity = next((e for e in self.entities if e.named and e.name == name), None)
        if entity is None:
            entity = LocalEntity(type_, name)
            self.entities.append(entity)
        entity.add(first, last, MentionKind.NAME)
        self._named_at.update(dict.fromkeys(range(first, last), entity))
        return entity

    def add_nested(self, first: int, last: int, state: EntityFacts, kind: MentionKind) -> None:
        """A state within another's name: "Polish" of "Polish government". Its tokens stay the other's."""
        entity = next((e for e in self.entities if state.qid in e.known[:1]), None)
        if entity is None:
            entity = LocalEntity(EntityType.STATE, state.label, known=(state.qid,))
            self.entities.append(entity)
        entity.add(first, last, kind, Reference.DEMONYM if kind is MentionKind.ADJECTIVE else None)

    def nominal(self, head: int, first: int, last: int, type_: EntityType) -> LocalEntity:
        """The unnamed actor whose phrase has this head, made at its first use.

        Whoever is named by exactly these words is meant: no words are two entities.
        """
        named = self.mention_at(head)
        if named is not None and named[:2] == (first, last) and (whose := self.at(head)) is not None:
            return whose
        if head not in self._nominal_at:
            entity = LocalEntity(type_, self.document.text(first, last))
            entity.add(first, last, MentionKind.NOMINAL)
            self._nominal_at[head] = entity
            self.entities.append(entity)
        return self._nominal_at[head]

    def finished(self, used: set[int]) -> Iterator[Entity]:
        """Named entities, and unnamed ones that a statement uses (by `id(entity)`), in text order."""
        kept = [e for e in self.entities if e.named or id(e) in used]
        kept.sort(key=lambda e: min(first for first, _, _ in e.mentions))
        single = self._joined_bodies(kept)
        for number, entity in enumerate(dict.fromkeys(single.values()), 1):
            entity.id = f"e{number}"
            mentions = sorted(
                {
                    Mention(*self.document.bounds(first, last), kind, entity.reasons.get((first, last)))
                    for first, last, kind in entity.mentions
                },
                key=lambda m: (m.start, m.end),
            )
            yield Entity(entity.id, entity.type, entity.name, tuple(mentions))
        for entity in kept:
            entity.id = single[entity].id

    def _joined_bodies(self, kept: list[LocalEntity]) -> dict[LocalEntity, LocalEntity]:
        """Each entity with the one that it is: an unnamed body called by the same words again is the same.

        "The government" of one article is one; its "officials" and "protesters" may be different ones each
        time. "The Syrian government" is "the government of Syria".
        """
        firsts: dict[tuple[EntityType, str], LocalEntity] = {}
        single: dict[LocalEntity, LocalEntity] = {}
        for entity in kept:
            last = self.document.doc[entity.mentions[0][1] - 1]
            body = entity.type in _SINGLE and not entity.named and last.tag_ not in _PLURAL
            first = firsts.setdefault((entity.type, self._called(entity)), entity) if body else entity
            single[entity] = first
            if first is not entity:
                for start, end, kind in entity.mentions:
                    first.add(start, end, kind, entity.reasons.get((start, end)) or Reference.HEAD_NOUN)
        return single

    def _called(self, entity: LocalEntity) -> str:
        """What an unnamed body is called, the state that it is said to be of first."""
        first, last, _ = entity.mentions[0]
        head = self.document.doc[first:last].root
        words = [t for t in self.document.doc[first : head.i] if t.pos_ != "DET" and t.tag_ != "POS"]
        of = [p for c in head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        states = list(dict.fromkeys(e for t in (*words, *of) if (e := self.at(t.i)) is not None))
        told = len(states) == 1 and states[0].type is EntityType.STATE and bool(of) is not bool(words)
        if told and all(self.at(t.i) in states for t in words):
            return f"{states[0].name} {head.lemma_.lower()}"
        return normalise(entity.name)


def build_entities(
    document: AnalysedDocument,
    mentions: list[NameMention],
    knowledge: Knowledge,
    *,
    without: frozenset[Reference] = frozenset(),
) -> EntityTable:
    """Group the names of a document into entities, save for these reasons."""
    groups: dict[str, list[NameMention]] = defaultdict(list)
    for mention in mentions:
        if mention.votes:
            groups[mention.key].append(mention)
    whole = Reference.SHORT_NAME in without
    people = {} if whole else _full_names(groups)
    bodies = {} if whole else _short_names(groups, people)
    entities: dict[str, LocalEntity] = {}
    for key, members in groups.items():
        key = bodies.get(key, key)
        type_ = _verdict(groups[key][0])
        person = people.get(key) or _owner_of_surname(key, groups[key][0], type_, people)
        if person is not None:
            type_, identity, known = (
                EntityType.PERSON,
                f"person:{person}",
                _ids(groups[person][0], {EntityType.PERSON}),
            )
        else:
            first = groups[key][0]
            known = _ids(first, PLACES if type_ in PLACES else {type_})
            type_ = _place_or_state(type_, first, known)
            known = _ids(first, {type_})
            identity = known[0] if known and type_ is not EntityType.PERSON else f"{type_}:{key}"
        entity = entities.setdefault(identity, LocalEntity(type_, "", known=known))
        for member in members:
            kind = MentionKind.ADJECTIVE if member.demonym else MentionKind.NAME
            entity.add(member.first, member.last, kind)
    for entity in entities.values():
        entity.name = _best_name(document, entity, knowledge)
        _tell_why(document, entity)
    found = list(entities.values())
    found = found if Reference.ACRONYM in without else _join_acronyms(document, found)
    return EntityTable(document, found)


def _verdict(mention: NameMention) -> EntityType:
    """The type with most votes; ties go to the one that the index names first."""
    return max(mention.votes, key=lambda kind: (mention.votes[kind], kind))


def _place_or_state(type_: EntityType, mention: NameMention, known: tuple[str, ...]) -> EntityType:
    """The model does not tell states from other places; the index does, by the best known bearer."""
    if type_ not in PLACES or not known:
        return type_
    return next(name.type for name in mention.known if name.qid == known[0])


def _ids(mention: NameMention, types: frozenset[EntityType] | set[EntityType]) -> tuple[str, ...]:
    bearers: list[IndexedName] = [n for n in mention.known if n.type in types]
    return tuple(dict.fromkeys(n.qid for n in bearers))[:_KNOWN_IDS]


def _full_names(groups: dict[str, list[NameMention]]) -> dict[str, str]:
    """Keys of people's names of two words or more, each with the longest key that it is part of."""
    full = [
        key for key, members in groups.items() if " " in key and _verdict(members[0]) is EntityType.PERSON
    ]
    longest: dict[str, str] = {}
    for key in full:
        words = key.split()
        longer = [
            other
            for other in full
            if len(other) > len(key) and other.split()[0] == words[0] and other.split()[-1] == words[-1]
        ]
        longest[key] = max(longer, key=len) if longer else key
    return longest


def _short_names(groups: dict[str, list[NameMention]], people: dict[str, str]) -> dict[str, str]:
    """Words that nobody knows, each with the one body named before that begins so: "Mahan Air", "Mahan"."""
    parts = {word for full in people for word in full.split()}
    full = {
        key: members[0]
        for key, members in groups.items()
        if " " in key and key not in people and not members[0].demonym
    }
    short: dict[str, str] = {}
    for key, members in groups.items():
        first = members[0]
        if " " in key or first.known or first.demonym or key in parts:
            continue
        owners = [name for name, body in full.items() if name.split()[0] == key and body.first < first.first]
        if len(owners) == 1:
            short[key] = owners[0]
    return short


def _owner_of_surname(
    key: str, mention: NameMention, verdict: EntityType, people: dict[str, str]
) -> str | None:
    """The full name that a single word stands for: its last word, else its first (Xi of Xi Jinping).

    A word that the index knows as a state or alliance is only a surname behind a title.
    """
    if " " in key or mention.demonym:
        return None
    if verdict is not EntityType.PERSON and any(
        n.type in PLACES | {EntityType.ALLIANCE} for n in mention.known
    ):
        return None
    by_last = [full for full in people if full.split()[-1] == key]
    by_first = [full for full in people if full.split()[0] == key] if not by_last else []
    owners = {people[full] for full in by_last or by_first}
    return owners.pop() if len(owners) == 1 else None


def _best_name(document: AnalysedDocument, entity: LocalEntity, knowledge: Knowledge) -> str:
    """The longest name in the text; for a state or a people that is only an adjective, the index's."""
    names = [document.text(f, last) for f, last, kind in entity.mentions if kind is MentionKind.NAME]
    if names:
        return max(names, key=len)
    facts = knowledge.facts(entity.known[0]) if entity.known else None
    first, last, _ = entity.mentions[0]
    return facts.label if facts else document.text(first, last)


def _tell_why(document: AnalysedDocument, entity: LocalEntity) -> None:
    """Say of each name that is not the entity's fullest why it is taken for it."""
    full = normalise(entity.name)
    for first, last, kind in entity.mentions:
        name = document.text(first, last)
        if kind is MentionKind.ADJECTIVE:
            entity.reasons[first, last] = Reference.DEMONYM
        elif (short := normalise(name)) != full:
            entity.reasons[first, last] = _why(short, full, acronym=name.isupper() and len(short) > 1)


def _why(short: str, full: str, *, acronym: bool) -> Reference:
    if set(short.split()) <= set(full.split()):
        return Reference.SHORT_NAME
    if acronym and _abbreviates(short.upper().replace(" ", ""), full):
        return Reference.ACRONYM
    return Reference.ALIAS


def _join_acronyms(document: AnalysedDocument, entities: list[LocalEntity]) -> list[LocalEntity]:
    """An acronym in brackets right behind a name is that name: "African Union (AU)"."""
    at = {i: e for e in entities for first, last, _ in e.mentions for i in range(first, last)}
    joined: dict[int, LocalEntity] = {}
    for entity in entities:
        first, last, _ = entity.mentions[0]
        text = document.text(first, last)
        if not (text.isupper() and last - first == 1 and first >= 2 and document.doc[first - 1].text == "("):
            continue
        expansion = at.get(first - 2)
        if expansion is not None and expansion is not entity and _abbreviates(text, expansion.name):
            joined[id(entity)] = expansion
    for entity in entities:
        target = joined.get(id(entity))
        if target is not None:
            for first, last, kind in entity.mentions:
                target.add(first, last, kind, Reference.ACRONYM)
            target.known = target.known or entity.known
    return [e for e in entities if id(e) not in joined]


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the acronym's letters are initials of the name's words, in order."""
    initials = iter(word[0].upper() for word in name.replace("-", " ").split() if word)
    return all(letter in initials for letter in acronym if letter.isalpha())
