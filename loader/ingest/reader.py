"""Turns what the user names into a stream of articles, each checked, cleaned if scraped, and dated.

Never raises for what is wrong with an article and never holds more than one; how a format is read is
the business of `formats`.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest import formats, packings, saved, sources
from loader.ingest.bombs import Bomb
from loader.ingest.decoding import looks_binary
from loader.ingest.drafts import Draft, Found, Listed
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
    for found in _drafts_of(paths, _Batch(settings)):
        if isinstance(found, ArticleError):
            yield found
            continue
        try:
            article = finish(found, settings=settings, add_title=add_title)
        except ArticleError as error:
            yield error
        else:
            yield article


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read in one go, under which settings.

    `listed` has the hashes of the paths of pages that a list led to (some 70 bytes a page): they are not
    read again for themselves.
    """

    settings: Settings
    listed: set[int] = field(default_factory=set)

    def is_listed(self, path: Path) -> bool:
        return bool(self.listed) and hash(path.resolve()) in self.listed


def _drafts_of(paths: Sequence[Path | str], batch: _Batch) -> Iterator[Draft | ArticleError]:
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _never_silent(sources.standard_input(batch.settings), batch)
        else:
            for one in sources.expanded(str(path)):
                yield from _from_path(one, batch)


def _from_path(path: Path, batch: _Batch) -> Iterator[Draft | ArticleError]:
    if path.is_dir():
        yield from _from_folder(path, batch)
    elif not path.exists():
        yield UnreadableArticle(str(path), "no such file or folder")
    elif path.name == sources.REJECTS_NAME:
        yield UnreadableArticle(str(path), "geokg's list of rejected articles, which holds none")
    elif not path.is_file():
        yield UnreadableArticle(str(path), "neither a file nor a folder")
    elif not batch.is_listed(path):
        yield from _from_file(path, batch, is_named=True)


def _from_folder(folder: Path, batch: _Batch) -> Iterator[Draft | ArticleError]:
    empty = True
    for path in sources.files(folder, formats.may_list):
        if isinstance(path, ArticleError):
            empty = False
            yield path
        elif not batch.is_listed(path):
            for item in _from_file(path, batch, is_named=False):
                empty = False
                yield item
    if empty:
        yield UnreadableArticle(str(folder), f"no articles in this folder (geokg reads {_READS}; {_PACKED})")


def _from_file(path: Path, batch: _Batch, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    try:
        with sources.opened(path, batch.settings) as source:
            if is_named:
                yield from _never_silent(source, batch)
            else:
                yield from _guarded(source, batch, is_named=False)
    except OSError as error:
        yield UnreadableArticle(str(path), f"cannot be read: {error.strerror or error}")


def _never_silent(source: Source, batch: _Batch) -> Iterator[Draft | ArticleError]:
    """What a source that the user named holds, or that it holds nothing."""
    empty = True
    for item in _guarded(source, batch, is_named=True):
        empty = False
        yield item
    if empty:
        yield UnreadableArticle(source.where, "no article in it")


def _guarded(source: Source, batch: _Batch, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    """All that one source holds; a fault of the source itself ends it and is yielded as its last."""
    try:
        yield from _patiently(_drafts(source, batch, is_named=is_named), source)
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


def _drafts(source: Source, batch: _Batch, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    """What a source holds. One that the user did not name himself is passed over if of no known kind."""
    source = packings.uncompressed(source)
    if packings.is_archive(source):
        yield from _from_archive(source, batch, is_named=is_named)
        return
    head = source.head()
    format_ = formats.of(head, source.name)
    if format_ is None and is_named and not looks_binary(head) and "." not in (source.name or ""):
        format_ = formats.PLAIN
    if format_ is not None:
        yield from _with_pages(format_.read(source), source, batch)
    elif is_named:
        yield UnreadableArticle(source.where, _UNKNOWN if head else "empty")


def _with_pages(found: Iterator[Found], source: Source, batch: _Batch) -> Iterator[Draft | ArticleError]:
    """What a file holds, and the saved page of each address that it lists.

    Each page that is missing is told of; but where nothing of a file leads to a text, that is told once.
    """
    pages: saved.SavedPages | None = None
    leads: bool | None = None if source.file else False
    alone: list[Listed] = []  # the first and the last of those without a page in a row
    count = 0
    for item in found:
        if not isinstance(item, Listed):
            leads = leads or (isinstance(item, Draft) and not source.file)
            yield item
            continue
        if leads is None and source.file is not None:
            pages = saved.SavedPages(source.file.parent)
            leads = _leads_to_text(source.file, pages, batch.settings)
        if pages and leads:
            yield _page(item, pages, batch)
        elif leads:
            yield UnreadableArticle(item.where, item.advice)
        else:
            alone, count = [*alone[:1], item], count + 1
    if alone:
        yield _without_pages(alone, count, source)


def _leads_to_text(path: Path, pages: saved.SavedPages, settings: Settings) -> bool:
    """Whether anything in a file is an article, or an address whose page is there; reads it to find out."""
    with sources.opened(path, settings) as file:
        try:
            source = packings.uncompressed(file)
            format_ = formats.of(source.head(), source.name)
            for item in format_.read(source) if format_ else ():
                if isinstance(item, Draft):
                    return True
                if isinstance(item, Listed):
                    with suppress(UnreadableArticle):
                        pages.find(item)
                        return True
        except (ArticleError, *packings.FAULTS):
            pass  # told of when the file is read for its articles
    return False


def _page(listed: Listed, pages: saved.SavedPages, batch: _Batch) -> Draft | ArticleError:
    try:
        path = pages.find(listed)
        batch.listed.add(hash(path))
        return saved.draft(listed, path, batch.settings)
    except ArticleError as error:
        return error


def _without_pages(alone: list[Listed], count: int, source: Source) -> UnreadableArticle:
    first, last = alone[0], alone[-1]
    if count == 1:
        return UnreadableArticle(first.where, first.advice)
    beside = "" if source.file else " (a list is read only as a file of its own, not packed up or piped)"
    reason = f"{count:,} addresses without a text, up to {last.where}, and no page of theirs{beside}"
    return UnreadableArticle(first.where, f"{reason}: {first.advice}")


def _from_archive(source: Source, batch: _Batch, *, is_named: bool) -> Iterator[Draft | ArticleError]:
    empty = True
    for member in packings.members(source):
        found = (
            iter((member,)) if isinstance(member, ArticleError) else _guarded(member, batch, is_named=False)
        )
        for item in found:
            empty = False
            yield item
    if empty and is_named:
        yield UnreadableArticle(source.where, f"no articles in this archive (geokg reads {_READS})")
