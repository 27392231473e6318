"""What follows from articles can be asked for, tells what it came from, and is counted with nothing."""

import pytest

from loader.query import Catalogue, ask, ask_sparql

CATALOGUE = Catalogue()


@pytest.fixture
def answer(stored, world):
    def run(name: str, **params: str):
        table = ask(stored("kazakhstan"), CATALOGUE.find(name), params, knowledge=world)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    return run


def test_a_conclusion_tells_its_rule_and_the_sentence_that_it_came_from(answer):
    [row] = answer("list-derived", entity="Tokayev", rule="state-office-is-held-by-citizen")
    assert (row["type"], row["kind"], row["premises"]) == ("Affiliation", "citizen", 1)
    assert row["sentences"].startswith("Tokayev, the president of Kazakhstan")


def test_conclusions_are_told_apart_from_what_articles_say(answer):
    told = {(r["basis"], r["property"]) for r in answer("describe-entity", entity="Putin")}
    assert ("derived", "Affiliation as agent") in told
    assert ("article", "Affiliation as agent") not in told


def test_what_follows_from_two_articles_is_corroborated_by_neither(answer):
    assert answer("list-derived", entity="Kazakhstan")
    assert "Affiliation" not in {r["type"] for r in answer("count-sources", at_least="1")}


def test_no_node_is_both_a_statement_and_derived(stored):
    derived = "{ GRAPH ?g { ?s a geokg:DerivedStatement } }"
    assert ask_sparql(stored("kazakhstan"), f"SELECT ?s {derived}").rows
    mixed = "{ GRAPH ?g { ?s geokg:concludes ?a ; geokg:asserts ?b } }"
    assert not ask_sparql(stored("kazakhstan"), f"SELECT ?s {mixed}").rows
    typed = "{ GRAPH ?g { ?s a geokg:DerivedStatement , geokg:Statement } }"
    assert not ask_sparql(stored("kazakhstan"), f"SELECT ?s {typed}").rows
