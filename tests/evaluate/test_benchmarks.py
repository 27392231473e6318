"""The scripts of benchmarks/ that measure: they read gold sets, and take out what they say they take out."""

import json
import sys
from pathlib import Path

import pytest

from loader.extract.language_model import language_model
from loader.link import default_index

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SAMPLES = Path(__file__).parent / "gold" / "samples.jsonl"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch):
    """The scripts stand outside the package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield
    for name in ("variants", "ablation", "nounverbnoun"):
        sys.modules.pop(name, None)


def test_the_baseline_finds_an_event_between_two_names():
    from nounverbnoun import record, roots

    text = "Russia attacked Ukraine on Friday."
    made = record({"id": "a", "text": text}, language_model()(text), roots())
    [event] = made["statements"]
    names = {entity["id"]: entity["name"] for entity in made["entities"]}
    assert event["values"] == {"event": "ASSAULT"}
    assert (names[event["roles"]["actor"][0]], names[event["roles"]["recipient"][0]]) == ("Russia", "Ukraine")


def test_a_sample_is_the_same_with_the_same_seed():
    from variants import sample

    assert sample(SAMPLES, 5, 1) == sample(SAMPLES, 5, 1) != sample(SAMPLES, 5, 2)
    lines = SAMPLES.read_text(encoding="utf-8").splitlines()
    assert sample(SAMPLES, 10_000, 1) == [json.loads(line) for line in lines]


def test_each_family_is_taken_out_and_no_other(sample_records):
    from ablation import BASE, variants
    from variants import without

    records = [without(next(iter(sample_records.values())), lambda s: s.origin != "text")]
    made = {
        name: {(s.type, s.origin) for s in r.statements} for name, [r] in variants(records, default_index())
    }
    assert "statements: OfficeHolding" in made
    assert not any(o == "derived" for _, o in made["background and closure"])
    assert not any(o == "background" for _, o in made["background"])
    for name, kinds in made.items():
        if name.startswith("statements: "):
            assert (name.removeprefix("statements: "), "text") not in kinds
            assert {k for k in made[BASE] if k[1] == "text"} - kinds <= {
                (name.removeprefix("statements: "), "text")
            }


def test_the_table_gives_the_first_row_and_what_the_others_lose():
    from variants import table

    text = table({"all": {"f1": 50.0}, "less": {"f1": 48.5}}, "without", "all")
    assert text.splitlines()[2:] == ["| all | 50.0 |", "| less | -1.5 |"]
