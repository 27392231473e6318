"""The entity index, open for reading: what `Knowledge` promises, from an SQLite file that never changes.

Reads only. `build` makes the file, `shipped` finds or makes the one that geokg brings with it.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from loader.errors import IndexFault
from loader.knowledge import EntityFacts, IndexedName, MembershipFact, NameKind, Tenure
from loader.link.build import APPLICATION_ID, FORMAT
from loader.link.names import name_key, person_key, sound_key
from loader.model import EntityType

_CACHED = 20_000
_MMAP_BYTES = 1 << 28
_NAME_COLUMNS = "SELECT name.text, name.qid, entity.type, name.kind, entity.prior"


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What `geokg index info` shows: where the index is, how large, of which facts, what it holds."""

    path: Path
    format: int
    facts_sha256: str
    size: int
    entities: dict[str, int]
    names: int
    tenures: int
    memberships: int


class Index:
    """Implements `Knowledge`; also finds persons by surname and by sound, for the linker.

    Threads of one process may share it (each gets its own connection); a forked or spawned process
    opens the file anew by itself. Answers are cached.
    """

    def __init__(self, path: Path) -> None:
        """Open `path`.

        Raises:
            IndexFault: it is missing, damaged, no index, or of another format.
        """
        self.path = path
        self._local = threading.local()
        _check(path, self._connection)
        self._lookup = lru_cache(_CACHED)(self._lookup_key)
        self._facts = lru_cache(_CACHED)(self._read_facts)
        self._tenures_of = lru_cache(_CACHED)(self._read_tenures_of)
        self._tenures_at = lru_cache(1000)(self._read_tenures_at)
        self._bodies = lru_cache(1000)(self._read_bodies)
        self._memberships = lru_cache(_CACHED)(self._read_memberships)

    def __reduce__(self) -> tuple[type["Index"], tuple[Path]]:
        return Index, (self.path,)

    def names(self) -> Iterator[IndexedName]:
        """Every name of every entity, in the order of their keys."""
        for row in self._rows(f"{_NAME_COLUMNS} FROM name JOIN entity USING (qid) ORDER BY key, rank"):
            yield _name(row)

    def lookup(self, name: str) -> tuple[IndexedName, ...]:
        """Entities that have this name, best prior first; titles before a person's name do not count."""
        key = name_key(name)
        found = self._lookup(key)
        bare = person_key(name)
        if bare != key:
            seen = {entry.qid for entry in found}
            persons = (entry for entry in self._lookup(bare) if entry.type is EntityType.PERSON)
            found += tuple(entry for entry in persons if entry.qid not in seen)
        return found

    def starting_with(self, prefix: str, limit: int, skip: int = 0) -> tuple[IndexedName, ...]:
        """Entities of which a name begins so, each once, best prior first."""
        key = name_key(prefix)
        rows = self._rows(
            f"{_NAME_COLUMNS}, min(key != ?1) FROM name JOIN entity USING (qid) WHERE key >= ?1 AND key < ?2"
            " GROUP BY qid ORDER BY 6, entity.prior DESC, qid LIMIT ?3 OFFSET ?4",
            (key, f"{key}\U0010ffff", limit, skip),
        )
        return tuple(_name(row[:5]) for row in rows) if key else ()

    def facts(self, qid: str) -> EntityFacts | None:
        """What is known of an entity; of a person, `start` and `end` are birth and death."""
        return self._facts(qid)

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Offices a person held, earliest first."""
        return self._tenures_of(person)

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        """Tenures of the offices of a state or body, earliest first."""
        tenures = self._tenures_at(of)
        return tenures if categories is None else tuple(t for t in tenures if t.category in categories)

    def memberships_of(self, member: str) -> tuple[MembershipFact, ...]:
        """Organisations that an entity belongs or belonged to."""
        return self._memberships("member", member)

    def members_of(self, organization: str) -> tuple[MembershipFact, ...]:
        """Who belongs or belonged to an organisation."""
        return self._memberships("organization", organization)

    def bearers(self, surname: str) -> tuple[str, ...]:
        """Ids of the persons with this surname, best prior first."""
        rows = self._rows(
            "SELECT qid FROM surname JOIN entity USING (qid) WHERE key = ? ORDER BY prior DESC, qid",
            (person_key(surname),),
        )
        return tuple(f"Q{row[0]}" for row in rows)

    def sounding_like(self, surname: str) -> tuple[tuple[str, str], ...]:
        """Id and full name of the persons whose surname may be another spelling of this one."""
        key = sound_key(surname)
        rows = self._rows("SELECT qid, text FROM sound WHERE key = ?", (key,)) if key else iter(())
        return tuple((f"Q{row[0]}", row[1]) for row in rows)

    def named_with(self, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Id and full name of the persons whose name has all of these words and more, best prior first."""
        marks = ",".join("?" * len(words))
        rows = self._rows(
            f"SELECT word.qid, word.text FROM word JOIN entity USING (qid) WHERE key IN ({marks}) "  # noqa: S608
            "GROUP BY word.qid, word.text HAVING count(*) = ? ORDER BY prior DESC, word.qid, word.text",
            (*words, len(words)),
        )
        return tuple((f"Q{row[0]}", row[1]) for row in rows)

    def bodies_of(self, state: str) -> tuple[str, ...]:
        """Ids of the government bodies and armed forces of a state, best prior first."""
        return self._bodies(state)

    def _read_bodies(self, state: str) -> tuple[str, ...]:
        rows = self._rows(
            "SELECT qid FROM body JOIN entity USING (qid) WHERE state = ? ORDER BY prior DESC, qid", (state,)
        )
        return tuple(f"Q{row[0]}" for row in rows)

    def _lookup_key(self, key: str) -> tuple[IndexedName, ...]:
        query = f"{_NAME_COLUMNS} FROM name JOIN entity USING (qid) WHERE key = ? ORDER BY rank"
        return tuple(_name(row) for row in self._rows(query, (key,)))

    def _read_facts(self, qid: str) -> EntityFacts | None:
        if not (qid[:1] == "Q" and qid[1:].isascii() and qid[1:].isdigit()):
            return None
        row = next(self._rows("SELECT * FROM entity WHERE qid = ?", (int(qid[1:]),)), None)
        return None if row is None else _entity_facts(row)

    def _read_tenures_of(self, person: str) -> tuple[Tenure, ...]:
        return tuple(_tenure(row) for row in self._rows(_tenures_where("holder"), (person,)))

    def _read_tenures_at(self, of: str) -> tuple[Tenure, ...]:
        return tuple(_tenure(row) for row in self._rows(_tenures_where("of"), (of,)))

    def _read_memberships(self, column: str, qid: str) -> tuple[MembershipFact, ...]:
        query = f"SELECT * FROM membership WHERE {column} = ? ORDER BY start, member, organization"  # noqa: S608
        return tuple(MembershipFact(*row) for row in self._rows(query, (qid,)))

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection().execute(query, values)
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path, str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; one inherited from a parent process is not used."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._local.process != os.getpid():
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True)
            connection.execute(f"PRAGMA mmap_size = {_MMAP_BYTES}")
            self._local.connection = connection
            self._local.process = os.getpid()
        return connection


def index_info(path: Path) -> IndexInfo:
    """Counts and origin of an index file; reads all of it, so that damage anywhere shows.

    Raises:
        IndexFault: it is missing, damaged, no index, or of another format.
    """
    index = Index(path)
    connection = index._connection()
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _damaged(path, verdict)
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        types = dict(connection.execute("SELECT type, count(*) FROM entity GROUP BY type ORDER BY type"))
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - literals
            for table in ("name", "tenure", "membership")
        ]
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    return IndexInfo(path, FORMAT, meta["facts_sha256"], path.stat().st_size, types, *counts)


def _check(path: Path, connect: Any) -> None:
    """Refuse a file that is not a whole index of this format, by its header alone."""
    if not path.is_file():
        raise IndexFault(f"{path}: no such index; build one with `geokg index build FOLDER --out {path}`")
    try:
        connection = connect()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if application != APPLICATION_ID:
        raise IndexFault(f"{path}: an SQLite file, but not a geokg index; check the path")
    if version != FORMAT:
        age = "older" if version < FORMAT else "newer"
        remedy = (
            "build it anew with `geokg index build`" if version < FORMAT else "update geokg or build it anew"
        )
        raise IndexFault(
            f"{path}: index format {version} is {age} than this geokg reads ({FORMAT}); {remedy}"
        )
    if path.stat().st_size != pages * page_size:
        raise _damaged(path, f"{path.stat().st_size} bytes where {pages * page_size} should be")


def _damaged(path: Path, detail: str) -> IndexFault:
    return IndexFault(f"{path}: damaged index ({detail}); build it anew with `geokg index build`")


def _name(row: tuple[Any, ...]) -> IndexedName:
    text, qid, kind_of_entity, kind, prior = row
    return IndexedName(text, f"Q{qid}", EntityType(kind_of_entity), NameKind(kind), prior)


def _entity_facts(row: tuple[Any, ...]) -> EntityFacts:
    def unpacked(value: str | None) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()

    qid, kind, label, aliases, demonyms, country, lat, lon, iso2, iso3, start, end, classes, prior = row
    return EntityFacts(
        qid=f"Q{qid}", type=EntityType(kind), label=label, aliases=unpacked(aliases),
        demonyms=unpacked(demonyms), country=country, lat=lat, lon=lon, iso2=iso2, iso3=iso3, start=start,
        end=end, wikidata_types=unpacked(classes), prior=prior,
    )  # fmt: skip


def _tenures_where(column: str) -> str:
    return f"SELECT * FROM tenure WHERE {column} = ? ORDER BY start, office"  # noqa: S608 - column is a literal


def _tenure(row: tuple[Any, ...]) -> Tenure:
    holder, office, category, of, position, start, end, as_of, bound = row
    return Tenure(holder, office, category, of, position, start, end, as_of, bool(bound))
