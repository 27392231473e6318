"""What is generated from the ontology is current and says what the ontology says."""

import json
from pathlib import Path

import pytest
from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef

from loader.map.context import CONTEXT, FOREIGN, context_text, read_ontology
from loader.map.reference import PAGE, page_text
from loader.rdf import GEOKG, OFFICE, PROV, SCHEMA, SEM, WD
from loader.resources import ontology_dir

ROOT = Path(__file__).parents[2]
REMEDY = "run `make ontology-docs` after a change of the ontology"


@pytest.mark.parametrize(
    ("path", "made"),
    [(ROOT / "docs" / PAGE, page_text), (ROOT / "ontology" / CONTEXT, context_text)],
    ids=[PAGE, CONTEXT],
)
def test_generated_file_is_current(path, made):
    assert path.read_text(encoding="utf-8") == made(ontology_dir()), REMEDY


def test_every_term_has_its_row_on_the_page():
    page = page_text(ontology_dir())
    graph = read_ontology(ontology_dir())
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in graph.subjects(RDF.type, kind):
            assert page.count(f'id="{str(term).removeprefix(str(GEOKG))}"') == 1


def test_a_deprecated_term_stays_on_the_page_and_names_its_successor(tmp_path):
    for path in ontology_dir().rglob("*"):
        if path.suffix in (".ttl", ".yaml") and "shapes" not in path.parts and "examples" not in path.parts:
            copy = tmp_path / path.relative_to(ontology_dir())
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "geokg.ttl").open("a", encoding="utf-8") as file:
        file.write("geokg:trigger owl:deprecated true ; dcterms:isReplacedBy geokg:mode .\n")
    [row] = [line for line in page_text(tmp_path).splitlines() if 'id="trigger"' in line]
    assert "**Deprecated, use `geokg:mode`.** The word that told of the event." in row


STATEMENT = {
    "id": "https://a.example/s1",
    "type": "Statement",
    "polarity": "geokg:Affirmed",
    "confidence": "0.85",
    "countMin": 26,
    "countApproximate": False,
    "hadPrimarySource": {
        "id": "https://a.example/a1",
        "type": "Article",
        "headline": "Peacekeepers",
        "datePublished": {"@value": "2022-01", "@type": "xsd:gYearMonth"},
        "url": "https://a.example/1",
    },
    "asserts": {
        "id": "https://a.example/t1",
        "type": "Tenure",
        "holder": "wd:Q200881",
        "officeCategory": "office:head_of_state",
        "hasEarliestBeginTimeStamp": "2019-03-20",
    },
}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # within rdflib's own reader
def test_the_context_turns_plain_json_into_the_graphs_triples():
    context = json.loads((ROOT / "ontology" / CONTEXT).read_text(encoding="utf-8"))
    graph = Graph().parse(data=json.dumps({**context, **STATEMENT}), format="json-ld")
    s, a, t = (URIRef(f"https://a.example/{name}") for name in ("s1", "a1", "t1"))
    assert set(graph) == {
        (s, RDF.type, GEOKG.Statement),
        (s, GEOKG.polarity, GEOKG.Affirmed),
        (s, GEOKG.confidence, Literal("0.85", datatype=XSD.decimal)),
        (s, GEOKG.countMin, Literal(26)),
        (s, GEOKG.countApproximate, Literal(False)),
        (s, PROV.hadPrimarySource, a),
        (s, GEOKG.asserts, t),
        (a, RDF.type, GEOKG.Article),
        (a, SCHEMA.headline, Literal("Peacekeepers")),
        (a, SCHEMA.datePublished, Literal("2022-01", datatype=XSD.gYearMonth)),
        (a, SCHEMA.url, Literal("https://a.example/1", datatype=XSD.anyURI)),
        (t, RDF.type, GEOKG.Tenure),
        (t, GEOKG.holder, WD.Q200881),
        (t, GEOKG.officeCategory, OFFICE.head_of_state),
        (t, SEM.hasEarliestBeginTimeStamp, Literal("2019-03-20", datatype=XSD.date)),
    }


def test_no_two_terms_share_a_name_in_the_context():
    entries = json.loads(context_text(ontology_dir()))["@context"]
    graph = read_ontology(ontology_dir())
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {t for kind in kinds for t in graph.subjects(RDF.type, kind) if str(t).startswith(str(GEOKG))}
    named = [v["@id"] if isinstance(v, dict) else v for v in entries.values()]
    terms = [name for name in named if isinstance(name, str) and ":" in name and "://" not in name]
    assert len(terms) == len(set(terms)) == len(own) + len(FOREIGN)
