"""Gold sets and records from files, each line checked; a fault says file, line and what is wrong.

Records may come from any program: what no metric needs (an article's text, a statement's id) may be
missing, and mentions may be bare pairs. All else must be an extraction record.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from loader.errors import EvaluationFault, ExtractionError
from loader.evaluate.gold import StatementsGold
from loader.model import Extraction, StatementType
from loader.record import from_json

_GZIP = b"\x1f\x8b"
Gold = TypeVar("Gold")


def read_records(path: Path) -> dict[str, Extraction]:
    """Article id -> record; of two with one id, the later.

    Raises:
        EvaluationFault: the file cannot be read, or a line of it is not a record.
    """
    records = {}
    for place, line in _lines(path):
        record = _record(line, place)
        records[record.article.id] = record
    return records


def read_gold(path: Path, kind: type[Gold], task: str) -> list[Gold]:
    """The lines of a gold set of a task; `kind` is its dataclass in `gold`.

    Raises:
        EvaluationFault: the file cannot be read, is empty, or is a gold set of something else.
    """
    adapter = TypeAdapter(kind)
    result = []
    for place, line in _lines(path):
        try:
            result.append(adapter.validate_python(line))
        except ValidationError as error:
            raise EvaluationFault(f"{place}: not a gold set of task {task}: {_first(error)}") from error
    if not result:
        raise EvaluationFault(f"{path}: the gold set is empty")
    return result


def read_statements_gold(path: Path) -> list[StatementsGold]:
    """As `read_gold`, for the task `statements`, whose gold is in the form of the record."""
    result = []
    for place, line in _lines(path):
        if "statements" not in line:
            raise EvaluationFault(f"{place}: not a gold set of task statements: it has no field statements")
        types = frozenset(line.get("annotated_types") or StatementType)
        result.append(StatementsGold(_record(line, place), types))
    if not result:
        raise EvaluationFault(f"{path}: the gold set is empty")
    return result


def read_ids(path: Path) -> frozenset[str]:
    """The ids of a file of entities, `{"id": "Q232", ...}` a line.

    Raises:
        EvaluationFault: the file cannot be read, or a line has no id.
    """
    ids = []
    for place, line in _lines(path):
        if not isinstance(line.get("id"), str):
            raise EvaluationFault(f"{place}: expected an entity with an id, such as Q232")
        ids.append(line["id"])
    return frozenset(ids)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a JSON Lines file, packed or not, with its place for messages."""
    place = str(path)
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
        with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines:
            for number, text in enumerate(lines, start=1):
                place = f"{path} line {number}"
                if text.strip():
                    value = json.loads(text)
                    if not isinstance(value, dict):
                        raise EvaluationFault(f"{place}: expected a JSON object")
                    yield place, value
    except FileNotFoundError as error:
        raise EvaluationFault(f"{path}: no such file") from error
    except (OSError, EOFError) as error:
        raise EvaluationFault(f"{path}: cannot be read: {error}") from error
    except ValueError as error:  # of JSON and of UTF-8
        raise EvaluationFault(f"{place}: expected JSON Lines, one object a line: {error}") from error


def _record(line: dict[str, Any], place: str) -> Extraction:
    try:
        return from_json(json.dumps(_completed(line)))
    except ExtractionError as error:
        raise EvaluationFault(f"{place}: {error}") from error


def _completed(line: dict[str, Any]) -> dict[str, Any]:
    """The line with empty values for what no metric needs; whatever is of the wrong kind stays as it is."""
    result = dict(line)
    article = line.get("article")
    if isinstance(article, dict) and isinstance(article.get("id"), str | int):
        result["article"] = {"text": "", **article, "id": str(article["id"])}
    if isinstance(entities := line.get("entities"), list):
        result["entities"] = [_completed_entity(e) for e in entities]
    if isinstance(statements := line.get("statements"), list):
        result["statements"] = [
            {"id": f"s{number}", **s} if isinstance(s, dict) else s
            for number, s in enumerate(statements, start=1)
        ]
    return result


def _completed_entity(entity: Any) -> Any:
    if not isinstance(entity, dict) or not isinstance(entity.get("mentions"), list):
        return entity
    mentions = [
        {"start": m[0], "end": m[1]} if isinstance(m, list) and len(m) == 2 else m for m in entity["mentions"]
    ]
    return {"name": "", **entity, "mentions": mentions}


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
