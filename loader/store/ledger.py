"""The ledger: which articles are loaded, what was extracted, what supports what, and the outbox.

One SQLite file beside the RDF store, of which it is the memory: from one transaction here follows
what the store must be told, and that waits in the outbox until the store has it on disk. The ledger
never touches the store.
"""

import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from loader import record
from loader.errors import StoreError
from loader.model import Article, Candidate, Extraction, Link
from loader.rdf import LinkedArticle, SharedBlock
from loader.store.blocks import BACKGROUND, Blocks
from loader.store.changes import Change
from loader.store.versions import COLUMNS, LoadedArticle, State, ambiguous, loaded_article

FORMAT = "2"
"""Of the ledger's tables; another number cannot be read by this version of geokg."""


class Ledger:
    """One open ledger. Every public writer is one transaction.

    Raises:
        StoreError: the file is no ledger, is damaged, or was made under another base IRI.
    """

    def __init__(self, path: Path, *, base: str, write: bool) -> None:
        self._path = path
        with self._faults():
            self._db = _connect(path, write=write)
            if write and not self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                self._create(base)
            meta = dict(self._db.execute("SELECT name, value FROM meta"))
        if meta.get("format") != FORMAT:
            raise StoreError(f"{path}: format {meta.get('format')}, but this geokg reads {FORMAT}; load anew")
        if meta.get("base") != base:
            raise StoreError(f"{path.parent}: made with base {meta.get('base')}, but the settings say {base}")

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._db.close()

    def put(
        self,
        article: Article,
        extraction: Extraction,
        links: Sequence[Link],
        linked: LinkedArticle,
        derived: Iterable[SharedBlock] = (),
    ) -> int:
        """Record an article, put the store's change in the outbox; tell how many versions it replaces."""
        with self._transaction():
            change = Change()
            blocks = Blocks(self._db)
            older = self._loaded("identity = ?", article.identity)
            twins = [a for a in self._loaded("content_hash = ?", article.content_hash) if a not in older]
            for version in older:
                self._remove(version, State.SUPERSEDED, blocks, change)
                if version.content_hash == article.content_hash:
                    # Extracted or linked anew: not another version, so no history of it.
                    self._db.execute("DELETE FROM article WHERE seq = ?", (version.order,))
            number = self._insert(article, extraction, links, linked)
            blocks.support(number, linked.shared)
            blocks.assign(derived)
            # Verbatim copies that carry no URL share a graph; the same one of them must always fill it.
            if all(article.identity < twin.identity for twin in twins):
                change.replace_graph(linked.graph, linked.triples, known=bool(twins or older))
            change.shift_quads(*blocks.changes())
            self._post(change)
        return sum(version.content_hash != article.content_hash for version in older)

    def derive(self, derived: Iterable[SharedBlock]) -> bool:
        """Put what follows from the articles together in the place of what did before; whether it differs."""
        with self._transaction():
            change, blocks = Change(), Blocks(self._db)
            new = [block for block in derived if not blocks.live_is(block)]
            blocks.assign(new)
            change.shift_quads(*blocks.changes())
            self._post(change)
        return bool(new)

    def differs(
        self, version: LoadedArticle, links: Sequence[Link], linked: LinkedArticle, *, as_stored: bool
    ) -> bool:
        """Whether a loaded article has other links, or others follow from them, than it should.

        `as_stored` says that its graph in the store is already what it should be.
        """
        same = self.links_of(version.order) == tuple(sorted(links, key=lambda link: link.entity))
        with self._faults():
            blocks = Blocks(self._db)
            return not (
                same
                and (as_stored or not self._fills_graph(version))
                and blocks.supported_by(version.order, linked.shared)
            )

    def relink(self, version: LoadedArticle, links: Sequence[Link], linked: LinkedArticle) -> None:
        """Put a loaded article's links, and what follows from them, in the place of those it has."""
        with self._transaction():
            change, blocks = Change(), Blocks(self._db)
            blocks.release(version.order)
            self._db.execute("DELETE FROM link WHERE article = ?", (version.order,))
            self._insert_links(version.order, links)
            blocks.support(version.order, linked.shared)
            if self._fills_graph(version):
                change.replace_graph(linked.graph, linked.triples, known=True)
            change.shift_quads(*blocks.changes())
            self._post(change)

    def keep_background(self, names: Collection[str]) -> int:
        """Take out the background blocks of other names than these; how many those were."""
        query = "SELECT name FROM block WHERE substr(name, 1, length(?1)) = ?1"
        with self._transaction():
            change, blocks = Change(), Blocks(self._db)
            held = {name for (name,) in self._db.execute(query, (BACKGROUND,))}
            gone = sorted(held - set(names))
            blocks.assign(SharedBlock(name, ()) for name in gone)
            change.shift_quads(*blocks.changes())
            self._post(change)
        return len(gone)

    def retract(self, key: str, derived: Iterable[SharedBlock] = ()) -> tuple[LoadedArticle, ...]:
        """Take out the articles of this identity or content hash; tell which they were."""
        with self._transaction():
            change = Change()
            blocks = Blocks(self._db)
            versions = self._loaded("identity = ?1 OR content_hash = ?1", key)
            for version in versions:
                self._remove(version, State.RETRACTED, blocks, change)
            blocks.assign(derived)
            change.shift_quads(*blocks.changes())
            self._post(change)
        return versions

    def holds(self, article: Article) -> bool:
        """Whether this very content is loaded under this identity."""
        return any(
            a.content_hash == article.content_hash for a in self._loaded("identity = ?", article.identity)
        )

    def identity_of(self, key: str) -> str:
        """The identity of the one loaded article that a key means: its id, its URL or the start of its hash.

        Raises:
            StoreError: several articles fit; the message names them.
        """
        found = self._named(key)
        if len({article.identity for article in found}) > 1:
            raise ambiguous(key, found)
        return found[0].identity if found else key

    def leaving(self, key: str, keep: str | None = None) -> tuple[str, ...]:
        """Content hashes that no loaded article would have if those of this identity or hash were gone."""
        with self._faults():
            rows = self._db.execute(
                "SELECT DISTINCT content_hash FROM article a WHERE state = 'loaded'"
                " AND content_hash IS NOT ?2 AND (identity = ?1 OR content_hash = ?1)"
                " AND NOT EXISTS (SELECT 1 FROM article b WHERE b.state = 'loaded'"
                " AND b.content_hash = a.content_hash AND b.identity != ?1 AND b.content_hash != ?1)",
                (key, keep),
            )
            return tuple(name for (name,) in rows)

    def article(self, content_hash: str) -> Article:
        """A loaded article, as far as the ledger knows it."""
        return self.extraction(self._loaded("content_hash = ?", content_hash)[0]).article

    def same_text(self, article: Article) -> Extraction | None:
        """What was extracted from an article of the same text, title and date, as an extraction of this one.

        Of the same date, because "on Monday" is read from it.
        """
        for twin in self._loaded("text_hash = ?", article.text_hash):
            if (twin.published, twin.title) == (article.published, article.title):
                return replace(self.extraction(twin), article=article)
        return None

    def articles(self, *, history: bool = False) -> Iterator[LoadedArticle]:
        """What is loaded, in the order of loading; with `history`, also what no longer is."""
        with self._faults():
            where = "1" if history else "state = 'loaded'"
            for row in self._db.execute(f"SELECT {COLUMNS} FROM article WHERE {where} ORDER BY seq"):  # noqa: S608
                yield loaded_article(row)

    def find(self, key: str) -> tuple[LoadedArticle, ...]:
        """Loaded articles by id or URL; else by the start of the content hash; else by words of the title."""
        if found := self._named(key):
            return found
        words = key.casefold().split()
        titles = ((a, (a.title or "").casefold()) for a in self.articles())
        return tuple(a for a, title in titles if words and all(word in title for word in words))

    def _named(self, key: str) -> tuple[LoadedArticle, ...]:
        """By id or URL; else by the start of the content hash."""
        if found := self._loaded("identity = ?1 OR id = ?1 OR url = ?1", key):
            return found
        if len(key) < 4:
            return ()
        return self._loaded("substr(content_hash, 1, length(?1)) = lower(?1)", key)

    def extraction(self, article: LoadedArticle) -> Extraction:
        """The record of a loaded article, as it was extracted."""
        with self._faults():
            row = self._db.execute(
                "SELECT r.json, b.text, a.article FROM article a JOIN record r ON r.id = a.record"
                " JOIN body b ON b.text_hash = a.text_hash WHERE a.seq = ?",
                (article.order,),
            ).fetchone()
        if row is None:
            raise StoreError(f"{article.identity}: {article.state}, so its record is no longer kept")
        extraction = record.from_json(zlib.decompress(row[0]))
        text = zlib.decompress(row[1]).decode()
        return replace(extraction, article=replace(record.article_from_json(row[2]), text=text))

    def links(self, content_hash: str) -> tuple[Link, ...]:
        """What the entities of an article were linked to."""
        loaded = self._loaded("content_hash = ?", content_hash)
        return self.links_of(loaded[0].order) if loaded else ()

    def links_of(self, order: int) -> tuple[Link, ...]:
        """What the entities of one version of an article were linked to, by the ids of the entities."""
        with self._faults():
            rows = self._db.execute(
                "SELECT entity, qid, score, method, candidates FROM link WHERE article = ? ORDER BY entity",
                (order,),
            ).fetchall()
        return tuple(
            Link(e, q, s, m, tuple(Candidate(*c) for c in json.loads(js))) for e, q, s, m, js in rows
        )

    def counts(self) -> tuple[dict[str, int], dict[str, int], tuple[int, int]]:
        """Articles by state, statements by type, and entities (linked, NIL) summed over loaded articles."""
        with self._faults():
            states = dict(self._db.execute("SELECT state, count(*) FROM article GROUP BY state"))
            types = dict(
                self._db.execute("SELECT type, sum(n) FROM statement_count GROUP BY type ORDER BY 2 DESC, 1")
            )
            linked, nil = self._db.execute("SELECT count(qid), count(*) - count(qid) FROM link").fetchone()
        return states, types, (linked, nil)

    def outbox(self, after: int = 0) -> list[tuple[int, str]]:
        """Updates that the store may lack, oldest first, each with its number; those after a number."""
        with self._faults():
            query = "SELECT seq, sparql FROM outbox WHERE seq > ? ORDER BY seq"
            rows = self._db.execute(query, (after,)).fetchall()
        return [(number, zlib.decompress(packed).decode()) for number, packed in rows]

    def waiting(self) -> int:
        """How many updates are in the outbox."""
        with self._faults():
            return int(self._db.execute("SELECT count(*) FROM outbox").fetchone()[0])

    def settled(self, up_to: int) -> None:
        """The store has these updates on disk."""
        with self._transaction():
            self._db.execute("DELETE FROM outbox WHERE seq <= ?", (up_to,))

    def _create(self, base: str) -> None:
        schema = files("loader.store").joinpath("schema.sql").read_text(encoding="utf-8")
        self._db.executescript(f"BEGIN IMMEDIATE;\n{schema}")
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("base", base)])
        self._db.execute("COMMIT")

    def _loaded(self, where: str, value: str) -> tuple[LoadedArticle, ...]:
        with self._faults():
            query = f"SELECT {COLUMNS} FROM article WHERE state = 'loaded' AND ({where}) ORDER BY seq"  # noqa: S608
            return tuple(loaded_article(row) for row in self._db.execute(query, (value,)))

    def _insert(
        self, article: Article, extraction: Extraction, links: Iterable[Link], linked: LinkedArticle
    ) -> int:
        """Write the rows of a newly loaded version."""
        a, db = article, self._db
        body = zlib.compress(a.text.encode())
        db.execute("INSERT OR IGNORE INTO body VALUES (?, ?)", (a.text_hash, body))
        (number,) = db.execute(
            "INSERT INTO article (identity, state, content_hash, text_hash, graph, id, title, url, published,"
            " publisher, article, record) VALUES (?, 'loaded', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
            (a.identity, a.content_hash, a.text_hash, str(linked.graph), a.id, a.title, a.url, a.published,
             a.publisher, record.article_to_json(replace(a, text="")), self._record(extraction)),
        ).fetchone()  # fmt: skip
        self._insert_links(int(number), links)
        types = Counter(str(s.type) for s in extraction.statements)
        db.executemany(
            "INSERT INTO statement_count VALUES (?, ?, ?)", [(number, t, n) for t, n in types.items()]
        )
        return int(number)

    def _fills_graph(self, version: LoadedArticle) -> bool:
        """Whether it is this one of several verbatim copies that fills the graph that they share."""
        copies = self._loaded("content_hash = ?", version.content_hash)
        return version.identity == min(copy.identity for copy in copies)

    def _insert_links(self, number: int, links: Iterable[Link]) -> None:
        rows = (
            (number, k.entity, k.qid, k.score, k.method, json.dumps([[c.qid, c.score] for c in k.candidates]))
            for k in links
        )
        self._db.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _record(self, extraction: Extraction) -> int:
        """The number of the stored record; exact copies share one."""
        bare = replace(extraction, article=Article(id="", text="", language=extraction.article.language))
        packed = zlib.compress(record.to_json(bare).encode())
        self._db.execute(
            "INSERT OR IGNORE INTO record (digest, json) VALUES (?1, ?2)", (_digest(packed), packed)
        )
        row = self._db.execute("SELECT id FROM record WHERE digest = ?", (_digest(packed),)).fetchone()
        return int(row[0])

    def _remove(self, version: LoadedArticle, state: State, blocks: Blocks, change: Change) -> None:
        """Take a version out: its support, its graph unless a twin fills it too, its record unless shared."""
        blocks.release(version.order)
        for table in ("link", "statement_count"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", (version.order,))  # noqa: S608
        (graph, text_hash, record_id) = self._db.execute(
            "SELECT graph, text_hash, record FROM article WHERE seq = ?", (version.order,)
        ).fetchone()
        self._db.execute("UPDATE article SET state = ?, record = NULL WHERE seq = ?", (state, version.order))
        self._db.execute(
            "DELETE FROM record WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE record = ?1)",
            (record_id,),
        )
        if not self._loaded("text_hash = ?", text_hash):
            self._db.execute("DELETE FROM body WHERE text_hash = ?", (text_hash,))
        if not self._loaded("content_hash = ?", version.content_hash):
            change.drop_graph(graph)

    def _post(self, change: Change) -> None:
        if sparql := change.sparql():
            # Fastest compression: it costs less than writing the text out would.
            self._db.execute("INSERT INTO outbox (sparql) VALUES (?)", (zlib.compress(sparql.encode(), 1),))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the body or nothing of it."""
        with self._faults(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say which file SQLite could not read or write."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: the ledger cannot be used: {error}") from error


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the file. Queries of `loader serve` come from several threads, one at a time."""
    if write:
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        # FULL: what the ledger has recorded outlives a loss of power, so that it is never behind the store.
        db.execute("PRAGMA synchronous = FULL")
        return db
    # Read-only media have no room for SQLite's shared memory; without a write-ahead log it needs none.
    still = not path.with_name(f"{path.name}-wal").exists()
    mode = "immutable=1" if still else "mode=ro"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False
    )


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
