"""What is lost when texts are worse than agencies write them: capitals, quotation marks, translation, names.

    python benchmarks/robustness.py [--bench FOLDER] [--size 40] [--seed 7] [--out FILE]

On a sample of dwie/dev and on gold/dev, changed in each way of `loader.evaluate.perturb` with the gold's
offsets moved along; prints a table in Markdown. With background and closure, as `geokg extract` has it.
"""

import argparse
import sys
from pathlib import Path

from variants import SETS, Row, completed, extractions, figures, sample, table

from loader.evaluate.perturb import WAYS, perturbed
from loader.extract import Extractor
from loader.link import default_index

BASE = "as published"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--size", type=int, default=40, help="articles of dwie/dev")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    index = default_index()
    extractor = Extractor(index)
    rows: dict[str, Row] = {}
    for name, task in SETS.items():
        if "train" in name:
            continue
        documents = sample(options.bench / name, options.size if "dwie" in name else 10_000, options.seed)
        changed = {BASE: documents}
        changed |= {way: [perturbed(d, WAYS[way], options.seed) for d in documents] for way in WAYS}
        for way, lines in changed.items():
            records = [completed(r, index) for r in extractions(extractor, index, lines)]
            row = figures(task, lines, records)
            rows.setdefault(way, {}).update({f"{name.split('.')[0]} {k}": v for k, v in row.items()})
    text = table(rows, "text", BASE)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
