"""What of an article is compared with others: the words of its body, in overlapping groups (shingles).

Case, punctuation, typography and the headline do not tell copies apart; nothing here decides what a
copy is.
"""

import hashlib
import re
import unicodedata
import zlib

import numpy as np
from numpy.typing import NDArray

from loader.model import Article

SHINGLE = 4
"""Words in a shingle: long enough that two texts on one event share few, short enough that a word
replaced here and there leaves most of them whole."""

Shingles = NDArray[np.uint32]
"""The shingles of a text as numbers, each once, in the order of their first occurrence."""

_WORD = re.compile(r"\w+")
FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""By which numbers are folded into one, modulo 2^64."""
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def body_words(article: Article) -> list[str]:
    """The words of the text without the title that it begins with, folded."""
    words = _words(article.text)
    title = _words(article.title or "")
    return words[len(title) :] if len(words) > len(title) and words[: len(title)] == title else words


def shingles(words: list[str]) -> Shingles:
    """All runs of `SHINGLE` words; a text shorter than that is one shingle, one without words has none."""
    if not words:
        return np.empty(0, dtype=np.uint32)
    size = min(SHINGLE, len(words))
    codes = np.fromiter(map(zlib.crc32, map(str.encode, words)), dtype=np.uint64, count=len(words))
    count = len(codes) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        mixed = mixed * FACTOR + codes[place : place + count] + np.uint64(1)
    numbers = (spread(mixed) >> np.uint64(32)).astype(np.uint32)
    _, first = np.unique(numbers, return_index=True)
    return np.asarray(numbers[np.sort(first)], dtype=np.uint32)


def packed(numbers: NDArray[np.uint32]) -> bytes:
    """Numbers, such as shingles, as they are kept in a file."""
    return numbers.astype("<u4").tobytes()


def unpacked(kept: bytes) -> NDArray[np.uint32]:
    """The numbers that were kept."""
    return np.frombuffer(kept, dtype="<u4").astype(np.uint32)


def digest(words: list[str]) -> bytes:
    """The same for every text of just these words."""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def spread(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Let every bit depend on every other: the finaliser of SplitMix64 (Steele, Lea & Flood 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIXERS[0]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIXERS[1]
    return numbers ^ (numbers >> np.uint64(31))
