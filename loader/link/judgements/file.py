"""The file of judgements: lines of text that people may read, correct, compare and merge.

`docs/review.md` tells its columns. Lines are only ever added; what was said before stays readable.
"""

import os
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from loader.errors import JudgementFault
from loader.link.judgements.standing import Judgements
from loader.link.names import name_key
from loader.model import EntityType, Judgement, Verdict

COLUMNS = ("verdict", "name", "type", "country", "article", "who", "when", "note")
HEAD = (
    "# What people decided names to mean, one judgement a line; of one name and scope the latest counts.\n"
    "# docs/review.md of geokg tells the columns. Lines may be corrected by hand; keep the tabs.\n"
    + "\t".join(COLUMNS)
    + "\n"
)
_QID = re.compile(r"Q[1-9]\d*")
_SHOWN = 10
_WORDS = {str(verdict): verdict for verdict in Verdict if verdict is not Verdict.ENTITY}


class JudgementFile:
    """The file at a path, which need not be there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Judgements:
        """All that was decided.

        Raises:
            JudgementFault: it cannot be read, or has faulty lines; the message names each.
        """
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return Judgements()
        except (OSError, UnicodeDecodeError) as error:
            raise JudgementFault(f"{self.path}: cannot be read as UTF-8 text: {error}") from error
        return Judgements(_parsed(text, self.path))

    def append(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements to the end, all of them at once; on return they are on disk.

        Raises:
            JudgementFault: the file cannot be written.
        """
        lines = "".join(line(judgement) for judgement in judgements)
        if not lines:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+", buffering=0) as file:
                # One write in append mode: two people with one file do not write into each other's lines.
                file.write((_before(file) + lines).encode())
                os.fsync(file.fileno())
        except OSError as error:
            raise JudgementFault(f"{self.path}: cannot be written: {error.strerror}") from error


def read_judgements(path: Path) -> Judgements:
    """What a file says; no file says nothing. See `JudgementFile.read`."""
    return JudgementFile(path).read()


def line(judgement: Judgement) -> str:
    """A judgement as a line of the file."""
    cells = (
        judgement.qid if judgement.verdict is Verdict.ENTITY else str(judgement.verdict),
        judgement.name,
        judgement.type,
        judgement.country,
        judgement.article,
        judgement.who,
        judgement.when,
        judgement.note,
    )
    return "\t".join(" ".join(str(cell or "").split()) for cell in cells) + "\n"


def judgement_from(cells: Sequence[str]) -> Judgement:
    """A judgement out of the cells of a row, in the order of COLUMNS.

    Raises:
        ValueError: a cell is wrong; the message says which and what it may be.
    """
    verdict, name, kind, country, article, who, when, note = (" ".join(cell.split()) for cell in cells)
    if not name_key(name):
        raise ValueError(f"name: {name!r} has no letter or digit")
    if not who:
        raise ValueError("who: must say who decided")
    if country and not _QID.fullmatch(country):
        raise ValueError(f"country: {country!r} is no Wikidata id such as Q159")
    if country and article:
        raise ValueError("country and article: give one of them; an article needs no country")
    if kind and kind not in set(EntityType):
        raise ValueError(f"type: {kind!r} is none of {', '.join(EntityType)}; empty means any")
    meant, qid = verdict_from(verdict)
    return Judgement(
        name=name,
        verdict=meant,
        who=who,
        when=instant(when),
        qid=qid,
        type=EntityType(kind) if kind else None,
        country=country or None,
        article=article or None,
        note=note,
    )


def verdict_from(text: str) -> tuple[Verdict, str | None]:
    """A verdict, and the Wikidata id if it is one; an address of the entity at Wikidata will do.

    Raises:
        ValueError: it is neither an id nor one of the words.
    """
    if text.lower() in _WORDS:
        return _WORDS[text.lower()], None
    qid = re.sub(r"^(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)", "", text)
    qid = qid.upper()
    if not _QID.fullmatch(qid):
        raise ValueError(f"verdict: {text!r} is neither a Wikidata id such as Q159 nor {', '.join(_WORDS)}")
    return Verdict.ENTITY, qid


def instant(text: str) -> str:
    """A date, or a date and time with its zone, as UTC to the second: 2026-11-22T21:05:00Z.

    Raises:
        ValueError: it is none.
    """
    try:
        read = datetime.fromisoformat(text)
        if len(text) <= len("2026-11-22"):
            read = read.replace(tzinfo=UTC)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise ValueError(
            f"when: {text!r} is no date, nor a date and time with its zone as 2026-11-22T21:05:00Z"
        )
    return f"{read.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def now() -> str:
    """This second, as judgements tell it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _before(file: FileIO) -> str:
    """What must stand before new lines: the head of a new file; the end of a line left unfinished."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return HEAD
    file.seek(size - 1)
    return "" if file.read(1) == b"\n" else "\n"


def _parsed(text: str, path: Path) -> list[Judgement]:
    judgements: list[Judgement] = []
    faults: list[str] = []
    head_seen = False
    for number, content in enumerate(text.split("\n"), start=1):
        content = content.rstrip("\r")
        if not content.strip() or content.startswith("#"):
            continue
        cells = content.split("\t")
        if not head_seen:
            head_seen = True
            if tuple(cell.strip() for cell in cells) != COLUMNS:
                raise JudgementFault(
                    f"{path}: line {number}: expected the names of the columns with tabs between them: "
                    + " ".join(COLUMNS)
                )
            continue
        try:
            judgements.append(judgement_from(_full(cells)))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise JudgementFault(f"{path}: wrong in {len(faults)}:\n  " + "\n  ".join(faults[:_SHOWN] + more))
    return judgements


def _full(cells: list[str]) -> list[str]:
    """The cells of a line; an editor may have cut off the tab before an empty note."""
    if len(cells) == len(COLUMNS) - 1:
        cells = [*cells, ""]
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells with tabs between them, not {len(COLUMNS)}")
    return cells
