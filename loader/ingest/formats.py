"""The registry of formats: which reader takes which file. A new format is one more entry here.

Holds no reading itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loader.ingest import (
    feeds,
    lists,
    markup,
    newsml,
    packings,
    parquet,
    plain,
    records,
    tables,
    warc,
    webpage,
)
from loader.ingest.decoding import head_in_utf8
from loader.ingest.drafts import Found
from loader.ingest.sources import Source


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is read. `recognises` tells from the first bytes whether they are of this kind."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Found]]
    recognises: Callable[[bytes], bool]


PLAIN = Format("plain text", (".txt",), plain.read, lambda _: False)
FORMATS = (
    Format("Parquet", (".parquet",), parquet.read, parquet.looks_like_parquet),
    Format("WARC", (".warc", ".arc", ".wet"), warc.read, warc.looks_like_warc),
    Format("NewsML-G2", (".newsml",), newsml.read, newsml.looks_like_newsml),
    Format("RSS or Atom", (".rss", ".atom"), feeds.read, feeds.looks_like_feed),
    Format("HTML", (".html", ".htm", ".xhtml"), webpage.read, webpage.looks_like_html),
    Format("list of addresses", (), lists.read, lists.looks_like_list),
    Format("JSON Lines", (".jsonl", ".ndjson"), records.read_lines, records.looks_like_lines),
    Format("JSON", (".json",), records.read_json, records.looks_like_json),
    Format("CSV or TSV", (".csv", ".tsv", ".tab"), tables.read, tables.looks_like_table),
    Format("other XML", (".xml",), markup.refuse, lambda _: False),
    PLAIN,
)
"""In the order in which content is tried."""

SUFFIXES = tuple(dict.fromkeys(suffix for format_ in FORMATS for suffix in format_.suffixes))
_RECORDS = frozenset({"JSON", "JSON Lines", "CSV or TSV"})
"""What looks like one of these may be another of them, so a name that says which is believed."""


def of(head: bytes, name: str | None) -> Format | None:
    """The format of a file: what its first bytes are, else what its name says; None when neither tells."""
    head = head_in_utf8(head)
    named = by_name(name) if name else None
    seen = next((format_ for format_ in FORMATS if format_.recognises(head)), None)
    if named is not None and (seen is None or (seen.name in _RECORDS and named.name in _RECORDS)):
        return named
    if seen is not None and seen.read is tables.read and named is not None:
        return named  # prose may begin like a table's heading
    return seen


def may_list(file_name: str) -> bool:
    """Whether a file of this name may be a list of addresses."""
    format_ = by_name(file_name)
    return format_ is PLAIN or (format_ is not None and format_.name in _RECORDS)


def by_name(file_name: str) -> Format | None:
    """The format that files of this name, compressed or not, have; None when geokg does not know it."""
    name = packings.bare_name(file_name).lower()
    return next((format_ for format_ in FORMATS if name.endswith(format_.suffixes)), None)
