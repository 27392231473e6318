"""The named queries that ship with geokg, read from `queries/<topic>/<verb-noun>.rq`."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from loader.errors import QueryError, UnknownQuery
from loader.query.header import NamedQuery, parse
from loader.resources import queries_dir


class Catalogue:
    """Every named query under a folder (default: those that ship with geokg), by name.

    Raises:
        QueryError: a file has a faulty header; the message names file and line.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or queries_dir()
        self._queries = {q.name: q for q in (_read(path, folder) for path in sorted(folder.rglob("*.rq")))}

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def find(self, name: str) -> NamedQuery:
        """The query of a name: "leaders/list-leaders", or "list-leaders" while there is one only.

        Raises:
            UnknownQuery: there is none; the message offers names that come near.
        """
        if name in self._queries:
            return self._queries[name]
        short = [q for q in self if q.name.rpartition("/")[2] == name]
        if len(short) == 1:
            return short[0]
        near = [q.name for q in short] or self._near(name)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UnknownQuery(f"{name}: no query of that name; {hint}`geokg queries list` shows all {len(self)}")

    def _near(self, name: str) -> list[str]:
        """Names that differ little, or share a word or a tag with what was asked for."""
        close = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.6)
        words = set(name.casefold().replace("/", "-").replace("_", "-").split("-"))
        sharing = [q.name for q in self if words & {*q.name.replace("/", "-").split("-"), *q.tags}]
        return list(dict.fromkeys(close + sharing))[:3]


def _read(path: Path, folder: Path) -> NamedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    return parse(text, path.relative_to(folder).with_suffix("").as_posix(), path)
