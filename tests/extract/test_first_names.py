"""A pronoun stands for nobody who is told to be of the other sex; who is told by nothing fits both."""

import pytest

from loader.model import StatementType
from tests.extract.conftest import names, of_type

KIND = StatementType.QUOTATION


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Angela Merkel met Emmanuel Macron in Paris. She said the talks had gone well.",
            "Angela Merkel",
        ),
        (
            "Angela Merkel met Emmanuel Macron in Paris. He said the talks had gone well.",
            "Emmanuel Macron",
        ),
        ("Spokeswoman Uzra Okoye met Igor Petrov. She said the talks had gone well.", "Uzra Okoye"),
        ("Mrs. Okoye met Igor Petrov in Paris. She said the talks had gone well.", "Okoye"),
    ],
)
def test_a_pronoun_agrees_with_its_person(extract, text, speaker):
    found = extract(text)
    (quotation,) = of_type(found, KIND)
    assert names(found, quotation, "speaker") == {speaker}


@pytest.mark.parametrize("man", ["Vladimir Putin", "Jerzy Nowak", "Laurent Dubois", "Zoran Petrovic"])
def test_nobody_is_better_than_a_man_for_she(extract, man):
    assert of_type(extract(f"{man} flew to Paris. She said the talks had gone well."), KIND) == []
