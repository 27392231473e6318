"""Pages that were saved from a list of addresses: finds each beside its list, and reads it.

A page is where the list says, or where wget -x and its like put it: host/path/index.html. Nothing outside
the list's own folder is ever opened, whatever the list, an address or a link says. Fetches nothing.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from loader.errors import UnreadableArticle
from loader.ingest import packings, plain, webpage
from loader.ingest.drafts import Draft, Listed
from loader.ingest.sources import is_hidden, opened
from loader.model import DateSource
from loader.settings import Settings

_MOST_SUBFOLDERS = 100
_PORTS = {"http": 80, "https": 443}
_INDEX = "index.html"
_NOT_ON_WINDOWS = '\\|:?"*<>'


class SavedPages:
    """What lies in the folder of a list and in the folders below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder.resolve()
        self._subfolders: list[Path] | None = None
        self._hosts = lru_cache(maxsize=1024)(self._host_folders)

    def find(self, listed: Listed) -> Path:
        """The page of an address: the file that is named, else the one that is where wget puts it.

        Raises:
            UnreadableArticle: it is not there, or it would lie outside the folder.
        """
        url = listed.draft.url or ""
        reason = f"no page of {url} is saved beside the list, where wget -x would put it"
        fault = UnreadableArticle(listed.where, reason)
        if listed.file:
            try:
                return self._named(listed.file, listed.where)
            except UnreadableArticle as error:
                fault = error
        for folder, names in self._places(url):
            for name in names:
                if path := self._inside(folder / name, listed.where):
                    return path
        raise fault

    def _named(self, name: str, where: str) -> Path:
        """The file that the list names, in its own folder or in one below (the downloader's own)."""
        relative = name.strip().removeprefix("file://").replace("\\", "/").removeprefix("./")
        for folder in (self.folder, *self._below()):
            if path := self._inside(folder / relative, where):
                return path
        raise UnreadableArticle(where, f"its page is not there: no file {name} beside the list")

    def _inside(self, path: Path, where: str) -> Path | None:
        """The path if it is a file, followed to where it really lies.

        Raises:
            UnreadableArticle: that is outside the list's folder.
        """
        try:
            real = path.resolve()
            if not real.is_relative_to(self._root):
                raise UnreadableArticle(where, f"the path of its page leads out of the folder {self.folder}")
            return real if real.is_file() else None
        except (OSError, ValueError):  # a name that is too long, a NUL in it, links in a circle
            return None

    def _places(self, url: str) -> Iterator[tuple[Path, list[str]]]:
        """Folders of the host and the names that the page may have in them."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return
        if not host or parts.scheme.lower() not in _PORTS:
            return
        hosts = [host]
        if port is not None and port != _PORTS[parts.scheme.lower()]:
            hosts = [f"{host}:{port}", f"{host}+{port}"]
        query = parts.query if "?" in url.partition("#")[0] else None
        for name in hosts:
            for folder in self._hosts(name):
                yield folder, file_names(parts.path, query)

    def _host_folders(self, host: str) -> tuple[Path, ...]:
        found = (folder / host for folder in (self.folder, *self._below()))
        return tuple(folder for folder in found if folder.is_dir())

    def _below(self) -> list[Path]:
        """Folders in which a downloader may keep its hosts: pages/, websites/, https/, 20220107101500/."""
        if self._subfolders is None:
            with os.scandir(self.folder) as entries:
                names = sorted(e.name for e in entries if e.is_dir() and not is_hidden(e.name))
            self._subfolders = [self.folder / name for name in names[:_MOST_SUBFOLDERS]]
        return self._subfolders


def file_names(path: str, query: str | None) -> list[str]:
    """Under which names, below the host's folder, downloaders save the page of an address.

    As GNU Wget does (its manual, "Directory Options" and "--restrict-file-names"): the path without its
    %-escapes, `index.html` for a folder, the query after "?" (or "@" with names fit for Windows), `.html`
    at the end if asked for. A "/" that was escaped stays so.
    """
    names: list[str] = []
    for spell in (str, _unescaped, _with_controls, _for_windows):
        name = "/".join(map(spell, path.lstrip("/").split("/")))
        if not name or name.endswith("/"):
            name += _INDEX
        if query is None:
            names.extend((name, f"{name}.html"))
            if not name.endswith(_INDEX):
                names.append(f"{name}/{_INDEX}")
        else:
            mark = "@" if spell is _for_windows else "?"
            full = f"{name}{mark}{spell(query).replace('/', '%2F')}"
            names.extend((full, f"{full}.html"))
    return list(dict.fromkeys(names))


def _with_controls(segment: str) -> str:
    """A part of a path without its %-escapes; a "/" or NUL in it stays escaped."""
    return os.fsdecode(unquote_to_bytes(segment)).replace("/", "%2F").replace("\0", "%00")


def _unescaped(segment: str) -> str:
    """The same, and control letters stay escaped, as wget writes them outside UTF-8 locales."""
    return os.fsdecode(
        b"".join(
            b"%%%02X" % byte if byte < 32 or 127 <= byte < 160 else bytes((byte,))
            for byte in os.fsencode(_with_controls(segment))
        )
    )


def _for_windows(segment: str) -> str:
    """The same without the letters that names on Windows may not have."""
    return "".join(f"%{ord(c):02X}" if c in _NOT_ON_WINDOWS else c for c in _with_controls(segment))


def draft(listed: Listed, path: Path, settings: Settings) -> Draft:
    """The article of a saved page, with what the list says of it.

    The address is the list's. So are date, publisher and the like where the list has them, but the title is
    the page's own where it has one, and a date on the page is better than one on which it was seen.

    Raises:
        UnreadableArticle: there is no article in it.
    """
    try:
        found = _read(path, listed.draft.url, settings)
    except UnreadableArticle as error:
        raise UnreadableArticle(listed.where, f"its page {path.name}: {error.reason}") from error
    except (*packings.FAULTS, OSError) as error:
        raise UnreadableArticle(listed.where, f"its page {path.name} cannot be read: {error}") from error
    said = listed.draft
    published, dated_by = found.published, found.dated_by
    if said.published and not (listed.is_seen_date and published):
        published, dated_by = said.published, DateSource.FIELD
    return replace(
        found,
        where=f"{listed.where}!{path.name}",
        id=said.id,
        title=found.title or said.title,
        url=said.url or found.url,
        published=published,
        dated_by=dated_by,
        publisher=said.publisher or found.publisher,
        language=said.language or found.language,
        author=said.author or found.author,
        file_name=path.name,
    )


def _read(path: Path, url: str | None, settings: Settings) -> Draft:
    with opened(path, settings) as file:
        source = packings.uncompressed(file)
        head = source.head()
        is_text = (source.name or "").lower().endswith(".txt") or b"<" not in head
        if is_text and head.strip() and not webpage.looks_like_html(head):
            return next(plain.read(source))
        return webpage.draft(source.whole(), str(path), settings, url=url)
