"""`geokg index`: the entity index that names are linked by."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.terminal import output, progress, table
from loader.link import IndexInfo, build_index, index_info
from loader.pipeline import Pipeline

app = typer.Typer(no_args_is_help=True, help="See or build the entity index that names are linked by.")


@app.command("build")
def build(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE",
            help="Folder with entities.jsonl.gz and relations.jsonl.gz, facts from Wikidata.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Index file to write; replaced when done.")
    ],
) -> None:
    """Build an entity index from a folder of facts.

    Use it with `--index FILE`, or name it as `index:` in geokg.yaml. The index that ships with geokg
    needs no building.

    Example: `geokg index build wikidata/ --out my-index.sqlite`
    """
    with progress("Building") as step:
        build_index(source, out, lambda done, total: step(f"step {done} of {total}"))
    _print(index_info(out), as_json=False)


@app.command("info")
def info(index: options.Index = None, as_json: options.Json = False) -> None:
    """Show where the entity index is and what it holds.

    Example: `geokg index info`
    """
    pipeline = Pipeline(options.load_settings(index=index))
    _print(index_info(pipeline.knowledge.path), as_json)


def _print(about: IndexInfo, as_json: bool) -> None:
    """Counts by type, names, dated facts, and the digest of the facts it was built from."""
    if as_json:
        typer.echo(json.dumps(asdict(about), default=str))
        return
    rows = [
        ("file", str(about.path)),
        ("size", f"{about.size / 1e6:.1f} MB"),
        ("built from facts with SHA-256", about.facts_sha256),
        ("names", f"{about.names:,}"),
        ("dated tenures", f"{about.tenures:,}"),
        ("memberships", f"{about.memberships:,}"),
        ("entities", f"{sum(about.entities.values()):,}"),
        *((f"  {kind}", f"{count:,}") for kind, count in about.entities.items()),
    ]
    output().print(table(("", ""), rows))
