"""How far reports of one event are joined, and different events kept apart, on articles made for it.

    python benchmarks/identity.py

Extracts and links the articles of identity.yaml, and prints pairs joined: precision falls with over-merging,
recall with under-merging. Day by day: with no tolerance of days, with that of `loader.evaluate.identity`, and
with more; and by exact key (root, participants, place and day all equal), as situations meet in the store.
"""

import json
import tempfile
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from loader.evaluate.identity import ToldEvent, clusters, score_clusters, told_events
from loader.evaluate.report import Figure
from loader.model import Extraction
from loader.pipeline import Pipeline
from loader.settings import Settings

CASES = Path(__file__).with_name("identity.yaml")
TOLERANCES = (0, 1, 7, 30)

console = Console()


def main() -> None:
    """Read the cases, extract, print the table."""
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    events: list[ToldEvent] = []
    gold: dict[str, str] = {}
    missing = 0
    for case, record in zip(cases, extracted(cases), strict=True):
        told = told_events(record)
        events.extend(told)
        triggers = {
            f"{record.article.id}/{s.id}": str(s.values.get("trigger", "")) for s in record.statements
        }
        for word, happening in case["events"].items():
            key = next((e.key for e in told if triggers[e.key].lower() == word), None)
            missing += key is None
            if key is not None:
                gold[key] = happening
    table = Table(
        "joined by", "precision", "recall", "F1", title=f"{len(gold)} events, {missing} not extracted"
    )
    row(table, "exact key", score_clusters(exact(events), gold))
    for days in TOLERANCES:
        row(table, f"tolerance, {days} days", score_clusters(clusters(events, days), gold))
    console.print(table)


def extracted(cases: list[dict[str, str]]) -> list[Extraction]:
    """The records with their links, in order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        wanted = ("id", "text", "published")
        path.write_text("\n".join(json.dumps({k: c[k] for k in wanted}) for c in cases), encoding="utf-8")
        found = Pipeline(Settings()).extract([str(path)], background=False)
        return [record for record in found if isinstance(record, Extraction)]


def exact(events: list[ToldEvent]) -> list[set[str]]:
    """Clusters by equality of all that a situation is named by."""
    found: dict[tuple[object, ...], set[str]] = {}
    for e in events:
        found.setdefault((e.root, e.actors, e.recipients, e.places, e.day), set()).add(e.key)
    return list(found.values())


def row(table: Table, name: str, figure: Figure) -> None:
    """One line of the table."""
    table.add_row(name, *(f"{value:.1f}" for value in (figure.p, figure.r, figure.f1)))


if __name__ == "__main__":
    main()
