"""The constraints of SHACL Core that geokg's shapes use, each as a Python function.

A test takes a data graph and one value node. A constraint takes a data graph, a focus node and all its
value nodes, and gives what is wrong: the value at fault, or None when the values as a whole are.
Definitions: https://www.w3.org/TR/shacl/, section 4; where that leaves room (well-formed literals,
comparing), as pySHACL does it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from rdflib import SH, SKOS, XSD, BNode, Literal, URIRef

from loader.rdf import GEOKG, OA, Node
from loader.validate.facts import Facts

Values = Collection[Node]
Constraint = Callable[[Facts, Node, Values], Iterable[Node | None]]
Test = Callable[[Facts, Node], bool]

_EXACT, _START, _END = OA.exact, OA.start, OA.end
_PYTHON_TYPES: dict[URIRef, tuple[type, ...]] = {
    XSD.string: (str, bytes),
    XSD.integer: (int,),
    XSD.decimal: (Decimal,),
    XSD.boolean: (bool,),
    XSD.date: (date,),
    XSD.dateTime: (datetime,),
}
_MISSING = (None,)
"""No value is at fault, but that there are too few or too many."""
_KINDS: dict[URIRef, tuple[type, ...]] = {
    SH.IRI: (URIRef,),
    SH.Literal: (Literal,),
    SH.BlankNode: (BNode,),
    SH.IRIOrLiteral: (URIRef, Literal),
    SH.BlankNodeOrIRI: (BNode, URIRef),
    SH.BlankNodeOrLiteral: (BNode, Literal),
}


def min_count(least: int) -> Constraint:
    """sh:minCount."""
    return lambda _facts, _focus, values: _MISSING if len(values) < least else ()


def max_count(most: int) -> Constraint:
    """sh:maxCount."""
    return lambda _facts, _focus, values: _MISSING if len(values) > most else ()


def has_value(wanted: Node) -> Constraint:
    """sh:hasValue."""
    return lambda _facts, _focus, values: _MISSING if wanted not in values else ()


def instance_of(term: URIRef) -> Test:
    """sh:class."""
    return lambda facts, value: term in facts.classes(value)


def datatype(wanted: URIRef) -> Test:
    """sh:datatype; the lexical form must fit, too."""
    types = _PYTHON_TYPES.get(wanted, (object,))
    datatypes = (None, wanted) if wanted == XSD.string else (wanted,)

    def test(_facts: Facts, value: Node) -> bool:
        return (
            isinstance(value, Literal)
            and not value.ill_typed
            and not value.language
            and value.datatype in datatypes
            and isinstance(value.value, types)
        )

    return test


def node_kind(kind: URIRef) -> Test:
    """sh:nodeKind."""
    types = _KINDS[kind]
    return lambda _facts, value: isinstance(value, types)


def pattern(expression: str) -> Test:
    """sh:pattern, without flags."""
    search = re.compile(expression).search
    return lambda _facts, value: not isinstance(value, BNode) and search(str(value)) is not None


def min_length(least: int) -> Test:
    """sh:minLength."""
    return lambda _facts, value: not isinstance(value, BNode) and len(str(value)) >= least


def min_inclusive(bound: Literal) -> Test:
    """sh:minInclusive."""
    return lambda _facts, value: _ordered(bound, value, strictly=False)


def max_inclusive(bound: Literal) -> Test:
    """sh:maxInclusive."""
    return lambda _facts, value: _ordered(value, bound, strictly=False)


def less_than(other: URIRef, *, strictly: bool) -> Constraint:
    """sh:lessThan and sh:lessThanOrEquals, the latter with `strictly=False`."""

    def check(facts: Facts, focus: Node, values: Values) -> Iterator[Node | None]:
        compared = facts.objects(focus, other)
        for value in values:
            if not all(_sorted(value, bound, strictly=strictly) for bound in compared):
                yield value

    return check


def disjoint(other: URIRef) -> Constraint:
    """sh:disjoint."""

    def check(facts: Facts, focus: Node, values: Values) -> Iterator[Node | None]:
        others = facts.objects(focus, other)
        yield from (value for value in values if value in others)

    return check


def quote_length(facts: Facts, focus: Node, _values: Values) -> Iterator[Node | None]:
    """What the SPARQL constraint shape:Quote-length says: a quotation is as long as its positions tell."""
    starts, ends = facts.objects(focus, _START), facts.objects(focus, _END)
    spans = [(_number(start), _number(end)) for start in starts for end in ends]
    for quoted in facts.objects(focus, _EXACT):
        for start, end in spans:
            if start is not None and end is not None and start < end != start + len(str(quoted)):
                yield quoted


def mode_of_type(facts: Facts, focus: Node, _values: Values) -> Iterator[Node | None]:
    """What the SPARQL constraint shape:EventMode-type says: a mode stands below the type of the event."""
    types = {
        kind
        for event in facts.objects(focus, GEOKG.asserts)
        for kind in facts.objects(event, GEOKG.eventType)
    }
    for mode in facts.objects(focus, GEOKG.mode):
        above = facts.objects(mode, SKOS.broader)
        if above and not types.issubset(above):
            yield mode


def _number(value: Node) -> int | Decimal | None:
    number = value.value if isinstance(value, Literal) else None
    return number if isinstance(number, int | Decimal) and not isinstance(number, bool) else None


def _ordered(low: Node, high: Node, *, strictly: bool) -> bool:
    """Whether `low` is below `high`, or as high, both having a value of one type."""
    if not isinstance(low, Literal) or not isinstance(high, Literal):
        return False
    if isinstance(low.value, str) != isinstance(high.value, str):
        return False
    try:
        return bool(low.value < high.value or (not strictly and low.value == high.value))
    except TypeError:
        return False


def _sorted(low: Node, high: Node, *, strictly: bool) -> bool:
    """`_ordered`; where types differ, by rdflib's order of all literals, which pySHACL goes by here.

    The standard calls such values incomparable. Either way the shape that asks for the type fails.
    """
    if not isinstance(low, Literal) or not isinstance(high, Literal):
        return isinstance(low, URIRef) and isinstance(high, URIRef) and (low < high)
    if low.datatype == high.datatype and low.value is not None and high.value is not None:
        return _ordered(low, high, strictly=strictly)
    if isinstance(low.value, str) != isinstance(high.value, str):
        return False
    return low < high if strictly else low <= high
