"""Reads CSV and TSV with a heading row: one article a row, one row held at a time.

The delimiter is told by the heading; the names of columns are looked up as those of JSON fields are. Some
exports have no heading; `exports` knows their columns.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain

from loader.errors import UnreadableArticle
from loader.ingest import exports, fields
from loader.ingest.decoding import decode, looks_binary
from loader.ingest.drafts import Found
from loader.ingest.sources import Source, too_large

_DELIMITERS = ",\t;|"
_NONE = "\x1f"
"""The delimiter of a table with one column only: no comma in an address is to part it."""


def looks_like_table(head: bytes) -> bool:
    """Whether the first line is a heading that names a text among other columns, or an export's row."""
    line = head.decode("utf-8-sig", "replace").partition("\n")[0].removesuffix("\r")
    if exports.without_heading(line):
        return True
    columns = _columns(line.strip())
    return len(columns) > 1 and fields.names_a_text(columns, ())


def read(source: Source) -> Iterator[Found]:
    """The rows of a table, each known by the line on which it ends.

    Raises:
        UnreadableArticle: binary, empty, without a heading, or with a row that has no end.
    """
    if looks_binary(source.head()):
        raise UnreadableArticle(source.where, "binary data, not a table")
    lines = _Lines(source.in_utf8())
    first = next(lines, None)
    if first is None:
        raise UnreadableArticle(source.where, "empty")
    # A field is part of an article, so it may be as large as one; the library's own limit is less.
    csv.field_size_limit(max(csv.field_size_limit(), source.limit))
    rows: Iterator[list[str]]
    if export := exports.without_heading(first):
        columns: Sequence[str] = export.columns
        rows = csv.reader(chain((first,), lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        delimiter = _delimiter(first)
        columns = next(csv.reader([first], delimiter=delimiter), [])
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
    found = max(_DELIMITERS, key=heading.count)
    return found if found in heading else _NONE


def _columns(heading: str) -> list[str]:
    try:
        return next(csv.reader([heading], delimiter=_delimiter(heading)), [])
    except csv.Error:
        return []
