"""`geokg stats`."""

import json
from dataclasses import asdict

import typer

from loader.cli import options
from loader.cli.terminal import output, table
from loader.store import Library


def stats(store: options.Store = None, as_json: options.Json = False) -> None:
    """Count what the store holds: articles, statements by type, linked entities, quads by graph.

    Example: `geokg stats`
    """
    with Library.open(options.load_settings(store)) as library:
        held = library.statistics()
    if as_json:
        typer.echo(json.dumps(asdict(held)))
        return
    rows = [
        ("articles", held.articles),
        ("  superseded by a newer version", held.superseded),
        ("  retracted", held.retracted),
        ("statements", sum(held.statements.values())),
        *((f"  {kind}", count) for kind, count in held.statements.items()),
        ("entities linked to Wikidata, article by article", held.linked),
        ("entities not known to the index", held.unlinked),
        ("quads", sum(held.quads.values())),
        *((f"  {graph}", count) for graph, count in held.quads.items()),
    ]
    output().print(table(("", "count"), [(name, f"{count:,}") for name, count in rows]))
