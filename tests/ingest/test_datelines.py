"""Datelines are read for place, day and agency, and kept out of the sentences of scraped text only."""

import json
from pathlib import Path

import pytest

from loader.ingest import datelines, read
from loader.ingest.cleaning import clean
from loader.ingest.datelines import patterns
from loader.model import Article, DateSource
from loader.settings import Settings

EXAMPLES = [(form.name, example) for form in patterns() for example in form.examples]
KEEPS = [line for form in patterns() for line in form.keeps]
OPENING = "ALMATY, Jan 7 (Sample Wire) - Troops landed in the city on Friday, the ministry said."


def test_every_form_has_examples_and_lines_to_keep() -> None:
    """The tests below are made of them."""
    assert patterns()
    assert [form.name for form in patterns() if not (form.examples and form.keeps)] == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_form_reads_its_examples(name: str, example: dict[str, str]) -> None:
    found = datelines.read(example["line"])
    assert found, name
    read_in_it = {key: getattr(found, key) for key in ("place", "day", "year", "agency")}
    assert {key: value for key, value in read_in_it.items() if value} == {
        key: value for key, value in example.items() if key != "line"
    }
    assert example["line"][found.end :][0].isupper()


@pytest.mark.parametrize("line", KEEPS)
def test_what_looks_alike_is_no_dateline(line: str) -> None:
    assert datelines.read(line) is None


def test_it_is_cut_from_scraped_text_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "troops-2022.txt"
    path.write_text(f"Troops land in Almaty\n\n{OPENING}\n\nMore are on their way, it said.")
    (article,) = read([path], Settings())
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[1] == "Troops landed in the city on Friday, the ministry said."
    assert (article.place, article.agency, article.published) == ("ALMATY", "Sample Wire", "2022-01-07")
    assert article.dated_by
    assert article.dated_by.source is DateSource.DATELINE
    assert [cut.text for cut in article.cuts] == ["ALMATY, Jan 7 (Sample Wire) -"]


def test_it_stays_in_a_record_and_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "Troops land", "text": OPENING, "url": "https://w.example/2022/a"}))
    (article,) = read([path], Settings())
    assert isinstance(article, Article)
    assert article.text == f"Troops land\n\n{OPENING}"
    assert (article.place, article.agency) == ("ALMATY", "Sample Wire")
    assert article.cuts == ()


def test_records_are_cleaned_where_the_settings_say_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": f"{OPENING}\n\nBack to top"}))
    (article,) = read([path], Settings(clean_records=True))
    assert isinstance(article, Article)
    assert article.text == "Troops landed in the city on Friday, the ministry said."
    assert {cut.rule for cut in article.cuts} == {"dateline", "back-to-top"}


@pytest.mark.parametrize(
    ("spoiled", "mended"),
    [
        ("The president said â€œtalksâ€\x9d would go on.", "The president said “talks” would go on."),
        ("The cityâ€™s mayor, JosÃ© Sample, resigned.", "The city’s mayor, José Sample, resigned."),
        ("Talks &amp; trade were on the agenda.", "Talks & trade were on the agenda."),
        ("The so\u00adcialist party won.", "The socialist party won."),
        ("“Talks” – he said – ‘go on’.", "“Talks” – he said – ‘go on’."),
    ],
)
def test_spoiled_letters_are_mended_and_whole_ones_left(spoiled: str, mended: str) -> None:
    assert clean(spoiled).text == mended


def test_what_was_mended_is_told_of() -> None:
    (cut,) = clean("The cityâ€™s mayor resigned.").cuts
    assert (cut.rule, cut.text) == ("mended-encoding", "The cityâ€™s mayor resigned.")


def test_words_broken_by_line_ends_are_whole_again_and_compounds_keep_their_hyphen() -> None:
    wrapped = (
        "The well-known president of Freedonia told the govern-\n"
        "ment on Monday that the talks would go on, and a well-\n"
        "known opponent agreed with him on most of the questions."
    )
    assert clean(wrapped).text == (
        "The well-known president of Freedonia told the government on Monday that the talks would go on, "
        "and a well-known opponent agreed with him on most of the questions."
    )
