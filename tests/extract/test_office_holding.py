"""OfficeHolding: the patterns in which newsrooms say who holds an office, and those that look like one."""

import pytest

from loader.model import StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.OFFICE_HOLDING


@pytest.mark.parametrize(
    ("text", "holder", "of", "category", "status"),
    [
        ("Russian President Vladimir Putin left.", "Vladimir Putin", "Russia", "head_of_state", "current"),
        ("China's President Xi Jinping left.", "Xi Jinping", "China", "head_of_state", "current"),
        (
            "Anna Berg, the prime minister of Norway, spoke.",
            "Anna Berg",
            "Norway",
            "head_of_government",
            "current",
        ),
        (
            "The president of Burundi, Jean Kaboneka, spoke.",
            "Jean Kaboneka",
            "Burundi",
            "head_of_state",
            "current",
        ),
        ("Former Chilean president Marta Rojas died.", "Marta Rojas", "Chile", "head_of_state", "former"),
        ("Acting Peruvian President Luis Ortega spoke.", "Luis Ortega", "Peru", "head_of_state", "acting"),
        ("Kenya's defence minister Peter Otieno spoke.", "Peter Otieno", "Kenya", "minister", "current"),
        ("Maria Lind is the foreign minister of Sweden.", "Maria Lind", "Sweden", "minister", "current"),
        (
            "NATO Secretary General Jens Stoltenberg spoke.",
            "Jens Stoltenberg",
            "NATO",
            "head_of_organization",
            "current",
        ),
        (
            "Putin spokesman Dmitry Peskov spoke after Vladimir Putin.",
            "Dmitry Peskov",
            "Vladimir Putin",
            "spokesperson",
            "current",
        ),
        (
            "President-elect Ana Duarte of Portugal spoke in Lisbon.",
            "Ana Duarte",
            "Portugal",
            "head_of_state",
            "incoming",
        ),
    ],
)
def test_patterns(extract, text, holder, of, category, status):
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "holder") == {holder}
    assert names(found, statement, "of") == {of}
    assert (statement.values["category"], statement.values["status"]) == (category, status)


def test_the_state_left_out_is_the_one_the_article_is_about(extract):
    found = extract("Protests spread across Madagascar. They want President Hery Ranaivo to resign.")
    assert names(found, only(found, KIND), "of") == {"Madagascar"}


def test_an_unnamed_president_is_the_person_in_the_article_who_held_the_office_then(extract):
    text = "Kazakhstan's president refused to talk. Kassym-Jomart Tokaev said order was restored."
    found = extract(text, "2022-01-07")
    assert names(found, only(found, KIND), "holder") == {"Kassym-Jomart Tokaev"}
    assert of_type(extract(text, "2012-01-07"), KIND) == []


def test_the_former_president_is_one_whose_tenure_has_ended(extract):
    text = "Kazakhstan was calm. Nursultan Nazarbayev stayed silent. The former president left the capital."
    statement = only(extract(text, "2022-01-07"), KIND)
    assert statement.values["status"] == "former"
    assert of_type(extract(text, "2012-01-07"), KIND) == []


def test_ruling_is_holding_the_office_of_head_of_state(extract):
    found = extract("Nursultan Nazarbayev, who had ruled Kazakhstan since 1989, was absent.")
    statement = next(s for s in of_type(found, KIND) if s.time is not None)
    assert (statement.time.start, statement.values["status"]) == ("1989", "former")


def test_two_offices_joined_by_and_are_held_by_the_same_person(extract):
    found = extract("Labour Party leader and London mayor Anna Berg spoke.")
    assert {s.values["category"] for s in of_type(found, KIND)} == {"party_leader", "mayor"}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg, the leader of a small party in Kenya, spoke in Nairobi.",
        "Anna Berg, who hopes to become president of Kenya, spoke in Nairobi.",
    ],
)
def test_no_head_of_state_of_a_party_or_in_hope(extract, text):
    held = of_type(extract(text), KIND)
    assert [s for s in held if s.values["category"] == "head_of_state"] == []


def test_who_is_removed_in_the_article_holds_the_office_no_longer(extract):
    found = extract("Congress removed Peruvian President Luis Ortega from office on Friday.")
    assert only(found, KIND).values["status"] == "former"


@pytest.mark.parametrize(
    "text",
    [
        "Speaking to Vladimir Putin, the president of Kazakhstan said talks were over.",
        "Maria Lind is not the foreign minister of Sweden.",
        "The chief aim of Anna Berg is peace.",
        "A president was elected in Chile. Marta Rojas voted.",
    ],
)
def test_what_only_looks_like_holding_an_office(extract, text):
    assert of_type(extract(text), KIND) == []


def test_the_same_holding_said_twice_is_one_statement_with_two_evidences(extract):
    found = extract(
        "Russian President Vladimir Putin left. Later, Russian President Vladimir Putin returned."
    )
    assert len(only(found, KIND).evidence) == 2


def test_evidence_is_the_sentence_and_the_trigger_the_title(extract):
    text = "It rained. Russian President Vladimir Putin left Moscow."
    evidence = only(extract(text), KIND).evidence[0]
    assert text[evidence.start : evidence.end] == "Russian President Vladimir Putin left Moscow."
    assert text[slice(*evidence.trigger)] == "President"


@pytest.mark.parametrize(
    ("text", "holder", "of", "category"),
    [
        (
            "German Chancellor Anna Schmidt met her Danish counterpart Lars Olsen in Berlin.",
            "Lars Olsen",
            "Denmark",
            "head_of_government",
        ),
        (
            "Kenya waited. Rural Affairs Minister John Mwangi spoke in Nairobi.",
            "John Mwangi",
            "Kenya",
            "minister",
        ),
        (
            "Presidents Maria Silva of Brazil and Pedro Rojas of Chile met.",
            "Pedro Rojas",
            "Chile",
            "head_of_state",
        ),
        ("Ghana's newly inaugurated president, Kofi Mensah, spoke.", "Kofi Mensah", "Ghana", "head_of_state"),
        (
            "Deputy defence minister Ivan Petrov of Bulgaria spoke.",
            "Ivan Petrov",
            "Bulgaria",
            "official",
        ),
    ],
)
def test_offices_told_by_way_of_others(extract, text, holder, of, category):
    found = extract(text)
    held = [
        (names(found, s, "of"), s.values["category"])
        for s in of_type(found, StatementType.OFFICE_HOLDING)
        if names(found, s, "holder") == {holder}
    ]
    assert held == [({of}, category)]


def test_a_director_from_a_country_directs_no_country(extract):
    found = extract("The prize went to Croatian director Ivan Horvat on Friday.")
    assert of_type(found, StatementType.OFFICE_HOLDING) == []


def test_a_superlative_between_owner_and_title_is_no_office_of_the_owner(extract):
    found = extract("Lars Olsen, Denmark's youngest minister, spoke in Kenya.")
    assert not any(names(found, s, "of") == {"Denmark"} for s in of_type(found, StatementType.OFFICE_HOLDING))
