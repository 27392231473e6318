from pathlib import Path

import pytest

from loader.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", query_timeout=20.0)
