"""Builds the SQLite file of an entity index from facts; `index` reads it.

The file is written beside its place and moved there in one step, so that nobody ever sees half an
index. Same facts and same version of geokg and SQLite, same bytes. Memory is bounded whatever the number
of facts: they wait in temporary tables, and SQLite sorts them on disk.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from loader.errors import IndexFault
from loader.link.classify import read_tsv
from loader.link.facts import Facts, Row, line, sort_key
from loader.link.keys import (
    KIND_ORDER,
    CuratedNames,
    curated_names,
    names_of,
    sounds_of,
    surnames_of,
    words_of,
)
from loader.link.names import without_disambiguator
from loader.link.prior import prior
from loader.model import EntityType

FORMAT = 2
"""Raised whenever the tables, or what is put in them, change: an older file is then built anew."""
APPLICATION_ID = 0x67656F6B
"""Marks the SQLite file as a geokg index ("geok")."""

Progress = Callable[[int, int], None]
"""Called with the number of steps done and of all steps."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (
  qid INTEGER PRIMARY KEY, type TEXT NOT NULL, label TEXT NOT NULL, aliases TEXT, demonyms TEXT,
  country TEXT, lat REAL, lon REAL, iso2 TEXT, iso3 TEXT, start TEXT, "end" TEXT, classes TEXT,
  prior REAL NOT NULL);
CREATE TABLE name (
  key TEXT, rank INTEGER, text TEXT, qid INTEGER, kind TEXT, PRIMARY KEY (key, rank)) WITHOUT ROWID;
CREATE TABLE surname (key TEXT, qid INTEGER, PRIMARY KEY (key, qid)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT, qid INTEGER, text TEXT, PRIMARY KEY (key, qid, text)) WITHOUT ROWID;
CREATE TABLE word (key TEXT, qid INTEGER, text TEXT, PRIMARY KEY (key, qid, text)) WITHOUT ROWID;
CREATE TABLE body (state TEXT, qid INTEGER, PRIMARY KEY (state, qid)) WITHOUT ROWID;
CREATE TABLE tenure (
  holder TEXT, office TEXT, category TEXT, of TEXT, position TEXT, start TEXT, "end" TEXT, as_of TEXT,
  bound INTEGER);
CREATE TABLE membership (member TEXT, organization TEXT, start TEXT, "end" TEXT);
"""
_INDEXES = """
CREATE INDEX tenure_holder ON tenure (holder);
CREATE INDEX tenure_of ON tenure (of) WHERE of IS NOT NULL;
CREATE INDEX membership_member ON membership (member);
CREATE INDEX membership_organization ON membership (organization);
"""
_WAITING = """
CREATE TEMP TABLE fact (qid INTEGER PRIMARY KEY, row TEXT);
CREATE TEMP TABLE relation (place TEXT, row TEXT);
CREATE TEMP TABLE held (
  holder TEXT, office TEXT, category TEXT, of TEXT, position TEXT, start TEXT, "end" TEXT, as_of TEXT,
  bound INTEGER);
CREATE TEMP TABLE belongs (member TEXT, organization TEXT, start TEXT, "end" TEXT);
CREATE TEMP TABLE named (key TEXT, prior REAL, place INTEGER, qid INTEGER, text TEXT, kind TEXT);
CREATE TEMP TABLE surnamed (key TEXT, qid INTEGER);
CREATE TEMP TABLE sounding (key TEXT, qid INTEGER, text TEXT);
CREATE TEMP TABLE worded (key TEXT, qid INTEGER, text TEXT);
CREATE TEMP TABLE stated (state TEXT, qid INTEGER);
"""
_SORTED = {
    "named": "INSERT INTO name SELECT key, row_number() OVER "
    "(PARTITION BY key ORDER BY prior DESC, place, qid) - 1, text, qid, kind FROM named",
    "surnamed": "INSERT INTO surname SELECT * FROM surnamed ORDER BY key, qid",
    "sounding": "INSERT INTO sound SELECT * FROM sounding ORDER BY key, qid, text",
    "worded": "INSERT INTO word SELECT * FROM worded ORDER BY key, qid, text",
    "stated": "INSERT INTO body SELECT * FROM stated ORDER BY state, qid",
    "held": "INSERT INTO tenure SELECT * FROM held ORDER BY "
    """holder, ifnull(start, ''), ifnull(nullif("end", ''), '9'), office, rowid""",
    "belongs": "INSERT INTO membership SELECT * FROM belongs ORDER BY "
    """member, organization, ifnull(start, ''), ifnull("end", '')""",
}
"""How each table is filled from what waits for it."""
_CACHE_KIB = 32 << 10
"""What SQLite may hold of the file, and of the temporary tables, in memory."""
_BATCH = 5000
_STEPS = 5 + len(_SORTED)
_BODIES = frozenset({EntityType.GOVERNMENT_BODY.value, EntityType.ARMED_FORCE.value})

T = TypeVar("T")


def build_index(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Build the index file `target` from a folder of facts in either format of `facts`.

    Raises:
        IndexFault: the facts cannot be used or the file cannot be written.
    """
    _write(Facts.of_folder(source), target, _counter(progress))


def build_from_rows(
    entities: list[Row], relations: list[Row], target: Path, progress: Progress | None = None
) -> None:
    """Build the index file `target` from compact rows, as `compact_rows` gives them.

    Raises:
        IndexFault: the file cannot be written.
    """
    facts = Facts(str(target), lambda: entities, lambda: relations, compact=True)
    _write(facts, target, _counter(progress))


def _write(facts: Facts, target: Path, tick: Callable[[], None]) -> None:
    """Write the index beside its place and move it there."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise IndexFault(f"{target}: cannot be written ({error}); choose another place") from error
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, facts, tick)
        Path(temporary).chmod(0o644)
        os.replace(temporary, target)
    except sqlite3.IntegrityError as error:
        raise IndexFault(
            f"{facts.source}: two rows are about one entity ({error}); take one of them out"
        ) from error
    except (OSError, sqlite3.Error) as error:
        raise IndexFault(
            f"{target}: cannot be written ({error}); make room there and in the temporary folder, or choose "
            "another place"
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _counter(progress: Progress | None) -> Callable[[], None]:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, _STEPS)

    return tick


def _fill(connection: sqlite3.Connection, facts: Facts, tick: Callable[[], None]) -> None:
    """Read the facts into temporary tables, and fill the index from these in its own order."""
    for database in ("main", "temp"):
        connection.execute(f"PRAGMA {database}.journal_mode = OFF")
        connection.execute(f"PRAGMA {database}.cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.executescript(_TABLES + _WAITING)
    _read_entities(connection, facts)
    tick()
    _read_relations(connection, facts)
    tick()
    digest = _sort_relations(connection)
    tick()
    _describe(connection)
    tick()
    for waiting, statement in _SORTED.items():
        connection.execute(statement)
        connection.execute(f"DROP TABLE temp.{waiting}")
        tick()
    connection.execute("INSERT INTO meta VALUES ('facts_sha256', ?)", (digest,))
    connection.executescript(_INDEXES)
    connection.commit()
    connection.execute("VACUUM")
    tick()


def _read_entities(connection: sqlite3.Connection, facts: Facts) -> None:
    rows = ((int(row["id"][1:]), line(row)) for row in facts.entities())
    _insert(connection, "fact", 2, rows)


def _read_relations(connection: sqlite3.Connection, facts: Facts) -> None:
    rows = ((sort_key(row), line(row)) for row in facts.relations(lambda qid: _known(connection, qid)))
    _insert(connection, "relation", 2, rows)


def _known(connection: sqlite3.Connection, qid: str) -> bool:
    """Whether an id is that of an entity of the facts."""
    number = qid[1:]
    query = "SELECT 1 FROM fact WHERE qid = ?"
    return number.isdecimal() and connection.execute(query, (int(number),)).fetchone() is not None


def _sort_relations(connection: sqlite3.Connection) -> str:
    """Sort the relations by what they say, and add the curated tenures; the SHA-256 of the facts."""
    digest = hashlib.sha256()
    for (text,) in connection.execute("SELECT row FROM fact ORDER BY qid"):
        digest.update(text.encode())
    ordered = connection.execute("SELECT row FROM relation ORDER BY place, rowid")
    for texts in _batches(text for (text,) in ordered):
        digest.update("".join(texts).encode())
        rows = [json.loads(text) for text in texts]
        _insert(connection, "held", 9, (_tenure(row) for row in rows if row["p"] == "P39"))
        _insert(connection, "belongs", 4, (_membership(row) for row in rows if row["p"] != "P39"))
    connection.execute("DROP TABLE temp.relation")
    connection.execute("CREATE INDEX temp.held_holder ON held (holder, category)")
    _insert(connection, "held", 9, list(_early_tenures(connection)))
    return digest.hexdigest()


def _early_tenures(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The hand-written tenures of persons of these facts whose offices of that category the facts lack."""
    told = "SELECT 1 FROM held WHERE holder = ? AND category = ?"
    for row in read_tsv("tenures.tsv"):
        mark = (row["holder"], row["category"])
        if _known(connection, row["holder"]) and connection.execute(told, mark).fetchone() is None:
            tenure = {key: row[key] for key in ("category", "of", "start", "end")}
            yield _tenure({"s": row["holder"], "label": row["office"], **tenure})


def _describe(connection: sqlite3.Connection) -> None:
    """Write the entities, with their priors, and let all that they are found under wait to be sorted."""
    curated = curated_names()
    points = {row["qid"]: (float(row["lat"]), float(row["lon"])) for row in read_tsv("coordinates.tsv")}
    held = "SELECT category FROM held WHERE holder = ?"
    texts = connection.execute("SELECT row FROM fact ORDER BY qid")
    for batch in _batches(json.loads(text) for (text,) in texts):
        scored = [
            (row, prior(row, [category for (category,) in connection.execute(held, (row["id"],))]))
            for row in batch
        ]
        _insert(connection, "entity", 14, (_entity(row, score, points) for row, score in scored))
        _insert(
            connection, "named", 6, (name for row, score in scored for name in _names(row, score, curated))
        )
        persons = [(int(row["id"][1:]), row) for row in batch if row["type"] == EntityType.PERSON.value]
        _insert(connection, "surnamed", 2, ((key, qid) for qid, row in persons for key in surnames_of(row)))
        for table, keys in (("sounding", sounds_of), ("worded", words_of)):
            rows = ((key, qid, text) for qid, row in persons for key, text in keys(row))
            _insert(connection, table, 3, rows)
        bodies = (row for row in batch if row["type"] in _BODIES and row.get("country"))
        _insert(connection, "stated", 2, ((row["country"], int(row["id"][1:])) for row in bodies))
    connection.execute("DROP TABLE temp.fact")


def _names(row: Row, score: float, curated: CuratedNames) -> Iterator[tuple[object, ...]]:
    for key, text, kind in names_of(row, curated):
        yield key, score, KIND_ORDER[kind], int(row["id"][1:]), text, kind.value


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _insert(
    connection: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[object, ...]]
) -> None:
    marks = ",".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - table is a literal


def _entity(row: Row, score: float, points: Mapping[str, tuple[float, float]]) -> tuple[object, ...]:
    def packed(key: str) -> str | None:
        return json.dumps(row[key], ensure_ascii=False) if row.get(key) else None

    return (
        int(row["id"][1:]),
        row["type"],
        without_disambiguator(row["label"]) if row["type"] == EntityType.STATE.value else row["label"],
        packed("aliases"),
        packed("demonyms"),
        row.get("country"),
        *points.get(row["id"], (row.get("lat"), row.get("lon"))),
        row.get("iso2"),
        row.get("iso3"),
        row.get("start") or row.get("born"),
        row.get("end") or row.get("died"),
        packed("types"),
        score,
    )


def _tenure(row: Row) -> tuple[object, ...]:
    keys = ("s", "label", "category", "of", "o", "start", "end", "as_of")
    return (*(row.get(key) for key in keys), int(row.get("end_is_bound", False)))


def _membership(row: Row) -> tuple[object, ...]:
    return row["s"], row["o"], row.get("start"), row.get("end")
