"""Validation by pySHACL, the reference: slow, and right by definition. Draws no inferences.

pySHACL is not needed to load or to query, so it comes with the extra `geokg[validate]`.
"""

from collections.abc import Iterable

from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node as RdflibNode

from loader.errors import ValidationFault
from loader.rdf import Node
from loader.validate.report import DataTriple, Severity, Violation
from loader.validate.shapes import Shapes, shipped_shapes

_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.WARNING}


class PySHACL:
    """The engine that a third party would check geokg's data by.

    Raises:
        ValidationFault: pySHACL is not installed.
    """

    def __init__(self, shapes: Shapes | None = None) -> None:
        try:
            import pyshacl
        except ImportError as error:
            raise ValidationFault(
                "pySHACL is not installed: install geokg[validate], or use geokg's own checks"
            ) from error
        self._run = pyshacl.validate
        self._shapes = shapes or shipped_shapes()

    def validate(self, triples: Iterable[DataTriple]) -> list[Violation]:
        """See `Engine.validate`."""
        data = Graph(bind_namespaces="none")
        for triple in triples:
            data.add(triple)
        for triple in self._shapes.vocabulary:
            data.add(triple)
        _, results, text = self._run(data, shacl_graph=self._shapes.graph, inference="none", inplace=True)
        if not isinstance(results, Graph):
            raise ValidationFault(f"pySHACL could not check the data: {text}")
        return [_violation(results, node) for node in results.objects(None, SH.result)]


def _violation(results: Graph, node: RdflibNode) -> Violation:
    def value(predicate: URIRef) -> Node | None:
        found = results.value(node, predicate)
        return found if isinstance(found, URIRef | Literal | BNode) else None

    focus, shape, path = value(SH.focusNode), value(SH.sourceShape), value(SH.resultPath)
    if focus is None or not isinstance(shape, URIRef):
        raise ValidationFault("a shape without an IRI failed: give each shape in ontology/shapes a name")
    return Violation(
        focus=focus,
        shape=shape,
        message=str(value(SH.resultMessage)),
        severity=_SEVERITIES[URIRef(str(value(SH.resultSeverity)))],
        path=path if isinstance(path, URIRef) else None,
        value=value(SH.value),
    )
