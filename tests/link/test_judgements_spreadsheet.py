"""Judgements by spreadsheet: a round trip that loses nothing, and people who contradict one another."""

import csv
from pathlib import Path

import pytest

from link.test_judgements import judgement
from loader.errors import JudgementFault
from loader.link import Index, Judgements
from loader.link.judgements import spreadsheet
from loader.link.judgements.spreadsheet import Import
from loader.model import Judgement, Verdict

WHEN = "2026-11-23T10:00:00Z"


def sheet(path: Path, *rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    """As a person's spreadsheet would save it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def taken(index: Index, paths: list[Path], *held: Judgement, **options: bool) -> Import:
    result = Import()
    rows = spreadsheet.read(paths, "Ann", WHEN, result)
    spreadsheet.compare(rows, Judgements(held), index, result, **options)
    return result


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", "'=x", "''@x", "+7 Movement", "-", "@home", "'tis", "Ångström; Inc.", 'a"b,c']
)
def test_a_cell_that_looks_like_a_formula_is_none_and_comes_back_as_it_was(tmp_path: Path, name: str):
    path = tmp_path / "x.csv"
    spreadsheet.write(path, [{"name": name, "verdict": "none"}])
    raw = next(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))["name"]
    assert raw[0] not in "=+-@"
    result = Import()
    rows = spreadsheet.read([path], "Ann", WHEN, result)
    read = [row.judgement.name for row in rows]
    assert read == ([] if name == "-" else [name])
    assert len(result.rejected) == (name == "-")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_however_a_spreadsheet_saved_it(small: Index, tmp_path: Path, delimiter: str, encoding: str):
    path = sheet(
        tmp_path / "x.csv",
        {"Name": "Gruzië", "verdict": "Q230", "type": "State", "note": "a\nb"},
        delimiter=delimiter,
        encoding=encoding,
    )
    result = taken(small, [path])
    assert [(j.name, j.qid, j.type, j.note, j.who, j.when) for j in result.new] == [
        ("Gruzië", "Q230", "State", "a b", "Ann", WHEN)
    ]


def test_verdicts_by_number_word_and_address(small: Index, tmp_path: Path):
    rows = [
        {"name": "a1", "verdict": "2", "candidate_2": "Q230 Georgia: state (0.70)"},
        {"name": "a2", "verdict": "NONE"},
        {"name": "a3", "verdict": " unsure "},
        {"name": "a4", "verdict": "http://www.wikidata.org/entity/Q232"},
        {"name": "a5", "verdict": ""},
    ]
    result = taken(small, [sheet(tmp_path / "x.csv", *rows)])
    assert [(j.name, j.verdict, j.qid) for j in result.new] == [
        ("a1", Verdict.ENTITY, "Q230"),
        ("a2", Verdict.NONE, None),
        ("a3", Verdict.UNSURE, None),
        ("a4", Verdict.ENTITY, "Q232"),
    ]
    assert result.empty == 1


def test_bad_rows_are_rejected_by_their_numbers_and_unknown_ids_told(small: Index, tmp_path: Path):
    rows = [
        {"name": "a1", "verdict": "perhaps"},
        {"name": "a2", "verdict": "4"},
        {"name": "", "verdict": "none"},
        {"name": "a4", "verdict": "none", "type": "Army"},
        {"name": "a5", "verdict": "Q999999999"},
    ]
    result = taken(small, [sheet(tmp_path / "x.csv", *rows)])
    assert [fault.split(":")[0] for fault in result.rejected] == ["row 2", "row 3", "row 4", "row 5"]
    assert [j.qid for j in result.new] == ["Q999999999"]
    assert result.unknown == ["row 6: Q999999999 for a5"]


def test_what_is_held_already_is_not_taken_twice(small: Index, tmp_path: Path):
    path = sheet(tmp_path / "x.csv", {"name": "WAGNER", "verdict": "Q230"})
    first = taken(small, [path])
    again = taken(small, [path], *first.new)
    assert (len(first.new), len(again.new), again.same) == (1, 0, 1)


def test_who_contradicts_another_is_told_and_not_taken_unless_they_overrule(small: Index, tmp_path: Path):
    path = sheet(tmp_path / "x.csv", {"name": "Wagner", "verdict": "none", "who": "Bob"})
    held = judgement("Q230")
    result = taken(small, [path], held)
    assert result.new == []
    assert result.conflicts == ["Wagner: row 2 (Bob): none; Ann said Q230 on 2026-11-22"]
    assert [j.who for j in taken(small, [path], held, overrule=True).new] == ["Bob"]


def test_unsure_overturns_nobody_and_gives_way_to_a_decision(small: Index, tmp_path: Path):
    unsure = sheet(tmp_path / "u.csv", {"name": "Wagner", "verdict": "unsure", "who": "Bob"})
    assert taken(small, [unsure], judgement("Q230")).conflicts
    decided = sheet(tmp_path / "d.csv", {"name": "Wagner", "verdict": "Q230", "who": "Bob"})
    assert taken(small, [decided], judgement("unsure")).new


def test_a_person_may_change_their_mind_but_not_by_an_old_sheet(small: Index, tmp_path: Path):
    row = {"name": "Wagner", "verdict": "none"}
    assert len(taken(small, [sheet(tmp_path / "x.csv", row)], judgement("Q230")).new) == 1
    old = sheet(tmp_path / "y.csv", {**row, "when": "2026-01-01"})
    assert taken(small, [old], judgement("Q230")).new == []


def test_two_who_agree_are_both_kept_and_two_rows_that_contradict_each_other_are_not(
    small: Index, tmp_path: Path
):
    sheets = [
        sheet(
            tmp_path / "ann.csv", {"name": "Wagner", "verdict": "Q230"}, {"name": "Mali", "verdict": "Q232"}
        ),
        sheet(
            tmp_path / "bob.csv",
            {"name": "wagner", "verdict": "Q230", "who": "Bob"},
            {"name": "Mali", "verdict": "none", "who": "Bob"},
        ),
    ]
    result = taken(small, sheets)
    assert [(j.name, j.who) for j in result.new] == [("Wagner", "Ann"), ("wagner", "Bob")]
    assert result.conflicts == ["Mali: ann.csv row 3 (Ann): Q232; bob.csv row 3 (Bob): none"]


@pytest.mark.parametrize("content", [b"", b"verdict\nQ1\n", b"a,b\xff\n1,2\n", b"name,who\nx,y\n"])
def test_a_file_that_is_no_such_sheet_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(JudgementFault, match=r"x\.csv"):
        spreadsheet.read([tmp_path / "x.csv"], "Ann", WHEN, Import())


def test_a_huge_cell_is_told(tmp_path: Path):
    (tmp_path / "x.csv").write_text("name,verdict\n" + "x" * 2_000_000 + ",none\n", encoding="utf-8")
    with pytest.raises(JudgementFault, match="row 2: not CSV"):
        spreadsheet.read([tmp_path / "x.csv"], "Ann", WHEN, Import())
