"""`geokg review`: people decide what names mean."""

import getpass
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.deciding import Session
from loader.cli.terminal import output, progress, say
from loader.errors import JudgementFault
from loader.link import JudgementFile
from loader.link.judgements import spreadsheet
from loader.link.judgements.file import now
from loader.pipeline import Pipeline
from loader.reviewing import DOUBTFUL, Case, candidates, cases, quotes
from loader.settings import Settings
from loader.store import Library


def review(
    store: options.Store = None,
    index: options.Index = None,
    judgements: options.Judgements = None,
    who: Annotated[
        str | None,
        typer.Option("--who", metavar="NAME", help="Who decides. Default: the setting reviewer, else git's."),
    ] = None,
    below: Annotated[
        float, typer.Option("--below", min=0.0, max=1.0, help="Doubt links with a lower score than this.")
    ] = DOUBTFUL,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="FILE", help="Write what is to be decided as CSV for a spreadsheet."
        ),
    ] = None,
    imported: Annotated[
        list[Path] | None,
        typer.Option(
            "--import", metavar="FILE", help="Take in a CSV that was filled in. May be given several times."
        ),
    ] = None,
    overrule: Annotated[
        bool, typer.Option("--overrule", help="With --import: go before what others decided earlier.")
    ] = False,
) -> None:
    """Decide what unknown and doubtful names mean, the most frequent first.

    One key a name; every answer is saved at once, and running it again goes on. In teams: --export a
    spreadsheet, fill in the column verdict, --import it. What is decided takes effect with `geokg relink`.

    Exit status: 0 done; 1 some rows were not taken in; 2 could not start.

    Example: `geokg review --store geokg.store`
    """
    if export and imported:
        raise JudgementFault(
            "--export and --import: give one of them; import first, then export what is left"
        )
    settings = options.load_settings(store, index=index, judgements=judgements)
    person = " ".join((who or settings.reviewer or _git_name() or getpass.getuser()).split())
    if imported:
        _import(settings, imported, person, overrule=overrule)
    elif export:
        with Library.open(settings) as library:
            count = spreadsheet.write(export, _rows(settings, library, below))
        say(
            f"{count} names are in {export}. Fill in the column verdict, then: geokg review --import {export}"
        )
    else:
        _decide(settings, person, below)


def _decide(settings: Settings, who: str, below: float) -> None:
    """In the terminal, name by name."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise JudgementFault(
            "review asks on a terminal, and this is none; use --export FILE and --import FILE"
        )
    file = JudgementFile(settings.judgements)
    pipeline = Pipeline(settings)
    with Library.open(settings) as library:
        with progress("Reading") as step:
            queue = cases(pipeline, library, below=below, on_article=step)
        session = Session(pipeline, library, file, who, output(), typer.getchar, _line)
        decided = session.run(queue)
    say(f"{decided} decided by {who}, in {file.path}.")
    if decided:
        say(f"To apply what was decided: geokg relink --store {settings.store}")


def _import(settings: Settings, paths: list[Path], who: str, *, overrule: bool) -> None:
    """Take filled-in spreadsheets in, and tell of every row that was not."""
    file, pipeline = JudgementFile(settings.judgements), Pipeline(settings)
    result = spreadsheet.Import()
    rows = spreadsheet.read(paths, who, now(), result)
    spreadsheet.compare(rows, file.read(), pipeline.knowledge, result, overrule=overrule)
    file.append(result.new)
    for fault in result.rejected:
        say(f"rejected {fault}")
    for conflict in result.conflicts:
        say(f"conflict {conflict}")
    for unknown in result.unknown:
        say(f"not in the index, taken all the same: {unknown}")
    typer.echo(
        f"{len(result.new)} new in {file.path}, {result.same} already there, {result.empty} left open, "
        f"{len(result.conflicts)} in conflict, {len(result.rejected)} rejected"
    )
    if result.conflicts:
        say("Agree on what is in conflict and change the sheets, or add --overrule to go before the others.")
    raise typer.Exit(1 if result.rejected or result.conflicts else 0)


def _rows(settings: Settings, library: Library, below: float) -> Iterator[dict[str, str]]:
    """What is to be decided, as rows of a spreadsheet."""
    pipeline = Pipeline(settings)
    with progress("Reading") as step:
        queue = cases(pipeline, library, below=below, on_article=step)
    for case in queue:
        yield _row(pipeline, library, case)


def _row(pipeline: Pipeline, library: Library, case: Case) -> dict[str, str]:
    row = {
        "name": case.name,
        "type": str(case.type),
        "article": case.article or "",
        "reports": str(case.reports),
        "articles": str(case.articles),
        "now": "; ".join(f"{qid or 'unknown'} ({count})" for qid, count in case.now.most_common()),
        "said": "; ".join(
            f"{j.who}: {j.qid or j.verdict} ({j.when[:10]})" for j in pipeline.judgements.said(case.scope)
        ),
    }
    for column, quote in zip(spreadsheet.SENTENCES, quotes(library, case), strict=False):
        text = (
            f"{quote.text[: quote.start]}**{quote.text[quote.start : quote.end]}**{quote.text[quote.end :]}"
        )
        row[column] = f"{text} ({quote.source})"
    for column, found in zip(spreadsheet.CANDIDATES, candidates(pipeline, library, case), strict=False):
        row[column] = f"{found.facts.qid} {found.facts.label}: {found.description} ({found.score:.2f})"
    return row


def _line(question: str) -> str:
    """A line typed by the user; empty when they think better of it."""
    return str(typer.prompt(question, default="", show_default=False)).strip()


def _git_name() -> str:
    """Who git says the user is, or nothing."""
    try:
        done = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607
            capture_output=True, text=True, check=False, timeout=5,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
