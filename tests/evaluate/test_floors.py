"""No figure on our own annotated articles falls below its floor, and floors only rise."""

from collections import Counter
from pathlib import Path

import pytest

from loader.errors import EvaluationFault
from loader.evaluate import Floors, held, score_records
from loader.evaluate.floors import FEWEST
from loader.evaluate.reading import read_statements_gold

HERE = Path(__file__).parent
FLOORS = HERE.parent / "floors.yaml"


def test_extraction_keeps_to_its_floors(sample_records):
    """To see what is missed, `python benchmarks/quality.py --samples` prints the figures."""
    report, missing = score_records("statements", HERE / "gold" / "samples.jsonl", sample_records)
    assert not missing
    assert Floors.read(FLOORS).below("samples", held(report.to_json())) == []


def test_every_annotated_type_has_a_floor():
    """But those of too few statements, see test_gold."""
    floors = Floors.read(FLOORS).sets["samples"]
    gold = read_statements_gold(HERE / "gold" / "samples.jsonl")
    counts = Counter(statement.type for document in gold for statement in document.record.statements)
    assert {f"by_type.{kind}.f1" for kind, count in counts.items() if count >= FEWEST} <= set(floors)
    assert {"by_type.Event.f1", "all.f1"} <= set(floors)


def test_a_figure_under_its_floor_or_gone_is_told():
    floors = Floors({"set": {"core.f1": 40, "geo.f1": 50}})
    assert floors.below("set", {"core.f1": 40.0, "geo.f1": 50.1}) == []
    assert floors.below("set", {"core.f1": 39.9}) == [
        "set core.f1: 39.9 is under the floor of 40",
        "set geo.f1: 0.0 is under the floor of 50",
    ]
    assert floors.below("another", {}) == []


def test_raising_never_lowers():
    floors = Floors({"set": {"core.f1": 40, "geo.f1": 50}, "other": {"p": 7}})
    raised = floors.raised("set", {"core.f1": 44.9, "geo.f1": 12.0, "new.f1": 3.2, "none.f1": 0.4})
    assert raised.sets == {"set": {"core.f1": 44, "geo.f1": 50, "new.f1": 3}, "other": {"p": 7}}


def test_floors_are_read_as_they_are_written(tmp_path: Path):
    path = tmp_path / "floors.yaml"
    floors = Floors({"set": {"core.f1": 40}})
    path.write_text(floors.text("# head\n"), encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith("# head\n")
    assert Floors.read(path) == floors


def test_a_file_that_is_no_floors_is_told(tmp_path: Path):
    path = tmp_path / "floors.yaml"
    path.write_text("samples: [1, 2]\n", encoding="utf-8")
    with pytest.raises(EvaluationFault, match=r"floors\.yaml"):
        Floors.read(path)


def test_figures_are_named_by_their_path_and_counts_are_left_out():
    figure = {"p": 1.0, "r": 2.0, "f1": 3.0, "gold": 70, "predicted": 9}
    assert held({"all": figure, "by": {"x": {"answered": 1}}, "none": None}) == {
        "all.f1": 3.0,
        "by.x.answered": 1.0,
    }


def test_figures_of_few_gold_items_have_no_floor():
    assert held({"by": {"x": {"f1": 50.0, "gold": 9}, "y": {"f1": 50.0, "gold": 10}}}) == {"by.y.f1": 50.0}


def test_accuracy_of_what_was_found_has_room_since_finding_more_makes_it_harder():
    assert Floors({}).raised("set", {"time_accuracy": 90.2}).sets == {"set": {"time_accuracy": 85}}
