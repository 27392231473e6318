"""Builds an index from a Wikidata JSON dump: streamed, filtered by class, resumable, in bounded memory.

The dump is one entity a line between "[" and "]", plain, gzip or bzip2, whole or in several compressed
streams one after the other. Only the line at hand is in memory; what is kept goes to a `Staging` file.
"""

import bz2
import json
import re
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from loader.errors import IndexFault
from loader.link.facts import Row
from loader.link.kinds import Kinds, read_kinds
from loader.link.staging import Staging, finish
from loader.link.wikidata import item_row, office_row

_CHUNK = 1 << 18
"""How many bytes are read, and fed to the decompressor, at a time."""
_LONGEST_LINE = 1 << 27
"""An entity of more bytes than this (the largest in Wikidata have a few million) is no entity."""
_SAVE_BYTES = 64 << 20
"""After so much text has been read, the place is saved: what a kill costs at most."""
_CLASS = re.compile(
    rb'"property": ?"P31"(?:, ?"hash": ?"\w*")?, ?"datavalue": ?'
    rb'\{"value": ?\{"entity-type": ?"item", ?"numeric-id": ?(\d+)'
)
_CLASS_SNAK = re.compile(rb'"property": ?"P31"')

DumpProgress = Callable[["DumpStatus"], None]


@dataclass(frozen=True, slots=True)
class DumpStatus:
    """How far a build is: bytes of the dump file read and in all, entities read and kept.

    When all is read, `step` of `steps` from what was kept to the index are done.
    """

    read_bytes: int
    all_bytes: int
    entities: int
    kept: int
    step: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a dump: the file offset at which a compressed stream begins, and bytes of text after it."""

    stream: int = 0
    text: int = 0


class _Decompressor(Protocol):
    """What zlib and bz2 objects share."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Plain:
    """A decompressor of text that is not compressed."""

    eof = False
    unused_data = b""

    def decompress(self, data: bytes, /) -> bytes:
        return data


def build_from_dump(
    source: Path, target: Path, classes: Path | None = None, progress: DumpProgress | None = None
) -> None:
    """Build the index file `target` from the dump `source` (.json, .json.gz or .json.bz2).

    Killed and run again, it goes on where the place was last saved, every 64 MB of text; the index is the
    same, byte for byte. A plain or multi-stream file is gone on with at once; a single compressed stream
    has to be decompressed from its start, which is still much quicker than reading it again.

    Args:
        source: the dump.
        target: the index; replaced when done. Rows wait beside it in `.NAME.staging` until then.
        classes: a file like dump-classes.yaml that says what to take up.
        progress: told of the place now and then.

    Raises:
        IndexFault: the dump is missing, damaged or cut off, or the target cannot be written.
    """
    kinds = read_kinds(classes)
    path = target.with_name(f".{target.name}.staging")
    try:
        size = source.stat().st_size
    except OSError as error:
        raise IndexFault(f"{source}: no such dump; check the path") from error
    origin = {"dump": source.name, "size": str(size), "classes": kinds.digest}
    with Staging(path, origin) as staging:
        if staging.get("done") is None:
            _stage(source, size, staging, kinds, progress)
        counts = int(staging.get("entities") or 0), int(staging.get("kept") or 0)

        def tell(step: int, steps: int) -> None:
            if progress is not None:
                progress(DumpStatus(size, size, *counts, step, steps))

        finish(staging, target, tell)
    path.unlink()


def _stage(source: Path, size: int, staging: Staging, kinds: Kinds, progress: DumpProgress | None) -> None:
    """Read the dump from the place last saved and stage what is of interest."""
    place = Place(int(staging.get("stream") or 0), int(staging.get("text") or 0))
    count, kept = int(staging.get("entities") or 0), int(staging.get("kept") or 0)
    wanted = _Filter(kinds)
    items: list[Row] = []
    offices: list[Row] = []

    def save(reached: Place, **more: str) -> None:
        state = {"stream": reached.stream, "text": reached.text, "entities": count, "kept": kept}
        staging.save(items, offices, {key: str(value) for key, value in state.items()} | more)
        items.clear()
        offices.clear()

    since, told = 0, time.monotonic()
    for line, after, read in dump_lines(source, place):
        since += len(line)
        entity = wanted.entity(line, source, count)
        count += entity is not _SKIPPED
        if isinstance(entity, dict) and (row := item_row(entity, kinds)):
            if row["kind"] == "position":
                offices += [office] if (office := office_row(entity, kinds)) else []
            else:
                items.append(row)
                kept += 1
        if since >= _SAVE_BYTES:
            save(after)
            since = 0
        if progress is not None and time.monotonic() - told >= 1:
            told = time.monotonic()
            progress(DumpStatus(read, size, count, kept))
    save(Place(), done="yes")
    if progress is not None:
        progress(DumpStatus(size, size, count, kept))


_SKIPPED: dict[str, Any] = {}
"""Stands for a line that is no entity."""


class _Filter:
    """Tells by the bytes of a line whether it can be of interest, before the costly parsing."""

    def __init__(self, kinds: Kinds) -> None:
        self._numbers = {qid[1:].encode() for qid in kinds.classes}
        self._marks = tuple(f'"{relation}"'.encode() for relation in kinds.properties)
        needing = [kind for kind in kinds.kinds if kind.needs]
        self._needs = {qid[1:].encode(): kind.needs for kind in needing for qid in kind.classes}

    def entity(self, line: bytes, source: Path, number: int) -> dict[str, Any] | None:
        """The entity of a line, None when it is not of interest, `_SKIPPED` when the line holds none.

        Raises:
            IndexFault: the line is damaged.
        """
        text = line.strip().rstrip(b",")
        if text in (b"", b"[", b"]"):
            return _SKIPPED
        if not (text.startswith(b"{") and text.endswith(b"}")):
            raise IndexFault(
                f"{source}: no entity where number {number + 1} should be ({text[:40]!r}); name a Wikidata "
                "JSON dump, one entity a line, or fetch it anew"
            )
        if not self._of_interest(text):
            return None
        try:
            entity: dict[str, Any] = json.loads(text)
        except ValueError as error:
            raise IndexFault(
                f"{source}: entity number {number + 1} is damaged ({error}); fetch the dump anew"
            ) from error
        return entity

    def _of_interest(self, text: bytes) -> bool:
        if any(mark in text for mark in self._marks):
            return True
        found = _CLASS.findall(text)
        if len(found) < len(_CLASS_SNAK.findall(text)):
            return True  # written in another way than dumps now are, or a class that is unknown: look closer
        return any(
            number in self._numbers
            and (
                number not in self._needs
                or any(f'"{relation}"'.encode() in text for relation in self._needs[number])
            )
            for number in found
        )


def dump_lines(source: Path, place: Place) -> Iterator[tuple[bytes, Place, int]]:
    """The lines of a dump from a place on, each with the place after it and the file bytes read so far.

    Raises:
        IndexFault: the file is damaged or cut off; what came before has been given.
    """
    rest, stream, passed = b"", place.stream, 0
    skip = place.text
    for text, begins, read in _texts(source, place.stream):
        if begins != stream:
            # Bytes left over from the stream before count as before the new one: a place never needs them,
            # since it is only taken after a whole line, and then they are part of the next stream's skip.
            stream, passed = begins, -len(rest)
        data = text
        if skip:
            cut = min(skip, len(data))
            data, skip, passed = data[cut:], skip - cut, passed + cut
        lines = (rest + data).split(b"\n")
        rest = lines.pop()
        for line in lines:
            passed += len(line) + 1
            yield line, Place(stream, passed), read
        if len(rest) > _LONGEST_LINE:
            raise IndexFault(
                f"{source}: a line of more than {_LONGEST_LINE >> 20} MB; not a Wikidata JSON dump"
            )
    if rest.strip():
        yield rest, Place(stream, passed + len(rest)), source.stat().st_size


def _texts(source: Path, offset: int) -> Iterator[tuple[bytes, int, int]]:
    """Stretches of text, the file offset at which their stream begins, and how far the file is read."""
    make = _opener(source)
    try:
        with source.open("rb") as file:
            file.seek(offset)
            begins, decompressor = offset, make()
            fed = False
            while chunk := file.read(_CHUNK):
                while chunk:
                    text = decompressor.decompress(chunk)
                    fed = True
                    if text:
                        yield text, begins, file.tell()
                    chunk = b""
                    if decompressor.eof:
                        chunk = decompressor.unused_data.lstrip(b"\0")
                        begins, decompressor, fed = file.tell() - len(chunk), make(), False
            _check_whole(source, file, decompressor, fed)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise IndexFault(f"{source}: damaged ({error}); fetch the dump anew and run it again") from error


def _check_whole(source: Path, file: IO[bytes], decompressor: _Decompressor, fed: bool) -> None:
    if fed and not decompressor.eof and not isinstance(decompressor, _Plain):
        raise IndexFault(
            f"{source}: cut off after {file.tell()} bytes; fetch the rest or the dump anew and run it again"
        )


def _opener(source: Path) -> Callable[[], _Decompressor]:
    match source.suffix:
        case ".gz":
            return lambda: zlib.decompressobj(wbits=31)
        case ".bz2":
            return bz2.BZ2Decompressor
        case _:
            return _Plain
