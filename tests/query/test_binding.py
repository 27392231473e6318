"""Terms take the place of `$names` and of nothing else, and stay one term."""

import pytest
from rdflib import XSD, Literal, URIRef

from loader.query.binding import substitute

A = URIRef("urn:a")


@pytest.mark.parametrize(
    ("sparql", "bound"),
    [
        ("SELECT ?x { ?x ?p $v }", "SELECT ?x { ?x ?p <urn:a> }"),
        ("{ ?v ?p '$v' } # $v", "{ ?v ?p '$v' } # $v"),
        ('{ ?s ?p """a "$v" b""" , $v }', '{ ?s ?p """a "$v" b""" , <urn:a> }'),
        ("{ ?s <urn:$v> $v}", "{ ?s <urn:$v> <urn:a>}"),
        ("{ ?s ?p $vv, $v_from }", "{ ?s ?p ?_any_vv, ?_any_v_from }"),
        (
            "VALUES ?x { $v } VALUES (?y ?z) { ($v $w) }",
            "VALUES ?x { <urn:a> } VALUES (?y ?z) { (<urn:a> UNDEF) }",
        ),
        ("VALUES ?x { $w } { ?x ?p $w }", "VALUES ?x { UNDEF } { ?x ?p ?_any_w }"),
        ("FILTER(?a < $v&&?b>1)", "FILTER(?a < <urn:a>&&?b>1)"),
    ],
)
def test_only_parameters_are_replaced(sparql: str, bound: str):
    assert substitute(sparql, {"v": A}) == bound


def test_a_term_cannot_end_its_string():
    mean = Literal('" } ; DROP ALL ; # $v \\" \n')
    assert substitute("{ ?s ?p $v }", {"v": mean}) == '{ ?s ?p "\\" } ; DROP ALL ; # $v \\\\\\" \\n" }'


def test_datatypes_travel_with_their_terms():
    day = Literal("2022-01-07", datatype=XSD.date)
    assert substitute("$v", {"v": day}) == f'"2022-01-07"^^<{XSD.date}>'


def test_lines_stay_where_they_were():
    assert substitute("a\n\n$v\nb", {"v": Literal("x\ny")}).count("\n") == 3
