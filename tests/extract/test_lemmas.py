"""Lemmas that the language model gets wrong are mended where the article is analysed."""

import pytest

from loader.extract.document import analyse
from loader.extract.language_model import language_model
from loader.model import Article


def lemmas(text: str) -> dict[str, str]:
    """What each word of a text is a form of."""
    return {token.text: token.lemma_ for token in analyse(Article("a", text), language_model()).doc}


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("The king reappointed him as minister.", "reappointed", "reappoint"),
        ("The union readmitted the state.", "readmitted", "readmit"),
        ("The army installed a council.", "installed", "install"),
    ],
)
def test_a_word_of_the_list_has_its_right_lemma(text, form, lemma):
    assert lemmas(text)[form] == lemma


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Rebels staged a coup.", "staged", "stage"),
        ("Police are raping and beating prisoners.", "raping", "rape"),
        ("The court fined the company.", "fined", "fine"),
        ("The army rammed the boat.", "rammed", "ram"),
        ("The team was stopping the boat.", "stopping", "stop"),
        ("They went to the town and asked the mayor.", "asked", "ask"),
    ],
)
def test_a_verb_printed_with_one_consonant_is_one_in_e(text, form, lemma):
    """One that doubles its consonant, or ends in two, is left as it is."""
    assert lemmas(text)[form] == lemma


def test_a_form_of_the_list_has_its_lemma_whatever_its_part_of_speech():
    assert lemmas("The two bases and the taxes were hit.")["bases"] == "base"
    assert lemmas("The troops retook the town.")["retook"] == "retake"
