"""Descriptions beside names: one entity with the name, and said to be so by apposition."""

import pytest

from loader.model import EntityType, MentionKind, StatementType
from tests.extract.conftest import names, of_type, only


def called(extraction, name):
    """What an entity is called beside its name: words -> reason."""
    (entity,) = [e for e in extraction.entities if e.name == name]
    text = extraction.article.text
    return {text[m.start : m.end]: m.by for m in entity.mentions if m.kind is MentionKind.NOMINAL}


@pytest.mark.parametrize(
    "phrase", ["Angela Merkel, the German chancellor", "German chancellor, Angela Merkel"]
)
def test_an_office_on_either_side_of_the_name_is_an_apposition(extract, phrase):
    the = "The " if phrase.startswith("German") else ""
    found = extract(f"{the}{phrase}, spoke in Berlin.", published="2015-03-02")
    assert called(found, "Angela Merkel") == {phrase: "apposition"}
    assert names(found, only(found, StatementType.OFFICE_HOLDING), "holder") == {"Angela Merkel"}


def test_a_description_that_is_no_office_is_the_person_too(extract):
    found = extract("Omar Hassan Nur, a human rights lawyer from Minsk, spoke on Monday.")
    assert called(found, "Omar Hassan Nur") == {
        "Omar Hassan Nur, a human rights lawyer from Minsk": "apposition"
    }


def test_the_description_and_the_name_of_a_group_are_one_actor(extract):
    found = extract("The rebel group, the Lions of Kivu Front, attacked Goma on Monday.")
    actors = [names(found, s, "actor") for s in of_type(found, StatementType.EVENT)]
    assert len([e for e in found.entities if e.type is not EntityType.PLACE]) == 1
    assert actors == [{"Lions of Kivu Front"}]


def test_a_description_of_another_kind_of_thing_is_none(extract):
    found = extract("Omar Hassan Nur, the party, and the lawyers met in Minsk.")
    assert called(found, "Omar Hassan Nur") == {}


def test_a_list_is_no_apposition(extract):
    found = extract("Omar Hassan Nur, a lawyer and Yusuf Ali Jama met in Minsk.")
    assert called(found, "Omar Hassan Nur") == {}


def test_a_byline_is_no_apposition(extract):
    found = extract("The talks failed.\nEditor: Pavel Orlov")
    assert all(not m.by for e in found.entities for m in e.mentions)
