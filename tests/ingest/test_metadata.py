"""Addresses in one spelling, how a date was found, authors, and languages as the settings ask."""

import json
from pathlib import Path

import pytest

from loader.errors import SettingsError, UnreadableArticle
from loader.ingest import addresses, read
from loader.model import Article, DateSource
from loader.settings import Settings, load

TEXT = "The president of Freedonia met the ministers of Sylvania in the capital on Monday."
GERMAN = (
    "Der Präsident hat am Montag angekündigt, dass die Truppen das Land bis zum Ende des Jahres verlassen. "
    "Die Regierung teilte mit, die Verhandlungen mit den Aufständischen gingen in der Hauptstadt weiter."
)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("https://Wire.Example:443/a?utm_source=x&id=7&fbclid=z#top", "https://wire.example/a?id=7"),
        ("HTTP://wire.example/A", "http://wire.example/A"),
        ("https://en.wikinews.org//wiki/A,_B", "https://en.wikinews.org//wiki/A,_B"),
        ("https://wire.example/#!/story/1", "https://wire.example/#!/story/1"),
        ("urn:newsml:wire.example:1", "urn:newsml:wire.example:1"),
        ("not an address", None),
        ("http://[broken", None),
    ],
)
def test_an_address_has_one_spelling(given: str, canonical: str | None) -> None:
    assert addresses.canonical(given) == canonical


def article(
    tmp_path: Path, name: str = "a.jsonl", settings: Settings | None = None, **fields: str
) -> Article:
    path = tmp_path / name
    path.write_text(json.dumps({"text": TEXT, **fields}), encoding="utf-8")
    (found,) = read([path], settings or Settings())
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("fields", "published", "source"),
    [
        ({"date": "2022-01-07", "url": "https://w.example/2021/03/04/a"}, "2022-01-07", DateSource.FIELD),
        ({"url": "https://w.example/2021/03/04/a"}, "2021-03-04", DateSource.ADDRESS),
        ({"text": f"GENEVA, March 4, 2021 (Wire) - {TEXT}"}, "2021-03-04", DateSource.DATELINE),
        (
            {"text": f"GENEVA, March 4 (Wire) - {TEXT}", "url": "https://w.example/2021/03/a"},
            "2021-03-04",
            DateSource.DATELINE,
        ),
    ],
)
def test_the_first_evidence_of_a_date_wins_and_is_named(
    tmp_path: Path, fields: dict[str, str], published: str, source: DateSource
) -> None:
    found = article(tmp_path, **fields)
    assert found.published == published
    assert found.dated_by
    assert found.dated_by.source is source
    assert 0.5 < found.dated_by.confidence <= 1


def test_a_date_that_borrows_its_year_is_less_sure(tmp_path: Path) -> None:
    whole = article(tmp_path, text=f"GENEVA, March 4, 2021 (Wire) - {TEXT}").dated_by
    lent = article(
        tmp_path, text=f"GENEVA, March 4 (Wire) - {TEXT}", url="https://w.example/2021/03/a"
    ).dated_by
    assert whole
    assert lent
    assert lent.confidence < whole.confidence


def test_without_evidence_there_is_no_date_and_no_evidence(tmp_path: Path) -> None:
    found = article(tmp_path)
    assert (found.published, found.dated_by) == (None, None)


def test_fields_of_ones_own_go_before_the_known_ones(tmp_path: Path) -> None:
    settings = Settings(fields=("text=story_body", "author=who.name"))
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "teaser only", "story_body": TEXT, "who": {"name": "By J. Sample"}}))
    (found,) = read([path], settings)
    assert isinstance(found, Article)
    assert (found.text, found.author) == (TEXT, "J. Sample")


@pytest.mark.parametrize("pair", ["text", "text=", "=body", "colour=red"])
def test_a_mapping_that_says_nothing_is_refused(pair: str) -> None:
    with pytest.raises(SettingsError, match="NAME=THEIRS"):
        Settings(fields=(pair,))


def test_a_mapping_may_come_from_the_environment(tmp_path: Path) -> None:
    found = load(
        folder=tmp_path, environment={"GEOKG_FIELDS": "text=body, title=head", "GEOKG_CLEAN_RECORDS": "yes"}
    )
    assert found.fields == ("text=body", "title=head")
    assert found.clean_records is True


def test_a_record_with_an_address_only_says_what_to_do(tmp_path: Path) -> None:
    """As GDELT and Media Cloud export what they found."""
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"url": "https://w.example/a", "title": "Ministers meet", "seendate": "20220107"})
    )
    (found,) = read([path], Settings())
    assert isinstance(found, UnreadableArticle)
    assert "save the pages" in found.reason


def test_any_language_is_taken_where_the_settings_say_so(tmp_path: Path) -> None:
    found = article(tmp_path, settings=Settings(languages=("any",)), text=GERMAN)
    assert (found.text, found.language) == (GERMAN, "de")
