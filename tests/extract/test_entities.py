"""Names become entities: one entity however it is named, of the right type, with true offsets."""

import json

from loader.model import EntityType, MentionKind, StatementType
from loader.record import from_json, to_json
from tests.extract.conftest import names, of_type


def entity(extraction, name):
    return next(e for e in extraction.entities if e.name == name)


def test_a_surname_joins_the_full_name(extract):
    found = extract("Kassym-Jomart Tokayev spoke on Friday.\nTokayev thanked his allies.")
    mentions = entity(found, "Kassym-Jomart Tokayev").mentions
    assert [m.kind for m in mentions if m.kind is not MentionKind.PRONOUN] == [MentionKind.NAME] * 2


def test_a_family_name_that_comes_first_joins_too(extract):
    found = extract("Xi Jinping arrived in Moscow. Xi was met by Vladimir Putin.")
    assert len(entity(found, "Xi Jinping").mentions) == 2


def test_a_surname_that_is_a_word_too_is_found_again(extract):
    """The model overlooks "Truss" at a sentence's start, and "her" would go to whoever was named before."""
    found = extract(
        "Liz Truss lost her last ally, Penny Mordaunt.\n\nTruss announced her resignation on 20 October."
    )
    assert len([m for m in entity(found, "Liz Truss").mentions if m.kind is MentionKind.NAME]) == 2
    assert all(m.start < 50 for m in entity(found, "Penny Mordaunt").mentions)


def test_a_demonym_is_an_adjective_mention_of_its_state(extract):
    state = entity(extract("Kazakhstan closed its border. Kazakh police blocked the roads."), "Kazakhstan")
    assert [m.kind for m in state.mentions] == [MentionKind.NAME, MentionKind.ADJECTIVE]
    assert state.type is EntityType.STATE


def test_a_state_that_is_only_an_adjective_is_named_by_the_index(extract):
    found = extract("Belarusian officials met on Monday.")
    assert entity(found, "Belarus").mentions[0].kind is MentionKind.ADJECTIVE


def test_an_acronym_in_brackets_is_the_name_before_it(extract):
    text = "The Northern Harbour Defence Forum (NHDF) met on Monday. The NHDF will meet again."
    found = extract(text)
    assert [e.name for e in found.entities if "NHDF" in e.name] == []


def test_an_acronym_and_the_full_name_of_an_alliance_are_one_entity(extract):
    found = extract("NATO held talks. The North Atlantic Treaty Organization agreed to meet again.")
    assert [e.type for e in found.entities] == [EntityType.ALLIANCE]


def test_us_in_lower_case_is_not_the_country(extract):
    found = extract("They told us to leave the house at once.")
    assert found.entities == ()


def test_offsets_quote_the_article_even_with_curly_quotes_and_blank_lines(extract):
    text = "A heading\n\n“We will not talk,” said Vladimir Putin.\n\n\nRussia’s army moved."
    for found in extract(text).entities:
        for mention in found.mentions:
            assert text[mention.start : mention.end].strip()
            assert "\n" not in text[mention.start : mention.end]
    assert {text[m.start : m.end] for e in extract(text).entities for m in e.mentions} >= {
        "Vladimir Putin",
        "Russia",
    }


def test_unnamed_actors_become_entities_only_when_a_statement_needs_them(extract):
    without = extract("Protesters gathered in Minsk on Monday.")
    assert all(e.name != "Protesters" for e in without.entities)
    quoted = extract('Protesters shouted: "We shall not leave this square today," in Minsk.')
    assert any(m.kind is MentionKind.NOMINAL for e in quoted.entities for m in e.mentions)


def test_an_empty_text_gives_nothing(extract):
    found = extract("   \n \n")
    assert (found.entities, found.statements) == ((), ())


def test_the_same_article_gives_the_same_extraction(extract):
    text = "Russian President Vladimir Putin met Xi Jinping in Beijing. Putin left on Friday."
    assert extract(text) == extract(text)


def test_a_dateline_is_a_place_and_not_the_subject_of_the_sentence(extract):
    text = "A heading\n\nALMATY, Jan 7 (Agency) - Vladimir Putin said that order was restored."
    found = extract(text)
    assert [s.values["text"] for s in found.statements] == ["order was restored"]
    assert [e.type for e in found.entities if e.name == "ALMATY"] == [EntityType.PLACE]
    assert text[found.entities[0].mentions[0].start :].startswith("ALMATY")


def test_a_dash_in_a_sentence_is_no_dateline(extract):
    found = extract("NATO - an alliance of states - said that Vladimir Putin was wrong about it.")
    assert any(e.name == "NATO" for e in found.entities)


def test_a_bracket_left_open_is_no_part_of_a_name(extract):
    found = extract("Her party, the National League for Democracy (NLD), won. The NLD celebrated.")
    assert all("(" not in e.name for e in found.entities)


def test_a_pronoun_does_not_stand_for_who_is_called_otherwise(extract):
    text = "Chairman Peter Otieno of the Green Party met Spokeswoman Ama Boateng. He resigned as chairman."
    found = extract(text)
    (resigned,) = of_type(found, StatementType.OFFICE_CHANGE)
    assert names(found, resigned, "person") == {"Peter Otieno"}


def test_the_rule_of_a_person_is_told_by_the_person(extract):
    found = extract("Peter Otieno spoke. The Otieno government made plans for the country.")
    assert [e.name for e in found.entities if "Otieno" in e.name] == ["Peter Otieno"]


def reasons(extraction, name):
    """What the article calls an entity and why it is taken for it, without the plain names."""
    entity = next(e for e in extraction.entities if e.name == name)
    return {(extraction.article.text[m.start : m.end], m.by) for m in entity.mentions if m.by is not None}


def test_each_way_of_calling_an_entity_says_why_it_is_that_one(extract):
    text = (
        "Kassym-Jomart Tokayev spoke to the African Union (AU). Tokayev said that Russia had helped. "
        "He thanked Russian officials and the AU."
    )
    found = extract(text)
    assert reasons(found, "Kassym-Jomart Tokayev") == {("Tokayev", "short name"), ("He", "pronoun")}
    assert reasons(found, "African Union") == {("AU", "acronym")}
    assert ("Russian", "demonym") in reasons(found, "Russia")


def test_a_record_written_before_mentions_gave_reasons_still_reads(extract):
    found = extract("Kassym-Jomart Tokayev left. Tokayev said so.")
    record = json.loads(to_json(found))
    for mention in record["entities"][0]["mentions"]:
        del mention["by"]
    read = from_json(json.dumps(record))
    assert {m.by for m in read.entities[0].mentions} == {None}
    assert from_json(to_json(found)) == found


def test_an_unnamed_body_called_by_the_same_words_is_one_entity_and_people_are_not(extract):
    text = (
        "The government condemned the protests. Protesters attacked a bank. "
        "On Friday the government accused Russia. Protesters attacked a court in Minsk."
    )
    found = extract(text)
    called = [e.name.lower() for e in found.entities]
    assert called.count("government") == 1
    assert called.count("protesters") == 2
    ids = {e.id for e in found.entities}
    assert {i for s in found.statements for fillers in s.roles.values() for i in fillers} <= ids


def test_a_numbered_unit_is_a_force_by_its_whole_name(extract):
    found = extract("Soldiers of the 12th Mechanised Brigade crossed the river near the border.")
    assert ("12th Mechanised Brigade", EntityType.ARMED_FORCE) in {(e.name, e.type) for e in found.entities}


def test_a_name_seen_in_one_sentence_is_found_in_the_next(extract):
    """The model overlooks a name that it takes for a subject of another verb."""
    found = extract("The Norvik Bank was founded in 1990 by officers. Losing Norvik Bank will hurt the town.")
    assert len(entity(found, "Norvik Bank").mentions) == 2


def test_an_acronym_of_the_index_needs_no_second_witness(extract):
    assert entity(extract("The army said that ISIL had fled."), "ISIL").type is EntityType.ARMED_GROUP


def test_a_preposition_at_the_head_of_a_sentence_begins_no_name(extract):
    found = extract("Near Palmyra, six strikes destroyed three vehicles of the rebels.")
    assert "Palmyra" in {e.name for e in found.entities if e.type is EntityType.PLACE}
    actors = {i for s in found.statements for i in s.roles.get("actor", ())}
    assert not {e.id for e in found.entities if e.name == "Palmyra"} & actors


def test_the_first_word_of_a_bodys_name_stands_for_it(extract):
    found = extract("Amnesty International spoke in Rome. Later Amnesty criticised Chad.")
    body = next(e for e in found.entities if e.name == "Amnesty International")
    assert [found.article.text[m.start : m.end] for m in body.mentions] == [
        "Amnesty International",
        "Amnesty",
    ]


def test_an_article_makes_no_name_longer(extract):
    found = extract("The South Sudanese army fled.")
    assert "South Sudan" in {e.name for e in found.entities}


def test_a_description_of_troops_names_their_state_too(extract):
    found = extract("US troops searched the village.")
    assert {(e.type, e.mentions[0].start, e.mentions[0].end) for e in found.entities} >= {
        (EntityType.ARMED_FORCE, 0, 9),
        (EntityType.STATE, 0, 2),
    }


def test_an_arabic_article_in_small_letters_begins_a_name(extract):
    found = extract("The al Qaeda leader Osama bin Laden hid in Pakistan.")
    assert entity(found, "al Qaeda").type is EntityType.ARMED_GROUP


def test_a_ship_named_after_a_man_is_one_ship(extract):
    found = extract("The USS Gerald R. Ford sailed to Norway.\nThe USS Gerald R. Ford left the Red Sea.")
    spans = [(m.start, m.end) for e in found.entities for m in e.mentions]
    assert len(spans) == len(set(spans))
    assert [e.type for e in found.entities if "Ford" in e.name] == [EntityType.ARMED_FORCE]
