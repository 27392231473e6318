"""What can be seen of two named entities of one article: the features that a relation is judged by.

Each feature is a short string that a reader can understand ("nested", "path:poss", "index:country"), so
that a judgement can be explained by the ones that weighed most. Nothing here decides anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from loader.extract.document import AnalysedDocument
from loader.extract.entities import EntityTable, LocalEntity
from loader.extract.reading import Reading
from loader.extract.statements.draft import Draft
from loader.knowledge import EntityFacts
from loader.model import EntityType, MentionKind

FAR = 3
"""Sentences between two mentions from which on the distance is no longer told apart."""

_NAMES = frozenset({MentionKind.NAME, MentionKind.ADJECTIVE})
_BETWEEN = 5
_PATH = 5
_FEW = 3
_STATE = EntityType.STATE
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADP"})

Span = tuple[int, int, MentionKind]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities, the mentions of them that stand nearest, and the sentences between these."""

    head: LocalEntity
    tail: LocalEntity
    head_at: Span
    tail_at: Span
    distance: int


class PairReader:
    """Describes pairs of entities of one document."""

    def __init__(self, reading: Reading, drafts: Iterable[Draft]) -> None:
        """`drafts` are what the rules found: what is known of an entity already is a feature too."""
        self._reading = reading
        self._document: AnalysedDocument = reading.document
        self._table: EntityTable = reading.table
        self._facts: dict[int, EntityFacts | None] = {}
        self._sentences = {id(e): self._mentions_by_sentence(e) for e in reading.table.entities if e.named}
        self._states = reading.table.of_type(_STATE)
        self._focus = reading.table.focus_state()
        self._said: dict[int, list[tuple[str, int]]] = {}
        for draft in drafts:
            self._note(draft)

    def pairs(
        self, heads: frozenset[EntityType], tails: frozenset[EntityType], *, within: int
    ) -> Iterator[Pair]:
        """Pairs of named entities of these types with mentions at most `within` sentences apart."""
        tail_entities = self._table.of_type(*tails)
        for head in self._table.of_type(*heads):
            for tail in tail_entities:
                if tail is not head and (pair := self._nearest(head, tail)).distance <= within:
                    yield pair

    def features(self, pair: Pair) -> list[str]:
        """What there is to see of a pair, each thing once."""
        found = [*self._types(pair), *self._nearness(pair), *self._knowledge(pair), *self._sayings(pair)]
        found.extend(self._names(pair))
        if pair.distance == 0:
            found.extend(self._clause(pair))
        found.extend(self._company(pair))
        kind = pair.head.type.value
        return list(dict.fromkeys([*found, *(f"{kind}&{f}" for f in found if f.startswith(_CROSSED))]))

    def _note(self, draft: Draft) -> None:
        """Remember what a rule found, for both ends."""
        ends = [e for fillers in draft.roles.values() for e in fillers]
        label = f"{draft.type}:{draft.values.get('relation') or draft.values.get('category') or ''}"
        for one in ends:
            self._said.setdefault(id(one), []).extend(
                (label, id(other)) for other in ends if other is not one
            )

    def _mentions_by_sentence(self, entity: LocalEntity) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for mention in entity.mentions:
            index = self._document.sentence_index(self._document.doc[mention[0]])
            found.setdefault(index, []).append(mention)
        return found

    def _nearest(self, head: LocalEntity, tail: LocalEntity) -> Pair:
        """The mentions that stand nearest: first by sentences, then by tokens; names before nominals."""
        heads, tails = self._sentences[id(head)], self._sentences[id(tail)]
        distance, first, second = min((abs(a - b), a, b) for a in heads for b in tails)
        choices = [(a, b) for a in heads[first] for b in tails[second]]
        head_at, tail_at = min(
            choices, key=lambda c: ((c[0][2] not in _NAMES) + (c[1][2] not in _NAMES), _gap(*c), c[0][0])
        )
        return Pair(head, tail, head_at, tail_at, distance)

    def _types(self, pair: Pair) -> Iterator[str]:
        yield f"head:{pair.head.type}"
        yield f"types:{pair.head.type}>{pair.tail.type}"

    def _nearness(self, pair: Pair) -> Iterator[str]:
        """How near the two stand, how often together, and which rivals of the tail stand nearer."""
        yield f"sentences:{min(pair.distance, FAR)}"
        heads, tails = self._sentences[id(pair.head)], self._sentences[id(pair.tail)]
        together = len(heads.keys() & tails.keys())
        yield f"together:{min(together, _FEW)}"
        if together == len(heads):
            yield "always together"
        if len(heads) == 1:
            yield "head named once"
        if min(heads) in tails:
            yield "together at first"
        yield f"tail sentences:{min(len(tails), 6)}"
        rivals = [e for e in self._table.of_type(pair.tail.type) if e not in (pair.tail, pair.head)]
        beside = [e for e in rivals if self._sentences[id(e)].keys() & heads.keys()]
        yield f"rivals:{min(len(rivals), 4)}"
        yield f"near rivals:{min(len(beside), _FEW)}/{'together' if together else 'apart'}"
        if pair.distance == 0 and not any(
            abs(m[0] - pair.head_at[0]) < abs(pair.tail_at[0] - pair.head_at[0])
            for e in beside
            for m in self._sentences[id(e)].get(self._sentence(pair.head_at), ())
        ):
            yield "nearest of its type"
        if pair.tail is self._focus:
            yield f"tail is focus/{'together' if together else 'apart'}"

    def _sentence(self, span: Span) -> int:
        return self._document.sentence_index(self._document.doc[span[0]])

    def _names(self, pair: Pair) -> Iterator[str]:
        """Whether one name stands in the other, and the words around the head's."""
        first, last, kind = pair.head_at
        if kind is MentionKind.NAME:
            words = {w.lower() for w in pair.head.name.split()}
            if words & self._words_of(pair.tail):
                yield "nested"
            elif any(words & self._words_of(s) for s in self._states if s is not pair.tail):
                yield "other state nested"
            if pair.head.type is not EntityType.PERSON:
                yield f"last word:{pair.head.name.split()[-1].lower()}"
        doc = self._document.doc
        start, end = self._document.sentences[self._sentence(pair.head_at)].span.start, len(doc)
        if first > start:
            yield f"before:{doc[first - 1].lemma_.lower()}"
        if last < end:
            yield f"behind:{doc[last].lemma_.lower()}"

    def _words_of(self, entity: LocalEntity) -> set[str]:
        """The one-word names and demonyms of an entity, lower case."""
        facts = self._known(entity)
        names = {entity.name.lower()}
        if facts is not None:
            names |= {n.lower() for n in (facts.label, *facts.demonyms)}
        return {n for n in names if " " not in n}

    def _clause(self, pair: Pair) -> Iterator[str]:
        """Order, the words between, the way through the tree."""
        doc = self._document.doc
        head_first = pair.head_at[0] < pair.tail_at[0]
        side = "head first" if head_first else "tail first"
        left, right = (pair.head_at, pair.tail_at) if head_first else (pair.tail_at, pair.head_at)
        between = doc[left[1] : right[0]]
        yield f"gap:{side}:{min(len(between), 12) if len(between) < _BETWEEN else len(between) // 5 * 5}"
        if len(between) <= _FEW:
            yield f"words:{side}:{' '.join(t.lower_ for t in between)}"
        if len(between) <= _BETWEEN:
            yield f"tags:{side}:{' '.join(t.pos_ for t in between)}"
        for token in between[:12]:
            if token.pos_ in _CONTENT and self._table.at(token.i) is None:
                yield f"word:{side}:{token.lemma_.lower()}"
        yield f"tail as:{pair.tail_at[2]}"
        yield f"head as:{pair.head_at[2]}"
        head, tail = doc[pair.head_at[0] : pair.head_at[1]].root, doc[pair.tail_at[0] : pair.tail_at[1]].root
        path = _path(head, tail)
        if path is not None:
            yield f"path:{path[0]}"
            for word in path[1]:
                yield f"through:{word}"

    def _company(self, pair: Pair) -> Iterator[str]:
        """What stands with the head anywhere: prepositions, and an adjective of the tail on it."""
        doc = self._document.doc
        for first, last, kind in pair.head.mentions[:6]:
            if kind is not MentionKind.NAME:
                continue
            root = doc[first:last].root
            if root.dep_ == "pobj":
                yield f"under:{root.head.lower_}"
            elif root.dep_ in {"compound", "poss", "appos"}:
                yield f"as {root.dep_}:{root.head.lemma_.lower()}"
            for child in root.children:
                if child.dep_ == "appos" or (child.dep_ == "compound" and not first <= child.i < last):
                    yield f"called:{child.lemma_.lower()}"

    def _known(self, entity: LocalEntity) -> EntityFacts | None:
        if id(entity) not in self._facts:
            qid = entity.known[0] if entity.known else None
            self._facts[id(entity)] = self._reading.knowledge.facts(qid) if qid else None
        return self._facts[id(entity)]

    def _knowledge(self, pair: Pair) -> Iterator[str]:
        """What the index holds of the best bearer of the head's name."""
        facts = self._known(pair.head)
        tail = pair.tail.known[:1]
        if facts is None:
            yield "index:head unknown"
            return
        knowledge = self._reading.knowledge
        surety = "alone" if len(pair.head.known) == 1 else "of several"
        if facts.country is None:
            yield "index:no country"
        elif facts.country in tail:
            yield f"index:country {surety}"
        elif any(facts.country in s.known[:1] for s in self._states):
            yield "index:country is another state here"
        else:
            yield "index:country is not named here"
        if any(m.organization in tail for m in knowledge.memberships_of(facts.qid)):
            yield "index:member"
        held = [t for t in knowledge.tenures_of(facts.qid) if t.of is not None]
        if any(t.of in tail for t in held):
            yield "index:held office of tail"
        elif held:
            yield "index:held office elsewhere"

    def _sayings(self, pair: Pair) -> Iterator[str]:
        """What rules found of the head: with the tail, with others, and with what is itself of the tail."""
        for label, other in self._said.get(id(pair.head), ()):
            if other == id(pair.tail):
                yield f"said:{label}"
            else:
                yield f"said of another:{label}"
                if any(end == id(pair.tail) for _, end in self._said.get(other, ())):
                    yield f"said through another:{label}"


_CROSSED = (
    "index:",
    "nested",
    "other state",
    "sentences:",
    "words:",
    "path:",
    "nearest",
    "tail is focus",
    "always",
    "near rivals",
)


def _gap(a: Span, b: Span) -> int:
    return max(a[0], b[0]) - min(a[1], b[1])


def _path(head: Token, tail: Token) -> tuple[str, list[str]] | None:
    """The labels from head up and down to tail, and the words passed; None when it is long."""
    up = [head]
    while up[-1].head.i != up[-1].i and len(up) <= _PATH:
        up.append(up[-1].head)
    down = [tail]
    places = {t.i: n for n, t in enumerate(up)}
    while down[-1].i not in places:
        if down[-1].head.i == down[-1].i or len(down) > _PATH:
            return None
        down.append(down[-1].head)
    climbed = up[: places[down[-1].i] + 1]
    if len(climbed) + len(down) - 2 > _PATH:
        return None
    labels = [f"<{t.dep_}" for t in climbed[:-1]] + [f">{t.dep_}" for t in reversed(down[:-1])]
    passed = [t.lemma_.lower() for t in (*climbed[1:], *down[1:-1]) if t.i not in (head.i, tail.i)]
    return " ".join(labels), list(dict.fromkeys(passed))
