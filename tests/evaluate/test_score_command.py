"""`geokg score`: the reference's JSON, and one clear line for what cannot be scored."""

import gzip
import json
from pathlib import Path

import pytest

from loader.cli import main
from loader.link import default_index

MADE = Path(__file__).parent / "made"
GOLD, RECORDS = MADE / "statements.gold.jsonl", MADE / "statements.records.jsonl"


@pytest.fixture
def score(capsys):
    """Run the command; status, stdout, stderr."""

    def run(*arguments: object) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["score", *(str(a) for a in arguments)])
        return ended.value.code, *capsys.readouterr()

    return run


def test_prints_the_figures(score):
    status, out, err = score("statements", GOLD, RECORDS)
    assert (status, err) == (0, "")
    assert out == (MADE / "statements.expected.json").read_text(encoding="utf-8")


def test_reads_packed_files_whatever_their_names(score, tmp_path: Path):
    packed = tmp_path / "gold"
    packed.write_bytes(gzip.compress(GOLD.read_bytes()))
    assert score("statements", packed, RECORDS)[1] == score("statements", GOLD, RECORDS)[1]


def test_articles_without_a_record_are_counted_as_nothing_found_and_told(score, tmp_path: Path):
    records = tmp_path / "records.jsonl"
    records.write_text(RECORDS.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    status, out, err = score("statements", GOLD, records)
    assert status == 0
    assert json.loads(out)["all"]["gold"] == json.loads(score("statements", GOLD, RECORDS)[1])["all"]["gold"]
    assert err.startswith("5 articles of")


@pytest.mark.parametrize("index", ["entities", "index"])
def test_an_index_may_be_a_list_of_entities_or_an_entity_index(score, index: str):
    """All the made gold is of entities that the index holds, so it leaves none out."""
    path = MADE / "linking.index.jsonl" if index == "entities" else default_index().path
    gold, records = MADE / "linking.gold.jsonl", MADE / "linking.records.jsonl"
    figures = json.loads(score("linking", gold, records, "--index", path)[1])
    assert (figures["in_index"]["gold"] < figures["gold"]) == (index == "entities")


def lines(*values: object) -> str:
    return "".join(v + "\n" if isinstance(v, str) else json.dumps(v) + "\n" for v in values)


FAULTS = {
    "unknown task": ("relation", None, None, "no task 'relation'; tasks are relations, linking"),
    "no gold": ("statements", "missing", None, "no such file"),
    "no records": ("statements", None, "missing", "no such file"),
    "empty gold": ("statements", "", None, "the gold set is empty"),
    "gold of another task": ("relations", None, None, "not a gold set of task relations"),
    "articles for gold": ("statements", lines({"id": "a", "text": "b"}), None, "no field statements"),
    "not JSON": ("statements", None, "<html>\n", "line 1: expected JSON Lines"),
    "not an object": ("statements", None, lines([1]), "line 1: expected a JSON object"),
    "articles for records": ("statements", None, lines({"id": "a", "text": "b"}), "article: Field required"),
    "unknown type": (
        "statements",
        None,
        lines({"article": {"id": "brics"}, "statements": [{"type": "Wish"}]}),
        "line 1: not an extraction record: statements.0.type",
    ),
    "other articles": ("statements", None, lines({"article": {"id": "z"}}), "article ids do not match"),
    "bytes": ("statements", b"\xff\xfe\x00", None, "expected JSON Lines"),
    "cut short": ("statements", gzip.compress(GOLD.read_bytes())[:500], None, "cannot be read"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_clear_line_and_status_2(score, tmp_path: Path, name: str):
    task, gold, records, words = FAULTS[name]
    paths = []
    for content, default in ((gold, GOLD), (records, RECORDS)):
        path = tmp_path / f"{default.name}"
        if content is None:
            path = default
        elif content != "missing":
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    status, out, err = score(task, *paths)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_an_index_is_for_linking_only(score):
    status, _, err = score("statements", GOLD, RECORDS, "--index", MADE / "linking.index.jsonl")
    assert status == 2
    assert "task linking" in err


def test_gold_without_coordinates_is_not_one_of_toponyms(score):
    status, _, err = score("toponyms", MADE / "linking.gold.jsonl", MADE / "linking.records.jsonl")
    assert status == 2
    assert "no mention has coordinates" in err
