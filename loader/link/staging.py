"""Rows of Wikidata entities on their way into an index, kept in an SQLite file beside it.

What was read and how far the reading had come are committed together, so that a build can be killed at any
time and go on. Used by the builds from a dump and from an endpoint; deleted when the index is there.
"""

import gzip
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from loader.errors import IndexFault
from loader.link.build import Progress, build_index
from loader.link.facts import ENTITIES, RELATIONS, Row
from loader.link.wikidata import relations

_TABLES = """
CREATE TABLE IF NOT EXISTS item (qid INTEGER PRIMARY KEY, kind TEXT NOT NULL, row TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS office (qid INTEGER PRIMARY KEY, row TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_FORMAT = "1"
_INTERNAL = ("offices", "member_of", "party", "heads")


class Staging:
    """The staged rows and the place reached; every `save` is one transaction.

    What is staged from another source or under other rules is dropped when opened, since it cannot be
    gone on with: `origin` tells one from the other.
    """

    def __init__(self, path: Path, origin: Mapping[str, str]) -> None:
        """Open or make the file.

        Raises:
            IndexFault: it cannot be written.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path)
            self._connection.executescript(_TABLES)
            wanted = {"format": _FORMAT, **origin}
            if {key: self.get(key) for key in wanted} != wanted:
                for table in ("item", "office", "state"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - literals
                self.save((), (), wanted)
        except (OSError, sqlite3.Error) as error:
            raise IndexFault(
                f"{path}: what is read cannot be kept ({error}); delete it or choose another place"
            ) from error

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, key: str) -> str | None:
        """A value of the last `save`."""
        row = self._connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def save(self, items: Iterable[Row], offices: Iterable[Row], state: Mapping[str, str]) -> None:
        """Keep rows and the place reached: all of it or, when killed, nothing."""
        try:
            with self._connection as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO item VALUES (?, ?, ?)",
                    ((_number(row), row["kind"], json.dumps(row, ensure_ascii=False)) for row in items),
                )
                connection.executemany(
                    "INSERT OR REPLACE INTO office VALUES (?, ?)",
                    ((_number(row), json.dumps(row, ensure_ascii=False)) for row in offices),
                )
                connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())
        except sqlite3.Error as error:
            raise IndexFault(
                f"{self.path}: what is read cannot be kept ({error}); make room and run it again"
            ) from error

    def holds(self, qid: str) -> bool:
        """Whether an entity or office is staged."""
        number = int(qid[1:])
        query = "SELECT 1 FROM item WHERE qid = ? UNION SELECT 1 FROM office WHERE qid = ?"
        return self._connection.execute(query, (number, number)).fetchone() is not None

    def offices(self) -> list[str]:
        """Ids of the staged offices, in their order."""
        return [f"Q{row[0]}" for row in self._connection.execute("SELECT qid FROM office ORDER BY qid")]

    def counts(self) -> dict[str, int]:
        """How many entities of each kind are staged."""
        return dict(self._connection.execute("SELECT kind, count(*) FROM item GROUP BY kind ORDER BY kind"))

    def rows(self) -> Iterator[Row]:
        """The staged rows in the order of their ids."""
        for (text,) in self._connection.execute("SELECT row FROM item ORDER BY qid"):
            yield json.loads(text)

    def write_facts(self, folder: Path) -> None:
        """Write the staged rows as a folder of collected facts, one row in memory at a time."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / ENTITIES, map(_entity, self.rows()))
            _write(folder / RELATIONS, self._relations())
        except OSError as error:
            raise IndexFault(f"{folder}: cannot be written ({error}); choose another place") from error

    def _relations(self) -> Iterator[Row]:
        """Tenures and memberships of the rows; only which offices are those of heads is kept in memory."""
        roles: defaultdict[str, set[str]] = defaultdict(set)
        states: dict[str, str] = {}
        for row in self.rows():
            for role, found in row.get("heads", {}).items():
                for qid in found:
                    roles[qid].add(role)
                    states.setdefault(qid, row["id"])
        for row in self.rows():
            held = {office["o"] for office in row.get("offices", ())}
            offices = {qid: office for qid in held if (office := self._office(qid, states.get(qid)))}
            yield from relations(row, offices, roles)

    def _office(self, qid: str, state: str | None) -> Row | None:
        """The row of an office, with the state that names it as its head's where it tells of none itself."""
        found = self._connection.execute("SELECT row FROM office WHERE qid = ?", (int(qid[1:]),)).fetchone()
        if found is None:
            return None
        office: Row = json.loads(found[0])
        return {"of": state, **office} if state else office


def finish(staging: Staging, target: Path, progress: Progress | None = None) -> None:
    """Build the index from all that is staged; the facts are written beside it and deleted again."""
    if not any(staging.counts().values()):
        raise IndexFault(f"{target}: none of the entities read is of a kind that dump-classes.yaml names")
    folder = target.with_name(f".{target.name}.facts")
    try:
        staging.write_facts(folder)
        build_index(folder, target, progress)
    finally:
        for name in (ENTITIES, RELATIONS):
            (folder / name).unlink(missing_ok=True)
        if folder.is_dir():
            folder.rmdir()


def _entity(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in _INTERNAL}


def _number(row: Row) -> int:
    return int(row["id"][1:])


def _write(path: Path, rows: Iterable[Row]) -> None:
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as out,
    ):
        out.writelines((json.dumps(row, ensure_ascii=False) + "\n").encode() for row in rows)
