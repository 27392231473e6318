"""What people decided names to mean, as RDF, for the graph `links`.

Depends on nothing but the judgements that it is given; which of them stand, `link` knows.
"""

from collections.abc import Iterable, Iterator, Mapping

from rdflib import XSD, Literal, URIRef

from loader.map import literals, terms
from loader.model import Judgement
from loader.rdf import Iris, Triple


def judgement_triples(
    iris: Iris, entities: Mapping[str, URIRef], judgements: Iterable[Judgement]
) -> Iterator[Triple]:
    """The triples of judgements, for `iris.graph("links")`; `entities` are the classes of the types."""
    for judgement in judgements:
        yield from _one(iris, entities, judgement)


def _one(iris: Iris, entities: Mapping[str, URIRef], judgement: Judgement) -> Iterator[Triple]:
    j = judgement
    node = iris.judgement(j.name, j.verdict, j.qid, j.type, j.country, j.article, j.who, j.when, j.note)
    yield node, terms.TYPE, terms.JUDGEMENT
    yield node, terms.JUDGED_NAME, literals.text(j.name)
    yield node, terms.VERDICT, literals.text(j.verdict)
    if j.qid is not None:
        yield node, terms.JUDGED_ENTITY, iris.wikidata(j.qid)
    if j.type is not None:
        yield node, terms.JUDGED_TYPE, entities[j.type]
    if j.country is not None:
        yield node, terms.JUDGED_COUNTRY, iris.wikidata(j.country)
    if j.article is not None:
        yield node, terms.JUDGED_ARTICLE, literals.text(j.article)
    if j.note:
        yield node, terms.NOTE, literals.text(j.note)
    person = iris.reviewer(j.who)
    yield node, terms.GENERATED_AT, Literal(j.when, datatype=XSD.dateTime, normalize=False)
    yield node, terms.WAS_ATTRIBUTED_TO, person
    yield person, terms.TYPE, terms.PERSON
    yield person, terms.LABEL, literals.text(j.who)
