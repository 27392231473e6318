"""Deployment: who moves which forces where, how many, and what is not a deployment of forces."""

import pytest

from loader.model import Modality, Polarity, StatementType
from tests.extract.conftest import bounds, names, of_type, only, sources

KIND = StatementType.DEPLOYMENT


def test_deployer_strength_destination_and_mission(extract):
    found = extract("Russia sent 2,500 troops to Kazakhstan to guard airports.")
    statement = only(found, KIND)
    assert names(found, statement, "deployer") == {"Russia"}
    assert names(found, statement, "destination") == {"Kazakhstan"}
    assert bounds(statement, "strength") == (2500, 2500, False)
    assert statement.values["direction"] == "deploy"
    assert statement.values["mission"] == "guard airports"


def test_the_alliance_is_the_one_that_the_article_names(extract):
    text = "The military alliance sent troops to Kazakhstan.\nThe request went to NATO on Monday."
    found = extract(text)
    assert names(found, only(found, KIND), "deployer") == {"NATO"}


def test_the_alliance_stays_open_when_two_are_named(extract):
    text = "The military alliance sent troops to Kazakhstan.\nNATO and the European Union took note."
    found = extract(text)
    assert not names(found, only(found, KIND), "deployer") & {"NATO", "European Union"}


def test_an_alliance_said_to_be_led_is_the_one_that_is_said_to_be_controlled(extract):
    text = "The Moscow-led alliance sent troops to Kazakhstan.\nIt is the Russian-controlled NATO, he said."
    found = extract(text)
    assert names(found, only(found, KIND), "deployer") == {"NATO"}


def test_contributors_are_listed_behind_from(extract):
    text = "Troops from Russia, Belarus and Armenia were dispatched to Kazakhstan."
    found = extract(text)
    assert names(found, only(found, KIND), "contributor") == {"Russia", "Belarus", "Armenia"}


def test_withdrawal_by_verb_and_by_noun(extract):
    for text in (
        "France withdrew its soldiers from Niger.",
        "France announced the withdrawal of its troops from Niger.",
    ):
        found = extract(text)
        statement = only(found, KIND)
        assert statement.values["direction"] == "withdraw"
        assert names(found, statement, "origin") == {"Niger"}


def test_a_planned_deployment_is_future_and_planned(extract):
    statement = only(extract("Germany will send 400 soldiers to Lithuania."), KIND)
    assert (statement.modality, statement.values["status"]) == (Modality.FUTURE, "planned")


@pytest.mark.parametrize(
    "text",
    [
        "The assembly demanded that Russia withdraw its forces from Ukraine.",
        "The United States urged Russia to withdraw its troops from Georgia.",
        "The council voted to withdraw its troops from Mali.",
    ],
)
def test_what_is_demanded_is_not_done(extract, text):
    statement = only(extract(text), KIND)
    assert statement.modality is Modality.FUTURE


def test_who_is_urged_is_who_would_withdraw(extract):
    found = extract("The United States urged Russia to withdraw its troops from Georgia.")
    assert names(found, only(found, KIND), "deployer") == {"Russia"}


def test_a_denied_deployment_is_negated_with_its_source(extract):
    found = extract("Belarus denied sending troops to Ukraine.")
    statement = only(found, KIND)
    assert statement.polarity is Polarity.NEGATED


def test_a_number_told_of_a_state_in_the_same_sentence(extract):
    text = (
        "Troops have been dispatched to Kazakhstan, but Moscow media say "
        "the number of Russian soldiers is less than 5,000."
    )
    found = extract(text)
    statement = next(s for s in of_type(found, KIND) if "strength" in s.values)
    assert bounds(statement, "strength") == (None, 4999, False)
    assert names(found, statement, "deployer") == {"Russia"}
    assert sources(found, statement) == {"Moscow media"}


def test_who_leaves_one_place_for_another_goes_there(extract):
    away = only(found := extract("Kenyan police officers left Nairobi for Haiti."), KIND)
    assert (away.values["direction"], names(found, away, "destination")) == ("deploy", {"Haiti"})
    home = only(found := extract("French soldiers left Niger for France."), KIND)
    assert (home.values["direction"], names(found, home, "origin")) == ("withdraw", {"Niger"})


@pytest.mark.parametrize(
    ("text", "deployers", "destinations"),
    [
        (
            "NATO will send Canadian aircraft to Orland Air Station.",
            {"NATO"},
            {"Orland Air Station"},
        ),
        ("France withdrew its troops to a line within Mali.", {"France"}, {"Mali"}),
        (
            "Some allies, including Italy and Spain, sent ships to Cyprus.",
            {"Italy", "Spain"},
            {"Cyprus"},
        ),
        ("Italy sent frigates to break the blockade of the Black Sea.", {"Italy"}, {"Black Sea"}),
        ("The United States sent a carrier strike group to Cyprus.", {"United States"}, {"Cyprus"}),
        ("Troops of Mali crossed into Niger.", set(), {"Niger"}),
        ("The soldiers, who were sent to Gambia by ECOWAS, secured the palace.", {"ECOWAS"}, {"Gambia"}),
        ("A bomb exploded in Lagos. The army has sent in 300 soldiers.", {"army"}, {"Lagos"}),
    ],
)
def test_deployers_and_destinations(extract, text, deployers, destinations):
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "deployer") == deployers
    assert names(found, statement, "destination") == destinations


def test_whose_aircraft_an_alliance_sends_contributes_them(extract):
    found = extract("NATO will send American and Canadian jets to Estonia.")
    assert names(found, only(found, KIND), "contributor") == {"United States", "Canada"}


def test_a_named_ship_is_a_force_of_the_navy_that_names_ships_so(extract):
    found = extract("The USS Gerald R. Ford returned to Norfolk. The United States welcomed it.")
    statement = only(found, KIND)
    assert names(found, statement, "force") == {"USS Gerald R. Ford"}
    assert names(found, statement, "deployer") == {"United States"}
    assert statement.values["direction"] == "withdraw"


def test_planes_are_those_of_the_troops_told_of_beside_them(extract):
    text = "Nine planes with airborne forces landed in Almaty and Russia's troops secured the airport."
    found = extract(text)
    statement = only(found, KIND)
    assert names(found, statement, "deployer") == {"Russia"}
    assert names(found, statement, "force") == {"airborne forces"}
    assert statement.values["equipment"] == "Nine planes"


def test_a_number_of_units_is_no_number_of_people(extract):
    units = only(extract("Russia has moved two battalions to Belarus."), KIND)
    assert bounds(units, "strength") == (None, None, False)
    assert units.values["strength"].text == "two battalions"
    people = only(extract("Germany sent a brigade of 4,800 soldiers to Lithuania."), KIND)
    assert bounds(people, "strength") == (4800, 4800, False)


def test_what_is_ruled_out_is_neither_done_nor_planned(extract):
    statement = only(extract("Norway and Spain rule out sending frigates to Cyprus."), KIND)
    assert (statement.polarity, statement.modality) == (Polarity.NEGATED, Modality.FUTURE)


def test_what_time_is_given_for_is_still_to_come(extract):
    text = "The cabinet approved the deal, with the army given 24 hours to withdraw its troops from Mali."
    assert only(extract(text), KIND).modality is Modality.FUTURE


@pytest.mark.parametrize(
    "text",
    [
        "Three soldiers were sent to prison.",
        "The vessel arrived at Marseille.",
        "The minister moved his forces in the party.",
        "The research group sent a letter to Haiti.",
        "Vladimir Putin sent a letter to Kazakhstan.",
        "Russia sent aid to Syria.",
        "The force of the blast was felt in Beirut.",
        "Diplomats left Niger on Monday.",
    ],
)
def test_what_moves_no_forces(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    ("text", "direction", "status", "place"),
    [
        ("American troops are based in Qatar.", "deploy", "under_way", "Qatar"),
        ("Germany has about 1,000 soldiers in Mali.", "deploy", "under_way", "Mali"),
        ("There are 28,500 American troops in South Korea.", "deploy", "under_way", "South Korea"),
        ("The American troop presence in Iraq angered Iran.", "deploy", "under_way", "Iraq"),
        ("NATO warned of a Russian troop build-up near Ukraine.", "deploy", "under_way", "Ukraine"),
        ("Russia had boots on the ground in Ukraine.", "deploy", "under_way", "Ukraine"),
        ("Canada pledged 500 troops for Latvia.", "deploy", "planned", "Latvia"),
        ("Egypt has increased its troops in Yemen.", "reinforce", None, "Yemen"),
        ("Britain reduced its troops in Germany.", "withdraw", None, "Germany"),
        ("The pull-out of French troops from Mali began.", "withdraw", None, "Mali"),
        ("Spain brought its soldiers home from Iraq.", "withdraw", None, "Iraq"),
    ],
)
def test_words_for_forces_that_come_stay_and_go(extract, text, direction, status, place):
    found = extract(text)
    statement = only(found, StatementType.DEPLOYMENT)
    where = "origin" if direction == "withdraw" else "destination"
    assert (statement.values["direction"], statement.values.get("status")) == (direction, status)
    assert names(found, statement, where) == {place}
    assert statement.roles["deployer"]


@pytest.mark.parametrize(
    "text",
    [
        "The army officer returned to his home in Lagos.",
        "Police officers arrived at a house in Berlin.",
        "Germany has about 1,000 soldiers in Germany.",
        "Thirty-two rescued sailors remain in Qatar.",
        "A Russian missile entered Poland.",
    ],
)
def test_not_everyone_who_moves_or_stays_is_deployed(extract, text):
    assert of_type(extract(text), StatementType.DEPLOYMENT) == []


def test_a_state_that_moves_troops_between_two_others_has_no_contributor(extract):
    found = extract("Iran transferred 200 fighters from Iraq to Syria.")
    statement = only(found, StatementType.DEPLOYMENT)
    assert names(found, statement, "origin") == {"Iraq"}
    assert "contributor" not in statement.roles


def test_what_is_pledged_has_not_happened(extract):
    statement = only(extract("Canada pledged 500 troops for Latvia."), KIND)
    assert statement.modality is Modality.FUTURE


def test_a_named_army_moves_as_a_whole(extract):
    found = extract("The Syrian Army entered Tartus on Monday.\nThe Syrian Army is in Syria.")
    statement = of_type(found, KIND)[0]
    assert names(found, statement, "deployer") == {"Syrian Army"}
    assert names(found, statement, "destination") == {"Tartus"}


def test_a_state_that_withdraws_from_another_moves_forces_though_none_are_named(extract):
    found = extract("France pulled out of Niger last year.")
    statement = only(found, KIND)
    assert statement.values["direction"] == "withdraw"
    assert names(found, statement, "deployer") == {"France"}
    assert names(found, statement, "origin") == {"Niger"}


@pytest.mark.parametrize(
    "text",
    [
        "Hamas withdrew from the talks in Cairo.",
        "Germany withdrew from the treaty with Russia.",
        "Britain's withdrawal from the European Union took effect.",
        "The Taliban arrived in Qatar on Sunday.",
        "Hezbollah deployed a drone against Israeli positions.",
    ],
)
def test_leaving_talks_or_treaties_travelling_and_firing_move_no_forces(extract, text):
    assert not of_type(extract(text), KIND)


def test_its_forces_are_those_of_the_state_that_says_so(extract):
    found = extract("Ethiopia announced that its remaining forces in Somalia would leave the country.")
    statement = only(found, KIND)
    assert names(found, statement, "deployer") == {"Ethiopia"}
    assert names(found, statement, "origin") == {"Somalia"}


def test_troops_ordered_to_leave_are_not_sent_there(extract):
    found = extract("France ordered 2,000 troops to leave Niger.")
    statement = only(found, KIND)
    assert statement.values["direction"] == "withdraw"
    assert names(found, statement, "deployer") == {"France"}


def test_forces_at_a_border_are_not_in_the_state_beyond_it(extract):
    found = extract("Russia moved 20,000 soldiers to the border with Ukraine.")
    assert names(found, only(found, KIND), "destination") == {"border with Ukraine"}


def test_a_ship_that_leaves_one_place_for_another_is_not_withdrawn(extract):
    found = extract("The frigate HMS Lancaster leaves Malta and sails to Cyprus. Britain is in Europe.")
    statement = of_type(found, KIND)[0]
    assert statement.values["direction"] == "deploy"
    assert names(found, statement, "destination") == {"Cyprus"}


def test_police_prompted_to_deploy_deploy_and_not_who_prompted_them(extract):
    found = extract(
        "Rebels burned two villages in Kenya, prompting the army to deploy 300 soldiers to Kenya."
    )
    assert names(found, only(found, KIND), "deployer") == {"army"}


def test_forces_where_they_are_stationed(extract):
    found = extract("Rebels attacked Sebha Airport where Russian troops are stationed.")
    assert names(found, only(found, KIND), "destination") == {"Sebha Airport"}


@pytest.mark.parametrize(
    ("text", "deployer"),
    [
        ("Ukraine accused Russia of sending 5,000 troops to Belarus.", "Russia"),
        (
            "Donald Trump authorised the deployment of 300 National Guard personnel to Chicago.",
            "Donald Trump",
        ),
    ],
)
def test_neither_who_accuses_nor_who_is_commanded_sends(extract, text, deployer):
    found = extract(text)
    assert names(found, only(found, KIND), "deployer") == {deployer}
