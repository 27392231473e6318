"""Whose soldiers they are, and which unit is part of which."""

import pytest

from loader.model import Origin, StatementType
from tests.extract.conftest import names, of_type


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Soldiers of the 12th Brigade crossed the river.", "Soldiers", "12th Brigade"),
        (
            "Ninety airmen from the 158th Fighter Wing departed for Turkey.",
            "airmen",
            "158th Fighter Wing",
        ),
        (
            "He served with the 1st Battalion, 27th Infantry Regiment.",
            "1st Battalion",
            "27th Infantry Regiment",
        ),
        ("The 2nd Brigade of the 10th Division left.", "2nd Brigade", "10th Division"),
        ("The Qassam Brigades, the armed wing of Hamas, fired rockets.", "Qassam Brigades", "Hamas"),
        (
            "The 134th Fighter Squadron will fly missions as part of the 407th Air Group.",
            "134th Fighter Squadron",
            "407th Air Group",
        ),
    ],
)
def test_parts_of_forces(extract, text, part, whole):
    found = extract(text)
    assert (part, whole) in {
        (p, w)
        for s in of_type(found, StatementType.PART)
        for p in names(found, s, "part")
        for w in names(found, s, "whole")
    }


def test_unnamed_forces_are_told_of_when_they_act(extract):
    found = extract("Syrian troops shelled the town of Homs.")
    (part,) = of_type(found, StatementType.PART)
    assert (names(found, part, "part"), names(found, part, "whole")) == ({"Syrian troops"}, {"Syria"})


@pytest.mark.parametrize(
    "text",
    [
        "Syrian rebel forces shelled the town of Homs.",
        "Many visitors spoke of Syrian troops.",
        "Hamas-linked militants shelled the town of Homs.",
    ],
)
def test_others_forces_and_those_only_spoken_of_are_no_parts(extract, text):
    assert of_type(extract(text), StatementType.PART) == []


def test_a_rank_between_a_force_and_a_name_makes_a_member(extract):
    found = extract("The rebels captured Royal Jordanian Air Force lieutenant Muath Kassab on Monday.")
    (member,) = of_type(found, StatementType.MEMBERSHIP)
    assert member.origin is Origin.TEXT
    assert names(found, member, "organization") == {"Royal Jordanian Air Force"}


@pytest.mark.parametrize(
    ("text", "members", "body"),
    [
        ("NATO members include Albania and Croatia.", {"Albania", "Croatia"}, "NATO"),
        ("Members of the African Union include Kenya and Ghana.", {"Kenya", "Ghana"}, "African Union"),
        ("Germany is part of the European Union.", {"Germany"}, "European Union"),
    ],
)
def test_lists_of_members(extract, text, members, body):
    found = extract(text)
    (membership,) = of_type(found, StatementType.MEMBERSHIP)
    assert names(found, membership, "member") == members
    assert names(found, membership, "organization") == {body}


def test_what_a_report_includes_is_no_member(extract):
    assert of_type(extract("The NATO report includes Germany."), StatementType.MEMBERSHIP) == []
