"""What each family of rules brings: the figures with all of them, and what is lost without each.

    python benchmarks/ablation.py [--bench FOLDER] [--size 40] [--seed 7] [--out FILE]

On samples of dwie/train and dwie/dev and on gold/dev; prints a table in Markdown. Extractors of statements
are taken out after the fact, since none reads another's; the gazetteer, coreference and tenures need
reading anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from variants import (
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
from loader.extract.lexicon import Lexicons, lexicons
from loader.knowledge import IndexedName, Tenure
from loader.link import Index, default_index
from loader.model import Extraction, Origin, StatementType

BASE = "everything"
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


def readers(index: Index) -> Iterator[tuple[str, Extractor]]:
    """The whole extractor, and those that lack something that shapes reading."""
    words: Lexicons = lexicons()
    mute = replace(words, nominals=replace(words.nominals, pronouns={}))
    plain = replace(words, nominals=replace(words.nominals, definite={}))
    yield BASE, Extractor(index)
    yield "gazetteer", Extractor(Unnamed(index))
    yield 'tenures of the index, to tell who "the president" is', Extractor(Timeless(index))
    yield "coreference: pronouns", Extractor(index, words=mute)
    yield 'coreference: "the alliance", "the country"', Extractor(index, words=plain)


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
    sets: dict[str, Documents] = {name: drawn(given, name) for name in SETS}
    rows: dict[str, Row] = {}
    for what, reader in readers(index):
        for name, documents in sets.items():
            records = extractions(reader, index, documents)
            made = (
                variants(records, index) if what == BASE else [(what, [completed(r, index) for r in records])]
            )
            for variant, changed in made:
                add(rows, variant, name, figures(SETS[name], documents, changed))
    tell(table(rows, "without", BASE), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
