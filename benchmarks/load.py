"""How long a load takes, where the time goes, and how much memory, beside the bare language model.

    python benchmarks/load.py ARTICLES...

Loads the articles (any form that `geokg load` reads) into a fresh store in a temporary folder, then
runs the spaCy pipeline alone over the same paragraphs in the same process, and prints one table. The
bare pipeline is the yardstick: no extractor that uses it can be faster.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from loader.extract.language_model import language_model
from loader.ingest import read
from loader.model import Article
from loader.pipeline import STAGES, LoadReport, Pipeline
from loader.settings import Settings
from loader.store import Library


def load(paths: list[str]) -> tuple[LoadReport, float]:
    """Load into a fresh store; the report and the megabytes that the store takes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store")
        with Library.open(settings, create=True) as library:
            report = Pipeline(settings).load(paths, library)
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
    return report, size / 1e6


def bare_model(texts: list[str]) -> float:
    """Seconds that the language model takes over the texts' paragraphs, and nothing else."""
    model = language_model()
    paragraphs = [p for text in texts for p in text.split("\n") if p.strip()]
    start = time.perf_counter()
    for _ in model.pipe(paragraphs):
        pass
    return time.perf_counter() - start


def main() -> None:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    texts = [a.text for a in read(options.paths, Settings()) if isinstance(a, Article)]
    words = sum(len(text.split()) for text in texts)
    report, megabytes = load(options.paths)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = bare_model(texts)
    work = sum(seconds for stage, seconds in report.seconds.items() if stage != "prepare")

    table = Table("stage", "seconds", "share", title=f"{report.loaded} articles, {words:,} words")
    for stage in STAGES:
        share = "" if stage == "prepare" else f"{report.seconds[stage] / work:.1%}"
        table.add_row(stage, f"{report.seconds[stage]:.1f}", share)
    table.add_row("all but prepare", f"{work:.1f}", f"{words / work:,.0f} words/s")
    table.add_row("bare language model", f"{bare:.1f}", f"{words / bare:,.0f} words/s")
    table.add_row("bare model / load", "", f"{bare / work:.0%}")
    console = Console()
    console.print(table)
    console.print(f"peak memory {peak:,.0f} MB, store {megabytes:,.1f} MB, rejected {report.rejected}")


if __name__ == "__main__":
    main()
