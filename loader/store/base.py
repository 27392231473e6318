"""What every store can do, and no more: the rest of geokg knows no store by name.

A store keeps quads and runs SPARQL. It knows nothing of articles, blocks or ledgers.
"""

from pathlib import Path
from typing import Protocol

from loader.rdf import Answer


class Store(Protocol):
    """A dataset of named graphs that is written in transactions and read by SPARQL queries."""

    def update(self, sparql: str) -> None:
        """Run a SPARQL update, all of its operations or none.

        Raises:
            StoreError: nothing was written; the message says why.
        """

    def query(self, sparql: str) -> Answer:
        """Run a SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes need no declaration (`rdf.Iris.prefixes`).

        Raises:
            QueryError: it does not parse, calls another service, is an update, or took too long.
            StoreError: the store could not be read.
        """

    def dump(self, path: Path) -> int:
        """Write all quads as N-Quads, sorted by code point, one spelling a term; tell how many."""

    def flush(self) -> None:
        """Return when all that was written would survive a loss of power."""

    def close(self) -> None:
        """Let go of the store; other processes may then open it."""
