"""What several sources say: counted by their texts, compared, and told apart from what is only hedged."""

import pytest
from fixtures_yaml import World

from loader.query import Catalogue, ask

CATALOGUE = Catalogue()


@pytest.fixture
def answer(stored, world: World):
    def run(fixture: str, name: str, **params: str) -> list[dict[str, object]]:
        table = ask(stored(fixture), CATALOGUE.find(name), params, knowledge=world)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    return run


def test_a_verbatim_copy_is_another_article_and_no_other_source(answer):
    assert answer("voices", "count-sources") == []
    [row] = answer("voices", "count-sources", at_least="1")
    assert (row["articles"], row["independent"]) == (2, 1)
    assert set(row["sources"].split(", ")) == {"Sample Agency", "Sample Herald"}


def test_two_reports_corroborate_what_they_agree_on(answer):
    rows = answer("kazakhstan", "count-sources")
    assert {(r["type"], r["articles"], r["independent"]) for r in rows} == {
        ("Casualties", 2, 2),
        ("Deployment", 2, 2),
    }
    deployment = next(r for r in rows if r["type"] == "Deployment")
    assert set(deployment["participants"].split(", ")) >= {"destination: Kazakhstan", "contributor: Armenia"}


def test_what_another_article_asserts_is_not_only_hedged(answer):
    [row] = answer("kazakhstan", "list-only-hedged")
    assert (row["type"], row["modality"]) == ("Deployment", "possible")


def test_a_denial_names_who_denies(answer):
    [row] = answer("kazakhstan", "list-denied")
    assert (row["said_by"], row["affirmed_by"]) == ("Moldanov", 0)


def test_numbers_that_exclude_each_other_are_paired_once(answer):
    [row] = answer("kazakhstan", "compare-reports")
    assert (row["count"], row["other_count"]) == ("26", "at least 160")
    assert answer("kazakhstan", "compare-reports", outcome="injured") == []


def test_casualties_of_a_period_are_those_dated_in_it(answer):
    days = {"place": "Almaty", "since": "2022-01-06", "until": "2022-01-06"}
    assert len(answer("kazakhstan", "list-casualties", **days)) == 2
    assert len(answer("kazakhstan", "list-casualties", place="Almaty", since="2022")) == 2
    assert answer("kazakhstan", "list-casualties", place="Almaty", since="2022-01-07") == []
    assert answer("kazakhstan", "list-casualties", place="Almaty", until="2022-01-05") == []


def test_one_speaks_of_others_not_of_oneself(answer):
    rows = answer("voices", "list-spoken-of")
    assert {(r["speaker"], r["about"]) for r in rows} == {("Q200881", "Q7747")}
    assert answer("voices", "list-spoken-of", about="Q200881") == []


def test_a_succession_shows_who_came_and_who_went(answer):
    rows = answer("kazakhstan", "list-successions", since="2019-03", until="2019-03")
    assert {(r["change"], r["name"]) for r in rows} == {
        ("began", "Kassym-Jomart Tokayev"),
        ("ended", "Nursultan Nazarbayev"),
    }
    assert answer("kazakhstan", "list-successions", since="2020", until="2020") == []
