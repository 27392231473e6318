"""Where quads are kept: the stores, and the library that keeps articles in one of them."""

from loader.store.base import Store
from loader.store.embedded import EmbeddedStore
from loader.store.library import Library, Statistics
from loader.store.versions import LoadedArticle, State

BACKENDS: dict[str, type[Store]] = {"embedded": EmbeddedStore}
"""Every store there is, by name."""

__all__ = ["BACKENDS", "EmbeddedStore", "Library", "LoadedArticle", "State", "Statistics", "Store"]
