"""What is lost when texts are worse than agencies write them: capitals, quotation marks, translation, names.

    python benchmarks/robustness.py [--bench FOLDER] [--size 40] [--seed 7] [--out FILE]

On a sample of dwie/dev and on gold/dev, changed in each way of `loader.evaluate.perturb` with the gold's
offsets moved along; prints a table in Markdown. With background and closure, as `geokg extract` has it.
"""

import sys

from variants import SETS, Row, add, completed, drawn, extractions, figures, options, table, tell

from loader.evaluate.perturb import WAYS, perturbed
from loader.extract import Extractor
from loader.link import default_index

BASE = "as published"


def main() -> int:
    """Measure and print."""
    given = options(__doc__, "dwie/dev")
    index = default_index()
    extractor = Extractor(index)
    rows: dict[str, Row] = {}
    for name, task in SETS.items():
        if "train" in name:
            continue
        documents = drawn(given, name)
        changed = {BASE: documents}
        changed |= {way: [perturbed(d, WAYS[way], given.seed) for d in documents] for way in WAYS}
        for way, lines in changed.items():
            records = [completed(r, index) for r in extractions(extractor, index, lines)]
            add(rows, way, name, figures(task, lines, records))
    tell(table(rows, "text", BASE), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
