"""Copies, from the files to the graph: what a load, a second one, a correction and a retraction leave."""

import json
from pathlib import Path

import pytest

from loader.pipeline import COPIES, Pipeline
from loader.settings import Settings
from loader.store import Library

WIRE = (
    "President Kassym-Jomart Tokayev of Kazakhstan met President Vladimir Putin of Russia in Moscow on "
    "Monday. The two leaders discussed trade, the transit of grain and the work of the Collective "
    "Security Treaty Organization, the Kremlin said. Russia sent 2,500 "
    "peacekeepers to Kazakhstan in January 2022. "
    "Tokayev thanked the alliance for its help. A joint commission will meet again in the autumn in Astana. "
)
OTHER = "Chancellor Olaf Scholz of Germany visited Beijing. He spoke of solar panels and of car makers."


def record(name: str, text: str, **known: str) -> dict[str, str]:
    return {"id": name, "url": f"https://{name}.example/1", "published": "2022-05-16", "text": text, **known}


RECORDS = [
    record("cut", WIRE[:330], title="Leaders meet"),
    record("wire", WIRE, title="Tokayev in Moscow", publisher="Reuters"),
    record("paper", WIRE, title="Putin receives a guest", published="2022-05-17"),
    record("other", OTHER, title="Scholz in China"),
]
CLUSTERS = """SELECT ?id ?cluster ?lead WHERE {
  GRAPH graph:syndication { ?article geokg:inCluster ?cluster . ?cluster geokg:lead ?first }
  GRAPH ?g { ?article schema:identifier ?id } GRAPH ?h { ?first schema:identifier ?lead }
} ORDER BY ?id"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store")


def load(settings: Settings, records: list[dict[str, str]], path: Path) -> None:
    path.write_text("".join(f"{json.dumps(r)}\n" for r in records), encoding="utf-8")
    with Library.open(settings, create=True) as library:
        report = Pipeline(settings).load([str(path)], library)
    assert not report.rejected


def leads(settings: Settings) -> dict[str, str]:
    with Library.open(settings) as library:
        return {str(name): str(lead) for name, _, lead in library.query(CLUSTERS).rows}


def dump(settings: Settings, path: Path) -> list[bytes]:
    """All quads but those of the graph of runs, which tells the times of loading."""
    with Library.open(settings) as library:
        library.dump(path)
    return [line for line in path.read_bytes().splitlines() if b"/graph/runs>" not in line]


def test_the_graph_tells_the_clusters_after_every_change(settings: Settings, tmp_path: Path):
    load(settings, RECORDS, tmp_path / "a.jsonl")
    assert leads(settings) == {"cut": "wire", "wire": "wire", "paper": "wire", "other": "other"}
    load(settings, [record("paper", OTHER, title="Scholz in China")], tmp_path / "b.jsonl")
    assert leads(settings)["paper"] in {"paper", "other"}
    with Library.open(settings, write=True) as library:
        Pipeline(settings).retract(library, "https://wire.example/1")
    assert leads(settings)["cut"] == "cut"
    assert set(leads(settings)) == {"cut", "paper", "other"}


def test_the_store_ends_the_same_in_any_order_and_with_a_lost_index(tmp_path: Path):
    ends = []
    for name, records in (("there", RECORDS), ("back", RECORDS[::-1])):
        settings = Settings(store=tmp_path / name)
        load(settings, records[:2], tmp_path / "first.jsonl")
        (settings.store / COPIES).unlink()
        load(settings, records, tmp_path / "all.jsonl")
        ends.append(dump(settings, tmp_path / f"{name}.nq"))
    assert ends[0] == ends[1]
    assert any(b"graph/syndication" in line for line in ends[0])


def test_an_extraction_is_used_again_for_the_same_text_of_the_same_day_only(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    same = record("same", WIRE, title="Tokayev in Moscow")
    later = record("later", WIRE, title="Tokayev in Moscow", published="2022-05-18")
    load(settings, [RECORDS[1]], tmp_path / "a.jsonl")
    pipeline, read = Pipeline(settings), []
    extract = pipeline.extractor.extract
    monkeypatch.setattr(pipeline.extractor, "extract", lambda a: read.append(a.id) or extract(a))
    (tmp_path / "b.jsonl").write_text(f"{json.dumps(same)}\n{json.dumps(later)}\n", encoding="utf-8")
    with Library.open(settings, write=True) as library:
        pipeline.load([str(tmp_path / "b.jsonl")], library)
        used = library.extraction("same")
        assert used is not None
        assert used.article.id == "same"
    assert read == ["later"]
