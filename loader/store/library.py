"""The library: articles in a store, with the ledger that knows what is there and why.

The one door through which articles enter and leave. It makes the two stores behave as one: whatever
instant a process ends at, opening again brings the RDF to where the ledger is.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from rdflib import Literal, URIRef

from loader.errors import StoreError
from loader.model import Article, Extraction, Link
from loader.rdf import Answer, Bindings, Iris, LinkedArticle, SharedBlock, Triple, Triples
from loader.settings import Settings
from loader.sparql import term_text
from loader.store.base import Store
from loader.store.changes import Change
from loader.store.embedded import EmbeddedStore
from loader.store.ledger import Ledger
from loader.store.lock import NAME as LOCK_NAME
from loader.store.lock import FolderLock
from loader.store.terms import quad_lines
from loader.store.versions import LoadedArticle, ambiguous

LEDGER = "ledger.sqlite"
RDF = "rdf"
CHECKPOINT = 64
"""Updates after which the store is made to write to disk; until then the outbox keeps them."""
_QUADS = """
SELECT ?name (SUM(?n) AS ?quads) WHERE {{
  {{ SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g }}
  BIND(IF(STRSTARTS(STR(?g), {prefix}), "article", REPLACE(STR(?g), "^.*/", "")) AS ?name)
}} GROUP BY ?name ORDER BY DESC(?quads) ?name
"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in a library. `linked` and `unlinked` count entities article by article.

    `quads` has one entry a shared graph that is not empty, and "article" for all articles' graphs.
    """

    articles: int
    superseded: int
    retracted: int
    statements: dict[str, int]
    linked: int
    unlinked: int
    quads: dict[str, int]


class Library:
    """An open library; a context manager. Use `Library.open`."""

    def __init__(self, folder: Path, store: Store, ledger: Ledger, lock: FolderLock, iris: Iris) -> None:
        self.folder = folder
        self.store = store
        self._ledger, self._lock, self._iris = ledger, lock, iris
        self._told = 0

    @classmethod
    def open(cls, settings: Settings, *, create: bool = False, write: bool = False) -> Self:
        """Open the library in `settings.store`, for reading unless told otherwise.

        Args:
            settings: names the folder, the base IRI and the limits of queries.
            create: make it when there is none; implies `write`.
            write: be the only one to have it open.

        Raises:
            StoreLocked: another process writes to it, or has it open and `write` is asked for.
            StoreError: there is none, it is no library, it is damaged, or was made under another base.
        """
        folder, write = settings.store, write or create
        _check_folder(folder, create=create)
        if not write:
            reader = cls._open(settings, write=False)
            if not reader._ledger.waiting():
                return reader
            # A load was killed: bring the RDF to where the ledger is, as only a writer can.
            reader.close()
            with cls._open(settings, write=True) as writer:
                writer.recover()
        return cls._open(settings, write=write)

    @classmethod
    def _open(cls, settings: Settings, *, write: bool) -> Self:
        folder = settings.store
        lock = FolderLock(folder, write=write)
        try:
            ledger = Ledger(folder / LEDGER, base=settings.base, write=write)
            try:
                store = EmbeddedStore(
                    folder / RDF,
                    write=write,
                    prefixes=Iris(settings.base).prefixes,
                    timeout=settings.query_timeout,
                    max_rows=settings.query_rows,
                )
            except StoreError:
                ledger.close()
                raise
        except StoreError:
            lock.release()
            raise
        return cls(folder, store, ledger, lock, Iris(settings.base))

    def put(
        self,
        article: Article,
        extraction: Extraction,
        links: Sequence[Link],
        linked: LinkedArticle,
        derived: Iterable[SharedBlock] = (),
    ) -> int:
        """Bring an article in, whole or not at all, in place of any older version of the same identity.

        `derived` are blocks that follow from all articles together, and change with this one.

        Returns:
            How many older versions it took the place of; the same content put again takes none.
        """
        self.recover()
        replaced = self._ledger.put(article, extraction, links, linked, derived)
        self.recover()
        return replaced

    def derive(self, derived: Iterable[SharedBlock]) -> bool:
        """Put blocks that follow from all articles together in the place of what they held before.

        Returns:
            Whether they differ from that; if not, nothing is written.
        """
        self.recover()
        changed = self._ledger.derive(derived)
        self.recover()
        return changed

    def differs(self, version: LoadedArticle, links: Sequence[Link], linked: LinkedArticle) -> bool:
        """Whether a loaded article has other links, or others follow from them, than these."""
        self.recover()
        return self._ledger.differs(version, links, linked, as_stored=self._as_stored(linked))

    def relink(self, version: LoadedArticle, links: Sequence[Link], linked: LinkedArticle) -> None:
        """Put a loaded article's links, and what follows from them, in the place of those it has."""
        self.recover()
        self._ledger.relink(version, links, linked)
        self.recover()

    def keep_background(self, names: Collection[str]) -> int:
        """Take out what the index knows of entities but for the blocks of these names; how many went."""
        self.recover()
        gone = self._ledger.keep_background(names)
        self.recover()
        return gone

    def retract(self, key: str, derived: Iterable[SharedBlock] = ()) -> tuple[LoadedArticle, ...]:
        """Take out what was loaded under an identity (URL, id) or content hash; tell what it was."""
        self.recover()
        retracted = self._ledger.retract(key, derived)
        self.recover()
        return retracted

    def recover(self) -> int:
        """Tell the store, in their order, the updates that it was not told; how many those were.

        After opening that is all that an earlier process did not see through to the disk: some may be
        in the store already, and telling those once more changes nothing.
        """
        waiting = self._ledger.outbox(after=self._told)
        for number, sparql in waiting:
            self.store.update(sparql)
            self._told = number
        if self._ledger.waiting() >= CHECKPOINT:
            self._checkpoint()
        return len(waiting)

    def describe(self, graph: URIRef, triples: Iterable[Triple], *, replace: bool) -> None:
        """Write triples that stem from no article: the ontology, in place of an older one; a run, added.

        In one transaction, but not by way of the ledger: what is lost with a killed process is written
        again by the next load.
        """
        change = Change()
        if replace:
            change.replace_graph(graph, triples, known=True)
        else:
            change.shift_quads((), quad_lines((*triple, graph) for triple in triples))
        self.store.update(change.sparql())

    def contains(self, graph: URIRef, triple: Triple) -> bool:
        """Whether a graph says something."""
        pattern = " ".join(term_text(term) for term in triple)
        return self.store.query(f"ASK {{ GRAPH {term_text(graph)} {{ {pattern} }} }}") is True

    def holds(self, article: Article) -> bool:
        """Whether this very content is there under this identity."""
        return self._ledger.holds(article)

    def identity_of(self, key: str) -> str:
        """The identity of the article that a key means; see `Ledger.identity_of`."""
        return self._ledger.identity_of(key)

    def leaving(self, key: str, keep: str | None = None) -> tuple[str, ...]:
        """Content hashes that would be gone with an identity or hash; not `keep`, which takes its place."""
        return self._ledger.leaving(key, keep)

    def article(self, content_hash: str) -> Article:
        """A loaded article: its text and what is known of its source."""
        return self._ledger.article(content_hash)

    def same_text(self, article: Article) -> Extraction | None:
        """What was extracted from the same text of the same date already, if it was."""
        return self._ledger.same_text(article)

    def articles(self, *, history: bool = False) -> Iterator[LoadedArticle]:
        """What is loaded, in the order of loading; with `history`, also what was superseded or retracted."""
        return self._ledger.articles(history=history)

    def extraction(self, key: str) -> Extraction | None:
        """The record of an article, by id, URL, start of its content hash, or words of its title.

        Raises:
            StoreError: several articles fit; the message names them.
        """
        found = self._ledger.find(key)
        if len(found) > 1:
            raise ambiguous(key, found)
        return self._ledger.extraction(found[0]) if found else None

    def record(self, version: LoadedArticle) -> Extraction:
        """The record of a loaded article, as it was extracted.

        Raises:
            StoreError: it is no longer loaded.
        """
        return self._ledger.extraction(version)

    def links(self, content_hash: str) -> tuple[Link, ...]:
        """What the entities of an article were linked to."""
        return self._ledger.links(content_hash)

    def links_of(self, version: LoadedArticle) -> tuple[Link, ...]:
        """What the entities of one of several articles with the same content were linked to."""
        return self._ledger.links_of(version.order)

    def query(self, sparql: str) -> Answer:
        """Ask the store; see `Store.query`."""
        return self.store.query(sparql)

    def dump(self, path: Path) -> int:
        """Write all quads, sorted; see `Store.dump`."""
        return self.store.dump(path)

    def statistics(self) -> Statistics:
        """Count what is there."""
        states, statements, (linked, unlinked) = self._ledger.counts()
        return Statistics(
            articles=states.get("loaded", 0),
            superseded=states.get("superseded", 0),
            retracted=states.get("retracted", 0),
            statements=statements,
            linked=linked,
            unlinked=unlinked,
            quads=self._quads(),
        )

    def close(self) -> None:
        """Make sure all is on disk and let go of the folder; closing twice is harmless."""
        try:
            if self._told:
                self._checkpoint()
        finally:
            self.store.close()
            self._ledger.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _as_stored(self, linked: LinkedArticle) -> bool:
        """Whether an article's graph holds just what it should."""
        answer = self.store.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {term_text(linked.graph)} {{ ?s ?p ?o }} }}"
        )
        if not isinstance(answer, Triples) or answer.truncated:
            return False
        stored = {tuple(map(term_text, triple)) for triple in answer.triples}
        return stored == {tuple(map(term_text, triple)) for triple in linked.triples}

    def _checkpoint(self) -> None:
        """Have what was told written to disk; the outbox may forget it."""
        self.store.flush()
        self._ledger.settled(self._told)

    def _quads(self) -> dict[str, int]:
        prefix = term_text(Literal(str(self._iris.article_graph(""))))
        answer = self.store.query(_QUADS.format(prefix=prefix))
        rows = answer.rows if isinstance(answer, Bindings) else ()
        return {str(name): int(str(quads)) for name, quads in rows}


def _check_folder(folder: Path, *, create: bool) -> None:
    """Tell apart: a library, nothing yet, and a folder that is something else's."""
    try:
        names = {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        if not create:
            raise StoreError(f"{folder}: no store there; load articles into it first (geokg load)") from None
        names = set()
    except OSError as error:
        raise StoreError(f"{folder}: the store cannot be opened: {error.strerror}") from error
    # A process that was killed while it made the library leaves the first parts of one.
    if LEDGER in names or (create and names <= {LOCK_NAME, RDF}):
        _make(folder / RDF, create=create)
        return
    if not names - {LOCK_NAME, RDF}:
        raise StoreError(f"{folder}: empty; load articles into it first (geokg load)")
    raise StoreError(f"{folder}: holds other files but no store ({LEDGER} is missing); name another folder")


def _make(folder: Path, *, create: bool) -> None:
    if create:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be made: {error.strerror}") from error
