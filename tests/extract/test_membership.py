"""Membership: joining, leaving, being suspended and simply being a member."""

import pytest

from loader.model import Modality, StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.MEMBERSHIP


@pytest.mark.parametrize(
    ("text", "member", "organization", "status", "change"),
    [
        ("Finland joined NATO on Tuesday.", "Finland", "NATO", "current", "joined"),
        ("Morocco rejoined the African Union in 2017.", "Morocco", "African Union", "current", "joined"),
        ("Sweden has applied to NATO.", "Sweden", "NATO", "candidate", "applied"),
        ("Niger withdrew from ECOWAS on Sunday.", "Niger", "ECOWAS", "former", "left"),
        ("ECOWAS suspended Mali on Sunday.", "Mali", "ECOWAS", "suspended", "suspended"),
        ("Mali was suspended from the African Union.", "Mali", "African Union", "suspended", "suspended"),
        ("Turkey is a member of NATO.", "Turkey", "NATO", "current", None),
        ("NATO member Turkey objected.", "Turkey", "NATO", "current", None),
    ],
)
def test_patterns(extract, text, member, organization, status, change):
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "member") == {member}
    assert names(found, statement, "organization") == {organization}
    assert statement.values["status"] == status
    assert statement.values.get("change") == change


def test_members_named_in_a_list_are_one_statement(extract):
    found = extract("Estonia, Latvia and Lithuania joined the European Union in 2004.")
    statement = only(found, KIND)
    assert names(found, statement, "member") == {"Estonia", "Latvia", "Lithuania"}
    assert statement.time.start == "2004"


def test_the_headline_and_the_report_behind_it_are_one_statement(extract):
    text = "Finland joins NATO\n\nFinland joined NATO on Tuesday, ending decades of neutrality."
    statement = only(extract(text), KIND)
    assert len(statement.evidence) == 2
    assert statement.time is not None


def test_who_will_join_is_a_candidate(extract):
    statement = only(extract("Finland will join NATO."), KIND)
    assert (statement.modality, statement.values["status"]) == (Modality.FUTURE, "candidate")


@pytest.mark.parametrize("text", ["Vladimir Putin left Finland.", "Finland joined the talks on Monday."])
def test_a_journey_is_no_membership(extract, text):
    assert of_type(extract(text), KIND) == []


def test_former_before_the_party_ends_the_membership(extract):
    found = extract("Former Green Party lawmaker Anna Huber spoke in Vienna.")
    (statement,) = of_type(found, StatementType.MEMBERSHIP)
    assert statement.values["status"] == "former"


def test_a_list_behind_the_clause_names_members(extract):
    found = extract(
        "Soldiers killed five Hamas militants who had fled to the north, including Ahmed Mansour."
    )
    assert [names(found, s, "member") for s in of_type(found, StatementType.MEMBERSHIP)] == [
        {"Ahmed Mansour"}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel lost. Merkel's conservative CDU lost votes.",
        "Angela Merkel lost. She and her conservative CDU lost votes.",
    ],
)
def test_whose_party_it_is_belongs_to_it(extract, text):
    found = extract(text)
    statement = only(found, StatementType.MEMBERSHIP)
    assert names(found, statement, "member") == {"Angela Merkel"}
    assert names(found, statement, "organization") == {"CDU"}


def test_a_partys_partner_does_not_belong_to_it(extract):
    assert (
        of_type(extract("The SPD's preferred partners, the Greens, held a rally."), StatementType.MEMBERSHIP)
        == []
    )


def test_he_was_a_founding_member(extract):
    found = extract("John Smith was a senator. He was a founding member of the Communist Party of China.")
    assert names(found, only(found, KIND), "member") == {"John Smith"}


def test_a_noun_tells_who_leaves(extract):
    found = extract("Germany regretted the United States's withdrawal from the World Health Organization.")
    statement = only(found, KIND)
    assert names(found, statement, "member") == {"United States"}
    assert (statement.values["status"], statement.values["change"]) == ("former", "left")


def test_who_previously_belonged_does_no_longer(extract):
    statement = only(extract("Angela Merkel previously belonged to the Labour Party."), KIND)
    assert statement.values["status"] == "former"


@pytest.mark.parametrize(
    "text",
    [
        "Chile joins UNICEF in opposing the plans.",
        "Angela Merkel plans on leaving the European Union.",
    ],
)
def test_no_organisation_is_joined_or_left(extract, text):
    """A deed is joined, or a person is told to do what only the country can."""
    assert of_type(extract(text), KIND) == []


def test_a_bid_is_no_membership(extract):
    statement = only(extract("Peru's bid to join the European Union was rejected."), KIND)
    assert statement.values["status"] == "candidate"


def test_who_applies_to_join_is_a_candidate_and_no_member(extract):
    statement = only(extract("Sweden applied to join NATO."), KIND)
    assert (statement.values["status"], statement.values["change"]) == ("candidate", "applied")
