"""The mapper with the rules that ship, and the small index."""

import pytest

from loader.map import Mapper
from loader.model import Extraction
from loader.rdf import LinkedArticle
from loader.settings import Settings
from map.world import SmallIndex, article_of, links_of


@pytest.fixture(scope="session")
def mapper() -> Mapper:
    return Mapper(Settings())


@pytest.fixture(scope="session")
def index() -> SmallIndex:
    return SmallIndex()


@pytest.fixture(scope="session")
def load(mapper: Mapper, index: SmallIndex):
    """Extraction in, linked article out."""

    def run(extraction: Extraction) -> LinkedArticle:
        return mapper.link(mapper.map(extraction), extraction, links_of(extraction), index)

    return run


@pytest.fixture
def article() -> Extraction:
    """Entities e1 to e4: a person, a state, an alliance, a state."""
    return article_of(
        "Tokayev of Kazakhstan asked the CSTO; Armenia agreed.", "Tokayev", "Kazakhstan", "CSTO", "Armenia"
    )
