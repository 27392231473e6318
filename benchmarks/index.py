"""How quick and how large the entity index is: built from the facts that ship, opened, asked by one core.

python benchmarks/index.py
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loader.link import Index, build_index
from loader.link.shipped import DATA

_EVERY = 3
"""One name in so many is looked up."""
_OPENED = 20
_MEMORY = """
import sys
from pathlib import Path
from loader.link import Index
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
before = resident()
index = Index(Path(sys.argv[1]))
for name in list(index.names())[::3]:
    index.lookup(name.text)
print(resident() - before)
"""
"""In a process of its own, on Linux: how its memory grows."""


def main() -> None:
    """Print the figures, one a line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite"
        start = time.process_time()
        build_index(DATA, path)
        built = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = path.stat().st_size / 1e6
        print(f"built in {built:.1f} s of CPU time, {peak:.0f} MB at the most; {size:.1f} MB on disk")
        start = time.process_time()
        for _ in range(_OPENED):
            Index(path)
        print(f"opened in {(time.process_time() - start) / _OPENED * 1000:.1f} ms")
        index = Index(path)
        names = [name.text for name in index.names()][::_EVERY]
        for what in ("first", "again, from memory"):
            start = time.process_time()
            for name in names:
                index.lookup(name)
            print(f"look-ups by name a second, {what}: {len(names) / (time.process_time() - start):,.0f}")
        ids = sorted({found.qid for name in names[:20_000] for found in index.lookup(name)})
        start = time.process_time()
        for qid in ids:
            index.facts(qid)
        print(f"facts of entities a second: {len(ids) / (time.process_time() - start):,.0f}")
        command = [sys.executable, "-c", _MEMORY, str(path)]
        grown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        print(f"memory that {len(names):,} look-ups take: {float(grown.stdout):.0f} MB")


if __name__ == "__main__":
    main()
