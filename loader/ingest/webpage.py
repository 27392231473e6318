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
from loader.ingest import dates
from loader.ingest.decoding import looks_binary
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source
from loader.model import DateSource
from loader.settings import Settings

# What is wrong with a page is told once, in its rejection; the libraries would tell it on the terminal too.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CHANGED = re.compile(r"modif|update|revis|last-?change", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_MOST_ATTRIBUTES = 50
_OVERLOADED = re.compile(rb"<[A-Za-z](?:[^<>=]*=){2000}")
"""The parser's time grows with the square of the attributes of a tag."""
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
    found = draft(source.whole(), source.where, source.settings)
    yield replace(found, file_name=source.name)


def draft(data: bytes, where: str, settings: Settings, url: str | None = None) -> Draft:
    """The article of a page; `url` is where it was saved from, unless the page itself knows better.

    Raises:
        UnreadableArticle: binary, of too many elements, or a page in which no article is found.
    """
    if not data.strip():
        raise UnreadableArticle(where, "empty")
    if looks_binary(data):
        raise UnreadableArticle(where, "binary data, not a web page")
    if _OVERLOADED.search(data):
        raise UnreadableArticle(where, "a page with thousands of attributes in one tag, which no article has")
    stated = None
    try:
        root = trafilatura.load_html(data)
        if root is not None and _bulk(root) > settings.max_page_elements:
            most = settings.max_page_elements
            raise UnreadableArticle(
                where, f"a page of more than {most:,} elements (setting max_page_elements)"
            )
        if root is not None:
            _drop_teasers(root)
            stated = _stated_date(root)
        page = trafilatura.bare_extraction(
            data if root is None else root,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )
    except UnreadableArticle:
        raise
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
        published=stated or page.date,
        publisher=page.sitename,
        language=page.language,
        author=page.author,
        dated_by=DateSource.METADATA,
        scraped=True,
    )


def _stated_date(root: html.HtmlElement) -> str | None:
    """The date of publication in the page's linked data; takes out dates of later changes.

    htmldate, which trafilatura asks, takes a date of change in the head before either linked data or the
    date shown above the text.
    """
    for meta in list(root.iterfind(".//meta")):
        names = (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv"))
        if any(name and _CHANGED.search(name) for name in names):
            meta.drop_tree()
    for script in root.iterfind(".//script"):
        if "ld+json" in (script.get("type") or "") and (found := _PUBLISHED.search(script.text or "")):
            return dates.read_date(found[1])
    return None


def _bulk(root: html.HtmlElement) -> int:
    """The elements of a page, one with far more attributes than any needs counting as many."""
    return sum(1 + max(0, len(element.attrib) - _MOST_ATTRIBUTES) for element in root.iter())


def _drop_teasers(root: html.HtmlElement) -> None:
    """Take out rows of teasers: elements side by side, short, each with one heading that is a link.

    An article's own headings lead nowhere; what leads elsewhere is another story. trafilatura knows such
    boxes by their names only.
    """
    rows: dict[html.HtmlElement, list[html.HtmlElement]] = {}
    sizes: dict[html.HtmlElement, int] = {}  # many headings may share a parent as large as the page
    for link in root.iterfind(".//a"):
        heading = link.getparent()
        if heading is None or heading.tag not in _HEADINGS or _size(heading) > _size(link) + 2:
            continue
        card = heading.getparent()
        if card is None or (row := card.getparent()) is None:
            continue
        if card not in sizes:
            sizes[card] = _size(card)
        if sizes[card] <= _LONGEST_TEASER:
            rows.setdefault(row, []).append(card)
    for row, cards in rows.items():
        if len(cards) >= _FEWEST_TEASERS:
            for card in cards:
                if card.getparent() is row:
                    card.drop_tree()


def _size(element: html.HtmlElement) -> int:
    return len(str(element.text_content()).strip())
