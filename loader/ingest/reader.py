"""Turns what the user names into a stream of articles, each checked, cleaned if scraped, and dated.

Never raises for what is wrong with an article and never holds more than one; how a format is read is
the business of `formats`.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from loader.errors import ArticleError, UnreadableArticle, UnsupportedLanguage
from loader.ingest import dates, formats, sources
from loader.ingest.cleaning import clean, folded
from loader.ingest.drafts import Draft
from loader.ingest.fields import language_code
from loader.ingest.formats import Format
from loader.ingest.language import foreign_language
from loader.ingest.sources import Source
from loader.model import Article
from loader.settings import Settings

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_READS = ", ".join(formats.SUFFIXES)


def read(
    paths: Sequence[Path | str], settings: Settings, *, add_title: bool = True
) -> Iterator[Article | ArticleError]:
    """The articles of files, folders (with all folders in them) and standard input ("-"), in that order.

    An article that cannot be used is yielded as the error that says which and why; nothing of the kind
    is raised. Articles are read as they are asked for, one at a time.

    Without `add_title` the text of a JSON record is exactly the record's, even where its title stands in
    another field only: for a caller who holds offsets in that text, such as gold annotations.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            source = sources.standard_input(settings.max_article_bytes)
            yield from _from_stream(source, settings, add_title)
        else:
            yield from _from_path(Path(path), settings, add_title)


def finish(draft: Draft, *, scraped: bool, settings: Settings, add_title: bool = True) -> Article:
    """Make an article of a draft. Only `scraped` text is cleaned; other text stays letter for letter.

    Raises:
        UnreadableArticle: there is no text in it.
        UnsupportedLanguage: it is surely, or says that it is, in a language not in the settings.
    """
    if scraped:
        draft = _cleaned(draft)
    if not any(map(str.isalnum, draft.text)):
        raise UnreadableArticle(draft.where, "empty: no text in it")
    title = " ".join(draft.title.split()) if draft.title else None
    url = draft.url.strip() if draft.url and _ADDRESS.fullmatch(draft.url.strip()) else None
    article = Article(
        id=draft.id.strip() if draft.id else "",
        text=_with_title(draft.text, title) if scraped or add_title else draft.text,
        title=title,
        url=url,
        published=_published(draft, url),
        publisher=" ".join(draft.publisher.split()) if draft.publisher else _host(url),
        language=_language(draft, settings),
    )
    return article if article.id else replace(article, id=article.content_hash)


def _from_path(path: Path, settings: Settings, add_title: bool) -> Iterator[Article | ArticleError]:
    if path.is_dir():
        yield from _from_folder(path, settings, add_title)
    elif not path.exists():
        yield UnreadableArticle(str(path), "no such file or folder")
    elif path.name == sources.REJECTS_NAME:
        yield UnreadableArticle(str(path), "geokg's list of rejected articles, which holds none")
    elif not path.is_file():
        yield UnreadableArticle(str(path), "neither a file nor a folder")
    elif (format_ := formats.by_name(path.name)) is None:
        yield UnreadableArticle(str(path), f"not a kind of file that geokg reads ({_READS}, also .gz)")
    else:
        yield from _from_file(path, format_, settings, add_title)


def _from_folder(folder: Path, settings: Settings, add_title: bool) -> Iterator[Article | ArticleError]:
    empty = True
    for path in sources.files(folder, lambda name: formats.by_name(name) is not None):
        empty = False
        if isinstance(path, ArticleError):
            yield path
        elif format_ := formats.by_name(path.name):
            yield from _from_file(path, format_, settings, add_title)
    if empty:
        yield UnreadableArticle(str(folder), f"no articles in this folder (geokg reads {_READS}, also .gz)")


def _from_file(
    path: Path, format_: Format, settings: Settings, add_title: bool
) -> Iterator[Article | ArticleError]:
    try:
        with sources.opened(path, settings.max_article_bytes) as source:
            yield from _articles(source, format_, settings, add_title)
    except OSError as error:
        yield UnreadableArticle(str(path), f"cannot be read: {error.strerror or error}")


def _from_stream(source: Source, settings: Settings, add_title: bool) -> Iterator[Article | ArticleError]:
    try:
        yield from _articles(source, formats.by_content(source.head()), settings, add_title)
    except ArticleError as error:
        yield error
    except (OSError, EOFError, zlib.error) as error:
        yield UnreadableArticle(source.where, f"cannot be read: {error}")


def _articles(
    source: Source, format_: Format, settings: Settings, add_title: bool
) -> Iterator[Article | ArticleError]:
    """All that one source holds; a fault of the source itself ends it and is yielded as its last."""
    try:
        for draft in format_.read(source):
            if isinstance(draft, ArticleError):
                yield draft
                continue
            try:
                article = finish(draft, scraped=format_.scraped, settings=settings, add_title=add_title)
            except ArticleError as error:
                yield error
            else:
                yield article
    except ArticleError as error:
        yield error
    except (EOFError, zlib.error) as error:
        yield UnreadableArticle(source.where, f"damaged gzip file: {error}")


def _cleaned(draft: Draft) -> Draft:
    result = clean(draft.text, draft.title)
    found = result.found
    return replace(
        draft,
        text=result.text,
        title=result.title,
        url=draft.url or found.get("url"),
        published=draft.published or found.get("published"),
        publisher=draft.publisher or found.get("publisher"),
    )


def _with_title(text: str, title: str | None) -> str:
    """The text with the title as its first line, unchanged when it begins with the title already."""
    if title is None or (text.startswith(title) and not text[len(title) : len(title) + 1].isalnum()):
        return text
    first_line = text.lstrip().partition("\n")[0]
    return text if folded(first_line) == folded(title) else f"{title}\n\n{text}"


def _published(draft: Draft, url: str | None) -> str | None:
    """The date from the field, else the address, the dateline or the file's name.

    Those three may add to each other: a year in the name and "Jan 7" in the dateline make a date.
    """
    if draft.published and (found := dates.read_date(draft.published)):
        return found
    known = dates.from_address(url) if url else None
    in_name = dates.from_file_name(draft.file_name) if draft.file_name else None
    year = (known or in_name or "")[:4]
    opening = next((line for line in draft.text.splitlines() if line.strip()), "")
    for found in (dates.from_dateline(opening, year or None), in_name):
        if found and found.startswith(known or ""):
            known = found if known is None or len(found) > len(known) else known
    return known


def _host(url: str | None) -> str | None:
    """The publisher as far as an address tells: its host without "www."."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _language(draft: Draft, settings: Settings) -> str:
    reads = ", ".join(settings.languages)
    said = language_code(draft.language) if draft.language else None
    if said and said not in settings.languages:
        raise UnsupportedLanguage(draft.where, f"its language is given as {said}; geokg reads {reads}")
    if foreign := foreign_language(draft.text, settings.languages):
        raise UnsupportedLanguage(
            draft.where, f"the text is in another language ({foreign}); geokg reads {reads}"
        )
    return said or settings.languages[0]
