"""The order of the stages: files -> articles -> extractions -> quads -> links -> store.

The only module that combines the packages. It prints nothing, and does nothing that a stage should
do; what it adds is the order, the counting, and that one bad article does not stop the others.
"""

import glob
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from loader import __version__
from loader.closure import close, shipped_rules
from loader.errors import ArticleError, GeokgError, MappingError, UnreadableArticle
from loader.joining import join_events
from loader.knowledge import Knowledge
from loader.link import (
    Index,
    Judgements,
    Linker,
    default_index,
    live,
    read_judgements,
    with_background,
    with_links,
)
from loader.map import LoadRun, Mapper, ontology_triples, ontology_version, run_triples
from loader.model import Article, Extraction, Link
from loader.rdf import Iris, LinkedArticle
from loader.resources import ontology_dir
from loader.settings import Settings
from loader.store import Library, LoadedArticle
from loader.validate import Severity, check

if TYPE_CHECKING:
    from loader.extract import Extractor
    from loader.ingest.syndication import Syndication
    from loader.link.live.online import OnlineLinker

FIRST_REJECTS = 100
"""How many rejected articles a report tells of one by one."""

COPIES = "syndication.sqlite"
"""Name of the index of copies, in the store's folder."""

STAGES = ("prepare", "read", "extract", "map", "link", "check", "copies", "store", "join")
"""What the time of a load is spent on; `prepare` is loading the language model and the index."""


@dataclass(slots=True)
class LoadReport:
    """What a load did. `seconds` has one entry a stage; `first_rejected` tells where and why of a few.

    However many are rejected, no more are kept here; `on_reject` gets each as it comes.

    `hashes` are the content hashes of the articles that came in; `doubts` counts what plausibility checks
    kept out of them, by check (`geokg explain` shows each).
    """

    hashes: list[str] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0
    first_rejected: list[ArticleError] = field(default_factory=list)
    on_reject: Callable[[ArticleError], None] = field(default=lambda _: None, repr=False)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    interrupted: bool = False

    @property
    def loaded(self) -> int:
        """How many articles came in."""
        return len(self.hashes)

    def reject(self, error: ArticleError) -> None:
        """Count an article that was not loaded, and hand on why."""
        self.rejected += 1
        if len(self.first_rejected) < FIRST_REJECTS:
            self.first_rejected.append(error)
        self.on_reject(error)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that the body takes to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - start


class Pipeline:
    """The stages under one set of settings; each is made when first needed, since some are slow to start."""

    def __init__(self, settings: Settings, warn: Callable[[str], None] = lambda _: None) -> None:
        """Make nothing yet; `warn` gets the lines that a load should say while it goes on."""
        self.settings = settings
        self.warn = warn

    @cached_property
    def knowledge(self) -> Index:
        """The entity index: the one named in the settings, else the one that ships with geokg."""
        return Index(self.settings.index) if self.settings.index else default_index()

    @cached_property
    def extractor(self) -> "Extractor":
        """Text to entities and statements; loads the language model."""
        from loader.extract import Extractor

        return Extractor(self.knowledge)

    @cached_property
    def judgements(self) -> Judgements:
        """What people decided names to mean, as the file says that the settings name."""
        return read_judgements(self.settings.judgements)

    @cached_property
    def linker(self) -> "Linker | OnlineLinker":
        """Entities to Wikidata; asks it for what the index cannot decide, if the settings say `online`."""
        linker = Linker(self.knowledge, judgements=self.judgements)
        if not self.settings.online:
            return linker
        live.require()
        from loader.link.live.online import OnlineLinker

        return OnlineLinker(linker, self.settings, self.warn)

    @cached_property
    def mapper(self) -> Mapper:
        """Statements to RDF."""
        return Mapper(self.settings)

    def prepare(self) -> None:
        """Make the stages now, so that what they take to start is not counted as an article's time."""
        _ = self.extractor, self.linker, self.mapper

    def stored(self, library: Library, key: str) -> Extraction | None:
        """The record of a loaded article with its links merged in; see `Library.extraction` for keys."""
        extraction = library.extraction(key)
        if extraction is None:
            return None
        return self._completed(extraction, library.links(extraction.article.content_hash), self.knowledge)

    def _completed(
        self, extraction: Extraction, links: Sequence[Link], index: Knowledge, *, background: bool = True
    ) -> Extraction:
        """The record with its links, what the index knows of them, and what follows from all that."""
        record = with_links(extraction, links, index)
        if background:
            record = with_background(record, index)
        return close(record, shipped_rules()) if self.settings.closure else record

    def mapped(self, extraction: Extraction, links: Sequence[Link]) -> LinkedArticle:
        """An extraction and its links as RDF.

        What follows is found anew each time: the ledger keeps what was read, and rules and links change.
        """
        index = self.linker.index
        if self.settings.closure:
            more = self._completed(extraction, links, index).statements[len(extraction.statements) :]
            extraction = replace(extraction, statements=(*extraction.statements, *more))
        return self.mapper.link(self.mapper.map(extraction), extraction, links, index)

    def extract(
        self, paths: Sequence[str], *, background: bool = True
    ) -> Iterator[Extraction | ArticleError]:
        """Extraction records with their links merged in, one an article, in the order read.

        The text of an article that comes as JSON stays as it is, so that offsets count in what the caller
        has. `background` adds what the index knows of the entities, as statements of that origin; what
        follows from the statements is added too, unless the settings say no `closure`.
        """
        for item in self._read(paths, add_title=False):
            if isinstance(item, ArticleError):
                yield item
                continue
            self.prepare()
            try:
                extraction = self.extractor.extract(item)
                links = self.linker.link(extraction)
                record = self._completed(extraction, links, self.linker.index, background=background)
            except Exception as error:
                yield failed(item, error)
                continue
            yield record

    def load(
        self,
        paths: Sequence[str],
        library: Library,
        *,
        on_article: Callable[[str], None] = lambda _: None,
        on_reject: Callable[[ArticleError], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> LoadReport:
        """Bring articles into the store, each whole or not at all, skipping what it holds.

        Args:
            paths: files, folders or "-" for standard input.
            library: the open store.
            on_article: called after each article with what it is known by.
            on_reject: called with each article that is not loaded, as it comes.
            stop: asked between articles; True ends the load there, and loading again goes on.

        Raises:
            StoreError: the store could not be written; what was loaded before stays.
        """
        report = LoadReport(on_reject=on_reject)
        started = datetime.now(UTC)
        with report.timed("store"):
            library.recover()
            told = self.describe(library)
            if next(library.articles(), None):
                for change in told:
                    self.warn(f"{change} For what is there: geokg relink")
        with self._copies(library, report) as copies:
            self._load_all(self._read(paths), library, copies, report, on_article, stop)
        with report.timed("join"):
            join_events(library, self._iris)
        with report.timed("store"):
            self._describe_run(library, report, started)
        return report

    def retract(self, library: Library, key: str) -> tuple[LoadedArticle, ...]:
        """Take out the article of an id, a URL or a content hash; tell what it was.

        Raises:
            StoreError: several articles fit.
        """
        from loader.ingest.syndication import blocks

        key = library.identity_of(key)
        with self._copies(library, LoadReport()) as copies:
            moved = copies.remove_all(library.leaving(key))
            retracted = library.retract(key, blocks(moved, self._iris))
        join_events(library, self._iris)
        return retracted

    @contextmanager
    def _copies(self, library: Library, report: LoadReport) -> Iterator["Syndication"]:
        """The index of copies, holding just what the library does."""
        from loader.ingest.syndication import Syndication, blocks

        with Syndication(library.folder / COPIES) as copies:
            with report.timed("copies"):
                loaded = (article.content_hash for article in library.articles())
                if moved := copies.reconcile(loaded, library.article):
                    library.derive(blocks(moved, self._iris))
            yield copies

    def _load_all(
        self,
        articles: Iterator[Article | ArticleError],
        library: Library,
        copies: "Syndication",
        report: LoadReport,
        on_article: Callable[[str], None],
        stop: Callable[[], bool],
    ) -> None:
        while not (report.interrupted or stop()):
            with report.timed("read"):
                item = next(articles, None)
            if item is None:
                return
            if isinstance(item, ArticleError):
                report.reject(item)
                on_article(item.where)
            else:
                self._load_article(item, library, copies, report)
                on_article(item.title or item.identity)
        report.interrupted = True

    def describe(self, library: Library) -> list[str]:
        """Put the vocabulary and the judgements beside the data; tell which of them are others now."""
        changes: list[str] = []
        if self._describe_ontology(library):
            changes.append("The ontology is another version now: what is loaded now is written by it.")
        if library.derive([self.mapper.judgements(self.judgements)]):
            changes.append("The judgements changed: they decide what is loaded now.")
        return changes

    def _describe_ontology(self, library: Library) -> bool:
        """Put the vocabulary beside the data that uses it; whether this version of it was not there yet."""
        graph = self._iris.graph("ontology")
        triples = ontology_triples(ontology_dir())
        version = next(t for t in triples if t[2] == ontology_version(triples))
        missing = not library.contains(graph, version)
        if missing:
            library.describe(graph, triples, replace=True)
        return missing

    def _describe_run(self, library: Library, report: LoadReport, started: datetime) -> None:
        """Tell when and by which version articles came in; a run that brought none is not worth a word."""
        if not report.loaded:
            return
        run = LoadRun(
            started,
            datetime.now(UTC),
            __version__,
            loaded=report.hashes,
            unchanged=report.unchanged,
            superseded=report.superseded,
            rejected=report.rejected,
        )
        library.describe(self._iris.graph("runs"), run_triples(self._iris, run), replace=False)

    @cached_property
    def _iris(self) -> Iris:
        return Iris(self.settings.base)

    def _read(self, paths: Sequence[str], *, add_title: bool = True) -> Iterator[Article | ArticleError]:
        """The articles, or why not; the readers take half a second to import, which a query need not pay."""
        from loader.ingest import read

        return read(paths, self.settings, add_title=add_title)

    def _load_article(
        self, article: Article, library: Library, copies: "Syndication", report: LoadReport
    ) -> None:
        """Take one article through every stage and count what became of it."""
        if library.holds(article):
            report.unchanged += 1
            return
        with report.timed("prepare"):
            self.prepare()
        try:
            with report.timed("extract"):
                extraction = library.same_text(article) or self.extractor.extract(article)
            with report.timed("link"):
                links = self.linker.link(extraction)
            with report.timed("map"):
                linked = self.mapped(extraction, links)
            with report.timed("check"):
                check_article(article, linked)
        except Exception as error:
            report.reject(failed(article, error))
            return
        from loader.ingest.syndication import blocks

        with report.timed("copies"):
            left = copies.remove_all(library.leaving(article.identity, keep=article.content_hash))
            moved = {m.article: m for m in (*left, *copies.add(article).moved)}
        with report.timed("store"):
            derived = blocks(moved.values(), self._iris)
            report.superseded += library.put(article, extraction, links, linked, derived)
        report.hashes.append(article.content_hash)
        report.doubts.update(doubt.check for doubt in extraction.doubts)


def check_input(paths: Sequence[str]) -> None:
    """Refuse to start when nothing that is named is there.

    Raises:
        UnreadableArticle: names the first of the paths.
    """
    if "" in paths:
        raise UnreadableArticle('""', "an empty path; name a file or a folder (. is the working folder)")
    if not any(path == "-" or glob.has_magic(path) or Path(path).exists() for path in paths):
        raise UnreadableArticle(paths[0], "no such file or folder")


def check_article(article: Article, linked: LinkedArticle) -> None:
    """Hold an article's RDF against the shapes; what fails them is a fault of geokg's and is not stored.

    Raises:
        MappingError: names the first violation.
    """
    wrong = [v for v in check(linked) if v.severity is Severity.VIOLATION]
    if wrong:
        raise MappingError(
            f"{article.identity}: its RDF fails the shapes ({len(wrong)}): {wrong[0]}; please report this"
        )


def failed(article: Article, error: Exception) -> ArticleError:
    """Why an article could not be taken through; a fault of geokg's own costs this article, not the batch."""
    if isinstance(error, GeokgError):
        return ArticleError(article.identity, str(error))
    reason = f"geokg failed on it ({type(error).__name__}: {error}); please report this with the article"
    return ArticleError(article.identity, reason)
