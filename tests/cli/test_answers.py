"""How an answer looks to a person."""

import io

from rich.console import Console

from loader.cli.answers import answer_view
from loader.query import Table


def shown(answer: Table, width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(answer_view(answer, console))
    return console.file.getvalue()


NARROW = Table(("state", "since", "until"), (("http://www.wikidata.org/entity/Q232", "1991", None),))
WIDE = Table(
    ("sentence", "statement"),
    (("Troops came, and then they left again.", "https://example.org/" + "s" * 60), ("Nobody came.", None)),
)


def test_an_answer_that_fits_is_a_table_without_its_empty_columns():
    text = shown(NARROW, 80)
    assert "wd:Q232" in text
    assert "until" not in text


def test_an_answer_that_does_not_fit_gives_each_row_its_own_lines():
    """Nothing is cut off, and an empty cell takes no line."""
    lines = [line.strip() for line in shown(WIDE, 100).splitlines()]
    assert f"statement  https://example.org/{'s' * 60}" in lines
    assert sum(line.startswith("statement") for line in lines) == 1
    assert sum(line.startswith("sentence") for line in lines) == 2


def test_an_answer_without_rows_still_shows_its_columns():
    assert "until" in shown(Table(NARROW.columns, ()), 80)
