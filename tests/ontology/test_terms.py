"""The ontology's files: parsed by two parsers, every term documented, defined and used."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Graph, Literal, URIRef

import loader
from loader.map import load_rules, terms
from loader.model import DateSource, EntityType, MentionKind, Modality, Polarity, StatementType
from loader.rdf import GEOKG, OFFICE, PLOVER, WDT
from loader.resources import ontology_dir

FOLDER = ontology_dir()
LOADER = Path(loader.__file__).parent
CORE = FOLDER / "geokg.ttl"
VOCABULARIES = sorted(FOLDER.glob("vocab/*.ttl"))
ALIGNMENTS = sorted(FOLDER.glob("alignments/*.ttl"))
FILES = [CORE, *VOCABULARIES, *ALIGNMENTS]
OWN = (str(GEOKG), str(PLOVER), str(OFFICE))
ONTOLOGY = URIRef("https://w3id.org/geokg/ontology")


def is_own(term: object) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(OWN)


@cache
def read(*paths: Path) -> Graph:
    """The files as one graph; for reading only."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """All that defines terms."""
    return read(CORE, *VOCABULARIES)


def own(graph: Graph) -> set[URIRef]:
    """The terms of geokg's own that stand anywhere in a graph."""
    return {t for triple in graph for t in triple if is_own(t)}


def defined(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects(RDF.type) if is_own(s)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_two_parsers_read_the_same(path):
    ours = {tuple(map(str, triple)) for triple in read(path)}
    theirs = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    }
    assert ours == theirs
    assert ours


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_blank_nodes(path):
    """Stores rename them, and loading the ontology twice would double them."""
    assert all(isinstance(t, URIRef | Literal) for triple in read(path) for t in triple)


def test_the_ontology_names_its_version(ontology):
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert ontology.value(ONTOLOGY, DCTERMS.license)


def test_every_term_is_documented(ontology):
    for term in defined(ontology):
        assert (term, RDFS.isDefinedBy, ONTOLOGY) in ontology, term
        assert ontology.value(term, GEOKG.since), term
        if (term, RDF.type, SKOS.Concept) in ontology:
            needed = {SKOS.prefLabel, SKOS.definition, SKOS.notation, SKOS.inScheme}
        else:
            needed = {RDFS.label, RDFS.comment}
        assert needed <= set(ontology.predicates(term)), term


def test_every_class_and_property_comes_with_an_example():
    core = read(CORE)
    assert not [s for s in defined(core) if "Example: " not in str(core.value(s, RDFS.comment))]


def test_what_the_mapping_and_the_program_name_is_defined(ontology):
    assert named() <= defined(ontology)


def test_what_stands_in_the_ontology_is_defined_there(ontology):
    assert own(ontology) | own(read(*ALIGNMENTS)) <= defined(ontology) | {ONTOLOGY}


def test_what_is_defined_is_used(ontology):
    """By the mapping, by the program, or by other terms of the ontology as property or superclass."""
    by_others = {t for _, p, o in ontology for t in (p, o) if isinstance(t, URIRef)}
    core = defined(read(CORE))
    assert not core - named() - by_others
    concepts = defined(read(*VOCABULARIES)) - set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert all((c, SKOS.inScheme, None) in ontology for c in concepts)
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes - named() == {GEOKG.QuadClasses}, "found from the roots"


def named() -> set[URIRef]:
    """What mapping.yaml and the program name."""
    mapping = (FOLDER / "mapping.yaml").read_text(encoding="utf-8")
    in_rules = {GEOKG[name] for name in re.findall(r"\bgeokg:([\w-]+)", mapping)}
    sources = (path.read_text(encoding="utf-8") for path in LOADER.rglob("*.py"))
    in_program = {GEOKG[name] for source in sources for name in re.findall(r"\bGEOKG\.(\w+)", source)}
    return in_rules - {GEOKG[""]} | in_program


@pytest.mark.parametrize("namespace", [PROV, ORG, TIME, SDO, SKOS, OWL, RDFS, RDF, XSD, DCTERMS])
def test_terms_of_others_exist(namespace):
    """rdflib knows these vocabularies' terms."""
    graph = read(*FILES)
    used = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(str(namespace))}
    used |= {t for t in vars(terms).values() if isinstance(t, URIRef) and t.startswith(str(namespace))}
    assert not [t for t in used if t not in namespace and t != URIRef(str(namespace))]


def test_the_contract_is_covered():
    rules = load_rules(FOLDER)
    assert set(rules.statements) == set(StatementType)
    assert set(rules.entities) == set(EntityType)
    assert set(rules.polarity) == set(Polarity)
    assert set(rules.modality) == set(Modality)
    assert set(rules.mention_kind) == set(MentionKind)
    assert set(rules.date_evidence) == set(DateSource)


CONTRACT = {
    ("OfficeHolding", "category"): "head_of_state head_of_government deputy_head minister monarch legislator"
    " spokesperson ambassador mayor governor military_commander judge party_leader head_of_organization"
    " official other",
    ("OfficeHolding", "status"): "current former incoming acting",
    ("OfficeChange", "change"): "nominated appointed elected inaugurated resigned dismissed overthrown died",
    ("Membership", "status"): "current former candidate suspended",
    ("Membership", "change"): "applied invited joined left suspended readmitted",
    ("Affiliation", "relation"): "citizen official representative employee supporter",
    ("Location", "relation"): "located_in based_in capital_of occurs_in",
    ("Part", "relation"): "part_of ministry_of agency_of unit_of institution_of",
    ("Deployment", "direction"): "deploy reinforce withdraw rotate transit",
    ("Deployment", "status"): "planned under_way completed",
    ("Event", "event"): "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN"
    " PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    ("Event", "outcome"): "failed",
    ("Casualties", "outcome"): "killed injured missing detained captured displaced",
    (
        "Agreement",
        "kind",
    ): "treaty alliance ceasefire peace trade arms_control prisoner_exchange cooperation other",
    ("Agreement", "status"): "proposed negotiated signed ratified in_force violated suspended terminated",
    ("Stance", "kind"): "ally adversary belligerent leads controls recognizes supports",
    ("Quotation", "form"): "direct indirect",
}


@pytest.mark.parametrize("place", CONTRACT, ids=".".join)
def test_the_words_of_the_extraction_record_are_the_concepts(place):
    kind, value = place
    rule = load_rules(FOLDER).statements[kind].values[value]
    assert set(rule.concepts) == set(CONTRACT[place].split())


def test_every_plover_root_has_its_quad_class_and_cameo_roots(ontology):
    quads = set(ontology.subjects(SKOS.inScheme, GEOKG.QuadClasses))
    assert len(quads) == 4
    cameo = set()
    for root in ontology.subjects(SKOS.inScheme, GEOKG.PloverRoots):
        assert ontology.value(root, SKOS.broader) in quads
        codes = {str(code) for code in ontology.objects(root, GEOKG.cameoRoot)}
        assert codes
        cameo |= codes
    assert cameo == {f"{n:02}" for n in range(2, 21)}, "only CAMEO 01, public statement, has no PLOVER root"


def test_every_plover_mode_stands_below_the_root_that_its_notation_names(ontology):
    modes = set(ontology.subjects(SKOS.inScheme, GEOKG.PloverModes))
    assert len(modes) == 77
    roots = {
        str(ontology.value(r, SKOS.notation)): r for r in ontology.subjects(SKOS.inScheme, GEOKG.PloverRoots)
    }
    for mode in modes:
        root = str(ontology.value(mode, SKOS.notation)).split("-")[0]
        assert list(ontology.objects(mode, SKOS.broader)) == [roots[root]]


def test_alignments_only_ever_point_outwards():
    """A foreign class below one of ours would type foreign data with our terms."""
    for subject, predicate, target in read(*ALIGNMENTS):
        if predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
            assert is_own(subject)
            assert not is_own(target)


@pytest.mark.parametrize(
    ("ours", "relation", "number"),
    [
        ("headOfStateOf", OWL.inverseOf, 35),
        ("headOfGovernmentOf", OWL.inverseOf, 6),
        ("capitalOf", OWL.inverseOf, 36),
        ("capitalOf", RDFS.subPropertyOf, 1376),
        ("partOf", RDFS.subPropertyOf, 361),
        ("partOf", OWL.inverseOf, 527),
        ("participant", RDFS.subPropertyOf, 710),
        ("participant", OWL.inverseOf, 1344),
        ("citizenOf", RDFS.subPropertyOf, 27),
        ("memberOf", RDFS.seeAlso, 463),
        ("country", RDFS.seeAlso, 17),
        ("Tenure", RDFS.seeAlso, 39),
        ("Conflict", RDFS.seeAlso, 607),
        ("Entity", RDFS.seeAlso, 31),
    ],
)
def test_wikidatas_properties_are_related_in_the_right_direction(ours, relation, number):
    """In Wikidata a state has a head of state; here a person is head of state of a state."""
    assert (GEOKG[ours], relation, WDT[f"P{number}"]) in read(*ALIGNMENTS)


def test_no_role_that_may_stand_on_a_statement_makes_it_an_event():
    rules = load_rules(FOLDER).statements.values()
    beside = {r.property for rule in rules for r in rule.roles.values() if r.named_only or not r.identity}
    assert beside
    graph = read(CORE, *ALIGNMENTS)
    for role in beside:
        above = set(graph.objects(role, RDFS.subPropertyOf))
        assert above == {GEOKG.participant}
        assert graph.value(role, RDFS.domain) is None


def test_nothing_types_an_entity_as_a_state_or_a_place(ontology):
    """No domain, range or sub-property leads to a class of entity: a city stays what it is said to be."""
    kinds = set(load_rules(FOLDER).entities.values())
    targets = set(ontology.objects(None, RDFS.domain)) | set(ontology.objects(None, RDFS.range))
    assert not targets & kinds
    assert not [s for s, o in ontology.subject_objects(RDFS.subClassOf) if o in kinds]


def test_people_are_nothing_else(ontology):
    others = set(load_rules(FOLDER).entities.values()) - {GEOKG.Person}
    assert set(ontology.objects(GEOKG.Person, OWL.disjointWith)) == others
