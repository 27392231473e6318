"""Reads JSON: an object, an array of objects, objects one after another, or one a line.

Only one record is held at a time. Which field is what, `fields` knows.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from loader.errors import UnreadableArticle
from loader.ingest import fields
from loader.ingest.decoding import decode, looks_binary
from loader.ingest.drafts import Found
from loader.ingest.sources import Source, too_large
from loader.settings import Settings

_CHUNK = 1 << 18
_UNREAD = "the rest of the file is not read"
_GAP = re.compile(r"[\s,]*")
_UTF8_BOM = codecs.BOM_UTF8


def looks_like_lines(head: bytes) -> bool:
    """Whether the first line is an object, complete or going on beyond what is seen."""
    first, newline, _ = head.removeprefix(_UTF8_BOM).lstrip().partition(b"\n")
    return first.startswith(b"{") and (not newline or first.rstrip().endswith(b"}"))


def looks_like_json(head: bytes) -> bool:
    """Whether it begins with an object or an array of them."""
    return bool(re.match(rb"\s*(?:\{\s*[\"}]|\[\s*[{\]])", head.removeprefix(_UTF8_BOM)))


def read_lines(source: Source) -> Iterator[Found]:
    """One object a line; a line at fault is told of with its number, and the next one read.

    Raises:
        UnreadableArticle: the file is binary or holds no line.
    """
    if looks_binary(source.head()):
        raise UnreadableArticle(source.where, "binary data, not JSON Lines")
    empty = True
    for number, line in source.in_utf8().lines():
        where = f"{source.where}:{number}"
        if line is None:
            empty = False
            yield UnreadableArticle(where, f"a line {too_large(source.limit)}")
        elif line.strip():
            empty = False
            yield from _line(line, where, source.settings)
    if empty:
        raise UnreadableArticle(source.where, "empty")


def read_json(source: Source) -> Iterator[Found]:
    """The objects of a JSON file, each known by the line on which it begins.

    Raises:
        UnreadableArticle: invalid JSON (what stood before it has been yielded), an object over the
            limit, or nothing in the file.
    """
    if looks_binary(source.head()):
        raise UnreadableArticle(source.where, "binary data, not JSON")
    found = False
    stray: list[tuple[str, Any]] = []
    for number, value in _values(source):
        found = True
        where = f"{source.where}:{number}"
        for one in stray:
            yield from fields.drafts(one[1], one[0], source.settings)
        # A value that is no object is told of when the next is read: if that cannot be, it is one fault.
        stray = [] if isinstance(value, dict | list) else [(where, value)]
        if not stray:
            yield from fields.drafts(value, where, source.settings)
    for one in stray:
        yield from fields.drafts(one[1], one[0], source.settings)
    if not found:
        raise UnreadableArticle(source.where, "empty")


def _line(line: bytes, where: str, settings: Settings) -> Iterator[Found]:
    try:
        value = json.loads(decode(line, where))
    except UnreadableArticle as error:
        yield error
    except (ValueError, RecursionError) as error:
        yield UnreadableArticle(where, _fault(error))
    else:
        yield from fields.drafts(value, where, settings)


def _values(source: Source) -> Iterator[tuple[int, Any]]:
    """Values with the line each begins on; those of an outermost array one by one.

    The buffer holds one value and what has been read beyond it, never the file.
    """
    decoder = json.JSONDecoder()
    buffer, line, in_array, first = "", 1, False, True
    chunks = _text_chunks(source)
    while True:
        gap = _GAP.match(buffer)
        skipped = gap.end() if gap else 0
        line += buffer.count("\n", 0, skipped)
        buffer = buffer[skipped:]
        if buffer and first:
            first, in_array = False, buffer[0] == "["
            buffer = buffer[1:] if in_array else buffer
            continue
        if in_array and buffer.startswith("]"):
            in_array, buffer = False, buffer[1:]
            continue
        if not buffer:
            chunk = next(chunks, None)
            if chunk is None:
                if in_array:
                    raise UnreadableArticle(
                        f"{source.where}:{line}", "cut off: the array of articles has no end"
                    )
                return
            buffer = chunk
            continue
        value, end, buffer = _next_value(decoder, buffer, chunks, (source.where, line), source.limit)
        yield line, value
        line += buffer.count("\n", 0, end)
        buffer = buffer[end:]


def _next_value(
    decoder: json.JSONDecoder, buffer: str, chunks: Iterator[str], at: tuple[str, int], limit: int
) -> tuple[Any, int, str]:
    """The value at the start of the buffer, where it ends, and the buffer with what had to be read for it.

    `at` is the file and the line in it on which the buffer begins.
    """
    where = f"{at[0]}:{at[1]}"
    while True:
        try:
            value, end = decoder.raw_decode(buffer)
        except json.JSONDecodeError as error:
            if len(buffer) > limit:
                reason = f"not JSON, or an object {too_large(limit)}; {_UNREAD}"
                raise UnreadableArticle(where, reason) from error
            # Either wrong, or cut off at the end of what is read so far; as much again decides.
            more = _at_least(chunks, max(_CHUNK, len(buffer)))
            if not more:
                reason = f"invalid JSON: {error.msg} in line {at[1] + error.lineno - 1}; {_UNREAD}"
                raise UnreadableArticle(where, reason) from error
            buffer += more
        except (ValueError, RecursionError) as error:
            raise UnreadableArticle(where, f"{_fault(error)}; {_UNREAD}") from error
        else:
            if end > limit:
                raise UnreadableArticle(where, f"an object {too_large(limit)}; {_UNREAD}")
            return value, end, buffer


def _at_least(chunks: Iterator[str], size: int) -> str:
    parts: list[str] = []
    while size > 0 and (chunk := next(chunks, None)) is not None:
        parts.append(chunk)
        size -= len(chunk)
    return "".join(parts)


def _text_chunks(source: Source) -> Iterator[str]:
    """The file as text, piece by piece; JSON is UTF-8, or UTF-16 that says so."""
    encoding = (
        "utf-16" if source.head().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while data := source.stream.read(_CHUNK):
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            source.where, "JSON that is not UTF-8; save it as UTF-8 and try again"
        ) from error


def _fault(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "JSON nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"invalid JSON: {error.msg} at column {error.colno}"
    return f"invalid JSON: {error}"
