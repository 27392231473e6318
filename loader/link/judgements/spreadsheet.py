"""Judgements to and from a spreadsheet, for teams: one row a name to decide on, as CSV.

The first eight columns are those of the file of judgements (`docs/review.md`); the others help to decide
and are not read back. Nothing is written to the file of judgements here.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from loader.errors import JudgementFault
from loader.knowledge import Knowledge
from loader.link.judgements.file import COLUMNS, judgement_from
from loader.link.judgements.standing import Judgements, Scope, scope_of
from loader.model import Judgement, Verdict

SENTENCES = tuple(f"sentence_{n}" for n in (1, 2, 3))
CANDIDATES = tuple(f"candidate_{n}" for n in (1, 2, 3, 4, 5))
HEADER = (*COLUMNS, "reports", "articles", "now", "said", *SENTENCES, *CANDIDATES)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_LARGEST = 1 << 20
"""Characters of a cell; more than any that was exported."""


class Row(NamedTuple):
    """A filled-in row: where it stands (file and row, counted as spreadsheets do), and what it says."""

    where: str
    judgement: Judgement


@dataclass(slots=True)
class Import:
    """What came of rows. `new` may be written; the rest is told: where, and why not.

    `unknown` are ids among the new ones that the index does not have, with their rows.
    """

    new: list[Judgement] = field(default_factory=list)
    empty: int = 0
    same: int = 0
    rejected: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def write(path: Path, rows: Iterable[dict[str, str]]) -> int:
    """Write rows, by the names in HEADER; how many those were.

    UTF-8 with a byte order mark, which Excel needs; a cell that a spreadsheet would take for a formula
    gets an apostrophe before it.

    Raises:
        JudgementFault: the file cannot be written.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(HEADER)
            for row in rows:
                sheet.writerow([_safe(row.get(column, "")) for column in HEADER])
                count += 1
    except OSError as error:
        raise JudgementFault(f"{path}: cannot be written: {error.strerror}") from error
    return count


def read(paths: Sequence[Path], who: str, when: str, result: Import) -> list[Row]:
    """The filled-in rows of files; those that are wrong, and how many are empty, go to `result`.

    `who` and `when` are taken for rows that do not say.

    Raises:
        JudgementFault: a file cannot be read, or has no column `verdict` or `name`.
    """
    rows: list[Row] = []
    for path in paths:
        for number, cells in enumerate(_cells(path), start=2):
            where = f"{path.name} row {number}" if len(paths) > 1 else f"row {number}"
            if not cells.get("verdict"):
                result.empty += 1
                continue
            cells = {**cells, "who": cells.get("who") or who, "when": cells.get("when") or when}
            try:
                cells["verdict"] = _chosen(cells)
                rows.append(Row(where, judgement_from([cells.get(column, "") for column in COLUMNS])))
            except ValueError as error:
                result.rejected.append(f"{where}: {error}")
    return rows


def compare(
    rows: Sequence[Row], held: Judgements, knowledge: Knowledge, result: Import, *, overrule: bool = False
) -> None:
    """Tell what is new in rows from what is held, and where people contradict one another.

    A person may change their own mind. Who contradicts somebody else's judgement that stands, or another
    row, is told and not taken; with `overrule`, what was held gives way.
    """
    by_scope: dict[Scope, list[Row]] = {}
    for row in rows:
        by_scope.setdefault(scope_of(row.judgement), []).append(row)
    for scope, group in by_scope.items():
        verdicts = {(row.judgement.verdict, row.judgement.qid) for row in group}
        if len(verdicts) > 1:
            words = "; ".join(f"{r.where} ({r.judgement.who}): {_words(r.judgement)}" for r in group)
            result.conflicts.append(f"{group[0].judgement.name}: {words}")
            continue
        for row in {row.judgement.who: row for row in group}.values():
            _take(row, scope, held, knowledge, result, overrule)


def _take(
    row: Row, scope: Scope, held: Judgements, knowledge: Knowledge, result: Import, overrule: bool
) -> None:
    new, old = row.judgement, held.standing(scope)
    own = next((j for j in held.said(scope) if j.who == new.who), None)
    if own is not None and ((own.verdict, own.qid) == (new.verdict, new.qid) or own.when > new.when):
        result.same += 1
        return
    agreed = old is None or (old.verdict, old.qid) == (new.verdict, new.qid) or old.verdict is Verdict.UNSURE
    if old is not None and not agreed and old.who != new.who and not overrule:
        earlier = f"{old.who} said {_words(old)} on {old.when[:10]}"
        result.conflicts.append(f"{new.name}: {row.where} ({new.who}): {_words(new)}; {earlier}")
        return
    if new.qid is not None and knowledge.facts(new.qid) is None:
        result.unknown.append(f"{row.where}: {new.qid} for {new.name}")
    result.new.append(new)


def _words(judgement: Judgement) -> str:
    return judgement.qid or str(judgement.verdict)


def _chosen(cells: dict[str, str]) -> str:
    """The verdict; a number stands for the candidate of that number."""
    verdict = cells["verdict"]
    if not verdict.isdecimal():
        return verdict
    column = f"candidate_{int(verdict)}"
    if not cells.get(column):
        raise ValueError(f"verdict: {verdict}: there is no {column}")
    return cells[column].split()[0]


def _cells(path: Path) -> Iterator[dict[str, str]]:
    """The rows after the head, by the names of the columns."""
    text = _text(path)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LARGEST)
    sheet = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(sheet, [])]
        if missing := {"verdict", "name"} - set(names):
            raise JudgementFault(f"{path}: no column {' nor '.join(sorted(missing))} in its first row")
        for row in sheet:
            yield {name: _meant(cell) for name, cell in zip(names, row, strict=False)}
    except csv.Error as error:
        raise JudgementFault(f"{path}: row {sheet.line_num}: not CSV: {error}") from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise JudgementFault(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise JudgementFault(f"{path}: not UTF-8; save it as CSV UTF-8 ({error.reason})") from error


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `_meant` is the way back."""
    cell = cell.replace("\x00", "")
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _meant(cell: str) -> str:
    return cell[1:].strip() if _QUOTED_FORMULA.match(cell) else cell.strip()
