"""Files and stores: checked part by part, with what a whole graph would show, and told where it stands."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from loader.errors import ValidationFault
from loader.rdf import GEOKG, LinkedArticle
from loader.validate import Severity, open_dataset, validate_dataset, validate_file
from validate.files import INVALID, VALID, name, shape_of


def quads(linked: LinkedArticle) -> list[str]:
    found = [(*triple, linked.graph) for triple in linked.triples]
    found += [quad for block in linked.shared for quad in block.quads]
    return [" ".join(term.n3() for term in quad) + " ." for quad in found]


@pytest.fixture
def dump(linked, tmp_path) -> Path:
    path = tmp_path / "dump.nq"
    path.write_text("\n".join(quads(linked)), encoding="utf-8")
    return path


def test_a_dump_of_what_geokg_writes_conforms(dump, compiled):
    report = validate_file(dump, compiled)
    assert report.violations == ()
    assert report.articles == 1


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_a_valid_file_conforms(path, compiled):
    assert validate_file(path, compiled).violations == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_a_file_is_told_what_its_graph_is_told(path, compiled):
    assert {name(v.shape) for v in validate_file(path, compiled).violations} == {shape_of(path)}


def test_batches_find_what_one_graph_shows(dump, compiled, monkeypatch):
    """A batch of one node at a time lacks nothing that a shape looks at."""
    monkeypatch.setattr("loader.validate.dataset.BATCH", 1)
    lines = dump.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "ontology#confidence" not in line and "#Geometry>" not in line]
    dump.write_text("\n".join(kept), encoding="utf-8")
    found = {name(v.shape) for v in validate_file(dump, compiled).violations}
    assert found == {"Statement-confidence", "Entity-hasGeometry"}


def test_a_fault_names_its_article(dump, linked, compiled):
    text = dump.read_text(encoding="utf-8").replace(str(GEOKG.Negated), str(GEOKG.Affirmed))
    dump.write_text(text.replace(str(GEOKG["change-left"]), str(GEOKG.Affirmed)), encoding="utf-8")
    report = validate_file(dump, compiled)
    assert {name(v.shape) for v in report.violations} == {"Membership-change"}
    article = str(linked.graph).replace("/graph/article/", "/article/")
    assert {v.article for v in report.violations} == {URIRef(article)}


def test_a_warning_leaves_the_data_conforming(compiled):
    report = validate_file(next(path for path in INVALID if path.stem == "Led"), compiled)
    assert {v.severity for v in report.violations} == {Severity.WARNING}
    assert report.conforms


def test_one_article_of_a_store_is_checked_alone(dump, linked, compiled):
    with open_dataset(dump) as store:
        store.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode(str(GEOKG.memberOf)), ox.NamedNode("urn:y")))
        assert not validate_dataset(store, compiled).conforms
        assert validate_dataset(store, compiled, only=linked.graph).conforms


@pytest.mark.parametrize(
    ("file", "text"),
    [("a.ttl", "<a> <b> ."), ("a.csv", "a,b"), ("a.nq", "<a> <b> <c> ."), ("none.ttl", None)],
)
def test_a_file_that_is_no_rdf_is_refused_by_name(file, text, tmp_path, compiled):
    path = tmp_path / file
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationFault, match=file):
        validate_file(path, compiled)
