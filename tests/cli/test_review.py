"""People decide: in a terminal, one key a name, and by spreadsheet; then the store follows."""

import csv
import io
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loader.cli.deciding import Session
from loader.cli.terminal import output
from loader.link import JudgementFile, read_judgements
from loader.model import Verdict
from loader.pipeline import Pipeline
from loader.reviewing import Case, candidates, cases, quotes
from loader.settings import Settings
from loader.store import Library

ROOT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture
def file(tmp_path: Path) -> JudgementFile:
    return JudgementFile(tmp_path / "judgements.tsv")


@pytest.fixture
def reader(sample_store: Path) -> Iterator[Library]:
    with Library.open(Settings(store=sample_store)) as library:
        yield library


def fresh(file: JudgementFile) -> Pipeline:
    return Pipeline(Settings(judgements=file.path))


def decide(keys: str, file: JudgementFile, library: Library, lines: tuple[str, ...] = ()) -> int:
    """Press these keys; what is typed when a line is asked comes from `lines`."""
    pipeline, pressed, typed = fresh(file), iter(keys), iter(lines)
    queue = cases(pipeline, library)
    session = Session(
        pipeline, library, file, "Ann", output(), lambda: next(pressed, "q"), lambda _: next(typed)
    )
    return session.run(queue)


def test_the_queue_has_unknown_and_doubtful_names_by_independent_reports(pipeline: Pipeline, reader: Library):
    queue = cases(pipeline, reader)
    assert [c.reports for c in queue] == sorted((c.reports for c in queue), reverse=True)
    assert queue[0].reports > 1
    assert all(None in c.now or c.score < 0.75 for c in queue)
    assert len({c.scope for c in queue}) == len(queue)
    assert len(cases(pipeline, reader, below=0.0)) < len(queue)
    for case in queue[:5]:
        for quote in quotes(reader, case):
            assert quote.text[quote.start : quote.end].lower().split()
            assert len(quote.text) < 600


def test_copies_of_one_report_count_once(tmp_path: Path):
    text = (
        "Ministers of the Harbour League met in Geneva on Monday. Zorblax Quibbleton, who leads the League, "
        "said that trade in grain would grow, that tolls would fall and that a commission would meet again "
        "in the autumn. Switzerland had offered rooms, interpreters and a supper by the lake for everybody. "
    )
    other = "Zorblax Quibbleton arrived in Vienna on Tuesday. He spoke of railways with Austria."
    records = [
        {"id": f"copy{n}", "url": f"https://paper{n}.example/1", "published": "2022-05-16", "text": text}
        for n in range(3)
    ]
    records.append({"id": "other", "url": "https://x.example/2", "published": "2022-05-17", "text": other})
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(r)}\n" for r in records), encoding="utf-8")
    pipeline = Pipeline(Settings(store=tmp_path / "store"))
    with Library.open(pipeline.settings, create=True) as library:
        assert not pipeline.load([str(tmp_path / "a.jsonl")], library).rejected
        case = next(c for c in cases(pipeline, library) if c.name == "Zorblax Quibbleton")
    assert (case.articles, case.reports, len(case.places)) == (4, 2, 2)


def test_what_an_article_says_cannot_command_the_terminal(tmp_path: Path, file: JudgementFile, capsys):
    text = "Zorblax \x1b[2JQuibbleton spoke in Geneva.\x07 Zorblax Quibbleton \x9b31m left."
    record = json.dumps({"id": "a", "url": "https://x.example/1", "published": "2022-05-16", "text": text})
    (tmp_path / "a.jsonl").write_text(record, encoding="utf-8")
    pipeline = Pipeline(Settings(store=tmp_path / "store"))
    with Library.open(pipeline.settings, create=True) as library:
        pipeline.load([str(tmp_path / "a.jsonl")], library)
        decide("ss", file, library)
    shown = capsys.readouterr().out
    assert "Quibbleton" in shown
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}


def test_every_key_does_what_it_says(
    file: JudgementFile, reader: Library, capsys: pytest.CaptureFixture[str]
):
    queue = cases(fresh(file), reader)
    doubtful = next(n for n, c in enumerate(queue) if any(c.now) and c.candidates)
    expected = candidates(fresh(file), reader, queue[doubtful])[0].facts.qid
    keys = "s" * doubtful + "a" + "n" + "u" + "x" + "ti" + "i" + "i"
    assert decide(keys, file, reader, ("because", "nonsense", "", "Q99999999999")) == 4
    told = read_judgements(file.path).all
    assert [(j.verdict, j.qid, j.note) for j in told] == [
        (Verdict.ENTITY, expected, ""),
        (Verdict.NONE, None, ""),
        (Verdict.UNSURE, None, ""),
        (Verdict.ENTITY, "Q99999999999", "because"),
    ]
    assert [j.name for j in told] == [c.name for c in queue[doubtful : doubtful + 4]]
    assert {j.who for j in told} == {"Ann"}
    shown = capsys.readouterr().out
    assert queue[doubtful].name in shown
    assert expected in shown
    assert "not in the index" in shown
    assert "neither a Wikidata id" in shown


def test_it_goes_on_where_it_was_left_and_takes_back_what_was_wrong(file: JudgementFile, reader: Library):
    before = [c.scope for c in cases(fresh(file), reader)]
    assert decide("nzunq", file, reader) == 2
    assert [j.verdict for j in read_judgements(file.path).all] == [
        Verdict.NONE,
        Verdict.WITHDRAWN,
        Verdict.UNSURE,
        Verdict.NONE,
    ]
    assert [c.scope for c in cases(fresh(file), reader)] == before[2:]


def test_a_narrower_scope_leaves_the_name_open_elsewhere(file: JudgementFile, reader: Library):
    case = next(c for c in cases(fresh(file), reader) if c.reports > 1 and c.countries())
    place = [c.scope for c in cases(fresh(file), reader)].index(case.scope)
    narrow = "w" * (len(case.countries()) + 1)
    assert decide("s" * place + narrow + "n", file, reader) == 1
    (told,) = read_judgements(file.path)
    assert (told.country, told.article) == (None, case.places[0].version.identity)
    left = next(c for c in cases(fresh(file), reader) if c.scope == case.scope)
    assert left.articles == case.articles - 1
    assert decide("s" * [c.scope for c in cases(fresh(file), reader)].index(case.scope) + "wn", file, reader)
    assert read_judgements(file.path).all[-1].country == left.countries()[0]


@contextmanager
def terminal(*arguments: object) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The command line in a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "loader.cli", *map(str, arguments)],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    try:
        yield ours, process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def read_until(terminal: int, words: str) -> str:
    shown, end = "", time.monotonic() + PATIENCE
    while words not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    assert words in shown, shown
    return shown


def press(terminal: int, key: bytes) -> None:
    """As soon as keys are waited for one by one; what is typed before is thrown away."""
    end = time.monotonic() + PATIENCE
    while termios.tcgetattr(terminal)[3] & termios.ICANON and time.monotonic() < end:
        time.sleep(0.01)
    os.write(terminal, key)


def test_in_a_terminal_an_answer_is_saved_before_the_next_name_is_shown(
    sample_store: Path, file: JudgementFile
):
    command = ("review", "--store", sample_store, "--judgements", file.path)
    with terminal(*command, "--who", "Ann") as (screen, process):
        first = read_until(screen, "everywhere")
        assert "1 of " in first
        press(screen, b"n")
        read_until(screen, "2 of ")
        process.kill()
    assert [(j.verdict, j.who) for j in read_judgements(file.path)] == [(Verdict.NONE, "Ann")]
    with terminal(*command) as (screen, process):
        again = read_until(screen, "everywhere")
        assert read_judgements(file.path).all[0].name not in again.split("now:")[0]
        press(screen, b"q")
        read_until(screen, "0 decided")
        assert process.wait(PATIENCE) == 0


def test_without_a_terminal_it_says_what_to_do(geokg, sample_store: Path):
    done = geokg("review", "--store", sample_store)
    assert done.status == 2
    assert "--export" in done.err


def test_from_spreadsheet_to_store(geokg, sample_store: Path, file: JudgementFile, tmp_path: Path):
    store, out = tmp_path / "store", tmp_path / "names.csv"
    shutil.copytree(sample_store, store)
    common = ("--store", store, "--judgements", file.path)
    assert geokg("review", *common, "--export", out).status == 0
    with out.open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    chosen = next(n for n, row in enumerate(rows) if row["candidate_2"])
    assert f"**{rows[chosen]['name']}**".lower() in rows[chosen]["sentence_1"].lower()
    meant = rows[chosen]["candidate_2"].split()[0]
    rows[chosen]["verdict"] = "2"
    with out.open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = geokg("review", *common, "--who", "Team", "--import", out)
    assert (done.status, done.out.split(",")[0]) == (0, f"1 new in {file.path}")
    report = json.loads(geokg("relink", *common, "--json").out)
    assert report["changed"] >= 1
    sparql = f"ASK {{ GRAPH ?g {{ ?l geokg:linkMethod 'judgement' ; geokg:linkedEntity wd:{meant} }} }}"
    assert geokg("query", "--store", store, "--sparql", sparql).out.endswith("true\n")
    assert "1 already there" in geokg("review", *common, "--who", "Team", "--import", out).out
    assert geokg("review", *common, "--export", tmp_path / "again.csv").status == 0
    again = (tmp_path / "again.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(again)))) == len(rows) - 1


def test_import_tells_of_rows_that_it_did_not_take(geokg, file: JudgementFile, tmp_path: Path):
    (tmp_path / "x.csv").write_text(
        "name,verdict,who\nWagner,Q1,Ann\nMoura,maybe,Ann\nMoura,Q987654321,Bob\n", encoding="utf-8"
    )
    (tmp_path / "y.csv").write_text("name,verdict,who\nWagner,none,Bob\n", encoding="utf-8")
    assert geokg("review", "--judgements", file.path, "--import", tmp_path / "x.csv").status == 1
    done = geokg("review", "--judgements", file.path, "--import", tmp_path / "y.csv")
    assert done.status == 1
    assert "conflict Wagner: row 2 (Bob): none; Ann said Q1" in done.err
    assert (
        geokg("review", "--judgements", file.path, "--import", tmp_path / "y.csv", "--overrule").status == 0
    )
    assert [(j.name, j.qid) for j in read_judgements(file.path)] == [
        ("Moura", "Q987654321"),
        ("Wagner", None),
    ]


def test_a_case_without_candidates_says_so(
    reader: Library, file: JudgementFile, capsys: pytest.CaptureFixture[str]
):
    queue = cases(fresh(file), reader)
    assert isinstance(queue[0], Case)
    empty = next(n for n, c in enumerate(queue) if not c.candidates)
    decide("s" * empty + "1aq", file, reader)
    assert "no candidates in the index" in capsys.readouterr().out
    assert not file.path.exists()


def test_export_and_import_at_once_is_told_and_nothing_is_taken_in(geokg, tmp_path: Path):
    sheet, kept, left = tmp_path / "sheet.csv", tmp_path / "kept.tsv", tmp_path / "left.csv"
    sheet.write_text("verdict,name\nnone,Moura\n", encoding="utf-8")
    done = geokg("review", "--import", sheet, "--export", left, "--judgements", kept)
    assert (done.status, kept.exists(), left.exists()) == (2, False, False)
    assert "give one of them" in done.err
