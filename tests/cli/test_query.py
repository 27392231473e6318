"""`geokg query`: answers in a form that the next program can read, and plain words for wrong questions."""

import csv
import io
import json
from pathlib import Path

import pytest

COUNT = "SELECT (COUNT(?a) AS ?articles) WHERE { GRAPH ?g { ?a a geokg:Article } }"


def test_json_is_an_array_of_rows(geokg, sample_store: Path):
    done = geokg("query", "--sparql", COUNT, "--store", sample_store, "--format", "json")
    assert done.status == 0
    (row,) = json.loads(done.out)
    assert int(row["articles"]) >= 15


def test_a_pipe_gets_csv(geokg, sample_store: Path):
    """Standard output is not a terminal here."""
    done = geokg("query", "--sparql", COUNT, "--store", sample_store)
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert int(row["articles"]) >= 15


def test_query_from_a_file(geokg, sample_store: Path, tmp_path: Path):
    question = tmp_path / "question.rq"
    question.write_text(COUNT, encoding="utf-8")
    assert (
        geokg("query", "--file", question, "--store", sample_store, "--format", "table").out.count("articles")
        == 1
    )


def test_every_named_query_is_listed_and_shown(geokg):
    names = [row["name"] for row in json.loads(geokg("queries", "list", "--json").out)]
    assert len(names) >= 8
    for name in names:
        shown = geokg("queries", "show", name)
        assert shown.status == 0
        assert "SELECT" in shown.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-query"], "no-such-query"),
        (["--sparql", "SELECT ?x WHERE {"], "does not parse"),
        (["--sparql", COUNT, "--param", "state"], "key=value"),
        (["--sparql", COUNT, "--file", "other.rq"], "one of"),
        ([], "one of"),
        (["--file", "missing.rq"], "missing.rq"),
    ],
)
def test_a_wrong_question_is_told_in_one_line(geokg, sample_store: Path, arguments: list[str], words: str):
    done = geokg("query", *arguments, "--store", sample_store)
    assert done.status == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_no_store_is_told(geokg, tmp_path: Path):
    done = geokg("query", "--sparql", COUNT, "--store", tmp_path / "nowhere")
    assert done.status == 2
    assert "nowhere" in done.err
    assert not (tmp_path / "nowhere").exists()
