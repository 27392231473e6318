"""With a network, more is linked; without one, or with a bad one, nothing is linked otherwise."""

import itertools
import json
import random
from dataclasses import replace

import pytest

from loader.link import Linker, with_links
from loader.link.live.manners import GAP
from loader.link.live.online import OnlineLinker
from loader.model import MentionKind

from ..test_linker import extraction
from .server import item

PUTINS = extraction(
    "Igor Putin and President Vladimir Putin met in Kazakhstan. Zorblax Qux of Oslo, Roman Putin and "
    "Maria Vorontsova left. The ABC reported from Malta that Zorblax Qux met protesters and Kazakh police.",
    ("Igor Putin", "Person"),
    ("President Vladimir Putin", "Person"),
    ("Kazakhstan", "State"),
    ("Zorblax Qux", "Person"),
    ("Oslo", "Place"),
    ("Roman Putin", "Person"),
    ("Maria Vorontsova", "Person"),
    ("ABC", "Media"),
    ("Malta", "State"),
)
FOUND = ["Q1833348", "Q7747", "Q232", None, "Q585", "Q15087614", "Q19816371", "Q169889", "Q233"]


def test_what_the_index_could_not_decide_is_found(online):
    assert [link.qid for link in online.link(PUTINS)] == FOUND


def test_a_live_link_says_so_and_the_others_are_untouched(online, small):
    offline = Linker(small).link(PUTINS)
    for before, after in zip(offline, online.link(PUTINS), strict=True):
        assert after == before or (before.qid is None and after.method.startswith("live:"))


def test_only_the_undecided_names_are_asked_for(online, wikidata):
    text = "Kazakhstan and the protesters and the Zorbian police and Igor Putin."
    named = [("Kazakhstan", "State"), ("Igor Putin", "Person")]
    online.link(extraction(text, *named))
    online.link(extraction(text, ("protesters", "Person"), kind=MentionKind.NOMINAL))
    online.link(extraction(text, ("Zorbian", "State"), kind=MentionKind.ADJECTIVE))
    assert [r.asked["search"] for r in wikidata.asked("wbsearchentities")] == ["Igor Putin"]


def test_an_article_that_the_index_decides_asks_nothing(online, wikidata):
    online.link(extraction("Kazakhstan met Kazakhstan.", ("Kazakhstan", "State")))
    assert wikidata.requests == []


def test_a_title_is_not_asked_for(online, wikidata):
    online.link(extraction("President Vladimir Putin left.", ("President Vladimir Putin", "Person")))
    assert wikidata.requests[0].asked["search"] == "Vladimir Putin"


def test_a_disambiguation_page_is_never_linked(online, wikidata):
    """Not even where it is the only hit, and bears the very name."""
    wikidata.hits["Alphabet"] = ["Q286874"]
    wikidata.known["Q286874"] = item("Q286874", "Alphabet", P31="Q4167410", P1308="Q5")
    (link,) = online.link(extraction("Alphabet spoke.", ("Alphabet", "Organization")))
    assert (link.qid, link.candidates) == (None, ())


def test_a_merged_id_gives_the_id_that_holds_now(online, wikidata):
    wikidata.hits["Oslo"] = ["Q99000001"]
    wikidata.redirects["Q99000001"] = "Q585"
    (link,) = online.link(extraction("Oslo voted.", ("Oslo", "Place")))
    assert (link.qid, link.method) == ("Q585", "live:label")


def test_a_deleted_id_is_no_candidate(online, wikidata):
    wikidata.hits["Igor Putin"] = ["Q99000002"]
    (link,) = online.link(extraction("Igor Putin spoke.", ("Igor Putin", "Person")))
    assert (link.qid, link.candidates) == (None, ())


def test_a_live_candidate_is_ranked_by_the_same_features(online):
    """Oslo is a place: as the name of a person it is not believed."""
    (place,) = online.link(extraction("Oslo voted.", ("Oslo", "Place")))
    (person,) = online.link(extraction("Oslo spoke.", ("Oslo", "Person")))
    assert (place.qid, person.qid) == ("Q585", None)
    assert person.candidates[0].score < place.score


def test_what_stays_unknown_keeps_the_live_candidates_for_review(online):
    (link,) = online.link(extraction("Oslo spoke.", ("Oslo", "Person")))
    assert (link.qid, link.score, link.method) == (None, 0.0, "live:nil")
    assert [candidate.qid for candidate in link.candidates] == ["Q585"]


def test_what_was_learnt_reaches_the_record(online, small):
    record = extraction("Oslo voted.", ("Oslo", "Place"))
    links = online.link(record)
    (entity,) = with_links(record, links, online.knowledge).entities
    assert entity.qid == "Q585"
    assert entity.lat == pytest.approx(59.9, abs=0.1)
    assert small.facts("Q585") is None


def test_offices_of_a_person_found_live_are_known(online, wikidata):
    wikidata.known["Q218295"] = item("Q218295", "President of Russia", P31="Q4164871", P1001="Q159")
    named = [("Vladimir Putin", "Person")]
    online.link(extraction("Vladimir Putin, the president, spoke.", *named, published="2022-01-07"))
    held = online.knowledge.tenures_of("Q7747")
    assert ("President of Russia", "Q159", "2012-05-07") in [(t.office, t.of, t.start) for t in held]


def test_links_do_not_depend_on_the_articles_before(online):
    one = extraction("Igor Putin spoke.", ("Igor Putin", "Person"))
    first = online.link(one)
    online.link(PUTINS)
    assert online.link(one) == first


def test_asking_again_costs_no_request(online, wikidata):
    online.link(PUTINS)
    before = len(wikidata.requests)
    online.link(PUTINS)
    assert len(wikidata.requests) == before


def test_entities_of_an_article_are_fetched_together(online, wikidata):
    """One search a name, then all entities, then the labels of their offices."""
    online.link(PUTINS)
    assert len(wikidata.asked("wbsearchentities")) == 8
    assert len(wikidata.asked("wbgetentities")) == 2


def test_no_network_gives_the_same_links_as_offline_and_one_line(small, settings, wikidata):
    said = []
    nowhere = replace(settings, wikidata_api="http://127.0.0.1:9/w/api.php")
    with OnlineLinker(Linker(small), nowhere, said.append, wikidata.clock) as linker:
        for _ in range(3):
            assert linker.link(PUTINS) == Linker(small).link(PUTINS)
    (line,) = said
    assert "\n" not in line
    assert "going on with the index alone" in line
    assert len(wikidata.clock.slept) == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_flaky_server_gives_the_links_of_a_steady_one(online, wikidata, small, settings, seed):
    steady = online.link(PUTINS)
    asked = len(wikidata.requests)
    wikidata.requests.clear()
    kinds = ["busy", "lagging", "broken", "garbage", "half", "cut"]
    dice = random.Random(seed)  # noqa: S311 - not a secret
    faults = [dice.choice([*kinds, None, None]) for _ in range(asked)]
    wikidata.faults = [*faults]
    fresh = replace(settings, wikidata_cache=settings.wikidata_cache / "fresh")
    said: list[str] = []
    with OnlineLinker(Linker(small), fresh, said.append, wikidata.clock) as linker:
        flaky = linker.link(PUTINS)
    assert flaky == steady
    assert said == []
    sound = [request for request in wikidata.requests if request.sound]
    assert len(sound) == asked
    assert len(wikidata.requests) == asked + sum(fault is not None for fault in faults)
    times = [request.at for request in wikidata.requests]
    assert all(later - earlier >= GAP for earlier, later in itertools.pairwise(times))
    assert wikidata.most_at_once == 1
    assert json.dumps([link.score for link in flaky]) == json.dumps([link.score for link in steady])
