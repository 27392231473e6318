"""One store, loaded once a test run from the sample articles, for every test that only reads."""

from pathlib import Path

import pytest

from loader.pipeline import LoadReport, Pipeline
from loader.settings import Settings
from loader.store import Library

SAMPLES = Path(__file__).parent.parent / "examples" / "articles"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """Stages that are made once, since the language model takes seconds to load."""
    return Pipeline(Settings())


@pytest.fixture(scope="session")
def sample_load(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LoadReport]:
    """The folder of a store that holds the sample articles, and what loading them reported."""
    folder = tmp_path_factory.mktemp("samples") / "store"
    with Library.open(Settings(store=folder), create=True) as library:
        report = pipeline.load([str(SAMPLES)], library)
    return folder, report


@pytest.fixture(scope="session")
def sample_store(sample_load: tuple[Path, LoadReport]) -> Path:
    """Read only."""
    return sample_load[0]
