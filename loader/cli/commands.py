"""All commands of the command line, as one application."""

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
