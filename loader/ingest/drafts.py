"""What a reader of one format hands on: an article's text and fields as its file gives them.

A draft is not yet checked, cleaned or dated; `reader` makes an `Article` of it or rejects it.
"""

from dataclasses import dataclass

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
