"""Quotation: the words, the speaker, and how far a quotation reaches."""

from loader.model import StatementType
from tests.extract.conftest import names, of_type, only

KIND = StatementType.QUOTATION


def test_a_direct_quotation_with_its_speaker_behind(extract):
    found = extract("“We will not talk to armed bandits,” Vladimir Putin said.")
    statement = only(found, KIND)
    assert statement.values == {"text": "We will not talk to armed bandits,", "form": "direct"}
    assert names(found, statement, "speaker") == {"Vladimir Putin"}


def test_a_quotation_of_several_sentences_is_one(extract):
    text = "“The city is calm now. We thank our allies for that,” Vladimir Putin said."
    assert "We thank" in only(extract(text), KIND).values["text"]


def test_reported_speech_leaves_out_that(extract):
    found = extract("Vladimir Putin said that order was almost restored.")
    assert only(found, KIND).values == {"text": "order was almost restored", "form": "indirect"}


def test_a_word_in_inverted_commas_is_no_quotation(extract):
    assert of_type(extract("Vladimir Putin called the plan “nonsense.”"), KIND) == []


def test_quotation_marks_left_open_end_with_the_paragraph(extract):
    text = "“We are ready to talk at any time, Vladimir Putin said.\n\nSchools in Moscow closed.”"
    assert all("Schools" not in s.values["text"] for s in of_type(extract(text), KIND))


def test_a_quotation_that_goes_on_has_one_speaker(extract):
    text = (
        "“The city is calm. We thank them.\n\n“We will not talk to bandits,” Vladimir Putin said Monday."
        "\n\n“The army will stay until all of this is over.”\n\nSchools in Moscow closed."
    )
    found = extract(text)
    quotations = of_type(found, KIND)
    assert [names(found, q, "speaker") for q in quotations] == [{"Vladimir Putin"}] * 3
    assert quotations[1].time.start == "2022-01-03"


def test_who_is_quoted_by_another_is_the_speaker(extract):
    found = extract("The BBC quoted Vladimir Putin as saying that the war would end soon.")
    assert names(found, only(found, KIND), "speaker") == {"Vladimir Putin"}


def test_he_is_nobody_who_was_named_long_before(extract):
    text = (
        "Vladimir Putin met reporters in Moscow.\nSchools were closed.\nShops were closed too."
        "\nTraffic stopped in the city. He said that order was almost restored."
    )
    assert of_type(extract(text), KIND) == []
