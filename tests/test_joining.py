"""Events of several articles in a store: joined as they come, apart again as they go, also after a kill."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from loader.joining import join_events
from loader.link import JudgementFile
from loader.model import Judgement, Verdict
from loader.pipeline import Pipeline
from loader.rdf import Iris
from loader.relinking import relink
from loader.settings import Settings
from loader.store import Library
from loader.validate import CompiledShapes, Severity, validate_file

HERE = Path(__file__).parent
WHEN = "2026-11-22T10:00:00Z"
ARTICLES = {
    "arrest-wire": (
        "2023-05-03",
        "Kenyan police arrested the trader Amina Wafula in Mombasa on Tuesday on suspicion of smuggling.",
    ),
    "arrest-post": ("2023-05-03", "The trader Amina Wafula was arrested on Tuesday, her lawyer said."),
    "arrest-times": ("2023-05-03", "Police in Mombasa arrested the trader Amina Wafula over smuggling."),
    "other-trader": ("2023-05-03", "Kenyan police arrested the trader Peter Mutua in Kisumu on Tuesday."),
    "denied": ("2023-05-03", "The trader Amina Wafula was not arrested, the ministry said."),
}
CLUSTERS = """SELECT ?cluster ?id WHERE {
  GRAPH graph:events { ?cluster a geokg:EventCluster ; geokg:joinsEvent ?event }
  GRAPH ?g { ?statement geokg:asserts ?event ; prov:hadPrimarySource ?article .
    ?article schema:identifier ?id } }"""


def write(path: Path, *names: str) -> Path:
    rows = [{"id": n, "published": ARTICLES[n][0], "text": ARTICLES[n][1]} for n in names]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def load(pipeline: Pipeline, library: Library, folder: Path, *names: str) -> None:
    pipeline.load([str(write(folder / "articles.jsonl", *names))], library)


def clusters(library: Library) -> list[set[str]]:
    """The ids of the articles whose events each cluster joins."""
    found: dict[str, set[str]] = {}
    for cluster, name in library.query(CLUSTERS).rows:
        found.setdefault(str(cluster), set()).add(str(name))
    return sorted(found.values(), key=sorted)


def dump(library: Library, folder: Path) -> list[bytes]:
    """All quads but those of the graph of runs, which tells the times of loading."""
    library.dump(folder / "dump.nq")
    return [line for line in (folder / "dump.nq").read_bytes().splitlines() if b"/graph/runs>" not in line]


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(Settings(store=tmp_path / "store"), create=True) as opened:
        yield opened


def test_articles_on_one_event_are_joined_and_others_are_not(
    pipeline: Pipeline, library: Library, tmp_path: Path
):
    load(pipeline, library, tmp_path, *ARTICLES)
    (one,) = clusters(library)
    assert one == {"arrest-wire", "arrest-post", "arrest-times"}
    dump(library, tmp_path)
    violations = validate_file(tmp_path / "dump.nq", CompiledShapes()).violations
    assert not [str(v) for v in violations if v.severity is Severity.VIOLATION]


def test_the_order_of_loading_and_loading_again_change_nothing(
    pipeline: Pipeline, library: Library, tmp_path: Path
):
    load(pipeline, library, tmp_path, *ARTICLES)
    before = dump(library, tmp_path)
    load(pipeline, library, tmp_path, *ARTICLES)
    assert not join_events(library, Iris())
    assert dump(library, tmp_path) == before
    with Library.open(Settings(store=tmp_path / "other"), create=True) as other:
        for name in reversed(ARTICLES):
            load(pipeline, other, tmp_path, name)
        assert dump(other, tmp_path) == before


def test_an_article_that_goes_is_joined_to_nothing_and_leaves_nothing(
    pipeline: Pipeline, library: Library, tmp_path: Path
):
    load(pipeline, library, tmp_path, "arrest-wire", "other-trader")
    before = dump(library, tmp_path)
    load(pipeline, library, tmp_path, "arrest-post")
    assert clusters(library) == [{"arrest-wire", "arrest-post"}]
    pipeline.retract(library, "arrest-post")
    assert clusters(library) == []
    assert dump(library, tmp_path) == before


def test_relinking_joins_and_parts_by_the_new_links_as_a_fresh_load_does(
    pipeline: Pipeline, library: Library, tmp_path: Path
):
    """Two articles name one trader; a reviewer says that they are two persons, later that they are not."""
    names = ("arrest-wire", "arrest-post")
    load(pipeline, library, tmp_path, *names)
    before = dump(library, tmp_path)
    assert clusters(library) == [set(names)]
    told = [
        Judgement("Amina Wafula", Verdict.ENTITY, qid=qid, article=name, type="Person", who="Ann", when=WHEN)
        for qid, name in zip(("Q99999999998", "Q99999999999"), names, strict=True)
    ]
    JudgementFile(tmp_path / "judged.tsv").append(told)
    judged = Pipeline(replace(pipeline.settings, judgements=tmp_path / "judged.tsv"))
    judged.__dict__["extractor"] = pipeline.extractor  # it takes seconds to load
    relink(judged, library)
    assert clusters(library) == []
    with Library.open(Settings(store=tmp_path / "fresh"), create=True) as fresh:
        load(judged, fresh, tmp_path, *names)
        assert dump(library, tmp_path) == dump(fresh, tmp_path)
    relink(Pipeline(replace(pipeline.settings, judgements=tmp_path / "none.tsv")), library)
    assert dump(library, tmp_path) == before


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_it_joins_and_run_again_it_ends_the_same(
    pipeline: Pipeline, library: Library, tmp_path: Path, seed: int
):
    load(pipeline, library, tmp_path, *ARTICLES)
    expected = dump(library, tmp_path)
    assert clusters(library)
    chance = random.Random(seed)  # noqa: S311
    command = [sys.executable, str(HERE / "join_and_die.py"), str(tmp_path / "cut")]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    articles = str(tmp_path / "articles.jsonl")
    with subprocess.Popen(
        [*command, articles], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "joining\n"
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
    with Library.open(Settings(store=tmp_path / "cut"), create=True) as cut:
        load(pipeline, cut, tmp_path, *ARTICLES)
        assert dump(cut, tmp_path) == expected
