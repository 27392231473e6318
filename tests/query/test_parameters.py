"""What users write for a parameter, and what they are told when it is wrong."""

from datetime import date
from pathlib import Path

import pytest
from rdflib import XSD, Literal

from loader.errors import ParameterError
from loader.query import Catalogue, NamedQuery
from loader.query.header import parse
from loader.query.parameters import Binder
from loader.rdf import GEOKG, WD

HEADER = """\
#+ summary: s
#+ description: d
#+ params:
#+   who: {type: entity}
#+   what: {type: concept, prefix: "geokg:outcome-", enum: [killed, injured]}
#+   when: {type: date}
#+   n: {type: integer, default: 3}
#+   text: {type: string}
#+   node: {type: iri}
#+ returns: {x: string}
#+ example: {params: {who: Q232}, fixture: kazakhstan, rows: 0}
SELECT ?x { $who $what $when_from, $when_until, $n, $text, $node }
"""


@pytest.fixture
def query() -> NamedQuery:
    return parse(HEADER, "topic/verb-noun", Path("verb-noun.rq"))


@pytest.fixture
def binder(stored, world) -> Binder:
    return Binder(stored("kazakhstan"), world, today=date(2024, 2, 10))


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("who", "Q232", WD.Q232),
        ("who", "q232", WD.Q232),
        ("who", "wd:Q232", WD.Q232),
        ("who", "http://www.wikidata.org/entity/Q232", WD.Q232),
        ("who", " kazakhstan ", WD.Q232),
        ("what", "Killed", GEOKG["outcome-killed"]),
        ("n", "-7", Literal("-7", datatype=XSD.integer)),
        ("text", 'say "no"', Literal('say "no"')),
        ("node", "https://example.org/x", Literal("https://example.org/x")),
    ],
)
def test_values_become_typed_terms(binder: Binder, query: NamedQuery, name: str, value: str, term):
    bound = binder.bind(query, {name: value}).terms[name]
    assert str(bound) == str(term)
    assert getattr(bound, "datatype", None) == getattr(term, "datatype", None)


@pytest.mark.parametrize(
    ("value", "first", "last", "kind"),
    [
        ("2022", "2022-01-01", "2022-12-31", XSD.gYear),
        ("2024-02", "2024-02-01", "2024-02-29", XSD.gYearMonth),
        ("2022-01-07", "2022-01-07", "2022-01-07", XSD.date),
        ("today", "2024-02-10", "2024-02-10", XSD.date),
    ],
)
def test_a_date_is_bound_with_the_days_it_can_mean(binder, query, value: str, first: str, last: str, kind):
    terms = binder.bind(query, {"when": value}).terms
    assert terms["when"].datatype == kind
    assert (str(terms["when_from"]), str(terms["when_until"])) == (first, last)


def test_a_default_is_taken_and_the_rest_stays_without(binder: Binder, query: NamedQuery):
    assert set(binder.bind(query, {}).terms) == {"n"}


def test_a_name_of_several_takes_the_best_known_and_says_so(binder: Binder, query: NamedQuery):
    bound = binder.bind(query, {"who": "Georgia"})
    assert bound.terms["who"] == WD.Q230
    assert bound.notices == ("who: took 'Georgia' for Georgia (Q230), not Georgia (Q1428)",)


def test_an_alias_says_whom_it_was_taken_for(binder: Binder, query: NamedQuery):
    assert binder.bind(query, {"who": "CSTO"}).notices == (
        "who: took 'CSTO' for Collective Security Treaty Organization (Q318693)",
    )


@pytest.mark.parametrize("name", ["Moldanov", "moldanov"])
def test_who_is_not_in_the_index_is_found_in_the_store(binder: Binder, query: NamedQuery, name: str):
    assert "/entity/Person/moldanov" in binder.bind(query, {"who": name}).terms["who"]


def test_a_spelling_of_the_articles_is_understood_without_an_index(stored, query: NamedQuery):
    bound = Binder(stored("kazakhstan")).bind(query, {"who": "Smailov"})
    assert bound.terms["who"] == WD.Q112225429
    assert bound.notices == ("who: took 'Smailov' for Alihan Smaiylov (Q112225429)",)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"whom": "Q1"}, "no parameter 'whom'"),
        ({"who": "Atlantis"}, "'Atlantis' is the name of nothing known"),
        ({"what": "eaten"}, "'eaten' is none of killed, injured"),
        ({"when": "last week"}, "'last week' is no date"),
        ({"when": "2022-13"}, "month must be in 1..12"),
        ({"when": "2022-02-30"}, "parameter 'when'"),
        ({"n": "many"}, "'many' is no whole number"),
        ({"node": "not an iri"}, "'not an iri' is no IRI"),
        ({"node": "https://example.org/<x>"}, "is no IRI"),
    ],
)
def test_what_is_wrong_is_told_with_the_parameters_and_an_example(binder, query, given, words: str):
    with pytest.raises(ParameterError) as told:
        binder.bind(query, given)
    assert words in str(told.value)
    assert "what: one of killed, injured, optional" in str(told.value)
    assert "Example: geokg query topic/verb-noun --param who=Q232" in str(told.value)


def test_a_period_that_ends_before_it_begins_is_refused(binder: Binder):
    with pytest.raises(ParameterError, match=r"ends .2020-12-31. before"):
        binder.bind(Catalogue().find("list-changes"), {"since": "2021", "until": "2020"})
    assert binder.bind(Catalogue().find("list-changes"), {"since": "2021", "until": "2021-01"}).terms


def test_a_name_is_taken_for_an_entity_of_the_kind_that_the_query_is_about(binder: Binder):
    asked = parse(
        HEADER.replace("who: {type: entity}", "who: {type: entity, kinds: [Place]}"), "t/q", Path("q")
    )
    assert binder.bind(asked, {"who": "Georgia"}).terms["who"] == WD.Q1428


def test_a_required_parameter_that_is_missing_is_named(binder: Binder):
    with pytest.raises(ParameterError, match="'state' is missing"):
        binder.bind(Catalogue().find("list-leaders"), {})
    with pytest.raises(ParameterError, match="'state' is missing"):
        binder.bind(Catalogue().find("list-leaders"), {"state": " "})
