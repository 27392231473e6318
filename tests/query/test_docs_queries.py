"""docs/queries.md tells of every query, as the headers have it."""

from pathlib import Path

from loader.query import Catalogue, ColumnType, ParameterType
from loader.query.reference import with_table, write
from loader.rdf import PREFIXES

DOCS = Path(__file__).parents[2] / "docs" / "queries.md"
TEXT = DOCS.read_text(encoding="utf-8")


def test_the_table_is_what_the_headers_make():
    assert with_table(TEXT, Catalogue()) == TEXT, "run python -m loader.query.reference"
    for query in Catalogue():
        assert f"| `{query.name}` | {query.summary} |" in TEXT


def test_the_table_is_put_in_its_place(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- queries: x -->\nobsolete\n<!-- end of queries -->\nafter\n")
    write(page)
    assert page.read_text().startswith("before\n<!-- queries: x -->\n| query |")
    assert page.read_text().endswith("<!-- end of queries -->\nafter\n")
    assert "obsolete" not in page.read_text()


def test_every_type_and_prefix_is_explained():
    for kind in ParameterType:
        assert f"| `{kind}` |" in TEXT
    for kind in ColumnType:
        assert kind in TEXT
    for prefix in PREFIXES:
        assert f"`{prefix}:`" in TEXT
