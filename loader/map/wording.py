"""What a sentence is about, as a set of words that another sentence on the same may share.

Told by spelling alone: no language model is loaded for it. `plain-words.txt` lists words that tell nothing.
"""

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
_STEM = 4
"""Letters that must be left before an ending goes."""
_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBERS = {word: str(number) for number, word in enumerate(_SMALL, start=1)}


@cache
def _plain() -> frozenset[str]:
    lines = files("loader.map").joinpath("plain-words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def told_words(text: str) -> frozenset[str]:
    """Words of more than three letters, names and numbers, without endings; small numbers as digits."""
    return frozenset(
        stem(word)
        for word in _WORD.findall(text.replace(",", ""))
        if word.lower() not in _plain() and (len(word) > 3 or word[0].isupper() or word[0].isdecimal())
    )


def stem(word: str) -> str:
    """A word without its ending, as far as that brings forms of it together; a small number as digits.

    "strikes" and "strike" are one, "kill" and "killed"; not "shot" and "shooting".
    """
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if plain in _NUMBERS:
        return _NUMBERS[plain]
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _STEM:
            return plain.removesuffix(ending)
    return plain
