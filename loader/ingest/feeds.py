"""Reads RSS (0.9 to 2.0) and Atom, item by item: the articles of which a feed carries the text.

An item's text is what its publisher put into the feed, be it the whole article or a first paragraph.
feedparser, which reads feeds too, takes a whole file into memory at once; archives of feeds are long.
"""

import re
from collections.abc import Iterator

from lxml import etree

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import markup
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source

_ITEMS = frozenset({"item", "entry"})
_TEXTS = ("encoded", "content", "description", "summary")
"""The whole article before its summary: content:encoded of RSS, content of Atom, then the short ones."""
_MAIL = re.compile(r"\S+@\S+\s*\((.+)\)")
_DATES = ("pubDate", "published", "date", "issued", "updated")


def looks_like_feed(head: bytes) -> bool:
    """Whether the root element is that of a feed."""
    return markup.root_name(head) in {"rss", "RDF", "feed"}


def read(source: Source) -> Iterator[Draft | ArticleError]:
    """The items of a feed, each known by its number.

    Raises:
        UnreadableArticle: not well-formed, or no item in it.
    """
    number, feed = 0, None
    for number, item in enumerate(markup.elements(source, _ITEMS), 1):
        where = f"{source.where}[{number}]"
        feed = feed or _about(item.getparent())
        if text := _body(item):
            yield _draft(item, text, where, *feed)
        else:
            yield UnreadableArticle(where, "an item of a feed without text; save its page and load that")
    if not number:
        raise UnreadableArticle(source.where, "a feed without items")


def _draft(item: etree._Element, text: str, where: str, publisher: str | None, language: str | None) -> Draft:
    link = _address(item)
    identifier = _child(item, "guid", "id")
    return Draft(
        where,
        text,
        id=identifier or link,
        title=markup.text(_child(item, "title") or "") or None,
        url=link or identifier,
        published=_child(item, *_DATES),
        publisher=_child(item, "source") or publisher,
        language=item.get("{http://www.w3.org/XML/1998/namespace}lang") or language,
        author=_author(item),
        scraped=True,
    )


def _about(parent: etree._Element | None) -> tuple[str | None, str | None]:
    """The title and the language of the feed itself; RSS 1.0 has them in a sibling of the items."""
    if parent is None:
        return None, None
    channel = next((child for child in parent if markup.local_name(child) == "channel"), parent)
    language = _child(channel, "language") or parent.get("{http://www.w3.org/XML/1998/namespace}lang")
    return _child(channel, "title"), language


def _body(item: etree._Element) -> str:
    for name in _TEXTS:
        for child in item:
            if markup.local_name(child) == name and (text := _content(child)):
                return text
    return ""


def _content(element: etree._Element) -> str:
    """The text of an element that holds XHTML, or HTML or text as a string."""
    if len(element):
        return markup.paragraphs(element)
    return markup.text(element.text or "")


def _address(item: etree._Element) -> str | None:
    links = [child for child in item if markup.local_name(child) == "link"]
    best = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    return None if best is None else (best.get("href") or best.text or "").strip() or None


def _author(item: etree._Element) -> str | None:
    people = [child for child in item if markup.local_name(child) in {"author", "creator"}]
    names = (_child(person, "name") or (person.text or "").strip() for person in people)
    # RSS writes "jane@wire.example (Jane Sample)", often beside the name alone.
    bare = ((found[1] if (found := _MAIL.fullmatch(name)) else name) for name in names)
    return ", ".join(dict.fromkeys(name for name in bare if name)) or None


def _child(parent: etree._Element, *names: str) -> str | None:
    """The text of the first child of one of these names, those named first preferred."""
    for name in names:
        for child in parent:
            if markup.local_name(child) == name and (text := (child.text or "").strip()):
                return text
    return None
