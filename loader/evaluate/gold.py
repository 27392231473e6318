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
