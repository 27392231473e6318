"""`geokg extract`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from loader.cli import options
from loader.cli.terminal import progress, say
from loader.errors import ArticleError, StoreError
from loader.pipeline import Pipeline, check_input
from loader.record import to_json


def extract(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLES...",
            help="Files (.jsonl, .json, .txt, .html), folders, or - for standard input.",
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="RECORDS.jsonl", help="File to write, or - for standard output.")
    ] = "-",
    no_background: Annotated[
        bool,
        typer.Option(
            "--no-background", help="Leave out statements that the index adds to the article's own."
        ),
    ] = False,
    closure: options.Closure = None,
    index: options.Index = None,
    judgements: options.Judgements = None,
    field: options.Fields = None,
    language: options.Languages = None,
) -> None:
    """Write what articles say as extraction records, one JSON object a line, without a store.

    Each record is described by `docs/extraction-record.schema.json`. The file appears when all is
    done, so that a half-written one is never mistaken for a whole one.

    Exit status: 0 all extracted; 1 some rejected; 2 could not start.

    Example: `geokg extract articles.jsonl --out records.jsonl`
    """
    check_input(articles)
    settings = options.load_settings(
        index=index, fields=field, languages=language, judgements=judgements, closure=closure
    )
    pipeline = Pipeline(settings)
    rejected = 0
    with _whole_file(out) as target, progress("Extracting") as step:
        for result in pipeline.extract(articles, background=not no_background):
            if isinstance(result, ArticleError):
                rejected += 1
                say(f"rejected {result}")
                step(result.where)
            else:
                target.write(to_json(result) + "\n")
                step(result.article.title or result.article.identity)
    raise typer.Exit(1 if rejected else 0)


@contextmanager
def _whole_file(name: str) -> Iterator[TextIO]:
    """A file that gets its name only when the body ends well; "-" is standard output."""
    if name == "-":
        yield sys.stdout
        return
    path = Path(name)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8") as target:
            yield target
        partial.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
