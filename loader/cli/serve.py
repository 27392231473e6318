"""`geokg serve`."""

from contextlib import suppress
from typing import Annotated

import typer

from loader import __version__, serve
from loader.cli import options
from loader.cli.terminal import say
from loader.link import Linker, NameMatcher
from loader.pipeline import Pipeline


def run(
    index: options.Index = None,
    judgements: options.Judgements = None,
    host: Annotated[
        str,
        typer.Option("--host", metavar="HOST", help="Address to listen on. 0.0.0.0 lets other computers in."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes any that is free.")
    ] = 8010,
) -> None:
    """Serve a reconciliation service, for OpenRefine and other programs that match names in tables.

    It answers by the same index, ranking and judgements as loading does; it changes nothing, and only this
    computer can reach it unless --host says otherwise. Needs `pip install 'geokg[serve]'`.

    Example: `geokg serve --port 8010`
    """
    serve.require()
    from loader.serve.server import address, bind, make, own_names
    from loader.serve.web import application

    pipeline = Pipeline(options.load_settings(index=index, judgements=judgements))
    linker = Linker(pipeline.knowledge, judgements=pipeline.judgements)
    service = serve.Reconciliation(pipeline.knowledge, NameMatcher(linker), __version__)
    with bind(host, port) as listening:
        web = application(service, __version__, own_names(host, listening))
        say(f"Reconciliation service: {address(listening)}/reconcile (Ctrl-C stops it)")
        with suppress(KeyboardInterrupt):
            make(web).run(sockets=[listening])
    say("Stopped.")
