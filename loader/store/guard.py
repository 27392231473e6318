"""Refuses queries that would make the store call out, before the store sees them.

It reads tokens only; whether a query is well formed is the store's to say.
"""

import re

from loader.errors import QueryError

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
              |'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
              |"(?:[^"\\\n\r]|\\.)*"
              |'(?:[^'\\\n\r]|\\.)*')
  | (?P<name>[?$@]\w+|[\w.-]*:[\w.:%\\-]*)
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_WRITES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_READS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def check_reads_only(sparql: str) -> None:
    """Raise QueryError for SERVICE, and for an update in a query's place."""
    verb = None
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup != "word":
            continue
        word = match.group().upper()
        if word == "SERVICE":
            raise QueryError(
                "SERVICE is not allowed: a query reads this store only, never another over the network"
            )
        if verb is None and word in _WRITES:
            raise QueryError(
                f"{word} changes a store; only SELECT, ASK, CONSTRUCT and DESCRIBE are allowed here"
            )
        if verb is None and word in _READS:
            verb = word
