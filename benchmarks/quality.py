"""How well and how fast geokg extracts: scores on public gold sets, held to their floors, as a page.

    python benchmarks/quality.py [--bench FOLDER] [--page docs/quality.md] [--raise]
    python benchmarks/quality.py --samples [--raise]

Extracts the texts of every gold set in FOLDER, end to end, with and without what the entity index adds
as background, scores them as `geokg score` does, and writes the figures into the page, between its two
marks; the rest of the page is written by hand and kept. Exit status 1: a figure is under its floor in
tests/floors.yaml. `--raise` raises the floors to what was measured; none ever falls. `--samples` does the
same on the project's own annotated articles only, and writes no page.
"""

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import spacy

from loader import __version__
from loader.closure import close, shipped_rules
from loader.errors import GeokgError
from loader.evaluate import Floors, held, score_records
from loader.extract.language_model import language_model
from loader.knowledge import Knowledge
from loader.link import with_background
from loader.model import Extraction
from loader.pipeline import Pipeline
from loader.settings import Settings

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "floors.yaml"
SAMPLES = ROOT / "tests" / "evaluate" / "gold" / "samples.jsonl"
BEGIN, END = "<!-- figures: made by `make bench` -->", "<!-- end of figures -->"
HEAD = """\
# The least that each figure of extraction may be, in points; see loader/evaluate/floors.py.
# `samples` are our own annotated articles (tests/evaluate/gold), which every test run checks; the others are
# public gold sets, which `make bench` checks where they are at hand.
# Floors only rise: `make bench RAISE=--raise` after an improvement, or `python benchmarks/quality.py --help`.
"""
SETS = {
    "dwie/dev.jsonl.gz": "relations",
    "re3d/all.jsonl.gz": "relations",
    "gold/dev.jsonl": "statements",
    "linking/msnbc.jsonl.gz": "linking",
    "linking/reuters-128.jsonl.gz": "linking",
    "linking/kore50.jsonl.gz": "linking",
    "linking/oke-2015-eval.jsonl.gz": "linking",
    "linking/derczynski.jsonl.gz": "linking",
    "toponym/geovirus.jsonl.gz": "toponyms",
    "plover/train.jsonl.gz": "plover",
    "redocred/dev.geopolitical.jsonl.gz": "properties",
    "wikievents/dev.jsonl.gz": "triggers",
    "text2kg/wikidata_tekgen.8_politics.jsonl.gz": "triples",
    "text2kg/wikidata_tekgen.5_military.jsonl.gz": "triples",
    "text2kg/dbpedia_webnlg.6_politician.jsonl.gz": "triples",
}
SPEED = "dwie/dev.jsonl.gz"
"""The set whose texts are timed: whole news articles."""
PEERS = {
    "dwie/dev.jsonl.gz": "core F1 73 to 75 by ATLOP and MILR, supervised, *given* the gold mentions and "
    "their coreference, on the test half",
    "linking/msnbc.jsonl.gz": "F1 74.2 by ReFinED, 76.0 by REL, 45.1 by DBpedia Spotlight",
    "text2kg/wikidata_tekgen.8_politics.jsonl.gz": "mean F1 33 by Vicuna-13B, prompted with the ontology",
    "text2kg/wikidata_tekgen.5_military.jsonl.gz": "mean F1 24 by Vicuna-13B, prompted with the ontology",
    "text2kg/dbpedia_webnlg.6_politician.jsonl.gz": "mean F1 32 by Vicuna-13B, prompted with the ontology",
    "plover/train.jsonl.gz": "macro F1 82.1 by zero-shot PLOVER (ZSP), *given* the two actors",
}
"""Figures published for other systems."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one set gave: its size, and the JSON of its reports without and with background."""

    articles: int
    words: int
    rejected: int
    plain: Mapping[str, Any]
    background: Mapping[str, Any]


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a gold set, in a form that `geokg extract` reads."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            record = json.loads(line)
            article = record.get("article") or {
                "id": str(record["id"]),
                "text": record["text"],
                "published": record.get("date"),
                "url": record.get("url"),
            }
            yield {key: value for key, value in article.items() if value is not None}


class Known:
    """The Wikidata ids that the entity index knows, asked one by one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def __contains__(self, qid: object) -> bool:
        return self._knowledge.facts(str(qid)) is not None


def measure(pipeline: Pipeline, path: Path, task: str) -> Result:
    """Extract a set's texts and score them."""
    articles = list(documents(path))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        results = list(pipeline.extract([str(source)], background=False))
    records = {r.article.id: r for r in results if isinstance(r, Extraction)}
    with_facts = {
        key: close(with_background(record, pipeline.knowledge), shipped_rules())
        for key, record in records.items()
    }
    index = Known(pipeline.knowledge) if task == "linking" else None
    return Result(
        articles=len(articles),
        words=sum(len(article["text"].split()) for article in articles),
        rejected=len(results) - len(records),
        plain=score_records(task, path, records, index)[0].to_json(),
        background=score_records(task, path, with_facts, index)[0].to_json(),
    )


def speed(pipeline: Pipeline, path: Path) -> tuple[float, float]:
    """Words a second of CPU time of the whole of `geokg extract`, and of the bare language model after it.

    CPU time, since that is not moved by what else the machine does; both are warmed up by then.
    """
    articles = list(documents(path))
    words = sum(len(article["text"].split()) for article in articles)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        start = time.process_time()
        for _ in pipeline.extract([str(source)]):
            pass
        whole = time.process_time() - start
    paragraphs = [p for article in articles for p in article["text"].split("\n") if p.strip()]
    start = time.process_time()
    for _ in language_model().pipe(paragraphs):
        pass
    return words / whole, words / (time.process_time() - start)


def rows(plain: Mapping[str, Any], background: Mapping[str, Any], name: str = "") -> Iterator[str]:
    """Table rows for each figure that has precision, recall and F1."""
    for key, value in plain.items():
        other = background.get(key)
        if isinstance(value, Mapping) and value.get("gold") == 0:
            continue
        if isinstance(value, Mapping) and "p" in value:
            cells = [f"{x['p']} | {x['r']} | {x['f1']}" if x else " | | " for x in (value, other)]
            yield f"| {f'{name} {key}'.strip()} | {value['gold']} | {cells[0]} | {cells[1]} |"
        elif isinstance(value, Mapping):
            yield from rows(value, other or {}, key)


def single(plain: Mapping[str, Any], background: Mapping[str, Any], name: str = "") -> Iterator[str]:
    """The rates that stand alone; in brackets with background, where it differs."""
    for key, value in plain.items():
        other = background.get(key)
        if isinstance(value, int | float):
            yield f"{name}{key} {value}" + ("" if other == value else f" ({other})")
        elif isinstance(value, Mapping) and "r" in value and "p" not in value:
            yield from single(value, other or {}, f"{key} ")


def section(name: str, task: str, result: Result) -> str:
    """One set's figures in Markdown."""
    rejected = f", {result.rejected} not read" if result.rejected else ""
    lines = [f"### {name}", f"`{task}`; {result.articles} articles, {result.words:,} words{rejected}."]
    if alone := ", ".join(single(result.plain, result.background)):
        lines += ["", f"{alone.replace('_', ' ')}."]
    if name in PEERS:
        lines.append(f"\nPublished: {PEERS[name]}.")
    table = list(rows(result.plain, result.background))
    if table:
        head = "| figure | gold | P | R | F1 | P, background | R, background | F1, background |"
        lines += ["", head, "|---|---|---|---|---|---|---|---|", *table]
    return "\n".join(lines)


def page(results: Mapping[str, Result], words: tuple[float, float], command: str) -> str:
    """All that stands between the marks."""
    day = datetime.now(tz=UTC).date().isoformat()
    sections = "\n\n".join(section(name, SETS[name], result) for name, result in results.items())
    return f"""{BEGIN}
Measured on {day} by `{command}`, geokg {__version__}, spaCy {spacy.__version__}. All figures are per cent,
end to end from raw text.

Speed on {SPEED}, in words a second of CPU time: **{words[0]:,.0f}** by the whole of
`geokg extract`, {words[1]:,.0f} by the bare spaCy pipeline over the same paragraphs in the same run:
{words[0] / words[1]:.0%}.

{sections}
{END}"""


def put(text: str, path: Path) -> None:
    """Replace what stands between the marks of the page, or begin one."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"# Quality\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    path.write_text(before + text + rest.partition(END)[2], encoding="utf-8")


def main() -> int:
    """Measure, compare with the floors, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "quality.md")
    parser.add_argument("--raise", dest="rise", action="store_true")
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args()
    pipeline = Pipeline(Settings())
    sets = {"samples": SAMPLES} if options.samples else {name: options.bench / name for name in SETS}
    if absent := [str(path) for path in sets.values() if not path.exists()]:
        raise GeokgError(f"no gold sets at {', '.join(absent)}; name their folder by --bench")
    floors, below, results = Floors.read(FLOORS), [], {}
    for name, path in sets.items():
        result = measure(pipeline, path, SETS.get(name, "statements"))
        results[name] = result
        figures = held(result.plain)
        below += floors.below(name, figures)
        floors = floors.raised(name, figures) if options.rise else floors
        print(f"{name}: {', '.join(f'{key} {value}' for key, value in figures.items())}", flush=True)
    if not options.samples:
        command = f"make bench{' RAISE=--raise' if options.rise else ''}"
        put(page(results, speed(pipeline, options.bench / SPEED), command), options.page)
    if options.rise:
        FLOORS.write_text(floors.text(HEAD), encoding="utf-8")
    print(*below, sep="\n", end="\n" if below else "")
    return 1 if below else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except GeokgError as error:
        print(f"quality: {error}", file=sys.stderr)
        sys.exit(2)
