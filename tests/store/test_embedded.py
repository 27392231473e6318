"""The embedded store: transactions, limits, refusals, and plain words for what goes wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from loader.errors import QueryError, StoreError, StoreLocked
from loader.rdf import Bindings, Triples
from loader.store import BACKENDS, EmbeddedStore, Store

EVERYTHING = "SELECT ?s ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"


@pytest.fixture
def store(tmp_path: Path):
    opened = EmbeddedStore(tmp_path / "rdf", write=True, timeout=20.0, max_rows=5)
    opened.update('INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> "x" , 7 , "2022"^^xsd:gYear } }')
    yield opened
    opened.close()


def test_every_backend_is_a_store():
    for backend in BACKENDS.values():
        for name in vars(Store):
            assert name.startswith("_") or callable(getattr(backend, name))


@pytest.mark.parametrize(
    "failing", ["CREATE GRAPH <urn:h>", "DROP GRAPH <urn:none>", "LOAD <file:///none.nt>"]
)
def test_an_update_whose_later_operation_fails_leaves_nothing_of_the_earlier(store, failing: str):
    with pytest.raises(StoreError):
        store.update(
            f'DROP GRAPH <urn:g>; INSERT DATA {{ GRAPH <urn:h> {{ <urn:b> <urn:p> "y" }} }}; {failing}'
        )
    assert len(store.query(EVERYTHING).rows) == 3


def test_a_malformed_update_is_told(store):
    with pytest.raises(StoreError, match="line 1"):
        store.update("INSERT DATA {")


def test_answers_have_typed_terms_and_none_for_the_unbound(store):
    answer = store.query("SELECT ?o ?nothing WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY DATATYPE(?o)")
    assert answer.variables == ("o", "nothing")
    assert set(answer.rows) == {
        (Literal("x"), None),
        (Literal("7", datatype=XSD.integer), None),
        (Literal("2022", datatype=XSD.gYear), None),
    }


def test_ask_and_construct(store):
    assert store.query("ASK { GRAPH <urn:g> { ?s ?p 7 } }") is True
    built = store.query("CONSTRUCT { ?s <urn:q> [] } WHERE { GRAPH <urn:g> { ?s ?p 7 } }")
    assert isinstance(built, Triples)
    ((subject, _, blank),) = built.triples
    assert subject == URIRef("urn:a")
    assert isinstance(blank, BNode)


def test_an_answer_longer_than_the_limit_is_cut_and_says_so(store):
    many = store.query("SELECT ?x WHERE { VALUES ?x { 1 2 3 4 5 6 } }")
    assert (len(many.rows), many.truncated) == (5, True)
    assert store.query("SELECT ?x WHERE { VALUES ?x { 1 2 3 4 5 } }").truncated is False


def test_a_query_that_takes_too_long_is_given_up(tmp_path: Path):
    """In a process of its own: Oxigraph cannot be interrupted, so the query runs until that ends."""
    script = f"""
from pathlib import Path
from loader.errors import QueryError
from loader.store import EmbeddedStore
store = EmbeddedStore(Path({str(tmp_path / "rdf")!r}), write=True, timeout=0.5)
values = " ".join(f"<urn:{{n}}> <urn:p> {{n}} ." for n in range(1000))
store.update("INSERT DATA {{ GRAPH <urn:g> {{" + values + "}} }}")
try:
    store.query("SELECT * WHERE {{ GRAPH ?g {{ ?a ?p ?b . ?c ?p ?d . ?e ?p ?f }} FILTER(?b + ?d + ?f < 0) }}")
except QueryError as error:
    print(error)
"""  # noqa: S608
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert "no answer after 0.5 seconds" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { service silent ?e { ?s ?p ?o } }", "SERVICE"),
        ("PREFIX x: <urn:x> INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT changes"),
        ("LOAD <http://example.org/data>", "LOAD changes"),
        ("DROP ALL", "DROP changes"),
    ],
)
def test_a_query_neither_writes_nor_calls_out(store, sparql: str, words: str):
    with pytest.raises(QueryError, match=words):
        store.query(sparql)


def test_words_in_strings_comments_and_names_are_no_commands(store):
    answer = store.query(
        """# SERVICE DROP
        PREFIX service: <urn:SERVICE/>
        SELECT ?service
        WHERE { VALUES ?service { "SERVICE <x>" 'it\\'s a LOAD' service:DROP <urn:SERVICE> } }"""
    )
    assert isinstance(answer, Bindings)
    assert len(answer.rows) == 4


def test_from_reads_no_network(store):
    assert store.query("SELECT * FROM <http://127.0.0.1:9/data> WHERE { ?s ?p ?o }").rows == ()


@pytest.mark.parametrize(
    ("sparql", "place"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p\n}", "line 3, column 2"),
        ("SELECT ?s WHERE { ?s foo:bar ?o }", "prefix that is declared"),
        ("SELEKT", "line 1, column 7: expected PREFIX, SELECT"),
    ],
)
def test_a_syntax_error_tells_where_and_what(store, sparql: str, place: str):
    with pytest.raises(QueryError, match=place) as told:
        store.query(sparql)
    assert "\\u{" not in str(told.value)
    assert str(told.value).endswith("^")


def test_prefixes_need_no_declaration(store):
    assert store.query("ASK { geokg:a wd:Q1 schema:b }") is False


def test_dump_is_sorted_whatever_the_order_of_writing(tmp_path: Path):
    dumps = []
    for n, order in enumerate([(1, 2, 3), (3, 1, 2)]):
        store = EmbeddedStore(tmp_path / f"rdf{n}", write=True)
        for value in order:
            store.update(f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:a> <urn:p> {value} }} }}")
        assert store.dump(tmp_path / "dump.nq") == 3
        dumps.append((tmp_path / "dump.nq").read_text())
        store.close()
    assert dumps[0] == dumps[1]
    assert dumps[0].splitlines() == sorted(dumps[0].splitlines())


def test_reading_does_not_write(store, tmp_path: Path):
    store.close()
    reader = EmbeddedStore(tmp_path / "rdf", write=False)
    assert len(reader.query(EVERYTHING).rows) == 3
    with pytest.raises(StoreError, match="could not be written"):
        reader.update("DROP ALL")


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


@pytest.mark.usefixtures("store")
def test_a_second_writer_is_kept_out(tmp_path: Path):
    with pytest.raises(StoreLocked, match="another process"):
        EmbeddedStore(tmp_path / "rdf", write=True)


def test_a_folder_without_a_store_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="holds no store"):
        EmbeddedStore(tmp_path / "none", write=False)
    with pytest.raises(StoreError, match="cannot be opened"):
        EmbeddedStore(tmp_path / "file", write=True)


@pytest.mark.parametrize("write", [True, False])
def test_a_damaged_store_is_told(store, tmp_path: Path, write: bool):
    store.close()
    for path in (tmp_path / "rdf").glob("MANIFEST*"):
        path.write_bytes(b"garbage" * 100)
    with pytest.raises(StoreError, match="damaged"):
        EmbeddedStore(tmp_path / "rdf", write=write)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_an_unreadable_folder_is_told(store, tmp_path: Path):
    store.close()
    (tmp_path / "rdf").chmod(0)
    try:
        with pytest.raises(StoreError, match="cannot be opened"):
            EmbeddedStore(tmp_path / "rdf", write=False)
    finally:
        (tmp_path / "rdf").chmod(0o755)
