"""`geokg extract`: records for other programs."""

import json
from pathlib import Path

import jsonschema

from loader.record import from_json, json_schema

ARTICLE = {
    "id": "mine",
    "title": "Talks",
    "text": "Talks\n\nKazakh President Kassym-Jomart Tokayev spoke.",
    "published": "2022-01-07",
}


def test_records_validate_and_keep_the_callers_id(geokg, tmp_path: Path):
    source, target = tmp_path / "articles.jsonl", tmp_path / "records.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    assert geokg("extract", source, "--out", target).status == 0
    (line,) = target.read_text(encoding="utf-8").splitlines()
    jsonschema.validate(json.loads(line), json_schema())
    record = from_json(line)
    assert record.article.id == "mine"
    assert "Q232" in {e.qid for e in record.entities}


def test_background_statements_can_be_left_out(geokg, tmp_path: Path):
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    origins = [
        {s["origin"] for s in json.loads(geokg("extract", source, *flags).out)["statements"]}
        for flags in ((), ("--no-background",))
    ]
    assert ["background" in o for o in origins] == [True, False]


def test_bad_lines_are_told_and_the_rest_is_written(geokg, tmp_path: Path):
    source, target = tmp_path / "articles.jsonl", tmp_path / "records.jsonl"
    source.write_text("not json\n" + json.dumps(ARTICLE) + "\n", encoding="utf-8")
    done = geokg("extract", source, "--out", target)
    assert done.status == 1
    assert f"{source}:1" in done.err
    assert len(target.read_text(encoding="utf-8").splitlines()) == 1


def test_a_file_that_cannot_be_written_is_one_line(geokg, tmp_path: Path):
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    done = geokg("extract", source, "--out", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.status == 2
    assert done.err.count("\n") == 1


def test_what_follows_is_added_unless_told_otherwise(geokg, tmp_path: Path):
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    closed, plain = (
        json.loads(geokg("extract", source, *flags).out)["statements"] for flags in ((), ("--no-closure",))
    )
    derived = [s for s in closed if s["origin"] == "derived"]
    assert derived
    assert all(s["derived_from"] and s["rule"] and s["evidence"] for s in derived)
    assert plain == [s for s in closed if not s["rule"]]
