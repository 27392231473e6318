"""The extraction record: an `Extraction` as one JSON object, and the JSON Schema of that object.

The dataclasses of `model` are the source of truth: reading, writing, validating and the schema are
all derived from them by pydantic. Nothing else in geokg turns an extraction into JSON or back.
"""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from loader.errors import ExtractionError
from loader.model import Article, Extraction

SCHEMA_ID = "https://w3id.org/geokg/extraction-record.schema.json"

_EXTRACTION = TypeAdapter(Extraction)
_ARTICLE = TypeAdapter(Article)


def to_json(extraction: Extraction) -> str:
    """One line of JSON, keys in the order of the model."""
    return _EXTRACTION.dump_json(extraction).decode()


def from_json(line: str | bytes) -> Extraction:
    """Read a record.

    Raises:
        ExtractionError: the line is not a record; the message names the first fields at fault.
    """
    try:
        return _EXTRACTION.validate_json(line)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3])
        raise ExtractionError(f"not an extraction record: {faults}") from error


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record, for programs that read or write one."""
    schema = _EXTRACTION.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
    }


def schema_text() -> str:
    """The schema as it is committed in `docs/`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def article_to_json(article: Article) -> str:
    """One article as one line of JSON."""
    return _ARTICLE.dump_json(article).decode()


def article_from_json(line: str | bytes) -> Article:
    """Read what `article_to_json` wrote.

    Raises:
        ExtractionError: the line is no article.
    """
    try:
        return _ARTICLE.validate_json(line)
    except ValidationError as error:
        raise ExtractionError(f"not an article: {error.errors()[0]['msg']}") from error
