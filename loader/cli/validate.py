"""`geokg validate`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from loader.cli import options
from loader.cli.terminal import say
from loader.errors import StoreError
from loader.rdf import Iris
from loader.settings import Settings
from loader.store import Library
from loader.validate import (
    CompiledShapes,
    Engine,
    PySHACL,
    Report,
    Severity,
    open_dataset,
    validate_dataset,
    validate_file,
)

_FIELDS = ("severity", "focus", "shape", "path", "value", "message", "article")
"""Of a finding, in JSON."""


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]", help="RDF files (.ttl, .nt, .nq, .trig) to check in place of the store."
        ),
    ] = None,
    store: options.Store = None,
    article: Annotated[
        str | None,
        typer.Option(
            "--article", metavar="ARTICLE", help="Check this one only: an id, a URL or a content hash."
        ),
    ] = None,
    pyshacl: Annotated[
        bool,
        typer.Option("--pyshacl", help="Check with pySHACL: the same findings, some hundred times slower."),
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Check RDF by the SHACL shapes in `ontology/shapes/`: the store, one of its articles, or files.

    A violation is what geokg never writes; a warning is what reads oddly, such as an office that is held
    by a city.

    Exit status: 0 nothing wrong (there may be warnings); 1 violations; 2 could not start.

    Example: `geokg validate`
    """
    engine: Engine = PySHACL() if pyshacl else CompiledShapes()
    if files:
        reports = [validate_file(file, engine) for file in files]
    else:
        reports = [_validate_store(options.load_settings(store), article, engine)]
    for report in reports:
        _print(report, as_json=as_json)
    raise typer.Exit(0 if all(report.conforms for report in reports) else 1)


def _validate_store(settings: Settings, article: str | None, engine: Engine) -> Report:
    """Checks a dump, so that every kind of store is checked alike."""
    with TemporaryDirectory(prefix="geokg-") as folder:
        dump = Path(folder) / "dump.nq"
        with Library.open(settings) as library:
            only = None
            if article is not None:
                extraction = library.extraction(article)
                if extraction is None:
                    raise StoreError(f"{article}: no such article in {settings.store}")
                only = Iris(settings.base).article_graph(extraction.article.content_hash)
            library.dump(dump)
        with open_dataset(dump) as dataset:
            return validate_dataset(dataset, engine, only=only)


def _print(report: Report, *, as_json: bool) -> None:
    for violation in report.violations:
        if as_json:
            typer.echo(
                json.dumps({name: _text(getattr(violation, name)) for name in _FIELDS}, ensure_ascii=False)
            )
        else:
            typer.echo(str(violation))
    wrong = sum(violation.severity is Severity.VIOLATION for violation in report.violations)
    warnings = len(report.violations) - wrong
    say(f"{report.articles:,} articles checked: {wrong:,} violations, {warnings:,} warnings")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
