"""How many quads an article makes, by part, and what mapping costs: `python benchmarks/quads.py ARTICLES`.

Reads, extracts, maps and links the articles (files, folders or JSON Lines) without storing them, and
prints a Markdown table: quads an article (median, 95th percentile, mean), each part's share of the store,
where what several articles share counts once, and milliseconds an article for mapping and linking.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from loader.errors import ArticleError
from loader.pipeline import Pipeline
from loader.rdf import LinkedArticle, Quad
from loader.settings import Settings

PARTS = (
    "article",
    "mentions",
    "links",
    "statements",
    "evidence",
    "situations",
    "entities",
    "current",
    "background",
)
_BY_PATH = {"mention": "mentions", "link": "links", "statement": "statements", "evidence": "evidence"}


def parts_of(linked: LinkedArticle, base: str) -> Counter[str]:
    """Quads of one article, by part; what it shares with others included."""
    counts: Counter[str] = Counter()
    for subject, _, _ in linked.triples:
        kind = subject.removeprefix(base).split("/", 1)[0]
        counts[_BY_PATH.get(kind, "article")] += 1
    counts.update(quad[3].rsplit("/", 1)[-1] for quad in shared_quads(linked))
    return counts


def shared_quads(linked: LinkedArticle) -> set[Quad]:
    """The quads outside the article's graph, each once."""
    return {quad for block in linked.shared for quad in block.quads}


def percentile(values: Sequence[float], hundredth: int) -> float:
    """The value that so many hundredths of the values do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[hundredth - 1]


def row(name: str, values: Sequence[float], stored: float, total: float) -> str:
    """A line of the table."""
    return f"| {name} | {_spread(values, 0)} | {stored:.0f} | {100 * stored / total:.0f} % |"


def _spread(values: Sequence[float], places: int) -> str:
    """Median, 95th percentile and mean, as cells."""
    figures = (statistics.median(values), percentile(values, 95), statistics.fmean(values))
    return " | ".join(f"{figure:.{places}f}" for figure in figures)


def main(paths: Iterable[str]) -> None:
    """Print the tables."""
    settings = Settings()
    pipeline = Pipeline(settings)
    pipeline.prepare()
    counts: list[Counter[str]] = []
    shared: set[Quad] = set()
    statements: list[int] = []
    times: dict[str, list[float]] = {"map": [], "apply links": []}
    for item in pipeline.extract(list(paths), background=False):
        if isinstance(item, ArticleError):
            continue
        links = pipeline.linker.link(item)
        begun = time.perf_counter()
        mapped = pipeline.mapper.map(item)
        between = time.perf_counter()
        linked = pipeline.mapper.link(mapped, item, links, pipeline.knowledge)
        times["apply links"].append(time.perf_counter() - between)
        times["map"].append(between - begun)
        counts.append(parts_of(linked, settings.base))
        shared |= shared_quads(linked)
        statements.append(len(item.statements))
    stored = sum((Counter({p: c[p] for p in PARTS[:5]}) for c in counts), Counter[str]())
    stored.update(quad[3].rsplit("/", 1)[-1] for quad in shared)
    report(counts, stored, statements, times)


def report(
    counts: Sequence[Counter[str]],
    stored: Counter[str],
    statements: Sequence[int],
    times: dict[str, list[float]],
) -> None:
    """Print what was counted and timed."""
    total = stored.total()
    print(f"{len(counts)} articles, {sum(statements)} statements, {total} quads in the store\n")
    print("| part | median | 95 % | mean | in the store | share |\n|---|---:|---:|---:|---:|---:|")
    for part in PARTS:
        print(row(part, [c[part] for c in counts], stored[part], total))
    said = [float(sum(c[p] for p in PARTS[:8])) for c in counts]
    print(row("all but background", said, total - stored["background"], total))
    print("\n| step | ms an article: median | 95 % | mean |\n|---|---:|---:|---:|")
    for step, seconds in times.items():
        print(f"| {step} | {_spread([1000 * s for s in seconds], 1)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
