"""An answer as a person reads it: a table where it fits, else one block of lines a row.

Only the look: empty columns are left out and IRIs are shortened by the known prefixes. CSV and JSON
are for programs, and keep everything.
"""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from loader.cli.terminal import table
from loader.query import Table, Value
from loader.rdf import PREFIXES

NARROWEST_TEXT = 24
"""Columns that running text needs to stay readable when it wraps."""
GAP = 3


def answer_view(answer: Table, console: Console) -> RenderableType:
    """What to print for an answer."""
    rows = [[_cell(value) for value in row] for row in answer.rows]
    used = [n for n in range(len(answer.columns)) if not rows or any(row[n] for row in rows)]
    columns = [answer.columns[n] for n in used]
    shown = [[row[n] for n in used] for row in rows]
    if _width(columns, shown) <= console.width:
        return table(columns, shown)
    return Group(*(_block(number, columns, row) for number, row in enumerate(shown, start=1)))


def _cell(value: Value) -> str:
    """A value as text; an IRI in a short form that a query and its parameters take, too."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    fitting = [(iri, name) for name, iri in PREFIXES.items() if value.startswith(iri) and value != iri]
    if not fitting:
        return " ".join(value.split())
    iri, name = max(fitting, key=lambda pair: len(pair[0]))
    return f"{name}:{value.removeprefix(iri)}"


def _width(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The least width at which no word, IRI or number is cut and text is readable."""
    total = 0
    for n, column in enumerate(columns):
        cells = [column, *(row[n] for row in rows)]
        longest_word = max(len(word) for cell in cells for word in cell.split() or [""])
        longest_cell = max(len(cell) for cell in cells)
        total += max(longest_word, min(longest_cell, NARROWEST_TEXT)) + GAP
    return total


def _block(number: int, columns: Sequence[str], row: Sequence[str]) -> RenderableType:
    """One row: a numbered rule, then a line for each cell that is not empty."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for column, cell in zip(columns, row, strict=True):
        if cell:
            grid.add_row(column, Text(cell))
    return Group(Rule(str(number), align="left", style="dim"), grid)
