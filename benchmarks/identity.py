"""How far reports of one event are joined, and different events kept apart, on articles made for it.

    python benchmarks/identity.py

Loads the articles of identity.yaml into a store of its own and prints the pairs of reports that are one
there: precision falls with over-merging, recall with under-merging. As stored: by situation alone (root,
participants, place and day all equal), and with what the graph of events joins. Beside it, on the same
records, the looser tolerance of `loader.evaluate.identity`, with several numbers of days. `--wrong` prints
each pair that is joined wrongly or left apart in the store.
"""

import json
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from loader.evaluate.identity import ToldEvent, clusters, score_clusters, told_events
from loader.evaluate.report import Figure
from loader.pipeline import Pipeline
from loader.rdf import Bindings
from loader.settings import Settings
from loader.store import Library

CASES = Path(__file__).with_name("identity.yaml")
TOLERANCES = (0, 1, 7, 30)
STORED = """SELECT ?id ?statement ?event ?joined WHERE {
  GRAPH graph:situations { ?event a geokg:PoliticalEvent }
  GRAPH ?g {
    ?statement geokg:asserts ?event ; prov:hadPrimarySource ?article . ?article schema:identifier ?id }
  OPTIONAL { GRAPH graph:events { ?joined geokg:joinsEvent ?event } } }"""

console = Console()


def main() -> None:
    """Read the cases, load them, print the table."""
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        told, triggers, by_node, by_cluster = stored(cases, Path(folder))
    gold: dict[str, str] = {}
    missing = 0
    for case in cases:
        for word, happening in case["events"].items():
            keys = (e.key for e in told if e.key.startswith(f"{case['id']}/"))
            key = next((key for key in keys if triggers[key] == word), None)
            missing += key is None
            if key is not None:
                gold[key] = happening
    title = f"{len(gold)} events of {len(set(gold.values()))} happenings, {missing} not extracted"
    table = Table("joined by", "precision", "recall", "F1", title=title)
    row(table, "stored: one situation", score_clusters(by_node, gold))
    row(table, "stored: with graph:events", score_clusters(by_cluster, gold))
    for days in TOLERANCES:
        row(table, f"loose tolerance, {days} days", score_clusters(clusters(told, days), gold))
    console.print(table)
    if "--wrong" in sys.argv:
        tell_wrong(by_cluster, gold)


def stored(
    cases: list[dict[str, str]], folder: Path
) -> tuple[list[ToldEvent], dict[str, str], list[set[str]], list[set[str]]]:
    """What is read, the trigger of each event, and what the store holds as one: by situation, by cluster.

    An event is named by its article's id and its statement's.
    """
    path = folder / "articles.jsonl"
    wanted = ("id", "text", "published")
    path.write_text("\n".join(json.dumps({k: c[k] for k in wanted}) for c in cases), encoding="utf-8")
    settings = Settings(store=folder / "store")
    pipeline = Pipeline(settings)
    with Library.open(settings, create=True) as library:
        pipeline.load([str(path)], library)
        records = [r for r in (pipeline.stored(library, case["id"]) for case in cases) if r is not None]
        answer = library.query(STORED)
    told = [event for record in records for event in told_events(record)]
    triggers = {
        f"{r.article.id}/{s.id}": str(s.values.get("trigger", "")).lower()
        for r in records
        for s in r.statements
    }
    nodes: defaultdict[str, set[str]] = defaultdict(set)
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for article, statement, event, happening in answer.rows if isinstance(answer, Bindings) else ():
        key = f"{article}/{str(statement).rpartition('/')[2]}"
        nodes[str(event)].add(key)
        joined[str(happening or event)].add(key)
    return told, triggers, list(nodes.values()), list(joined.values())


def tell_wrong(found: list[set[str]], gold: dict[str, str]) -> None:
    """Print the pairs of the gold that the store has otherwise."""
    cluster_of = {key: number for number, keys in enumerate(found) for key in keys}
    for a, b in combinations(sorted(gold), 2):
        together = cluster_of.get(a, a) == cluster_of.get(b, b)
        if together != (gold[a] == gold[b]):
            console.print("joined wrongly" if together else "left apart", a, b, f"({gold[a]}, {gold[b]})")


def row(table: Table, name: str, figure: Figure) -> None:
    """One line of the table."""
    table.add_row(name, *(f"{value:.1f}" for value in (figure.p, figure.r, figure.f1)))


if __name__ == "__main__":
    main()
