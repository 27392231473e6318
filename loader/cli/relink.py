"""`geokg relink`."""

import json

import typer

from loader.cli import options
from loader.cli.terminal import interruptible, progress, say
from loader.pipeline import Pipeline
from loader.relinking import RelinkReport, relink
from loader.store import Library


def relink_store(
    store: options.Store = None,
    index: options.Index = None,
    online: options.Online = None,
    judgements: options.Judgements = None,
    as_json: options.Json = False,
) -> None:
    """Link all stored articles anew, by what people decided or by another index, without extracting again.

    What `geokg review` wrote takes effect here; so does a new index. The store is then as if its articles
    were loaded now. Stopped and run again, it goes on; where nothing differs, nothing is written.

    Exit status: 0 done; 1 some articles could not be linked anew; 2 could not start.

    Example: `geokg relink --store geokg.store`
    """
    settings = options.load_settings(store, index=index, online=online, judgements=judgements)
    pipeline = Pipeline(settings, warn=say)
    with (
        Library.open(settings, write=True) as library,
        interruptible() as stop,
        progress("Linking") as step,
    ):
        report = relink(pipeline, library, on_article=step, stop=stop)
    for fault in report.failed:
        say(f"not linked anew: {fault}")
    typer.echo(json.dumps(_as_json(report)) if as_json else _summary(report))
    if report.interrupted:
        say("Stopped. What was linked anew stays so; run the same command again to go on.")
        raise typer.Exit(130)
    raise typer.Exit(1 if report.failed else 0)


def _summary(report: RelinkReport) -> str:
    """One line for a person."""
    failed = f", {len(report.failed)} failed" if report.failed else ""
    return (
        f"{report.changed} articles linked anew ({report.links} links are others now), "
        f"{report.unchanged} unchanged{failed}"
    )


def _as_json(report: RelinkReport) -> dict[str, object]:
    """The report for a program."""
    return {
        "changed": report.changed,
        "unchanged": report.unchanged,
        "links": report.links,
        "failed": [{"where": f.where, "reason": f.reason} for f in report.failed],
        "interrupted": report.interrupted,
    }
