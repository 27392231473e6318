"""What the store must be told, gathered into one SPARQL update.

Each part says what shall be, not what to add to what there is, so that running an update, or a row
of updates in their order, once more changes nothing.
"""

from collections.abc import Iterable
from itertools import groupby

from rdflib import URIRef

from loader.rdf import Triple
from loader.sparql import term_text
from loader.store.terms import split_graph, triple_lines


class Change:
    """Collects operations; `sparql` is the update, empty when there is nothing to do."""

    def __init__(self) -> None:
        self._dropped: dict[str, None] = {}
        self._inserted: list[str] = []
        self._shifted: list[str] = []

    def drop_graph(self, graph: str) -> None:
        """A graph shall be gone."""
        self._dropped[graph] = None

    def replace_graph(self, graph: URIRef, triples: Iterable[Triple], *, known: bool) -> None:
        """A graph shall hold just these triples; `known` when it may hold others now."""
        if known:
            self.drop_graph(graph)
        self._inserted.append(f"GRAPH {term_text(graph)} {{\n{_joined(triple_lines(triples))}\n}}")

    def shift_quads(self, deleted: Iterable[str], inserted: Iterable[str]) -> None:
        """Quads that shall not be there, and that shall, as lines of N-Quads."""
        if gone := _by_graph(deleted):
            self._shifted.append(f"DELETE DATA {{\n{gone}\n}}")
        if come := _by_graph(inserted):
            self._inserted.append(come)

    def sparql(self) -> str:
        """Drops, then deletions, then insertions."""
        operations = [f"DROP SILENT GRAPH {term_text(URIRef(graph))}" for graph in self._dropped]
        operations += self._shifted
        if self._inserted:
            operations.append(f"INSERT DATA {{\n{_joined(self._inserted)}\n}}")
        return " ;\n".join(operations)


def _by_graph(lines: Iterable[str]) -> str:
    """Quads as the blocks of an INSERT DATA or DELETE DATA."""
    split = sorted((graph, triple) for triple, graph in map(split_graph, lines))
    return _joined(
        f"GRAPH {graph} {{\n{_joined(triple for _, triple in group)}\n}}"
        for graph, group in groupby(split, lambda t: t[0])
    )


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)
