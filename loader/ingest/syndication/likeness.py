"""Decides whether two texts are copies of one, from all of their shingles.

Resemblance is the share of common shingles in all of both texts, containment their share in the shorter
one (Broder 1997). A translation or a rewriting shares too few of either; so do two reports of one event.
"""

import numpy as np

from loader.ingest.syndication.sketch import OPENING
from loader.ingest.syndication.words import Shingles

RESEMBLANCE = 0.4
"""At least so alike are copies that were edited."""
CONTAINMENT = 0.6
"""At least so much of a shortened copy stands in the longer one."""
FEWEST_COMMON = 25
"""Shingles that a shortened copy must share: shorter texts are found in many others by chance."""
OPENING_CONTAINMENT = 0.5
"""At least so much of a shortened copy's opening stands in the opening of the longer one."""
_HALF = 0.5


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Whether both go back to the same words; the order of the two does not matter.

    A text of less than half of the other's length must open like it. So a round-up of several reports
    is a copy of none but the first, and does not make copies of each other out of all of them.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not len(short):
        return False
    common = len(np.intersect1d(short, long, assume_unique=True))
    if common >= RESEMBLANCE * (len(short) + len(long) - common):
        return True
    if common < FEWEST_COMMON or common < CONTAINMENT * len(short):
        return False
    return len(short) >= _HALF * len(long) or _opens_alike(short, long)


def _opens_alike(short: Shingles, long: Shingles) -> bool:
    opening = short[:OPENING]
    # Twice as much of the longer one: a dateline or an editor's note may have been put before it.
    common = len(np.intersect1d(opening, long[: 2 * OPENING], assume_unique=True))
    return common >= OPENING_CONTAINMENT * len(opening)
