"""Which entities of the index a local entity may be: by name, surname, spelling or office."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from loader.knowledge import NameKind, Tenure
from loader.link.dates import held_on
from loader.link.document import Named, office_categories, split_office, title_categories
from loader.link.index import Index
from loader.link.names import person_key, romanised
from loader.model import EntityType

MOST_BEARERS = 40
"""Of a common surname only the best known bearers are looked at."""
LEAST_SIMILAR = 84.0
"""Full names less alike than this (rapidfuzz ratio of romanised names, 0 to 100) are two names."""
LEAST_OFFICE = 0.7
"""How sure a tenure must be on the article's date for its office alone to name its holder."""


class Match(StrEnum):
    """How a candidate was found; the order is that of trust."""

    LABEL = "label"
    ALIAS = "alias"
    DEMONYM = "demonym"
    OFFICE = "office"
    BODY = "body"
    PART = "part"
    SURNAME = "surname"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: how it was found, by which surface, and how alike the names are (1 when equal)."""

    qid: str
    match: Match
    surface: str
    similarity: float = 1.0


_ORDER = {match: rank for rank, match in enumerate(Match)}


def candidates(index: Index, named: Named, date: str | None) -> tuple[Found, ...]:
    """Candidates of an entity by its names, each once, by its most trusted match."""
    best: dict[str, Found] = {}
    for found in _all(index, named, date):
        if found.qid not in best or _ORDER[found.match] < _ORDER[best[found.qid].match]:
            best[found.qid] = found
    return tuple(best.values())


def _all(index: Index, named: Named, date: str | None) -> Iterator[Found]:
    if not named.named:
        yield from _canonical(index, named)
        yield from _by_office(index, named, date)
        return
    person = named.entity.type is EntityType.PERSON
    full = named.surfaces[0] if named.surfaces else None
    for surface in named.surfaces:
        if surface.count == 0 and surface is not full:
            continue
        for name in index.lookup(surface.text):
            if person and not _part_of(surface.text, full.text if full else surface.text, index, name.qid):
                continue
            yield Found(name.qid, Match(name.kind.value), surface.text)
    if person and full is not None:
        yield from _by_part(index, full.text)
        yield from _by_surname(index, full.text)
        yield from _by_sound(index, full.text)


def _part_of(surface: str, full: str, index: Index, qid: str) -> bool:
    """Whether a short name of a person may stand for the candidate although the article has a fuller one.

    "Shields" finds somebody, but when the article says "Jerry Shields" it must be a Jerry.
    """
    longer = person_key(full).split()
    if person_key(surface).split() == longer or len(longer) < 2:
        return True
    facts = index.facts(qid)
    if facts is None or facts.type is not EntityType.PERSON:
        return False
    return any(person_key(name).split()[:1] == longer[:1] for name in (facts.label, *facts.aliases))


def _canonical(index: Index, named: Named) -> Iterator[Found]:
    """An unnamed entity that the extractor calls by the one label of one entity."""
    found = index.lookup(named.entity.name)
    if len(found) == 1 and found[0].kind is NameKind.LABEL and found[0].text == named.entity.name:
        yield Found(found[0].qid, Match.LABEL, named.entity.name)


def _by_office(index: Index, named: Named, date: str | None) -> Iterator[Found]:
    """Who held the office of a state on the article's date, if one did: "the Kazakh president"."""
    parts = split_office(named.entity.name) if named.entity.type is EntityType.PERSON else None
    if parts is None or date is None:
        return
    word, rest = parts
    categories = office_categories(word)
    for state in [name.qid for name in index.lookup(rest) if name.type is EntityType.STATE][:1]:
        tenures = index.tenures_at(state, frozenset(categories))
        held = [tenure for tenure in tenures if held_on(tenure, date) >= LEAST_OFFICE]
        # The title decides where it has the word (Iran's president is no head of state); else the category.
        fitting = [tenure for tenure in held if word in tenure.office.lower()] or [
            tenure for tenure in held if tenure.category == categories[0] and not _titled_above(tenure)
        ]
        holders = {tenure.holder for tenure in fitting}
        if len(holders) == 1:
            yield Found(holders.pop(), Match.OFFICE, named.entity.name)


def _titled_above(tenure: Tenure) -> bool:
    """Whether the title says more than the category: a president who heads the government is no premier."""
    meant = title_categories(tenure.office)
    return tenure.category in meant[1:]


def _by_part(index: Index, name: str) -> Iterator[Found]:
    """Persons whose name has these words, two or more, and others between or behind: "Salva Kiir"."""
    words = [word for word in person_key(name).split() if len(word) > 1]
    if len(words) < 2:
        return
    for qid, text in index.named_with(words):
        longer = iter(person_key(text).split())
        if all(word in longer for word in words):
            yield Found(qid, Match.PART, name)


def _by_surname(index: Index, name: str) -> Iterator[Found]:
    """Bearers of a surname that stands alone, with its particles or without."""
    for qid in index.bearers(name)[:MOST_BEARERS]:
        yield Found(qid, Match.SURNAME, name)


def _by_sound(index: Index, name: str) -> Iterator[Found]:
    """Persons whose name may be this one in another spelling; a surname alone is compared with surnames."""
    key = person_key(name)
    if not key:
        return
    alone = " " not in key
    wanted = romanised(name)
    for qid, text in index.sounding_like(key.split()[-1]):
        other = romanised(text)
        ratio = fuzz.ratio(wanted, other.split()[-1]) if alone else fuzz.token_sort_ratio(wanted, other)
        if ratio >= LEAST_SIMILAR:
            yield Found(qid, Match.SURNAME if alone and ratio == 100 else Match.FUZZY, name, ratio / 100)
