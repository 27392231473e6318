"""Event: which words tell which PLOVER root, who acts on whom, and what is no event."""

import pytest

from loader.model import Modality, Polarity, StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.EVENT


@pytest.mark.parametrize(
    ("text", "root", "actor", "recipient"),
    [
        ("France condemned Iran.", "ACCUSE", "France", "Iran"),
        ("Iran was condemned by France.", "ACCUSE", "France", "Iran"),
        ("Turkey launched an offensive against Syria.", "ASSAULT", "Turkey", "Syria"),
        ("An offensive was launched by Turkey against Syria.", "ASSAULT", "Turkey", "Syria"),
        ("Japan imposed sanctions on Russia.", "SANCTION", "Japan", "Russia"),
        ("Japan lifted sanctions on Russia.", "CONCEDE", "Japan", "Russia"),
        ("Norway suspended aid to Sudan.", "SANCTION", "Norway", "Sudan"),
        ("Norway provided medicine to Sudan.", "AID", "Norway", "Sudan"),
        ("Egypt held talks with Sudan.", "CONSULT", "Egypt", "Sudan"),
        ("Talks between Egypt and Sudan resumed on Monday.", "CONSULT", "Egypt", "Sudan"),
        ("Iran threatened to attack Israel.", "THREATEN", "Iran", "Israel"),
        ("Kenya refused to recognise Kosovo.", "REJECT", "Kenya", "Kosovo"),
        ("Kenya urged Ethiopia to withdraw.", "REQUEST", "Kenya", "Ethiopia"),
        ("Kenya agreed to lend money to Uganda.", "AGREE", "Kenya", "Uganda"),
        ("Brazil and Argentina signed a trade agreement.", "AGREE", "Brazil", "Argentina"),
        ("Spain recognised Palestine.", "SUPPORT", "Spain", "Palestine"),
        ("Kenya suspended Sudan after the coup.", "SANCTION", "Kenya", "Sudan"),
        ("Kenya put pressure on Sudan.", "REQUEST", "Kenya", "Sudan"),
        ("Kenya froze the assets of Sudan.", "SANCTION", "Kenya", "Sudan"),
        ("Two diplomats were expelled from Sudan.", "SANCTION", "Sudan", "diplomats"),
        ("Egypt said that Sudan was responsible.", "ACCUSE", "Egypt", "Sudan"),
        ("Sudan faced criticism from Egypt.", "ACCUSE", "Egypt", "Sudan"),
    ],
)
def test_root_actor_and_recipient(extract, text, root, actor, recipient):
    found = extract(text)
    event = only(found, KIND)
    assert event.values["event"] == root
    assert names(found, event, "actor") == {actor}
    assert names(found, event, "recipient") == {recipient}


def test_what_is_promised_threatened_or_refused_is_no_event_of_its_own(extract):
    for verb in ("threatened to", "agreed to", "refused to", "urged Egypt to"):
        found = extract(f"Ethiopia {verb} attack Sudan.")
        assert [e.values["event"] for e in of_type(found, KIND)] != []
        assert "ASSAULT" not in {e.values["event"] for e in of_type(found, KIND)}


def test_who_says_that_they_will_not_refuses(extract):
    found = extract("Hungary said it will not accept refugees from Syria.")
    event = only(found, KIND)
    assert (event.values["event"], event.polarity) == ("REJECT", Polarity.AFFIRMED)


def test_who_says_that_another_must_requests(extract):
    found = extract("Germany said that Serbia must release the journalists.")
    event = only(found, KIND)
    assert event.values["event"] == "REQUEST"
    assert names(found, event, "recipient") == {"Serbia"}


def test_a_denied_attack_is_negated(extract):
    found = extract("Rwanda did not attack Burundi.")
    assert only(found, KIND).polarity is Polarity.NEGATED


def test_a_planned_visit_is_future(extract):
    found = extract("Emmanuel Macron will meet Olaf Scholz in Berlin.")
    assert only(found, KIND).modality is Modality.FUTURE


def test_unnamed_actors_are_kept_as_the_text_has_them_without_their_number(extract):
    found = extract("Dutch police arrested two Turkish journalists.")
    event = only(found, KIND)
    assert event.values["mode"] == "arrest"
    assert names(found, event, "actor") == {"Dutch police"}
    assert names(found, event, "recipient") == {"Turkish journalists"}


def test_unnamed_actors_have_their_sector_and_state(extract):
    found = extract("Dutch police arrested two Turkish journalists.")
    event = only(found, KIND)
    assert (event.values["actor_sector"], event.values["recipient_sector"]) == ("COP", "MED")
    assert names(found, event, "actor_state") == {"Netherlands"}
    assert names(found, event, "recipient_state") == {"Turkey"}


def test_protesters_belong_to_the_state_of_the_place(extract):
    found = extract("Police dispersed protesters in Kenya.")
    event = only(found, KIND)
    assert names(found, event, "recipient_state") == {"Kenya"}


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned near Lagos, killing two people.",
        "France won the match against Germany.",
        "Stocks rose in Japan on Friday.",
        "The minister was born in Vienna.",
        "A heart attack forced him to rest.",
        "Citizens of Kenya vote on Tuesday.",
    ],
)
def test_what_is_no_political_event(extract, text):
    assert of_type(extract(text), KIND) == []


def test_a_phone_call_has_no_place_and_a_report_behind_a_comma_does_not_name_anybody(extract):
    found = extract(
        "However, Belgian Prime Minister Alexander De Croo called Emmanuel Macron to “discuss” what happened "
        "in Mali, a Belgian newspaper reported on Friday night, citing his office."
    )
    event = only(found, StatementType.EVENT)
    assert event.values["mode"] == "phone"
    assert names(found, event, "recipient") == {"Emmanuel Macron"}
    assert "location" not in event.roles


def test_a_state_that_acts_on_itself_is_a_doubt_and_no_event(extract):
    found = extract("Turkey attacked Turkey on Monday.")
    assert of_type(found, KIND) == []
    assert [doubt.check for doubt in found.doubts] == ["acts-on-itself"]


def test_one_event_told_again_has_two_evidences(extract):
    found = extract("France bombed Libya. Protesters in Paris condemned the bombing of Libya.")
    bombing = next(e for e in of_type(found, KIND) if e.values["event"] == "ASSAULT")
    assert len(bombing.evidence) == 2
    assert names(found, bombing, "actor") == {"France"}


@pytest.mark.parametrize(
    "text",
    [
        "The airstrike killed ten soldiers in Yemen.",
        "Ten soldiers were killed in an airstrike in Yemen.",
        "Saudi Arabia launched an airstrike on Yemen, killing ten soldiers.",
    ],
)
def test_the_harm_of_an_attack_is_no_second_attack(extract, text):
    assert len(of_type(extract(text), KIND)) == 1


def test_who_orders_and_who_does_it_both_act(extract):
    found = extract("The president of Chad ordered the army to attack rebels.")
    event = next(e for e in of_type(found, KIND) if e.values["event"] == "ASSAULT")
    assert "army" in names(found, event, "actor")
    assert len(event.roles["actor"]) == 2


def test_the_accused_is_who_did_it(extract):
    found = extract("Armenia accused Azerbaijan of shelling a village.")
    shelling = next(e for e in of_type(found, KIND) if e.values["event"] == "ASSAULT")
    assert names(found, shelling, "actor") == {"Azerbaijan"}


def test_a_group_stands_for_its_people(extract):
    found = extract("Troops killed three Hamas militants in Gaza.")
    assert names(found, only(found, KIND), "recipient") == {"Hamas"}


def test_an_attack_of_no_one_on_nothing_named_is_told_when_it_is_the_news(extract):
    found = extract("A bomb was detonated in Nairobi on Monday.")
    event = only(found, KIND)
    assert (event.values["event"], names(found, event, "location")) == ("ASSAULT", {"Nairobi"})


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Norway gave special thanks to Sweden in a long speech.", "SUPPORT"),
        ("Norway praised Sweden for its patience.", "SUPPORT"),
        ("Norway gave in to Sweden.", "CONCEDE"),
    ],
)
def test_giving_is_told_by_what_is_given(extract, text, root):
    assert only(extract(text), KIND).values["event"] == root


def test_a_protest_that_force_is_used_in_has_not_the_police_for_protesters(extract):
    found = extract("Officers fired tear gas in a noisy protest in Nairobi.")
    roots = {e.values["event"]: e for e in of_type(found, KIND)}
    assert set(roots) == {"ASSAULT"}
    assert roots["ASSAULT"].values["mode"] == "crowd-control"


@pytest.mark.parametrize(
    "text",
    [
        "Riot police used water cannon against demonstrators in Nairobi.",
        "Riot police fired rubber bullets at demonstrators in Nairobi.",
    ],
)
def test_means_of_crowd_control_tell_an_assault(extract, text):
    found = extract(text)
    event = only(found, KIND)
    assert (event.values["event"], event.values["mode"]) == ("ASSAULT", "crowd-control")
    assert names(found, event, "recipient") == {"demonstrators"}


def test_what_people_are_armed_with_is_no_aid(extract):
    assert of_type(extract("The minister spoke about smugglers armed and trained abroad."), KIND) == []


def test_a_statue_suffers_nothing(extract):
    assert of_type(extract("The statue was demolished on Monday in Lima."), KIND) == []


def test_an_order_to_ones_own_is_no_coercion(extract):
    found = extract("The president of Chad ordered the security agencies to shoot.")
    assert "COERCE" not in {e.values["event"] for e in of_type(found, KIND)}


def test_crowds_that_disperse_restrict_nobody(extract):
    assert of_type(extract("The crowds dispersed in the evening."), KIND) == []


def test_words_are_criticised_and_not_assaulted(extract):
    found = extract("Turkey attacked the decision of Greece.")
    assert only(found, KIND).values["event"] == "ACCUSE"


def test_a_dateline_does_not_act(extract):
    found = extract("KABUL (Agency): Emmanuel Macron has held a meeting with Olaf Scholz.")
    assert names(found, only(found, KIND), "actor") == {"Emmanuel Macron"}


def test_who_takes_part_in_protests_protests(extract):
    found = extract("Thousands of students took part in the protests in Lima.")
    event = only(found, KIND)
    assert event.values["event"] == "PROTEST"
    assert names(found, event, "actor") == {"students"}


@pytest.mark.parametrize(
    "text",
    [
        "A hurricane struck the Bahamas on Monday.",
        "The recession hit Greece hard.",
        "Chile was struck by an earthquake.",
        "Police shot a bear in Alaska.",
    ],
)
def test_nature_and_figures_of_speech_attack_nobody(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    "text",
    ["Two missiles hit Ukraine.", "Most of the rockets struck Israel.", "Chad was hit by an airstrike."],
)
def test_what_is_fired_attacks_for_whom_the_text_leaves_out(extract, text):
    assert only(extract(text), KIND).values["event"] == "ASSAULT"


def test_parties_of_a_list_meet_though_the_second_looks_like_an_apposition(extract):
    found = extract("Mali, Burkina Faso and Niger signed a defence pact.")
    event = only(found, KIND)
    assert names(found, event, "actor") | names(found, event, "recipient") == {
        "Mali",
        "Burkina Faso",
        "Niger",
    }


def test_who_mediates_acts_on_both_sides(extract):
    found = extract("Turkey has hosted talks between Russia and Ukraine.")
    event = only(found, KIND)
    assert names(found, event, "actor") == {"Turkey"}
    assert names(found, event, "recipient") == {"Russia", "Ukraine"}


def test_what_several_agreed_is_towards_whom_it_concerns(extract):
    found = extract("Kuwait and Bahrain have agreed to lift sanctions on Egypt.")
    event = only(found, KIND)
    assert names(found, event, "actor") == {"Kuwait", "Bahrain"}
    assert names(found, event, "recipient") == {"Egypt"}


@pytest.mark.parametrize("text", ["Russian and Turkish officials met.", "Russia and Turkey's ministers met."])
def test_officials_of_two_states_are_those_states(extract, text):
    found = extract(text)
    event = only(found, KIND)
    assert names(found, event, "actor") | names(found, event, "recipient") == {"Russia", "Turkey"}


def test_whose_arrest_it_is_is_arrested(extract):
    found = extract("Alexei Navalny protested against the government before Navalny's arrest in Moscow.")
    arrest = next(e for e in of_type(found, KIND) if e.values["event"] == "COERCE")
    assert names(found, arrest, "actor") == set()
    assert names(found, arrest, "recipient") == {"Alexei Navalny"}


@pytest.mark.parametrize("text", ["We cannot hide this from Russia.", "Let me check the report on Russia.",
                                  "The minister of Kenya resigned."])  # fmt: skip
def test_what_neither_refuses_nor_concedes(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hamas claimed responsibility for the attack on Israel.", "Hamas"),
        ("Hamas was responsible for the attack on Israel.", "Hamas"),
        ("Egypt blamed Hamas for the attack on Israel.", "Hamas"),
    ],
)
def test_whose_attack_it_is_by_what_governs_the_noun(extract, text, actor):
    found = extract(text)
    attack = next(e for e in of_type(found, KIND) if e.values["event"] == "ASSAULT")
    assert names(found, attack, "actor") == {actor}
    assert names(found, attack, "recipient") == {"Israel"}


def test_a_missile_test_is_no_attack(extract):
    found = extract("North Korea tested a ballistic missile on Sunday.")
    assert only(found, KIND).values["event"] == "MOBILIZE"


def test_a_verb_that_the_language_model_cuts_short_is_known(extract):
    """ "Staged" is not a form of "stag"."""
    assert (
        only(extract("Dozens of Serbian students have staged a protest."), KIND).values["event"] == "PROTEST"
    )


def test_two_who_are_named_with_their_titles_act_together(extract):
    text = "French President Emmanuel Macron and Rwandan President Paul Kagame agree to a truce in Congo."
    found = extract(text)
    event = only(found, KIND)
    assert names(found, event, "actor") | names(found, event, "recipient") == {
        "Emmanuel Macron",
        "Paul Kagame",
    }


def test_exercises_of_one_are_no_cooperation(extract):
    assert only(extract("Russia held military drills in Belarus."), KIND).values["event"] == "MOBILIZE"


def test_who_one_fights_with_the_support_of_is_not_fought(extract):
    assert all(
        "Turkey" not in names(found, e, "recipient")
        for found in [extract("The rebels fought with the support of Turkey.")]
        for e in of_type(found, KIND)
    )


def test_a_body_that_the_next_sentence_goes_on_about_acts_there(extract):
    found = extract("The African Union condemned Niger. It called on Mali to release the president.")
    request = next(e for e in of_type(found, KIND) if e.values["event"] == "REQUEST")
    assert names(found, request, "actor") == {"African Union"}
    assert names(found, request, "recipient") == {"Mali"}


def test_a_place_that_is_seized_is_assaulted_and_a_thing_is_not(extract):
    found = extract("The Taliban seized Kabul. Police seized the assets of the company.")
    assert [e.values["event"] for e in of_type(found, KIND)] == ["ASSAULT", "COERCE"]


def test_several_who_pledge_do_it_together_and_not_to_each_other(extract):
    event = only(found := extract("Kenya, Egypt and Sudan have pledged personnel."), KIND)
    assert names(found, event, "actor") == {"Kenya", "Egypt", "Sudan"}


def test_whom_a_protest_is_against_by_its_first_part_does_not_protest(extract):
    found = extract("The anti-Mubarak protests in Cairo grew. Hosni Mubarak met France.")
    protest = next((e for e in of_type(found, KIND) if e.values["event"] == "PROTEST"), None)
    assert protest is None or names(found, protest, "actor") == set()


@pytest.mark.parametrize(
    "text",
    [
        "China is a threat to the United States.",
        "German universities charge tuition fees.",
        "Iran has not said whether or not it will stop.",
    ],
)
def test_what_only_sounds_like_an_event(extract, text):
    assert of_type(extract(text), KIND) == []


@pytest.mark.parametrize("mark", ['"', "”", "’", "»"])
def test_a_paragraph_that_ends_in_a_quotation_is_no_heading(extract, mark):
    found = extract(f"It rained.\n\nChina’s President Xi Jinping praised Russia for “strong measures.{mark}")
    assert only(found, KIND).values["event"] == "SUPPORT"


@pytest.mark.parametrize(
    ("text", "root", "actor", "recipient"),
    [
        ("Kenya called for Uganda to withdraw its troops.", "REQUEST", "Kenya", "Uganda"),
        ("Kenya let free Raila Odinga.", "CONCEDE", "Kenya", "Raila Odinga"),
        ("Kenya accepted the demands of Uganda.", "CONCEDE", "Kenya", "Uganda"),
        ("Kenya called for sanctions against Uganda.", "ACCUSE", "Kenya", "Uganda"),
        ("Kenya granted asylum to Bobi Wine.", "AID", "Kenya", "Bobi Wine"),
        ("Kenya retook Mombasa.", "ASSAULT", "Kenya", "Mombasa"),
        ("Kenya prevented Uganda from leaving.", "COERCE", "Kenya", "Uganda"),
        ("Kenya declared Yoweri Museveni a persona non grata.", "SANCTION", "Kenya", "Yoweri Museveni"),
        ("Medicine arrived in Uganda from Kenya.", "AID", "Kenya", "Uganda"),
        ("ZFO returned two masks to Uganda.", "RETREAT", "ZFO", "Uganda"),
        ("Kenya threatened that it would cut ties with Uganda.", "THREATEN", "Kenya", "Uganda"),
        ("Kenya approved $5 million in military aid to Uganda.", "AID", "Kenya", "Uganda"),
        ("Kenya sent soldiers to the peacekeeping mission in Uganda.", "AID", "Kenya", "Uganda"),
        ("Kenya agreed to set up an office in Uganda.", "AGREE", "Kenya", "Uganda"),
        (
            "Kenya opened an inquiry into claims that soldiers beat men in Uganda.",
            "ACCUSE",
            "Kenya",
            "soldiers",
        ),
    ],
)
def test_who_acts_on_whom_in_longer_frames(extract, text, root, actor, recipient):
    found = extract(text)
    event = next(e for e in of_type(found, KIND) if e.values["event"] == root)
    assert names(found, event, "actor") == {actor}
    assert names(found, event, "recipient") == {recipient}


def test_calling_off_a_strike_is_no_protest(extract):
    assert only(extract("Workers called off a strike on Monday."), KIND).values["event"] == "CONCEDE"


def test_what_authorities_do_in_a_state_is_done_by_it(extract):
    found = extract("Two journalists were jailed in Niger.")
    assert names(found, only(found, KIND), "actor") == {"Niger"}


def test_an_attack_in_a_state_is_not_by_it(extract):
    found = extract("Two journalists were beaten in Niger by a mob.")
    assert all("Niger" not in names(found, e, "actor") for e in of_type(found, KIND))


def test_people_have_the_name_of_their_place(extract):
    found = extract("France sent food to people in Mali and Niger.")
    assert names(found, only(found, KIND), "recipient") == {"people in Mali and Niger"}


def test_who_rejects_a_petition_does_not_ask_for_what_it_asks(extract):
    found = extract("The court rejected a petition that urged Peru to resign.")
    assert all(
        "court" not in names(found, e, "actor")
        for e in of_type(found, KIND)
        if e.values["event"] == "REQUEST"
    )


def test_an_expert_of_a_body_speaks_for_it(extract):
    found = extract("A United Nations expert called for an inquiry. A Syrian woman called for a doctor.")
    assert [names(found, e, "actor") for e in of_type(found, KIND)] == [{"United Nations expert"}]


def test_what_an_event_is_in_the_wake_of_does_not_suffer_it(extract):
    found = extract("Spain launched an investigation in the wake of a report by France.")
    assert names(found, only(found, KIND), "recipient") == set()


@pytest.mark.parametrize(
    "text", ["Russia and Ukraine attacked one another.", "Russia and Ukraine accused each other."]
)
def test_what_two_do_to_each_other_each_suffers(extract, text):
    found = extract(text)
    event = only(found, KIND)
    assert names(found, event, "actor") == {"Russia"}
    assert names(found, event, "recipient") == {"Ukraine"}


def test_a_fire_that_drives_people_out_coerces_nobody(extract):
    assert of_type(extract("A fire destroyed a village, displacing thousands of residents."), KIND) == []


def test_a_president_does_not_threaten_the_state_whose_office_it_is(extract):
    found = extract("US President Donald Trump threatened to cut US funding.")
    event = only(found, KIND)
    assert event.values["event"] == "THREATEN"
    assert names(found, event, "recipient") == set()


def test_those_of_a_number_that_are_named_are_freed_with_the_others(extract):
    found = extract("Cuba freed ten prisoners, including Angela Merkel.")
    assert names(found, only(found, KIND), "recipient") == {"prisoners", "Angela Merkel"}


def test_whom_a_caption_places_beside_another_meets_too(extract):
    text = "French President Emmanuel Macron, left, and Rwandan President Paul Kagame, right, met in Paris."
    found = extract(text)
    event = only(found, KIND)
    assert names(found, event, "actor") | names(found, event, "recipient") == {
        "Emmanuel Macron",
        "Paul Kagame",
    }


def test_peacekeepers_that_are_deployed_act(extract):
    found = extract("Kenyan peacekeepers were deployed to Haiti.")
    event = next(e for e in of_type(found, KIND) if e.values["event"] == "AID")
    assert names(found, event, "actor") == {"Kenyan peacekeepers"}
    assert names(found, event, "recipient") == {"Haiti"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Police foiled a plot to kill President Emmanuel Macron.", set()),
        ("Rebels tried to kill President Emmanuel Macron.", {"Rebels"}),
        ("Rebels made an attempt to kill President Emmanuel Macron.", {"Rebels"}),
    ],
)
def test_a_deed_that_was_only_tried_has_failed_and_is_not_by_who_foiled_it(extract, text, actor):
    found = extract(text)
    assault = next(s for s in of_type(found, KIND) if s.values["event"] == "ASSAULT")
    assert assault.values["outcome"] == "failed"
    assert names(found, assault, "actor") == actor
    assert not of_type(found, StatementType.CASUALTIES)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas has not claimed responsibility for the bombing in Gaza.",
        "Neither Russia nor Ukraine claimed responsibility for the attack in Poland.",
        "No group has claimed responsibility for the attack in Syria.",
    ],
)
def test_who_does_not_claim_an_attack_is_not_said_to_have_done_it(extract, text):
    found = extract(text)
    assert not any(names(found, s, "actor") for s in of_type(found, KIND))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Turkey attacked Syria in 2018 and attacked Syria again in 2019.", ["2018", "2019"]),
        ("Israel did not bomb Gaza in May but bombed Gaza in June.", ["2021-05", "2021-06"]),
    ],
)
def test_the_same_deed_at_two_times_is_two_events(extract, text, times):
    assert sorted(s.time.start for s in of_type(extract(text), KIND) if s.time) == times


def test_who_claims_are_about_is_not_rejected(extract):
    found = extract("Kenya rejected claims that Somalia had killed civilians.")
    rejection = next(s for s in of_type(found, KIND) if s.values["event"] == "REJECT")
    assert not names(found, rejection, "recipient")


def test_harm_done_by_fighters_who_break_through_is_no_mishap(extract):
    found = extract("Hamas fighters broke through the fence, killing four soldiers.")
    assert "ASSAULT" in {s.values["event"] for s in of_type(found, KIND)}


def test_a_state_whose_authorities_are_supposed_to_have_acted_is_less_sure(extract):
    found = extract("Two Germans were jailed in Syria.")
    supposed = next(s for s in of_type(found, KIND) if names(found, s, "actor") == {"Syria"})
    assert supposed.confidence <= 0.6


@pytest.mark.parametrize(
    "text",
    ["The opposition beat the army in the election.", "The rebels beat the police in the vote in Ghana."],
)
def test_who_beats_another_in_an_election_attacks_nobody(extract, text):
    assert "ASSAULT" not in {s.values["event"] for s in of_type(extract(text), KIND)}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The United States sent its soldiers home from Iraq.", "RETREAT"),
        ("North Korea carried out a nuclear test.", "MOBILIZE"),
    ],
)
def test_troops_sent_home_retreat_and_weapons_tests_mobilize(extract, text, event):
    assert {s.values["event"] for s in of_type(extract(text), KIND)} == {event}


def test_who_tests_for_a_disease_mobilizes_nothing(extract):
    found = extract("Police arrested a man for carrying out virus tests in Peru.")
    assert "MOBILIZE" not in {s.values["event"] for s in of_type(found, KIND)}


def test_who_praises_a_decision_has_not_taken_it(extract):
    found = extract("Germany praised the decision to send troops to Mali.")
    sending = [s for s in of_type(found, KIND) if s.values["event"] == "MOBILIZE"]
    assert not any(names(found, s, "actor") for s in sending)
