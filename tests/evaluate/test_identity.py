"""Event identity across articles: what is let pass, and what too much or too little joining costs."""

from dataclasses import replace

import pytest

from loader.evaluate.identity import ToldEvent, clusters, same_event, score_clusters

BOMBED = ToldEvent("a/s1", "ASSAULT", frozenset({"Q1"}), frozenset({"Q2"}), frozenset({"Q3"}), "2022-01-07")


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2022-01-08"},
        {"day": "2022-01"},
        {"day": None},
        {"recipients": frozenset()},
        {"actors": frozenset()},
        {"places": frozenset()},
        {"actors": frozenset({"Q1", "Q9"})},
    ],
)
def test_what_reports_of_one_event_may_differ_in(change):
    assert same_event(BOMBED, replace(BOMBED, key="b/s1", **change))


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2022-01-09"},
        {"day": "2021"},
        {"recipients": frozenset({"Q8"})},
        {"actors": frozenset({"Q8"})},
        {"places": frozenset({"Q8"})},
        {"root": "COERCE"},
        {"actors": frozenset(), "recipients": frozenset()},
    ],
)
def test_what_makes_two_events(change):
    assert not same_event(BOMBED, replace(BOMBED, key="b/s1", **change))


def test_who_is_like_one_of_a_cluster_belongs_to_it():
    events = [replace(BOMBED, key=str(n), day=f"2022-01-0{n}") for n in (1, 2, 3, 7)]
    assert sorted(map(sorted, clusters(events))) == [["1", "2", "3"], ["7"]]


def test_over_merging_costs_precision_and_under_merging_recall():
    gold = {"a": 1, "b": 1, "c": 2}
    assert score_clusters([{"a", "b"}, {"c"}], gold).f1 == 100
    over = score_clusters([{"a", "b", "c"}], gold)
    assert (over.p, over.r) == (33.3, 100)
    under = score_clusters([{"a"}, {"b"}, {"c"}], gold)
    assert (under.p, under.r) == (0, 0)
