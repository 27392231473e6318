"""`geokg query`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.answers import answer_view
from loader.cli.terminal import output, say
from loader.errors import ParameterError, QueryError
from loader.pipeline import Pipeline
from loader.query import Catalogue, Table, ask, ask_sparql, to_csv, to_json
from loader.store import Library


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A named query; `geokg queries list` shows them.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter of the named query; repeat it."),
    ] = None,
    sparql: Annotated[str | None, typer.Option("--sparql", metavar="TEXT", help="A SPARQL query.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="A file with a SPARQL query; - reads standard input."),
    ] = None,
    store: options.Store = None,
    index: options.Index = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="Default: a table on a terminal, CSV in a pipe or a file."),
    ] = None,
) -> None:
    """Ask the store: a named query with parameters, or SPARQL of your own.

    An entity parameter takes a name ("Kazakhstan"), a Wikidata id (Q232) or an IRI; a date takes a
    year, a month or a day. The usual prefixes (geokg:, wd:, prov:, ...) need no declaration.

    Example: `geokg query leaders/list-leaders --param state=Kazakhstan --param date=2022-01-07`
    """
    if sum(given is not None for given in (name, sparql, file)) != 1:
        raise QueryError("give one of NAME, --sparql or --file; `geokg queries list` shows the names")
    parameters = _parameters(param or [])
    if parameters and name is None:
        raise ParameterError("--param goes with a named query; write the values into your SPARQL")
    settings = options.load_settings(store, index=index)
    if name is not None:
        named = Catalogue().find(name)
        with Library.open(settings) as library:
            answer = ask(library, named, parameters, knowledge=Pipeline(settings).knowledge)
    else:
        text = sparql if sparql is not None else _text(file or Path("-"))
        with Library.open(settings) as library:
            answer = ask_sparql(library, text)
    for notice in answer.notices:
        say(notice)
    _write(answer, form or (Format.TABLE if sys.stdout.isatty() else Format.CSV))


def _parameters(given: list[str]) -> dict[str, str]:
    """key=value pairs by key."""
    parameters = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ParameterError(
                f"--param {pair}: write it as key=value, for example --param state=Kazakhstan"
            )
        if key in parameters:
            raise ParameterError(f"--param {key}: given twice")
        parameters[key] = value
    return parameters


def _text(file: Path) -> str:
    """The SPARQL in a file."""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read: {error}") from error


def _write(answer: Table, form: Format) -> None:
    """The answer on stdout; for a table on a terminal, with the count of rows below it on stderr."""
    if form is Format.JSON:
        typer.echo(to_json(answer), nl=False)
    elif form is Format.CSV:
        typer.echo(to_csv(answer), nl=False)
    else:
        console = output()
        console.print(answer_view(answer, console))
        say("1 row" if len(answer.rows) == 1 else f"{len(answer.rows)} rows")
