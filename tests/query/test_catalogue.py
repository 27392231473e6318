"""Queries are found by their names, and near names are offered."""

from pathlib import Path

import pytest

from loader.errors import QueryError, UnknownQuery
from loader.query import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def test_a_query_is_found_by_its_whole_or_its_short_name(catalogue: Catalogue):
    assert catalogue.find("leaders/list-leaders") is catalogue.find("list-leaders")


def test_there_are_queries_on_every_subject(catalogue: Catalogue):
    topics = {q.name.partition("/")[0] for q in catalogue}
    assert topics >= {"leaders", "alliances", "deployments", "casualties", "statements", "entities"}
    assert len(catalogue) >= 12


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("list-leader", "leaders/list-leaders"),
        ("leaders", "leaders/list-leaders"),
        ("troops", "list-deployments"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(catalogue: Catalogue, asked: str, offered: str):
    with pytest.raises(UnknownQuery, match=offered):
        catalogue.find(asked)


def test_a_name_like_no_other_is_answered_plainly(catalogue: Catalogue):
    with pytest.raises(UnknownQuery, match="xyzzy: no query of that name; `geokg queries list`"):
        catalogue.find("xyzzy")


def test_a_faulty_file_is_named(tmp_path: Path):
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "ask-much.rq").write_text("SELECT * {}")
    with pytest.raises(QueryError, match=r"ask-much\.rq:1"):
        Catalogue(tmp_path)
    (tmp_path / "topic" / "ask-much.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="cannot be read"):
        Catalogue(tmp_path)
