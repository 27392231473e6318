"""Linking what is stored anew, by a new index or new judgements; nothing is extracted again.

Part of the pipeline: it gives the order of the stages for articles that are in the store already. Prints
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from loader.errors import ArticleError, StoreError
from loader.joining import join_events
from loader.pipeline import Pipeline, check_article, failed
from loader.rdf import Iris
from loader.store import Library, LoadedArticle
from loader.store.blocks import BACKGROUND


@dataclass(slots=True)
class RelinkReport:
    """What a relink did. `links` counts entities that are linked otherwise than before."""

    changed: int = 0
    unchanged: int = 0
    links: int = 0
    failed: list[ArticleError] = field(default_factory=list)
    interrupted: bool = False


def relink(
    pipeline: Pipeline,
    library: Library,
    *,
    on_article: Callable[[str], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> RelinkReport:
    """Link every article of the store anew, each whole or not at all; what stays the same is not written.

    The store ends as if the articles were loaded now into an empty one, with the extractions that it has.

    Args:
        pipeline: has the index, the judgements and the other settings.
        library: open for writing.
        on_article: called after each article with what it is known by.
        stop: asked between articles; True ends it there, and doing it again goes on.

    Raises:
        StoreError: the store could not be written; what was linked anew before stays so.
        GeokgError: the index or the file of judgements cannot be used; nothing was changed.
    """
    report = RelinkReport()
    _ = pipeline.linker  # an index that cannot be used is told once, before anything is written
    library.recover()
    pipeline.describe(library)
    background: set[str] = set()
    for version in list(library.articles()):
        if stop():
            report.interrupted = True
            return report
        _relink_article(pipeline, library, version, report, background)
        on_article(version.title or version.identity)
    if not report.failed:
        library.keep_background(background)
    join_events(library, Iris(pipeline.settings.base))
    return report


def _relink_article(
    pipeline: Pipeline, library: Library, version: LoadedArticle, report: RelinkReport, background: set[str]
) -> None:
    """Link one article anew and count what became of it; `background` learns the blocks that were seen."""
    extraction = library.record(version)
    try:
        links = pipeline.linker.link(extraction)
        linked = pipeline.mapped(extraction, links)
        # What the index knows of an entity is the same in every article: seen to once, it is skipped.
        new = replace(linked, shared=tuple(b for b in linked.shared if b.id not in background))
        differs = library.differs(version, links, new)
        if differs:
            check_article(extraction.article, linked)
    except StoreError:
        raise
    except Exception as error:
        report.failed.append(failed(extraction.article, error))
        return
    if differs:
        before = {link.entity: link.qid for link in library.links_of(version)}
        library.relink(version, links, new)
        report.changed += 1
        report.links += sum(before.get(link.entity) != link.qid for link in links)
    else:
        report.unchanged += 1
    background.update(block.id for block in new.shared if block.id.startswith(BACKGROUND))
