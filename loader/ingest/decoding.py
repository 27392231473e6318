"""Bytes to text: UTF-8, UTF-16 with a byte order mark, or Windows-1252; anything else is refused.

Never guesses further: a wrong guess would put wrong letters into names, which linking then misses.
"""

import codecs
import re

from loader.errors import UnreadableArticle

UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""Byte order marks and what they tell."""

_SAMPLE = 8192
_FOREIGN_SHARE = 0.05
"""English in Windows-1252 has few bytes beyond ASCII (quotes, dashes, accents); other scripts have many."""

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text at all."""
    return b"\x00" in head[:_SAMPLE] and head[:2] not in UTF16


def head_in_utf8(head: bytes) -> bytes:
    """The first bytes of a file in UTF-8, if they are in UTF-16 that says so; else as they are."""
    encoding = UTF16.get(head[:2])
    return head[2 : len(head) // 2 * 2].decode(encoding, "replace").encode() if encoding else head


def decode(data: bytes, where: str) -> str:
    """The text of `data`.

    Raises:
        UnreadableArticle: binary, or in an encoding that is not one of those above.
    """
    if data[:2] in UTF16:
        return _strictly(data, "utf-16", where)
    if b"\x00" in data:
        raise UnreadableArticle(where, "binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data):
            # Cut off in the middle of its last letter: all before it is sound.
            return data[: error.start].decode("utf-8-sig")
    foreign = sum(byte >= 0x80 for byte in data)
    if foreign > _FOREIGN_SHARE * len(data):
        raise UnreadableArticle(where, "neither UTF-8 nor Windows-1252 text; save it as UTF-8 and try again")
    return _strictly(data, "cp1252", where)


def without_unusable(text: str) -> str:
    """The same text, NUL and lone surrogates (which no store takes) replaced one for one, so offsets hold."""
    return _UNUSABLE.sub("\ufffd", text)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            where, f"damaged text: byte {error.start} fits no encoding that geokg knows; save it as UTF-8"
        ) from error
