"""validate: a store, one of its articles, and files."""

import json
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "ontology" / "examples"


def test_a_store_that_geokg_loaded_has_no_violations(geokg, sample_store: Path):
    done = geokg("validate", "--store", sample_store)
    assert done.status == 0, done.out
    assert " 0 violations" in done.err


def test_one_article_is_checked_by_its_title(geokg, sample_store: Path):
    done = geokg("validate", "--store", sample_store, "--article", "Last American troops")
    assert done.status == 0, done.err
    assert done.err.startswith("1 articles checked")


def test_an_article_that_is_not_there_is_told(geokg, sample_store: Path):
    done = geokg("validate", "--store", sample_store, "--article", "nothing of the sort")
    assert done.status == 2
    assert "nothing of the sort" in done.err


def test_a_violation_is_told_as_json(geokg):
    done = geokg("validate", "--json", EXAMPLES / "invalid" / "Statement-countMin.ttl")
    assert done.status == 1
    (finding,) = [json.loads(line) for line in done.out.splitlines()]
    assert finding["shape"] == "https://w3id.org/geokg/shapes/Statement-countMin"
    assert (finding["severity"], finding["value"]) == ("violation", "30")


def test_pyshacl_finds_the_same(geokg):
    file = EXAMPLES / "invalid" / "Statement-countMin.ttl"
    assert geokg("validate", "--pyshacl", file).out == geokg("validate", file).out


def test_a_warning_is_printed_and_no_fault(geokg):
    done = geokg("validate", EXAMPLES / "invalid" / "Led.ttl")
    assert done.status == 0
    assert done.out.startswith("warning: ")


def test_a_file_that_is_no_rdf_is_one_line(geokg, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")
    done = geokg("validate", tmp_path / "notes.txt")
    assert (done.status, done.err.count("\n")) == (2, 1)
