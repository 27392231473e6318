"""The query service: an answer is whole, or it is no answer."""

import pytest

from loader.errors import WikidataUnavailable
from loader.link.live.manners import GAP, TRIES
from loader.link.live.sparql import Endpoint, OutOfTime

from .server import STACK_TRACE

ROWS = [{"item": f"http://www.wikidata.org/entity/Q{n}", "label": "x" * 50} for n in range(1, 5)]


@pytest.fixture
def endpoint(wikidata, manners):
    wikidata.sparql = lambda _: ROWS
    return Endpoint(wikidata.endpoint, manners, timeout=1)


def test_solutions_come_as_plain_text(endpoint, wikidata):
    assert endpoint.select("SELECT ?item {}") == ROWS
    assert wikidata.requests[0].agent.startswith("geokg/")
    assert "someone@example.org" in wikidata.requests[0].agent


def test_json_cut_in_the_middle_with_a_stack_trace_is_a_time_out_and_no_data(endpoint, wikidata):
    wikidata.faults = ["out_of_time"]
    with pytest.raises(OutOfTime):
        endpoint.select("SELECT ?item {}")
    assert len(wikidata.requests) == 1


@pytest.mark.parametrize("fault", ["busy", "busy_until", "broken", "garbage", "slow", "half", "cut"])
def test_a_fault_that_passes_is_waited_out(endpoint, wikidata, fault):
    wikidata.faults = [fault]
    assert endpoint.select("SELECT ?item {}") == ROWS
    assert [request.sound for request in wikidata.requests] == [False, True]


@pytest.mark.parametrize(("fault", "least", "most"), [("busy", 7, 7), ("busy_until", 85, 90), ("half", 1, 1)])
def test_the_pause_is_what_the_server_asks_for(endpoint, wikidata, fault, least, most):
    wikidata.faults = [fault]
    endpoint.select("SELECT ?item {}")
    (pause,) = wikidata.clock.slept
    assert least <= pause <= most


def test_a_fault_that_does_not_pass_is_told_after_so_many_tries(endpoint, wikidata):
    wikidata.faults = ["broken"] * 100
    with pytest.raises(WikidataUnavailable, match="status 500"):
        endpoint.select("SELECT ?item {}")
    assert len(wikidata.requests) == TRIES + 1


def test_queries_keep_their_distance(endpoint, wikidata):
    for _ in range(3):
        endpoint.select("SELECT ?item {}")
    assert wikidata.clock.slept == [GAP, GAP]
    assert wikidata.most_at_once == 1


def test_a_part_that_takes_too_long_is_halved_until_it_does_not(endpoint, wikidata):
    def at_most_three(query):
        ids = query.split("{")[1].split("}")[0].split()
        if len(ids) > 3:
            return '{"head": {}, "results": {"bind' + STACK_TRACE
        return [{"id": name} for name in ids]

    wikidata.sparql = at_most_three
    ids = [f"Q{n}" for n in range(1, 11)]
    found = [row["id"] for row in endpoint.in_parts("SELECT * {$ids}", ids, 10)]
    assert found == [f"wd:{qid}" for qid in ids]


def test_one_id_that_takes_too_long_is_told(endpoint, wikidata):
    wikidata.faults = ["out_of_time"] * 9
    with pytest.raises(WikidataUnavailable, match="Q1 alone"):
        list(endpoint.in_parts("SELECT * {$ids}", ["Q1", "Q2"], 10))


def test_no_connection_is_told_at_once(manners, wikidata):
    with pytest.raises(WikidataUnavailable, match="refused"):
        Endpoint("http://127.0.0.1:9/sparql", manners).select("SELECT * {}")
    assert len(wikidata.clock.slept) == 1
