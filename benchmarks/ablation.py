"""What each family of rules brings: the figures with all of them, and what is lost without each.

    python benchmarks/ablation.py [--bench FOLDER] [--size 40] [--seed 7] [--out FILE]

On samples of dwie/train and dwie/dev, on gold/dev and on our own annotated articles; prints a table in
Markdown. Extractors of statements are taken out after the fact, since none reads another's; names,
coreference and tenures need reading anew. Relations of DWIE ask which *entities* belong together, and
gold/dev has mostly single sentences: both are all but blind for coreference. So three more columns of
dwie/dev's sample count what it does itself: mentions that are no full names, and roles and sources of
statements that the text tells which are filled by somebody named.
"""

import sys
from collections.abc import Iterator
from typing import Any

from variants import (
    SAMPLES,
    SETS,
    Documents,
    Row,
    add,
    completed,
    drawn,
    extractions,
    figures,
    options,
    table,
    tell,
    without,
)

from loader.extract import Extractor
from loader.knowledge import IndexedName, Tenure
from loader.link import Index, default_index
from loader.model import Extraction, MentionKind, Origin, Reference, StatementType

BASE = "everything"
COUNTED = "dwie/dev.jsonl.gz"
TYPES = [kind for kind in StatementType if kind is not StatementType.QUOTATION]


class Unnamed:
    """The index without the gazetteer's names: the language model alone finds names; linking goes on."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def names(self) -> Iterator[IndexedName]:
        """None."""
        return iter(())


class Nameless(Unnamed):
    """The index without any name, not even of what the language model found: no id, demonym or alias."""

    def lookup(self, name: str) -> tuple[IndexedName, ...]:
        """Nothing."""
        del name
        return ()


class Timeless(Unnamed):
    """The index without its tenures, by which "Kazakhstan's president" is told."""

    def names(self) -> Iterator[IndexedName]:
        """All of them."""
        return self._index.names()

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """None."""
        del person
        return ()

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        """None."""
        del of, categories
        return ()


_R = Reference
REFERENCES: dict[str, frozenset[Reference]] = {
    "short names": frozenset({_R.SHORT_NAME}),
    "acronyms": frozenset({_R.ACRONYM}),
    "pronouns": frozenset({_R.PRONOUN}),
    '"the alliance", "the ministry"': frozenset({_R.HEAD_NOUN}),
    '"the country"': frozenset({_R.TOPIC}),
    '"the minister", "the Kazakh leader", "the 81-year-old"': frozenset(
        {_R.ROLE, _R.DEMONYM_AND_ROLE, _R.AGE}
    ),
    "appositions": frozenset({_R.APPOSITION}),
    "all of these": frozenset(_R),
}
"""What of coreference is left out -> the reasons for which nothing is then taken for something else."""


def readers(index: Index) -> Iterator[tuple[str, Extractor]]:
    """The whole extractor, and those that lack something that shapes reading."""
    yield BASE, Extractor(index)
    yield "gazetteer (names are found by the language model alone)", Extractor(Unnamed(index))
    yield "gazetteer, and the index asked what a name is", Extractor(Nameless(index))
    yield 'tenures of the index, to tell who "the president" is', Extractor(Timeless(index))
    for what, reasons in REFERENCES.items():
        yield f"coreference: {what}", Extractor(index, without=reasons)


def counts(records: list[Extraction]) -> Row:
    """How many mentions are no full names, and how many roles and sources somebody named fills."""
    mentions = [m for r in records for e in r.entities for m in e.mentions if m.by is not None]
    named = filled = 0
    for record in records:
        ids = {e.id for e in record.entities if any(m.kind is MentionKind.NAME for m in e.mentions)}
        told = (s for s in record.statements if s.origin is Origin.TEXT)
        fillers = [i for s in told for ends in (*s.roles.values(), s.sources) for i in ends]
        named += sum(i in ids for i in fillers)
        filled += len(fillers)
    return {"references": len(mentions), "roles filled": filled, "of these named": named}


def variants(records: list[Extraction], index: Index) -> Iterator[tuple[str, list[Extraction]]]:
    """What can be taken out of records that are there."""
    yield BASE, [completed(r, index) for r in records]
    yield "closure", [completed(r, index, closure=False) for r in records]
    yield "background", [completed(r, None) for r in records]
    yield "background and closure", [completed(r, None, closure=False) for r in records]
    yield "relation model", [completed(without(r, lambda s: s.method != ""), index) for r in records]
    for kind in TYPES:
        left = (without(r, lambda s, kind=kind: s.type is kind and s.origin is Origin.TEXT) for r in records)
        yield f"statements: {kind}", [completed(r, index) for r in left]


def main() -> int:
    """Measure and print."""
    given = options(__doc__, "each DWIE set")
    index = default_index()
    tasks = {**SETS, SAMPLES.name: "statements"}
    sets: dict[str, Documents] = {name: drawn(given, name) for name in tasks}
    rows: dict[str, Row] = {}
    for what, reader in readers(index):
        for name, documents in sets.items():
            records = extractions(reader, index, documents)
            made = (
                variants(records, index) if what == BASE else [(what, [completed(r, index) for r in records])]
            )
            for variant, changed in made:
                row = figures(tasks[name], documents, changed)
                add(rows, variant, name, row | counts(changed) if name == COUNTED else row)
    tell(table(rows, "without", BASE), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
