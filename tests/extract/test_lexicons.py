"""Lexicons: faults are told with file and place; no entry names an entity; the model is the right one."""

import pytest

from loader.errors import ExtractionError
from loader.extract import language_model as models
from loader.extract.forms import Harms
from loader.extract.lexicon import lexicons, read
from loader.extract.quantity import number
from loader.link import default_index

MULTIPLIERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}


def test_a_misspelt_key_is_told_with_its_place(tmp_path):
    (tmp_path / "casualties.yaml").write_text(
        "verbs: [{lemma: kill, outcme: killed, victims: object}]\nstates: {}\nnouns: {}\n"
        "victims: []\nnot_victims: []\n"
    )
    with pytest.raises(ExtractionError, match=r"casualties\.yaml: verbs\.0\.outc"):
        read("casualties", Harms, tmp_path)


def test_a_bare_yes_or_no_in_a_list_of_words_is_told(tmp_path):
    (tmp_path / "casualties.yaml").write_text(
        "verbs: []\nphrases: []\nwanting: []\ntolls: []\ntoll_verbs: []\n"
        "states: {}\nnouns: {}\nremains: []\nfinds: []\nvictims: [on]\nnot_victims: []\n"
    )
    with pytest.raises(ExtractionError, match="victims"):
        read("casualties", Harms, tmp_path)


def test_a_missing_lexicon_is_told(tmp_path):
    with pytest.raises(ExtractionError, match="cannot be read"):
        read("casualties", Harms, tmp_path)


def test_no_office_title_names_a_person_or_a_state():
    index = default_index()
    for words in lexicons().office_titles:
        names = index.lookup(" ".join(words))
        assert not [n for n in names if n.type.value in {"Person", "State"} and n.text.islower()]


def test_another_model_is_refused(monkeypatch):
    monkeypatch.setattr(models, "NER_SHA256", "0" * 64)
    with pytest.raises(ExtractionError, match="not the one geokg was made for"):
        models._check(models.language_model())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["26"], 26),
        (["1,200"], 1200),
        (["2.5", "million"], 2_500_000),
        (["twenty-six"], 26),
        (["two", "hundred"], 200),
        (["three", "hundred", "thousand"], 300_000),
        (["soldiers"], None),
    ],
)
def test_numbers(words, value):
    assert number(words, MULTIPLIERS) == value
