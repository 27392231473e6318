"""Event in running news: who acts when it is told in passing, and what a report tells that is no event."""

import pytest

from loader.model import StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.EVENT


def told(extract, text):
    """Root, actors and recipients of each event of a text."""
    found = extract(text)
    return [
        (e.values["event"], names(found, e, "actor"), names(found, e, "recipient"))
        for e in of_type(found, KIND)
    ]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Ten soldiers were killed in an airstrike conducted by Turkey.", "Turkey", "soldiers"),
        ("Egypt closed the road after a shooting that killed two soldiers.", None, "soldiers"),
        ("A soldier was killed and five others were wounded in an ambush.", None, "soldier"),
        ("Clashes occurred in Goma between Rwanda and Uganda.", "Rwanda", "Uganda"),
        ("Turkish strikes targeting members of Hamas and Hezbollah went on.", "Turkey", "Hamas Hezbollah"),
    ],
)
def test_who_attacked_and_who_was_hit_is_read_around_the_noun(extract, text, actor, recipient):
    attack = next(e for e in told(extract, text) if e[0] == "ASSAULT")
    assert attack[1] == ({actor} if actor else set())
    assert attack[2] == (set(recipient.split()) if "Hamas" in recipient else {recipient})


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake hit Japan.",
        "The plane crashed near Nairobi, killing two people.",
        "A truck hit a house in Lagos.",
        "Brazil's minister called the mayor a friend.",
        "The minister told the newspaper that the war had appeared endless.",
        "Two people were rescued after the flood.",
        "The airport was shut down after the storm.",
        "He applied for a job in Lima.",
        "Two candidates suspended their campaigns.",
        "A doctor warned people about the virus.",
        "The company deployed cameras.",
    ],
)
def test_mishaps_names_interviews_and_private_matters_are_no_events(extract, text):
    assert told(extract, text) == []


def test_who_is_sentenced_and_banned_is_banned(extract):
    found = told(extract, "Dodik was sentenced to a year in prison and banned from politics in Serbia.")
    assert ("COERCE", set(), {"Dodik"}) in found


def test_what_stands_before_a_relative_clause_is_its_object(extract):
    found = told(extract, "Egypt released the tanker that the Houthis attacked.")
    assert ("ASSAULT", {"Houthis"}, {"tanker"}) in found


def test_a_meeting_told_in_passing_is_of_who_speaks_there(extract):
    found = told(extract, "At a meeting with Lula in Brazil, president Macron announced a new fund.")
    assert ("CONSULT", {"Macron"}, {"Lula"}) in found


def test_a_strike_of_workers_is_a_protest(extract):
    found = extract("A teachers' strike in Kenya began on Monday.")
    assert only(found, KIND).values["event"] == "PROTEST"


def test_an_attack_that_a_participle_says_more_of_is_one(extract):
    found = told(extract, "Three people were hurt in a bombing targeting the base in Kabul.")
    assert [e[0] for e in found] == ["ASSAULT"]


def test_one_who_is_charged_and_later_sentenced_is_not_sentenced_by_who_charged_him(extract):
    found = told(extract, "A court in Kenya convicted Odinga. In June Odinga was accused of fraud.")
    assert ("ACCUSE", set(), {"Odinga"}) in found


def test_a_verb_that_looks_like_a_plural_is_read_as_the_verb(extract):
    text = (
        "A court in Lima, Peru sentences Ollanta Vargas, a former leader of the Nationalist Party, to prison."
    )
    assert ("ACCUSE", {"court"}, {"Ollanta Vargas"}) in told(extract, text)


def test_who_claims_an_attack_later_is_who_attacked(extract):
    text = (
        "Ten people are killed in a bombing targeting the base in Mogadishu. "
        "Hamas claims responsibility for the attack."
    )
    assert told(extract, text) == [("ASSAULT", {"Hamas"}, {"base"})]


def test_who_was_arrested_did_it(extract):
    found = told(extract, "Police arrested ten students after they attacked a journalist.")
    assert ("ASSAULT", {"students"}, {"journalist"}) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya and Sudan restored diplomatic relations.", ("SUPPORT", {"Kenya"}, {"Sudan"})),
        ("Protests continue in Nairobi.", ("PROTEST", set(), set())),
        ("A judge blocked the executive order of Trump.", ("REJECT", {"judge"}, {"Trump"})),
        (
            "Demonstrators called for the resignation of president Emmanuel Macron.",
            ("REQUEST", {"Demonstrators"}, {"Emmanuel Macron"}),
        ),
        (
            "Two people died in a Turkish rocket and drone strike on Erbil.",
            ("ASSAULT", {"Turkey"}, {"Erbil"}),
        ),
    ],
)
def test_what_news_tells_in_its_own_way(extract, text, expected):
    assert expected in told(extract, text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that it was an attack.",
        "Storm warnings were issued to residents.",
        "The advisory of the agency, released on Monday, warned of floods.",
    ],
)
def test_what_is_only_named_warned_of_or_published_is_no_event(extract, text):
    assert told(extract, text) == []


def test_what_an_ultimatum_or_a_permission_is_about_is_no_event_of_its_own(extract):
    found = told(extract, "Turkey issued an ultimatum to Syria to end the war in Idlib.")
    assert [e[0] for e in found] == ["THREATEN"]


def test_a_government_is_one_however_its_state_is_told(extract):
    text = "France condemned the Syrian government. Italy praised the government of Syria."
    found = extract(text)
    assert len({e.roles["recipient"] for e in of_type(found, KIND)}) == 1


def test_two_who_announce_that_they_agreed_agreed(extract):
    text = (
        "Mexican President Claudia Sheinbaum and U.S. President Donald Trump announce "
        "they have agreed to a truce."
    )
    assert ("AGREE", {"Claudia Sheinbaum"}, {"Donald Trump"}) in told(extract, text)


@pytest.mark.parametrize(
    "text",
    [
        "India won the cup, beating Kenya in the final.",
        "Typhoon Mina reached Luzon, killing ten people.",
        "A mother called the police in Lagos.",
    ],
)
def test_sport_storms_and_private_calls_are_no_events(extract, text):
    assert told(extract, text) == []


def test_what_an_operation_is_against_is_not_who_is_supported(extract):
    found = told(extract, "Kenya bought helicopters to support operations against Hamas.")
    assert all("Hamas" not in e[2] for e in found if e[0] == "SUPPORT")
