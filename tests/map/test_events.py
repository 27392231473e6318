"""Which reports of several articles are joined as one event, and which are kept apart."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from loader.map.events import EventNode, Told, cluster

TOLD = {
    "georgia": Told("Georgia", classes=frozenset({"State"})),
    "turkey": Told("Turkey", classes=frozenset({"State"})),
    "navy": Told("Georgian Navy", frozenset({"georgia"}), frozenset({"ArmedForce"})),
    "army": Told("Georgian Army", frozenset({"georgia"}), frozenset({"ArmedForce"})),
    "batumi": Told("Batumi", frozenset({"georgia"}), frozenset({"Place"})),
    "poti": Told("Poti", frozenset({"georgia"}), frozenset({"Place"})),
    "ship": Told("a Turkish freighter", classes=frozenset({"Place"})),
    "port": Told("container terminal", classes=frozenset({"Place"})),
    "rebels": Told("rebels", classes=frozenset({"ArmedGroup"})),
    "fighters": Told("armed fighters", classes=frozenset({"ArmedGroup"})),
    "minister": Told("Ana Example", frozenset({"georgia"}), frozenset({"Person"})),
    "banker": Told("Gio Example", frozenset({"georgia"}), frozenset({"Person"})),
}
DAY = date(2023, 5, 2)
NEXT, LATER = date(2023, 5, 3), date(2023, 5, 4)


def some(*names: str) -> frozenset[str]:
    return frozenset(names)


SHELLED = EventNode(
    "a",
    "ASSAULT",
    actors=some("navy"),
    recipients=some("port"),
    places=some("batumi"),
    day=DAY,
    articles=some("A"),
    modes=some("heavy-weapons"),
    triggers=some("shell"),
    words=some("shell", "terminal", "night", "dock", "cran", "14"),
    killed=frozenset({14}),
)
AGREED = EventNode(
    "a",
    "AGREE",
    actors=some("minister"),
    recipients=some("turkey"),
    day=DAY,
    articles=some("A"),
    triggers=some("agre"),
    words=some("agre", "gas", "pipelin", "price"),
)


def other(event: EventNode, **change: object) -> EventNode:
    return replace(event, iri="b", articles=some("B"), **change)


def joined(one: EventNode, another: EventNode) -> bool:
    found = cluster([one, another], TOLD)
    assert found == cluster([another, one], TOLD)
    return bool(found)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"actors": some("georgia")},
        {"actors": some()},
        {"recipients": some("batumi")},
        {"modes": some()},
        {"killed": frozenset({9})},
        {"places": some("georgia"), "actors": some("navy")},
        {"day": NEXT},
        {"day": NEXT, "actors": some(), "recipients": some()},
    ],
    ids=[
        "told alike by another article",
        "a state for its navy",
        "nobody is said to have done it",
        "the town for what was hit in it",
        "no mode told",
        "a toll that has risen",
        "a state for its town, but actor and target alike",
        "the next day, with the same toll",
        "the next day, with town and toll only",
    ],
)
def test_what_two_articles_tell_a_little_otherwise_is_one_event(change):
    assert joined(SHELLED, other(SHELLED, **change))


@pytest.mark.parametrize(
    "change",
    [
        {"articles": some("A", "B")},
        {"root": "COERCE"},
        {"modes": some("firearms")},
        {"outcomes": some("failed")},
        {"day": LATER},
        {"day": None},
        {"actors": some("army")},
        {"actors": some("turkey")},
        {"places": some("poti")},
        {"recipients": some("ship")},
        {"killed": frozenset({3})},
        {"day": NEXT, "killed": frozenset({12})},
        {"day": NEXT, "killed": frozenset({30, 14})},
        {"day": NEXT, "killed": frozenset()},
        {"actors": some(), "recipients": some(), "places": some("georgia")},
        {"actors": some("georgia"), "recipients": some(), "places": some("georgia")},
    ],
    ids=[
        "two of one article",
        "another root",
        "another mode",
        "one that failed",
        "two days later",
        "undated",
        "another force of the same state",
        "another state",
        "another town",
        "another target in the same town",
        "a toll of another attack",
        "the next day, with another toll",
        "the next day, with a toll of which that is a part",
        "the next day, without a toll",
        "only the state is told",
        "only the state is told, as actor and place",
    ],
)
def test_what_differs_or_tells_too_little_stays_apart(change):
    change = {"articles": some("B"), **change}
    assert not joined(SHELLED, replace(SHELLED, iri="b", **change))


def test_what_is_said_is_one_only_if_it_is_about_one_thing():
    assert joined(AGREED, other(AGREED))
    assert not joined(AGREED, other(AGREED, day=NEXT))
    assert not joined(AGREED, other(AGREED, words=some("agre", "visa", "travel")))


def test_an_arrest_is_told_by_who_is_arrested():
    arrest = replace(SHELLED, root="COERCE", recipients=some("banker"), modes=some("arrest"), killed=some())
    assert joined(arrest, other(arrest, day=NEXT, actors=some(), places=some(), words=some("dock", "bail")))
    assert not joined(arrest, other(arrest, recipients=some("minister")))


def test_what_is_done_to_a_person_need_not_be_what_is_done_to_his_state():
    """Of one day and by one state: sanctions on a minister, and sanctions on the country."""
    steps = replace(
        SHELLED, root="SANCTION", actors=some("turkey"), recipients=some("georgia"), places=some()
    )
    assert joined(steps, other(steps))
    assert not joined(steps, other(steps, recipients=some("minister")))


def test_a_region_is_no_town():
    """Two strikes of one day on one region are two, however much alike they are told."""
    told = {**TOLD, "strip": Told("Gaza Strip", classes=frozenset({"Place"}))}
    strike = replace(SHELLED, recipients=some(), actors=some("turkey"), places=some("strip"), killed=some())
    assert not cluster([strike, other(strike)], told)


def test_a_day_apart_an_undated_report_must_tell_it_by_the_same_word():
    freed = replace(AGREED, root="CONCEDE", recipients=some("banker"), modes=some("release"))
    assert joined(freed, other(freed, day=NEXT))
    assert not joined(freed, other(freed, day=NEXT, triggers=some("overturn")))
    assert joined(replace(freed, dated=True), other(freed, day=NEXT, triggers=some("overturn")))


def test_descriptions_of_people_are_worded_otherwise_by_each_article():
    assert joined(replace(SHELLED, actors=some("rebels")), other(SHELLED, actors=some("fighters")))


def test_clusters_do_not_depend_on_the_order():
    """Day by day the same town is shelled; neighbours that share a toll are one, and nothing chains on."""
    days = [replace(SHELLED, iri=str(n), articles=some(str(n)), day=date(2023, 5, n)) for n in range(1, 6)]
    found = {
        frozenset(frozenset(e.iri for e in members) for members in cluster(order, TOLD))
        for order in permutations(days)
    }
    assert found == {frozenset({frozenset("12"), frozenset("34")})}
