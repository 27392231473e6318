"""`geokg index`: the entity index that names are linked by."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.terminal import output, progress, table
from loader.errors import SettingsError
from loader.link import IndexInfo, build_index, index_info, live
from loader.link.dump import DumpStatus, build_from_dump
from loader.link.shipped import DATA as SHIPPED
from loader.pipeline import Pipeline

app = typer.Typer(no_args_is_help=True, help="See or build the entity index that names are linked by.")


OUT = Annotated[Path, typer.Option("--out", metavar="FILE", help="Index file to write; replaced when done.")]


@app.command("build")
def build(
    out: OUT,
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="Folder with entities.jsonl.gz and relations.jsonl.gz, facts from Wikidata.",
        ),
    ] = None,
    from_dump: Annotated[
        Path | None,
        typer.Option(
            "--from-dump",
            metavar="FILE",
            help="Wikidata JSON dump (.json, .gz or .bz2) to build from instead.",
        ),
    ] = None,
    from_sparql: Annotated[
        bool,
        typer.Option(
            "--from-sparql", help="Build from the SPARQL endpoint that the setting wikidata_sparql names."
        ),
    ] = False,
    classes: Annotated[
        Path | None,
        typer.Option(
            "--classes",
            metavar="FILE",
            help="What to take from a dump or endpoint, in place of dump-classes.yaml.",
        ),
    ] = None,
) -> None:
    """Build an entity index from a folder of facts, a Wikidata dump or a SPARQL endpoint.

    Use it with `--index FILE`, or name it as `index:` in geokg.yaml. The index that ships with geokg
    needs no building. A build from a dump or an endpoint that was stopped goes on when it is run again.

    Example: `geokg index build --from-dump latest-all.json.bz2 --out my-index.sqlite`
    """
    if [source is not None, from_dump is not None, from_sparql].count(True) != 1:
        raise SettingsError("name one source: a folder of facts, --from-dump FILE or --from-sparql")
    with progress("Building") as step:
        if source is not None:
            build_index(source, out, lambda done, total: step(f"step {done} of {total}"))
        elif from_dump is not None:
            build_from_dump(from_dump, out, classes, lambda status: step(_dump_words(status)))
        else:
            live.require()
            from loader.link.live.harvest import build_from_sparql

            settings = options.load_settings()
            build_from_sparql(settings, out, classes, lambda status: step(f"{status.kept:,}: {status.words}"))
    _print(index_info(out), as_json=False)


@app.command("update")
def update(
    out: OUT,
    facts: Annotated[
        Path | None,
        typer.Option(
            "--facts", metavar="FOLDER", help="Facts to start from; those that ship, when not given."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Look for offices taken or left from this day on (YYYY-MM-DD)."
        ),
    ] = None,
) -> None:
    """Build an index with the office-holders that Wikidata has by now.

    Asks the SPARQL endpoint of the settings, politely: it needs `contact` in geokg.yaml or GEOKG_CONTACT.

    Example: `geokg index update --out my-index.sqlite`
    """
    live.require()
    from loader.link.live import harvest

    settings = options.load_settings()
    with progress("Asking") as step:
        count = harvest.update(
            facts or SHIPPED,
            out,
            settings,
            since,
            lambda status: step(f"{status.done} of {status.parts} {status.words}"),
        )
    typer.echo(f"{count:,} tenures added or ended")
    _print(index_info(out), as_json=False)


def _dump_words(status: DumpStatus) -> str:
    """Place and counts of a build from a dump."""
    if status.steps:
        return f"{status.kept:,} entities kept, step {status.step} of {status.steps} of the index"
    share = status.read_bytes / max(status.all_bytes, 1)
    return f"{share:.1%} of the dump, {status.entities:,} entities read, {status.kept:,} kept"


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
