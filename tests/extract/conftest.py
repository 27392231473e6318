"""The real extractor over the real index, made once; texts are written for the tests.

It reads by its rules alone; what the relation model adds is the matter of test_candidates.
"""

from collections.abc import Callable

import pytest

from loader.extract import Extractor
from loader.link import default_index
from loader.model import Article, Count, Extraction, Statement, StatementType

Extract = Callable[..., Extraction]


class Silent:
    """A judge that holds nothing to be related."""

    name = "silent"

    def judge(self, reading, drafts):
        del reading, drafts
        return iter(())


@pytest.fixture(scope="session")
def extractor():
    return Extractor(default_index(), judge=Silent())


@pytest.fixture(scope="session")
def extract(extractor) -> Extract:
    def run(text: str, published: str | None = "2022-01-07") -> Extraction:
        return extractor.extract(Article(id="test", text=text, published=published))

    return run


def names(extraction: Extraction, statement: Statement, role: str) -> set[str]:
    """Names of the fillers of a role."""
    by_id = {e.id: e.name for e in extraction.entities}
    return {by_id[i] for i in statement.roles.get(role, ())}


def sources(extraction: Extraction, statement: Statement) -> set[str]:
    by_id = {e.id: e.name for e in extraction.entities}
    return {by_id[i] for i in statement.sources}


def of_type(extraction: Extraction, kind: StatementType) -> list[Statement]:
    return [s for s in extraction.statements if s.type is kind]


def only(extraction: Extraction, kind: StatementType) -> Statement:
    """The single statement of a type; fails when there are none or several."""
    found = of_type(extraction, kind)
    assert len(found) == 1, [s.values for s in found]
    return found[0]


def bounds(statement: Statement, value: str = "count") -> tuple[int | None, int | None, bool]:
    count = statement.values[value]
    assert isinstance(count, Count)
    return count.min, count.max, count.approximate
