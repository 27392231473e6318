"""What a reader of one format hands on: an article's text and fields as its file gives them.

A draft is not yet checked, cleaned or dated; `reader` makes an `Article` of it or rejects it.
"""

from dataclasses import dataclass

from loader.errors import ArticleError
from loader.model import DateSource


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found. `where` is what the user knows it by: a path or `path:line`.

    `published` and `language` are still in the file's own spelling; `dated_by` says what `published` was
    read from. `file_name` is set when the file holds this one article, so that its name may tell of it.
    `scraped` text is cleaned of what surrounds an article; other text comes through letter for letter.
    """

    where: str
    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    author: str | None = None
    agency: str | None = None
    place: str | None = None
    file_name: str | None = None
    dated_by: DateSource = DateSource.FIELD
    scraped: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """An address without its text, as lists and exports give it; its page may lie beside them on the disk.

    `draft` holds what is said of the article (its text is empty), `file` the path that is named for its
    page, `advice` the reason for rejecting it where no page is found. `is_seen_date` tells that its date is
    when somebody's program saw the article, which a date on the page itself betters.
    """

    draft: Draft
    advice: str
    file: str | None = None
    is_seen_date: bool = False

    @property
    def where(self) -> str:
        """The line of the list."""
        return self.draft.where


Found = Draft | Listed | ArticleError
"""What a reader of a format finds, one after another."""
