"""An index built from an endpoint is the one that a dump of the same entities gives; updates add to facts."""

import gzip
import json
from datetime import date

import pytest

from loader.errors import IndexFault, SettingsError, WikidataUnavailable
from loader.link import Index, build_index
from loader.link.dump import build_from_dump
from loader.link.live import harvest
from loader.link.live.harvest import build_from_sparql, merge_tenures, update
from loader.settings import Settings

from ..conftest import write_facts
from .blazegraph import answering
from .server import STACK_TRACE, item

OFFICES = [
    item("Q218295", "President of Russia", P31="Q4164871", P279="Q30461", P1001="Q159"),
    item("Q842386", "Prime Minister of Russia", P31="Q294414", P1001="Q159"),
    item("Q3402184", "First Lady of Russia", P31="Q4164871"),
    item("Q17276321", "member of the State Duma", P31="Q4164871", P1001="Q159"),
    item("Q159", "Russia", P31="Q3624078", P1906="Q218295", P1313="Q842386"),
]
"""What the fixtures lack: the offices that people in them held, and whose they are."""


CLASSES = """
never: [Q4167410]
kinds:
  - {kind: person, needs: [P39], classes: [Q5]}
  - {kind: position, classes: [Q4164871, Q294414]}
  - {kind: state, classes: [Q3624078]}
  - {kind: media, classes: [Q1616075]}
  - {kind: city, sitelinks: 5, classes: [Q5119, Q515]}
"""
"""A short list, so that a build asks little."""


@pytest.fixture
def classes(tmp_path):
    path = tmp_path / "classes.yaml"
    path.write_text(CLASSES, encoding="utf-8")
    return path


@pytest.fixture
def build(settings, wikidata, classes, tmp_path):
    """Builds an index under a name."""

    def build(name):
        build_from_sparql(settings, tmp_path / name, classes, clock=wikidata.clock)
        return tmp_path / name

    return build


@pytest.fixture
def everything(wikidata):
    """The fixtures and the offices, behind the endpoint."""
    known = [*wikidata.known.values(), *OFFICES]
    wikidata.sparql = answering(known)
    return known


def dump_of(entities, path):
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(entity) for entity in entities) + "\n]\n")
    return path


def contents(path):
    index = Index(path)
    names = sorted((n.text, n.qid, n.kind) for n in index.names())
    qids = sorted({qid for _, qid, _ in names})
    return names, [index.facts(qid) for qid in qids], [index.tenures_of(qid) for qid in qids]


def test_an_endpoint_gives_the_index_that_a_dump_gives(everything, build, classes, tmp_path):
    build("sparql.sqlite")
    build_from_dump(dump_of(everything, tmp_path / "dump.json.gz"), tmp_path / "dump.sqlite", classes)
    (names, facts, tenures), expected = (
        contents(tmp_path / "sparql.sqlite"),
        contents(tmp_path / "dump.sqlite"),
    )
    assert names == expected[0]
    assert [fact.label for fact in facts] == [fact.label for fact in expected[1]]
    assert tenures == expected[2]
    assert [t.category for t in Index(tmp_path / "sparql.sqlite").tenures_of("Q7747")].count(
        "head_of_state"
    ) == 2
    for fact, other in zip(facts, expected[1], strict=True):
        assert (fact.type, fact.start, fact.end) == (other.type, other.start, other.end)


@pytest.mark.usefixtures("everything")
def test_pages_that_take_too_long_are_made_smaller(wikidata, build, tmp_path):
    answer = wikidata.sparql
    wikidata.sparql = lambda query: (
        '{"head' + STACK_TRACE if f"LIMIT {harvest.PAGE}" in query else answer(query)
    )
    build("slow.sqlite")
    assert Index(tmp_path / "slow.sqlite").facts("Q7747").label == "Vladimir Putin"


def test_a_class_that_always_takes_too_long_is_told(wikidata, build, tmp_path):
    wikidata.sparql = lambda _: '{"head' + STACK_TRACE
    with pytest.raises(WikidataUnavailable, match="runs out of time on class"):
        build("slow.sqlite")
    assert not (tmp_path / "slow.sqlite").exists()


@pytest.mark.usefixtures("everything")
def test_pages_follow_one_another(build, tmp_path, monkeypatch):
    build("large.sqlite")
    monkeypatch.setattr(harvest, "PAGE", 1)
    build("small.sqlite")
    assert (tmp_path / "small.sqlite").read_bytes() == (tmp_path / "large.sqlite").read_bytes()


@pytest.mark.usefixtures("everything")
def test_a_build_that_broke_off_goes_on(wikidata, build, tmp_path):
    answer = wikidata.sparql
    target = tmp_path / "index.sqlite"
    build("whole.sqlite")
    whole = len(wikidata.requests)

    def breaking(query):
        return "{" + STACK_TRACE if "P39/ps:P39" in query else answer(query)

    wikidata.sparql = breaking
    with pytest.raises(WikidataUnavailable):
        build("index.sqlite")
    wikidata.sparql = answer
    wikidata.requests.clear()
    build("index.sqlite")
    assert len(wikidata.requests) < whole / 2
    assert target.read_bytes() == (tmp_path / "whole.sqlite").read_bytes()
    assert not list(tmp_path.glob(".index.sqlite*"))


@pytest.mark.usefixtures("everything")
def test_a_flaky_endpoint_gives_the_same_index(wikidata, build, tmp_path):
    build("steady.sqlite")
    wikidata.faults = ["busy", None, "broken", "half", None, "cut", "garbage"] * 5
    build("flaky.sqlite")
    assert (tmp_path / "flaky.sqlite").read_bytes() == (tmp_path / "steady.sqlite").read_bytes()
    assert wikidata.most_at_once == 1


def test_an_endpoint_that_knows_nothing_makes_no_index(wikidata, build):
    wikidata.sparql = answering([])
    with pytest.raises(IndexFault, match="none of the entities"):
        build("none.sqlite")


def test_no_contact_no_build(tmp_path):
    with pytest.raises(SettingsError, match="contact"):
        build_from_sparql(Settings(), tmp_path / "none.sqlite")


@pytest.fixture
def old_facts(tmp_path):
    """Facts of 2010: Medvedev is president, Putin unheard of."""
    entities = [
        {"id": "Q159", "label": "Russia", "kind": "state"},
        {"id": "Q23530", "label": "Dmitry Medvedev", "kind": "person", "country": "Q159"},
    ]
    tenure = {"s": "Q23530", "p": "P39", "label": "President of Russia", "of": "Q159", "o": "Q218295"}
    tenure |= {"role": "head_of_state", "start": "2008-05-07", "as_of": "2010-06"}
    return write_facts(tmp_path / "old", entities, [tenure])


def person_in_office(qid, label, office, start, end=None):
    entity = item(qid, label, P31="Q5", P39=office)
    times = {"P580": start, "P582": end}
    entity["claims"]["P39"][0]["qualifiers"] = {
        relation: [
            {
                "snaktype": "value",
                "property": relation,
                "datavalue": {"value": {"time": f"+{day}T00:00:00Z", "precision": 11}},
            }
        ]
        for relation, day in times.items()
        if day
    }
    return entity


def test_an_update_brings_new_holders_and_ends_the_old(old_facts, settings, wikidata, tmp_path):
    medvedev = person_in_office("Q23530", "Dmitry Medvedev", "Q218295", "2008-05-07", "2012-05-07")
    wikidata.sparql = answering([*OFFICES, wikidata.known["Q7747"], medvedev])
    target = tmp_path / "new.sqlite"
    update(old_facts, target, settings, clock=wikidata.clock, today=date(2022, 3, 1))
    index = Index(target)
    heads = index.tenures_at("Q159", frozenset({"head_of_state"}))
    assert [(t.holder, t.start, t.end, t.as_of) for t in heads] == [
        ("Q7747", "2000-05-07", "2008-05-07", None),
        ("Q23530", "2008-05-07", "2012-05-07", None),
        ("Q7747", "2012-05-07", None, "2022-03"),
    ]
    assert index.facts("Q7747").label == "Vladimir Putin"


def test_an_update_without_changes_changes_nothing(old_facts, settings, wikidata, tmp_path):
    wikidata.sparql = answering(OFFICES)
    assert update(old_facts, tmp_path / "new.sqlite", settings, clock=wikidata.clock) == 0
    build_index(old_facts, tmp_path / "same.sqlite")
    assert (tmp_path / "new.sqlite").read_bytes() == (tmp_path / "same.sqlite").read_bytes()


OPEN = {
    "s": "Q1",
    "p": "P39",
    "label": "x",
    "category": "minister",
    "of": "Q2",
    "start": "2020",
    "as_of": "2024-01",
}
NEW = {
    "s": "Q1",
    "p": "P39",
    "label": "x",
    "category": "minister",
    "of": "Q2",
    "o": "Q3",
    "start": "2020-05-01",
}


@pytest.mark.parametrize(
    ("new", "rows", "changed"),
    [
        (NEW, [{**OPEN, "as_of": "2026-11"}], 0),
        (
            {**NEW, "end": "2025-01-02"},
            [{k: v for k, v in OPEN.items() if k != "as_of"} | {"end": "2025-01-02"}],
            1,
        ),
        ({**NEW, "start": "2022"}, [OPEN, {**NEW, "start": "2022", "as_of": "2026-11"}], 1),
        ({**NEW, "of": "Q9", "end": "2025"}, [OPEN, {**NEW, "of": "Q9", "end": "2025"}], 1),
    ],
    ids=["still open", "ended", "another term", "another state"],
)
def test_a_tenure_is_recognised_by_holder_office_and_start(new, rows, changed):
    assert merge_tenures([OPEN], [new], "2026-11") == (rows, changed)
