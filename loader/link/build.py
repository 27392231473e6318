"""Builds the SQLite file of an entity index from facts; `index` reads it.

The file is written beside its place and moved there in one step, so that nobody ever sees half an
index. Same facts and same version of geokg and SQLite, same bytes.
"""

import json
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from loader.errors import IndexFault
from loader.knowledge import NameKind
from loader.link.classify import read_tsv
from loader.link.facts import Row, facts_hash, read_facts
from loader.link.names import (
    demonym_plural,
    name_key,
    person_key,
    sound_key,
    surname_keys,
    without_disambiguator,
)
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
_STEPS = 7
_SHORT_NAME = 2
"""Names of so many words or fewer are found whole."""
_BODIES = frozenset({EntityType.GOVERNMENT_BODY.value, EntityType.ARMED_FORCE.value})
_KIND_ORDER = {NameKind.LABEL: 0, NameKind.ALIAS: 1, NameKind.DEMONYM: 2}


def build_index(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Build the index file `target` from a folder of facts in either format of `facts`.

    Raises:
        IndexFault: the facts cannot be used or the file cannot be written.
    """
    tick = _counter(progress)
    entities, relations = read_facts(source)
    tick()
    _write(entities, relations, target, tick)


def build_from_rows(
    entities: list[Row], relations: list[Row], target: Path, progress: Progress | None = None
) -> None:
    """Build the index file `target` from compact rows, as `compact_rows` gives them.

    Raises:
        IndexFault: the file cannot be written.
    """
    tick = _counter(progress)
    tick()
    _write(entities, relations, target, tick)


def _write(entities: list[Row], relations: list[Row], target: Path, tick: Callable[[], None]) -> None:
    """Write the index beside its place and move it there."""
    digest = facts_hash(entities, relations)
    tick()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise IndexFault(f"{target}: cannot be written ({error}); choose another place") from error
    try:
        _fill(Path(temporary), entities, relations, {"facts_sha256": digest}, tick)
        Path(temporary).chmod(0o644)
        os.replace(temporary, target)
    except (OSError, sqlite3.Error) as error:
        raise IndexFault(f"{target}: cannot be written ({error}); choose another place") from error
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


def _fill(
    path: Path, entities: list[Row], relations: list[Row], meta: dict[str, str], tick: Callable[[], None]
) -> None:
    """Write all tables; entities get the curated names and their priors on the way."""
    relations = [*relations, *_early_tenures({row["id"] for row in entities}, relations)]
    held: defaultdict[str, list[str]] = defaultdict(list)
    for row in relations:
        if row["p"] == "P39":
            held[row["s"]].append(row["category"])
    priors = {row["id"]: prior(row, held[row["id"]]) for row in entities}
    curated = _curated({row["id"] for row in entities})
    points = {row["qid"]: (float(row["lat"]), float(row["lon"])) for row in read_tsv("coordinates.tsv")}
    tick()
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.executescript(_TABLES)
        _insert(connection, "entity", 14, (_entity(row, priors[row["id"]], points) for row in entities))
        tick()
        _insert(connection, "name", 5, _ranked(_names(entities, curated), priors))
        tick()
        persons = [row for row in entities if row["type"] == EntityType.PERSON.value]
        _insert(connection, "surname", 2, sorted(_surnames(persons)))
        _insert(connection, "sound", 3, sorted(_sounds(persons)))
        _insert(connection, "word", 3, sorted(_words(persons)))
        _insert(connection, "body", 2, sorted(_bodies(entities)))
        tick()
        _insert(connection, "tenure", 9, _tenures(relations))
        _insert(connection, "membership", 4, _memberships(relations))
        _insert(connection, "meta", 2, sorted(meta.items()))
        connection.executescript(_INDEXES)
        connection.commit()
        connection.execute("VACUUM")
        tick()
    finally:
        connection.close()


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


def _curated(known: set[str]) -> dict[str, list[tuple[str, NameKind]]]:
    """The hand-written names of entities that these facts hold."""
    names: defaultdict[str, list[tuple[str, NameKind]]] = defaultdict(list)
    for row in read_tsv("names.tsv"):
        if row["qid"] in known:
            kind = NameKind(row["kind"])
            plural = demonym_plural(row["name"]) if kind is NameKind.DEMONYM else None
            names[row["qid"]] += [(text, kind) for text in (row["name"], plural) if text]
    return names


def _names(
    entities: Iterable[Row], curated: dict[str, list[tuple[str, NameKind]]]
) -> Iterator[tuple[str, str, str, NameKind]]:
    """Key, text, id and kind of every name; the same name of one entity may come twice."""
    for row in entities:
        texts = [(row["label"], NameKind.LABEL), (without_disambiguator(row["label"]), NameKind.LABEL)]
        texts += [(alias, NameKind.ALIAS) for alias in row.get("aliases", ())]
        for demonym in row.get("demonyms", ()):
            plural = demonym_plural(demonym)
            texts += [(text, NameKind.DEMONYM) for text in (demonym, plural) if text]
        for text, kind in texts + curated.get(row["id"], []):
            key = person_key(text) if row["type"] == EntityType.PERSON.value else name_key(text)
            if key:
                yield key, text, row["id"], kind


def _ranked(
    names: Iterable[tuple[str, str, str, NameKind]], priors: dict[str, float]
) -> Iterator[tuple[object, ...]]:
    """Rows of the name table: of each key best prior first, and each entity once, by its best name."""
    by_key: defaultdict[str, dict[str, tuple[int, str, NameKind]]] = defaultdict(dict)
    for key, text, qid, kind in names:
        entry = (_KIND_ORDER[kind], text, kind)
        if qid not in by_key[key] or entry[0] < by_key[key][qid][0]:
            by_key[key][qid] = entry
    for key in sorted(by_key):
        ranked = sorted(
            by_key[key].items(), key=lambda item: (-priors[item[0]], item[1][0], int(item[0][1:]))
        )
        for rank, (qid, (_, text, kind)) in enumerate(ranked):
            yield key, rank, text, int(qid[1:]), kind.value


def _surnames(persons: Iterable[Row]) -> set[tuple[str, int]]:
    return {
        (key, int(row["id"][1:]))
        for row in persons
        for name in (row["label"], *row.get("aliases", ()))
        for key in surname_keys(name, row.get("country"))
    }


def _sounds(persons: Iterable[Row]) -> set[tuple[str, int, str]]:
    """Full names of persons under the sound of their surname."""
    found = set()
    for row in persons:
        for name in (row["label"], *row.get("aliases", ())):
            words = person_key(name).split()
            if len(words) > 1 and (key := sound_key(words[-1])):
                found.add((key, int(row["id"][1:]), name))
    return found


def _early_tenures(known: set[str], relations: Iterable[Row]) -> Iterator[Row]:
    """The hand-written tenures of persons of these facts whose offices of that category the facts lack."""
    told = {(row["s"], row["category"]) for row in relations if row["p"] == "P39"}
    for row in read_tsv("tenures.tsv"):
        if row["holder"] in known and (row["holder"], row["category"]) not in told:
            tenure = {key: row[key] for key in ("category", "of", "start", "end")}
            yield {"s": row["holder"], "p": "P39", "label": row["office"], **tenure}


def _words(persons: Iterable[Row]) -> set[tuple[str, int, str]]:
    """Words of the names that have three or more."""
    return {
        (word, int(row["id"][1:]), name)
        for row in persons
        for name in (row["label"], *row.get("aliases", ()))
        if len(words := person_key(name).split()) > _SHORT_NAME
        for word in words
        if len(word) > 1
    }


def _bodies(entities: Iterable[Row]) -> Iterator[tuple[str, int]]:
    """State and body, for each body whose state is known."""
    for row in entities:
        if row["type"] in _BODIES and row.get("country"):
            yield row["country"], int(row["id"][1:])


def _tenures(relations: Iterable[Row]) -> list[tuple[object, ...]]:
    keys = ("s", "label", "category", "of", "o", "start", "end", "as_of")
    rows = [
        (*(row.get(key) for key in keys), int(row.get("end_is_bound", False)))
        for row in relations
        if row["p"] == "P39"
    ]
    return sorted(rows, key=lambda row: (row[0], row[5] or "", row[6] or "9", row[1]))


def _memberships(relations: Iterable[Row]) -> list[tuple[object, ...]]:
    rows = [(row["s"], row["o"], row.get("start"), row.get("end")) for row in relations if row["p"] != "P39"]
    return sorted(rows, key=lambda row: (row[0], row[1], row[2] or "", row[3] or ""))
