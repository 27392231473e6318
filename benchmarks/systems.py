"""Systems side by side on whole statements: on all gold items, and on those alone that each answers.

    python benchmarks/systems.py gold/dev.jsonl geokg=RECORDS gdelt-regkg=RECORDS noun-verb-noun=RECORDS

The records are those of `geokg extract --no-background`, `regkg.py` and `nounverbnoun.py`. Each system is
scored as `geokg score statements` does; "its own" are the types that it states at all. The last column sets
the first system beside it, on the items that it answers and for these types. For a system of events it also
asks for the participants alone, whatever kind of event they are said to be in.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from loader.evaluate.gold import StatementsGold
from loader.evaluate.reading import read_records, read_statements_gold
from loader.evaluate.report import Figure, Tally, total
from loader.evaluate.statements import match
from loader.model import Extraction, Statement, StatementType

console = Console(width=140)


def main() -> None:
    """Read the gold and the systems' records, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("systems", nargs="+", help="NAME=RECORDS; the first is set beside the others")
    arguments = parser.parse_args()
    gold = read_statements_gold(arguments.gold)
    named = [system.partition("=") for system in arguments.systems]
    systems = {name: read_records(Path(path)) for name, _, path in named}
    first = next(iter(systems.values()))
    table = Table("system", "asked of", "items", "gold", "said", "P", "R", "F1", "F1 of the first")
    for name, records in systems.items():
        asked = frozenset(StatementType)
        row(table, name, "everything", gold, records, first, asked)
        own = frozenset(s.type for r in records.values() for s in r.statements)
        if records is first:
            continue
        row(table, "", f"its own: {', '.join(sorted(own))}", gold, records, first, own)
        answered = [g for g in gold if g.id in records and records[g.id].statements]
        row(table, "", "its own, where it answers", answered, records, first, own)
        if StatementType.EVENT in own:
            bare = [replace(g, record=kindless(g.record)) for g in answered]
            alike = {i: kindless(r) for i, r in records.items()}
            beside = {i: kindless(r) for i, r in first.items()}
            row(table, "", "participants alone, where it answers", bare, alike, beside, own)
    console.print(table)


def row(
    table: Table,
    name: str,
    asked: str,
    gold: Sequence[StatementsGold],
    records: dict[str, Extraction],
    first: dict[str, Extraction],
    types: frozenset[StatementType],
) -> None:
    """One line of the table."""
    said, wanted, figure = scored(gold, records, types)
    _, _, beside = scored(gold, first, types)
    cells = (len(gold), wanted, said, figure.p, figure.r, figure.f1, beside.f1)
    table.add_row(name, asked, *map(str, cells))


def scored(
    gold: Sequence[StatementsGold], records: dict[str, Extraction], types: frozenset[StatementType]
) -> tuple[int, int, Figure]:
    """How many statements of these types were said and wanted, and the figure."""
    tally = Tally()
    said = wanted = 0
    for document in gold:
        record = records.get(document.id) or Extraction(document.record.article)
        matching = match(document, record)
        found = sum(w.type in types for w, _ in matching.found)
        false = sum(s.type in types for s in matching.false)
        missed = sum(s.type in types for s in matching.missed)
        tally.add(found, found + false, found + missed)
        said, wanted = said + found + false, wanted + found + missed
    return said, wanted, total([tally]).figure()


def kindless(record: Extraction) -> Extraction:
    """A record whose events tell no kind."""
    events = (
        replace(s, values={n: v for n, v in s.values.items() if n != "event"})
        if s.type is StatementType.EVENT
        else s
        for s in record.statements
    )
    statements: tuple[Statement, ...] = tuple(events)
    return replace(record, statements=statements)


if __name__ == "__main__":
    main()
