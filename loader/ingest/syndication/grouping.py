"""Which of a set of texts belong together: the same answer as adding them to the index one by one."""

from collections import defaultdict
from collections.abc import Mapping

from loader.ingest.syndication.bands import Bands
from loader.ingest.syndication.likeness import are_copies
from loader.ingest.syndication.sketch import SHARED_BANDS, band_keys
from loader.ingest.syndication.words import Shingles


def groups(texts: Mapping[int, Shingles]) -> list[list[int]]:
    """The numbers of the texts that copies join, directly or through others; each group sorted."""
    parent = {number: number for number in texts}
    earlier = Bands()
    for number, shingles in texts.items():
        keys = band_keys(shingles)
        for other in earlier.sharing(keys, SHARED_BANDS):
            one, two = _root(parent, number), _root(parent, other)
            if one != two and are_copies(shingles, texts[other]):
                parent[max(one, two)] = min(one, two)
        earlier.add(number, keys)
    found: dict[int, list[int]] = defaultdict(list)
    for number in sorted(texts):
        found[_root(parent, number)].append(number)
    return list(found.values())


def _root(parent: dict[int, int], number: int) -> int:
    while parent[number] != number:
        parent[number] = number = parent[parent[number]]
    return number
