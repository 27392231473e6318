"""docs/competency-questions.md: the answers on the page are those that the samples give now."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from loader.pipeline import Pipeline
from loader.settings import Settings
from loader.store import Library

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "competency-questions.md"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the page."""
    path = ROOT / "examples" / "competency_questions.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_twelve_questions_and_each_has_its_query(script):
    assert len({question.text for question in script.QUESTIONS}) == 12


def test_the_page_says_what_the_queries_answer_now(script, sample_store: Path, pipeline: Pipeline):
    with Library.open(Settings(store=sample_store)) as library:
        page = script.page(library, pipeline.knowledge)
    assert PAGE.read_text(encoding="utf-8") == page, "run `make ontology-docs`"
