"""The embedded index is built on first use, whoever comes first, wherever can be written."""

import multiprocessing
from pathlib import Path

import pytest

from loader.errors import IndexFault
from loader.link import Index, compact, shipped

from .conftest import write_facts


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small set of shipped facts, and an empty cache folder."""
    compact(write_facts(tmp_path / "facts"), tmp_path / "data")
    folder = tmp_path / "cache"
    monkeypatch.setattr(shipped, "DATA", tmp_path / "data")
    monkeypatch.setattr(shipped, "_folders", lambda: iter([folder, tmp_path / "fallback"]))
    shipped._data_hash.cache_clear()
    yield folder
    shipped._data_hash.cache_clear()


def test_first_use_builds_and_second_use_opens(cache):
    first = shipped.default_index()
    built = first.path.stat().st_mtime_ns
    assert first.path.parent == cache
    assert shipped.default_index().path.stat().st_mtime_ns == built


@pytest.mark.usefixtures("cache")
def test_a_damaged_file_in_the_cache_is_built_anew():
    path = shipped.default_index().path
    path.write_bytes(b"broken")
    assert shipped.default_index().lookup("Georgia")


def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_folder(cache, tmp_path):
    cache.write_text("a file where the folder should be")
    assert shipped.default_index().path.parent == tmp_path / "fallback"


def test_no_folder_at_all_is_told(cache, tmp_path):
    cache.write_text("")
    (tmp_path / "fallback").write_text("")
    with pytest.raises(IndexFault, match="cannot be built"):
        shipped.default_index()


def _use(barrier, answers):
    barrier.wait(30)
    answers.put(shipped.default_index().lookup("Georgia")[0].qid)


def test_processes_that_come_first_at_once_do_not_clash(cache):
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(3), context.Queue()
    workers = [context.Process(target=_use, args=(barrier, answers)) for _ in range(3)]
    for worker in workers:
        worker.start()
    assert [answers.get(timeout=60) for _ in workers] == ["Q230"] * 3
    for worker in workers:
        worker.join(60)
    assert [path.suffix for path in cache.iterdir()] == [".sqlite"]
    assert Index(next(cache.iterdir())).lookup("Kazakh")
