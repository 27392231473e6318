"""Which events of several articles are one, and the clusters that tell it in the graph.

An event that two articles give alike in root, participants, place and day is one node already. Reports of one
event differ a little; what is let pass is told in docs/events.md ("One event or two") and done here:

- `compare` finds what two reports of one event never are: of another root, mode or outcome, more than a day
  apart, with an actor, recipient or place that is another's, with tolls of which one is more than twice the
  other, or told by one article, which had its chance to tell them as one.
- `same` says what makes two reports of one event likely enough: how many of actor, recipient and place are
  the same, whether trigger or mode is, and which further words and numbers their sentences share.

A cluster holds two events at least. Each of them is the same as another of it and contradicts none. Which
they are follows from the set of events, never from the order in which they came. Never touches the events
themselves, and reads no store.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import combinations, product

from rdflib import RDF, URIRef

from loader.map.wording import told_words
from loader.rdf import GEOKG, Iris, Quad, SharedBlock

DAYS = 1
"""How many days two reports of one event may lie apart."""
TOLL = 2
"""How many times the dead of one report the other may tell: tolls rise."""
TELLING = 5
"""A number from here on, that is no year, is unlikely to stand in reports of two events by chance."""
WORDS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Roots that are told of what is said: these are one only if they are about one thing."""
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Roots in which either side may be told to act."""
AREAS = frozenset({"strip", "oblast", "region", "province", "governorate", "state", "county", "territory"})
"""Words in the names of places that are wider than a town."""
BLOCK = "events"
_YEARS = range(1900, 2100)


class Likeness(IntEnum):
    """How two reports agree in who acts, who is acted upon, or where."""

    DIFFERS = -1
    OPEN = 0
    """One leaves it open, or tells it less exactly: a state for its town, "gunmen" for "attackers"."""
    AKIN = 1
    """A state for what is part of it, "the rebels" for "M23 rebels"."""
    STATE = 2
    """The same state or region, which does and suffers much in a day."""
    SAME = 3
    """The same person, body, group or town."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an entity: its label, the states that it is of, and what sort it is."""

    name: str = ""
    homes: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def described(self) -> bool:
        """Whether it goes by a description ("Palestinian men"), which the next article words otherwise."""
        return not any(word[:1].isupper() for word in self.name.split()[1:]) and (
            " " in self.name or not self.name[:1].isupper()
        )

    @property
    def wide(self) -> bool:
        """Whether it is a state or a region, where much happens in a day."""
        area = "Place" in self.classes and not AREAS.isdisjoint(self.name.lower().split())
        return area or "State" in self.classes

    @property
    def head(self) -> str:
        """What a description is of: its last word."""
        return (self.name.lower().split() or [""])[-1].removesuffix("s")


@dataclass(frozen=True, slots=True)
class EventNode:
    """An event of the store, with what the sentences that tell it say besides.

    `day` is None where less is known: such an event is joined to nothing. It is that of the event if `dated`,
    else that of the report. `words` are those of its sentences as `told_words` gives them; `killed` all
    numbers of dead told in them.
    """

    iri: str
    root: str
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    day: date | None = None
    dated: bool = False
    articles: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    killed: frozenset[int] = frozenset()

    @property
    def participants(self) -> frozenset[str]:
        """All who take part, and where."""
        return self.actors | self.recipients | self.places


@dataclass(frozen=True, slots=True)
class Comparison:
    """In what two reports that do not contradict each other agree."""

    actors: Likeness
    recipients: Likeness
    places: Likeness
    close: bool
    """Of one day; or one is dated and the other, which is not, was reported the day after."""
    trigger: bool
    """Told by one trigger word."""
    mode: bool
    """Of one mode."""
    number: bool
    """Their sentences share a telling number: of an attack, the same toll."""
    words: frozenset[str]
    """What both sentences say beyond the participants."""

    @property
    def all(self) -> tuple[Likeness, Likeness, Likeness]:
        """Actor, recipient, place."""
        return self.actors, self.recipients, self.places


def cluster(events: Iterable[EventNode], told: Mapping[str, Told]) -> list[tuple[EventNode, ...]]:
    """Events that are likely one, two or more together; the surest pairs first, then by IRI."""
    nodes = sorted((e for e in events if e.day is not None), key=lambda e: e.iri)
    links: list[tuple[int, int, int]] = []
    for a, b in _near(nodes, told):
        found = compare(nodes[a], nodes[b], told)
        if found is not None and same(nodes[a].root, found):
            links.append((-sum(found.all) - len(found.words), a, b))
    groups: dict[int, list[int]] = {}
    for _, a, b in sorted(links):
        left, right = groups.get(a, [a]), groups.get(b, [b])
        if left is right:
            continue
        if any(compare(nodes[x], nodes[y], told) is None for x, y in product(left, right)):
            continue
        joined = sorted((*left, *right))
        groups.update(dict.fromkeys(joined, joined))
    firsts = [group for number, group in sorted(groups.items()) if group[0] == number]
    return [tuple(nodes[n] for n in group) for group in firsts]


def compare(one: EventNode, other: EventNode, told: Mapping[str, Told]) -> Comparison | None:
    """In what two reports agree; None where they contradict each other, see above."""
    if one.root != other.root or one.day is None or other.day is None or one.articles & other.articles:
        return None
    apart = abs((one.day - other.day).days)
    if apart > DAYS or (one.modes and other.modes and not one.modes & other.modes):
        return None
    if one.outcomes != other.outcomes:
        return None  # what failed is not what was done
    if not _tolls_fit(one.killed, other.killed):
        return None
    actors, recipients = _sides(one, other, told)
    places = _likeness(one.places, other.places, told)
    if Likeness.DIFFERS in (actors, recipients, places):
        return None
    known = (told[p] for p in one.participants | other.participants if p in told)
    names = (about.name for about in known if not about.described)
    words = (one.words & other.words) - told_words(" ".join(names))
    return Comparison(
        actors,
        recipients,
        places,
        close=apart == 0 or _day_after(one, other) or _day_after(other, one),
        trigger=bool(one.triggers & other.triggers),
        mode=bool(one.modes & other.modes),
        number=_same_toll(one, other) if one.root == "ASSAULT" else _same_number(words),
        words=words,
    )


def same(root: str, found: Comparison) -> bool:
    """Whether two reports of a root that do not contradict each other are likely of one event."""
    agreeing = sum(likeness >= Likeness.STATE for likeness in found.all)
    akin = agreeing + sum(likeness is Likeness.AKIN for likeness in found.all)
    own = sum(likeness is Likeness.SAME for likeness in found.all)
    words = len(found.words)
    target = found.recipients is Likeness.SAME
    anchored = target or found.places is Likeness.SAME
    alike = found.trigger or found.mode
    if target and found.mode and root == "COERCE":
        return words >= 1
    if not found.close:
        likely = (anchored and found.number) or (target and akin >= 2 and root != "ASSAULT")
        return found.trigger and words >= 3 and likely
    if agreeing >= 2 and own:
        return words >= 2 if root in WORDS else alike or words >= 1
    if root == "ASSAULT":  # a war has several a day, by the same on the same
        return alike and anchored and words >= 4
    return alike and ((akin >= 2 and words >= 2) or (anchored and words >= 3))


def block(clusters: Iterable[tuple[EventNode, ...]], iris: Iris) -> SharedBlock:
    """The clusters as RDF, in a graph of their own; each is called after its smallest event."""
    graph = iris.graph(BLOCK)
    quads: list[Quad] = []
    for members in clusters:
        first = min(event.iri for event in members)
        node = URIRef(f"{iris.base}event/{hashlib.blake2b(first.encode(), digest_size=10).hexdigest()}")
        quads.append((node, RDF.type, GEOKG.EventCluster, graph))
        quads.extend((node, GEOKG.joinsEvent, URIRef(event.iri), graph) for event in members)
    return SharedBlock(BLOCK, tuple(sorted(quads)))


def _near(nodes: list[EventNode], told: Mapping[str, Told]) -> Iterator[tuple[int, int]]:
    """Pairs worth a comparison: of one root, no more than `DAYS` apart, somebody or a state in common."""
    shelves: defaultdict[tuple[str, date, str], list[int]] = defaultdict(list)
    for number, event in enumerate(nodes):
        names = {name for p in event.participants for name in (p, *told.get(p, Told()).homes)}
        for name, step in product(names, range(DAYS + 1)):
            if event.day is not None:
                shelves[event.root, event.day + timedelta(days=step), name].append(number)
    yield from sorted({pair for shelf in shelves.values() for pair in combinations(shelf, 2)})


def _sides(one: EventNode, other: EventNode, told: Mapping[str, Told]) -> tuple[Likeness, Likeness]:
    """How actors and recipients agree; those of what two do with each other may have changed places."""
    actors = _likeness(one.actors, other.actors, told)
    if actors is Likeness.DIFFERS and _unnamed_doer(one, other, told):
        actors = Likeness.OPEN
    recipients = _likeness(one.recipients, other.recipients, told)
    town = _town_for_target(one, other, told) or _town_for_target(other, one, told)
    if (recipients is Likeness.DIFFERS and town) or _person_for_state(recipients, one, other, told):
        recipients = Likeness.OPEN
    if one.root in MUTUAL and Likeness.DIFFERS in (actors, recipients):
        return (
            _likeness(one.actors, other.recipients, told),
            _likeness(one.recipients, other.actors, told),
        )
    return actors, recipients


def _likeness(ones: frozenset[str], others: frozenset[str], told: Mapping[str, Told]) -> Likeness:
    """The best that any two of them give."""
    if not ones or not others:
        return Likeness.OPEN
    return max(_pair(one, other, told) for one, other in product(ones, others))


def _pair(one: str, other: str, told: Mapping[str, Told]) -> Likeness:
    a, b = told.get(one, Told()), told.get(other, Told())
    if one == other:
        return Likeness.STATE if a.wide else Likeness.SAME
    if one in b.homes or other in a.homes:
        part = b if one in b.homes else a
        return Likeness.OPEN if "Place" in part.classes else Likeness.AKIN
    if a.homes and b.homes and a.homes.isdisjoint(b.homes):
        return Likeness.DIFFERS
    first, second = a.name.lower(), b.name.lower()
    if first == second and "UnlinkedEntity" in a.classes | b.classes:
        return Likeness.AKIN
    if not (a.described or b.described):
        leads = ("Person" in a.classes) != ("Person" in b.classes) and bool(a.homes & b.homes)
        return Likeness.OPEN if leads and "Place" not in a.classes | b.classes else Likeness.DIFFERS
    forces = bool(a.homes & b.homes) and "Person" not in a.classes | b.classes
    if a.head == b.head or _within(first, second) or _within(second, first) or forces:
        return Likeness.AKIN
    people = a.described and b.described and "Place" not in a.classes | b.classes
    return Likeness.OPEN if people else Likeness.DIFFERS


def _within(name: str, phrase: str) -> bool:
    """Whether a phrase has a name in it: "Al-Shabaab" in "Al-Shabaab militants"."""
    return f" {name} " in f" {phrase} "


def _unnamed_doer(one: EventNode, other: EventNode, told: Mapping[str, Told]) -> bool:
    """Whether one names those whom the other calls "rebels" or "gunmen" only."""

    def unnamed(event: EventNode) -> bool:
        return all(told.get(a, Told()).described and not told.get(a, Told()).homes for a in event.actors)

    return unnamed(one) != unnamed(other)


def _town_for_target(one: EventNode, other: EventNode, told: Mapping[str, Told]) -> bool:
    """Whether one says that a town was hit where the other tells what was hit in it, without a name."""
    described = all(told.get(r, Told()).described for r in other.recipients)
    return described and bool(one.recipients & other.places)


def _person_for_state(likeness: Likeness, one: EventNode, other: EventNode, told: Mapping[str, Told]) -> bool:
    """Whether one is done to a person and the other to that person's state: not all done to it is to him."""
    people = [any("Person" in told.get(r, Told()).classes for r in e.recipients) for e in (one, other)]
    return likeness is Likeness.AKIN and people[0] != people[1]


def _day_after(one: EventNode, other: EventNode) -> bool:
    """Whether one is undated and was reported the day after the other, as most reports are.

    Not of attacks: those may be the next ones.
    """
    if one.root == "ASSAULT" or one.day is None or other.day is None:
        return False
    return other.dated and not one.dated and one.day - other.day == timedelta(days=1)


def _tolls_fit(ones: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two tolls may be of one event; a sentence may tell several, of which any may be meant."""
    if not ones or not others:
        return True
    return any(max(a, b) <= TOLL * min(a, b) for a, b in product(ones, others))


def _same_toll(one: EventNode, other: EventNode) -> bool:
    """Whether the greatest number of dead that both tell is one, and more than a few."""
    return max(one.killed, default=0) == max(other.killed, default=0) >= TELLING


def _same_number(words: frozenset[str]) -> bool:
    numbers = (int(word) for word in words if word.isdecimal())
    return any(number >= TELLING and number not in _YEARS for number in numbers)
