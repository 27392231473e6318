"""`geokg load`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.rejects import REJECTS, rejects_file
from loader.cli.terminal import interruptible, progress, say
from loader.pipeline import LoadReport, Pipeline, check_input
from loader.store import Library


def load(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files (text, HTML, JSON, CSV, RSS, NewsML, WARC, packed or not), folders, or - for "
            "standard input.",
        ),
    ],
    store: options.Store = None,
    base: options.Base = None,
    index: options.Index = None,
    judgements: options.Judgements = None,
    online: options.Online = None,
    closure: options.Closure = None,
    field: options.Fields = None,
    language: options.Languages = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help="Where to write which articles were rejected and why. Default: rejects.jsonl in the store.",
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Load articles into the store: read, extract, link to Wikidata, write.

    What the store already holds is skipped, so a load that was interrupted goes on when it is run again.
    An article that changed under the same URL or id replaces its earlier version.

    Exit status: 0 all loaded; 1 some rejected; 2 could not start.

    Example: `geokg load news/ --store geokg.store`
    """
    settings = options.load_settings(store, base, index, online, field, language, judgements, closure)
    check_input(paths)
    pipeline = Pipeline(settings, warn=say)
    named = rejects or settings.store / REJECTS
    with (
        Library.open(settings, create=True) as library,
        rejects_file(named) as write,
        interruptible() as stop,
        progress("Loading") as step,
    ):
        report = pipeline.load(paths, library, on_article=step, on_reject=write, stop=stop)
    _tell(report, named, as_json=as_json)
    if report.interrupted:
        say("Stopped. Everything loaded so far is safe; run the same command again to go on.")
        raise typer.Exit(130)
    raise typer.Exit(1 if report.rejected else 0)


def _tell(report: LoadReport, named: Path, *, as_json: bool) -> None:
    """The summary, and what was rejected or is doubtful; `named` says why of all that were rejected."""
    for rejected in report.first_rejected:
        say(f"rejected {rejected}")
    if report.rejected > len(report.first_rejected):
        say(f"... and {report.rejected - len(report.first_rejected):,} more")
    typer.echo(json.dumps(_as_json(report), ensure_ascii=False) if as_json else _summary(report))
    if report.rejected:
        say(f"Why each was rejected is in {named}.")
    if report.doubts:
        told = ", ".join(f"{count} {check}" for check, count in sorted(report.doubts.items()))
        say(f"Doubted by plausibility checks: {told}. geokg explain ARTICLE shows each.")


def _summary(report: LoadReport) -> str:
    """One line for a person."""
    total = sum(report.seconds.values())
    replaced = f" ({report.superseded} in place of an earlier version)" if report.superseded else ""
    return (
        f"{report.loaded} loaded{replaced}, {report.unchanged} already there, "
        f"{report.rejected} rejected, in {total:.1f} s"
    )


def _as_json(report: LoadReport) -> dict[str, object]:
    """The report for a program."""
    return {
        "loaded": report.loaded,
        "unchanged": report.unchanged,
        "superseded": report.superseded,
        "rejected": report.rejected,
        "first_rejected": [{"where": r.where, "reason": r.reason} for r in report.first_rejected],
        "doubts": dict(sorted(report.doubts.items())),
        "interrupted": report.interrupted,
        "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
    }
