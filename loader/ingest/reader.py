"""Turns what the user names into a stream of articles, each checked, cleaned if scraped, and dated.

Never raises for what is wrong with an article and never holds more than one; how a format is read is
the business of `formats`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import formats, packings, sources
from loader.ingest.bombs import Bomb
from loader.ingest.decoding import looks_binary
from loader.ingest.drafts import Draft
from loader.ingest.finishing import finish
from loader.ingest.sources import Source
from loader.model import Article
from loader.settings import Settings

STANDARD_INPUT = "-"

_READS = ", ".join(formats.SUFFIXES)
_PACKED = "also packed: " + ", ".join((".gz", ".zst", ".bz2", ".xz", ".zip", ".tar"))
_UNKNOWN = f"not a kind of file that geokg reads ({_READS}; {_PACKED})"


def read(
    paths: Sequence[Path | str], settings: Settings, *, add_title: bool = True
) -> Iterator[Article | ArticleError]:
    """The articles of files, folders (with all folders in them) and standard input ("-"), in that order.

    A path may be a pattern such as "news/*.json". An article that cannot be used is yielded as the error
    that says which and why; nothing of the kind is raised. Articles are read as they are asked for, one
    at a time.

    Without `add_title` the text of a record (JSON, CSV, Parquet) is exactly the record's, even where its
    title stands in another field only: for a caller who holds offsets in that text, such as gold
    annotations.
    """
    for found in _drafts_of(paths, settings):
        if isinstance(found, ArticleError):
            yield found
            continue
        try:
            article = finish(found, settings=settings, add_title=add_title)
        except ArticleError as error:
            yield error
        else:
            yield article


def _drafts_of(paths: Sequence[Path | str], settings: Settings) -> Iterator[Draft | ArticleError]:
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _never_silent(sources.standard_input(settings))
        else:
            for one in sources.expanded(str(path)):
                yield from _from_path(one, settings)


def _from_path(path: Path, settings: Settings) -> Iterator[Draft | ArticleError]:
    if path.is_dir():
        yield from _from_folder(path, settings)
    elif not path.exists():
        yield UnreadableArticle(str(path), "no such file or folder")
    elif path.name == sources.REJECTS_NAME:
        yield UnreadableArticle(str(path), "geokg's list of rejected articles, which holds none")
    elif not path.is_file():
        yield UnreadableArticle(str(path), "neither a file nor a folder")
    else:
        yield from _from_file(path, settings, is_named=True)


def _from_folder(folder: Path, settings: Settings) -> Iterator[Draft | ArticleError]:
    empty = True
    for path in sources.files(folder):
        found = (
            iter((path,)) if isinstance(path, ArticleError) else _from_file(path, settings, is_named=False)
        )
        for item in found:
            empty = False
            yield item
    if empty:
        yield UnreadableArticle(str(folder), f"no articles in this folder (geokg reads {_READS}; {_PACKED})")


def _from_file(path: Path, settings: Settings, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    try:
        with sources.opened(path, settings) as source:
            yield from _never_silent(source) if is_named else _guarded(source, is_named=False)
    except OSError as error:
        yield UnreadableArticle(str(path), f"cannot be read: {error.strerror or error}")


def _never_silent(source: Source) -> Iterator[Draft | ArticleError]:
    """What a source that the user named holds, or that it holds nothing."""
    empty = True
    for item in _guarded(source, is_named=True):
        empty = False
        yield item
    if empty:
        yield UnreadableArticle(source.where, "no article in it")


def _guarded(source: Source, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    """All that one source holds; a fault of the source itself ends it and is yielded as its last."""
    try:
        yield from _patiently(_drafts(source, is_named=is_named), source)
    except Bomb as error:
        if source.depth:
            raise  # the file that the user named is at fault, and nothing more of it is read
        yield error
    except ArticleError as error:
        yield error
    except packings.FAULTS as error:
        yield UnreadableArticle(
            source.where, f"damaged file: {error or 'cut off'}; the rest of it is not read"
        )
    except (OSError, RecursionError, ValueError, MemoryError) as error:
        reason = f"cannot be read ({type(error).__name__}: {error}); the rest of it is not read"
        yield UnreadableArticle(source.where, reason)


def _patiently(found: Iterator[Draft | ArticleError], source: Source) -> Iterator[Draft | ArticleError]:
    """The same, until too many in a row are no articles: a file of other things, or one made to do harm.

    Raises:
        UnreadableArticle: that many were none.
    """
    in_a_row, most = 0, source.settings.max_rejects_in_a_row
    for item in found:
        in_a_row = in_a_row + 1 if isinstance(item, ArticleError) else 0
        yield item
        if in_a_row >= most:
            reason = f"{most:,} in a row are no articles (setting max_rejects_in_a_row); the rest is not read"
            raise UnreadableArticle(source.where, reason)


def _drafts(source: Source, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    """What a source holds. One that the user did not name himself is passed over if of no known kind."""
    source = packings.uncompressed(source)
    if packings.is_archive(source):
        yield from _from_archive(source, is_named=is_named)
        return
    head = source.head()
    format_ = formats.of(head, source.name)
    if format_ is None and is_named and not looks_binary(head) and "." not in (source.name or ""):
        format_ = formats.PLAIN
    if format_ is not None:
        yield from format_.read(source)
    elif is_named:
        yield UnreadableArticle(source.where, _UNKNOWN if head else "empty")


def _from_archive(source: Source, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    empty = True
    for member in packings.members(source):
        found = iter((member,)) if isinstance(member, ArticleError) else _guarded(member, is_named=False)
        for item in found:
            empty = False
            yield item
    if empty and is_named:
        yield UnreadableArticle(source.where, f"no articles in this archive (geokg reads {_READS})")
