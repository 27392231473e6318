"""Finds which earlier texts may be copies without looking at them all: MinHash and banding (LSH).

Two texts are candidates when enough of the band keys made here agree; whether they are copies is for
`likeness` to say. Broder, "On the resemblance and containment of documents" (1997); Leskovec,
Rajaraman & Ullman, "Mining of Massive Datasets", chapter 3. The signatures are datasketch's.
"""

from functools import cache

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from loader.ingest.syndication.bands import Keys
from loader.ingest.syndication.words import FACTOR, Shingles, spread

ROWS = 2
"""Values of a signature in a band: texts of resemblance s agree in one with probability s^2."""
WHOLE_BANDS = 40
"""Of the signature of the whole text: finds copies that were edited."""
OPENING_BANDS = 32
"""Of the signature of the opening: finds copies that were cut, however short they are."""
OPENING = 60
"""Shingles in the opening of a text."""
SHARED_BANDS = 3
"""Keys that must agree: of texts of resemblance 0.4 that is so for 0.96, of those with a footer in
common (0.05) for 0.0002; whatever agrees in the opening comes on top."""

_SEED = 1997
_AT_ONCE = 4096
"""Shingles hashed at once, so that a very long text takes no more memory than others."""


def band_keys(shingles: Shingles) -> Keys:
    """Numbers that near copies have in common; none for a text without words."""
    if not len(shingles):
        return np.empty(0, dtype=np.uint32)
    whole = _signature(shingles, WHOLE_BANDS * ROWS)
    opening = _signature(shingles[:OPENING], OPENING_BANDS * ROWS)
    values = np.concatenate([whole, opening]).astype(np.uint64).reshape(-1, ROWS)
    keys = np.arange(1, len(values) + 1, dtype=np.uint64)  # the same values in another band are another key
    for row in range(ROWS):
        keys = spread(keys * FACTOR + values[:, row])
    return (keys >> np.uint64(32)).astype(np.uint32)


def _signature(shingles: Shingles, size: int) -> NDArray[np.uint32]:
    # Shingles are hashed already, and the permutations are the same for all.
    sketch = MinHash(size, seed=_SEED, hashfunc=int, permutations=_permutations(size), scheme="affine32")
    for start in range(0, len(shingles), _AT_ONCE):
        sketch.update_batch(shingles[start : start + _AT_ONCE].tolist())
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


@cache
def _permutations(size: int) -> NDArray[np.uint32]:
    permutations: NDArray[np.uint32] = MinHash(size, seed=_SEED, scheme="affine32").permutations
    return permutations
