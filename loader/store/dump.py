"""Sorting N-Quads that may not fit in memory."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

LINES_AT_ONCE = 500_000
"""Lines sorted in memory; about 100 MB of articles' quads."""


def sort_lines(source: IO[bytes], target: IO[bytes], at_once: int = LINES_AT_ONCE) -> int:
    """Copy lines in the order of their bytes, which in UTF-8 is that of code points; tell how many.

    What exceeds `at_once` lines waits, sorted, in temporary files.
    """
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        for run in _runs(source, at_once):
            if len(run) < at_once:
                runs.append(run)
            else:
                file = files.enter_context(tempfile.TemporaryFile())
                file.writelines(run)
                file.seek(0)
                runs.append(file)
        count = 0
        for line in heapq.merge(*runs):
            target.write(line)
            count += 1
    return count


def _runs(source: IO[bytes], at_once: int) -> Iterator[list[bytes]]:
    while run := sorted(islice(source, at_once)):
        yield run
