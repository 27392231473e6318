"""When two statements meet in one situation, when they must not, and when the situation holds."""

from dataclasses import replace

import pytest
from rdflib import XSD, Literal

from loader.model import Count, Entity, EntityType, Extraction, Mention, MentionKind, StatementType, TimeSpan
from loader.rdf import GEOKG, SEM
from map.world import EVERY_TYPE, article_of, objects, shared_quads, situations, stating


def test_two_articles_that_say_the_same_meet_in_one_situation(load):
    first = article_of("Tokaev leads Kazakhstan.", "Tokaev", "Kazakhstan")
    second = article_of(
        "Kazakhstan: Tokayev is president.", "Kazakhstan", "Tokayev", url="https://b.example/2"
    )
    values = {"category": "head_of_state", "status": "current"}
    one = load(stating(first, StatementType.OFFICE_HOLDING, {"holder": "e1", "of": "e2"}, values))
    two = load(stating(second, StatementType.OFFICE_HOLDING, {"of": "e1", "holder": "e2"}, values))
    assert situations(one) == situations(two)
    assert set(one.shared) == set(two.shared)
    assert not {s for s, _, _ in one.triples} & {s for s, _, _ in two.triples}


def test_different_counts_stay_with_the_statements_of_one_situation(load):
    article = article_of("Deaths in Almaty.", "Almaty")
    for count in (26, 160):
        values = {"outcome": "killed", "count": Count(count, count, False, str(count))}
        article = stating(article, StatementType.CASUALTIES, {"location": "e1"}, values)
    linked = load(article)
    assert len(situations(linked)) == 1
    assert objects(linked, GEOKG.countMin) == {Literal(26), Literal(160)}
    assert len({s for s, p, _ in linked.triples if p == GEOKG.countMin}) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"values": {"outcome": "injured"}},
        {"roles": {"location": "e1", "perpetrator": "e1"}},
        {"time": TimeSpan("2022-01-06")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_kind_participants_and_time_tell_situations_apart(other, load):
    article = article_of("Deaths in Almaty.", "Almaty")
    usual = {"roles": {"location": "e1"}, "values": {"outcome": "killed"}, "time": TimeSpan("2022-01-05")}
    article = stating(article, StatementType.CASUALTIES, **usual)
    both = stating(article, StatementType.CASUALTIES, **usual | other)
    assert len(situations(load(both))) == 2


def test_what_names_nobody_is_a_situation_of_its_article_alone(load):
    """Else all deaths of unknown people in unknown places would be one."""
    first, second = (
        stating(article_of(text, "Almaty"), StatementType.CASUALTIES, {}, {"outcome": "killed"})
        for text in ("Ten died. Almaty", "Three died. Almaty")
    )
    assert situations(load(first)) != situations(load(second))


def test_the_same_words_meet_however_they_are_set(load):
    article = article_of("Tokayev spoke.", "Tokayev")
    for text in ("“We will not leave.”", "We will not leave", "We shall leave"):
        article = stating(article, StatementType.QUOTATION, {"speaker": "e1"}, {"text": text})
    assert len(situations(load(article))) == 2


def test_two_names_of_one_person_fill_a_role_once(load):
    article = article_of("Tokayev, or Tokaev, of Kazakhstan", "Tokayev", "Tokaev", "Kazakhstan")
    one, two = (
        load(
            stating(
                article, StatementType.AFFILIATION, {"agent": agents, "of": "e3"}, {"relation": "citizen"}
            )
        )
        for agents in ("e1 e2", "e1")
    )
    assert one.shared == two.shared


def test_who_preceded_is_a_claim_that_does_not_split_the_change(article, load):
    """One article tells the predecessor, the other does not: one change of office all the same."""
    roles = {"person": "e1", "of": "e2"}
    values = {"category": "head_of_state", "change": "elected"}
    once = stating(article, StatementType.OFFICE_CHANGE, roles, values)
    linked = load(stating(once, StatementType.OFFICE_CHANGE, roles | {"predecessor": "e4"}, values))
    assert len(situations(linked)) == 1
    assert len([t for t in linked.triples if t[1] == GEOKG.predecessor]) == 1


@pytest.mark.parametrize(
    ("date", "kind", "first", "last"),
    [
        ("2022", XSD.gYear, "2022-01-01", "2022-12-31"),
        ("2024-02", XSD.gYearMonth, "2024-02-01", "2024-02-29"),
        ("2022-01-07", XSD.date, "2022-01-07", "2022-01-07"),
    ],
)
def test_time_keeps_its_precision_and_can_be_compared(date, kind, first, last, article, load):
    linked = load(stating(article, StatementType.STANCE, {"a": "e2", "b": "e4"}, {}, TimeSpan(date, date)))
    times = {p: (str(o), o.datatype) for _, p, o, _ in shared_quads(linked, "situations") if "Stamp" in p}
    assert times == {
        SEM.hasBeginTimeStamp: (date, kind),
        SEM.hasEarliestBeginTimeStamp: (first, XSD.date),
        SEM.hasEndTimeStamp: (date, kind),
        SEM.hasLatestEndTimeStamp: (last, XSD.date),
    }


@pytest.mark.parametrize(
    ("kind", "several", "one", "values"),
    [
        ("Membership", {"member": "e2 e4", "organization": "e3"}, {"member": "e2"}, {"change": "joined"}),
        ("OfficeHolding", {"holder": "e1 e4", "of": "e2"}, {"holder": "e1"}, {"category": "minister"}),
        ("Affiliation", {"agent": "e1", "of": "e2 e4"}, {"of": "e2"}, {"relation": "citizen"}),
        ("Location", {"entity": "e1 e3", "place": "e2"}, {"entity": "e1"}, {"relation": "based_in"}),
        ("Part", {"part": "e1 e3", "whole": "e2"}, {"part": "e3"}, {"relation": "unit_of"}),
        ("Stance", {"a": "e2 e4", "b": "e3"}, {"a": "e4"}, {"kind": "supports"}),
        ("Quotation", {"speaker": "e1 e2"}, {"speaker": "e2"}, {"text": "Enough"}),
    ],
)
def test_what_is_said_of_each_meets_what_is_said_of_one(kind, several, one, values, article, load):
    """ "Finland and Sweden joined NATO" and "Finland joined NATO" corroborate each other."""
    both = load(stating(article, kind, several, values))
    alone = load(stating(article, kind, several | one, values))
    assert len(situations(both)) == 2
    assert set(situations(alone)) < set(situations(both))
    assert {len([t for t in x.triples if t[1] == GEOKG.asserts]) for x in (both, alone)} == {2, 1}


def test_each_of_several_has_its_own_participants_only(article, load):
    said = stating(article, "Membership", {"member": "e2 e4", "organization": "e3"}, {"change": "joined"})
    quads = shared_quads(load(said), "situations")
    members = [(s, o) for s, p, o, _ in quads if p == GEOKG.member]
    assert len(members) == len({s for s, _ in members}) == 2
    assert len([o for _, p, o, _ in quads if p == GEOKG.organization]) == 2


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("Event", {"actor": "e2 e4", "recipient": "e1"}),
        ("Deployment", {"deployer": "e3", "contributor": "e2 e4"}),
        ("Agreement", {"party": "e2 e4"}),
        ("Casualties", {"location": "e2 e4"}),
    ],
)
def test_what_several_do_together_stays_one_situation(kind, roles, article, load):
    assert len(situations(load(stating(article, kind, roles)))) == 1


def described(text: str, kind: MentionKind) -> Extraction:
    """An article on the CSTO, Kazakhstan, and peacekeepers who are mentioned in a certain way."""
    extraction = article_of(text, "CSTO", "Kazakhstan", published="2022-01")
    start = text.index("peacekeepers")
    mention = Mention(start, start + len("peacekeepers"), kind)
    force = Entity("e3", EntityType.ARMED_FORCE, "peacekeepers", (mention,))
    return replace(extraction, entities=(*extraction.entities, force))


@pytest.mark.parametrize(
    ("kind", "roles", "predicate"),
    [
        ("Deployment", {"deployer": "e1", "destination": "e2", "force": "e3"}, GEOKG.force),
        ("Deployment", {"deployer": "e1", "destination": "e2", "opponent": "e3"}, GEOKG.opponent),
        ("Casualties", {"location": "e2", "victim_group": "e3"}, GEOKG.victimGroup),
        ("Casualties", {"location": "e2", "perpetrator": "e3"}, GEOKG.perpetrator),
        ("Quotation", {"speaker": "e1", "addressee": "e3"}, GEOKG.addressee),
    ],
)
def test_a_mere_description_does_not_keep_reports_apart(kind, roles, predicate, load):
    """Else no two reports of soldiers sent anywhere would ever meet."""
    texts = ("The CSTO sent peacekeepers to Kazakhstan.", "Kazakhstan: peacekeepers of the CSTO came.")
    one, two = (load(stating(described(text, MentionKind.NOMINAL), kind, roles)) for text in texts)
    assert situations(one) == situations(two)
    assert len([t for t in one.triples if t[1] == predicate]) == 1, "the statement tells them"
    named = load(stating(described(texts[0], MentionKind.NAME), kind, roles))
    assert situations(named) != situations(one)
    assert predicate in {q[1] for q in shared_quads(named, "situations")}


def dated(published: str | None, text: str = "Deaths in Almaty.") -> Extraction:
    return article_of(text, "Almaty", **({"published": published} if published else {}))


@pytest.mark.parametrize("kind", ["Casualties", "OfficeChange", "Deployment", "Agreement", "Quotation"])
def test_what_happens_at_no_stated_time_meets_within_the_month_of_the_reports(kind, load):
    roles = {next(r for r in EVERY_TYPE[kind][0] if r not in ("agreement",)): "e1"}
    values = {k: v for k, v in EVERY_TYPE[kind][1].items() if isinstance(v, str)}

    def told(published: str | None, text: str) -> list[str]:
        return situations(load(stating(dated(published, text), kind, roles, values, TimeSpan(text="lately"))))

    first = told("2022-01-05", "Deaths in Almaty.")
    assert first == told("2022-01-28", "Almaty: deaths.") == told("2022-01", "Almaty!")
    assert first != told("2022-02-05", "Deaths in Almaty.")
    assert first != told("2022", "Deaths in Almaty.")
    assert first != told(None, "Deaths in Almaty.")
    assert told(None, "Deaths in Almaty.") != told(None, "Almaty: deaths."), "two undated reports do not meet"


def test_events_of_no_stated_time_meet_on_the_day_of_the_reports(load):
    """A war brings like ones every day; `loader.joining` joins those of two days that are one."""

    def told(published: str | None):
        roles, values = {"actor": "e1"}, {"event": "ASSAULT"}
        return load(stating(dated(published), "Event", roles, values, TimeSpan(text="lately")))

    first = told("2022-01-05")
    assert situations(first) == situations(told("2022-01-05"))
    assert [str(o) for o in objects(first, GEOKG.reportedIn)] == ["2022-01-05"]
    for other in ("2022-01-06", "2022-01", "2022"):
        assert situations(first) != situations(told(other))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2022-01-05", ("2022-01", XSD.gYearMonth)),
        ("2022", ("2022", XSD.gYear)),
        (None, None),
    ],
)
def test_the_month_of_the_report_is_told_and_is_no_time_of_the_thing(published, expected, load):
    said = stating(dated(published), "Casualties", {"location": "e1"}, {"outcome": "killed"})
    linked = load(said)
    found = [(str(o), o.datatype) for o in objects(linked, GEOKG.reportedIn)]
    assert found == ([expected] if expected else [])
    assert not [q for q in shared_quads(linked, "situations") if "Stamp" in q[1]]


def test_a_stated_time_is_time_enough(load):
    """Two articles of different months on one dated event meet."""
    time = TimeSpan("2022-01-05")
    one, two = (
        load(stating(dated(month), "Casualties", {"location": "e1"}, {"outcome": "killed"}, time))
        for month in ("2022-01", "2023-01")
    )
    assert situations(one) == situations(two)
    assert not objects(one, GEOKG.reportedIn)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("Membership", {"member": "e1", "organization": "e1"}),
        ("Location", {"entity": "e1"}),
        ("Stance", {"a": "e1"}),
        ("Agreement", {"agreement": "e1"}),
    ],
)
def test_what_lasts_or_has_a_name_meets_across_years(kind, roles, load):
    one, two = (load(stating(dated(year), kind, roles)) for year in ("2022", "2023"))
    assert situations(one) == situations(two)


def test_an_open_end_is_left_open(article, load):
    said = stating(article, StatementType.STANCE, {"a": "e2", "b": "e4"}, {}, TimeSpan(start="2019"))
    times = {p for _, p, _, _ in shared_quads(load(said), "situations") if "Stamp" in p}
    assert times == {SEM.hasBeginTimeStamp, SEM.hasEarliestBeginTimeStamp}
