"""What no editor would have printed is kept out, and said so in the record."""

from loader.model import StatementType
from tests.extract.conftest import of_type, only

CASUALTIES = StatementType.CASUALTIES


def test_more_people_than_any_one_happening_counts_are_left_out_and_told(extract):
    found = extract("The blast killed 26 million people in Beirut.")
    assert of_type(found, CASUALTIES) == []
    (doubt,) = found.doubts
    assert (doubt.check, doubt.type, doubt.kept) == ("too-many", CASUALTIES, False)
    assert "26,000,000" in doubt.reason
    assert found.article.text[doubt.evidence.start : doubt.evidence.end].startswith("The blast")


def test_history_has_no_limit(extract):
    found = extract("The famine killed 26 million people in China in 1960.")
    assert only(found, CASUALTIES).time.start == "1960"
    assert found.doubts == ()


def test_what_is_done_has_no_date_after_the_article(extract):
    found = extract("The blast killed 26 people in Beirut on January 9, 2022.")
    assert only(found, CASUALTIES).time is None
    (doubt,) = found.doubts
    assert (doubt.check, doubt.kept) == ("dated-ahead", True)


def test_what_is_planned_may_have_one(extract):
    found = extract("Germany will send 400 soldiers to Lithuania in March 2022.")
    assert only(found, StatementType.DEPLOYMENT).time.start == "2022-03"
    assert found.doubts == ()
