"""The command line: one module a command; each parses, calls `pipeline` or a package, and prints.

Only here does geokg print. Exit status: 0 all well; 1 done, but some articles were rejected or a
check failed; 2 could not start (wrong option, unusable store, unknown query); 130 interrupted.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from loader.cli import (
    explain,
    extract,
    index,
    init,
    link,
    load,
    queries,
    query,
    relink,
    retract,
    review,
    score,
    serve,
    stats,
    validate,
    version,
)
from loader.errors import GeokgError

app = typer.Typer(
    name="geokg",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "News articles in, a knowledge graph of states, alliances, deployments and leaders out.\n\n"
        "Start with `geokg load FOLDER`, then `geokg queries list` and `geokg query NAME`."
    ),
)
app.command("init")(init.init)
app.command("load")(load.load)
app.command("query")(query.query)
app.add_typer(queries.app, name="queries")
app.command("explain")(explain.explain)
app.command("link")(link.link)
app.command("extract")(extract.extract)
app.command("score")(score.score)
app.command("relink")(relink.relink_store)
app.command("review")(review.review)
app.command("retract")(retract.retract)
app.command("serve")(serve.run)
app.command("stats")(stats.stats)
app.add_typer(index.app, name="index")
app.command("validate")(validate.validate)
app.command("version")(version.version)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; a fault that a user can mend is one line on stderr and status 2."""
    try:
        app(arguments, prog_name="geokg")
    except GeokgError as error:
        print(f"geokg: {error}", file=sys.stderr)
        sys.exit(2)
    sys.exit(0)
