"""Entities to Wikidata: the embedded index of facts, and the linker that asks it."""

from loader.link.background import with_background
from loader.link.build import build_index
from loader.link.facts import compact
from loader.link.index import Index, IndexInfo, index_info
from loader.link.judgements import JudgementFile, Judgements, read_judgements
from loader.link.linker import Linker
from loader.link.matching import NameMatcher, describe, suggestions
from loader.link.merging import with_links
from loader.link.shipped import default_index

__all__ = [
    "Index",
    "IndexInfo",
    "JudgementFile",
    "Judgements",
    "Linker",
    "NameMatcher",
    "build_index",
    "compact",
    "default_index",
    "describe",
    "index_info",
    "read_judgements",
    "suggestions",
    "with_background",
    "with_links",
]
