"""Reads a list of addresses, one a line, perhaps with the file in which its page was saved after it.

The pages themselves `saved` finds on the disk. Fetches nothing.
"""

import re
from collections.abc import Iterator

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest.decoding import decode
from loader.ingest.drafts import Draft, Listed
from loader.ingest.sources import Source, too_large

ADVICE = (
    "geokg fetches nothing: save the pages beside the list (wget -x -i LIST, in its folder), "
    "then load the list or the folder"
)
_LINE = re.compile(r"(https?://\S+)(?:\s+((?!https?://)\S+))?", re.IGNORECASE)
_COMMENT = "#"


def looks_like_list(head: bytes) -> bool:
    """Whether every line among the first bytes is an address; the last of them may be cut off."""
    lines = [line.strip() for line in head.decode("utf-8-sig", "replace").splitlines()]
    kept = [line for line in lines if line and not line.startswith(_COMMENT)]
    if len(kept) > 1 and "https://".startswith(kept[-1].lower()):
        kept.pop()
    return bool(kept) and all(map(_LINE.fullmatch, kept))


def read(source: Source) -> Iterator[Listed | ArticleError]:
    """The addresses of a list, each known by its line; blank lines and comments ("#") are passed over."""
    for number, line in source.in_utf8().lines():
        where = f"{source.where}:{number}"
        if line is None:
            yield UnreadableArticle(where, f"a line {too_large(source.limit)}")
            continue
        text = decode(line, where).strip()
        if not text or text.startswith(_COMMENT):
            continue
        if found := _LINE.fullmatch(text):
            yield Listed(Draft(where, "", url=found[1]), f"only an address; {ADVICE}", found[2])
        else:
            yield UnreadableArticle(where, "not an address, in a list of addresses")
