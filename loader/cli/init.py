"""`geokg init`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from loader import settings
from loader.errors import SettingsError
from loader.pipeline import Pipeline
from loader.store import Library

TEMPLATE = """\
# Settings of geokg for this folder. A line that starts with # is the default.
# An environment variable (GEOKG_STORE, GEOKG_BASE, ...) and a command line option go before it.

# Folder of the store.
# store: geokg.store

# IRI that this graph's own data is named under; ends in / or #. Choose it before the first load.
# base: https://w3id.org/geokg/data/

# Entity index to use in place of the one that ships with geokg (see geokg index build).
# index: my-index.sqlite

# Languages to read (ISO 639-1), or [any]; articles in others are rejected.
# languages: [en]

# An affirmed statement at least this sure, from 0 to 1, also gives a plain triple in the current view.
# shortcut_confidence: 0.5

# Add what follows by rule from what an article says, as derived statements.
# closure: true

# An article larger than this, in bytes, is rejected.
# max_article_bytes: 5000000

# Names of your own for an article's fields in JSON, CSV and Parquet, such as [text=body, title=head].
# fields: []

# Clean the texts of such records too, as those of web pages are; offsets in them then change.
# clean_records: false

# A packed file that unpacks to over 64 MB and more than this many times its size is refused as a bomb.
# max_unpack_ratio: 200

# Packed files in packed files are opened this deep, and no more files of an archive are read than this.
# max_archive_depth: 5
# max_archive_members: 1000000

# A zip or Parquet file inside an archive or on standard input may have no more bytes than this.
# max_spooled_bytes: 2000000000

# A file in which so many records one after another are no articles is read no further.
# max_rejects_in_a_row: 10000

# A web page of more elements than this is rejected.
# max_page_elements: 20000

# JSON and XML nested deeper than this are rejected.
# max_depth: 200

# A query is stopped after this many seconds, and gives no more than this many rows.
# query_timeout: 60
# query_rows: 100000

# File of what people decided names to mean (geokg review writes it; keep it under version control), and
# who decides: without a name, who git says you are.
# judgements: judgements.tsv
# reviewer: ""

# Ask Wikidata for names that the index cannot decide. Wikimedia wants to know whom to write to then: an
# e-mail address or a web page.
# online: false
# contact: ""

# Where Wikidata is asked: its Action API, and a SPARQL endpoint (its own, or a mirror) for geokg index.
# wikidata_api: https://www.wikidata.org/w/api.php
# wikidata_sparql: https://query.wikidata.org/sparql

# Folder in which answers are kept (without one, in the user's cache folder), and for how many days.
# wikidata_cache: wikidata-answers
# wikidata_cache_days: 30
"""


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to set up; made if it is not there.")
    ] = Path(),
) -> None:
    """Set up a folder for geokg: a commented geokg.yaml, an empty store, the entity index.

    Nothing that is already there is changed. `geokg load` works without this, too.

    Example: `geokg init my-project`
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / settings.FILE_NAME
        if path.exists():
            typer.echo(f"{path} is there already; left as it is")
        else:
            path.write_text(TEMPLATE, encoding="utf-8")
            typer.echo(f"{path} written")
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be set up: {error.strerror}") from error
    here = settings.load(folder=folder)
    store = folder / here.store
    Library.open(replace(here, store=store), create=True).close()
    typer.echo(f"{store} is ready")
    _ = Pipeline(here).knowledge
    typer.echo("entity index is ready")
    typer.echo("Next: geokg load FOLDER-OF-ARTICLES")
