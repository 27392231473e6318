"""The Action API is asked politely, once, and what it answers is whole."""

import itertools
import threading
from dataclasses import replace

import pytest

from loader.errors import SettingsError, WikidataUnavailable
from loader.link.live.api import WikidataApi
from loader.link.live.manners import GAP, LONGEST_ASKED, TRIES, Manners

from .server import FakeClock, item

PASSING = ["busy", "busy_until", "lagging", "broken", "garbage", "slow", "half", "cut"]


@pytest.fixture
def api(settings, manners):
    with WikidataApi(settings, manners, timeout=(0.5, 0.3)) as api:
        yield api


def test_a_search_gives_ids_as_wikidata_ranks_them(api):
    hits = ("Q169889", "Q286874", "Q781365", "Q287076", "Q304330", "Q1057802", "Q26298")
    assert api.search("ABC") == hits
    assert api.search("Zorblax") == ()


def test_every_request_says_who_asks_and_asks_for_maxlag(api, wikidata):
    api.search("ABC")
    api.entities(["Q233"])
    assert {request.agent.split(" ")[1] for request in wikidata.requests} == {"(someone@example.org)"}
    assert {request.asked["maxlag"] for request in wikidata.requests} == {"5"}


def test_nobody_goes_online_without_a_contact():
    with pytest.raises(SettingsError, match="contact"):
        Manners(" ")


def test_entities_are_asked_for_fifty_at_a_time(api, wikidata):
    wikidata.known |= {f"Q{n}": item(f"Q{n}", "x") for n in range(1000, 1120)}
    assert len(api.entities(f"Q{n}" for n in range(1000, 1120))) == 120
    assert [r.asked["ids"].count("|") + 1 for r in wikidata.requests] == [50, 50, 20]


def test_a_merged_id_leads_to_what_it_was_merged_into(api, wikidata):
    wikidata.redirects["Q99000001"] = "Q1833348"
    assert api.entities(["Q99000001"])["Q99000001"]["id"] == "Q1833348"


def test_deleted_and_impossible_ids_are_left_out(api, wikidata):
    assert set(api.entities(["Q233", "Q99000002", "bogus", "P31", "Q0", "-1"])) == {"Q233"}
    assert wikidata.requests[0].asked["ids"] == "Q233|Q99000002"


def test_an_id_that_the_api_refuses_does_not_cost_its_batch(api, wikidata):
    sound = wikidata.entities
    wikidata.entities = lambda ids: sound(["Q0" if qid == "Q666" else qid for qid in ids])
    assert set(api.entities(["Q233", "Q585", "Q666", "Q7747"])) == {"Q233", "Q585", "Q7747"}


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_waited_out(api, wikidata, fault):
    wikidata.faults = [fault]
    assert api.entities(["Q233"])["Q233"]["labels"]["en"]["value"] == "Malta"
    assert [request.sound for request in wikidata.requests] == [False, True]


@pytest.mark.parametrize(
    ("fault", "least", "most"), [("busy", 7, 7), ("busy_until", 85, 90), ("lagging", 5, 5), ("broken", 1, 1)]
)
def test_the_pause_is_what_the_server_asks_for(api, wikidata, fault, least, most):
    """Retry-After in seconds, as a date, and under maxlag; else the back-off."""
    wikidata.faults = [fault]
    api.search("ABC")
    (pause,) = wikidata.clock.slept
    assert least <= pause <= most


def test_the_back_off_doubles(api, wikidata):
    wikidata.faults = ["broken"] * 4
    api.search("ABC")
    assert wikidata.clock.slept == [1, 2, 4, 8]


@pytest.mark.parametrize("fault", ["broken", "garbage", "lagging", "half"])
def test_a_fault_that_does_not_pass_is_told_after_so_many_tries(api, wikidata, fault):
    wikidata.faults = [fault] * 100
    with pytest.raises(WikidataUnavailable, match="does not answer"):
        api.search("ABC")
    assert len(wikidata.requests) == TRIES + 1
    assert max(wikidata.clock.slept) <= 60


def test_a_ban_is_not_waited_for(api, wikidata):
    wikidata.faults = ["busy_for_hours"]
    with pytest.raises(WikidataUnavailable, match="7200"):
        api.search("ABC")
    assert sum(wikidata.clock.slept) <= LONGEST_ASKED
    assert len(wikidata.requests) == 1


def test_answers_are_kept_on_disk_and_faults_are_not(settings, wikidata):
    wikidata.faults = ["lagging", "garbage"]
    for _ in range(2):
        with WikidataApi(settings, Manners("a@b", wikidata.clock)) as api:
            assert len(api.search("ABC")) == 7
            assert api.search("Zorblax") == ()
    assert len([r for r in wikidata.requests if r.sound]) == 2


def test_kept_answers_expire(settings, wikidata):
    for days, requests in ((30.0, 1), (30.0, 1), (1e-9, 2), (1e-9, 3)):
        changed = replace(
            settings, wikidata_cache_days=days, wikidata_cache=settings.wikidata_cache / str(days)
        )
        with WikidataApi(changed, Manners("a@b", wikidata.clock)) as api:
            api.search("ABC")
        assert len(wikidata.requests) == requests


def test_requests_keep_their_distance_and_never_overlap(api, wikidata):
    wikidata.faults = [None, "broken", None, "half"]
    names = [f"Name {n}" for n in range(8)]
    threads = [threading.Thread(target=api.search, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [request.at for request in wikidata.requests]
    assert len(times) == len(names) + 2
    assert all(later - earlier >= GAP for earlier, later in itertools.pairwise(times))
    assert wikidata.most_at_once == 1


def test_answers_from_the_cache_cost_no_pause(api, wikidata):
    for _ in range(3):
        api.search("ABC")
    assert (len(wikidata.requests), wikidata.clock.slept) == (1, [])


def test_no_network_is_told_at_once(settings, tmp_path):
    clock = FakeClock()
    nowhere = replace(settings, wikidata_api="http://127.0.0.1:9/w/api.php", wikidata_cache=tmp_path / "new")
    with WikidataApi(nowhere, Manners("a@b", clock)) as api, pytest.raises(WikidataUnavailable) as fault:
        api.search("ABC")
    assert "\n" not in str(fault.value)
    assert "refused" in str(fault.value)
    assert len(clock.slept) == 1
