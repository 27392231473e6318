"""Fields of JSON records: the contract's form comes back unchanged, common exports are understood."""

import json
from pathlib import Path
from typing import Any

import pytest

from loader.errors import ArticleError, UnreadableArticle, UnsupportedLanguage
from loader.ingest import fields, read
from loader.model import Article
from loader.settings import Settings

TEXT = "The president of Freedonia met the ministers of Sylvania in the capital on Monday."


def from_record(tmp_path: Path, record: Any) -> Article | ArticleError:
    path = tmp_path / "records.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (found,) = read([path], Settings())
    return found


def article(tmp_path: Path, record: Any) -> Article:
    found = from_record(tmp_path, record)
    assert isinstance(found, Article), found
    return found


def test_contract_text_and_id_come_back_unchanged(tmp_path: Path) -> None:
    """Offsets of gold data count in this text, so not one character of it may change."""
    text = "  Back to top button\r\n\r\nTwo  spaces,\u00a0a hard one \n\n\n“quotes”\thttps://example.org/x \n"
    found = article(tmp_path, {"id": "ce-2025-01-13-261", "text": text, "published": "2025-01-13"})
    assert (found.text, found.id, found.title) == (text, "ce-2025-01-13-261", None)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Leaders meet", TEXT, f"Leaders meet\n\n{TEXT}"),
        ("Leaders meet", f"Leaders meet\n{TEXT}", f"Leaders meet\n{TEXT}"),
        ("Leaders “meet”", f'LEADERS "MEET"\n{TEXT}', f'LEADERS "MEET"\n{TEXT}'),
    ],
)
def test_title_is_the_first_line_once(tmp_path: Path, title: str, text: str, expected: str) -> None:
    assert article(tmp_path, {"title": title, "text": text}).text == expected


def test_a_caller_with_offsets_can_have_the_record_text_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "g", "title": "Leaders meet", "text": TEXT}), encoding="utf-8")
    (found,) = read([path], Settings(), add_title=False)
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("Leaders meet", TEXT)


def test_an_article_without_id_is_named_by_its_content(tmp_path: Path) -> None:
    found = article(tmp_path, {"text": TEXT, "url": "https://example.org/a"})
    assert found.id == found.content_hash


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": "T",
            "maintext": TEXT,
            "date_publish": "2022-01-07 10:00:00",
            "source_domain": "sample.example",
        },
        {
            "headline": "T",
            "body": TEXT,
            "publishedAt": "2022-01-07T10:00:00Z",
            "source": {"name": "sample.example"},
        },
        {"Title": "T", "Content": [TEXT], "Pub Date": "7 January 2022", "Outlet": "sample.example"},
        {
            "name": "T",
            "articleBody": TEXT,
            "datePublished": 20220107,
            "publisher": {"name": "sample.example"},
        },
        {
            "webTitle": "T",
            "fields": {"bodyText": TEXT},
            "webPublicationDate": "2022-01-07",
            "source": "sample.example",
        },
        {"title": "T", "content": TEXT, "seendate": "20220107T101500Z", "domain": "sample.example"},
        {
            "headline": {"main": "T"},
            "full_text": TEXT,
            "pub_date": "2022-01-07T10:00:00+0000",
            "source": "sample.example",
        },
        {"title": "T", "text": TEXT, "publish_date": 1641549600, "link": "https://www.sample.example/t"},
        {"article": {"title": "T", "text": TEXT, "published": "2022-01-07", "publisher": "sample.example"}},
    ],
)
def test_common_exports_are_understood(tmp_path: Path, record: dict[str, Any]) -> None:
    found = article(tmp_path, record)
    assert found.text == f"T\n\n{TEXT}"
    assert (found.title, found.published, found.publisher) == ("T", "2022-01-07", "sample.example")


def test_a_record_without_text_says_which_fields_it_has(tmp_path: Path) -> None:
    found = from_record(tmp_path, {"stories_id": 7, "title": "Only a title"})
    assert isinstance(found, UnreadableArticle)
    assert "stories_id, title" in found.reason


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": 3}, "its field text holds a number (3)"),
        ({"body": 2.5, "url": "https://example.org/a"}, "its field body holds a number"),
        ({"text": True}, "its field text holds true or false"),
        ({"text": ["a", 3]}, "its field text holds a list"),
        ({"text": "nan"}, "too short to be an article: 'nan'"),
        ({"title": "Leaders meet", "text": "n/a"}, "too short"),
        ({"html": 7, "title": "T"}, "no text in it"),
    ],
)
def test_what_is_no_text_is_rejected_with_the_reason(
    tmp_path: Path, record: dict[str, Any], reason: str
) -> None:
    found = from_record(tmp_path, record)
    assert isinstance(found, UnreadableArticle)
    assert reason in found.reason


def test_a_number_in_one_field_of_text_does_not_hide_the_text_in_another(tmp_path: Path) -> None:
    assert article(tmp_path, {"text": 3, "body": TEXT}).text == TEXT


def test_an_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    assert article(tmp_path, {"text": TEXT, "url": "n/a (internal)"}).url is None


def test_characters_that_no_store_takes_are_replaced_one_for_one(tmp_path: Path) -> None:
    assert (
        article(tmp_path, {"text": "Kyiv \ud800 and\u0000 Lviv met."}).text
        == "Kyiv \ufffd and\ufffd Lviv met."
    )


@pytest.mark.parametrize("spelling", ["en", "EN-gb", "en_US", "eng", "English"])
def test_spellings_of_english_are_known(spelling: str) -> None:
    assert fields.language_code(spelling) == "en"


def test_a_record_in_another_language_by_its_own_word_is_set_aside(tmp_path: Path) -> None:
    found = from_record(tmp_path, {"text": TEXT, "language": "French"})
    assert isinstance(found, UnsupportedLanguage)
    assert "fr" in found.reason
