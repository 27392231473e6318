"""Dates: resolved against the article's own date, at the precision written, or not at all."""

import pytest

from loader.extract.times import resolve


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2019", None, "2019"),
        ("January 2022", None, "2022-01"),
        ("January 5, 2022", None, "2022-01-05"),
        ("5 January", "2022-01-07", "2022-01-05"),
        ("December 30", "2022-01-07", "2021-12-30"),
        ("Wednesday", "2022-01-07", "2022-01-05"),
        ("late Tuesday", "2022-01-07", "2022-01-04"),
        ("Friday", "2022-01-07", "2022-01-07"),
        ("yesterday", "2022-01-07", "2022-01-06"),
        ("two days ago", "2022-01-07", "2022-01-05"),
        ("last year", "2022-01-07", "2021"),
        ("Wednesday", None, None),
        ("Wednesday", "2022", None),
        ("decades", "2022-01-07", None),
        ("six months", "2022-01-07", None),
        ("81-year-old", "2022-01-07", None),
    ],
)
def test_resolve(text, published, expected):
    assert resolve(text, published) == expected
