"""Which texts have which band keys: a table in memory, filled again from the file when an index is opened.

As B-tree rows the keys would each be written to a page of their own; here a text takes 8 bytes a key.
Sorted runs that are merged when they grow alike keep both adding and asking fast.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint32]
"""Band keys of a text; two texts that share several are candidates."""

_RECENT = 1 << 15
"""Keys that wait unsorted; a few megabytes."""
_Run = tuple[NDArray[np.uint32], NDArray[np.uint32]]
"""Keys, sorted, and the number of the text that has each."""


class Bands:
    """A table of keys and numbers of texts. Nothing is ever taken out: who asks knows what is gone."""

    def __init__(self, texts: Iterable[tuple[int, Keys]] = ()) -> None:
        self._runs: list[_Run] = []
        self._recent: dict[int, list[int]] = defaultdict(list)
        self._waiting = 0
        for text, keys in texts:
            self.add(text, keys)

    def add(self, text: int, keys: Keys) -> None:
        """Note the keys of a text."""
        for key in keys.tolist():
            self._recent[key].append(text)
        self._waiting += len(keys)
        if self._waiting >= _RECENT:
            self._sort_recent()

    def sharing(self, keys: Keys, least: int) -> list[int]:
        """The texts that have at least this many of the keys, those with the most first."""
        found = [text for key in keys.tolist() for text in self._recent.get(key, ())]
        parts = [np.array(found, dtype=np.uint32)]
        for sorted_keys, texts in self._runs:
            starts = np.searchsorted(sorted_keys, keys, "left")
            ends = np.searchsorted(sorted_keys, keys, "right")
            parts += [texts[starts[n] : ends[n]] for n in np.flatnonzero(ends > starts)]
        texts, counts = np.unique(np.concatenate(parts), return_counts=True)
        order = np.argsort(-counts[counts >= least], kind="stable")
        return [int(text) for text in texts[counts >= least][order]]

    def _sort_recent(self) -> None:
        keys = np.fromiter(self._recent, dtype=np.uint32, count=len(self._recent))
        lengths = [len(texts) for texts in self._recent.values()]
        texts = np.array([t for texts in self._recent.values() for t in texts], dtype=np.uint32)
        run = _sorted(np.repeat(keys, lengths), texts)
        while self._runs and len(self._runs[-1][0]) < 2 * len(run[0]):
            other = self._runs.pop()
            run = _sorted(np.concatenate([other[0], run[0]]), np.concatenate([other[1], run[1]]))
        self._runs.append(run)
        self._recent.clear()
        self._waiting = 0


def _sorted(keys: NDArray[np.uint32], texts: NDArray[np.uint32]) -> _Run:
    order = np.argsort(keys, kind="stable")
    return keys[order], texts[order]
