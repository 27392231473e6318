"""The extractor's records of the annotated sample articles, made once."""

import json
from pathlib import Path

import pytest

from loader.model import Extraction
from loader.pipeline import Pipeline

SAMPLES = Path(__file__).parent / "gold" / "samples.jsonl"


@pytest.fixture(scope="session")
def sample_records(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Extraction]:
    articles = tmp_path_factory.mktemp("floors") / "articles.jsonl"
    lines = [json.loads(line)["article"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    articles.write_text("".join(json.dumps(article) + "\n" for article in lines), encoding="utf-8")
    results = list(pipeline.extract([str(articles)], background=False))
    assert all(isinstance(result, Extraction) for result in results)
    return {result.article.id: result for result in results}
