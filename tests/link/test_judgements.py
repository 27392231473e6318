"""What people decided goes before the ranking, where its scope says so, and whatever the index knows."""

from pathlib import Path

import pytest

from link.test_linker import extraction
from loader.errors import JudgementFault
from loader.link import JudgementFile, Judgements, Linker, read_judgements
from loader.link.judgements import Scope, scope_of
from loader.link.judgements.file import COLUMNS, line
from loader.link.live.online import OnlineLinker
from loader.model import EntityType, Judgement, MentionKind, Verdict
from loader.settings import Settings

TEXT = "Wagner fought in Mali, Mali said. Putin praised Wagner."
NAMES = (("Wagner", "ArmedGroup"), ("Mali", "State"), ("Putin", "Person"))


def judgement(verdict: str, name: str = "Wagner", **known) -> Judgement:
    meant = Verdict.ENTITY if verdict.startswith("Q") else Verdict(verdict)
    known = {"who": "Ann", "when": "2026-11-22T10:00:00Z", **known}
    return Judgement(name, meant, qid=verdict if meant is Verdict.ENTITY else None, **known)


def links(index, *judgements: Judgement, text: str = TEXT, names=NAMES, **kwargs):
    linker = Linker(index, judgements=Judgements(judgements))
    found = extraction(text, *names, **kwargs)
    return {e.name: link for e, link in zip(found.entities, linker.link(found), strict=True)}


def test_a_judgement_wins_and_is_sure_though_the_index_lacks_the_entity(shipped):
    assert shipped.facts("Q99999999999") is None
    linked = links(shipped, judgement("Q99999999999"))
    assert (linked["Wagner"].qid, linked["Wagner"].score, linked["Wagner"].method) == (
        "Q99999999999",
        1.0,
        "judgement",
    )
    assert linked["Mali"] == links(shipped)["Mali"]


def test_none_makes_a_link_unknown(shipped):
    assert links(shipped)["Putin"].qid == "Q7747"
    linked = links(shipped, judgement("none", "PUTIN"))["Putin"]
    assert (linked.qid, linked.score, linked.method) == (None, 1.0, "judgement")
    assert linked.candidates[0].qid == "Q7747"


@pytest.mark.parametrize("verdict", ["unsure", "withdrawn"])
def test_unsure_and_withdrawn_leave_it_to_the_ranking(shipped, verdict: str):
    before = judgement("none", "Putin")
    after = judgement(verdict, "Putin", when="2026-11-22T11:00:00Z")
    assert links(shipped, before, after)["Putin"] == links(shipped)["Putin"]


def test_the_latest_counts_wherever_it_stands_in_the_file(shipped):
    late, early = judgement("Q2", when="2026-11-22T12:00:00Z", who="Bob"), judgement("Q1")
    assert links(shipped, late, early)["Wagner"].qid == "Q2"
    assert links(shipped, judgement("Q1"), judgement("Q3"))["Wagner"].qid == "Q3"


def test_a_judgement_of_a_type_is_for_that_type_alone(shipped):
    assert links(shipped, judgement("Q5", type=EntityType.PERSON))["Wagner"].method != "judgement"
    any_type, own = judgement("Q5"), judgement("Q6", type=EntityType.ARMED_GROUP)
    assert links(shipped, any_type, own)["Wagner"].qid == "Q6"


def test_the_narrowest_scope_decides(shipped):
    everywhere, there = judgement("Q5"), judgement("Q6", country="Q912")
    here = judgement("Q7", article="a")
    assert links(shipped, everywhere, there, here)["Wagner"].qid == "Q7"
    assert links(shipped, everywhere, there)["Wagner"].qid == "Q6"
    elsewhere = judgement("Q6", country="Q142"), judgement("Q7", article="b")
    assert links(shipped, everywhere, *elsewhere)["Wagner"].qid == "Q5"


def test_of_two_countries_the_one_named_more_decides(shipped):
    text = "Wagner left Mali for Russia, and Mali asked Russia; Russia denied it."
    names = (("Wagner", "ArmedGroup"), ("Mali", "State"), ("Russia", "State"))
    both = judgement("Q6", country="Q912"), judgement("Q8", country="Q159")
    assert links(shipped, *both, text=text, names=names)["Wagner"].qid == "Q8"


def test_who_has_no_name_is_judged_in_the_article_only(shipped):
    told = {"text": "The president spoke.", "names": (("president", "Person"),), "kind": MentionKind.NOMINAL}
    assert links(shipped, judgement("Q5", "president"), **told)["president"].method != "judgement"
    assert links(shipped, judgement("Q5", "president", article="a"), **told)["president"].qid == "Q5"


def test_what_a_person_decided_is_not_asked_of_wikidata(shipped, tmp_path: Path):
    nowhere = Settings(contact="x@example.org", wikidata_api="http://127.0.0.1:9/", wikidata_cache=tmp_path)
    decided = Judgements([judgement("none"), judgement("Q912", "Mali")])
    told: list[str] = []
    with OnlineLinker(Linker(shipped, judgements=decided), nowhere, told.append) as linker:
        linked = linker.link(extraction(TEXT, *NAMES[:2]))
    assert [(link.qid, link.method) for link in linked] == [(None, "judgement"), ("Q912", "judgement")]
    assert told == []


def test_a_file_keeps_what_it_was_given(tmp_path: Path):
    file = JudgementFile(tmp_path / "deep" / "judgements.tsv")
    one = judgement("Q60755540", "Wagner\tGroup", note="not the\ncomposer", country="Q912")
    two = judgement("none", "«Étoile» ", type=EntityType.PARTY, article="https://example.org/1")
    assert list(file.read()) == []
    file.append([one])
    file.append([])
    file.append([two, judgement("withdrawn", "Wagner Group", country="Q912", when="2026-11-23T00:00:00Z")])
    read = file.read()
    assert len(read.all) == 3
    assert [(j.name, j.verdict, j.type, j.article) for j in read] == [
        ("«Étoile»", Verdict.NONE, EntityType.PARTY, "https://example.org/1")
    ]
    assert read.all[0].name == "Wagner Group"
    assert read.all[0].note == "not the composer"


def test_a_file_of_a_person_with_windows_an_unfinished_line_and_a_cut_off_note(tmp_path: Path):
    path = tmp_path / "judgements.tsv"
    head = "\t".join(COLUMNS)
    path.write_bytes(
        f"\ufeff# ours\r\n{head}\r\n\r\nq159\tRussia\t\t\t\tAnn\t2026-11-22\r\n"
        "https://www.wikidata.org/wiki/Q230\tGeorgia\tState\tQ30\t\tBob\t2026-11-22T10:00+02:00\tx".encode()
    )
    JudgementFile(path).append([judgement("none")])
    read = read_judgements(path)
    assert [(j.qid, j.name, j.when) for j in read.all] == [
        ("Q159", "Russia", "2026-11-22T00:00:00Z"),
        ("Q230", "Georgia", "2026-11-22T08:00:00Z"),
        (None, "Wagner", "2026-11-22T10:00:00Z"),
    ]


def test_faulty_lines_are_told_by_their_numbers(tmp_path: Path):
    path = tmp_path / "judgements.tsv"
    good = line(judgement("Q1"))
    bad = {
        "verdict: 'Q0'": good.replace("Q1", "Q0"),
        "name: '-'": good.replace("Wagner", "-"),
        "type: 'Army'": line(judgement("Q1")).replace("Wagner\t", "Wagner\tArmy"),
        "country: 'Mali'": line(judgement("Q1", country="Mali")),
        "country and article": line(judgement("Q1", country="Q1", article="x")),
        "who: must say": line(judgement("Q1", who="")),
        "when: 'yesterday'": line(judgement("Q1", when="yesterday")),
        "when: '2026-11-22T10:00'": line(judgement("Q1", when="2026-11-22T10:00")),
        "3 cells": "Q1\tWagner\tState\n",
    }
    path.write_text("\t".join(COLUMNS) + "\n" + good + "".join(bad.values()), encoding="utf-8")
    with pytest.raises(JudgementFault) as fault:
        read_judgements(path)
    told = str(fault.value).split("\n")
    assert told[0].startswith(f"{path}: wrong in {len(bad)}:")
    for number, (words, shown) in enumerate(zip(bad, told[1:], strict=True), start=3):
        assert f"line {number}: {words}" in shown


@pytest.mark.parametrize("content", [b"name,qid\nWagner,Q1\n", b"\xff\xfe\x00n", b"Q1\tWagner\n"])
def test_a_file_of_something_else_is_told(tmp_path: Path, content: bytes):
    (tmp_path / "judgements.tsv").write_bytes(content)
    with pytest.raises(JudgementFault, match=r"judgements\.tsv"):
        read_judgements(tmp_path / "judgements.tsv")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JudgementFault, match="cannot be written"):
        JudgementFile(tmp_path / "file" / "judgements.tsv").append([judgement("none")])


def test_the_last_word_of_each_person_is_known():
    said = Judgements(
        [
            judgement("Q1"),
            judgement("Q2", who="Bob", name="WAGNER"),
            judgement("Q3", when="2026-11-23T00:00:00Z"),
            judgement("withdrawn", who="Cem"),
        ]
    )
    scope = Scope("wagner", None, None, None)
    assert scope_of(judgement("Q1")) == scope
    assert [(j.who, j.qid) for j in said.said(scope)] == [("Ann", "Q3"), ("Bob", "Q2")]
    standing = said.standing(scope)
    assert standing is not None
    assert standing.qid == "Q3"
