"""Under which keys an index finds an entity: made of a compact row, one entity at a time.

Pure; reads no file but the curated names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from loader.knowledge import NameKind
from loader.link.classify import read_tsv
from loader.link.facts import Row
from loader.link.names import (
    demonym_plural,
    name_key,
    person_key,
    sound_key,
    surname_keys,
    without_disambiguator,
)
from loader.model import EntityType

KIND_ORDER = {NameKind.LABEL: 0, NameKind.ALIAS: 1, NameKind.DEMONYM: 2}
_SHORT_NAME = 2
"""Names of so many words or fewer are found whole."""

CuratedNames = Mapping[str, Sequence[tuple[str, NameKind]]]


def curated_names() -> CuratedNames:
    """The hand-written names by entity."""
    names: defaultdict[str, list[tuple[str, NameKind]]] = defaultdict(list)
    for row in read_tsv("names.tsv"):
        kind = NameKind(row["kind"])
        plural = demonym_plural(row["name"]) if kind is NameKind.DEMONYM else None
        names[row["qid"]] += [(text, kind) for text in (row["name"], plural) if text]
    return dict(names)


def names_of(row: Row, curated: CuratedNames) -> Iterator[tuple[str, str, NameKind]]:
    """Key, text and kind of each name of an entity, each key once, by its best name."""
    texts = [(row["label"], NameKind.LABEL), (without_disambiguator(row["label"]), NameKind.LABEL)]
    texts += [(alias, NameKind.ALIAS) for alias in row.get("aliases", ())]
    for demonym in row.get("demonyms", ()):
        plural = demonym_plural(demonym)
        texts += [(text, NameKind.DEMONYM) for text in (demonym, plural) if text]
    best: dict[str, tuple[str, NameKind]] = {}
    for text, kind in (*texts, *curated.get(row["id"], ())):
        key = person_key(text) if row["type"] == EntityType.PERSON.value else name_key(text)
        if key and (key not in best or KIND_ORDER[kind] < KIND_ORDER[best[key][1]]):
            best[key] = (text, kind)
    return ((key, text, kind) for key, (text, kind) in best.items())


def surnames_of(person: Row) -> set[str]:
    """The surnames that a person may go by."""
    return {key for name in _full_names(person) for key in surname_keys(name, person.get("country"))}


def sounds_of(person: Row) -> set[tuple[str, str]]:
    """The sound of the surname, and the full name, of each name of a person."""
    words = ((name, person_key(name).split()) for name in _full_names(person))
    return {(key, name) for name, parts in words if len(parts) > 1 and (key := sound_key(parts[-1]))}


def words_of(person: Row) -> set[tuple[str, str]]:
    """Each word, and the full name, of those names of a person that have three words or more."""
    return {
        (word, name)
        for name in _full_names(person)
        if len(words := person_key(name).split()) > _SHORT_NAME
        for word in words
        if len(word) > 1
    }


def _full_names(person: Row) -> Iterable[str]:
    return (person["label"], *person.get("aliases", ()))
