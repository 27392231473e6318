"""Run the command line in this process, as a shell would see it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from loader.cli import main


@dataclass(frozen=True)
class Outcome:
    status: int | str | None
    out: str
    err: str


Geokg = Callable[..., Outcome]


@pytest.fixture
def geokg(capsys: pytest.CaptureFixture[str]) -> Geokg:
    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        return Outcome(ended.value.code, *capsys.readouterr())

    return run
