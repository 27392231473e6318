"""The index of copies: a file beside the ledger in which each new article is compared with all before it.

Which articles form a cluster, what it is called and which of them leads follow from the articles alone,
never from the order in which they came. The index is no place of record: whatever the ledger holds can be
added again, and `reconcile` does so. It knows nothing of stores, and writes no RDF.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from loader.errors import StoreError
from loader.ingest.syndication import likeness, sketch, words
from loader.ingest.syndication.bands import Bands, Keys
from loader.ingest.syndication.grouping import groups
from loader.ingest.syndication.leading import rank
from loader.ingest.syndication.words import Shingles, unpacked
from loader.model import Article

FORMAT = "1"
"""Of the tables. An index of another format, or made with other thresholds, is begun anew."""
_METHOD = "/".join(
    str(part)
    for part in (
        FORMAT, words.SHINGLE, sketch.ROWS, sketch.WHOLE_BANDS, sketch.OPENING_BANDS, sketch.OPENING,
        sketch.SHARED_BANDS, likeness.RESEMBLANCE, likeness.CONTAINMENT, likeness.FEWEST_COMMON,
        likeness.OPENING_CONTAINMENT,
    )
)  # fmt: skip
_MEMBERS = "SELECT a.content_hash, a.rank FROM text t JOIN article a ON a.text = t.id WHERE t.cluster"
_CLUSTER = (
    "SELECT c.name, c.lead, c.size, t.id FROM article a JOIN text t ON t.id = a.text"
    " JOIN cluster c ON c.id = t.cluster WHERE a.content_hash = ?"
)


class _OtherMethodError(Exception):
    """The index was made in another way than this geokg compares articles."""


class Kind(StrEnum):
    """What an article is beside the lead of its cluster."""

    ORIGINAL = "original"
    """It leads: nothing is known that it is a copy of."""
    VERBATIM = "verbatim"
    """The same words in the same order, whatever the headline."""
    NEAR = "near"
    """Cut, edited or added to."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where an article stands now; articles, clusters and leads are named by content hashes.

    `cluster` is None when the article has left. `lead` is told of one member of each cluster only, the
    one that the cluster is called after.
    """

    article: str
    cluster: str | None
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The cluster of an article, its lead, how many other articles are in it, and what the article is.

    `moved` holds what the addition changed, the article itself included: articles added before may have
    another cluster now. Nothing moves when an article is added again.
    """

    cluster: str
    lead: str
    copies: int
    kind: Kind
    moved: tuple[Member, ...] = ()


class Syndication:
    """An open index; a context manager. Every public writer is one transaction.

    Args:
        path: its file, made when missing; one that is damaged or of another format is begun anew.

    Raises:
        StoreError: the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._faults():
            try:
                self._db = _open(path)
            except (sqlite3.DatabaseError, _OtherMethodError) as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                self._db = _open(path)
            rows = self._db.execute("SELECT id, keys FROM text ORDER BY id")
            self._bands = Bands((text, unpacked(kept)) for text, kept in rows)

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, article: Article) -> Placement:
        """Compare an article with all that are in the index, and put it among its copies."""
        with self._transaction():
            moved = self._add(article)
            return self._placement(article.content_hash, moved)

    def remove(self, content_hash: str) -> tuple[Member, ...]:
        """Take an article out, if it is there; tell whose place changed. What only it joined comes apart."""
        with self._transaction():
            return self._remove(content_hash)

    def remove_all(self, content_hashes: Iterable[str]) -> tuple[Member, ...]:
        """Take several articles out; see `remove`. Each is told of once, as it stands in the end."""
        moved: dict[str, Member] = {}
        for name in content_hashes:
            moved |= {member.article: member for member in self.remove(name)}
        return tuple(moved[name] for name in sorted(moved))

    def placement(self, content_hash: str) -> Placement | None:
        """Where an article stands now, `moved` left empty; None when it is not in the index."""
        with self._faults():
            known = self._db.execute("SELECT 1 FROM article WHERE content_hash = ?", (content_hash,))
            return self._placement(content_hash, ()) if known.fetchone() else None

    def members(self, content_hash: str) -> tuple[str, ...]:
        """The content hashes of an article's cluster, its lead first; none when it is not in the index."""
        with self._faults():
            rows = self._db.execute(
                f"{_MEMBERS} = (SELECT t.cluster FROM article a JOIN text t ON t.id = a.text"  # noqa: S608
                " WHERE a.content_hash = ?) ORDER BY a.rank",
                (content_hash,),
            )
            return tuple(name for name, _ in rows)

    def reconcile(self, loaded: Iterable[str], read: Callable[[str], Article]) -> tuple[Member, ...]:
        """Make the index hold just the articles that the ledger does; tell whose place changed.

        Args:
            loaded: the content hashes of all articles in the ledger.
            read: gives the article of a content hash; asked only for those that are missing here.
        """
        wanted = set(loaded)
        with self._faults():
            held = {name for (name,) in self._db.execute("SELECT content_hash FROM article")}
        moved: dict[str, Member] = {}
        for name in sorted(held - wanted):
            moved |= {member.article: member for member in self.remove(name)}
        for name in sorted(wanted - held):
            moved |= {member.article: member for member in self.add(read(name)).moved}
        return tuple(moved[name] for name in sorted(moved))

    def _add(self, article: Article) -> tuple[Member, ...]:
        db, name = self._db, article.content_hash
        if db.execute("SELECT 1 FROM article WHERE content_hash = ?", (name,)).fetchone():
            return ()
        body = words.body_words(article)
        position = rank(article, len(body))
        text, cluster, touched = self._text(body, name, position)
        db.execute("INSERT INTO article VALUES (?, ?, ?)", (name, text, position))
        old_name, old_rank = db.execute("SELECT name, rank FROM cluster WHERE id = ?", (cluster,)).fetchone()
        db.execute("UPDATE cluster SET size = size + 1 WHERE id = ?", (cluster,))
        touched.add(name)
        if position < old_rank:
            db.execute("UPDATE cluster SET lead = ?, rank = ? WHERE id = ?", (name, position, cluster))
            touched.add(old_name)
        if name < old_name:
            db.execute("UPDATE cluster SET name = ? WHERE id = ?", (name, cluster))
            touched.update(self._names(cluster))
        return self._told(touched)

    def _text(self, body: list[str], name: str, position: str) -> tuple[int, int, set[str]]:
        """The numbers of an article's text and cluster, made if they are new, and the articles that moved."""
        digest = words.digest(body)
        row = self._db.execute("SELECT id, cluster FROM text WHERE digest = ?", (digest,)).fetchone()
        if row:
            return int(row[0]), int(row[1]), set()
        shingles = words.shingles(body)
        keys = sketch.band_keys(shingles)
        found = self._clusters_of_copies(shingles, keys)
        if found:
            cluster, touched = self._merge(found)
        else:
            cluster, touched = self._new_cluster(name, position), set()
        text = self._db.execute(
            "INSERT INTO text (digest, shingles, keys, cluster) VALUES (?, ?, ?, ?) RETURNING id",
            (digest, words.packed(shingles), words.packed(keys), cluster),
        ).fetchone()[0]
        self._bands.add(text, keys)
        return int(text), cluster, touched

    def _clusters_of_copies(self, shingles: Shingles, keys: Keys) -> list[int]:
        """The clusters in which a copy of the text stands; one copy in each is enough."""
        found: set[int] = set()
        query = "SELECT cluster, shingles FROM text WHERE id = ?"
        for text in self._bands.sharing(keys, sketch.SHARED_BANDS):
            row = self._db.execute(query, (text,)).fetchone()
            if row and row[0] not in found and likeness.are_copies(shingles, unpacked(row[1])):
                found.add(row[0])
        return sorted(found)

    def _new_cluster(self, name: str, position: str) -> int:
        """The number of a cluster that is still empty, but called after its first article."""
        query = "INSERT INTO cluster (name, lead, rank, size) VALUES (?1, ?1, ?2, 0) RETURNING id"
        return int(self._db.execute(query, (name, position)).fetchone()[0])

    def _merge(self, clusters: list[int]) -> tuple[int, set[str]]:
        """Make one cluster of several; its number, and the articles that moved."""
        marks = ",".join("?" * len(clusters))
        rows = self._db.execute(
            f"SELECT id, name, lead, rank, size FROM cluster WHERE id IN ({marks}) ORDER BY name",  # noqa: S608
            clusters,
        ).fetchall()
        (kept, name, *_), others = rows[0], rows[1:]
        touched: set[str] = {name} if others else set()
        for other, *_ in others:
            touched.update(self._names(other))
            self._db.execute("UPDATE text SET cluster = ? WHERE cluster = ?", (kept, other))
            self._db.execute("DELETE FROM cluster WHERE id = ?", (other,))
        lead, position = min(((row[2], row[3]) for row in rows), key=lambda pair: pair[1])
        self._db.execute(
            "UPDATE cluster SET lead = ?, rank = ?, size = ? WHERE id = ?",
            (lead, position, sum(row[4] for row in rows), kept),
        )
        return int(kept), touched

    def _remove(self, content_hash: str) -> tuple[Member, ...]:
        db = self._db
        row = db.execute(
            "SELECT a.text, t.cluster FROM article a JOIN text t ON t.id = a.text WHERE a.content_hash = ?",
            (content_hash,),
        ).fetchone()
        if row is None:
            return ()
        text, cluster = row
        before = {member.article: member for member in self._told(self._names(cluster))}
        db.execute("DELETE FROM article WHERE content_hash = ?", (content_hash,))
        if not db.execute("SELECT 1 FROM article WHERE text = ?", (text,)).fetchone():
            db.execute("DELETE FROM text WHERE id = ?", (text,))
        self._regroup(cluster)
        after = self._told(before.keys() - {content_hash})
        return Member(content_hash, None), *(m for m in after if before[m.article] != m)

    def _regroup(self, cluster: int) -> None:
        """Form the clusters of a cluster's texts anew, now that one of its articles is gone."""
        query = "SELECT id, shingles FROM text WHERE cluster = ? ORDER BY id"
        texts = {text: unpacked(packed) for text, packed in self._db.execute(query, (cluster,))}
        self._db.execute("DELETE FROM cluster WHERE id = ?", (cluster,))
        for group in groups(texts):
            number = self._new_cluster("", "")
            self._db.executemany("UPDATE text SET cluster = ? WHERE id = ?", [(number, t) for t in group])
            rows = self._db.execute(f"{_MEMBERS} = ? ORDER BY a.rank", (number,)).fetchall()
            (lead, position), name = rows[0], min(name for name, _ in rows)
            self._db.execute(
                "UPDATE cluster SET name = ?, lead = ?, rank = ?, size = ? WHERE id = ?",
                (name, lead, position, len(rows), number),
            )

    def _names(self, cluster: int) -> set[str]:
        return {name for name, _ in self._db.execute(f"{_MEMBERS} = ?", (cluster,))}

    def _told(self, articles: Iterable[str]) -> tuple[Member, ...]:
        """Where these articles stand now, sorted."""
        members = []
        for article in sorted(articles):
            name, lead = self._db.execute(_CLUSTER, (article,)).fetchone()[:2]
            members.append(Member(article, name, lead if name == article else None))
        return tuple(members)

    def _placement(self, article: str, moved: tuple[Member, ...]) -> Placement:
        name, lead, size, text = self._db.execute(_CLUSTER, (article,)).fetchone()
        row = self._db.execute("SELECT text FROM article WHERE content_hash = ?", (lead,)).fetchone()
        kind = Kind.ORIGINAL if lead == article else Kind.VERBATIM if row == (text,) else Kind.NEAR
        return Placement(name, lead, size - 1, kind, moved)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the body or nothing of it."""
        with self._faults(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"{self._path}: the index of copies cannot be used: {error}; free space or grant access,"
                " or delete the file: it is made anew from the ledger"
            ) from error


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # What a loss of power takes from the end of the file is added again by `reconcile`.
        db.execute("PRAGMA synchronous = NORMAL")
        if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            schema = files("loader.ingest.syndication").joinpath("schema.sql").read_text(encoding="utf-8")
            db.executescript(f"BEGIN IMMEDIATE;\n{schema}")
            db.execute("INSERT INTO meta VALUES ('method', ?)", (_METHOD,))
            db.execute("COMMIT")
        if db.execute("SELECT value FROM meta WHERE name = 'method'").fetchone() != (_METHOD,):
            raise _OtherMethodError
    except BaseException:
        db.close()
        raise
    return db
