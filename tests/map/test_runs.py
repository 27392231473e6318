"""What the graph tells of the runs that filled it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from rdflib import RDF, XSD, Literal, URIRef

from loader.map import LoadRun, run_triples
from loader.rdf import GEOKG, PROV, SCHEMA, Iris

BASE = "https://w3id.org/geokg/data/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_run_tells_when_by_what_how_many_and_which():
    run = LoadRun(NOON, NOON + timedelta(seconds=90), "0.1.0", ["ab12", "cd34"], unchanged=3, rejected=1)
    node, software = URIRef(f"{BASE}run/2026-11-22T12:00:00Z"), URIRef(f"{BASE}software/geokg-0.1.0")
    assert set(run_triples(Iris(), run)) == {
        (node, RDF.type, GEOKG.LoadRun),
        (node, PROV.startedAtTime, Literal("2026-11-22T12:00:00Z", datatype=XSD.dateTime, normalize=False)),
        (node, PROV.endedAtTime, Literal("2026-11-22T12:01:30Z", datatype=XSD.dateTime, normalize=False)),
        (node, PROV.wasAssociatedWith, software),
        (software, RDF.type, PROV.SoftwareAgent),
        (software, SCHEMA.softwareVersion, Literal("0.1.0")),
        (node, GEOKG.articlesLoaded, Literal(2)),
        (node, GEOKG.articlesUnchanged, Literal(3)),
        (node, GEOKG.articlesSuperseded, Literal(0)),
        (node, GEOKG.articlesRejected, Literal(1)),
        (node, PROV.generated, URIRef(f"{BASE}graph/article/ab12")),
        (node, PROV.generated, URIRef(f"{BASE}graph/article/cd34")),
    }


def test_a_run_has_one_name_in_every_time_zone():
    there = NOON.astimezone(timezone(timedelta(hours=6)))
    assert set(run_triples(Iris(), LoadRun(there, there, "1"))) == set(
        run_triples(Iris(), LoadRun(NOON, NOON, "1"))
    )


def test_a_time_of_no_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        list(run_triples(Iris(), LoadRun(NOON.replace(tzinfo=None), NOON, "1")))
