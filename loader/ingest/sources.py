"""Where the bytes are: files, folders, standard input; unpacked from gzip, and never more than asked for.

Knows nothing of formats beyond the names it is told to take from a folder.
"""

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from loader.errors import UnreadableArticle

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT = "standard input"
REJECTS_NAME = "rejects.jsonl"
"""geokg's own list of what it did not load; it holds no articles."""

_GZIP_MAGIC = b"\x1f\x8b"
_BOMB_FLOOR = 64 * 1024 * 1024
_BOMB_RATIO = 200
"""Text packs 3 to 50 times smaller. Beyond the floor, more than this is a bomb."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """An open stream of (unpacked) bytes; no article in it may be larger than `limit` bytes."""

    where: str
    stream: io.BufferedReader
    limit: int
    file_name: str | None = None

    def head(self) -> bytes:
        """The first bytes, left in the stream."""
        return self.stream.peek(_CHUNK)

    def whole(self) -> bytes:
        """Everything, for a format in which the file is one article.

        Raises:
            UnreadableArticle: more than `limit` bytes; no more than that is read to find out.
        """
        data = self.stream.read(self.limit + 1)
        if len(data) > self.limit:
            raise UnreadableArticle(self.where, too_large(self.limit))
        return data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines, from 1; None in place of one longer than `limit`, which is never held."""
        number = 0
        while line := self.stream.readline(self.limit + 1):
            number += 1
            if len(line) <= self.limit:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(_CHUNK)
            yield number, None


def too_large(limit: int) -> str:
    """The reason for refusing an article that is larger than the setting allows."""
    return f"larger than {limit:,} bytes for one article (setting max_article_bytes)"


@contextmanager
def opened(path: Path, limit: int) -> Iterator[Source]:
    """A file, unpacked when its content is gzip."""
    with path.open("rb") as stream:
        yield Source(str(path), _unpacked(stream, str(path)), limit, path.name)


def standard_input(limit: int) -> Source:
    """What is piped into the program."""
    return Source(STANDARD_INPUT, _unpacked(sys.stdin.buffer, STANDARD_INPUT), limit)


def files(folder: Path, wanted: Callable[[str], bool]) -> Iterator[Path | UnreadableArticle]:
    """The files under a folder, in order of their names, whose name is `wanted`; no hidden ones.

    A folder that cannot be listed is told of. Links to folders are not followed, so that none can lead
    out or around in a circle.
    """
    faults: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and name != REJECTS_NAME and wanted(name) and path.is_file():
                yield path
    for fault in faults:
        yield UnreadableArticle(str(fault.filename), f"cannot be read: {fault.strerror}")


def _unpacked(stream: BinaryIO, where: str) -> io.BufferedReader:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Counted(stream))
    if not buffered.peek(2).startswith(_GZIP_MAGIC):
        return buffered
    return io.BufferedReader(_Guarded(_Counted(buffered), where), _CHUNK)


class _Counted(io.RawIOBase):
    """Passes bytes on and knows how many."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        data = self.stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Guarded(io.RawIOBase):
    """Unpacks gzip until it turns out to be a bomb."""

    def __init__(self, packed: _Counted, where: str) -> None:
        self.packed = packed
        self.where = where
        self.gzip = gzip.GzipFile(fileobj=packed)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        got = self.gzip.readinto(buffer)
        self.count += got
        if self.count > _BOMB_FLOOR and self.count > _BOMB_RATIO * self.packed.count:
            raise UnreadableArticle(
                self.where, f"unpacks to more than {_BOMB_RATIO} times its size; the rest is not read"
            )
        return got
