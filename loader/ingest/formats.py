"""The registry of formats: which reader takes which file. A new format is one more entry here.

Holds no reading itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loader.errors import ArticleError
from loader.ingest import plain, records, webpage
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source

_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is read.

    `scraped` text is cleaned of what surrounds an article on a page; the text of other formats comes
    back letter for letter. `recognises` tells from the first bytes, where there is no file name.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Draft | ArticleError]]
    scraped: bool
    recognises: Callable[[bytes], bool]


FORMATS = (
    Format("JSON Lines", (".jsonl", ".ndjson"), records.read_lines, False, records.looks_like_lines),
    Format("JSON", (".json",), records.read_json, False, records.looks_like_json),
    Format("HTML", (".html", ".htm"), webpage.read, True, webpage.looks_like_html),
    Format("plain text", (".txt",), plain.read, True, lambda _: True),
)
"""In the order in which content is tried: the last one takes whatever no other recognises."""

SUFFIXES = tuple(suffix for format_ in FORMATS for suffix in format_.suffixes)


def by_name(file_name: str) -> Format | None:
    """The format of a file of this name, packed or not; None when geokg does not read such files."""
    name = file_name.lower().removesuffix(_PACKED)
    return next((format_ for format_ in FORMATS if name.endswith(format_.suffixes)), None)


def by_content(head: bytes) -> Format:
    """The format that the first bytes of a stream look like."""
    return next(format_ for format_ in FORMATS if format_.recognises(head))
