"""`geokg queries`: the catalogue of named queries."""

import json
from typing import Annotated

import typer
from rich.syntax import Syntax

from loader.cli import options
from loader.cli.terminal import output, table
from loader.query import Catalogue, NamedQuery, Parameter

app = typer.Typer(no_args_is_help=True, help="See which questions are ready to be asked.")


@app.command("list")
def list_queries(as_json: options.Json = False) -> None:
    """List the named queries, with what each answers and the parameters it takes.

    Example: `geokg queries list`
    """
    catalogue = Catalogue()
    if as_json:
        typer.echo(json.dumps([_as_json(named) for named in catalogue], ensure_ascii=False))
        return
    rows = [(named.name, named.summary, _signature(named)) for named in catalogue]
    output().print(table(("name", "answers", "parameters"), rows))


@app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of the query, with or without its topic.")
    ],
    as_json: options.Json = False,
) -> None:
    """Show a named query: what it answers, its parameters and columns, an example, the SPARQL.

    Example: `geokg queries show leaders/list-leaders`
    """
    named = Catalogue().find(name)
    if as_json:
        typer.echo(json.dumps({**_as_json(named), "sparql": named.sparql.lstrip("\n")}, ensure_ascii=False))
        return
    console = output()
    console.print(named.name, style="bold")
    console.print(f"{named.summary}\n\n{named.description}\n", markup=False)
    if named.params:
        console.print(table(("parameter", "type", "needed", "meaning"), [_row(p) for p in named.params]))
        console.print()
    console.print(table(("column", "holds"), list(named.returns.items())))
    console.print(f"\nExample: {named.call}\n", markup=False, soft_wrap=True)
    text = named.sparql.strip("\n")
    if console.is_terminal:
        console.print(Syntax(text, "sparql", background_color="default"))
    else:
        typer.echo(text)


def _signature(named: NamedQuery) -> str:
    """Parameters in a line; the optional ones in brackets."""
    return " ".join(p.name if p.required else f"[{p.name}]" for p in named.params)


def _row(parameter: Parameter) -> tuple[str, str, str, str]:
    """A parameter as a line of a table."""
    need = "yes" if parameter.required else f"default {parameter.default}" if parameter.default else "no"
    kind = f"one of {', '.join(parameter.enum)}" if parameter.enum else str(parameter.type)
    return parameter.name, kind, need, parameter.description


def _as_json(named: NamedQuery) -> dict[str, object]:
    """A query for a program, without its text."""
    return {
        "name": named.name,
        "summary": named.summary,
        "description": named.description,
        "tags": named.tags,
        "params": [
            {
                "name": p.name,
                "type": p.type,
                "required": p.required,
                "default": p.default,
                "enum": p.enum,
                "description": p.description,
            }
            for p in named.params
        ],
        "returns": named.returns,
        "example": named.call,
    }
