"""Options that several commands share, spelt and explained once."""

from pathlib import Path
from typing import Annotated

import typer

from loader import settings
from loader.settings import Settings

Store = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="DIR", help="Folder of the store. Default: `geokg.store`, or what geokg.yaml says."
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base", metavar="IRI", help="IRI that the graph's own data is named under; ends in / or #."
    ),
]
Index = Annotated[
    Path | None,
    typer.Option(
        "--index", metavar="FILE", help="Entity index to use in place of the one that ships with geokg."
    ),
]
Online = Annotated[
    bool | None,
    typer.Option(
        "--online/--offline",
        help="Ask Wikidata for names that the index cannot decide. Default: what geokg.yaml says, else not.",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=THEIRS",
        help="What a field is called in your files: text=body, published=day. May be given several times.",
    ),
]
Languages = Annotated[
    str | None,
    typer.Option(
        "--language", metavar="CODE,...", help="Languages to take, such as en, or any. Default: en."
    ),
]
Judgements = Annotated[
    Path | None,
    typer.Option(
        "--judgements",
        metavar="FILE",
        help="File of what people decided. Default: `judgements.tsv`, or what geokg.yaml says.",
    ),
]
Closure = Annotated[
    bool | None,
    typer.Option(
        "--closure/--no-closure",
        help="Add what follows by rule from what articles say, as derived statements. Default: yes.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def load_settings(
    store: Path | None = None,
    base: str | None = None,
    index: Path | None = None,
    online: bool | None = None,
    fields: list[str] | None = None,
    languages: str | None = None,
    judgements: Path | None = None,
    closure: bool | None = None,
) -> Settings:
    """The settings that hold in the working folder, with these options on top.

    Raises:
        SettingsError: a value is unusable; the message names it.
    """
    given = {
        "store": store,
        "base": base,
        "index": index,
        "online": online,
        "judgements": judgements,
        "closure": closure,
    }
    return settings.load({**given, "fields": fields or None, "languages": languages})
