"""Where the bytes are: files, folders, standard input, members of archives; never more than asked for.

Knows nothing of formats beyond the names it is told to take from a folder, and writes nothing but
unnamed temporary files that vanish when they are closed.
"""

import codecs
import glob
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, cast

from loader.errors import UnreadableArticle
from loader.ingest.bombs import Budget, Metered
from loader.ingest.decoding import UTF16
from loader.settings import Settings

STANDARD_INPUT = "standard input"
REJECTS_NAME = "rejects.jsonl"
"""geokg's own list of what it did not load; it holds no articles."""
_NO_ARTICLES = frozenset({REJECTS_NAME, "robots.txt"})

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """An open stream of bytes that is one file, perhaps a packed one, by whatever way it came.

    `name` is the file's own name, None on standard input; `file` where it lies on the disk, packed or not,
    None for a member of an archive. `budget` is shared by everything that is unpacked from one file of the
    user's. `depth` counts the packings around it.
    """

    where: str
    stream: io.BufferedReader
    settings: Settings
    budget: Budget
    name: str | None = None
    depth: int = 0
    file: Path | None = None

    @property
    def limit(self) -> int:
        """No article may be larger than this many bytes."""
        return self.settings.max_article_bytes

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
            if line == b"\n":
                # Millions of empty lines are passed over at once.
                ahead = self.stream.peek(_CHUNK)
                number += len(self.stream.read(len(ahead) - len(ahead.lstrip(b"\n"))))
                yield number, line
                continue
            if len(line) <= self.limit:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(_CHUNK)
            yield number, None

    def inner(self, stream: io.RawIOBase, name: str | None, where: str | None = None) -> "Source":
        """What was unpacked from this one, as its member `where`, or as the whole of it; every byte counts.

        Raises:
            UnreadableArticle: packed more often than the settings allow.
        """
        if self.depth >= self.settings.max_archive_depth:
            reason = f"packed more than {self.settings.max_archive_depth} times (setting max_archive_depth)"
            raise UnreadableArticle(where or self.where, reason)
        metered = cast("io.BufferedReader", io.BufferedReader(Metered(stream, self.budget), _CHUNK))
        file = None if where else self.file
        return replace(
            self, where=where or self.where, stream=metered, name=name, depth=self.depth + 1, file=file
        )

    def in_utf8(self) -> "Source":
        """The same text in UTF-8, for formats that are read line by line; UTF-16 must say that it is."""
        encoding = UTF16.get(self.head()[:2])
        if encoding is None:
            return self
        recoded = io.BufferedReader(_Recoded(self.stream, encoding, self.where), _CHUNK)
        return replace(self, stream=cast("io.BufferedReader", recoded))

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The bytes in a file in which one can go back, for formats with their index at the end.

        Raises:
            UnreadableArticle: it would have to be set aside for that and is larger than the settings allow.
        """
        if self.stream.seekable():
            yield self.stream
            return
        most = self.settings.max_spooled_bytes
        with tempfile.TemporaryFile() as file:
            while data := self.stream.read(_CHUNK):
                file.write(data)
                if file.tell() > most:
                    reason = "too large to be set aside (setting max_spooled_bytes); unpack it first"
                    raise UnreadableArticle(self.where, reason)
            file.seek(0)
            yield file


def too_large(limit: int) -> str:
    """The reason for refusing an article that is larger than the setting allows."""
    return f"larger than {limit:,} bytes for one article (setting max_article_bytes)"


@contextmanager
def opened(path: Path, settings: Settings) -> Iterator[Source]:
    """A file as it lies on the disk."""
    with path.open("rb") as stream:
        size = path.stat().st_size
        budget = Budget(str(path), settings.max_unpack_ratio, lambda: size)
        yield Source(str(path), stream, settings, budget, path.name, file=path)


def standard_input(settings: Settings) -> Source:
    """What is piped into the program."""
    counted = _Counted(sys.stdin.buffer)
    budget = Budget(STANDARD_INPUT, settings.max_unpack_ratio, lambda: counted.count)
    return Source(STANDARD_INPUT, io.BufferedReader(counted, _CHUNK), settings, budget)


def expanded(path: str) -> list[Path]:
    """The paths that a pattern such as "news/*.json" stands for; a path that exists stands for itself."""
    if glob.has_magic(path) and not Path(path).exists():
        return [Path(name) for name in sorted(glob.glob(path, recursive=True))] or [Path(path)]
    return [Path(path)]


def files(folder: Path, is_first: Callable[[str], bool]) -> Iterator[Path | UnreadableArticle]:
    """The files under a folder, in order of their names; no hidden ones and no list of rejects.

    In each folder those of whose names `is_first` is true come first: lists before the pages they list.

    A folder that cannot be listed is told of. Links to folders are not followed, so that none can lead
    out or around in a circle; nor is a link to a file elsewhere.
    """
    faults: list[OSError] = []
    root = folder.resolve()
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names, key=lambda name: (not is_first(name), name)):
            path = Path(parent, name)
            if is_hidden(name) or name in _NO_ARTICLES or not path.is_file():
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield UnreadableArticle(str(path), "a link that leads out of the folder")
                continue
            yield path
    for fault in faults:
        yield UnreadableArticle(str(fault.filename), f"cannot be read: {fault.strerror}")


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is not meant to be seen."""
    return name.startswith(".") or name == "__MACOSX"


class _Recoded(io.RawIOBase):
    """Passes text on in UTF-8, without its byte order mark."""

    def __init__(self, stream: io.BufferedReader, encoding: str, where: str) -> None:
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.where = where
        self.pending = b""
        stream.read(len(codecs.BOM_UTF16))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            while not self.pending and (data := self.stream.read(_CHUNK)):
                self.pending = self.decoder.decode(data).encode()
            self.pending = self.pending or self.decoder.decode(b"", final=True).encode()
        except UnicodeError as error:
            raise UnreadableArticle(self.where, "damaged UTF-16; the rest of it is not read") from error
        count = min(len(view), len(self.pending))
        view[:count], self.pending = self.pending[:count], self.pending[count:]
        return count


class _Counted(io.RawIOBase):
    """Passes bytes on and knows how many."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        data = self.stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)
