"""Relinking a store ends where loading its articles anew would, however it is interrupted."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from loader.joining import join_events
from loader.link import Index, JudgementFile, build_index
from loader.model import Judgement, Verdict
from loader.pipeline import Pipeline
from loader.rdf import Iris
from loader.relinking import relink
from loader.settings import Settings
from loader.store import Library
from loader.validate import CompiledShapes, Severity, validate_file

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FEW = (
    "african-union-suspends-niger.txt",
    "congo-expels-rwandan-ambassador.json",
    "eu-sanctions-russia.json",
    "finland-joins-nato.txt",
    "kazakhstan-csto-peacekeepers.txt",
    "minusma-withdrawal.json",
)
SAMPLES = [str(ROOT / "examples" / "articles" / name) for name in FEW]
ONTOLOGY = "https://w3id.org/geokg/ontology"
OLDER = (
    f"""DELETE {{ GRAPH ?g {{ ?s <{ONTOLOGY}#mode> ?mode }} }}
    INSERT {{ GRAPH ?g {{ ?s <{ONTOLOGY}#mode> ?text }} }}
    WHERE {{ GRAPH ?g {{ ?s <{ONTOLOGY}#mode> ?mode }}
    BIND(REPLACE(STR(?mode), "^.*/[A-Z]+-", "") AS ?text) }}""",
    "DROP GRAPH <https://w3id.org/geokg/data/graph/ontology>",
    f"""INSERT DATA {{ GRAPH <https://w3id.org/geokg/data/graph/ontology> {{
    <{ONTOLOGY}> <http://www.w3.org/2002/07/owl#versionIRI> <{ONTOLOGY}/0.3.0> }} }}""",
)
"""What makes of a store one that an older geokg left."""
WHEN = "2026-11-22T10:00:00Z"


def dump(store: Path, target: Path) -> list[bytes]:
    """All quads but those of the graph of runs, which tells the times of loading."""
    with Library.open(Settings(store=store)) as library:
        library.dump(target)
    return [line for line in target.read_bytes().splitlines() if b"/graph/runs>" not in line]


def load(settings: Settings, pipeline: Pipeline) -> Path:
    """The samples in a store; the language model, which takes seconds to load, is that of `pipeline`."""
    loading = Pipeline(settings)
    loading.__dict__["extractor"] = pipeline.extractor
    with Library.open(settings, create=True) as library:
        assert not loading.load(SAMPLES, library).rejected
    return settings.store


@pytest.fixture(scope="session")
def plain_store(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, loaded before anybody decided anything; read only."""
    return load(Settings(store=tmp_path_factory.mktemp("plain") / "store"), pipeline)


@pytest.fixture
def store(plain_store: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(plain_store, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture(scope="session")
def decided(plain_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Judgements on names of the samples: of one unknown, of one known, of one in one article alone."""
    path = tmp_path_factory.mktemp("decided") / "judgements.tsv"
    with Library.open(Settings(store=plain_store)) as library:
        versions = list(library.articles())
        named = [
            (v, e, k)
            for v in versions
            for k in library.links_of(v)
            for e in library.record(v).entities
            if e.id == k.entity and any(m.kind == "name" for m in e.mentions)
        ]
    unknown = next(e for _, e, k in named if k.qid is None)
    known = next(e for _, e, k in named if k.qid == "Q7747")
    version, here, _ = next((v, e, k) for v, e, k in named if k.qid == "Q1065")
    common = {"who": "Ann", "when": WHEN}
    JudgementFile(path).append(
        [
            Judgement(unknown.name, Verdict.ENTITY, qid="Q99999999999", type=unknown.type, **common),
            Judgement(known.name, Verdict.NONE, **common),
            Judgement(here.name, Verdict.ENTITY, qid="Q41550", article=version.identity, **common),
        ]
    )
    return path


@pytest.fixture(scope="session")
def expected(decided: Path, pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """What loading the samples with the judgements gives."""
    folder = tmp_path_factory.mktemp("fresh")
    load(Settings(store=folder / "store", judgements=decided), pipeline)
    return dump(folder / "store", folder / "dump.nq")


def test_relinking_ends_where_a_fresh_load_does_and_the_shapes_hold(
    geokg, store: Path, decided: Path, expected: list[bytes], tmp_path: Path
):
    before = dump(store, tmp_path / "before.nq")
    assert before != expected
    done = geokg("relink", "--store", store, "--judgements", decided, "--json")
    report = json.loads(done.out)
    assert (done.status, report["failed"]) == (0, [])
    assert report["changed"] >= 3
    assert report["links"] >= 3
    assert dump(store, tmp_path / "after.nq") == expected
    violations = validate_file(tmp_path / "after.nq", CompiledShapes()).violations
    assert not [str(v) for v in violations if v.severity is Severity.VIOLATION]
    # Without the judgements everything is as it was before.
    assert geokg("relink", "--store", store, "--judgements", tmp_path / "none.tsv").status == 0
    assert dump(store, tmp_path / "back.nq") == before


def test_where_nothing_differs_nothing_is_written(geokg, store: Path, decided: Path):
    assert geokg("relink", "--store", store, "--judgements", decided).status == 0
    before = {p: p.read_bytes() for p in store.glob("ledger.sqlite")}
    report = json.loads(geokg("relink", "--store", store, "--judgements", decided, "--json").out)
    assert (report["changed"], report["links"]) == (0, 0)
    assert report["unchanged"] > 0
    assert {p: p.read_bytes() for p in store.glob("ledger.sqlite")} == before


def test_the_graph_links_tells_who_decided_what_and_when(geokg, store: Path, decided: Path):
    geokg("relink", "--store", store, "--judgements", decided)
    sparql = """SELECT ?verdict ?entity ?who ?when WHERE { GRAPH graph:links {
        ?j a geokg:Judgement ; geokg:verdict ?verdict ; prov:generatedAtTime ?when ;
           prov:wasAttributedTo/rdfs:label ?who .
        OPTIONAL { ?j geokg:judgedEntity ?entity } } } ORDER BY ?verdict ?entity"""
    rows = json.loads(geokg("query", "--sparql", sparql, "--store", store, "--format", "json").out)
    assert [(r["verdict"], r["who"]) for r in rows] == [("entity", "Ann"), ("entity", "Ann"), ("none", "Ann")]
    assert {str(r["when"])[:10] for r in rows} == {"2026-11-22"}


def test_a_new_index_never_loses_a_judgement_and_what_only_the_old_one_knew_goes(
    store: Path, decided: Path, tmp_path: Path
):
    facts = [
        {
            "id": "Q159",
            "label": "Russian Federation",
            "kind": "state",
            "aliases": ["Russia"],
            "sitelink": "x",
        },
        {"id": "Q232", "label": "Kazakhstan", "kind": "state", "sitelink": "x"},
    ]
    from link.conftest import write_facts

    build_index(write_facts(tmp_path / "facts", facts, []), tmp_path / "new.sqlite")
    settings = Settings(judgements=decided, index=tmp_path / "new.sqlite")
    pipeline = Pipeline(replace(settings, store=store))
    with Library.open(pipeline.settings, write=True) as library:
        report = relink(pipeline, library)
        assert not report.failed
        methods = {
            link.qid: link.method
            for version in library.articles()
            for link in library.links_of(version)
            if link.method == "judgement"
        }
        anew = Library.open(replace(settings, store=tmp_path / "anew"), create=True)
        for version in library.articles():  # the same extractions, loaded into an empty store
            extraction = library.record(version)
            links = pipeline.linker.link(extraction)
            anew.put(extraction.article, extraction, links, pipeline.mapped(extraction, links))
        pipeline.describe(anew)
        join_events(anew, Iris())
        anew.close()
    assert set(methods) == {"Q99999999999", "Q41550", None}
    after = {line for line in dump(store, tmp_path / "a.nq") if b"graph/syndication>" not in line}
    assert after == set(dump(tmp_path / "anew", tmp_path / "b.nq"))
    assert Index(tmp_path / "new.sqlite").facts("Q7747") is None


def test_killed_in_the_middle_and_run_again_it_ends_the_same(
    store: Path, decided: Path, expected: list[bytes], tmp_path: Path
):
    command = [sys.executable, str(HERE / "relink_and_die.py"), str(store), str(decided)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for lines in (1, 4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            assert len(list(itertools.islice(process.stdout, lines))) == lines
            process.kill()
        assert process.returncode == -signal.SIGKILL
    assert dump(store, tmp_path / "half.nq") != expected
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.communicate(timeout=120)[0].endswith("done\n")
    assert dump(store, tmp_path / "after.nq") == expected


def test_stopped_between_articles_it_goes_on_when_run_again(
    store: Path, decided: Path, expected: list[bytes], pipeline: Pipeline, tmp_path: Path
):
    judged = Pipeline(replace(pipeline.settings, judgements=decided, store=store))
    asked = iter(range(3))
    with Library.open(judged.settings, write=True) as library:
        report = relink(judged, library, stop=lambda: next(asked, None) is None)
        assert report.interrupted
        assert report.changed + report.unchanged == 3
        assert not relink(judged, library).interrupted
    assert dump(store, tmp_path / "after.nq") == expected


def test_a_load_says_that_the_judgements_are_others_now(geokg, store: Path, decided: Path, tmp_path: Path):
    article = tmp_path / "a.txt"
    article.write_text("Talks\n\nVladimir Putin spoke in Geneva.\n", encoding="utf-8")
    done = geokg("load", article, "--store", store, "--judgements", decided)
    assert done.status == 0
    assert "geokg relink" in done.err
    assert "geokg relink" not in geokg("load", article, "--store", store, "--judgements", decided).err


def as_before_version_0_4(store: Path, target: Path) -> list[bytes]:
    """Make the store what a geokg of ontology 0.3 left, with modes as texts; its dump."""
    with Library.open(Settings(store=store), write=True) as library:
        for update in OLDER:
            library.store.update(update)
    return dump(store, target)


def test_a_store_of_an_older_ontology_is_told_once_asked_as_it_is_and_mended_by_relinking(
    geokg, store: Path, tmp_path: Path
):
    expected = dump(store, tmp_path / "new.nq")
    old = as_before_version_0_4(store, tmp_path / "old.nq")
    assert any(b'ontology#mode> "expel"' in line for line in old)
    asked = json.loads(geokg("query", "list-events", "--store", store, "--format", "json").out)
    assert "expel" in {row["mode"] for row in asked}
    assert "ontology is another version" in geokg("load", SAMPLES[0], "--store", store).err
    assert "geokg relink" not in geokg("load", SAMPLES[0], "--store", store).err
    assert geokg("relink", "--store", store).status == 0
    assert dump(store, tmp_path / "mended.nq") == expected


def test_a_file_of_judgements_with_faults_stops_before_anything_is_changed(
    geokg, store: Path, tmp_path: Path
):
    before = dump(store, tmp_path / "before.nq")
    (tmp_path / "bad.tsv").write_text("verdict\nQ1\n", encoding="utf-8")
    done = geokg("relink", "--store", store, "--judgements", tmp_path / "bad.tsv")
    assert done.status == 2
    assert "bad.tsv: line 1" in done.err
    assert dump(store, tmp_path / "after.nq") == before


def test_an_index_that_is_not_there_is_told_once_and_nothing_is_changed(geokg, store: Path, tmp_path: Path):
    before = dump(store, tmp_path / "before.nq")
    done = geokg("relink", "--store", store, "--index", tmp_path / "no.sqlite")
    assert (done.status, done.out) == (2, "")
    assert done.err.count("no.sqlite: no such index") == 1
    assert dump(store, tmp_path / "after.nq") == before


@pytest.mark.parametrize("judged", ["one", "two", None])
def test_copies_that_share_a_graph_end_as_a_fresh_load_does(
    pipeline: Pipeline, tmp_path: Path, judged: str | None
):
    """Their content hash is the same, since it holds no id; a judgement may be for one of them only."""
    text = "Vladimir Putin met Emmanuel Macron in Geneva. Putin left Switzerland on Monday."
    source, file = tmp_path / "a.jsonl", tmp_path / "judgements.tsv"
    source.write_text("".join(json.dumps({"id": i, "text": text}) + "\n" for i in ("two", "one")))
    common = {"who": "Ann", "when": WHEN, "article": judged}
    JudgementFile(file).append([Judgement("Vladimir Putin", Verdict.NONE, **common)])
    ends = []
    for name, first in (("later", tmp_path / "none.tsv"), ("fresh", file)):
        settings = replace(pipeline.settings, store=tmp_path / name)
        with Library.open(settings, create=True) as library:
            loading = Pipeline(replace(settings, judgements=first))
            loading.__dict__["extractor"] = pipeline.extractor  # it takes seconds to load
            assert loading.load([str(source)], library).loaded == 2
            relink(Pipeline(replace(settings, judgements=file)), library)
        ends.append(dump(tmp_path / name, tmp_path / "dump.nq"))
    assert ends[0] == ends[1]
    assert any(b'linkMethod> "judgement"' in line for line in ends[0]) == (judged != "two")
