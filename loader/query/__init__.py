"""Questions to a store: named queries with typed parameters, SPARQL, and answers as tables."""

from loader.query.asking import ask, ask_sparql
from loader.query.catalogue import Catalogue
from loader.query.header import ColumnType, Example, NamedQuery, Parameter, ParameterType
from loader.query.parameters import Source
from loader.query.table import Table, Value, as_table, to_csv, to_json

__all__ = [
    "Catalogue",
    "ColumnType",
    "Example",
    "NamedQuery",
    "Parameter",
    "ParameterType",
    "Source",
    "Table",
    "Value",
    "as_table",
    "ask",
    "ask_sparql",
    "to_csv",
    "to_json",
]
