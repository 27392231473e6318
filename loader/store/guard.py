"""Refuses queries that would make the store call out or write, before the store sees them."""

from loader.errors import QueryError
from loader.sparql import Kind, tokens

_WRITES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_READS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def check_reads_only(sparql: str) -> None:
    """Raise QueryError for SERVICE, and for an update in a query's place."""
    reading = False
    for kind, text, _ in tokens(sparql):
        if kind is not Kind.WORD:
            continue
        word = text.upper()
        if word == "SERVICE":
            raise QueryError(
                "SERVICE is not allowed: a query reads this store only, never another over the network"
            )
        if word in _WRITES and not reading:
            raise QueryError(
                f"{word} changes a store; only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed here"
            )
        reading = reading or word in _READS
