"""Every named query gives, on its fixture, what its header promises."""

import re

import pytest
from fixtures_yaml import FIXTURES

from loader.query import Catalogue, ColumnType, NamedQuery, ask

CATALOGUE = Catalogue()
FORMS = {
    ColumnType.ENTITY: r"Q\d+|https?://.*|.*",
    ColumnType.IRI: r"https?://.*",
    ColumnType.DATE: r"\d{4}(-\d\d){0,2}",
}


def example_params(query: NamedQuery, library) -> dict[str, str]:
    """`{agency}` in an example stands for the content hash of the article of that id."""
    hashes = {a.id: a.content_hash for a in library.articles()}
    return {k: re.sub(r"\{(\w+)\}", lambda m: hashes[m[1]], v) for k, v in query.example.params.items()}


@pytest.fixture
def answer(stored, world):
    def run(name: str, **params: str):
        query = CATALOGUE.find(name)
        library = stored(query.example.fixture)
        table = ask(library, query, params or example_params(query, library), knowledge=world)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    return run


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda q: q.name)
def test_the_example_gives_the_rows_and_columns_of_the_header(query: NamedQuery, stored, world):
    library = stored(query.example.fixture)
    table = ask(library, query, example_params(query, library), knowledge=world)
    assert table.columns == tuple(query.returns)
    assert len(table.rows) == query.example.rows, table.rows
    for row in table.rows:
        for value, (column, kind) in zip(row, query.returns.items(), strict=True):
            if value is None:
                continue
            if kind is ColumnType.INTEGER:
                assert isinstance(value, int), column
            elif kind is ColumnType.DECIMAL:
                assert isinstance(value, float), column
            else:
                assert re.fullmatch(FORMS.get(kind, r"[\s\S]*"), str(value)), column


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda q: q.name)
def test_optional_parameters_may_be_left_out(query: NamedQuery, stored, world):
    library = stored(query.example.fixture)
    required = {p.name for p in query.params if p.required}
    params = {k: v for k, v in example_params(query, library).items() if k in required}
    assert len(ask(library, query, params, knowledge=world).rows) >= query.example.rows


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda q: q.name)
def test_a_query_names_its_graphs(query: NamedQuery):
    assert "GRAPH" in query.sparql
    assert (FIXTURES / f"{query.example.fixture}.yaml").is_file()
