"""mapping.yaml: a political scientist extends it without Python, and its faults are told by line."""

import shutil
from pathlib import Path

import pytest
from rdflib import RDF

from loader.errors import MappingError
from loader.map import Mapper, load_rules
from loader.rdf import GEOKG, WD
from loader.resources import ontology_dir
from loader.settings import Settings
from map.world import links_of, objects, shared_quads, situations, stating

EXPULSION_TTL = """
@prefix ex: <https://w3id.org/geokg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Expulsion a owl:Class ; rdfs:subClassOf ex:PoliticalEvent .
ex:expeller a owl:ObjectProperty .
ex:expelled a owl:ObjectProperty .
ex:expelledBy a owl:ObjectProperty .
ex:deadline a owl:DatatypeProperty .
ex:ground a owl:ObjectProperty .
ex:Grounds a skos:ConceptScheme .
ex:ground-spying a skos:Concept ; skos:inScheme ex:Grounds ; skos:notation "spying" .
"""
EXPULSION_YAML = """
  Expulsion:
    situation: geokg:Expulsion
    untimed: publication_month
    roles:
      expeller: geokg:expeller
      expelled: {property: geokg:expelled, distribute: true}
    values:
      ground: {property: geokg:ground, on: situation, concepts: geokg:Grounds}
      deadline: {property: geokg:deadline, datatype: xsd:date}
    shortcuts:
      - triple: [expelled, geokg:expelledBy, expeller]
        when: {ground: [spying, null], expelled: Person}
"""


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A copy of the ontology to change."""
    return Path(shutil.copytree(ontology_dir(), tmp_path / "ontology"))


def test_a_statement_type_is_added_by_yaml_and_turtle_alone(ontology, article, index):
    (ontology / "expulsion.ttl").write_text(EXPULSION_TTL, encoding="utf-8")
    with (ontology / "mapping.yaml").open("a", encoding="utf-8") as file:
        file.write(EXPULSION_YAML)
    mapper = Mapper(Settings(), ontology=ontology)
    roles, values = {"expeller": "e2", "expelled": "e1 e3"}, {"ground": "spying", "deadline": "2022-01"}
    said = stating(article, "Expulsion", roles, values)
    linked = mapper.link(mapper.map(said), said, links_of(said), index)
    blocks = situations(linked)
    assert len(blocks) == 2, "two are expelled, each for himself"
    quads = shared_quads(linked, "situations")
    about_one = {q[1:3] for q in quads if f"situation:{q[0]}" == blocks[0] and q[1] != GEOKG.expelled}
    assert about_one == {
        (RDF.type, GEOKG.Expulsion),
        (GEOKG.expeller, WD.Q232),
        (GEOKG.ground, GEOKG["ground-spying"]),
    }
    assert {q[2] for q in quads if q[1] == GEOKG.expelled} == {WD.Q200881, WD.Q318693}
    assert {str(o) for o in objects(linked, GEOKG.deadline)} == {"2022-01"}
    assert (WD.Q200881, GEOKG.expelledBy, WD.Q232) in {q[:3] for q in shared_quads(linked, "current")}


def test_a_concept_is_added_by_turtle_alone(ontology, article, index):
    with (ontology / "vocab" / "values.ttl").open("a", encoding="utf-8") as file:
        file.write(
            'geokg:stance-rival a skos:Concept ; skos:notation "rival" ; skos:inScheme geokg:StanceKinds .\n'
        )
    mapper = Mapper(Settings(), ontology=ontology)
    said = stating(article, "Stance", {"a": "e2", "b": "e4"}, {"kind": "rival"})
    linked = mapper.link(mapper.map(said), said, links_of(said), index)
    assert objects(linked, GEOKG.stanceKind) == {GEOKG["stance-rival"]}


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("xsd:integer", ("007", "7"), "seven"),
        ("xsd:decimal", ("1.50", "1.5"), "much"),
        ("xsd:boolean", ("true", "true"), "yes"),
        ("xsd:anyURI", ("https://a.example/", "https://a.example/"), None),
        ("xsd:string", ("seven", "seven"), None),
    ],
)
def test_a_value_of_a_datatype_is_written_canonically_or_refused(datatype, good, bad, ontology, article):
    (ontology / "more.ttl").write_text(
        "<https://w3id.org/geokg/ontology#mood> a <http://www.w3.org/2002/07/owl#DatatypeProperty> .",
        encoding="utf-8",
    )
    change(
        ontology,
        "      kind: {property: geokg:stanceKind",
        f"      mood: {{property: geokg:mood, datatype: {datatype}}}",
    )
    mapper = Mapper(Settings(), ontology=ontology)
    triples = mapper.map(stating(article, "Stance", {"a": "e1"}, {"mood": good[0]})).triples
    assert [str(o) for _, p, o in triples if p == GEOKG.mood] == [good[1]]
    if bad is not None:
        with pytest.raises(MappingError, match="value mood"):
            mapper.map(stating(article, "Stance", {"a": "e1"}, {"mood": bad}))


def change(ontology: Path, beginning: str, line: str) -> int:
    """Put a line before the only line with this beginning; its number."""
    path = ontology / "mapping.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    [number] = [n for n, text in enumerate(lines, start=1) if text.startswith(beginning)]
    lines.insert(number - 1, line)
    path.write_text("\n".join(lines), encoding="utf-8")
    return number


STANCE_HOLDER = "      a: {property: geokg:stanceHolder"
STANCE_KIND = "      kind: {property: geokg:stanceKind"


@pytest.mark.parametrize(
    ("beginning", "line", "told"),
    [
        (
            STANCE_HOLDER,
            "      c: geokg:nemesis",
            "geokg:nemesis is not defined in the ontology",
        ),
        (STANCE_HOLDER, "      c: geo-kg:party", "no prefix that geokg knows"),
        (
            STANCE_HOLDER,
            "      c: geokg:quotedText",
            "is a datatype property; here stands a object",
        ),
        (STANCE_HOLDER, "      c: geokg:Stance", "is a class"),
        (STANCE_HOLDER, "      a: geokg:party", "a stands twice"),
        (
            STANCE_HOLDER,
            "      c: {property: geokg:party, identity: maybe}",
            "'maybe' is none of",
        ),
        (
            STANCE_HOLDER,
            "      c: {property: geokg:party, identity: false, distribute: true}",
            "makes no situations of its own",
        ),
        ("    situation: geokg:Stance", "    untimed: week", "'week' is none of publication_month"),
        (
            "    situation: geokg:Stance",
            "    untimed: {period: publication_month, unless: kind}",
            "'kind' is none of a, b",
        ),
        (STANCE_KIND, "      b: {property: geokg:mission}", "b is a role already"),
        (STANCE_KIND, "      c: {property: geokg:mission, on: situation}", "on is not known here"),
        (STANCE_KIND, "      c: {property: geokg:mission, datatype: xsd:time}", "xsd:time is none of"),
        (STANCE_KIND, "      c: {property: geokg:mission, datatype: xsd:integer}", "range"),
        (STANCE_KIND, "      c: {concepts: geokg:StanceKinds}", "property is missing"),
        (
            STANCE_KIND,
            "      c: {property: geokg:status, concepts: geokg:Moods}",
            "geokg:Moods is not defined",
        ),
        (
            STANCE_KIND,
            "      c: {property: geokg:status, concepts: geokg:Stance}",
            "is a class; here stands a concept",
        ),
        (STANCE_KIND, "      c: geokg:mission", "expected entries"),
        (
            STANCE_KIND,
            "      c: {property: geokg:mode, concepts: geokg:PloverModes, below: root}",
            "c stands below root, which is no value with concepts",
        ),
        (
            "      - triple: [a, geokg:alliedWith, b]",
            "      - triple: [a, geokg:leads]",
            "[role, property, role]",
        ),
        (
            "      - triple: [a, geokg:alliedWith, b]",
            "      - triple: [a, geokg:leads, c]",
            "'c' is none of a, b",
        ),
        ("        when: {kind: ally}", "        if: {kind: ally}", "if is not known here"),
        ("  Stance:", "  Mood: {situation: geokg:Person, roles: {}}", "not a subclass"),
        ("  Stance:", "  Mood: {roles: {}}", "situation is missing"),
        ("  Person: geokg:Person", "  Robot: geokg:Stance", "not a subclass"),
        ("statements:", "rules: {}", "rules is not known here"),
        ("  Stance:", "  Mood: }", "not YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(beginning, line, told, ontology):
    number = change(ontology, beginning, line)
    with pytest.raises(MappingError) as error:
        load_rules(ontology)
    # The second of two is at fault, and here that is the one that was there before.
    lines = {number, number + 1} if told == "a stands twice" else {number}
    assert any(str(error.value).startswith(f"{ontology / 'mapping.yaml'}, line {n}: ") for n in lines)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{kind: friend}", "'friend' is none of adversary, ally"),
        ("{a: Robot}", "'Robot' is none of Agreement, Alliance"),
        ("{mood: good}", "mood is neither a role nor a value"),
    ],
)
def test_a_condition_that_can_never_hold_is_refused(when, told, ontology):
    path = ontology / "mapping.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("when: {kind: ally}", f"when: {when}"), encoding="utf-8")
    with pytest.raises(MappingError, match=told):
        load_rules(ontology)


def test_missing_or_broken_files_are_told_by_name(ontology):
    (ontology / "geokg.ttl").write_text("geokg:Nothing a", encoding="utf-8")
    with pytest.raises(MappingError, match=r"geokg\.ttl: cannot be read as Turtle"):
        load_rules(ontology)
    (ontology / "mapping.yaml").unlink()
    (ontology / "geokg.ttl").unlink()
    with pytest.raises(MappingError, match=r"mapping\.yaml: cannot be read"):
        load_rules(ontology)
    (ontology / "mapping.yaml").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(MappingError, match=r"mapping\.yaml: is empty"):
        load_rules(ontology)


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ('skos:inScheme geokg:StanceKinds ; skos:notation "ally"', "share 'ally'"),
        ("skos:inScheme geokg:StanceKinds", "has no skos:notation"),
    ],
)
def test_a_concept_must_have_a_notation_of_its_own(turtle, told, ontology):
    with (ontology / "vocab" / "values.ttl").open("a", encoding="utf-8") as file:
        file.write(f"geokg:stance-rival a skos:Concept ; {turtle} .\n")
    with pytest.raises(MappingError, match=told):
        load_rules(ontology)
