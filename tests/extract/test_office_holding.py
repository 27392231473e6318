"""OfficeHolding: the patterns in which newsrooms say who holds an office, and those that look like one."""

import pytest

from loader.model import EntityType, MentionKind, StatementType
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
    before = extract(text, "2012-01-07")
    assert names(before, only(before, KIND), "holder") == {"president of Kazakhstan"}, "somebody else"


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


@pytest.mark.parametrize(
    ("text", "office", "holder"),
    [
        ("The president of Kazakhstan said on Monday that talks went on.", "president", "Kazakhstan"),
        ("The prime minister of Japan left on Monday.", "prime minister", "Japan"),
        ("Kazakhstan's president refused to talk.", "president", "Kazakhstan"),
        ("Protesters shouted at the French president.", "president", "France"),
    ],
)
def test_a_leader_whom_the_article_does_not_name_is_a_person_without_a_name(extract, text, office, holder):
    """Who it was on that day is the linker's to say."""
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "holder") == {f"{office} of {holder}"}
    assert names(found, statement, "of") == {holder}
    [person] = [e for e in found.entities if e.id in statement.roles["holder"]]
    assert person.type is EntityType.PERSON
    assert {mention.kind for mention in person.mentions} == {MentionKind.NOMINAL}


def test_a_leader_spoken_of_twice_is_one_person(extract):
    found = extract("The president of Chile left. Protesters shouted at Chile's president.")
    [person] = [e for e in found.entities if e.type is EntityType.PERSON]
    assert len(person.mentions) == 2


def test_whom_the_article_says_to_lead_is_believed_before_the_index(extract):
    """As of a successor who is newer than the index."""
    found = extract("Chilean President Marta Rojas spoke. The president of Chile left on Monday.")
    assert {name for s in of_type(found, KIND) for name in names(found, s, "holder")} == {"Marta Rojas"}


@pytest.mark.parametrize(
    "text",
    [
        "He wants to become the president of Chile.",
        "She was elected the president of Chile.",
        "He ran as the president of Chile.",
        "A president of Chile is elected every four years.",
        "The former president of Chile left.",
        "The presidents of Chile and Peru left.",
        "The deputy prime minister of Japan left.",
    ],
)
def test_an_office_that_is_only_spoken_of_has_no_unnamed_holder(extract, text):
    assert not [e for e in extract(text).entities if e.name.endswith((" of Chile", " of Japan", " of Peru"))]


def test_without_a_date_nobody_can_tell_who_the_president_is(extract):
    assert not of_type(extract("The president of Chile left on Monday.", published=None), KIND)


def test_the_president_of_a_club_is_not_the_states(extract):
    found = extract(
        "Spain is rich. Villarreal president Fernando Roig spoke in Madrid.", published="2020-03-16"
    )
    holding = only(found, KIND)
    assert names(found, holding, "of") == set()
    assert holding.values["category"] == "head_of_organization"


def test_a_name_that_nobody_knows_before_a_title_is_a_body(extract):
    found = extract("Spain is rich. The Trockmin president Anna Berg spoke.", published="2020-03-16")
    assert names(found, only(found, KIND), "of") == {"Trockmin"}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Germany waited. German football president Max Berg spoke.", "head_of_organization"),
        ("Chile waited. Ana Duarte, president of the football club, spoke.", "head_of_organization"),
        ("Chile waited. The company's president, Ana Duarte, spoke.", "head_of_organization"),
        ("European leader Ana Duarte spoke in Berlin.", "head_of_organization"),
    ],
)
def test_an_office_of_something_unnamed_is_of_no_state(extract, text, category):
    holdings = of_type(extract(text), KIND)
    assert [(s.values["category"], "of" in s.roles) for s in holdings if s.values["office"] != "leader"] in (
        [],
        [(category, False)],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Farmers' Bank closed. The bank's chairman, Ana Duarte, spoke.",
        "The Farmers' Bank closed. Ana Duarte, chairman of the bank, spoke.",
    ],
)
def test_a_body_told_by_its_noun_is_the_one_named_last_by_it(extract, text):
    found = extract(text)
    [of] = names(found, only(found, KIND), "of")
    assert of.endswith("Bank")


@pytest.mark.parametrize(
    "text",
    ["US Ambassador to Germany Anna Berg spoke.", "The US ambassador to Germany, Anna Berg, spoke."],
)
def test_an_ambassador_is_of_who_sends_them(extract, text):
    found = extract(text)
    holding = only(found, KIND)
    assert names(found, holding, "holder") == {"Anna Berg"}
    assert names(found, holding, "of") == {"US"}


def test_presidents_told_together_are_each_of_their_own_state(extract):
    found = extract(
        "France and Ukraine agreed as Presidents Emmanuel Macron and Volodymyr Zelenskyy met in Rome."
    )
    of = {frozenset(names(found, s, "holder")): names(found, s, "of") for s in of_type(found, KIND)}
    assert of == {frozenset({"Emmanuel Macron"}): {"France"}, frozenset({"Volodymyr Zelenskyy"}): {"Ukraine"}}


def test_who_is_called_current_holds_the_office_still(extract):
    found = extract("Current Prime Minister Theresa May of Great Britain spoke.", published="2020-03-16")
    assert only(found, KIND).values["status"] == "current"


def test_a_party_before_a_minister_is_the_holders(extract):
    found = extract("Lower Saxony's SPD interior minister, Boris Pistorius, spoke.")
    assert names(found, only(found, KIND), "of") == {"Lower Saxony"}
    assert names(found, only(found, StatementType.MEMBERSHIP), "organization") == {"SPD"}


def test_an_office_of_the_state_of_a_name_is_of_that_name(extract):
    found = extract("The finance minister of the state of Bavaria, Anna Berg, spoke.")
    assert names(found, only(found, KIND), "of") == {"Bavaria"}


def test_two_leaders_joined_by_and_hold_an_office_each(extract):
    found = extract("Kenya's visiting prime minister and Chancellor Olaf Scholz met in Berlin.")
    assert not any(
        {"Olaf Scholz"} == names(found, s, "holder") and {"Kenya"} == names(found, s, "of")
        for s in of_type(found, KIND)
        if "of" in s.roles
    )


@pytest.mark.parametrize(
    "text", ["Pope Leo visited Chad on Monday.", "Ana Duarte ran for president of Malawi in 2014."]
)
def test_a_pope_is_no_ruler_where_he_travels_and_an_office_aimed_at_is_nobody(extract, text):
    assert not of_type(extract(text), KIND)
