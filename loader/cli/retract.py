"""`geokg retract`."""

from typing import Annotated

import typer

from loader.cli import options
from loader.errors import StoreError
from loader.pipeline import Pipeline
from loader.store import Library


def retract(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE", help="The id, URL or content hash that the article was loaded under."
        ),
    ],
    store: options.Store = None,
) -> None:
    """Take an article out of the store, with everything that no other article supports.

    The graph is then as if the article had never been loaded. Loading it again brings it back.

    Example: `geokg retract https://example.org/news/4711`
    """
    settings = options.load_settings(store)
    with Library.open(settings, write=True) as library:
        retracted = Pipeline(settings).retract(library, article)
    if not retracted:
        raise StoreError(
            f"{article}: no such article in {settings.store}; see geokg explain for how to name one"
        )
    for gone in retracted:
        typer.echo(f"retracted {gone.title or gone.identity}")
