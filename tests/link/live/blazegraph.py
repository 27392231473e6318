"""The fixtures as the triples that the query service has, in a store that answers real SPARQL."""

import json
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store

WD = "http://www.wikidata.org/entity/"
PROP = "http://www.wikidata.org/prop/"
ONT = "http://wikiba.se/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALIAS = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
SCHEMA = "http://schema.org/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def answering(entities: Iterable[dict]):
    """A function from a query to its JSON answer, over these entities."""
    store = Store()
    store.extend(Quad(*triple) for entity in entities for triple in _triples(entity))

    def answer(query: str) -> str:
        return store.query(query).serialize(format=QueryResultsFormat.JSON).decode()

    return answer


def _triples(entity: dict) -> Iterator[tuple]:
    item = NamedNode(WD + entity["id"])
    for language, text in entity["labels"].items():
        yield item, LABEL, Literal(text["value"], language=language)
    for language, text in entity.get("descriptions", {}).items():
        yield item, NamedNode(f"{SCHEMA}description"), Literal(text["value"], language=language)
    for language, texts in entity.get("aliases", {}).items():
        for text in texts:
            yield item, ALIAS, Literal(text["value"], language=language)
    yield item, NamedNode(f"{ONT}sitelinks"), _integer(len(entity["sitelinks"]))
    if "enwiki" in entity["sitelinks"]:
        article = NamedNode(f"https://en.wikipedia.org/wiki/{entity['id']}")
        yield article, NamedNode(f"{SCHEMA}about"), item
        yield article, NamedNode(f"{SCHEMA}isPartOf"), NamedNode("https://en.wikipedia.org/")
    for relation, statements in entity["claims"].items():
        ranks = {statement["rank"] for statement in statements}
        best = "preferred" if "preferred" in ranks else "normal"
        for number, statement in enumerate(statements):
            node = NamedNode(f"{WD}statement/{entity['id']}-{relation}-{number:03}")
            yield item, NamedNode(f"{PROP}{relation}"), node
            yield from _statement(item, node, relation, statement, statement["rank"] == best)


def _statement(
    item: NamedNode, node: NamedNode, relation: str, statement: dict, best: bool
) -> Iterator[tuple]:
    rank = statement["rank"].capitalize() + "Rank"
    yield node, NamedNode(f"{ONT}rank"), NamedNode(ONT + rank)
    if best:
        yield node, TYPE, NamedNode(f"{ONT}BestRank")
    for path, snak, direct in [
        ("statement", statement["mainsnak"], best),
        *(("qualifier", s, False) for snaks in statement.get("qualifiers", {}).values() for s in snaks),
    ]:
        relation = snak.get("property", relation)
        value = snak.get("datavalue", {}).get("value")
        term = None if value is None else _term(value)
        if term is None:
            continue
        yield node, NamedNode(f"{PROP}{path}/{relation}"), term
        if direct:
            yield item, NamedNode(f"{PROP}direct/{relation}"), term
        if isinstance(value, dict) and "time" in value:
            mark = NamedNode(f"http://www.wikidata.org/value/{abs(hash(json.dumps(value)))}")
            yield node, NamedNode(f"{PROP}{path}/value/{relation}"), mark
            yield mark, NamedNode(f"{ONT}timeValue"), term
            yield mark, NamedNode(f"{ONT}timePrecision"), _integer(value["precision"])


def _term(value: object) -> NamedNode | Literal | None:
    match value:
        case str():
            return Literal(value)
        case {"numeric-id": number}:
            return NamedNode(f"{WD}Q{number}")
        case {"time": time}:
            return Literal(time.lstrip("+").replace("-00", "-01"), datatype=NamedNode(f"{XSD}dateTime"))
        case {"latitude": latitude, "longitude": longitude}:
            return Literal(f"Point({longitude} {latitude})", datatype=NamedNode(f"{ONT}wktLiteral"))
        case {"amount": amount}:
            return Literal(amount, datatype=NamedNode(f"{XSD}decimal"))
        case {"text": text, "language": language}:
            return Literal(text, language=language)
    return None


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))
