"""Reads a plain text file: one article. What its lines are (title, date, address) `cleaning` finds out."""

from collections.abc import Iterator

from loader.ingest.decoding import decode
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source


def read(source: Source) -> Iterator[Draft]:
    """The one article of the file.

    Raises:
        UnreadableArticle: too large, binary, or wrongly encoded.
    """
    yield Draft(source.where, decode(source.whole(), source.where), file_name=source.file_name)
