"""A data graph as the compiled checks look at it: by subject, by predicate, and by class.

Never written to after it is made; the vocabulary is shared by all of them.
"""

from collections.abc import Collection, Iterable, Mapping

from rdflib import RDF, RDFS, SKOS

from loader.rdf import Node
from loader.validate.report import DataTriple

TYPE = RDF.type
VOCABULARY_PROPERTIES = frozenset((RDFS.subClassOf, SKOS.broader, SKOS.inScheme))
"""What the vocabulary says of its terms; of all else, data alone speaks."""

_SUBCLASS = RDFS.subClassOf
_NONE: Mapping[Node, None] = {}
_NO_VALUES: Mapping[Node, Mapping[Node, None]] = {}


class Vocabulary:
    """What holds in every data graph: values by subject and predicate, and all classes above a class."""

    def __init__(self, triples: Iterable[DataTriple]) -> None:
        self.values: dict[Node, dict[Node, dict[Node, None]]] = {}
        for subject, predicate, value in triples:
            self.values.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        self._above: dict[Node, frozenset[Node]] = {}

    def classes(self, term: Node) -> frozenset[Node]:
        """A class and all above it."""
        known = self._above.get(term)
        if known is None:
            parents = self.values.get(term, {}).get(_SUBCLASS, {})
            known = frozenset({term}).union(*(self.classes(parent) for parent in parents))
            self._above[term] = known
        return known


class Facts:
    """Each triple once, however often it is given."""

    def __init__(self, triples: Iterable[DataTriple], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.by_predicate: dict[Node, list[DataTriple]] = {}
        self._values: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._subjects: dict[Node, dict[Node, list[Node]]] = {}
        self._classes: dict[Node, frozenset[Node]] = {}
        for triple in triples:
            subject, predicate, value = triple
            properties = self._values.get(subject)
            if properties is None:
                properties = self._values[subject] = {}
            values = properties.get(predicate)
            if values is None:
                properties[predicate] = {value: None}
            elif value in values:
                continue
            else:
                values[value] = None
            group = self.by_predicate.get(predicate)
            if group is None:
                self.by_predicate[predicate] = [triple]
            else:
                group.append(triple)

    def properties(self, subject: Node) -> Mapping[Node, Mapping[Node, None]]:
        """All that the data says of a node, by predicate; without the vocabulary."""
        return self._values.get(subject, _NO_VALUES)

    def objects(self, subject: Node, predicate: Node) -> Collection[Node]:
        """Values of a property, each once."""
        own = self._values.get(subject, _NO_VALUES).get(predicate, _NONE)
        if predicate not in VOCABULARY_PROPERTIES:
            return own
        return {**self.vocabulary.values.get(subject, _NO_VALUES).get(predicate, _NONE), **own}

    def subjects(self, predicate: Node, value: Node) -> Collection[Node]:
        """Who has this value, each once; without the vocabulary."""
        index = self._subjects.get(predicate)
        if index is None:
            index = self._subjects[predicate] = {}
            for subject, _, object_ in self.by_predicate.get(predicate, ()):
                index.setdefault(object_, []).append(subject)
        return index.get(value, ())

    def types(self) -> Iterable[tuple[Node, tuple[Node, ...]]]:
        """Each node that has classes, with them."""
        nodes = dict.fromkeys(subject for subject, _, _ in self.by_predicate.get(TYPE, ()))
        return ((node, tuple(self._values[node][TYPE])) for node in nodes)

    def classes(self, node: Node) -> frozenset[Node]:
        """The classes of a node and all above them."""
        known = self._classes.get(node)
        if known is None:
            types = self._values.get(node, _NO_VALUES).get(TYPE, _NONE)
            known = frozenset[Node]().union(*map(self.vocabulary.classes, types))
            self._classes[node] = known
        return known
