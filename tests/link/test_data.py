"""The hand-written and made tables beside the facts fit the facts and the program."""

import pytest

from loader.link import Linker
from loader.link.bodies import BodyNames, bare_name
from loader.link.classify import read_tsv, read_yaml
from loader.link.dates import held_on
from loader.link.explained import explain_name, name_alone
from loader.link.ranking import default_ranking
from loader.model import EntityType


def test_states_regions_and_continents_have_points(shipped):
    for name in ("United States", "California", "Queensland", "England", "Africa"):
        facts = shipped.facts(shipped.lookup(name)[0].qid)
        assert None not in (facts.lat, facts.lon), name


def test_a_city_keeps_the_point_of_the_facts(shipped):
    placed = {row["qid"] for row in read_tsv("coordinates.tsv")}
    paris = shipped.facts("Q90")
    assert "Q90" not in placed
    assert (round(paris.lat), round(paris.lon)) == (49, 2)


@pytest.mark.parametrize("table", ["coordinates.tsv", "tenures.tsv"])
def test_every_row_is_of_the_entity_that_its_label_names(shipped, table):
    for row in read_tsv(table):
        facts = shipped.facts(row.get("qid") or row["holder"])
        assert getattr(facts, "label", None) == row["label"], row


def test_offices_from_before_the_facts_are_known(shipped):
    tenures = shipped.tenures_of(shipped.lookup("Ronald Reagan")[0].qid)
    assert max(held_on(tenure, "1985-05-05") for tenure in tenures) == 1.0
    assert max(held_on(tenure, "1995-05-05") for tenure in tenures) == 0.0


def test_every_weight_has_words_and_every_words_a_weight():
    words = read_yaml("features.yaml")
    assert set(default_ranking().weights) == set(words["words"])
    assert set(words["by_hand"]) <= set(words["words"])
    assert all(default_ranking().weights[name] == value for name, value in words["by_hand"].items())


def test_words_of_the_state_and_empty_words_do_not_tell_bodies_apart():
    names = ("republic of kazakhstan", "kazakhstan", "kazakh")
    label = "Ministry of Internal Affairs of the Republic of Kazakhstan"
    assert bare_name(label, names) == bare_name("Kazakh Interior Ministry", names) == {"ministry", "interior"}
    assert bare_name("Republic of Kazakhstan", names) == frozenset()


def test_a_body_is_found_by_its_class_whatever_it_is_called(shipped):
    assert BodyNames(shipped).called("the parliament", "Q801")[0] == "Q133396"


def test_what_is_explained_is_what_is_linked(shipped):
    linker = Linker(shipped)
    record = name_alone("Georgia", EntityType.STATE, None, ("Russia",))
    verdict = explain_name(linker, record, "e1")
    link = linker.link(record)[0]
    assert (verdict.qid, round(verdict.score, 4)) == (link.qid, link.score)
    first = verdict.candidates[0]
    assert sum(r.contribution for r in first.reasons) == pytest.approx(
        linker.ranking.score({r.feature: r.value for r in first.reasons})
    )
