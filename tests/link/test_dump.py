"""A dump becomes an index: whatever its packing, however often killed, whatever it also holds."""

import bz2
import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from loader.errors import IndexFault
from loader.link import Index, dump
from loader.link.dump import DumpStatus, Place, build_from_dump, dump_lines

from .live.server import DUMP, item

SCRIPT = Path(__file__).parent / "dump_and_die.py"


@pytest.fixture(scope="session")
def text() -> bytes:
    return gzip.decompress(DUMP.read_bytes())


@pytest.fixture(scope="session")
def whole(tmp_path_factory) -> bytes:
    """The index that an undisturbed build gives."""
    target = tmp_path_factory.mktemp("dump") / "index.sqlite"
    build_from_dump(DUMP, target)
    return target.read_bytes()


def dump_of(path: Path, *entities: dict) -> Path:
    path.write_text("[\n" + ",\n".join(json.dumps(entity) for entity in entities) + "\n]\n", encoding="utf-8")
    return path


def labels(path: Path) -> set[str]:
    return {name.text for name in Index(path).names()}


def test_what_the_classes_name_is_taken_and_nothing_else(whole, tmp_path):
    (tmp_path / "i.sqlite").write_bytes(whole)
    found = labels(tmp_path / "i.sqlite")
    assert {"Vladimir Putin", "Malta", "Oslo", "Alina Kabaeva"} <= found
    assert not {"Talisker", "human", "type of concept", "Igor Putin"} & found  # he never held an office


def test_facts_of_an_entity_are_read(whole, tmp_path):
    (tmp_path / "i.sqlite").write_bytes(whole)
    index = Index(tmp_path / "i.sqlite")
    malta, putin = index.facts("Q233"), index.facts("Q7747")
    assert (malta.type, malta.iso2, malta.iso3, malta.country) == ("State", "MT", "MLT", None)
    assert malta.lat == pytest.approx(35.9, abs=0.1)
    assert "Maltese" in malta.demonyms
    assert (putin.start, putin.country, putin.label) == ("1952-10-07", "Q159", "Vladimir Putin")


def test_tenures_get_label_state_and_role_from_the_office(tmp_path, text):
    putin = json.loads(next(line for line in text.splitlines() if b'"id": "Q7747"' in line).rstrip(b","))
    office = item("Q218295", "President of Russia", P31="Q4164871")
    state = item("Q159", "Russia", P31="Q3624078", P1906="Q218295")
    build_from_dump(dump_of(tmp_path / "d.json", putin, office, state), tmp_path / "i.sqlite")
    tenures = Index(tmp_path / "i.sqlite").tenures_at("Q159")
    assert [(t.holder, t.office, t.category, t.start, t.end) for t in tenures] == [
        ("Q7747", "President of Russia", "head_of_state", "2000-05-07", "2008-05-07"),
        ("Q7747", "President of Russia", "head_of_state", "2012-05-07", None),
    ]


def test_an_entity_that_is_never_taken_is_not(tmp_path):
    page = item("Q1", "Malta", P31="Q4167410")
    page["claims"]["P31"] += item("Q1", "x", P31="Q3624078")["claims"]["P31"]
    source = dump_of(tmp_path / "d.json", page, item("Q2", "Gozo", P31="Q3624078"))
    build_from_dump(source, tmp_path / "i.sqlite")
    assert labels(tmp_path / "i.sqlite") == {"Gozo"}


def test_classes_of_ones_own(tmp_path):
    (tmp_path / "classes.yaml").write_text("kinds: [{kind: media, classes: [Q10876391]}]", encoding="utf-8")
    source = dump_of(tmp_path / "d.json", item("Q328", "English Wikipedia", P31="Q10876391"))
    build_from_dump(source, tmp_path / "i.sqlite", tmp_path / "classes.yaml")
    assert labels(tmp_path / "i.sqlite") == {"English Wikipedia"}


def packed(kind: str, text: bytes, folder: Path) -> Path:
    middle = len(text) // 2
    name, content = {
        "plain": ("d.json", text),
        "gzip": ("d.json.gz", gzip.compress(text)),
        "gzip in two": ("d.json.gz", gzip.compress(text[:middle]) + gzip.compress(text[middle:])),
        "bzip2": ("d.json.bz2", bz2.compress(text)),
        "bzip2 in two": ("d.json.bz2", bz2.compress(text[:middle]) + bz2.compress(text[middle:])),
        "Windows line ends": ("d.json", text.replace(b"\n", b"\r\n")),
        "no spaces": (
            "d.json",
            b"[\n" + b",\n".join(_narrow(line) for line in text.splitlines()[1:-1]) + b"\n]",
        ),
    }[kind]
    (folder / name).write_bytes(content)
    return folder / name


def _narrow(line: bytes) -> bytes:
    return json.dumps(json.loads(line.rstrip(b",")), separators=(",", ":")).encode()


KINDS = ["plain", "gzip", "gzip in two", "bzip2", "bzip2 in two", "Windows line ends", "no spaces"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_packing_gives_the_same_index(kind, text, whole, tmp_path):
    build_from_dump(packed(kind, text, tmp_path), tmp_path / "i.sqlite")
    assert (tmp_path / "i.sqlite").read_bytes() == whole


@pytest.mark.parametrize("kind", KINDS[:5])
def test_reading_goes_on_from_any_place(kind, text, tmp_path, monkeypatch):
    monkeypatch.setattr(dump, "_CHUNK", 50_000)
    source = packed(kind, text, tmp_path)
    lines = list(dump_lines(source, Place()))
    assert b"\n".join(line for line, _, _ in lines).rstrip() == text.rstrip()
    for number, (_, place, _) in enumerate(lines):
        rest = [line for line, _, _ in dump_lines(source, place)]
        assert rest == [line for line, _, _ in lines[number + 1 :]]


@pytest.mark.parametrize("saves", [2, 3, 4])
def test_a_build_killed_and_run_again_ends_in_the_same_bytes(saves, whole, tmp_path):
    """In the middle, and when all is read but the index is not built yet."""
    target = tmp_path / "index.sqlite"
    command = [sys.executable, str(SCRIPT), str(DUMP), str(target)]
    killed = subprocess.run([*command, str(saves)], check=False, env=_environment())
    assert killed.returncode == -signal.SIGKILL
    assert not target.exists()
    build_from_dump(DUMP, target)
    assert target.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["index.sqlite"]


def test_killed_again_and_again_it_still_gets_there(whole, tmp_path):
    target = tmp_path / "index.sqlite"
    command = [sys.executable, str(SCRIPT), str(DUMP), str(target), "2"]
    for _ in range(20):
        if subprocess.run(command, check=False, env=_environment()).returncode == 0:
            break
    assert target.read_bytes() == whole


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def test_progress_is_told_in_bytes(tmp_path):
    seen: list[DumpStatus] = []
    build_from_dump(DUMP, tmp_path / "i.sqlite", progress=seen.append)
    assert seen[-1].read_bytes == seen[-1].all_bytes == DUMP.stat().st_size
    assert {status.entities for status in seen} == {26}
    assert [status.step for status in seen] == list(range(seen[-1].steps + 1)), "and then in steps"


def test_what_waits_from_another_dump_is_not_mixed_in(tmp_path, text):
    target = tmp_path / "i.sqlite"
    first = tmp_path / "first.json"
    first.write_bytes(text[: text.index(b'"id": "Q7747"')])
    with pytest.raises(IndexFault):
        build_from_dump(first, target)
    build_from_dump(dump_of(tmp_path / "second.json", item("Q2", "Gozo", P31="Q3624078")), target)
    assert labels(target) == {"Gozo"}


@pytest.mark.parametrize("kind", ["gzip", "bzip2"])
def test_a_dump_cut_off_is_told_and_the_rest_can_follow(kind, text, whole, tmp_path):
    source = packed(kind, text, tmp_path)
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2])
    with pytest.raises(IndexFault, match="cut off"):
        build_from_dump(source, tmp_path / "i.sqlite")
    source.write_bytes(content)
    build_from_dump(source, tmp_path / "i.sqlite")
    assert (tmp_path / "i.sqlite").read_bytes() == whole


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("d.json.gz", b"no gzip at all", "damaged"),
        ("d.json.bz2", b"no bzip2 at all", "damaged"),
        ("d.json", b"<html>404</html>", "no entity where number 1 should be"),
        ("d.json", b'[\n{"id": "Q1", "P31" "property": "P31"}\n]', "entity number 1 is damaged"),
        ("d.json", b"[\n]\n", "none of the entities"),
    ],
    ids=["gzip", "bzip2", "a page", "broken JSON", "empty"],
)
def test_what_is_no_dump_is_told(name, content, message, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexFault, match=message):
        build_from_dump(tmp_path / name, tmp_path / "i.sqlite")
    assert not (tmp_path / "i.sqlite").exists()


def test_a_dump_that_is_not_there_is_told(tmp_path):
    with pytest.raises(IndexFault, match="no such dump"):
        build_from_dump(tmp_path / "d.json", tmp_path / "i.sqlite")


@pytest.mark.parametrize(
    "content", ["kinds: [{kind: state}]", "kinds: [{kind: state, classes: [x]}]", "- a", "a: ["]
)
def test_a_file_of_classes_that_is_none_is_told(content, tmp_path):
    (tmp_path / "classes.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(IndexFault, match="not a file of classes"):
        build_from_dump(DUMP, tmp_path / "i.sqlite", tmp_path / "classes.yaml")
