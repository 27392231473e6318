"""How much memory building an index takes as it grows: of the shipped facts, over and over under other ids.

python benchmarks/index_memory.py 60000 300000
"""

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from loader.link.facts import ENTITIES, RELATIONS
from loader.link.shipped import DATA

_SHIFT = 1_000_000_000
"""Between the ids of one copy and of the next; above every id of Wikidata."""
_BUILD = """
import resource, sys
from pathlib import Path
from loader.link import build_index
build_index(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main(sizes: list[int]) -> None:
    """Print memory, time and size for each number of entities."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            facts, index = Path(folder) / "facts", Path(folder) / "index.sqlite"
            facts.mkdir()
            relations = _copy(facts, size)
            start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            began = time.monotonic()
            command = [sys.executable, "-c", _BUILD, str(facts), str(index)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
            spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start
            print(
                f"{size:,} entities, {relations:,} relations: {float(done.stdout):.0f} MB at the most, "
                f"{spent:.0f} s of CPU time ({time.monotonic() - began:.0f} s), "
                f"{index.stat().st_size / 1e6:.0f} MB on disk"
            )


def _copy(target: Path, size: int) -> int:
    """Write so many entities and the relations of these; how many relations there are."""
    entities, relations = list(_read(DATA / ENTITIES)), list(_read(DATA / RELATIONS))
    left, written = size, 0
    with (
        gzip.open(target / ENTITIES, "wt", encoding="utf-8", compresslevel=1) as things,
        gzip.open(target / RELATIONS, "wt", encoding="utf-8", compresslevel=1) as links,
    ):
        for copy in range(-(-size // len(entities))):
            taken = entities[:left]
            known = {row["id"] for row in taken}
            left -= len(taken)
            for row in taken:
                things.write(json.dumps({**row, "id": _shifted(row["id"], copy)}, ensure_ascii=False) + "\n")
            for row in relations:
                if row["s"] in known:
                    links.write(json.dumps({**row, "s": _shifted(row["s"], copy)}, ensure_ascii=False) + "\n")
                    written += 1
    return written


def _shifted(qid: str, copy: int) -> str:
    return f"Q{int(qid[1:]) + copy * _SHIFT}"


def _read(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60_000, 300_000])
