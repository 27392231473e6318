"""The Reconciliation Service API, version 0.2, of the W3C's Entity Reconciliation Community Group.

What OpenRefine and other programs ask to match names in tables with entities. This module knows what to
answer; HTTP is the business of `web`. https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from loader.knowledge import Knowledge, Matcher, NameQuery, Suggestion
from loader.model import EntityType
from loader.rdf import GEOKG, WD
from loader.serve.properties import HINTS, PROPERTIES, type_name

BATCH = 50
"""Queries of one request."""
MOST_IDS = 1000
"""Entities of which properties are fetched in one request."""
MOST_CANDIDATES = 50
_LONGEST = 1000
"""Characters of a name or a sentence that are looked at."""
_SUGGESTED = 10
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=$|T)")
_QID = re.compile(r"Q[1-9]\d*")

Answer = dict[str, Any]


class BadQueryError(ValueError):
    """A request is not of the protocol; the message says where, and what may stand there."""


class TooLargeError(BadQueryError):
    """A request asks for too much at once."""


class EntityValue(BaseModel):
    """An entity as the value of a property."""

    id: str
    name: str = ""


class PropertyValue(BaseModel):
    """What a row tells of a name."""

    pid: str
    v: "str | float | bool | EntityValue | list[str | float | bool | EntityValue]"


class Query(BaseModel):
    """A query of a batch; fields that the protocol does not know are passed over."""

    query: str = ""
    type: str | list[str] = []
    limit: int = Field(default=_SUGGESTED, gt=0)
    properties: list[PropertyValue] = []
    type_strict: Literal["any", "should", "all"] = "should"


class WantedProperty(BaseModel):
    """A property to fetch."""

    id: str


class Extension(BaseModel):
    """Which properties of which entities to fetch."""

    ids: list[str]
    properties: list[WantedProperty]


_BATCH = TypeAdapter(dict[str, Query])
_EXTENSION = TypeAdapter(Extension)
_TYPES = {kind.lower(): kind for kind in EntityType}


class Reconciliation:
    """Answers the requests of the protocol; may be asked from several threads."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, version: str) -> None:
        self._knowledge, self._matcher, self._version = knowledge, matcher, version

    def manifest(self, root: str) -> Answer:
        """What the service is and can do; `root` is the address that it is asked under, without a final /."""

        def suggest(what: str) -> Answer:
            return {"service_url": root, "service_path": f"/reconcile/suggest/{what}"}

        return {
            "versions": ["0.2"],
            "name": "geokg (states, organisations, people and places of politics, by Wikidata id)",
            "identifierSpace": str(WD),
            "schemaSpace": str(GEOKG),
            "documentation": f"{root}/",
            "serviceVersion": self._version,
            "defaultTypes": [_type(kind) for kind in EntityType],
            "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
            "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 140},
            "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
            "extend": {
                "propose_properties": {"service_url": root, "service_path": "/reconcile/extend/propose"},
                "property_settings": [],
            },
            "batchSize": BATCH,
        }

    def answer(self, batch: object) -> Answer:
        """Candidates for each query of a batch, best first.

        Raises:
            BadQueryError: a query is not of the protocol.
        """
        if isinstance(batch, dict) and len(batch) > BATCH:
            raise TooLargeError(f"queries: {len(batch)} in one batch; no more than {BATCH}")
        queries = _read(_BATCH, batch, "queries")
        asked = {name: self._name_query(name, query) for name, query in queries.items()}
        return {
            name: {"result": self._candidates(asked[name], query) if query.query.strip() else []}
            for name, query in queries.items()
        }

    def suggest(self, what: str, prefix: str, skip: int) -> Answer:
        """Entities, types or properties whose names begin so."""
        if what == "entity":
            found = self._matcher.complete(_clean(prefix), _SUGGESTED, skip)
            return {
                "result": [
                    {
                        "id": s.facts.qid,
                        "name": s.facts.label,
                        "description": s.description,
                        "notable": [_type(s.facts.type)],
                    }
                    for s in found
                ]
            }
        known = [_type(kind) for kind in EntityType] if what == "type" else _hints()
        start = prefix.strip().lower()
        fitting = [one for one in known if any(one[key].lower().startswith(start) for key in ("id", "name"))]
        return {"result": fitting[skip : skip + 2 * _SUGGESTED]}

    def propose(self, kind: str, limit: int | None) -> Answer:
        """Properties that are known of entities of a type; of any, when the type is none of ours."""
        of = _TYPES.get(kind.lower())
        fitting = [
            {"id": key, "name": known.name, "description": known.description}
            for key, known in PROPERTIES.items()
            if of is None or of in known.types
        ]
        answer: Answer = {"type": kind, "properties": fitting[:limit]}
        return answer if limit is None else {**answer, "limit": limit}

    def extend(self, request: object) -> Answer:
        """Values of properties of entities.

        Raises:
            BadQueryError: the request is not of the protocol, or names a property that there is none of.
        """
        wanted = _read(_EXTENSION, request, "extend")
        if len(wanted.ids) > MOST_IDS:
            raise TooLargeError(f"extend: {len(wanted.ids)} ids; no more than {MOST_IDS}")
        properties = [p.id for p in wanted.properties]
        if unknown := [p for p in properties if p not in PROPERTIES]:
            raise BadQueryError(f"extend: no property {unknown[0]!r}; there are {', '.join(PROPERTIES)}")
        rows = {}
        for qid in wanted.ids:
            facts = self._knowledge.facts(qid)
            rows[qid] = {
                p: list(PROPERTIES[p].values(self._knowledge, facts)) if facts is not None else []
                for p in properties
            }
        return {"meta": [{"id": p, "name": PROPERTIES[p].name} for p in properties], "rows": rows}

    def preview(self, qid: str) -> str | None:
        """A small page on an entity, or None when the index does not have it."""
        facts = self._knowledge.facts(qid)
        if facts is None:
            return None
        names = f"<p>Also: {escape(', '.join(facts.aliases[:5]))}</p>" if facts.aliases else ""
        return _page(
            facts.label, f"<p>{escape(self._matcher.describe(facts))}</p>{names}<p>{escape(facts.qid)}</p>"
        )

    def _name_query(self, name: str, query: Query) -> NameQuery:
        if not query.query.strip() and not query.properties:
            raise BadQueryError(f"queries: {name}: give query, the name to look for")
        given = [query.type] if isinstance(query.type, str) else query.type
        if unknown := [kind for kind in given if kind and _local(kind) not in _TYPES]:
            raise BadQueryError(f"queries: {name}: no type {unknown[0]!r}; there are {', '.join(EntityType)}")
        hints: dict[str, str] = {}
        for hint in query.properties:
            if hint.pid not in HINTS:
                raise BadQueryError(
                    f"queries: {name}: no property {hint.pid!r}; there are {', '.join(HINTS)}"
                )
            values = hint.v if isinstance(hint.v, list) else [hint.v]
            texts = (v.id if isinstance(v, EntityValue) else str(v) for v in values)
            hints.setdefault(hint.pid, _clean(next(texts, "")))
        date = _DATE.match(hints.get("date", ""))
        return NameQuery(
            _clean(query.query),
            tuple(_TYPES[_local(kind)] for kind in given if kind),
            self._state(hints.get("country", "")),
            date.group() if date else None,
            hints.get("context", ""),
        )

    def _state(self, text: str) -> str | None:
        """The state of an id or a name; a cell that names none tells nothing."""
        if _QID.fullmatch(text):
            return text
        names = self._knowledge.lookup(text) if text else ()
        return next((name.qid for name in names if name.type is EntityType.STATE), None)

    def _candidates(self, asked: NameQuery, query: Query) -> list[Answer]:
        found: Iterable[Suggestion] = self._matcher.match(asked, MOST_CANDIDATES)
        if asked.types and query.type_strict != "should":
            found = [one for one in found if one.facts.type in asked.types]
        return [_candidate(one) for one in list(found)[: min(query.limit, MOST_CANDIDATES)]]


def _hints() -> list[Answer]:
    return [{"id": key, "name": hint.name, "description": hint.description} for key, hint in HINTS.items()]


def _candidate(one: Suggestion) -> Answer:
    return {
        "id": one.facts.qid,
        "name": one.facts.label,
        "description": one.description,
        "type": [_type(one.facts.type)],
        "score": round(100 * one.score, 2),
        "match": one.sure,
        "features": [{"id": reason, "value": weight} for reason, weight in dict(one.reasons).items()],
    }


def _type(kind: EntityType) -> Answer:
    return {"id": str(kind), "name": type_name(kind)}


def _local(kind: str) -> str:
    """The last part of an IRI or prefixed name, in lower case."""
    return re.split(r"[#:/]", kind)[-1].lower()


def _clean(text: str) -> str:
    """One line of no more than is looked at, without halves of characters."""
    return " ".join(text.encode("utf-8", "replace").decode().split())[:_LONGEST]


def _read(adapter: TypeAdapter[Any], value: object, where: str) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in (where, *fault["loc"]))
        raise BadQueryError(f"{place}: {fault['msg']}") from error


def _page(title: str, body: str) -> str:
    """A page of HTML; `body` is HTML already."""
    style = "body{font:14px sans-serif;margin:8px}h1{font-size:16px;margin:0 0 4px}p{margin:2px 0}"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def welcome(root: str, version: str) -> str:
    """The page that tells what is served and where."""
    return _page(
        f"geokg {version}",
        f"<p>Reconciliation service (API version 0.2), for OpenRefine and other programs: "
        f"<code>{escape(root)}/reconcile</code></p>",
    )
