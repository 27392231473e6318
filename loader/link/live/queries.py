"""What is asked of a SPARQL endpoint, and how its answers become entities as the API would give them.

So that one reading (`wikidata.item_row`) serves dumps, the API and endpoints alike. The queries need nothing
beyond SPARQL 1.1 and the Wikibase data model: the query service and its mirrors answer them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from loader.link.kinds import Kind
from loader.link.live.sparql import Endpoint, Row
from loader.link.wikidata import Json

PART = 100
"""Entities that one query is about, at most; fewer where the endpoint runs out of time."""

_ENTITY = "http://www.wikidata.org/entity/"
_PREFIXES = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_WIKIS = "(wikibase:sitelinks|^schema:about/wikibase:sitelinks)"
"""Path to the number of articles: on the entity in the query service, on its data set in the dumps."""
_ITEMS = ("P31", "P279", "P17", "P27", "P1376", "P1906", "P1313", "P1001", "P2389")
_TEXTS = ("P297", "P298")
_DATES = ("P569", "P570", "P571", "P576", "P580", "P582", "P585")
_DATED = ("P39", "P463", "P102")
_SPAN = """
  OPTIONAL { ?s pqv:P580 [ wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision ] }
  OPTIONAL { ?s pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] }
  OPTIONAL { ?s pq:P1001 ?of }
"""

VALUES = f"""{_PREFIXES}
SELECT ?item ?p ?v ?language WHERE {{
  VALUES ?item {{ $ids }}
  {{
    VALUES ?p {{ {" ".join(f"wdt:{p}" for p in (*_ITEMS, *_TEXTS, "P1082", "P625"))}
                 rdfs:label skos:altLabel schema:description }}
    ?item ?p ?v .
    BIND(LANG(?v) AS ?language)
    FILTER(!ISLITERAL(?v) || LANG(?v) IN ("", "en", "mul"))
  }} UNION {{
    ?v schema:about ?item ; schema:isPartOf <https://en.wikipedia.org/> .
    BIND(schema:about AS ?p)
  }} UNION {{
    ?item {_WIKIS} ?v .
    BIND(wikibase:sitelinks AS ?p)
  }} UNION {{
    ?item p:P1549 ?s .
    ?s ps:P1549 ?v ; wikibase:rank ?rank .
    FILTER(LANG(?v) = "en" && ?rank != wikibase:DeprecatedRank)
    BIND(wdt:P1549 AS ?p)
    BIND("en" AS ?language)
  }}
}}"""
"""Values of the properties that an index needs, of many entities."""

DATES = f"""{_PREFIXES}
SELECT ?item ?p ?v ?precision WHERE {{
  VALUES ?item {{ $ids }}
  VALUES (?p ?value) {{ {" ".join(f"(p:{p} psv:{p})" for p in _DATES)} }}
  ?item ?p ?s .
  ?s a wikibase:BestRank ; ?value [ wikibase:timeValue ?v ; wikibase:timePrecision ?precision ] .
}}"""
"""Dates at their precision."""

SPANS = f"""{_PREFIXES}
SELECT ?item ?p ?s ?v ?start ?startPrecision ?end ?endPrecision ?of WHERE {{
  VALUES ?item {{ $ids }}
  VALUES (?p ?value) {{ {" ".join(f"(p:{p} ps:{p})" for p in _DATED)} }}
  ?item ?p ?s .
  ?s ?value ?v ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
{_SPAN}}}"""
"""Offices held, memberships and parties, dated."""

HOLDERS = f"""{_PREFIXES}
SELECT DISTINCT ?item WHERE {{
  VALUES ?office {{ $ids }}
  ?item p:P39/ps:P39 ?office .
}}"""
"""Who held one of many offices."""

CHANGES = f"""{_PREFIXES}
SELECT ?item ?s ?v ?start ?startPrecision ?end ?endPrecision ?of WHERE {{
  VALUES ?of {{ $ids }}
  ?v wdt:P1001 ?of .
  ?s ps:P39 ?v ; wikibase:rank ?rank ; pqv:P580|pqv:P582 [ wikibase:timeValue ?when ] .
  ?item p:P39 ?s .
  FILTER(?rank != wikibase:DeprecatedRank && ?when >= "$since"^^xsd:dateTime)
{_SPAN.replace("  OPTIONAL { ?s pq:P1001 ?of }", "").rstrip()}
}}"""
"""Offices of many states that somebody took or left since a date."""


def page(kind: Kind, qid: str, after: str, size: int) -> str:
    """The query for the next entities of a class, in the order of their IRIs, after one of them."""
    needs = "".join(f"  ?item wdt:{relation} ?has{relation} .\n" for relation in sorted(kind.needs)[:1])
    if kind.sitelinks:
        needs += f"  ?item {_WIKIS} ?wikis . FILTER(?wikis >= {kind.sitelinks})\n"
    return f"""{_PREFIXES}
SELECT DISTINCT ?item WHERE {{
  ?item wdt:P31 wd:{qid} .
{needs}  FILTER(STR(?item) > "{_ENTITY}{after}")
}} ORDER BY STR(?item) LIMIT {size}"""


def ids(rows: Iterable[Row], name: str = "item") -> list[str]:
    """The ids that a variable is bound to, each once, in order."""
    return list(dict.fromkeys(qid(row[name]) for row in rows if row[name].startswith(_ENTITY)))


def qid(value: str) -> str:
    """The id in an IRI."""
    return value.removeprefix(_ENTITY)


def entities(endpoint: Endpoint, wanted: Sequence[str], *, spans: bool = True) -> dict[str, Json]:
    """Entities in the API's form, with what an index needs of them and no more.

    Raises:
        WikidataUnavailable: no answer, after retries.
    """
    found: dict[str, Json] = {}
    # Endpoints give solutions in any order; sorted, the same answers make the same entity.
    for row in sorted(endpoint.in_parts(VALUES, wanted, PART), key=lambda row: (row["p"], row["v"])):
        _value(found.setdefault(qid(row["item"]), _empty(qid(row["item"]))), row)
    if not spans:
        return found
    for row in sorted(endpoint.in_parts(DATES, wanted, PART), key=lambda row: (row["p"], row["v"])):
        if (item := qid(row["item"])) in found:
            _claim(found[item], row["p"], _time(row["v"], row["precision"]))
    by_item: defaultdict[str, list[Row]] = defaultdict(list)
    for row in endpoint.in_parts(SPANS, wanted, PART):
        by_item[qid(row["item"])].append(row)
    for item, rows in by_item.items():
        for relation, statement in statements(rows):
            if item in found:
                found[item]["claims"].setdefault(relation, []).append(statement)
    return found


def statements(rows: Iterable[Row], relation: str = "P39") -> Iterator[tuple[str, Json]]:
    """Relation and statement of each span among these rows, in the order of the statements' ids."""
    by_id = {row["s"]: row for row in rows}
    for _, row in sorted(by_id.items()):
        if not row["v"].startswith(_ENTITY):
            continue
        qualifiers: Json = {}
        for name, key in (("start", "P580"), ("end", "P582")):
            if row.get(f"{name}Precision"):
                qualifiers[key] = [_snak(_time(row[name], row[f"{name}Precision"]))]
        if row.get("of", "").startswith(_ENTITY):
            qualifiers["P1001"] = [_snak({"id": qid(row["of"])})]
        statement = {"rank": "normal", "mainsnak": _snak({"id": qid(row["v"])}), "qualifiers": qualifiers}
        yield row.get("p", relation).rsplit("/", 1)[-1], statement


def _empty(item: str) -> Json:
    return {"id": item, "type": "item", "labels": {}, "aliases": {}, "claims": {}, "sitelinks": {}}


def _value(entity: Json, row: Row) -> None:
    """Put one solution of VALUES into an entity."""
    name, value, language = row["p"].rsplit("/", 1)[-1].rsplit("#", 1)[-1], row["v"], row.get("language", "")
    text = {"language": language, "value": value}
    match name:
        case "label":
            entity["labels"][language] = text
        case "altLabel":
            entity["aliases"].setdefault(language, []).append(text)
        case "description":
            entity.setdefault("descriptions", {})[language] = text
        case "sitelinks":
            entity["sitelinks"] |= {f"{n}wiki": {} for n in range(int(value))}
        case "about":
            entity["sitelinks"].pop("0wiki", None)
            entity["sitelinks"]["enwiki"] = {}
        case "P625":
            longitude, latitude = value.lower().removeprefix("point(").rstrip(")").split()
            _claim(entity, name, {"latitude": float(latitude), "longitude": float(longitude)})
        case "P1082":
            _claim(entity, name, {"amount": value})
        case "P1549":
            _claim(entity, name, {"language": language, "text": value})
        case _:
            _claim(entity, name, {"id": qid(value)} if value.startswith(_ENTITY) else value)


def _claim(entity: Json, relation: str, value: Any) -> None:
    name = relation.rsplit("/", 1)[-1]
    entity["claims"].setdefault(name, []).append({"rank": "normal", "mainsnak": _snak(value)})


def _snak(value: Any) -> Json:
    return {"snaktype": "value", "datavalue": {"value": value}}


def _time(value: str, precision: str) -> Json:
    return {"time": value if value.startswith(("+", "-")) else f"+{value}", "precision": int(precision)}
