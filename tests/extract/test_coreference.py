"""Words for someone the article names: resolved when it gives one person, left open otherwise."""

from loader.extract import Extractor
from loader.link import default_index
from loader.model import Article, Reference, StatementType
from tests.extract.conftest import Silent, names, of_type, only


def said(extraction):
    """What is said of whom for which reason: words -> (name, reason)."""
    text = extraction.article.text
    return {
        text[m.start : m.end]: (e.name, m.by)
        for e in extraction.entities
        for m in e.mentions
        if m.by is not None
    }


def test_a_demonym_and_a_role_are_the_one_person_called_the_head_of_that_state(extract):
    found = extract("Somali President Omar Hassan Nur came to Ankara. The Somali leader praised the talks.")
    assert said(found)["Somali leader"] == ("Omar Hassan Nur", "demonym and role")


def test_what_a_reference_says_again_is_no_second_statement(extract):
    found = extract("Somali President Omar Hassan Nur came to Ankara. The Somali leader praised the talks.")
    assert only(found, StatementType.OFFICE_HOLDING).values["office"] == "President"


def test_the_leader_is_left_open_between_a_president_and_a_prime_minister(extract):
    text = (
        "Somali President Omar Hassan Nur met Somali Prime Minister Yusuf Ali Jama in Ankara. "
        "The Somali leader praised the talks."
    )
    assert "Somali leader" not in said(extract(text))


def test_the_minister_is_the_only_minister_that_the_article_names(extract):
    text = "Defence Minister Pavel Orlov came to Minsk. The minister said that he was tired."
    found = extract(text)
    assert said(found)["minister"] == ("Pavel Orlov", "role")
    assert names(found, only(found, StatementType.QUOTATION), "speaker") == {"Pavel Orlov"}


def test_the_former_president_is_not_the_present_one(extract):
    text = "President Yusuf Ali Jama spoke in Ankara. The former president said that the talks had failed."
    assert "former president" not in said(extract(text))


def test_an_age_is_the_only_person_of_whom_it_is_told(extract):
    text = (
        "Omar Hassan Nur, 81, met Yusuf Ali Jama, 62, in Ankara. The 81-year-old said that he was well. "
        "The 43-year-old stayed at home."
    )
    found = extract(text)
    assert said(found)["81-year-old"] == ("Omar Hassan Nur", "age")
    assert "43-year-old" not in said(found)
    speakers = [names(found, s, "speaker") for s in of_type(found, StatementType.QUOTATION)]
    assert {"Omar Hassan Nur"} in speakers


def test_of_several_alliances_the_only_one_named_just_before_is_meant(extract):
    text = "NATO met. Nothing was decided. The European Union disagreed. The bloc condemned the attack."
    assert said(extract(text))["The bloc"] == ("European Union", "head noun")


def test_another_president_is_not_the_one_named(extract):
    text = "President Yusuf Ali Jama spoke in Ankara. The other president said that he agreed."
    assert not any("president" in words for words in said(extract(text)))


def test_a_president_of_no_particular_kind_is_nobody(extract):
    text = (
        "Nigerian President Omar Hassan Nur spoke in Abuja. "
        "A critic said that the country needed a true Nigerian president."
    )
    assert not any("president" in words for words in said(extract(text, published=None)))


def test_the_council_is_the_one_that_the_article_calls_so(extract):
    text = "The Security Council met. The European Commission met too. The council condemned the attack."
    assert said(extract(text))["The council"] == ("Security Council", "head noun")


def test_the_ministry_is_of_the_state_that_is_told_with_it(extract):
    text = (
        "Germany's Defence Ministry denied the report. Russia's Foreign Ministry confirmed it. "
        "The German ministry said that it had sent troops to Mali."
    )
    assert said(extract(text))["The German ministry"] == ("Defence Ministry", "head noun")


def test_a_body_of_another_kind_named_last_is_not_the_ministry(extract):
    text = "The Supreme Court met in Minsk. The ministry said that it had sent troops to Mali."
    assert "The ministry" not in said(extract(text))


def test_the_group_is_the_one_described_as_a_group(extract):
    text = (
        "The Lions of Kivu Front, an Islamist militant group, attacked Goma. Human Rights Watch "
        "condemned it. The Islamist group attacked a hotel."
    )
    assert said(extract(text))["The Islamist group"] == ("Lions of Kivu Front", "head noun")


def test_groups_of_which_there_are_several_are_no_single_one(extract):
    text = "Human Rights Watch met Amnesty International in Minsk. The groups condemned the attack."
    assert "The groups" not in said(extract(text))


def test_the_former_president_is_the_one_told_to_have_been_president(extract):
    text = (
        "Former President Omar Hassan Nur met President Yusuf Ali Jama in Ankara. "
        "The former president said that the talks had failed."
    )
    assert said(extract(text))["former president"] == ("Omar Hassan Nur", "role")


def test_he_is_the_subject_before_when_that_is_no_name_but_a_known_office(extract):
    text = (
        "Defence Minister Omar Hassan Nur came to Minsk. The minister welcomed the promise of "
        "Yusuf Ali Jama. He said that the talks had failed."
    )
    assert said(extract(text))["He"] == ("Omar Hassan Nur", "pronoun")


def test_who_is_named_in_a_speech_is_not_who_speaks(extract):
    text = (
        'Omar Hassan Nur spoke in Ankara. "The demand of Yusuf Ali Jama is new and Pavel Orlov knows it," '
        "he said on Monday."
    )
    assert said(extract(text))["he"] == ("Omar Hassan Nur", "pronoun")


def test_a_group_described_otherwise_is_not_the_one_named_last(extract):
    text = "Amnesty International met in Minsk. The terrorist organization attacked a hotel in Goma."
    assert not any("organization" in words for words in said(extract(text)))


def test_the_party_is_the_party_named_last(extract):
    text = "The Labour Party met the Conservative Party in London. The party condemned the attack."
    assert said(extract(text))["The party"] == ("Conservative Party", "head noun")


def test_what_is_switched_off_refers_to_nothing():
    """The ablation's switch: by no reason that can be left out is anything taken for something else."""
    text = (
        "Defence Minister Omar Hassan Nur, a lawyer, came to Minsk. The minister said that he was tired. "
        "Nur met the European Union. The bloc said that it agreed. The 81-year-old said that he was well."
    )
    article = Article(id="test", text=text, published="2022-01-07")
    without = Extractor(default_index(), judge=Silent(), without=frozenset(Reference)).extract(article)
    assert said(without) == {}
