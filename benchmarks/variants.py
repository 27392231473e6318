"""What `ablation.py` and `robustness.py` share: samples of gold sets, extraction in memory, the figures told.

Samples are drawn with a seed, so that a run can be repeated to the digit.
"""

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from loader.closure import close, shipped_rules
from loader.evaluate import score_records
from loader.extract import Extractor
from loader.knowledge import Knowledge
from loader.link import Linker, with_background, with_links
from loader.model import Article, Extraction

SETS = {"dwie/train.jsonl.gz": "relations", "dwie/dev.jsonl.gz": "relations", "gold/dev.jsonl": "statements"}
SAMPLES = Path(__file__).parent.parent / "tests" / "evaluate" / "gold" / "samples.jsonl"
FIGURES = {
    "relations": {"entities": ("entities", "f1"), "core": ("core", "f1"), "geo": ("geo", "f1")},
    "statements": {"statements": ("all", "f1")},
}
"""Task -> what a column is called -> where it stands in the report."""

Documents = list[dict[str, Any]]
Row = dict[str, float]


def options(description: str | None, sampled: str) -> argparse.Namespace:
    """What is given on the command line: `bench`, `size` (of `sampled`), `seed`, `out`."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--size", type=int, default=40, help=f"articles of {sampled}")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def drawn(given: argparse.Namespace, name: str) -> Documents:
    """The sample of a set that was asked for; gold/dev and our own articles are few and taken whole."""
    if name == SAMPLES.name:
        return sample(SAMPLES, 10_000, given.seed)
    return sample(given.bench / name, given.size if "dwie" in name else 10_000, given.seed)


def add(rows: dict[str, Row], what: str, name: str, row: Row) -> None:
    """Put a set's figures into the row of a variant, under the set's name."""
    rows.setdefault(what, {}).update({f"{name.split('.')[0]} {k}": v for k, v in row.items()})


def tell(text: str, out: Path | None) -> None:
    """Print a table, and write it where it was asked for."""
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")


def sample(path: Path, size: int, seed: int) -> Documents:
    """So many lines of a gold set, in its order; all of it when it has no more."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        documents = [json.loads(line) for line in lines]
    chosen = sorted(random.Random(seed).sample(range(len(documents)), min(size, len(documents))))  # noqa: S311
    return [documents[number] for number in chosen]


def article(document: Mapping[str, Any]) -> Article:
    """The article of a line of either kind of set."""
    told = document.get("article") or {"id": document["id"], "text": document["text"]}
    kept = {name: told[name] for name in ("text", "title", "published", "url") if told.get(name)}
    return Article(id=str(told["id"]), **kept)


def extractions(extractor: Extractor, index: Any, documents: Iterable[Mapping[str, Any]]) -> list[Extraction]:
    """Records with links, without background and closure."""
    linker = Linker(index)
    found = (extractor.extract(article(document)) for document in documents)
    return [with_links(extraction, linker.link(extraction), index) for extraction in found]


def completed(record: Extraction, index: Knowledge | None, *, closure: bool = True) -> Extraction:
    """With background, if there is an index to ask, and with what follows."""
    if index is not None:
        record = with_background(record, index)
    return close(record, shipped_rules()) if closure else record


def without(record: Extraction, drop: Callable[[Any], bool]) -> Extraction:
    """A record less some of its statements."""
    return replace(record, statements=tuple(s for s in record.statements if not drop(s)))


def figures(task: str, documents: Documents, records: Sequence[Extraction]) -> Row:
    """The figures of `FIGURES` for records of these gold lines."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(json.dumps(line) + "\n" for line in documents), encoding="utf-8")
        report = score_records(task, gold, {r.article.id: r for r in records})[0].to_json()
    return {name: report[part][rate] for name, (part, rate) in FIGURES[task].items()}


def table(rows: Mapping[str, Mapping[str, float]], first: str, base: str) -> str:
    """Markdown: the first row as it is, the others as the difference from it in points."""
    columns = list(rows[base])
    lines = [f"| {first} | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for name, row in rows.items():
        cells = [f"{row[c]:.1f}" if name == base else f"{row[c] - rows[base][c]:+.1f}" for c in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
