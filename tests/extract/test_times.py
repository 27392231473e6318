"""Dates: which of a sentence belongs to what is told, and what it means, or nothing at all."""

import pytest

from loader.extract.dates import Direction, resolve
from loader.model import StatementType
from tests.extract.conftest import of_type, only

PUBLISHED = "2022-01-07"
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2019", None, "2019"),
        ("January 2022", None, "2022-01"),
        ("January 5, 2022", None, "2022-01-05"),
        ("Sept. 11, 2001", None, "2001-09-11"),
        ("5 January", PUBLISHED, "2022-01-05"),
        ("December 30", PUBLISHED, "2021-12-30"),
        ("Wednesday", PUBLISHED, "2022-01-05"),
        ("late Tuesday", PUBLISHED, "2022-01-04"),
        ("Friday", PUBLISHED, "2022-01-07"),
        ("last Friday", PUBLISHED, "2021-12-31"),
        ("next Monday", PUBLISHED, "2022-01-10"),
        ("yesterday", PUBLISHED, "2022-01-06"),
        ("two days ago", PUBLISHED, "2022-01-05"),
        ("three months ago", PUBLISHED, "2021-10"),
        ("last year", PUBLISHED, "2021"),
        ("this month", PUBLISHED, "2022-01"),
        ("November last year", PUBLISHED, "2021-11"),
        ("Wednesday", None, None),
        ("Wednesday", "2022", None),
        ("decades", PUBLISHED, None),
        ("six months", PUBLISHED, None),
        ("81-year-old", PUBLISHED, None),
        ("the last week", PUBLISHED, None),
        ("a decade ago", PUBLISHED, "2012"),
        ("New Year's Eve", PUBLISHED, "2021-12-31"),
        ("last January", PUBLISHED, "2021-01"),
        ("this past December", PUBLISHED, "2021-12"),
        ("Tuesday, January 18", PUBLISHED, "2022-01-18"),
        ("end of the month", PUBLISHED, "2022-01"),
    ],
)
def test_what_an_expression_of_the_past_means(text, published, expected):
    found = resolve(text, published)
    assert (found.start if found else None) == expected


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("January 20", Direction.AHEAD, "2022-01-20"),
        ("January 20", Direction.PAST, "2021-01-20"),
        ("January 20", Direction.NEAREST, "2022-01-20"),
        ("August", Direction.AHEAD, "2022-08"),
        ("August", Direction.PAST, "2021-08"),
        ("last August", Direction.AHEAD, "2021-08"),
        ("Monday", Direction.AHEAD, "2022-01-10"),
    ],
)
def test_the_tense_tells_where_a_date_lies(text, direction, expected):
    assert resolve(text, PUBLISHED, direction).start == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last week", ("2021-12-27", "2022-01-02")),
        ("over the weekend", ("2022-01-01", "2022-01-02")),
        ("the 1990s", ("1990", "1999")),
        ("overnight", ("2022-01-06", "2022-01-07")),
        ("the 1980s and 90s", ("1980", "1999")),
        ("March 3-5", ("2021-03-03", "2021-03-05")),
        ("2014-16", ("2014", "2016")),
        ("23 and 31 March", ("2021-03-23", "2021-03-31")),
        ("3 to 5 March 2021", ("2021-03-03", "2021-03-05")),
        ("July 13 to 17 of last year", ("2021-07-13", "2021-07-17")),
    ],
)
def test_what_lasts_has_two_ends(text, expected):
    assert tuple(resolve(text, PUBLISHED)) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("On Tuesday, gunmen killed 20 people in Kabul.", "2022-01-04"),
        ("Gunmen killed 20 people in Kabul late Tuesday.", "2022-01-04"),
        ("A bomb exploded in Baghdad on Wednesday, killing 20 people.", "2022-01-05"),
        ("The attack, which killed 20 people, took place on Tuesday.", "2022-01-04"),
        ("An explosion on Monday that killed 20 people was claimed by the group.", "2022-01-03"),
        ("Monday's attack killed 20 people.", "2022-01-03"),
        ("The army said on Monday it had killed 20 people over the weekend.", "2022-01-01"),
        ("On Tuesday the army attacked Kidal and killed 20 people.", "2022-01-04"),
        ("Twenty people died when a bus crashed on Monday.", "2022-01-03"),
        ("Twenty people died in a crash that wrecked the station on Monday.", "2022-01-03"),
        ("Twenty people died on Monday, when a bus crashed.", "2022-01-03"),
        ("Twenty people were killed in a 2016 attack.", "2016"),
        ("More than 20 people have been killed since Monday's attack.", "2022-01-03"),
        ("Twenty people have died since the war began in 2014.", "2014"),
        ("Protests that erupted in 2019 have killed 20 people.", None),
        ("In the worst attack since 2014, 20 people were killed.", None),
        ("The army said Friday that 20 people were killed.", None),
        ("Twenty people were killed after the vote on Sunday.", None),
        ("Twenty people were killed in Kidal.", None),
    ],
)
def test_each_statement_has_its_own_date(extract, text, start):
    time = only(extract(text), StatementType.CASUALTIES).time
    assert (time.start if time else None) == start


def test_coordinated_verbs_share_a_date_and_keep_their_own(extract):
    shared = extract("Twenty people were killed and 30 were injured on Tuesday.")
    assert {s.time.start for s in of_type(shared, StatementType.CASUALTIES)} == {"2022-01-04"}
    own = extract("Twenty people were killed on Monday and 30 were injured on Tuesday.")
    assert [s.time.start for s in of_type(own, StatementType.CASUALTIES)] == ["2022-01-03", "2022-01-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia will withdraw its troops from Mali by the end of 2023.", (None, "2023")),
        ("Russia will withdraw its troops from Mali by the end of the year.", (None, "2022")),
        ("Russia did not withdraw its troops from Mali until Wednesday.", ("2022-01-05", None)),
        ("Russia withdrew its troops from Mali on Monday and Tuesday.", ("2022-01-03", "2022-01-04")),
        ("Russia could send troops to Mali as early as Monday.", ("2022-01-10", None)),
        ("As of Monday, Russia had sent 300 troops to Mali.", (None, "2022-01-03")),
    ],
)
def test_words_before_a_date_bound_it(extract, text, expected):
    time = only(extract(text), StatementType.DEPLOYMENT).time
    assert (time.start, time.end) == expected


def test_the_next_day_is_counted_from_the_day_told_before(extract):
    text = "Violence erupted late Tuesday in Almaty.\nThe next day, 20 people were killed in Almaty."
    time = only(extract(text), StatementType.CASUALTIES).time
    assert (time.start, time.text) == ("2022-01-05", "The next day")


def test_days_after_are_counted_back_from_the_news(extract):
    found = extract("Estonia joins NATO, three days after leaving the European Union.")
    left = next(s for s in of_type(found, StatementType.MEMBERSHIP) if s.values["change"] == "left")
    assert left.time.start == "2022-01-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia sent 20 soldiers to Syria from 2015 to 2019.", ("2015", "2019", "from 2015 to 2019")),
        ("Russia has stationed 20 soldiers in Syria since 2015.", ("2015", None, "since 2015")),
        ("Russia will station 20 soldiers in Syria until March.", (None, "2022-03", "until March")),
    ],
)
def test_beginnings_and_ends(extract, text, expected):
    time = only(extract(text), StatementType.DEPLOYMENT).time
    assert (time.start, time.end, time.text) == expected


@pytest.mark.parametrize(
    ("text", "status", "start", "end"),
    [
        ("Anton Kovac, who was president of Slovakia in 1998, died on Monday.", "former", "1998", None),
        ("Former finance minister Anton Kovac (2004-2008) was detained.", "former", "2004", "2008"),
        (
            "Anton Kovac, finance minister of Slovakia from 2004 to 2008, was detained.",
            *("former", "2004", "2008"),
        ),
        (
            "Anton Kovac, who served as prime minister of Slovakia from 2004 to 2008, visited Hungary.",
            *("former", "2004", "2008"),
        ),
        ("Anton Kovac, president of Slovakia since 2019, criticised Hungary.", "current", "2019", None),
    ],
)
def test_the_years_told_with_an_office_are_those_of_the_tenure(extract, text, status, start, end):
    holding = only(extract(text), StatementType.OFFICE_HOLDING)
    assert holding.time is not None
    assert (holding.values["status"], holding.time.start, holding.time.end) == (status, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "President of Slovakia Anton Kovac visited Hungary on Monday.",
        "Former finance minister Anton Kovac (1921-1998) was honoured on Monday.",
        "Finance minister Anton Kovac of Slovakia left the party in 2020.",
    ],
)
def test_neither_the_day_of_the_sentence_nor_a_life_is_a_tenure(extract, text):
    assert [s.time for s in of_type(extract(text), StatementType.OFFICE_HOLDING)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Mali's army refused to call for talks with protesters on Wednesday.",
        "Mali refused to negotiate with rebels on Wednesday.",
    ],
)
def test_what_is_refused_has_the_day_of_the_refusal(extract, text):
    (event,) = of_type(extract(text), StatementType.EVENT)
    assert event.time is not None
    assert event.time.start == "2022-01-05"


def test_months_after_are_counted_from_a_month(extract):
    found = extract("Finland applied in May 2021, three months after Russia attacked Ukraine.")
    attack = next(s for s in of_type(found, StatementType.EVENT) if s.values["event"] == "ASSAULT")
    assert attack.time.start == "2021-02"
