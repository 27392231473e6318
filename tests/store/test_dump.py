"""Sorting more lines than are held in memory gives what sorting them all would."""

import io
import random

import pytest

from loader.store.dump import sort_lines


@pytest.mark.parametrize("at_once", [1, 7, 100, 1000])
def test_sorting_in_parts_is_sorting(at_once: int):
    lines = [f'<urn:{n}> <urn:p> "ü{n}" <urn:g> .\n'.encode() for n in range(100)]
    random.Random(1).shuffle(lines)  # noqa: S311
    target = io.BytesIO()
    assert sort_lines(io.BytesIO(b"".join(lines)), target, at_once) == 100
    assert target.getvalue() == b"".join(sorted(lines))
