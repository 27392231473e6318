"""What PyPI's gdelt-regkg finds in articles, as extraction records that `geokg score` reads.

    python3.12 -m venv regkg && regkg/bin/pip install gdelt-regkg
    regkg/bin/python benchmarks/regkg.py gold/dev.jsonl > records.jsonl
    geokg score statements gold/dev.jsonl records.jsonl

It rebuilds fields of GDELT's Global Knowledge Graph. Those that state something are its counts: how many
were killed, wounded, arrested, seized or displaced. Needs Python 3.12 or newer, so it runs in an environment
of its own and imports nothing of geokg.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gdelt_regkg.fields.counts import analyze_counts  # type: ignore[import-not-found]

OUTCOMES = {
    "KILL": "killed",
    "WOUND": "injured",
    "ARREST": "detained",
    "KIDNAP": "captured",
    "REFUGEES": "displaced",
    "DISPLACED": "displaced",
}
"""GDELT's type of count -> outcome of casualties; others (CRISISLEX_...) double these or state no harm."""


def casualties(text: str) -> Iterator[dict[str, Any]]:
    """A statement for each count of harm."""
    for count in analyze_counts(text).mentions:
        outcome = OUTCOMES.get(count.count_type)
        if outcome is not None:
            start, end = sorted((count.start, count.trigger_start))
            number = {"min": count.number, "max": count.number, "text": str(count.number)}
            yield {
                "type": "Casualties",
                "roles": {},
                "values": {"outcome": outcome, "count": number},
                "evidence": [{"start": start, "end": max(end, count.end)}],
            }


def main() -> None:
    """Read a gold set of task statements, write a record for each of its articles."""
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)["article"]
        statements = list(casualties(article["text"]))
        print(json.dumps({"article": article, "entities": [], "statements": statements}))


if __name__ == "__main__":
    main()
