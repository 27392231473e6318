"""A named query: what the `#+` lines at the head of its file say, and the SPARQL below them.

The form is described in docs/queries.md. Everything that can be wrong with a header is found here, with
file and line, when the file is read; nothing is looked up and nothing is run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from loader.errors import QueryError
from loader.model import EntityType
from loader.sparql import Kind, tokens

MARK = "#+"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FROM_FIXTURE = re.compile(r"\{[\w-]+\}")
"""In an example's value: the content hash of the fixture's article of that id."""
_KEYS = {"summary", "description", "tags", "params", "returns", "example"}


class ParameterType(StrEnum):
    """What a parameter may be; docs/queries.md says how each is written and bound."""

    ENTITY = "entity"
    IRI = "iri"
    DATE = "date"
    INTEGER = "integer"
    STRING = "string"
    CONCEPT = "concept"


class ColumnType(StrEnum):
    """What a column of the answer holds."""

    ENTITY = "entity"
    IRI = "iri"
    STRING = "string"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `enum` lists what is allowed; a concept's IRI is `prefix` and one of those.

    `kinds`: the entity types that an entity is expected to be of; empty: any.
    """

    name: str
    type: ParameterType
    required: bool = False
    default: str | None = None
    enum: tuple[str, ...] = ()
    prefix: str = ""
    kinds: tuple[EntityType, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A call that works: on the data named `fixture`, it gives so many rows."""

    params: Mapping[str, str] = field(default_factory=dict)
    fixture: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the catalogue. `name` is "topic/verb-noun"; `returns` the columns in their order."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    params: tuple[Parameter, ...]
    returns: Mapping[str, ColumnType]
    example: Example
    sparql: str

    @property
    def call(self) -> str:
        """The example as a command line; what only the fixture knows, as a word to be replaced."""
        params = self.example.params.items()
        shown = {name: _FROM_FIXTURE.sub("CONTENT_HASH", value) for name, value in params}
        given = " ".join(f"--param {name}={_quoted(value)}" for name, value in shown.items())
        return f"geokg query {self.name} {given}".strip()


def parse(text: str, name: str, path: Path) -> NamedQuery:
    """Read a query file.

    Raises:
        QueryError: the header is missing or faulty; the message names file, line and what is wrong.
    """
    lines = text.splitlines()
    count = next((n for n, line in enumerate(lines) if not line.startswith(MARK)), len(lines))
    if not count:
        raise QueryError(f"{path}:1: no header: the first lines of a query start with {MARK}")
    reader = _Reader(path, lines[:count])
    header = reader.load()
    query = NamedQuery(
        name=name,
        summary=reader.text(header, "summary"),
        description=reader.text(header, "description"),
        tags=tuple(reader.strings(header, "tags")),
        params=tuple(reader.parameter(k, v) for k, v in reader.mapping(header, "params").items()),
        returns={k: reader.one_of(ColumnType, v, k) for k, v in reader.mapping(header, "returns").items()},
        example=reader.example(header),
        # Blank lines in the header's place, so that a fault in the SPARQL is told by its line in the file.
        sparql="\n" * count + "\n".join(lines[count:]) + "\n",
    )
    reader.check(query)
    return query


class _Reader:
    """Takes a header apart and knows in which line each key stands."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self._path, self._lines = path, lines

    def load(self) -> dict[str, Any]:
        try:
            header = yaml.safe_load("\n".join(line.removeprefix(MARK)[1:] for line in self._lines))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._fault(f"not YAML: {error.problem}", line) from error
        if not isinstance(header, dict):
            raise self._fault("expected lines of the form `name: value`", 1)
        if unknown := sorted(set(header) - _KEYS):
            raise self._fault(f"unknown entry; a header has {', '.join(sorted(_KEYS))}", unknown[0])
        return header

    def text(self, header: dict[str, Any], key: str) -> str:
        value = header.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._fault(f"{key}: expected a line of text", key)
        return value.strip()

    def strings(self, header: dict[str, Any], key: str) -> list[str]:
        value = header.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._fault(f"{key}: expected a list of words, as in [a, b]", key)
        return value

    def mapping(self, header: dict[str, Any], key: str) -> dict[str, Any]:
        value = header.get(key, {})
        if not isinstance(value, dict):
            raise self._fault(f"{key}: expected entries, as in {{a: b}}", key)
        for name in value:
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise self._fault(f"{key}: {name!r}: a name has lower-case letters, digits and _", str(name))
        return value

    def one_of(self, kind: type[StrEnum], value: Any, key: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            raise self._fault(f"{key}: type {value!r} is none of {', '.join(kind)}", key) from None

    def parameter(self, name: str, value: Any) -> Parameter:
        allowed = {"type", "required", "default", "enum", "prefix", "kinds", "description"}
        if not isinstance(value, dict) or set(value) - allowed:
            raise self._fault(f"{name}: expected entries out of {', '.join(sorted(allowed))}", name)
        default = value.get("default")
        parameter = Parameter(
            name=name,
            type=self.one_of(ParameterType, value.get("type"), name),
            required=value.get("required", False),
            default=None if default is None else str(default),
            enum=tuple(self.strings(value, "enum")),
            prefix=str(value.get("prefix", "")),
            kinds=tuple(self.one_of(EntityType, kind, name) for kind in self.strings(value, "kinds")),
            description=str(value.get("description", "")),
        )
        if not isinstance(parameter.required, bool):
            raise self._fault(f"{name}: required: expected true or false", name)
        if parameter.required and default is not None:
            raise self._fault(f"{name}: what is required has no default", name)
        if (parameter.type is ParameterType.CONCEPT) != bool(parameter.enum and parameter.prefix):
            raise self._fault(f"{name}: a concept, and nothing else, has an enum and a prefix", name)
        if parameter.kinds and parameter.type is not ParameterType.ENTITY:
            raise self._fault(f"{name}: only an entity has kinds", name)
        return parameter

    def example(self, header: dict[str, Any]) -> Example:
        value = self.mapping(header, "example")
        params, fixture, rows = value.get("params", {}), value.get("fixture"), value.get("rows")
        if not isinstance(params, dict) or not isinstance(fixture, str) or not isinstance(rows, int):
            raise self._fault("example: expected {params: {...}, fixture: name, rows: number}", "example")
        return Example({str(k): str(v) for k, v in params.items()}, fixture, rows)

    def check(self, query: NamedQuery) -> None:
        """Header and SPARQL must speak of the same parameters."""
        known = {p.name for p in query.params}
        used = set()
        for kind, text, position in tokens(query.sparql):
            if kind is Kind.VARIABLE and text.startswith("$"):
                if text[1:] not in known | {
                    f"{p}_{end}" for p in self._dates(query) for end in ("from", "until")
                }:
                    line = query.sparql.count("\n", 0, position) + 1
                    raise QueryError(f"{self._path}:{line}: {text} is not among the header's params")
                used.add(text[1:].removesuffix("_from").removesuffix("_until"))
                used.add(text[1:])
        if unused := sorted(known - used):
            raise self._fault(f"{unused[0]}: the query never uses ${unused[0]}", unused[0])
        if not query.returns:
            raise self._fault("returns: expected the columns and their types", "returns")
        required = {p.name for p in query.params if p.required}
        if (wrong := set(query.example.params) - known) or (wrong := required - set(query.example.params)):
            raise self._fault(
                f"example: {sorted(wrong)[0]}: not a parameter, or a required one left out", "example"
            )

    @staticmethod
    def _dates(query: NamedQuery) -> set[str]:
        return {p.name for p in query.params if p.type is ParameterType.DATE}

    def _fault(self, message: str, where: str | int) -> QueryError:
        if isinstance(where, str):
            word = re.compile(rf"\b{re.escape(where)}\s*:")
            where = next((n for n, line in enumerate(self._lines, 1) if word.search(line)), 1)
        return QueryError(f"{self._path}:{where}: {message}")


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[^\w:/.-]", value) else value
