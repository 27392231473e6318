"""What a reader of one format hands on: an article's text and fields as its file gives them.

A draft is not yet checked, cleaned or dated; `reader` makes an `Article` of it or rejects it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found. `where` is what the user knows it by: a path or `path:line`.

    `published` and `language` are still in the file's own spelling. `file_name` is set when the file
    holds this one article, so that its name may tell of it.
    """

    where: str
    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    file_name: str | None = None
