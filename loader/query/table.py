"""Answers as tables, and tables as CSV and JSON. Pure functions; nothing is printed."""

import csv
import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from rdflib import BNode, Literal, URIRef

from loader.query.header import ColumnType
from loader.rdf import WD, Answer, Node, Triples

Value: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain values; None is a cell without one.

    `notices` tell what the reader should know: which entity a name was taken for, that rows were cut.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notices: tuple[str, ...] = ()


def as_table(
    answer: Answer, returns: Mapping[str, ColumnType] | None = None, notices: tuple[str, ...] = ()
) -> Table:
    """An answer as a table.

    Numbers and booleans become Python's; dates stay ISO text; an IRI stays whole, but in a column that
    `returns` calls an entity a Wikidata IRI becomes its id (Q232). ASK gives one cell, CONSTRUCT three
    columns.
    """
    if isinstance(answer, bool):
        return Table(("answer",), ((answer,),), notices)
    if isinstance(answer, Triples):
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        rows: tuple[tuple[Node | None, ...], ...] = answer.triples
    else:
        columns, rows = answer.variables, answer.rows
    if answer.truncated:
        notices += (f"only the first {len(rows):,} rows are shown; query_rows in geokg.yaml sets the limit",)
    types = [returns.get(c) if returns else None for c in columns]
    values = tuple(tuple(_value(n, t) for n, t in zip(row, types, strict=True)) for row in rows)
    return Table(columns, values, notices)


def to_csv(table: Table) -> str:
    """CSV (RFC 4180, but lines end in a newline), a header line first; no value is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_plain(v) for v in row] for row in table.rows)
    return text.getvalue()


def to_json(table: Table) -> str:
    """A JSON array of objects, one a row; no value is null."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Value) -> Value:
    return ("true" if value else "false") if isinstance(value, bool) else value


def _value(node: Node | None, column: ColumnType | None) -> Value:
    if node is None:
        return None
    if isinstance(node, URIRef):
        return node.removeprefix(str(WD)) if column is ColumnType.ENTITY else str(node)
    if isinstance(node, BNode):
        return f"_:{node}"
    return _literal(node)


def _literal(literal: Literal) -> Value:
    """A literal that is not what its datatype says, or that JSON has no number for, stays text."""
    value = literal.value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | float) and math.isfinite(value):
        return float(value)
    return str(literal)
