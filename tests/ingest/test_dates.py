"""Dates keep the precision they are given at, wherever they are found."""

import pytest

from loader.ingest import datelines, dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", "2022"),
        ("2022-01", "2022-01"),
        ("2022-01-07", "2022-01-07"),
        ("2022-1-7", "2022-01-07"),
        ("2022/01/07", "2022-01-07"),
        ("2022-01-07T23:30:00+05:00", "2022-01-07"),
        ("2022-01-07 10:00:00", "2022-01-07"),
        ("20220107", "2022-01-07"),
        ("20220107T101500Z", "2022-01-07"),
        ("1641549600", "2022-01-07"),
        ("1641549600000", "2022-01-07"),
        ("7 January 2022", "2022-01-07"),
        ("Jan. 7, 2022", "2022-01-07"),
        ("Friday, January 7, 2022", "2022-01-07"),
        ("Fri, 07 Jan 2022 10:00:00 EST", "2022-01-07"),
        ("January 2022", "2022-01"),
        ("13/01/2022", "2022-01-13"),
        ("01/13/2022", "2022-01-13"),
        ("07/07/2022", "2022-07-07"),
    ],
)
def test_usual_spellings_are_read_at_their_precision(text: str, expected: str) -> None:
    assert dates.read_date(text) == expected


def test_a_date_that_may_be_read_in_two_ways_is_only_a_year() -> None:
    assert dates.read_date("07/01/2022") == "2022"


@pytest.mark.parametrize(
    "text", ["", "soon", "7 January", "Friday", "2022-13-45", "0001-01-01", "3022-01-01", "9" * 40]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert dates.read_date(text) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/world/2022/01/07/story", "2022-01-07"),
        ("https://example.org/world/2022-01-07-story", "2022-01-07"),
        ("https://example.org/world/story-20220107", "2022-01-07"),
        ("https://example.org/world/2022/jan/07/story", "2022-01-07"),
        ("https://example.org/2022/01/story", "2022-01"),
        ("https://example.org/story/707597/Leaders-meet", None),
        ("https://example.org/12345/67/story", None),
    ],
)
def test_dates_in_addresses(url: str, expected: str | None) -> None:
    assert dates.from_address(url) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kazakhstan-2022.txt", "2022"),
        ("2022-01-07-leaders.txt", "2022-01-07"),
        ("leaders_20220107.html", "2022-01-07"),
        ("leaders-2022-01.txt", "2022-01"),
        ("2019-to-2021.txt", None),
        ("agenda-2099.txt", None),
        ("article-12022.txt", None),
    ],
)
def test_dates_in_file_names(name: str, expected: str | None) -> None:
    assert dates.from_file_name(name) == expected


@pytest.mark.parametrize(
    ("line", "year", "expected"),
    [
        ("ALMATY, Jan 7 (Agency) - Troops arrived.", "2022", "2022-01-07"),
        ("ALMATY, Kazakhstan, Jan. 7, 2022 — Troops arrived.", None, "2022-01-07"),
        ("NIAMEY, 26 July 2023 - Soldiers said so.", None, "2023-07-26"),
        ("NIAMEY, 26 July - Soldiers said so.", None, None),
        ("Almaty was quiet on Jan 7 - for once.", "2022", None),
    ],
)
def test_dates_in_datelines(line: str, year: str | None, expected: str | None) -> None:
    found = datelines.read(line)
    assert (found.date(year) if found else None) == expected
