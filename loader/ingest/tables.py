"""Reads CSV and TSV with a heading row: one article a row, one row held at a time.

The delimiter is told by the heading; the names of columns are looked up as those of JSON fields are.
"""

import csv
from collections.abc import Iterator

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import fields
from loader.ingest.decoding import decode, looks_binary
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source, too_large

_DELIMITERS = ",\t;|"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def looks_like_table(head: bytes) -> bool:
    """Whether the first line is a heading that names a text among other columns."""
    line = head.partition(b"\n")[0]
    columns = _columns(line.decode("utf-8-sig", "replace").strip())
    return len(columns) > 1 and fields.names_a_text(columns, ())


def read(source: Source) -> Iterator[Draft | ArticleError]:
    """The rows of a table, each known by the line on which it ends.

    Raises:
        UnreadableArticle: binary, empty, without a heading, or with a row that has no end.
    """
    if looks_binary(source.head()):
        raise UnreadableArticle(source.where, "binary data, not a table")
    if source.head().startswith(_UTF16):
        raise UnreadableArticle(source.where, "a table in UTF-16; save it as UTF-8 and try again")
    lines = _Lines(source)
    heading = next(lines, None)
    if heading is None:
        raise UnreadableArticle(source.where, "empty")
    delimiter = _delimiter(heading)
    columns = next(csv.reader([heading], delimiter=delimiter), [])
    # A field is part of an article, so it may be as large as one; the library's own limit is less.
    csv.field_size_limit(max(csv.field_size_limit(), source.limit))
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        for row in rows:
            lines.row_ends()
            if any(row):
                record = dict(zip(columns, row, strict=False))
                yield from fields.drafts(record, f"{source.where}:{lines.number}", source.settings)
    except csv.Error as error:
        reason = f"not a table: {error}; the rest of the file is not read"
        raise UnreadableArticle(f"{source.where}:{lines.number}", reason) from error


class _Lines(Iterator[str]):
    """The lines of a table as text; stops where a row grows larger than an article may be."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines()
        self.number = 0
        self.size = 0

    def row_ends(self) -> None:
        self.size = 0

    def __next__(self) -> str:
        self.number, line = next(self.lines)
        where = f"{self.source.where}:{self.number}"
        self.size += self.source.limit + 1 if line is None else len(line)
        if line is None or self.size > self.source.limit:
            raise UnreadableArticle(where, f"a row {too_large(self.source.limit)}; the rest is not read")
        return decode(line, where)


def _delimiter(heading: str) -> str:
    return max(_DELIMITERS, key=heading.count)


def _columns(heading: str) -> list[str]:
    try:
        return next(csv.reader([heading], delimiter=_delimiter(heading)), [])
    except csv.Error:
        return []
