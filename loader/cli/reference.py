"""Write what `docs/` holds of generated reference: `python -m loader.cli.reference docs`.

The pages are made from the commands and the model themselves; a test holds that they are current.
"""

import sys
from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from loader.cli.commands import app
from loader.record import schema_text

HEAD = """\
<!-- Made by `make docs` from the commands themselves; do not edit. -->

"""


def cli_page() -> str:
    """Every command with its arguments and options, as Markdown."""
    command = typer.main.get_command(app)
    page = get_docs_for_click(obj=command, ctx=typer.Context(command), name="geokg", title="The command line")
    return HEAD + page.rstrip() + "\n"


def pages() -> dict[str, str]:
    """File name in `docs/` -> content."""
    return {"cli.md": cli_page(), "extraction-record.schema.json": schema_text()}


if __name__ == "__main__":
    for name, content in pages().items():
        Path(sys.argv[1], name).write_text(content, encoding="utf-8")
