"""Why an answer is empty: what was asked about is not in the store, or is of another kind.

An empty answer to "who led Paris" must not read as "nobody did". Looked up only after an answer came out
empty; it changes no answer.
"""

from collections.abc import Iterator, Mapping

from rdflib import URIRef

from loader.query.header import NamedQuery, ParameterType
from loader.query.parameters import Source
from loader.rdf import GEOKG, Bindings, Term
from loader.sparql import term_text

_KNOWN = "ASK {{ GRAPH ?graph {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }} }}"
_CLASSES = """
SELECT DISTINCT ?class ?label WHERE {{
  GRAPH graph:entities {{ {node} a ?class . OPTIONAL {{ {node} rdfs:label ?label }} }}
}} ORDER BY ?class
"""


def why_empty(source: Source, query: NamedQuery, terms: Mapping[str, Term]) -> Iterator[str]:
    """A sentence for each given entity or IRI that explains why the query found nothing."""
    for parameter in query.params:
        node = terms.get(parameter.name)
        if parameter.type not in (ParameterType.ENTITY, ParameterType.IRI) or not isinstance(node, URIRef):
            continue
        if not source.query(_KNOWN.format(node=term_text(node))):
            yield f"{parameter.name}: this store holds nothing about {node}"
            continue
        found = source.query(_CLASSES.format(node=term_text(node)))
        rows = found.rows if isinstance(found, Bindings) else ()
        classes = {str(row[0]).removeprefix(str(GEOKG)) for row in rows}
        if parameter.kinds and classes and classes.isdisjoint(parameter.kinds):
            told, wanted = str(rows[0][1] or node), " or ".join(parameter.kinds)
            yield f"{parameter.name}: {told} is no {wanted} here ({', '.join(sorted(classes))})"
