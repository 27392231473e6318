"""Opens what is packed: gzip, zstd, bzip2, xz, zip and tar, in one another too, member by member.

Nothing is ever written under a member's name, so no name can lead anywhere; one that tries is refused all
the same, because whoever made such an archive meant harm.
"""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import cast

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest.extras import extra
from loader.ingest.sources import Source, is_hidden

FAULTS = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
"""What the unpackers raise for a damaged file, besides OSError."""

_COMPRESSIONS: dict[bytes, tuple[str, ...]] = {
    b"\x1f\x8b": (".gz", ".gzip"),
    b"\x28\xb5\x2f\xfd": (".zst", ".zstd"),
    b"BZh": (".bz2",),
    b"\xfd7zXZ\x00": (".xz",),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR = b"ustar"
_TAR_AT = 257
_CHUNK = 1 << 16
_SHORT = {".tgz": ".tar", ".tzst": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
SUFFIXES = (*(s for suffixes in _COMPRESSIONS.values() for s in suffixes), *_SHORT, ".zip", ".tar")


def bare_name(name: str) -> str:
    """The file's name without the suffixes of compressions: a.jsonl.gz is a.jsonl inside."""
    lower = name.lower()
    for short, long in _SHORT.items():
        if lower.endswith(short):
            return name[: -len(short)] + long
    for suffixes in _COMPRESSIONS.values():
        for suffix in suffixes:
            if lower.endswith(suffix):
                return bare_name(name[: -len(suffix)])
    return name


def uncompressed(source: Source) -> Source:
    """The source with its compressions taken off, told by their first bytes.

    Raises:
        UnreadableArticle: compressed more often than allowed, or zstd without the package that reads it.
    """
    while magic := next((m for m in _COMPRESSIONS if source.head().startswith(m)), None):
        stream = _openers()[magic](source)
        # A name that does not say that the file is packed says nothing of what is in it either.
        inside = bare_name(source.name) if source.name else None
        source = source.inner(stream, inside if inside != source.name else None)
    return source


def is_archive(source: Source) -> bool:
    """Whether it is a zip or a tar file."""
    head = source.head()
    return head.startswith(_ZIP) or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def members(source: Source) -> Iterator[Source | ArticleError]:
    """The files in an archive, each to be read before the next is asked for.

    Raises:
        UnreadableArticle: a fault of the archive itself; the members before it have been yielded.
    """
    found = _zip_members(source) if source.head().startswith(_ZIP) else _tar_members(source)
    most = source.settings.max_archive_members
    for number, member in enumerate(found):
        if number >= most:
            reason = f"more than {most:,} files in it (setting max_archive_members); the rest is not read"
            raise UnreadableArticle(source.where, reason)
        yield member


def _openers() -> dict[bytes, Callable[[Source], io.RawIOBase]]:
    def zstandard(source: Source) -> io.RawIOBase:
        module = extra("zstandard", "zstd", source.where, "zstd files")
        stream = module.ZstdDecompressor().stream_reader(source.stream, read_across_frames=True)
        return cast("io.RawIOBase", _Faulty(stream, module.ZstdError))

    return {
        b"\x1f\x8b": lambda source: cast("io.RawIOBase", gzip.GzipFile(fileobj=source.stream)),
        b"\x28\xb5\x2f\xfd": zstandard,
        b"BZh": lambda source: cast("io.RawIOBase", bz2.BZ2File(source.stream)),
        b"\xfd7zXZ\x00": lambda source: cast("io.RawIOBase", lzma.LZMAFile(source.stream)),
    }


class _Faulty(io.RawIOBase):
    """Turns the error that a library has of its own for damaged data into one that all share."""

    def __init__(self, stream: io.RawIOBase, fault: type[Exception]) -> None:
        self.stream = stream
        self.fault = fault

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int | None:
        try:
            return self.stream.readinto(cast("bytearray", buffer))
        except self.fault as error:
            raise zlib.error(str(error)) from error


def _zip_members(source: Source) -> Iterator[Source | ArticleError]:
    with source.seekable() as file, zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            where = f"{source.where}!{info.filename}"
            if info.is_dir() or _is_hidden(info.filename):
                continue
            if reason := _refusal(info.filename):
                yield UnreadableArticle(where, reason)
            elif stat.S_ISLNK(info.external_attr >> 16):
                yield UnreadableArticle(where, "a link, not a file")
            elif info.flag_bits & 1:
                yield UnreadableArticle(where, "encrypted; unpack the archive with its password first")
            else:
                try:
                    stream = archive.open(info)
                except (*FAULTS, OSError) as error:
                    yield UnreadableArticle(where, f"damaged: {error}")
                    continue
                with stream:
                    yield source.inner(cast("io.RawIOBase", stream), _base(info.filename), where)


def _tar_members(source: Source) -> Iterator[Source | ArticleError]:
    with tarfile.open(fileobj=source.stream, mode="r|") as archive:
        while (info := archive.next()) is not None:
            # The library keeps every member's header; a batch of a million must not fill the memory.
            archive.members = []  # type: ignore[attr-defined]
            where = f"{source.where}!{info.name}"
            member = None
            if info.isfile() and (stream := archive.extractfile(info)) is not None:
                member = source.inner(cast("io.RawIOBase", stream), _base(info.name), where)
            if reason := _refusal(info.name):
                yield UnreadableArticle(where, reason)
            elif member is None and not info.isdir():
                yield UnreadableArticle(where, "a link or a device, not a file")
            elif member is not None and not _is_hidden(info.name):
                yield member
            # What was not read is read over here, counted: the library would seek to the end that the
            # header claims, for hours if it lies.
            while member is not None and member.stream.read(_CHUNK):
                pass


def _refusal(name: str) -> str | None:
    """Why a member of this name is not touched."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else True:
        return "its name leads out of the archive; it is not read"
    return None


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(is_hidden(part) for part in parts if part not in {".", ".."})


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name
