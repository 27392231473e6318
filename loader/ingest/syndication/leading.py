"""Which of several copies leads: the agency's, else the earliest, else the longest.

Agencies are known by the publisher's name or host, from `agencies.yaml`; a newspaper that credits an
agency is not that agency.
"""

from functools import cache
from importlib import resources

import yaml

from loader.model import Article
from loader.rdf import normalise

_LONGEST = 10**8


def rank(article: Article, words: int) -> str:
    """A text that sorts before those of articles that it should lead; no two articles have the same.

    A date known to the day comes before the month or year that it lies in, any date before none.
    """
    agency = "0" if is_agency(article.publisher) else "1"
    published = f"{article.published or ''}~"
    return f"{agency} {published} {max(0, _LONGEST - words):09d} {article.content_hash}"


def is_agency(publisher: str | None) -> bool:
    """Whether this is a news agency: by name, as in "The Associated Press", or host, as in "apnews.com"."""
    return normalise(publisher or "").removeprefix("the ").removeprefix("www ") in _agencies()


@cache
def _agencies() -> frozenset[str]:
    file = resources.files("loader.ingest.syndication").joinpath("agencies.yaml")
    content = yaml.safe_load(file.read_text("utf-8"))
    return frozenset(normalise(name) for names in content["agencies"].values() for name in names)
