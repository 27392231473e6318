"""A faulty header is told with its file and line; a good one is read whole."""

from pathlib import Path

import pytest

from loader.errors import QueryError
from loader.query import ColumnType, ParameterType
from loader.query.header import parse

GOOD = """\
#+ summary: One line
#+ description: More of it.
#+ tags: [one, two]
#+ params:
#+   state: {type: entity, required: true, description: which}
#+   when: {type: date, default: today}
#+   kind: {type: concept, prefix: "geokg:outcome-", enum: [killed, injured]}
#+ returns: {person: entity, n: integer}
#+ example: {params: {state: Q232, when: 2022-01-07}, fixture: kazakhstan, rows: 2}
SELECT ?person ?n WHERE { GRAPH ?g { $state ?p ?person . FILTER(?n < $when_from && ?p != $kind) } }
"""


def read(text: str):
    return parse(text, "topic/verb-noun", Path("topic/verb-noun.rq"))


def test_a_header_is_read_whole():
    query = read(GOOD)
    assert (query.summary, query.description, query.tags) == ("One line", "More of it.", ("one", "two"))
    assert [p.type for p in query.params] == [ParameterType.ENTITY, ParameterType.DATE, ParameterType.CONCEPT]
    assert query.params[0].required
    assert query.params[1].default == "today"
    assert query.params[2].enum == ("killed", "injured")
    assert query.returns == {"person": ColumnType.ENTITY, "n": ColumnType.INTEGER}
    assert query.example.params == {"state": "Q232", "when": "2022-01-07"}
    assert query.call == "geokg query topic/verb-noun --param state=Q232 --param when=2022-01-07"


def test_lines_of_the_sparql_are_lines_of_the_file():
    assert read(GOOD).sparql.splitlines()[9] == GOOD.splitlines()[9]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#+", "#", ":1: no header"),
        ("summary: One line", "summary: [", ":3: not YAML"),
        ("summary: One line", "summary:", ":1: summary: expected"),
        ("tags: [one, two]", "tags: one", ":3: tags: expected a list"),
        ("description: More", "descripton: More", ":2: unknown entry"),
        ("type: entity, required", "type: entitty, required", ":5: state: type 'entitty' is none of entity"),
        ("required: true", "required: maybe", ":5: state: required"),
        ("required: true", "required: true, default: Q1", ":5: state: what is required has no default"),
        ("required: true", "needed: true", ":5: state: expected entries out of"),
        ('prefix: "geokg:outcome-", ', "", ":7: kind: a concept"),
        ("kind: {type", "Kind: {type", ":7: params: 'Kind'"),
        ("n: integer}", "n: number}", "n: type 'number' is none of"),
        ("returns: {person: entity, n: integer}", "returns: {}", ":8: returns"),
        (", rows: 2", "", ":9: example: expected"),
        ("params: {state: Q232, ", "params: {", ":9: example: state"),
        ("params: {state: Q232, ", "params: {state: Q232, stat: Q1, ", ":9: example: stat"),
        ("?p != $kind", "?p != 1", ":7: kind: the query never uses"),
        ("$state ?p", "$stat ?p", ":10: $stat is not among"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, words: str):
    assert old in GOOD
    with pytest.raises(QueryError) as told:
        read(GOOD.replace(old, new))
    assert words in str(told.value)
    assert str(told.value).startswith("topic/verb-noun.rq:")
