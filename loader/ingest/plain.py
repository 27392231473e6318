"""Reads a plain text file: one article. What its lines are (title, date, address) `cleaning` finds out."""

import re
from collections.abc import Iterator

from loader.errors import UnreadableArticle
from loader.ingest.decoding import decode
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source

_ADDRESSES = re.compile(r"(?:\s*https?://\S+\s*)+")


def read(source: Source) -> Iterator[Draft]:
    """The one article of the file.

    Raises:
        UnreadableArticle: too large, binary, wrongly encoded, or a list of addresses.
    """
    text = decode(source.whole(), source.where)
    if _ADDRESSES.fullmatch(text):
        reason = "a list of addresses, not an article; geokg fetches nothing: save the pages and load those"
        raise UnreadableArticle(source.where, reason)
    yield Draft(source.where, text, file_name=source.name, scraped=True)
