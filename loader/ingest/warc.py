"""Reads WARC and ARC web archives with warcio (the extra `warc`): one article a page that was saved.

Pages that were not found, redirects, pictures and the like are no articles and are passed over; a page
in which no article is found is told of.
"""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import webpage
from loader.ingest.decoding import decode
from loader.ingest.drafts import Draft
from loader.ingest.extras import extra
from loader.ingest.sources import Source, too_large

_MAGIC = (b"WARC/", b"filedesc://")
_PAGES = ("text/html", "application/xhtml+xml")


def looks_like_warc(head: bytes) -> bool:
    """Whether it begins as web archives do."""
    return head.startswith(_MAGIC)


def read(source: Source) -> Iterator[Draft | ArticleError]:
    """The pages of an archive, each known by its address.

    Raises:
        UnreadableArticle: damaged (the pages before that have been yielded), or warcio is not installed.
    """
    if not looks_like_warc(source.head()):
        raise UnreadableArticle(source.where, "not a web archive")
    archives = extra("warcio.archiveiterator", "warc", source.where, "WARC files")
    faults = extra("warcio.exceptions", "warc", source.where, "WARC files")
    try:
        records = archives.ArchiveIterator(_Lined(source), check_digests=False)
        while (record := _next(records)) is not None:
            yield from _record(record, source)
    except (faults.ArchiveLoadFailed, UnicodeError, ValueError, AttributeError) as error:
        # warcio has errors of its own only for some of what can be wrong with a file.
        reason = f"damaged web archive: {error}; the rest of it is not read"
        raise UnreadableArticle(source.where, reason) from error


class _Lined:
    """The stream, as long as its lines end: warcio gathers a header's line whatever its length."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.without_end = 0

    def read(self, size: int) -> bytes:
        data = self.source.stream.read(size)
        at = data.rfind(b"\n")
        self.without_end = self.without_end + len(data) if at < 0 else len(data) - at
        if self.without_end > self.source.limit:
            raise UnreadableArticle(self.source.where, f"a line {too_large(self.source.limit)}")
        return data


def _next(records: Iterator[Any]) -> Any | None:
    """The next record; what warcio would write on the terminal of a damaged one is not for the user."""
    with contextlib.redirect_stderr(io.StringIO()):
        return next(records, None)


def _record(record: Any, source: Source) -> Iterator[Draft | ArticleError]:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
    is_page = record.rec_type in {"response", "resource"} and kind in _PAGES and status == "200"
    is_text = record.rec_type == "conversion" and kind == "text/plain"
    if not (is_page or is_text):
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    where = f"{source.where}!{url}"
    data = record.content_stream().read(source.limit + 1)
    if len(data) > source.limit:
        yield UnreadableArticle(where, too_large(source.limit))
        return
    try:
        if is_page:
            yield webpage.draft(data, where, source.settings, url=url)
        else:
            yield Draft(where, decode(data, where), url=url, scraped=True)
    except UnreadableArticle as error:
        yield error
