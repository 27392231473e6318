"""Of what is made to do harm, or was damaged on its way, nothing ends the run or leads outside its folder."""

from pathlib import Path

import pytest
from hostile import SECRET, inputs, outcome

from loader.settings import Settings

COUNT = 200
"""A slice; `python tests/ingest/hostile.py` reads 2,000."""


def test_each_is_read_or_rejected_with_a_reason_and_none_leaks(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "inside"
    outside.write_text(SECRET, encoding="utf-8")
    folder.mkdir()
    found = [outcome(given, folder, Settings()) for given in inputs(COUNT, 7, outside)]
    assert len(found) == COUNT
    assert [o.given.name for o in found if o.leaked] == []
    assert [o.given.name for o in found if not o.read and not all([o.reasons, *o.reasons])] == []
    assert {path.name for path in tmp_path.iterdir()} == {"outside.txt", "inside"}
    assert [str(warning.message) for warning in recwarn] == []
