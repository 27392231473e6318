"""Reads a saved web page with trafilatura: the article's text without the page around it, and its metadata.

Fetches nothing and runs nothing that the page contains.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import trafilatura
from lxml import html
from trafilatura.settings import Document

from loader.errors import UnreadableArticle
from loader.ingest.decoding import looks_binary
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source
from loader.model import DateSource

# What is wrong with a page is told once, in its rejection; the libraries would tell it on the terminal too.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LONGEST_TEASER = 600
_FEWEST_TEASERS = 2
_DATES = {"original_date": True, "extensive_search": False}
"""When it was first published; no guessing from copyright lines and other dates that stand on a page."""


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes are those of a web page."""
    return bool(_START.match(head))


def read(source: Source) -> Iterator[Draft]:
    """The one article of the page, its paragraphs separated by blank lines.

    Raises:
        UnreadableArticle: too large, binary, or a page in which no article is found.
    """
    yield replace(draft(source.whole(), source.where), file_name=source.name)


def draft(data: bytes, where: str, url: str | None = None) -> Draft:
    """The article of a page; `url` is where it was saved from, unless the page itself knows better.

    Raises:
        UnreadableArticle: binary, or a page in which no article is found.
    """
    if not data.strip():
        raise UnreadableArticle(where, "empty")
    if looks_binary(data):
        raise UnreadableArticle(where, "binary data, not a web page")
    try:
        root = trafilatura.load_html(data)
        if root is not None:
            _drop_teasers(root)
        page = trafilatura.bare_extraction(
            data if root is None else root,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )
    except Exception as error:
        # A parser of the wild web can fail in any way on a damaged page; one page must not end a batch.
        raise UnreadableArticle(where, f"the page cannot be parsed ({type(error).__name__})") from error
    if not isinstance(page, Document) or not page.text:
        raise UnreadableArticle(where, "no article text found in the page")
    return Draft(
        where,
        "\n\n".join(page.text.splitlines()),
        title=page.title,
        url=page.url or url,
        published=page.date,
        publisher=page.sitename,
        language=page.language,
        author=page.author,
        dated_by=DateSource.METADATA,
        scraped=True,
    )


def _drop_teasers(root: html.HtmlElement) -> None:
    """Take out rows of teasers: elements side by side, short, each with one heading that is a link.

    An article's own headings lead nowhere; what leads elsewhere is another story. trafilatura knows such
    boxes by their names only.
    """
    rows: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    for link in root.iterfind(".//a"):
        heading = link.getparent()
        if heading is None or heading.tag not in _HEADINGS or _size(heading) > _size(link) + 2:
            continue
        card = heading.getparent()
        if card is not None and (row := card.getparent()) is not None and _size(card) <= _LONGEST_TEASER:
            rows.setdefault(row, []).append(card)
    for row, cards in rows.items():
        if len(cards) >= _FEWEST_TEASERS:
            for card in cards:
                if card.getparent() is row:
                    card.drop_tree()


def _size(element: html.HtmlElement) -> int:
    return len(str(element.text_content()).strip())
