"""What an article and its statements become in the article's own graph."""

from dataclasses import replace

import pytest
from rdflib import RDF, XSD, Literal, URIRef

from loader.errors import MappingError
from loader.map.rules import ConceptRule
from loader.model import (
    Count,
    DateEvidence,
    DateSource,
    Evidence,
    Modality,
    Origin,
    Polarity,
    StatementType,
    TimeSpan,
)
from loader.rdf import GEOKG, OA, OFFICE, PLOVER, PROV, SCHEMA, WD
from map.world import EVERY_TYPE, article_of, objects, shared_quads, shortcuts, stating

CANONICAL = {"e1": WD.Q200881, "e2": WD.Q232, "e3": WD.Q318693, "e4": WD.Q399}


def test_the_table_of_types_is_complete():
    assert set(EVERY_TYPE) == set(StatementType)


@pytest.mark.parametrize("kind", sorted(EVERY_TYPE))
def test_every_role_and_value_of_the_contract_reaches_the_graph(kind, article, load, mapper):
    roles, values = EVERY_TYPE[kind]
    rule = mapper.rules.statements[kind]
    assert set(rule.roles) == set(roles)
    assert set(rule.values) == set(values)
    linked = load(stating(article, StatementType(kind), roles, values))
    asserted = {o for _, p, o in linked.triples if p == GEOKG.asserts}
    typed = {s for s, p, o, _ in shared_quads(linked, "situations") if (p, o) == (RDF.type, rule.situation)}
    assert asserted == typed
    for role, ids in roles.items():
        assert {CANONICAL[i] for i in ids.split()} <= objects(linked, rule.roles[role].property)
    for name, value in values.items():
        if isinstance(value, Count):
            count = rule.values[name]
            assert objects(linked, count.text) == {Literal(value.text)}
            assert objects(linked, count.approximate) == {Literal(value.approximate)}
            assert objects(linked, count.min) | objects(linked, count.max) == {
                Literal(value.min or value.max)
            }
        else:
            said = rule.values[name]
            concept = isinstance(said, ConceptRule) and said.concepts[said.notation(value, values)]
            assert (concept or Literal(value)) in objects(linked, rule.values[name].property)


def test_a_statement_says_how_and_where_it_is_said(article, load):
    said = stating(
        article,
        StatementType.MEMBERSHIP,
        {"member": "e2", "organization": "e3"},
        {"status": "current"},
        polarity=Polarity.NEGATED,
        modality=Modality.POSSIBLE,
        sources=("e1",),
        confidence=0.8,
        evidence=(Evidence(0, 21),),
    )
    linked = load(said)
    digest = said.article.content_hash
    statement = URIRef(f"https://w3id.org/geokg/data/statement/{digest}/s1")
    about = {(p, o) for s, p, o in linked.triples if s == statement}
    assert about >= {
        (RDF.type, GEOKG.Statement),
        (GEOKG.polarity, GEOKG.Negated),
        (GEOKG.modality, GEOKG.Possible),
        (GEOKG.confidence, Literal("0.8", datatype=XSD.decimal)),
        (GEOKG.attributedTo, WD.Q200881),
        (GEOKG.status, GEOKG["status-current"]),
        (PROV.hadPrimarySource, URIRef(f"https://w3id.org/geokg/data/article/{digest}")),
    }
    [evidence] = [o for p, o in about if p == GEOKG.evidence]
    assert (evidence, OA.exact, Literal("Tokayev of Kazakhstan")) in linked.triples


def test_a_sentence_that_says_two_things_is_quoted_once(article, load):
    for kind in ("Stance", "Membership"):
        article = stating(article, StatementType(kind), *EVERY_TYPE[kind], evidence=(Evidence(0, 21),))
    assert len([s for s, p, o in load(article).triples if (p, o) == (RDF.type, GEOKG.Evidence)]) == 1


def test_a_mention_is_quoted_located_and_refers(article, load):
    digest = article.article.content_hash
    mention = URIRef(f"https://w3id.org/geokg/data/mention/{digest}/0-7")
    assert {(p, o) for s, p, o in load(article).triples if s == mention} == {
        (RDF.type, GEOKG.Mention),
        (OA.exact, Literal("Tokayev")),
        (OA.start, Literal(0)),
        (OA.end, Literal(7)),
        (GEOKG.mentionKind, GEOKG["kind-name"]),
        (GEOKG.refersTo, WD.Q200881),
    }


def test_concepts_are_the_vocabularies(article, load):
    tenure = load(stating(article, StatementType.OFFICE_HOLDING, *EVERY_TYPE["OfficeHolding"]))
    event = load(stating(article, StatementType.EVENT, *EVERY_TYPE["Event"]))
    assert OFFICE.head_of_state in objects(tenure, GEOKG.officeCategory)
    assert objects(event, GEOKG.eventType) == {PLOVER.ASSAULT}
    assert objects(event, GEOKG.mode) == {PLOVER["ASSAULT-heavy-weapons"]}, (
        "a mode is one of its event's type"
    )


def test_an_article_tells_where_it_comes_from_but_not_its_text(load):
    said = article_of(
        "Title\nTokayev spoke.",
        "Tokayev",
        title="Title",
        url="https://a.example/1",
        published="2022-01",
        publisher="Wire",
        author="Jane Sample",
        agency="Sample Wire",
        place="ALMATY",
        dated_by=DateEvidence(DateSource.FILE_NAME, 0.6),
    )
    linked = load(said)
    node = URIRef(f"https://w3id.org/geokg/data/article/{said.article.content_hash}")
    about = {(p, o) for s, p, o in linked.triples if s == node}
    assert about >= {
        (RDF.type, GEOKG.Article),
        (SCHEMA.headline, Literal("Title")),
        (SCHEMA.datePublished, Literal("2022-01", datatype=XSD.gYearMonth)),
        (SCHEMA.publisher, Literal("Wire")),
        (SCHEMA.author, Literal("Jane Sample")),
        (SCHEMA.sourceOrganization, Literal("Sample Wire")),
        (SCHEMA.dateline, Literal("ALMATY")),
        (GEOKG.dateEvidence, GEOKG["date-by-file-name"]),
        (GEOKG.dateConfidence, Literal("0.6", datatype=XSD.decimal)),
        (SCHEMA.url, Literal("https://a.example/1", datatype=XSD.anyURI)),
        (SCHEMA.identifier, Literal("a1")),
        (GEOKG.textHash, Literal(said.article.text_hash)),
    }
    assert not [o for _, _, o in linked.triples if "spoke" in o]


@pytest.mark.parametrize(
    ("kind", "roles", "values", "time", "told"),
    [
        ("Rumour", {}, {}, None, "type Rumour is not in mapping.yaml"),
        ("Stance", {"c": "e1"}, {}, None, "role c"),
        ("Stance", {"a": "e9"}, {}, None, "entity e9"),
        ("Stance", {"a": "e1"}, {"mood": "bad"}, None, "value mood"),
        ("Stance", {"a": "e1"}, {"kind": "friend"}, None, "'friend' is none of adversary, ally"),
        (
            "Event",
            {},
            {"event": "CONSULT", "mode": "firearms"},
            None,
            "'firearms' is none of host, multilateral",
        ),
        ("Event", {}, {"mode": "firearms"}, None, "'firearms' is none of those it may have"),
        ("Casualties", {"location": "e2"}, {"count": "26"}, None, "expected a count"),
        ("Casualties", {"location": "e2"}, {"victims": Count(1)}, None, "expected text"),
        ("Stance", {"a": "e1"}, {}, TimeSpan("January"), "'January' is not a date"),
        ("Stance", {"a": "e1"}, {}, TimeSpan("2022-02-30"), "no date of the calendar"),
    ],
)
def test_a_statement_that_does_not_fit_is_told_by_article_and_statement(
    kind, roles, values, time, told, article, mapper
):
    with pytest.raises(MappingError) as error:
        mapper.map(stating(article, kind, roles, values, time))
    assert str(error.value).startswith("a1: statement s1")
    assert told in str(error.value)


def derived(article, **more):
    """An article that calls Tokayev president, and what follows from that."""
    article = stating(article, StatementType.OFFICE_HOLDING, *EVERY_TYPE["OfficeHolding"])
    values = {"origin": Origin.DERIVED, "derived_from": ("s1",), "rule": "a-rule", **more}
    return stating(
        article, StatementType.AFFILIATION, {"agent": "e1", "of": "e2"}, {"relation": "citizen"}, **values
    )


def test_what_is_derived_concludes_and_asserts_nothing(article, load):
    linked = load(derived(article))
    digest = article.article.content_hash
    said, node = (URIRef(f"https://w3id.org/geokg/data/statement/{digest}/{n}") for n in ("s1", "s2"))
    about = {(p, o) for s, p, o in linked.triples if s == node}
    assert {(RDF.type, GEOKG.DerivedStatement), (GEOKG.followsByRule, Literal("a-rule"))} <= about
    assert (PROV.wasDerivedFrom, said) in about
    assert {p for p, _ in about} & {GEOKG.asserts, GEOKG.usesBackgroundOf} == set()
    [concluded] = objects(linked, GEOKG.concludes)
    assert (concluded, RDF.type, GEOKG.Affiliation) in {q[:3] for q in shared_quads(linked, "situations")}


def test_background_that_was_used_is_told_by_whom_it_is_about(article, load):
    known = stating(derived(article), StatementType.LOCATION, {"entity": "e3", "place": "e2"}, {})
    known = replace(
        known, statements=(*known.statements[:2], replace(known.statements[2], origin=Origin.BACKGROUND))
    )
    used = replace(known.statements[1], derived_from=("s1", "s3"))
    linked = load(replace(known, statements=(known.statements[0], used, known.statements[2])))
    assert objects(linked, GEOKG.usesBackgroundOf) == {WD.Q318693, WD.Q232}
    assert len(objects(linked, PROV.wasDerivedFrom)) == 1


def test_a_premise_that_is_not_there_is_told(article, load):
    with pytest.raises(MappingError, match="s9"):
        load(derived(article, derived_from=("s9",)))


def test_what_is_derived_gives_plain_triples_when_it_is_sure_enough(article, load):
    citizen = (WD.Q200881, GEOKG.citizenOf, WD.Q232)
    assert citizen in shortcuts(load(derived(article)))
    assert citizen not in shortcuts(load(derived(article, confidence=0.4)))
    assert citizen not in shortcuts(load(derived(article, modality=Modality.POSSIBLE)))
