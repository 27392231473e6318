"""Answers as plain values, and these as CSV and JSON that programs read back."""

import csv
import io
import json

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from loader.errors import QueryError
from loader.query import ColumnType, Table, as_table, ask_sparql, to_csv, to_json
from loader.rdf import WD, Bindings, Triples


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (Literal("7", datatype=XSD.integer), 7),
        (Literal("0.5", datatype=XSD.decimal), 0.5),
        (Literal("1e0", datatype=XSD.double), 1.0),
        (Literal("INF", datatype=XSD.double, normalize=False), "INF"),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("2022-01", datatype=XSD.gYearMonth), "2022-01"),
        (Literal("2022-01-07", datatype=XSD.date), "2022-01-07"),
        (Literal("7"), "7"),
        (Literal("non", lang="fr"), "non"),
        (WD.Q232, "http://www.wikidata.org/entity/Q232"),
        (BNode("b"), "_:b"),
        (None, None),
    ],
)
def test_terms_become_plain_values(node, value):
    table = as_table(Bindings(("x",), ((node,),)))
    assert table.rows == ((value,),)
    assert type(table.rows[0][0]) is type(value)


def test_an_entity_column_gives_wikidata_ids():
    other = URIRef("https://example.org/e")
    table = as_table(Bindings(("x", "y"), ((WD.Q232, WD.Q232), (other, None))), {"x": ColumnType.ENTITY})
    assert table.rows == (("Q232", str(WD.Q232)), (str(other), None))


def test_ask_and_construct_are_tables_too():
    assert as_table(True) == Table(("answer",), ((True,),))
    triple = (URIRef("urn:s"), URIRef("urn:p"), Literal("o"))
    assert as_table(Triples((triple,))) == Table(
        ("subject", "predicate", "object"), (("urn:s", "urn:p", "o"),)
    )


def test_a_cut_answer_says_so():
    assert "first 1 rows" in as_table(Bindings(("x",), ((None,),), truncated=True)).notices[0]


MIXED = Table(("a", "b"), (('say "no", twice\nor not', 7), (None, True), ("Алматы", 0.5)))


def test_csv_reads_back():
    rows = list(csv.reader(io.StringIO(to_csv(MIXED), newline="")))
    assert rows == [["a", "b"], ['say "no", twice\nor not', "7"], ["", "true"], ["Алматы", "0.5"]]


def test_json_is_an_array_of_objects():
    assert json.loads(to_json(MIXED)) == [
        {"a": 'say "no", twice\nor not', "b": 7},
        {"a": None, "b": True},
        {"a": "Алматы", "b": 0.5},
    ]
    assert json.loads(to_json(Table(("a",), ()))) == []


def test_sparql_of_ones_own_needs_no_prefixes_and_keeps_whole_iris(stored):
    table = ask_sparql(
        stored("kazakhstan"),
        "SELECT ?who WHERE { GRAPH graph:current { ?who geokg:headOfStateOf wd:Q232 } }",
    )
    assert table == Table(("who",), ((str(WD.Q200881),),))


def test_sparql_of_ones_own_is_refused_with_its_place(stored):
    with pytest.raises(QueryError, match="line 1, column"):
        ask_sparql(stored("kazakhstan"), "SELECT ?who WHERE {")
