"""OfficeChange: coming into an office, leaving it, and who made it so."""

import pytest

from loader.model import Modality, StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.OFFICE_CHANGE


@pytest.mark.parametrize(
    ("text", "person", "change", "category"),
    [
        ("Marta Rojas was elected president of Chile.", "Marta Rojas", "elected", "head_of_state"),
        ("Marta Rojas was sworn in as president of Chile.", "Marta Rojas", "inaugurated", "head_of_state"),
        ("Anna Berg, the prime minister of Norway, resigned.", "Anna Berg", "resigned", "head_of_government"),
        ("Norwegian Prime Minister Anna Berg stepped down.", "Anna Berg", "resigned", "head_of_government"),
        ("The army ousted Malian President Amadou Keita.", "Amadou Keita", "overthrown", "head_of_state"),
        ("Kenyan President Paul Otieno died on Monday.", "Paul Otieno", "died", "head_of_state"),
        ("Marta Rojas became president of Chile on Friday.", "Marta Rojas", "appointed", "head_of_state"),
    ],
)
def test_patterns(extract, text, person, change, category):
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "person") == {person}
    assert (statement.values["change"], statement.values["category"]) == (change, category)


def test_the_agent_is_who_appoints(extract):
    found = extract("Chilean President Marta Rojas appointed Luis Ortega as foreign minister.")
    statement = only(found, KIND)
    assert names(found, statement, "person") == {"Luis Ortega"}
    assert names(found, statement, "agent") == {"Marta Rojas"}
    assert statement.values["category"] == "minister"


def test_a_successor_has_a_predecessor_and_the_same_office(extract):
    found = extract("Norwegian Prime Minister Anna Berg left. Nils Dahl succeeded Anna Berg on Monday.")
    statement = only(found, KIND)
    assert names(found, statement, "person") == {"Nils Dahl"}
    assert names(found, statement, "predecessor") == {"Anna Berg"}


def test_a_resignation_as_a_noun(extract):
    found = extract("He accepted the resignation of Kazakh Prime Minister Askar Mamin on Wednesday.")
    assert only(found, KIND).values["change"] == "resigned"


def test_a_threat_to_resign_is_future(extract):
    found = extract("Norwegian Prime Minister Anna Berg will resign.")
    assert only(found, KIND).modality is Modality.FUTURE


@pytest.mark.parametrize(
    "text",
    [
        "Police removed Anna Berg from the square.",
        "The army fired rockets at Gaza.",
        "Eighteen people died in Almaty.",
        "Norway resigned itself to defeat.",
    ],
)
def test_what_changes_no_office(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    ("text", "person", "predecessor", "change", "category"),
    [
        (
            "Kenya's Finance Minister John Mwangi was replaced by Peter Otieno on Monday.",
            "Peter Otieno",
            "John Mwangi",
            "appointed",
            "minister",
        ),
        (
            "Ghana's Defence Minister Yaw Osei left. Kofi Mensah named Ama Boateng as Osei's replacement.",
            "Ama Boateng",
            "Yaw Osei",
            "appointed",
            "minister",
        ),
        (
            "President Juan Perez of Chile thanked his elected successor, Maria Rojas, in Santiago.",
            "Maria Rojas",
            "Juan Perez",
            "elected",
            "head_of_state",
        ),
    ],
)
def test_who_comes_after_takes_the_office_of_who_was_before(
    extract, text, person, predecessor, change, category
):
    found = extract(text)
    told = [
        (names(found, s, "person"), names(found, s, "predecessor"), s.values["change"], s.values["category"])
        for s in of_type(found, StatementType.OFFICE_CHANGE)
    ]
    assert ({person}, {predecessor}, change, category) in told


def test_a_party_puts_up_a_candidate(extract):
    found = extract("Austria votes in May. Green Party presidential candidate Anna Huber spoke in Vienna.")
    statement = only(found, StatementType.OFFICE_CHANGE)
    assert (statement.values["change"], statement.values["category"]) == ("nominated", "head_of_state")
    assert names(found, statement, "of") == {"Austria"}


def test_what_is_only_demanded_has_not_happened(extract):
    found = extract("Protesters demanded the resignation of President Kofi Mensah of Ghana on Friday.")
    assert of_type(found, StatementType.OFFICE_CHANGE) == []


def test_the_first_holder_to_do_something_is_in_office_already(extract):
    text = "Chilean president Marta Rojas becomes the first Chilean leader to address the assembly."
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    "text",
    ["Theresa May appointed Anna Berg Foreign Secretary.", "Parliament elected Anna Berg interim president."],
)
def test_a_name_and_a_title_side_by_side_are_two_objects(extract, text):
    found = extract(text)
    assert names(found, only(found, KIND), "person") == {"Anna Berg"}


def test_who_replaces_one_with_another_only_acts(extract):
    text = "President Vladimir Putin of Russia replaced the governor of Belgorod, Ivan Berg, with Pavel Lind."
    found = extract(text)
    change = only(found, KIND)
    assert names(found, change, "person") == {"Pavel Lind"}
    assert names(found, change, "predecessor") == {"Ivan Berg"}
    assert names(found, change, "agent") == {"Vladimir Putin"}


def test_who_is_due_to_go_has_not_gone(extract):
    change = only(extract("President Anna Berg of Slovakia was due to step down in August."), KIND)
    assert (change.values["change"], change.modality) == ("resigned", Modality.FUTURE)
    assert change.time.start == "2022-08"


def test_who_is_chosen_as_candidate_is_nominated(extract):
    found = extract("The Labour Party chose Anna Berg as its presidential candidate.")
    change = only(found, KIND)
    assert change.values["change"] == "nominated"
    assert names(found, change, "person") == {"Anna Berg"}


@pytest.mark.parametrize(
    "text",
    [
        "President Anna Berg of Slovakia appointed Attorney General Jan Novak to the Supreme Court.",
        "Prime Minister Anna Berg of Slovakia won. The people do not elect the prime minister directly.",
    ],
)
def test_nobody_comes_into_the_office_that_is_told(extract, text):
    """A seat is another office than the title told; an office as such is nobody who holds it."""
    assert of_type(extract(text), KIND) == []


def test_a_participle_without_a_verb_is_passive(extract):
    text = "Anna Berg entered politics when elected in 2001 as a member of parliament."
    change = only(extract(text), KIND)
    assert (change.values["category"], change.time.start) == ("legislator", "2001")


def test_a_re_elected_president_is_not_a_former_one(extract):
    found = extract("Ana Duarte was re-elected president of Malawi with 58% of the vote.")
    assert only(found, KIND).values["change"] == "elected"
    assert "former" not in {s.values["status"] for s in of_type(found, StatementType.OFFICE_HOLDING)}


def test_whom_an_appointment_replaces_comes_before_the_appointed(extract):
    text = "Kenyan president William Ruto appoints Ana Duarte as prime minister, replacing Joan Obiero."
    statement = only(extract(text), KIND)
    assert names(extract(text), statement, "person") == {"Ana Duarte"}
    assert names(extract(text), statement, "predecessor") == {"Joan Obiero"}
