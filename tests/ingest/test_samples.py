"""The sample articles are read cleanly: they are what a newcomer tries first."""

import re
from pathlib import Path

import pytest

from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def samples() -> list[Article]:
    found = list(read([FOLDER], Settings()))
    assert [str(error) for error in found if not isinstance(error, Article)] == []
    samples = [article for article in found if isinstance(article, Article)]
    assert len(samples) >= 16
    return samples


def test_each_is_there_only_once(samples: list[Article]) -> None:
    assert len({article.identity for article in samples}) == len(samples)


def test_each_has_title_date_publisher_and_url(samples: list[Article]) -> None:
    for article in samples:
        assert article.title
        assert article.text.startswith(f"{article.title}\n\n")
        assert article.url
        assert article.url.startswith("https://example.org/")
        assert article.publisher
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", article.published or ""), article.title


def test_each_is_a_short_article_in_paragraphs(samples: list[Article]) -> None:
    for article in samples:
        assert 120 <= len(article.text.split()) <= 260, article.title
        assert len(article.text.split("\n\n")) >= 5


def test_nothing_of_the_pages_around_them_is_left(samples: list[Article]) -> None:
    noise = re.compile(
        r"newsletter|Back to top|Share on|Related stories|Skip to|https?://|Publisher:|©", re.I
    )
    assert [(article.title, match[0]) for article in samples if (match := noise.search(article.text))] == []
