"""The shapes as plain Python checks over triples: what a load looks at every article with.

Made from the same Turtle as pySHACL reads, so a shape is written once. Understands the part of SHACL
that geokg's shapes use and refuses the rest by name; `tests/validate/test_agreement.py` holds it to
find what pySHACL finds. What is wrong with a class hierarchy that data brings along is not its matter:
classes are those of the vocabulary.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection as RdfList

from loader.errors import MappingError
from loader.rdf import Node
from loader.validate import constraints as c
from loader.validate.facts import VOCABULARY_PROPERTIES, Facts, Vocabulary
from loader.validate.report import DataTriple, Severity, Violation
from loader.validate.shapes import SHAPES, Shapes, shipped_shapes

Path = Callable[[Facts, Node], Collection[Node]]

_SPARQL: dict[Node, c.Constraint] = {
    SHAPES["Quote-length"]: c.quote_length,
    SHAPES["EventMode-type"]: c.mode_of_type,
}
"""What core constraints cannot say, by the IRI of the SPARQL constraint that says it."""

_SILENT = {
    RDF.type,
    RDFS.label,
    RDFS.comment,
    SH.path,
    SH.message,
    SH.severity,
    SH.property,
    SH.ignoredProperties,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.targetObjectsOf,
}
"""Predicates of a shape that are no constraints."""


@dataclass(slots=True)
class CompiledShape:
    """One shape. `path` is None for a node shape, whose only value node is the focus node.

    Shapes of properties are looked at `always`, or only `where` the node has the property at all.
    """

    iri: URIRef
    message: str
    severity: Severity
    path: Path | None
    predicate: URIRef | None
    tests: list[c.Test] = field(default_factory=list)
    checks: list[c.Constraint] = field(default_factory=list)
    closed: frozenset[Node] | None = None
    """The only properties that a node may have."""
    needs_value: bool = False
    always: list["CompiledShape"] = field(default_factory=list)
    where: dict[Node, list["CompiledShape"]] = field(default_factory=dict)

    def validate(self, facts: Facts, focus: Node, found: list[Violation]) -> None:
        """Add to `found` what this shape and those of its properties do not accept of a node."""
        values = (focus,) if self.path is None else self.path(facts, focus)
        for test in self.tests:
            found += [self._violation(focus, value) for value in values if not test(facts, value)]
        for check in self.checks:
            found += [self._violation(focus, wrong) for wrong in check(facts, focus, values)]
        if self.closed is not None:
            self._find_strays(facts, focus, found)
        if not self.always and not self.where:
            return
        for value in values:
            for shape in self.always:
                shape.validate(facts, value, found)
            for predicate in facts.properties(value) if self.where else ():
                for shape in self.where.get(predicate, ()):
                    shape.validate(facts, value, found)

    def accepts(self, facts: Facts, focus: Node) -> bool:
        """Whether there is nothing that it does not accept."""
        if not (self.path or self.checks or self.closed or self.always or self.where):
            return all(test(facts, focus) for test in self.tests)
        found: list[Violation] = []
        self.validate(facts, focus, found)
        return not found

    def _find_strays(self, facts: Facts, focus: Node, found: list[Violation]) -> None:
        for predicate, values in facts.properties(focus).items():
            if predicate not in (self.closed or ()):
                path = predicate if isinstance(predicate, URIRef) else None
                found += [
                    Violation(focus, self.iri, self.message, self.severity, path, value) for value in values
                ]

    def _violation(self, focus: Node, value: Node | None) -> Violation:
        return Violation(focus, self.iri, self.message, self.severity, self.predicate, value)

    def add(self, shape: "CompiledShape") -> None:
        """Add the shape of a property."""
        if shape.needs_value or shape.predicate is None or shape.predicate in VOCABULARY_PROPERTIES:
            self.always.append(shape)
        else:
            self.where.setdefault(shape.predicate, []).append(shape)


class CompiledShapes:
    """An engine that needs no SHACL library.

    Raises:
        MappingError: a shape uses what is not understood here; the message names both.
    """

    def __init__(self, shapes: Shapes | None = None) -> None:
        shapes = shapes or shipped_shapes()
        self._vocabulary = Vocabulary(shapes.vocabulary)
        compiler = _Compiler(shapes.graph)
        self._classes = compiler.targets(SH.targetClass)
        self._by_subject = compiler.targeted(SH.targetSubjectsOf)
        self._by_object = compiler.targeted(SH.targetObjectsOf)
        self._of_types: dict[tuple[Node, ...], list[CompiledShape]] = {}

    def validate(
        self, triples: Iterable[DataTriple], known: Collection[Node] = frozenset()
    ) -> list[Violation]:
        """See `Engine.validate`; nodes in `known` are not looked at again."""
        facts = Facts(triples, self._vocabulary)
        found: list[Violation] = []
        for node, types in facts.types():
            if node not in known:
                for shape in self._shapes_of(types):
                    shape.validate(facts, node, found)
        for position, targeted in ((0, self._by_subject), (2, self._by_object)):
            for shape, predicates in targeted:
                groups = (facts.by_predicate.get(predicate, ()) for predicate in predicates)
                for node in {triple[position]: None for group in groups for triple in group}:
                    if node not in known:
                        shape.validate(facts, node, found)
        return found

    def _shapes_of(self, types: tuple[Node, ...]) -> list[CompiledShape]:
        """The shapes for what has these classes, those of the classes above them included."""
        known = self._of_types.get(types)
        if known is None:
            above = sorted({term for type_ in types for term in self._vocabulary.classes(type_)})
            shapes = {shape.iri: shape for term in above for shape in self._classes.get(term, ())}
            known = self._of_types[types] = list(shapes.values())
        return known


class _Compiler:
    """Turns the shapes of a graph into checks, each shape once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._done: dict[Node, CompiledShape] = {}
        self._tests: dict[URIRef, Callable[[Node], c.Test]] = {
            SH["class"]: lambda v: c.instance_of(_iri(v)),
            SH.datatype: lambda v: c.datatype(_iri(v)),
            SH.nodeKind: lambda v: c.node_kind(_iri(v)),
            SH.pattern: lambda v: c.pattern(str(v)),
            SH.minLength: lambda v: c.min_length(_integer(v)),
            SH.minInclusive: lambda v: c.min_inclusive(_literal(v)),
            SH.maxInclusive: lambda v: c.max_inclusive(_literal(v)),
            SH.node: lambda v: self._shape(v).accepts,
            SH["not"]: lambda v: self._accepted_by((v,), lambda n: n == 0),
            SH["or"]: lambda v: self._accepted_by(self._list(v), lambda n: n > 0),
            SH.xone: lambda v: self._accepted_by(self._list(v), lambda n: n == 1),
        }
        self._constraints: dict[URIRef, Callable[[Node], c.Constraint]] = {
            SH.minCount: lambda v: c.min_count(_integer(v)),
            SH.maxCount: lambda v: c.max_count(_integer(v)),
            SH.hasValue: c.has_value,
            SH.lessThan: lambda v: c.less_than(_iri(v), strictly=True),
            SH.lessThanOrEquals: lambda v: c.less_than(_iri(v), strictly=False),
            SH.disjoint: lambda v: c.disjoint(_iri(v)),
        }

    def targets(self, kind: URIRef) -> dict[Node, list[CompiledShape]]:
        """Shapes by what they are targeted at."""
        found: dict[Node, list[CompiledShape]] = {}
        for shape, targets in self.targeted(kind):
            for target in targets:
                found.setdefault(target, []).append(shape)
        return found

    def targeted(self, kind: URIRef) -> list[tuple[CompiledShape, list[Node]]]:
        """Shapes with all that they are targeted at."""
        return [
            (self._shape(shape), sorted(map(_node, self._graph.objects(shape, kind)), key=str))
            for shape in sorted({_node(subject) for subject in self._graph.subjects(kind)}, key=str)
        ]

    def _shape(self, node: Node) -> CompiledShape:
        if node in self._done:
            return self._done[node]
        path = self._graph.value(node, SH.path)
        warning = self._graph.value(node, SH.severity) in (SH.Warning, SH.Info)
        shape = CompiledShape(
            iri=_iri(node),
            message=str(self._graph.value(node, SH.message) or ""),
            severity=Severity.WARNING if warning else Severity.VIOLATION,
            path=None if path is None else self._path(_node(path)),
            predicate=path if isinstance(path, URIRef) else None,
        )
        self._done[node] = shape
        for term, value in self._graph.predicate_objects(node):
            predicate = _iri(term)
            if predicate in self._tests:
                shape.tests.append(self._tests[predicate](_node(value)))
            elif predicate == SH.closed:
                shape.closed = self._allowed(node)
            elif predicate not in _SILENT:
                shape.checks.append(self._check(node, predicate, _node(value)))
                shape.needs_value |= predicate in (SH.minCount, SH.hasValue)
        for of_property in self._graph.objects(node, SH.property):
            shape.add(self._shape(_node(of_property)))
        return shape

    def _check(self, shape: Node, predicate: URIRef, value: Node) -> c.Constraint:
        if predicate == SH.sparql and value in _SPARQL:
            return _SPARQL[value]
        if predicate not in self._constraints:
            raise MappingError(
                f"shape {shape}: {predicate} {value} is not among what geokg can check fast; write the shape "
                "otherwise, or add the constraint to loader/validate/constraints.py"
            )
        return self._constraints[predicate](value)

    def _allowed(self, shape: Node) -> frozenset[Node]:
        """What sh:closed lets pass: the paths of the shape's properties, and sh:ignoredProperties."""
        paths = (_node(path) for path in self._graph.objects(shape, SH.property / SH.path))
        ignored = (
            item
            for head in self._graph.objects(shape, SH.ignoredProperties)
            for item in self._list(_node(head))
        )
        return frozenset((*paths, *ignored))

    def _accepted_by(self, nodes: Iterable[Node], enough: Callable[[int], bool]) -> c.Test:
        asked = list(nodes)
        classes = [self._only_class(node) for node in asked]
        wanted = frozenset(term for term in classes if term is not None)
        if len(wanted) == len(asked):  # thirteen classes of which each entity has one: worth a short cut
            return lambda facts, value: enough(len(wanted & facts.classes(value)))
        shapes = [self._shape(node) for node in asked]
        return lambda facts, value: enough(sum(shape.accepts(facts, value) for shape in shapes))

    def _only_class(self, node: Node) -> Node | None:
        """The class that a shape asks for, when that is all that it asks for."""
        asked = [(p, o) for p, o in self._graph.predicate_objects(node) if p not in _SILENT - {SH.property}]
        return _node(asked[0][1]) if len(asked) == 1 and asked[0][0] == SH["class"] else None

    def _path(self, node: Node) -> Path:
        """A predicate, `[ sh:inversePath predicate ]`, or a list of these."""
        if isinstance(node, URIRef):
            return lambda facts, focus: facts.objects(focus, node)
        inverse = self._graph.value(node, SH.inversePath)
        if isinstance(inverse, URIRef):
            return lambda facts, focus: facts.subjects(inverse, focus)
        steps = [self._path(step) for step in self._list(node)]
        if not steps:
            raise MappingError(f"ontology/shapes: a path of a kind that geokg cannot check fast ({node})")
        return lambda facts, focus: _walk(facts, focus, steps)

    def _list(self, head: Node) -> list[Node]:
        return [_node(item) for item in RdfList(self._graph, head)]


def _walk(facts: Facts, focus: Node, steps: list[Path]) -> Collection[Node]:
    nodes: Collection[Node] = (focus,)
    for step in steps:
        nodes = dict.fromkeys(value for node in nodes for value in step(facts, node))
    return nodes


def _node(term: object) -> Node:
    if isinstance(term, URIRef | Literal | BNode):
        return term
    raise MappingError(f"ontology/shapes: {term!r} is no term that a shape can hold")


def _iri(term: object) -> URIRef:
    if isinstance(term, URIRef):
        return term
    raise MappingError(f"ontology/shapes: {term} should be an IRI; shapes are named, so that results can be")


def _literal(term: Node) -> Literal:
    if isinstance(term, Literal):
        return term
    raise MappingError(f"ontology/shapes: {term} should be a literal")


def _integer(term: Node) -> int:
    return int(_literal(term))
