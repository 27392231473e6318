"""A version of an article, as the ledger tells of it; reads and writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from loader.errors import StoreError


class State(StrEnum):
    """What became of a version of an article."""

    LOADED = "loaded"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """A version of an article as the ledger knows it; `order` counts loads from 1."""

    order: int
    identity: str
    state: State
    content_hash: str
    id: str
    title: str | None
    url: str | None
    published: str | None
    publisher: str | None


COLUMNS = "seq, identity, state, content_hash, id, title, url, published, publisher"
"""Of the ledger's table of articles, in the order of the fields."""


def ambiguous(key: str, found: Sequence[LoadedArticle]) -> StoreError:
    """The fault of a key that several articles fit."""
    some = "".join(f"\n  {a.content_hash[:12]}  {a.title or a.identity}" for a in found[:8])
    return StoreError(f"{key}: {len(found)} articles fit; name one by its content hash:{some}")


def loaded_article(row: Sequence[object]) -> LoadedArticle:
    """A version out of a row of COLUMNS."""
    order, identity, state, *rest = row
    return LoadedArticle(int(str(order)), str(identity), State(str(state)), *rest)  # type: ignore[arg-type]
