"""Markup to paragraphs: fragments of web pages as feeds and news exchange formats carry them; safe XML.

Resolves no entity beyond XML's own five and those of HTML, which feeds use without declaring them; reads no
DTD and nothing from elsewhere.
"""

import html.entities
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

from lxml import etree
from lxml import html as web

from loader.errors import UnreadableArticle
from loader.ingest.sources import Source, too_large

_CHUNK = 1 << 16
_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul block hl1 hl2"
)
_UNSEEN_NAMES = "script style noscript template iframe svg head title figure figcaption nav"
_BLOCKS, _UNSEEN = frozenset(_BLOCK_NAMES.split()), frozenset(_UNSEEN_NAMES.split())
_BREAK = "\x1e"
_BREAKS = re.compile(rf"(?:{_BREAK}\s*){{2,}}")
"""One line break is as good as a space; two in a row part paragraphs."""
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:<\?.{0,500}?\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^\[>]{0,500}(?:\[.{0,20000}?\]\s*)?>\s*)*"
    rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"<!\[CDATA\[|\]\]>|&(?:(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,30});)?")
_LONGEST_REFERENCE = 40
_OWN_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def text(fragment: str) -> str:
    """The text of an HTML fragment, its paragraphs separated by blank lines; "" when it has none."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    try:
        root = web.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    return paragraphs(root)


def paragraphs(root: etree._Element) -> str:
    """The text of an element of HTML, XHTML or NITF, a blank line between each two blocks."""
    blocks: list[list[str]] = [[]]
    for piece in _pieces(root):
        if piece is None:
            blocks.append([])
        else:
            blocks[-1].append(piece)
    found = (" ".join(part.split()) for block in blocks for part in _BREAKS.split("".join(block)))
    return "\n\n".join(block for block in found if block)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def elements(source: Source, names: frozenset[str]) -> Iterator[etree._Element]:
    """The elements of these names in an XML file, each whole, and gone when the next is asked for.

    Raises:
        UnreadableArticle: not well-formed (what stood before the fault has been yielded), nested deeper
            than the settings allow, or an element over the limit.
    """
    parser = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    depth = fed = 0
    for data in _with_references_mended(source):
        try:
            parser.feed(data)
        except etree.LxmlError as error:
            raise UnreadableArticle(source.where, f"not XML: {error}") from error
        fed += len(data)
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if depth > source.settings.max_depth:
                reason = f"XML nested deeper than {source.settings.max_depth} (setting max_depth)"
                raise UnreadableArticle(source.where, reason)
            if event == "end" and local_name(element) in names:
                yield element
                fed = 0
                _forget(element)
        if fed > source.limit + _CHUNK:
            raise UnreadableArticle(source.where, f"an article {too_large(source.limit)}")
    if faults := [entry for entry in parser.feed_error_log if entry.level_name == "FATAL"]:
        raise UnreadableArticle(source.where, _damage(faults[0].line, faults[0].message))
    if depth:
        raise UnreadableArticle(source.where, _damage(None, "it ends in the middle"))


def _with_references_mended(source: Source) -> Iterator[bytes]:
    """The file, HTML's named letters as numbers, which XML knows (&nbsp; is &#160;), and other "&" as such.

    The parser would leave them out, and after the first also those that are sound. What a file declares
    itself is not resolved either, so it may as well be seen.
    """
    mend, kept = _References(), b""
    while data := source.stream.read(_CHUNK):
        data = kept + data
        tail = max(0, len(data) - _LONGEST_REFERENCE)
        cut = next((at for at in range(tail, len(data)) if data[at] in b"&<]"), len(data))
        kept = data[cut:]
        yield _REFERENCE.sub(mend, data[:cut])
    if kept:
        yield _REFERENCE.sub(mend, kept)


class _References:
    """Mends references one after another; those in CDATA sections are letters and stay."""

    def __init__(self) -> None:
        self.in_cdata = False

    def __call__(self, match: re.Match[bytes]) -> bytes:
        if not match[0].startswith(b"&"):
            self.in_cdata = match[0].startswith(b"<")
            return match[0]
        name = match[1]
        if self.in_cdata or (name and (name in _OWN_ENTITIES or name.startswith(b"#"))):
            return match[0]
        letters = html.entities.html5.get(f"{name.decode()};") if name else None
        if letters is None:
            return b"&amp;" + match[0][1:]
        return "".join(f"&#{ord(letter)};" for letter in letters).encode()


def _damage(line: int | None, message: str) -> str:
    at = f" in line {line}" if line else ""
    return f"damaged XML{at}: {message.strip()}; articles whole before and after it were read"


def _forget(element: etree._Element) -> None:
    """Free an element and its elder siblings, so that a long file does not fill the memory."""
    element.clear()
    while element.getprevious() is not None and (parent := element.getparent()) is not None:
        del parent[0]


def _pieces(root: etree._Element) -> Iterable[str | None]:
    """The pieces of text in order; None where a block begins or ends. Walks without recursion."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element).lower()
        if event == "start":
            if name in _BLOCKS:
                yield None
            elif name == "br":
                yield _BREAK
            if not _is_unseen(element, root):
                yield element.text or ""
        else:
            if name in _BLOCKS:
                yield None
            if element is not root and not _is_unseen(element.getparent(), root):
                yield element.tail or ""


def _is_unseen(element: etree._Element | None, root: etree._Element) -> bool:
    while element is not None:
        if not isinstance(element.tag, str) or local_name(element).lower() in _UNSEEN:
            return True
        if element is root:
            return False
        element = element.getparent()
    return False


def root_name(head: bytes) -> str | None:
    """The root element's name without its prefix, when the first bytes are those of an XML file."""
    match = _ROOT.match(head)
    return match[1].decode() if match else None


def refuse(source: Source) -> Iterator[NoReturn]:
    """Reads no article: says of an XML file what it is.

    Raises:
        UnreadableArticle: always.
    """
    root = root_name(source.head())
    what = f"XML of a kind that geokg does not read (root element {root})" if root else "not XML"
    raise UnreadableArticle(source.where, what)
    yield
