"""`geokg load`: wrong input never stops the rest, and a load can be stopped and go on."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loader.cli.rejects import rejects_file
from loader.errors import ArticleError
from loader.pipeline import LoadReport, Pipeline
from loader.settings import Settings
from loader.store import Library

GOOD = "Talks in Geneva\n\nGeneva, 4 May 2021. Russian President Vladimir Putin met Joe Biden in Geneva.\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_samples_are_all_loaded(sample_load: tuple[Path, LoadReport]):
    report = sample_load[1]
    assert (report.rejected, report.interrupted) == (0, False)
    assert report.loaded >= 15


def test_time_is_told_by_stage(sample_load: tuple[Path, LoadReport]):
    assert all(seconds > 0 for seconds in sample_load[1].seconds.values())


def test_wrong_articles_are_told_and_the_rest_is_loaded(geokg, good: Path, tmp_path: Path):
    """Empty, binary, too large, missing: each with its reason, on stderr and in rejects.jsonl."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "huge.txt").write_text("The president spoke. " * 2_500_000, encoding="utf-8")
    bad = ["empty.txt", "binary.txt", "huge.txt", "missing.txt"]
    store = tmp_path / "store"
    done = geokg("load", good, *(tmp_path / name for name in bad), "--store", store)
    assert done.status == 1
    assert done.out.startswith("1 loaded, 0 already there, 4 rejected")
    rejects = [
        json.loads(line) for line in (store / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [Path(r["where"]).name for r in rejects] == bad
    assert all(len(r["reason"]) > 10 and r["reason"] in done.err for r in rejects)
    assert "Traceback" not in done.err


def test_a_clean_load_leaves_no_rejects_file(geokg, good: Path, tmp_path: Path):
    """The rejects of an earlier load must not be taken for this one's."""
    store = tmp_path / "store"
    (tmp_path / "empty.txt").write_bytes(b"")
    assert geokg("load", tmp_path / "empty.txt", "--store", store).status == 1
    assert (store / "rejects.jsonl").exists()
    assert geokg("load", good, "--store", store).status == 0
    assert not (store / "rejects.jsonl").exists()


def test_many_rejects_are_written_as_they_come_and_only_the_first_kept(geokg, tmp_path: Path):
    """A batch of which nothing can be used must not fill the memory, or the terminal."""
    lines = tmp_path / "many.jsonl"
    lines.write_text("".join(json.dumps({"title": f"T{n}"}) + "\n" for n in range(350)), encoding="utf-8")
    store = tmp_path / "store"
    with Library.open(Settings(store=store), create=True) as library:
        seen: list[ArticleError] = []
        report = Pipeline(Settings(store=store)).load([str(lines)], library, on_reject=seen.append)
    assert (report.rejected, len(report.first_rejected), len(seen)) == (350, 100, 350)
    done = geokg("load", lines, "--store", store, "--json")
    assert len((store / "rejects.jsonl").read_text(encoding="utf-8").splitlines()) == 350
    assert json.loads(done.out)["rejected"] == 350
    assert len(json.loads(done.out)["first_rejected"]) == 100
    assert "and 250 more" in done.err
    assert done.err.count("rejected ") <= 102


def test_a_load_that_is_killed_leaves_what_was_rejected_so_far(tmp_path: Path):
    path = tmp_path / "rejects.jsonl"
    with rejects_file(path) as write:
        write(ArticleError("a.jsonl:1", "no text in it"))
        assert json.loads(path.read_text(encoding="utf-8"))["where"] == "a.jsonl:1"


def test_a_rejects_file_that_cannot_be_written_is_told_before_anything_is_loaded(
    geokg, good: Path, tmp_path: Path
):
    done = geokg("load", good, "--store", tmp_path / "store", "--rejects", tmp_path / "no" / "why.jsonl")
    assert done.status == 2
    assert "why.jsonl" in done.err
    assert "loaded" not in done.out


def test_rejects_go_to_the_file_that_is_named(geokg, good: Path, tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    named = tmp_path / "why.jsonl"
    geokg("load", good, tmp_path / "empty.txt", "--store", tmp_path / "store", "--rejects", named)
    assert json.loads(named.read_text(encoding="utf-8"))["where"].endswith("empty.txt")


def test_loading_again_changes_nothing_and_a_new_version_supersedes(geokg, tmp_path: Path):
    article = tmp_path / "a.jsonl"
    store = tmp_path / "store"
    counts = []
    for text in (GOOD, GOOD, GOOD.replace("Biden", "Macron")):
        article.write_text(json.dumps({"id": "one", "text": text}) + "\n", encoding="utf-8")
        report = json.loads(geokg("load", article, "--store", store, "--json").out)
        counts.append((report["loaded"], report["unchanged"], report["superseded"]))
    assert counts == [(1, 0, 0), (0, 1, 0), (1, 0, 1)]


def test_nothing_to_load_at_all_cannot_start(geokg, tmp_path: Path):
    done = geokg("load", tmp_path / "nowhere", "--store", tmp_path / "store")
    assert done.status == 2
    assert "nowhere" in done.err
    assert not (tmp_path / "store").exists()


def test_an_unusable_store_folder_cannot_start(geokg, good: Path, tmp_path: Path):
    """A file where the folder should be: one line that names it, no traceback."""
    store = tmp_path / "store"
    store.write_text("not a store", encoding="utf-8")
    done = geokg("load", good, "--store", store)
    assert done.status == 2
    assert str(store) in done.err
    assert done.err.count("\n") == 1


def test_a_store_that_another_process_holds_cannot_start(geokg, good: Path, tmp_path: Path):
    store = tmp_path / "store"
    with Library.open(Settings(store=store), create=True):
        done = geokg("load", good, "--store", store)
    assert done.status == 2
    assert done.err.startswith("geokg: ")


def test_a_stopped_load_goes_on_where_it_stopped(
    pipeline: Pipeline, sample_load: tuple[Path, LoadReport], tmp_path: Path
):
    """Stop after three articles; the second load does only the others and ends as an undisturbed one."""
    samples = Path(__file__).parents[2] / "examples" / "articles"
    seen: list[str] = []
    with Library.open(Settings(store=tmp_path / "store"), create=True) as library:
        first = pipeline.load([str(samples)], library, on_article=seen.append, stop=lambda: len(seen) == 3)
        second = pipeline.load([str(samples)], library)
        statistics = library.statistics()
    assert (first.loaded, first.interrupted) == (3, True)
    assert (second.unchanged, second.loaded) == (3, sample_load[1].loaded - 3)
    with Library.open(Settings(store=sample_load[0])) as library:
        undisturbed = library.statistics()
    # Two runs were needed here, which the graph of runs tells; all else is the same.
    assert (statistics.quads.pop("runs"), undisturbed.quads.pop("runs")) == (42, 34)
    assert statistics == undisturbed


def test_ctrl_c_stops_between_articles_and_says_how_to_go_on(tmp_path: Path):
    article = {"text": GOOD * 20}
    articles = tmp_path / "many.jsonl"
    articles.write_text(
        "".join(
            json.dumps({**article, "id": str(n), "text": f"{n} {article['text']}"}) + "\n" for n in range(500)
        ),
        encoding="utf-8",
    )
    store = tmp_path / "store"
    command = [sys.executable, "-m", "loader.cli", "load", str(articles), "--store", str(store)]
    loading = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    deadline = time.monotonic() + 60
    while not store.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)
    loading.send_signal(signal.SIGINT)
    _, err = loading.communicate(timeout=60)
    assert loading.returncode == 130
    assert "run the same command again to go on" in err
    assert "Traceback" not in err


def test_an_empty_path_is_not_the_working_folder(geokg, tmp_path: Path):
    """An unset variable of a shell must not load all there is."""
    done = geokg("load", "", "--store", tmp_path / "store")
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_fields_of_ones_own_and_any_language(geokg, tmp_path: Path):
    source = tmp_path / "export.jsonl"
    source.write_text(json.dumps({"nr": "1", "corps": GOOD}) + "\n", encoding="utf-8")
    assert geokg("load", source, "--store", tmp_path / "a").status == 1
    done = geokg("load", source, "--field", "text=corps", "--language", "any", "--store", tmp_path / "b")
    assert done.status == 0, done.err
