"""Scraped text: what is not the article is cut by rules, what is stays letter for letter."""

from pathlib import Path

import pytest

from loader.ingest import read
from loader.ingest.cleaning import Rule, clean, rules
from loader.ingest.repair import paragraphs
from loader.model import Article
from loader.settings import Settings

CLUMSY = """Border Affairs

Freedonian leader refuses talks and tells army to “stand”

The president of Freedonia refused on Friday to talk with the striking workers. Allowed to say.

-Unclear picture-

Army Chief Bert Sample sent troops to the harbour. ..

-“Nobody is tolerant”-

The Interior Ministry said 12 people were arrested.

https://www.sample-times.example/story/12345/Leader- Freedonian leader refuses talks and tells army to “stand”

Back to top button"""


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_rule_cuts_its_examples_and_keeps_what_looks_alike(rule: Rule) -> None:
    assert rule.examples
    assert rule.purpose
    assert [line for line in rule.examples if not rule.match(line)] == []
    assert [line for line in rule.keeps if rule.match(line)] == []


def test_rule_names_are_unique() -> None:
    assert len(rules()) >= 30
    assert len({rule.name for rule in rules()}) == len(rules())


@pytest.mark.parametrize("line", [line for rule in rules() for line in rule.keeps])
def test_no_rule_that_applies_in_the_body_cuts_a_line_that_another_keeps(line: str) -> None:
    body = ["The president spoke in the capital.", line, "He left on Monday."]
    assert clean("\n\n".join(body)).paragraphs == body


def test_a_clumsy_translation_gives_title_url_publisher_and_year(tmp_path: Path) -> None:
    path = tmp_path / "freedonia-2022.txt"
    path.write_text(CLUMSY, encoding="utf-8")
    (article,) = read([path], Settings())
    assert isinstance(article, Article)
    assert article.title == "Freedonian leader refuses talks and tells army to “stand”"
    assert article.url == "https://www.sample-times.example/story/12345/Leader-"
    assert (article.publisher, article.published) == ("sample-times.example", "2022")
    assert article.text.split("\n\n") == [article.title, *CLUMSY.split("\n\n")[2:7]]


def test_what_was_cut_is_told_with_its_rule() -> None:
    cuts = {cut.rule: cut.text for cut in clean(CLUMSY).cuts}
    assert cuts["section-label"] == "Border Affairs"
    assert cuts["back-to-top"] == "Back to top button"
    assert cuts["address-line"].startswith("https://www.sample-times.example/")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Leaders meet in capital\n\nThey met on Monday.", "Leaders meet in capital"),
        ("Leaders meet in capital\nThey met on Monday.", "Leaders meet in capital"),
        ("They met on Monday.\n\nThen they left.", None),
        ("World\n\nThey met on Monday.", None),
        ("Leaders meet in capital", None),
        ("Who rules Freedonia?\n\nNobody knows.", "Who rules Freedonia?"),
    ],
)
def test_the_title_is_a_heading_above_a_text(text: str, title: str | None) -> None:
    assert clean(text).title == title


def test_a_sub_headline_stays_in_the_text() -> None:
    found = clean("Leaders meet in capital\n\nTalks on border dispute go on\n\nThey met on Monday.")
    assert found.paragraphs == ["Talks on border dispute go on", "They met on Monday."]


def test_a_headline_that_is_repeated_is_cut() -> None:
    found = clean('Leaders “meet”\n\nThey met on Monday.\n\nLeaders "meet"', title="Leaders “meet”")
    assert found.paragraphs == ["They met on Monday."]


def test_fields_written_as_lines_are_read_and_cut() -> None:
    found = clean("Title: Leaders meet\nDate: 7 Jan 2022\nSource: Sample Wire\n\nThey met on Monday.")
    assert (found.title, found.found["published"], found.found["publisher"]) == (
        "Leaders meet",
        "7 Jan 2022",
        "Sample Wire",
    )
    assert found.text == "They met on Monday."


def test_wrapped_lines_become_one_paragraph_and_others_stay_apart() -> None:
    wrapped = (
        "The president of Freedonia met the ministers of\n"
        "Sylvania in the capital on Monday and said that the\ntalks would go on."
    )
    assert paragraphs(wrapped) == [wrapped.replace("\n", " ")]
    assert paragraphs("They met.\nThey left.") == ["They met.", "They left."]
