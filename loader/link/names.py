"""How names are compared: the key under which a name is indexed, its surname, its sound.

Two spellings with one `name_key` are the same name; two with one `sound_key` may be two ways of writing
one name in Latin letters (Tokayev, Tokaev). The lists are in `data/spelling.yaml`; nothing here knows
any entity.
"""

import re
from functools import lru_cache

from loader.link.classify import read_yaml
from loader.rdf import normalise

_SPELLING = read_yaml("spelling.yaml")
_LETTERS = str.maketrans(_SPELLING["letters"] | {k.upper(): v for k, v in _SPELLING["letters"].items()})
_POSSESSIVE = re.compile(r"['’`´]s?$", re.IGNORECASE)
_SINGLES = re.compile(r"\b(\w)(?: (\w)\b)+")
_TITLES = "|".join(sorted(_SPELLING["titles"], key=len, reverse=True))
_TITLE = re.compile(rf"^(?:{_TITLES}) (?=\w)")
_GENERATION = re.compile(rf" (?:{'|'.join(_SPELLING['generations'])})$")
_PARTICLES = frozenset(_SPELLING["particles"])
_FAMILY_NAME_FIRST = frozenset(_SPELLING["family_name_first"])
_DISAMBIGUATOR = re.compile(r"\s*\([^()]*\)$")
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in _SPELLING["sounds"])
_VOWELS = re.compile(_SPELLING["vowels"])
_REPEATED = re.compile(r"(\w)\1+")
_NO_PLURAL = re.compile(r"(?:s|ese|ish|ench|utch|elsh|[^aeiou]y)$")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key of a name: case, accents, punctuation, possessive, a leading "the" and dots do not count.

    "U.S." and "US" have one key; so have "the Hague's" and "Hague".
    """
    plain = normalise(_POSSESSIVE.sub("", name.strip()).translate(_LETTERS))
    joined = _SINGLES.sub(lambda match: match.group().replace(" ", ""), plain)
    return joined.removeprefix("the ")


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """The key of a person's name without titles before it and generations after it."""
    key = name_key(name)
    while (shorter := _TITLE.sub("", key)) != key:
        key = shorter
    return _GENERATION.sub("", key)


def surname_keys(name: str, country: str | None = None) -> tuple[str, ...]:
    """Keys by which a person of this full name may be called: last name, with and without particles.

    "Mohammed bin Salman" gives "salman" and "bin salman"; a single name gives nothing. In some countries
    the family name stands first; there the first word counts too.
    """
    words = person_key(name).split()
    if len(words) < 2:
        return ()
    keys = [words[-1]]
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
        keys.append(" ".join(words[start:]))
    if country in _FAMILY_NAME_FIRST:
        keys.append(words[0])
    return tuple(key for key in keys if len(key) > 1)


@lru_cache(maxsize=65536)
def sound_key(name: str) -> str:
    """What is left of a name when spellings of one sound are made alike; "" when that is too little.

    The first letter stays, vowels go, and each further consonant counts once: Lukashenko and
    Lukashenka, Tokayev and Tokaev have one key each. Used to block candidates, never to decide.
    """
    key = romanised(name).replace(" ", "")
    first = "a" if _VOWELS.match(key) else key[:1]
    rest = _REPEATED.sub(r"\1", _VOWELS.sub("", key[1:]))
    return first + rest if rest else ""


@lru_cache(maxsize=65536)
def romanised(name: str) -> str:
    """The key of a name with spellings of one sound made alike, vowels kept: what fuzzy matching compares."""
    key = person_key(name)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def acronym(name: str) -> str:
    """First letters of the capitalised words: "Collective Security Treaty Organisation" gives "csto"."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[:1].isupper()).lower()


def without_disambiguator(label: str) -> str:
    """A label without the words in brackets that tell it from its namesakes: "Georgia (region)"."""
    return _DISAMBIGUATOR.sub("", label) or label


def demonym_plural(demonym: str) -> str | None:
    """The plural by which people are called, where it is regular: Russian, Russians; but British."""
    if _NO_PLURAL.search(demonym) or not demonym[:1].isupper():
        return None
    return demonym + "s"
