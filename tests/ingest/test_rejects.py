"""What cannot be used is yielded with where and why, and the rest of the batch is read."""

import gzip
import json
import os
from pathlib import Path

import pytest

from loader.errors import ArticleError, UnreadableArticle, UnsupportedLanguage
from loader.ingest import read
from loader.model import Article
from loader.settings import Settings

GOOD = json.dumps({"id": "good", "text": "The president of Freedonia spoke in the capital on Monday."})
FRENCH = (
    "Le président de la République a annoncé lundi que les troupes quitteraient le pays avant la fin de "
    "l'année. Le gouvernement a ajouté que les négociations avec les rebelles se poursuivraient pendant "
    "plusieurs semaines dans la capitale, sous l'égide des Nations unies."
)


def one(path: Path, settings: Settings | None = None) -> ArticleError:
    """The one thing that a path gives must be an error, known by that path."""
    (found,) = read([path], settings or Settings())
    assert isinstance(found, ArticleError), found
    assert found.where.startswith(str(path))
    return found


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"--- ***", "no text"),
        ("a.html", b"", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", b"The president\x00\x01\x02 spoke.", "binary"),
        ("a.html", b"<html>\x00\x01", "binary"),
        ("a.json", b"\x00\x01\x02", "binary"),
        ("a.jsonl", b"\x00\x01\x02", "binary"),
        ("a.txt", "Президент выступил в столице".encode("cp1251"), "UTF-8"),
        ("a.json", '{"text": "Père Noël"}'.encode("cp1252"), "UTF-8"),
        ("a.html", b"<html><body><p></p></body></html>", "no article text"),
        ("a.json", b'{"text": ', "invalid JSON"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.jsonl", b'{"a":' * 100_000, "nested too deeply"),
        ("a.json", b"3", "expected a JSON object"),
        ("a.pdf", b"%PDF-1.7", "not a kind of file"),
        ("rejects.jsonl", GOOD.encode(), "rejected articles"),
        ("a.txt.gz", gzip.compress(b"The president spoke. " * 50)[:40], "damaged file"),
    ],
)
def test_an_unusable_file_is_rejected_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = one(path)
    assert isinstance(found, UnreadableArticle)
    assert reason in found.reason


def test_a_missing_path_is_rejected_and_the_next_one_read(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD)
    missing, good = read([tmp_path / "missing.txt", tmp_path / "good.jsonl"], Settings())
    assert isinstance(missing, UnreadableArticle)
    assert "no such file" in missing.reason
    assert isinstance(good, Article)


def test_a_folder_without_articles_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("nothing")
    assert "no articles" in one(tmp_path).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("The president spoke.")
    path.chmod(0)
    assert "Permission denied" in one(path).reason


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_a_file_of_50_mb_is_rejected_without_being_read_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 5,000,000 bytes" in one(path).reason


def test_an_invalid_line_is_rejected_with_its_number_and_the_next_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{GOOD}\n{{not json\n\n[1]\n{GOOD}\n")
    first, second, third, last = read([path], Settings())
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (getattr(second, "where", ""), getattr(third, "where", "")) == (f"{path}:2", f"{path}:4")


def test_an_over_long_line_is_skipped_and_the_next_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{GOOD}\n{json.dumps({'text': 'a' * 500_000})}\n{GOOD}")
    first, second, last = read([path], Settings(max_article_bytes=1000))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(second, UnreadableArticle)
    assert second.where == f"{path}:2"


def test_what_stands_before_the_fault_of_an_array_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{GOOD},\n{GOOD},\n{{oops}}]")
    *good, bad = read([path], Settings())
    assert [isinstance(article, Article) for article in good] == [True, True]
    assert isinstance(bad, UnreadableArticle)
    assert bad.where == f"{path}:3"


def test_an_array_that_is_cut_off_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[{GOOD},")
    _, bad = read([path], Settings())
    assert "cut off" in getattr(bad, "reason", "")


def test_an_object_over_the_limit_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "word " * 1000}))
    assert "larger than 1,000 bytes" in one(path, Settings(max_article_bytes=1000)).reason


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb") as stream:
        for _ in range(80):
            stream.write(b" " * 1_000_000)
    assert "unpacks to more than" in one(path).reason


def test_text_in_windows_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The president said that “talks” would go on in the capital on Monday.".encode("cp1252"))
    (article,) = read([path], Settings())
    assert "“talks”" in getattr(article, "text", "")


def test_text_cut_off_within_a_letter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The president spoke – “Talks go on”".encode()[:-1])
    (article,) = read([path], Settings())
    assert getattr(article, "text", "") == "The president spoke – “Talks go on"


def test_a_french_text_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH)
    found = one(path)
    assert isinstance(found, UnsupportedLanguage)
    assert "fr" in found.reason


def test_a_french_text_is_read_where_french_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH)
    (article,) = read([path], Settings(languages=("fr",)))
    assert getattr(article, "language", None) == "fr"


def test_an_english_text_with_foreign_names_and_quotations_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    english = (
        "The ministers of both countries met in the capital on Monday and agreed to hold further talks. " * 8
    )
    path.write_text(f"{english}\n\n“{FRENCH}”")
    (article,) = read([path], Settings())
    assert isinstance(article, Article)
