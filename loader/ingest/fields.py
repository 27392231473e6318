"""A JSON record's fields to a draft's, by the names listed in `fields.yaml`.

Texts come through letter for letter; nothing is cleaned or dated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from loader.errors import ArticleError, UnreadableArticle
from loader.ingest.decoding import without_unusable
from loader.ingest.drafts import Draft

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldNames:
    """`fields.yaml` as read: draft field -> names in order, names of wrappers, spellings of languages."""

    fields: Mapping[str, tuple[tuple[str, ...], ...]]
    wrappers: tuple[str, ...]
    languages: Mapping[str, str]


@cache
def field_names() -> FieldNames:
    """The field names that geokg knows."""
    content = yaml.safe_load(resources.files("loader.ingest").joinpath("fields.yaml").read_text("utf-8"))
    return FieldNames(
        {
            field: tuple(tuple(map(_folded, n.split("."))) for n in names)
            for field, names in content["fields"].items()
        },
        tuple(content["wrappers"]),
        {str(name): code for name, code in content["languages"].items()},
    )


def drafts(value: Any, where: str) -> Iterator[Draft | ArticleError]:
    """The articles of one JSON value: a record, or a wrapper around one or many."""
    if not isinstance(value, Mapping):
        yield UnreadableArticle(where, f"expected a JSON object with an article, found {_kind(value)}")
        return
    record = {_folded(key): item for key, item in value.items()}
    found = {field: _first(record, names) for field, names in field_names().fields.items()}
    if text := found.pop("text"):
        yield Draft(where, text, **found)
        return
    inner = next((record[name] for name in field_names().wrappers if _is_nested(record.get(name))), None)
    if inner is None:
        yield UnreadableArticle(where, _no_text(value))
    elif isinstance(inner, Mapping):
        yield from drafts(inner, where)
    else:
        for number, item in enumerate(inner, 1):
            yield from drafts(item, f"{where}[{number}]")


def language_code(name: str) -> str:
    """ISO 639-1 code of a language as an export spells it: "en-GB", "eng" and "English" are "en"."""
    folded = name.strip().casefold()
    return field_names().languages.get(folded, folded.replace("_", "-").split("-")[0])


def _first(record: Record, names: tuple[tuple[str, ...], ...]) -> str | None:
    for path in names:
        value: Any = record
        for depth, name in enumerate(path):
            if depth and isinstance(value, Mapping):
                value = {_folded(key): item for key, item in value.items()}
            value = value.get(name) if isinstance(value, Mapping) else None
        if (text := _text(value)) is not None:
            return without_unusable(text)
    return None


def _text(value: Any) -> str | None:
    """A field's value as text: a list of paragraphs is joined; blank is the same as missing."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and value.strip() else None


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def _folded(key: Any) -> str:
    """What `publishedAt`, `published_at` and `Published At` have in common."""
    return str(key).casefold().replace("_", "").replace("-", "").replace(" ", "")


def _kind(value: Any) -> str:
    return "a list" if isinstance(value, list) else "null" if value is None else f"a {type(value).__name__}"


def _no_text(record: Record) -> str:
    present = ", ".join(str(key)[:40] for key in list(record)[:12]) or "none"
    looked = ", ".join(".".join(name) for name in field_names().fields["text"][:6])
    return f"no text in it: none of the fields {looked} ... has any (its fields: {present})"
