"""Reads NewsML-G2, IPTC's XML for exchanging news: each text item, alone or in a news message.

Text is taken from the item's own content (NITF, XHTML or plain); items that are pictures, packages or
only point elsewhere have none. Source: the NewsML-G2 specification at iptc.org.
"""

from collections.abc import Iterator

from lxml import etree

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import markup
from loader.ingest.drafts import Draft
from loader.ingest.sources import Source

_ITEMS = frozenset({"newsItem"})
_ROOTS = frozenset({"newsItem", "newsMessage"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CREATED = ("itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated")
_PROVIDER_PREFIX = "nprov:"


def looks_like_newsml(head: bytes) -> bool:
    """Whether the root element is that of NewsML-G2."""
    return markup.root_name(head) in _ROOTS


def read(source: Source) -> Iterator[Draft | ArticleError]:
    """The news items of a file, each known by its number.

    Raises:
        UnreadableArticle: not well-formed, or no news item in it.
    """
    number = 0
    for number, item in enumerate(markup.elements(source, _ITEMS), 1):
        where = f"{source.where}[{number}]"
        if text := _body(item):
            yield _draft(item, text, where)
        else:
            yield UnreadableArticle(where, "a news item without a text of its own")
    if not number:
        raise UnreadableArticle(source.where, "NewsML without news items")


def _draft(item: etree._Element, text: str, where: str) -> Draft:
    return Draft(
        where,
        text,
        id=item.get("guid"),
        title=_text(item, "contentMeta/headline", "itemMeta/title"),
        url=_address(item),
        published=_text(
            item, "itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated"
        ),
        publisher=_name(item, "itemMeta/provider"),
        language=next((e.get("tag") for e in _all(item, "contentMeta/language")), None)
        or item.get(_LANGUAGE),
        author=_text(item, "contentMeta/by") or _name(item, "contentMeta/creator", "contentMeta/contributor"),
        agency=_name(item, "contentMeta/infoSource"),
        place=_name(item, "contentMeta/located"),
        scraped=True,
    )


def _body(item: etree._Element) -> str:
    for content in _all(item, "contentSet/inlineXML"):
        body = next((e for e in content.iter() if markup.local_name(e) in {"body.content", "body"}), content)
        body = next((e for e in body.iter() if markup.local_name(e) == "body.content"), body)
        if text := markup.paragraphs(body):
            return text
    for data in _all(item, "contentSet/inlineData"):
        if text := "".join(str(piece) for piece in data.itertext()).strip():
            is_html = "html" in (data.get("contenttype") or "")
            return markup.text(text) if is_html else text
    return ""


def _address(item: etree._Element) -> str | None:
    """Where it is on the Web: a link or an alternative id or guid that is an address."""
    links = [
        e.get("href") for e in _all(item, "itemMeta/link") if "image" not in (e.get("contenttype") or "")
    ]
    others = [(e.text or "").strip() for e in _all(item, "contentMeta/altId")]
    found = [*links, *others, item.get("guid")]
    return next((address for address in found if address and address.startswith("http")), None)


def _all(item: etree._Element, path: str) -> list[etree._Element]:
    found = [item]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if markup.local_name(child) == name]
    return found


def _text(item: etree._Element, *paths: str) -> str | None:
    for path in paths:
        for element in _all(item, path):
            if text := " ".join("".join(str(piece) for piece in element.itertext()).split()):
                return text
    return None


def _name(item: etree._Element, *paths: str) -> str | None:
    """What a party or place is called: by name, as a literal, or in IPTC's own list of providers."""
    for path in paths:
        for element in _all(item, path):
            code = element.get("qcode") or ""
            coded = code.removeprefix(_PROVIDER_PREFIX) if code.startswith(_PROVIDER_PREFIX) else None
            if name := _text(element, "name") or element.get("literal") or coded:
                return name
    return None
