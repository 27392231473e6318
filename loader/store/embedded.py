"""The store that needs no server: Oxigraph (RocksDB) in a folder, through pyoxigraph.

`Store.update` of pyoxigraph applies a request of several operations whole or not at all (its
documentation says so and `tests/store/test_embedded.py` holds it to that), so one update is one
transaction. Its queries cannot be interrupted from Python: a query that exceeds the time limit is
left behind in a thread that ends with the process.
"""

import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from loader.errors import GeokgError, QueryError, StoreError, StoreLocked
from loader.rdf import PREFIXES, Answer, Bindings, Node, Triples
from loader.store.dump import sort_lines
from loader.store.guard import check_reads_only

_FAULTS = (OSError, RuntimeError, ValueError)
_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_NEVER_MEANT = frozenset({"LATERAL", "SERVICE"})
"""Oxigraph would take these nearly anywhere, and nobody was about to write one."""
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")


class EmbeddedStore:
    """Oxigraph in a folder. `write=False` opens what is there for reading only.

    Args:
        folder: where RocksDB keeps its files; made when writing.
        write: whether updates are allowed; one process at a time may.
        prefixes: what queries and updates need not declare.
        timeout: seconds after which a query is given up.
        max_rows: rows or triples after which an answer is cut.

    Raises:
        StoreLocked: another process writes to it.
        StoreError: the folder is not a store, or is damaged.
    """

    def __init__(
        self,
        folder: Path,
        *,
        write: bool,
        prefixes: Mapping[str, str] = PREFIXES,
        timeout: float = 60.0,
        max_rows: int = 100_000,
    ) -> None:
        self._timeout, self._max_rows, self._folder = timeout, max_rows, folder
        self._prefixes = dict(prefixes)
        try:
            self._store: ox.Store | None = ox.Store(folder) if write else ox.Store.read_only(str(folder))
        except _FAULTS as error:
            raise _opening_fault(folder, error) from error

    def update(self, sparql: str) -> None:
        """Run a SPARQL update, all of its operations or none; see `Store.update`."""
        try:
            self._open.update(sparql, prefixes=self._prefixes)
        except SyntaxError as error:
            raise StoreError(f"{self._folder}: not a SPARQL update: {_explain(sparql, error)}") from error
        except _FAULTS as error:
            raise StoreError(f"{self._folder}: the store could not be written: {error}") from error

    def query(self, sparql: str) -> Answer:
        """Run a query within the limits of time and rows; see `Store.query`."""
        check_reads_only(sparql)
        results: list[Answer | BaseException] = []
        worker = threading.Thread(target=self._answer_into, args=(sparql, results), daemon=True)
        worker.start()
        worker.join(self._timeout)
        if not results:
            raise QueryError(
                f"no answer after {self._timeout:g} seconds: narrow the query (name a graph, add a LIMIT),"
                " or raise query_timeout in geokg.yaml"
            )
        if isinstance(results[0], BaseException):
            raise results[0]
        return results[0]

    def dump(self, path: Path) -> int:
        """Write all quads sorted; see `Store.dump`."""
        try:
            with tempfile.TemporaryFile() as unsorted, path.open("wb") as target:
                self._open.dump(unsorted, ox.RdfFormat.N_QUADS)
                unsorted.seek(0)
                return sort_lines(unsorted, target)
        except _FAULTS as error:
            raise StoreError(f"{path}: the store could not be dumped: {error}") from error

    def flush(self) -> None:
        """Have RocksDB write its tables to disk."""
        try:
            self._open.flush()
        except _FAULTS as error:
            raise StoreError(f"{self._folder}: the store could not be written: {error}") from error

    def close(self) -> None:
        """Let go of the folder; closing twice is harmless."""
        self._store = None

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"{self._folder}: the store is closed")
        return self._store

    def _answer_into(self, sparql: str, results: list[Answer | BaseException]) -> None:
        """Run in a thread of its own: Oxigraph's iterators must stay in the thread that made them."""
        try:
            results.append(self._answer(sparql))
        except SyntaxError as error:
            results.append(QueryError(f"the query does not parse: {_explain(sparql, error)}"))
        except GeokgError as error:
            results.append(error)
        except _FAULTS as error:
            results.append(StoreError(f"{self._folder}: the query failed: {error}"))
        except BaseException as error:  # handed to the caller's thread, which raises it
            results.append(error)

    def _answer(self, sparql: str) -> Answer:
        result = self._open.query(sparql, prefixes=self._prefixes)
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        if isinstance(result, ox.QuerySolutions):
            rows = [tuple(_node(term) for term in solution) for solution in self._limited(result)]
            names = tuple(variable.value for variable in result.variables)
            return Bindings(names, tuple(rows[: self._max_rows]), len(rows) > self._max_rows)
        triples = [(_some(t.subject), _some(t.predicate), _some(t.object)) for t in self._limited(result)]
        return Triples(tuple(triples[: self._max_rows]), len(triples) > self._max_rows)

    def _limited(self, results: Any) -> Iterator[Any]:
        """One result more than is allowed, which tells that there are more."""
        return islice(results, self._max_rows + 1)


def _node(term: Any) -> Node | None:
    return None if term is None else _some(term)


def _some(term: Any) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(datatype), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise QueryError(f"the answer holds {term}, which is neither an IRI, a literal nor a blank node")


def _opening_fault(folder: Path, error: Exception) -> StoreError:
    reason = " ".join(str(error).split())
    if "lock" in reason.lower():
        return StoreLocked(f"{folder}: another process is using the store; wait until it ends and try again")
    if isinstance(error, FileNotFoundError):
        return StoreError(f"{folder}: holds no store; load articles into it first (geokg load)")
    if "orruption" in reason:
        return StoreError(
            f"{folder}: the store is damaged ({reason[:200]}); move it away and load the articles anew"
        )
    return StoreError(f"{folder}: the store cannot be opened: {reason[:200]}")


def _explain(sparql: str, error: SyntaxError) -> str:
    """Where it went wrong and what could have stood there, out of Oxigraph's list of all it tried."""
    match = _POSITION.match(str(error))
    if match is None:
        return str(error)
    line, column, expected = int(match[1]), int(match[2]), _CHARACTER_CLASS.sub("", match[3])
    choices = [choice.strip() for choice in re.split(r",\s+(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)", expected)]
    words = ", ".join(dict.fromkeys(c for c in choices if c and c not in _NEVER_MEANT)) or "something else"
    lines = sparql.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1][:200]
    words = words.replace("Prefix not found", "a prefix that is declared")
    return f"line {line}, column {column}: expected {words}\n  {shown}\n  {' ' * (column - 1)}^"
