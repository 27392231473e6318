"""Every named query gives, on its fixture, what its header promises."""

import re

import pytest
from fixtures_yaml import FIXTURES

from loader.query import Catalogue, ColumnType, NamedQuery, ask

CATALOGUE = Catalogue()
FORMS = {
    ColumnType.ENTITY: r"Q\d+|https?://.*|.*",
    ColumnType.IRI: r"https?://.*",
    ColumnType.DATE: r"\d{4}(-\d\d){0,2}",
}


def example_params(query: NamedQuery, library) -> dict[str, str]:
    """`{agency}` in an example stands for the content hash of the article of that id."""
    hashes = {a.id: a.content_hash for a in library.articles()}
    return {k: re.sub(r"\{(\w+)\}", lambda m: hashes[m[1]], v) for k, v in query.example.params.items()}


@pytest.fixture
def answer(stored, world):
    def run(name: str, fixture: str = "", **params: str):
        query = CATALOGUE.find(name)
        library = stored(fixture or query.example.fixture)
        table = ask(library, query, params or example_params(query, library), knowledge=world)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    return run


@pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda q: q.name)
def test_the_example_gives_the_rows_and_columns_of_the_header(query: NamedQuery, stored, world):
    library = stored(query.example.fixture)
    table = ask(library, query, example_params(query, library), knowledge=world)
    assert table.columns == tuple(query.returns)
    assert len(table.rows) == query.example.rows, table.rows
    for row in table.rows:
        for value, (column, kind) in zip(row, query.returns.items(), strict=True):
            if value is None:
                continue
            if kind is ColumnType.INTEGER:
                assert isinstance(value, int), column
            elif kind is ColumnType.DECIMAL:
                assert isinstance(value, float), column
            else:
                assert re.fullmatch(FORMS.get(kind, r"[\s\S]*"), str(value)), column


@pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda q: q.name)
def test_optional_parameters_may_be_left_out(query: NamedQuery, stored, world):
    library = stored(query.example.fixture)
    required = {p.name for p in query.params if p.required}
    params = {k: v for k, v in example_params(query, library).items() if k in required}
    assert len(ask(library, query, params, knowledge=world).rows) >= query.example.rows


@pytest.mark.parametrize("query", list(CATALOGUE), ids=lambda q: q.name)
def test_a_query_names_its_graphs(query: NamedQuery):
    assert "GRAPH" in query.sparql
    assert (FIXTURES / f"{query.example.fixture}.yaml").is_file()


def test_an_event_shows_its_mode_in_words_where_it_has_one(answer):
    """The vocabulary's label, not its code; `list-between` likewise."""
    shown = {("SANCTION", "expel"), ("CONSULT", "telephone"), ("SUPPORT", None)}
    dyad = answer("list-between", "dyads", one="Finland", other="Sweden")
    assert {(r["event"], r["mode"]) for r in answer("list-events", actor="Finland")} == shown
    assert {(r["kind"], r["mode"]) for r in dyad if r["type"] == "PoliticalEvent"} == shown


def test_events_are_asked_for_by_the_code_of_their_mode_or_as_it_is_answered(answer):
    """As the extraction record has it or as the answer shows it; an event without a mode is of none."""
    assert [r["event"] for r in answer("list-events", mode="Phone")] == ["CONSULT"]
    assert [r["event"] for r in answer("list-events", mode="telephone")] == ["CONSULT"]
    assert answer("list-events", mode="firearms") == []


def test_who_led_kazakhstan_on_the_day_is_told_by_article_and_background(answer):
    led = {(r["name"], r["basis"]) for r in answer("list-leaders", state="Kazakhstan", date="2022-01-07")}
    assert led == {
        ("Alihan Smaiylov", "article"),
        ("Kassym-Jomart Tokayev", "article"),
        ("Kassym-Jomart Tokayev", "background"),
    }


@pytest.mark.parametrize(
    ("date", "names"),
    [
        ("2015", {"Nursultan Nazarbayev"}),
        ("2019-03", {"Nursultan Nazarbayev", "Kassym-Jomart Tokayev", "Asqar Mamin"}),
        ("2020-06-01", {"Kassym-Jomart Tokayev", "Asqar Mamin"}),
        ("2023", {"Kassym-Jomart Tokayev"}),
        ("1980", set()),
    ],
)
def test_a_tenure_holds_between_its_dates_only(answer, date: str, names: set[str]):
    """ "Current" in an article holds on its day; "former" never does; no end seen by the index lasts."""
    assert {r["name"] for r in answer("list-leaders", state="Q232", date=date)} == names


def test_without_a_date_former_leaders_are_told_as_former(answer):
    statuses = {
        r["name"]: r["status"] for r in answer("list-leaders", state="Q232") if r["basis"] == "article"
    }
    assert statuses["Nursultan Nazarbayev"] == "former"
    assert statuses["Kassym-Jomart Tokayev"] == "current"


@pytest.mark.parametrize(
    ("date", "names"),
    [("2023-01-01", set()), ("2023-06", {"Finland"}), ("2024-12-31", {"Finland", "Sweden"})],
)
def test_an_applicant_is_no_member_on_a_date(answer, date: str, names: set[str]):
    assert {r["name"] for r in answer("list-members", alliance="NATO", date=date)} == names


def test_deployments_name_all_sides_and_only_who_said_so(answer):
    row = answer("list-deployments", place="Kazakhstan")[0]
    assert row["deployer"] == "Collective Security Treaty Organization"
    assert set(row["contributors"].split(", ")) == {"Armenia", "Belarus", "Russia"}
    assert (row["strength"], row["strength_min"], row["said_by"]) == ("2,500", 2500, None)


def test_casualties_of_a_state_include_those_of_its_places_with_who_counts(answer):
    counts = {r["count"]: r["said_by"] for r in answer("list-casualties", place="Kazakhstan")}
    assert counts == {"26": "Ministry of Internal Affairs", "at least 160": None}
    assert answer("list-casualties", place="Russia") == []
    assert answer("list-casualties", place="Almaty", outcome="injured") == []


def test_everything_about_an_entity_comes_from_every_graph(answer):
    told = answer("describe-entity", entity="Q232")
    assert {r["basis"] for r in told} == {"entity", "current", "article", "derived", "background"}
    plain = {(r["property"], r["name"]) for r in told if r["basis"] == "current"}
    assert ("memberOf", "Collective Security Treaty Organization") in plain
    assert ("is headOfStateOf of", "Kassym-Jomart Tokayev") in plain
    assert not any(
        "Nazarbayev" in (r["name"] or "") for r in told if "Location" in r["property"] and not r["polarity"]
    )


def test_quotations_are_found_by_words(answer):
    assert len(answer("list-quotations", words="ORDER")) == 1
    assert answer("list-quotations", words="surrender") == []


def test_changes_are_kept_to_the_period(answer):
    assert [r["name"] for r in answer("list-changes", until="2022-01-04")] == []
    assert [r["successor"] for r in answer("list-changes", of="Kazakhstan", since="2022")] == [
        "Alihan Smaiylov"
    ]


def test_a_change_of_unknown_day_is_not_dated_by_its_article(stored, world):
    query = CATALOGUE.find("list-changes")
    params = {"of": "Finland", "since": "2023-04", "until": "2023-04"}
    table = ask(stored("nato"), query, params, knowledge=world)
    [row] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert (row["date"], row["published"]) == (None, "2023-04-04")


def test_doubted_and_denied_claims_never_stand_among_the_plain_ones(answer):
    said = {r["sentence"] for r in answer("list-uncertain", entity="Belarus")}
    assert said == {"Belarus may send more troops to Kazakhstan."}
