"""The two engines, and an article with every type of statement, as the stages make it."""

from pathlib import Path

import pytest
from map.world import EVERY_TYPE, SmallIndex, article_of, links_of, stating

from loader.map import Mapper
from loader.model import TimeSpan
from loader.pipeline import Pipeline
from loader.rdf import LinkedArticle
from loader.settings import Settings
from loader.validate import CompiledShapes, PySHACL


@pytest.fixture(scope="session")
def reference() -> PySHACL:
    return PySHACL()


@pytest.fixture(scope="session")
def compiled() -> CompiledShapes:
    return CompiledShapes()


@pytest.fixture(scope="session")
def linked() -> LinkedArticle:
    names = ("Tokayev", "Kazakhstan", "CSTO", "Armenia")
    text = "Tokayev of Kazakhstan spoke of the CSTO and Armenia."
    article = article_of(text, *names, published="2022-01-07", url="https://example.org/1")
    for number, (kind, (roles, values)) in enumerate(EVERY_TYPE.items()):
        span = TimeSpan("2019-03", "2022-01-05") if number % 3 == 0 else None
        article = stating(article, kind, roles, values, time=span, sources=("e1",))
    mapper = Mapper(Settings())
    return mapper.link(mapper.map(article), article, links_of(article), SmallIndex())


@pytest.fixture(scope="session")
def sample(pipeline: Pipeline) -> LinkedArticle:
    """A sample article as a load makes it, by the real extractor, linker and index."""
    path = Path(__file__).parents[2] / "examples" / "articles" / "kazakhstan-csto-peacekeepers.txt"
    extraction = next(iter(pipeline.extract([str(path)])))
    assert not isinstance(extraction, Exception)
    links = pipeline.linker.link(extraction)
    return pipeline.mapper.link(pipeline.mapper.map(extraction), extraction, links, pipeline.knowledge)
