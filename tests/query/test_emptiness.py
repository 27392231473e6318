"""An empty answer says why, where the store can tell: what was asked about is unknown or of another kind."""

import re

import pytest

from loader.query import Catalogue, ask


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("list-leaders", {"state": "Q999999999"}, "state: this store holds nothing about .*Q999999999"),
        ("list-leaders", {"state": "Q200881"}, "state: .* is no State here .Person"),
        (
            "show-evidence",
            {"statement": "https://example.org/no"},
            "statement: this store holds nothing about",
        ),
    ],
)
def test_an_empty_answer_says_what_the_store_does_not_hold(stored, world, name: str, given, told: str):
    answer = ask(stored("kazakhstan"), Catalogue().find(name), given, knowledge=world)
    assert not answer.rows
    (notice,) = [n for n in answer.notices if "took" not in n]
    assert re.match(told, notice)


def test_an_answer_with_rows_or_about_what_is_known_says_nothing_more(stored, world):
    kazakhstan = stored("kazakhstan")
    full = ask(kazakhstan, Catalogue().find("list-leaders"), {"state": "Q232"}, knowledge=world)
    assert full.rows
    assert not full.notices
    empty = ask(
        kazakhstan, Catalogue().find("list-leaders"), {"state": "Q232", "date": "1950"}, knowledge=world
    )
    assert not empty.rows
    assert not empty.notices
