"""A record's fields to a draft's, by the names listed in `fields.yaml` and those that the user gives.

A record with an address or a file but no text is one of a list, or of a tool's export that has no texts
(`exports.yaml`).

A record is an object of JSON or a row of a table. Texts come through letter for letter, except those that
are fragments of a web page; nothing is cleaned or dated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from loader.errors import UnreadableArticle
from loader.ingest import exports, lists, markup, ninjs
from loader.ingest.decoding import without_unusable
from loader.ingest.drafts import Draft, Found, Listed
from loader.settings import Settings

Record = Mapping[str, Any]
Names = tuple[tuple[str, ...], ...]
_TEXTS = frozenset({"text", "html"})


@dataclass(frozen=True, slots=True)
class FieldNames:
    """`fields.yaml` as read: draft field -> names in order, names of wrappers, spellings of languages."""

    fields: Mapping[str, Names]
    wrappers: tuple[str, ...]
    languages: Mapping[str, str]


@cache
def field_names(own: tuple[str, ...] = ()) -> FieldNames:
    """The field names that geokg knows, each field's `own` ones ("text=body") before them."""
    content = yaml.safe_load(resources.files("loader.ingest").joinpath("fields.yaml").read_text("utf-8"))
    names = {field: list(known) for field, known in content["fields"].items()}
    for pair in reversed(own):
        field, _, theirs = pair.partition("=")
        names[field].insert(0, theirs)
    return FieldNames(
        {
            field: tuple(tuple(map(_folded, name.split("."))) for name in known)
            for field, known in names.items()
        },
        tuple(content["wrappers"]),
        {str(name): code for name, code in content["languages"].items()},
    )


def drafts(value: Any, where: str, settings: Settings) -> Iterator[Found]:
    """The articles of one value: a record, or a wrapper around one or many."""
    if _is_deeper(value, settings.max_depth):
        reason = f"JSON nested too deeply, beyond {settings.max_depth} (setting max_depth)"
        yield UnreadableArticle(where, reason)
    else:
        yield from _drafts(value, where, settings)


def language_code(name: str) -> str:
    """ISO 639-1 code of a language as an export spells it: "en-GB", "eng" and "English" are "en"."""
    folded = name.strip().casefold()
    return field_names().languages.get(folded, folded.replace("_", "-").split("-")[0])


def names_a_text(columns: list[str], own: tuple[str, ...]) -> bool:
    """Whether these are a table's heading: two that geokg knows, one of them that of a text or address."""
    known = field_names(own).fields
    folded = {_folded(column) for column in columns}
    found = {field for field, names in known.items() if any(".".join(name) in folded for name in names)}
    return len(found) > 1 and bool(found & {"text", "html", "url"})


def _drafts(value: Any, where: str, settings: Settings) -> Iterator[Found]:
    if not isinstance(value, Mapping):
        yield UnreadableArticle(where, f"expected a JSON object with an article, found {_kind(value)}")
        return
    record = {_folded(key): item for key, item in ninjs.flat(value).items()}
    known = field_names(settings.fields)
    found: dict[str, Any] = {
        field: _first(record, names, may_be_number=field not in _TEXTS)
        for field, names in known.fields.items()
    }
    text, page, file = found.pop("text"), found.pop("html"), found.pop("file")
    export = exports.of(record)
    if text:
        yield Draft(where, text, **found, scraped=settings.clean_records)
        return
    if page and (text := markup.text(page)):
        yield Draft(where, text, **found, scraped=True)
        return
    inner = next((record[name] for name in known.wrappers if _is_nested(record.get(name))), None)
    if inner is None:
        wrong = _not_a_text(record, known.fields["text"])
        advice = wrong or _no_text(value, found["url"] or file, export, settings)
        if not wrong and (found["url"] or file):
            is_seen = export is not None and export.is_seen_date
            yield Listed(Draft(where, "", **found), advice, file, is_seen)
        else:
            yield UnreadableArticle(where, advice)
    elif isinstance(inner, Mapping):
        yield from _drafts(inner, where, settings)
    else:
        for number, item in enumerate(inner, 1):
            yield from _drafts(item, f"{where}[{number}]", settings)


def _first(record: Record, names: Names, *, may_be_number: bool) -> str | None:
    for path in names:
        value: Any = record
        for depth, name in enumerate(path):
            if depth and isinstance(value, Mapping):
                value = {_folded(key): item for key, item in value.items()}
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is None and len(path) > 1:
            value = record.get(".".join(path))  # a table's column may have a dot in its name
        if (may_be_number or isinstance(value, str | list)) and (text := _text(value, path[-1])) is not None:
            return without_unusable(text)
    return None


def _text(value: Any, name: str) -> str | None:
    """A field's value as text: a list of texts is joined; blank is the same as missing."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        value = (", " if name.startswith("author") or name == "byline" else "\n\n").join(value)
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and value.strip() else None


def _not_a_text(record: Record, names: Names) -> str | None:
    """Why what stands in the place of the text is none, such as a number."""
    for name in (".".join(path) for path in names):
        value = record.get(name)
        if isinstance(value, bool | int | float | list) and value != []:
            return f"no text in it: its field {name} holds {_kind(value)} ({str(value)[:40]})"
    return None


def _is_deeper(value: Any, most: int) -> bool:
    """Whether containers are nested in it more than `most` deep; found without recursion."""
    level = [value]
    for _ in range(most):
        level = (
            [
                inner
                for outer in level
                for inner in (outer.values() if isinstance(outer, Mapping) else outer)
                if isinstance(inner, Mapping | list)
            ]
            if isinstance(level[0], Mapping | list)
            else []
        )
        if not level:
            return False
    return True


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)
    )


def _folded(key: Any) -> str:
    """What `publishedAt`, `published_at` and `Published At` have in common."""
    return str(key).strip().casefold().replace("_", "").replace("-", "").replace(" ", "")


def _kind(value: Any) -> str:
    names = {list: "a list", int: "a number", float: "a number", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), f"a {type(value).__name__}")


def _no_text(record: Record, leads_to: str | None, export: exports.Export | None, settings: Settings) -> str:
    present = ", ".join(str(key)[:40] for key in list(record)[:12]) or "none"
    if export:
        return f"no text in it: {export.name} gives addresses only; {lists.ADVICE}"
    if leads_to:
        return (
            f"no text in it, only an address; {lists.ADVICE}; or name the field with the text "
            f"(fields: text=NAME; its fields: {present})"
        )
    looked = ", ".join(".".join(name) for name in field_names(settings.fields).fields["text"][:6])
    return f"no text in it: none of the fields {looked} ... has any (its fields: {present})"
