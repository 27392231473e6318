"""The layouts of the gold sets, one dataclass a kind of line, and nothing that counts.

A gold set is a file of JSON objects, one a line, packed by gzip or not. Offsets are code points of the
article's text, end exclusive; fields not named here are ignored. A mention of `relations` is a pair
`[start, end]` or an object with `start` and `end`. What each task reads:

    relations   {id, entities: [{id, mentions, types, qid | qid_silver}], relations: [{h, r, t}]}
                h and t are ids of entities; `gpe0` joins a demonym to its state; a relation whose name
                ends in -x is one by way of another and is left out (DWIE, re3d)
    linking     {id, text, eval_span: [start, end] | null,
                mentions: [{b, e, text, qid, optional, coref, parent}]}
                only what lies in `eval_span` counts; a mention that is optional, a coreference, within
                another, without a Wikidata id or without a capital may be found or not
    toponyms    {id, mentions: [{b, e, lat, lon}]}; WGS 84 degrees; mentions without them are left out
    plover      {id, text, source, target, gold_root}; source and target are words of the text
    statements  an extraction record, with annotated_types: [statement type, ...], those that were looked
                for in this article (absent or empty: all)
    mentions    as relations, where each entity is one mention (re3d)
    properties  {id, entities: [{id, mentions}], relations: [{h, wd, t}]}; wd a Wikidata property (Re-DocRED)
    triples     {id, text, triples: [{s, p, o}]}; labels, of the sentence's entities or not (Text2KGBench)
    triggers    {id, entities: [{id, mentions, cluster}], events: [{type, trigger: {b, e},
                args: [{role, entity}]}]}; KAIROS types and roles (WikiEvents)
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from loader.evaluate.spans import Span
from loader.model import Extraction


def _pair(value: Any) -> Any:
    return (
        (value["start"], value["end"])
        if isinstance(value, dict) and {"start", "end"} <= set(value)
        else value
    )


Key = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
Pair = Annotated[Span, BeforeValidator(_pair)]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """`qid` is a Wikidata id by hand; `qid_silver` one by a match of titles, which goes first."""

    id: Key
    mentions: tuple[Pair, ...]
    types: tuple[str, ...] = ()
    qid: str | None = None
    qid_silver: str | None = None


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """From entity `h` to entity `t`."""

    h: Key
    r: str
    t: Key


@dataclass(frozen=True, slots=True)
class RelationsGold:
    """An article of a `relations` set."""

    id: Key
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]


@dataclass(frozen=True, slots=True)
class GoldLink:
    """A mention of a `linking` set."""

    b: int
    e: int
    text: str
    qid: str | None = None
    optional: Any = None
    coref: Any = None
    parent: Any = None

    @property
    def counts(self) -> bool:
        """Whether it must be found: a name of its own with a Wikidata id."""
        return (
            (self.qid or "").startswith("Q")
            and any(character.isupper() for character in self.text)
            and not self.optional
            and not self.coref
            and self.parent is None
        )


@dataclass(frozen=True, slots=True)
class LinkingGold:
    """An article of a `linking` set."""

    id: Key
    text: str
    mentions: tuple[GoldLink, ...]
    eval_span: Pair | None = None


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A mention of a `toponyms` set."""

    b: int
    e: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class ToponymsGold:
    """An article of a `toponyms` set."""

    id: Key
    mentions: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True)
class PloverGold:
    """A sentence of a `plover` set."""

    id: Key
    text: str
    source: str
    target: str
    gold_root: str


@dataclass(frozen=True, slots=True)
class StatementsGold:
    """An article of a `statements` set; `types` are the annotated ones."""

    record: Extraction
    types: frozenset[str]

    @property
    def id(self) -> str:
        """The article's."""
        return self.record.article.id


@dataclass(frozen=True, slots=True)
class GoldProperty:
    """That entity `h` has entity `t` for a Wikidata property."""

    h: Key
    wd: str
    t: Key


@dataclass(frozen=True, slots=True)
class PropertiesGold:
    """An article of a `properties` set."""

    id: Key
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldProperty, ...]


@dataclass(frozen=True, slots=True)
class GoldTriple:
    """Subject, relation and object by their labels."""

    s: str
    p: str
    o: str


@dataclass(frozen=True, slots=True)
class TriplesGold:
    """A sentence of a `triples` set."""

    id: Key
    text: str
    triples: tuple[GoldTriple, ...]


@dataclass(frozen=True, slots=True)
class GoldTrigger:
    """Where the word stands that tells of an event."""

    b: int
    e: int


@dataclass(frozen=True, slots=True)
class GoldArgument:
    """A mention in a role of an event."""

    role: str
    entity: Key


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of a `triggers` set."""

    type: str
    trigger: GoldTrigger
    args: tuple[GoldArgument, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of a `triggers` set; those of one `cluster` mean the same."""

    id: Key
    mentions: tuple[Pair, ...]
    cluster: int | None = None


@dataclass(frozen=True, slots=True)
class TriggersGold:
    """An article of a `triggers` set."""

    id: Key
    entities: tuple[GoldMention, ...]
    events: tuple[GoldEvent, ...]

    def places(self, entity: str) -> tuple[Span, ...]:
        """Where an argument is mentioned, and all that means the same."""
        own = next((e for e in self.entities if e.id == entity), None)
        if own is None:
            return ()
        same = (
            e for e in self.entities if e is own or (own.cluster is not None and e.cluster == own.cluster)
        )
        return tuple(span for e in same for span in e.mentions)
