"""What speaks for and against a candidate, as numbers that the ranking weighs."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loader.knowledge import EntityFacts, Tenure
from loader.link.candidates import Found, Match
from loader.link.classify import read_yaml
from loader.link.dates import first_day, held_on, last_day, year
from loader.link.document import Countries, Named
from loader.link.index import Index
from loader.link.names import name_key, person_key
from loader.model import EntityType

_GROWN = 16
"""Younger than that at the article's date, a person makes no news."""
_WORD_LIKE = 3
"""Acronyms of so few letters are often words as well; longer ones some newspapers write "Nato"."""
_ACRONYM = 6
"""Names in capitals of so many letters are taken for acronyms."""
_FORGOTTEN = 60
"""Dead for more years than that, a person without a full name in the text is not who is meant."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the article as a whole says: its date, its countries, whom it names in full."""

    date: str | None
    countries: Countries
    wholes: Countries
    """As `countries`, with the organisations of states that have bodies of their own."""
    sport: float
    """How much the article is a sports report, in [0, 1]."""
    in_full: Mapping[str, frozenset[str]]
    """Ids of entities of the index that the article names in full, and by which of its entities."""


def features(
    index: Index, context: Context, named: Named, found: Found, facts: EntityFacts
) -> dict[str, float]:
    """The features of one candidate; each is 0 when it says nothing."""
    tenures = index.tenures_of(found.qid) if facts.type is EntityType.PERSON else ()
    values = {
        f"match_{found.match.value}": 1.0,
        "early_id": _early_id(found.qid),
        "surname_known": facts.prior if found.match is Match.SURNAME else 0.0,
        "acronym": float(found.surface.isupper() and len(found.surface) <= _ACRONYM),
        "team": _team(context, named, facts),
        "qualified": (qualified := _qualified(index, named, facts)),
        "similarity": found.similarity if found.match is Match.FUZZY else 0.0,
        "prior": facts.prior,
        "type_none": float(type_fit(named.entity.type, facts.type) == 0.0),
        "person_mixed_up": float(
            (named.entity.type is EntityType.PERSON) != (facts.type is EntityType.PERSON)
        ),
        "no_person": float(named.entity.type is EntityType.PERSON and facts.type is not EntityType.PERSON),
        "coverage": _coverage(index, named, facts),
        "words": min(len(person_key(found.surface).split()), 4) / 4,
        "short": float(len(name_key(found.surface)) <= 3),
        "case": _case_misfit(found, facts),
        "office": _office(named.offices, tenures, context.date),
        "in_office": max((held_on(t, context.date) for t in tenures), default=0.0) if context.date else 0.0,
        "date_misfit": _date_misfit(facts, tenures, context.date),
        "named_in_full": float(bool(context.in_full.get(found.qid, frozenset()) - {named.entity.id})),
    }
    if facts.type is EntityType.STATE:
        values["state_share"] = context.countries.share(found.qid, named.entity.id) ** 0.5
    elif facts.country is not None:
        share = context.countries.share(facts.country, named.entity.id)
        values["country"] = share**0.5
        foreign = share == 0.0 and context.countries.others(named.entity.id) and not qualified
        values["foreign"] = float(foreign)
        values["foreign_known"] = facts.prior if foreign else 0.0
    return {name: value for name, value in values.items() if value}


def standing(
    named: Named, rivals: Sequence[tuple[Found, EntityFacts]], vectors: Sequence[Mapping[str, float]]
) -> list[dict[str, float]]:
    """Features of each candidate among its rivals: alone, or the best known of those that fit."""
    result = []
    fits = [type_fit(named.entity.type, facts.type) for _, facts in rivals]
    fitting = [facts.prior for (_, facts), fit in zip(rivals, fits, strict=True) if fit == max(fits)]
    regions = _state_or_region(named, rivals, vectors)
    for (found, facts), fit, region in zip(rivals, fits, regions, strict=True):
        others = [other.prior for _, other in rivals if other is not facts]
        values = {
            "farther": region if facts.type is EntityType.STATE else 0.0,
            "nearer": region if facts.type is EntityType.PLACE else 0.0,
            "type_behind": max(fits) - fit,
            "alone": float(len(rivals) == 1),
            "ahead": max(0.0, facts.prior - max(others, default=0.0)),
            "behind": max(0.0, max(others, default=0.0) - facts.prior),
            "best_known": float(fit == max(fits) and facts.prior == max(fitting)),
            "exact": float(found.surface == facts.label),
        }
        result.append({name: value for name, value in values.items() if value})
    return result


def _state_or_region(
    named: Named, rivals: Sequence[tuple[Found, EntityFacts]], vectors: Sequence[Mapping[str, float]]
) -> list[float]:
    """How much more an article is about a place's country than about the state that shares the place's name.

    More than about the state, in other words than its name; never where the article has the demonym.
    """
    states = [
        (vector.get("state_share", 0.0), facts)
        for (_, facts), vector in zip(rivals, vectors, strict=True)
        if facts.type is EntityType.STATE
    ]
    demonyms = {name_key(text) for _, facts in states for text in facts.demonyms}
    if not states or not demonyms.isdisjoint(surface.key for surface in named.surfaces):
        return [0.0] * len(rivals)
    own = max(share for share, _ in states)
    shares = [
        vector.get("country", 0.0) if f.type is EntityType.PLACE else 0.0
        for (_, f), vector in zip(rivals, vectors, strict=True)
    ]
    return [
        max(0.0, (max(shares) if facts.type is EntityType.STATE else share) - own)
        for (_, facts), share in zip(rivals, shares, strict=True)
    ]


def _early_id(qid: str) -> float:
    """Ids were given out to the well known first: 1 for Q1, 0 for Q1,000,000,000."""
    return max(0.0, 1.0 - math.log10(max(1, int(qid[1:]))) / 9.0)


def _team(context: Context, named: Named, facts: EntityFacts) -> float:
    """How likely a place or state stands for its team: in a sports report, and not after "in" or "near"."""
    if facts.type not in (EntityType.PLACE, EntityType.STATE):
        return 0.0
    return context.sport * (1.0 - named.located)


def _qualified(index: Index, named: Named, facts: EntityFacts) -> float:
    """1 when what stands behind a place's name is the candidate's country or lies in it, else -1."""
    if facts.type is not EntityType.PLACE or facts.country is None:
        return 0.0
    countries = set()
    for text in named.qualifiers:
        found = [n for n in index.lookup(text) if n.type in (EntityType.STATE, EntityType.PLACE)][:1]
        for name in found:
            about = index.facts(name.qid)
            countries.add(name.qid if name.type is EntityType.STATE else about.country if about else None)
    countries.discard(None)
    return 0.0 if not countries else 1.0 if facts.country in countries else -1.0


@lru_cache(maxsize=1)
def _fits() -> dict[frozenset[EntityType], float]:
    return {frozenset((EntityType(a), EntityType(b))): fit for a, b, fit in read_yaml("type_fit.yaml")}


def type_fit(given: EntityType, candidate: EntityType) -> float:
    """How well the types go together, in [0, 1]."""
    return 1.0 if given is candidate else _fits().get(frozenset((given, candidate)), 0.0)


def _coverage(index: Index, named: Named, facts: EntityFacts) -> float:
    """Share of the article's names for the entity that are names, or parts of names, of the candidate."""
    texts = (facts.label, *facts.aliases, *facts.demonyms)
    keys = {name_key(text) for text in texts} | {person_key(text) for text in texts}
    words = {word for key in keys for word in key.split()}
    total = hit = 0
    for surface in named.surfaces:
        count = max(surface.count, 1)
        total += count
        known = surface.key in keys or person_key(surface.text) in keys
        if (
            known
            or set(surface.key.split()) <= words
            or any(n.qid == facts.qid for n in index.lookup(surface.text))
        ):
            hit += count
    return hit / total if total else 0.0


def _case_misfit(found: Found, facts: EntityFacts) -> float:
    """An acronym in the index is not meant by a word in lower case, nor a short one by "Who" or "Us"."""
    same = [text for text in (facts.label, *facts.aliases) if name_key(text) == name_key(found.surface)]
    upper = bool(same) and all(text.isupper() for text in same)
    word = found.surface.islower() or (len(found.surface) <= _WORD_LIKE and found.surface.istitle())
    return float(upper and word)


def _office(offices: frozenset[str], tenures: Iterable[Tenure], date: str | None) -> float:
    """Whether an office said of the entity is one the candidate held: 1 at the date, 0.5 at any time."""
    sureness = [0.5 + 0.5 * (held_on(t, date) if date else 0.0) for t in tenures if t.category in offices]
    return max(sureness, default=0.0)


def _date_misfit(facts: EntityFacts, tenures: tuple[Tenure, ...], date: str | None) -> float:
    """1 when the candidate cannot be in news of that date: unborn, not begun, long gone."""
    if date is None:
        return 0.0
    if facts.type is EntityType.PERSON:
        if facts.start and year(date) - year(facts.start) < _GROWN:
            return 1.0
        if facts.end and year(date) - year(facts.end) > _FORGOTTEN:
            return 0.5
        starts = [t.start for t in tenures if t.start]
        # Known for offices only, and all of them still to come: hardly news yet.
        return 0.5 if starts and year(min(starts)) - year(date) > 5 else 0.0
    if facts.start and first_day(facts.start) > last_day(date):
        return 1.0
    return 0.5 if facts.end and last_day(facts.end) < first_day(date) else 0.0
