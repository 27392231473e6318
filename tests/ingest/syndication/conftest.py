from collections.abc import Iterator
from pathlib import Path

import pytest

from loader.ingest.syndication import Syndication


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Syndication]:
    with Syndication(tmp_path / "copies.sqlite") as opened:
        yield opened
