"""One article, written by the tools that people use (formats/make.py), reads the same from each."""

import io
import sys
from pathlib import Path

import pytest

from loader.errors import ArticleError
from loader.ingest import read
from loader.model import Article, DateSource
from loader.settings import Settings

FOLDER = Path(__file__).parent / "formats"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.is_file() and path.suffix != ".py")
OWN_NAMES = Settings(fields=("text=body", "title=head"))
EXPECTED = Article(
    id="",
    title="Freedonian parliament votes to send “observers” to Sylvania",
    text=(
        "Freedonian parliament votes to send “observers” to Sylvania\n\n"
        "The parliament of Freedonia voted on Friday to send 120 observers to neighbouring Sylvania, where "
        "protests over fuel prices have gone on for a week.\n\n"
        "The speaker, Rufus Sample, said the mission would begin on Monday and last for three months. "
        "“Nobody wants a war,” he told reporters.\n\n"
        "Sylvania’s foreign ministry called the vote an insult, and recalled its ambassador from the capital "
        "of Freedonia for talks."
    ),
    url="https://wire.example/2022/observers",
    published="2022-01-07",
    publisher="Sample Wire",
    author="Jane Sample",
)
NEWS_PLEASE = {"news-please.json", "json-without-suffix"}
"""It puts one line end between paragraphs, and a domain for a publisher."""


def only(found: list[Article | ArticleError]) -> Article:
    (article,) = found
    assert isinstance(article, Article), article
    return article


def known(article: Article) -> tuple[str | None, ...]:
    return (article.title, article.url, article.published, article.author, article.language)


def test_none_of_the_files_is_missing() -> None:
    """The tests below are made of what is found; this says what must be."""
    assert len(FILES) >= 29


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_article(name: str) -> None:
    settings = OWN_NAMES if name == "own-names.csv" else Settings()
    article = only(list(read([FOLDER / name], settings)))
    assert known(article) == known(EXPECTED)
    if name in NEWS_PLEASE:
        assert article.text.split() == EXPECTED.text.split()
        assert article.publisher == "wire.example"
    else:
        assert (article.text, article.publisher) == (EXPECTED.text, EXPECTED.publisher)
        assert article.content_hash == EXPECTED.content_hash


@pytest.mark.parametrize("name", [name for name in FILES if name not in {"notepad.txt", "own-names.csv"}])
def test_standard_input_is_told_by_its_content(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO((FOLDER / name).read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    assert known(only(list(read(["-"], Settings())))) == known(EXPECTED)


@pytest.mark.parametrize(
    "name", [n for n in FILES if "." in n and not n.startswith(("notepad", "own-names"))]
)
def test_a_wrong_suffix_does_not_matter(name: str, tmp_path: Path) -> None:
    path = tmp_path / ("article.txt" if not name.endswith((".csv", ".tsv")) else "article")
    path.write_bytes((FOLDER / name).read_bytes())
    assert known(only(list(read([path], Settings())))) == known(EXPECTED)


def test_a_folder_of_all_of_them_gives_one_article_each() -> None:
    found = list(read([FOLDER], OWN_NAMES))
    assert [str(item) for item in found if isinstance(item, ArticleError)] == []
    assert len(found) == len(FILES)


def test_a_pattern_names_the_files_it_matches() -> None:
    found = list(read([str(FOLDER / "*.json*")], Settings()))
    assert len(found) == len([name for name in FILES if ".json" in name])


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("page.html", DateSource.METADATA),
        ("pandas.csv", DateSource.FIELD),
        ("wget.warc", DateSource.METADATA),
    ],
)
def test_how_the_date_was_found_is_told(name: str, source: DateSource) -> None:
    evidence = only(list(read([FOLDER / name], Settings()))).dated_by
    assert evidence
    assert evidence.source is source
