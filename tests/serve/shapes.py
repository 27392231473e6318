"""What version 0.2 of the Reconciliation Service API says of its answers, as JSON Schema, in own words."""

from typing import Any

Schema = dict[str, Any]
STRING: Schema = {"type": "string", "minLength": 1}
WITH_ID: Schema = {"type": "string", "pattern": r"\{\{id\}\}"}


def record(required: Schema, optional: Schema | None = None, *, closed: bool = False) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": not closed,
    }


def array(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


TYPE = record({"id": STRING, "name": STRING})
SERVICE = record({"service_url": STRING, "service_path": STRING})
MANIFEST = record(
    {
        "versions": array(STRING, contains={"const": "0.2"}),
        "name": STRING,
        "identifierSpace": {"type": "string", "format": "uri", "pattern": "^http"},
        "schemaSpace": {"type": "string", "format": "uri", "pattern": "^http"},
    },
    {
        "documentation": {"type": "string", "pattern": "^http"},
        "serviceVersion": STRING,
        "defaultTypes": array(TYPE, uniqueItems=True),
        "view": record({"url": WITH_ID}),
        "preview": record({"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": record({"entity": SERVICE, "type": SERVICE, "property": SERVICE}, closed=True),
        "extend": record({}, {"propose_properties": SERVICE, "property_settings": array({})}),
        "batchSize": {"type": "integer", "minimum": 1},
    },
    closed=True,
)
FEATURE = record({"id": STRING, "value": {"type": ["number", "boolean"]}})
CANDIDATE = record(
    {"id": STRING, "name": STRING, "score": {"type": "number"}},
    {
        "description": {"type": "string"},
        "match": {"type": "boolean"},
        "type": array(TYPE),
        "features": array(FEATURE),
    },
    closed=True,
)
RESULTS: Schema = {
    "type": "object",
    "additionalProperties": record({"result": array(CANDIDATE)}, closed=True),
}
SUGGESTED = record(
    {"id": STRING, "name": STRING}, {"description": {"type": "string"}, "notable": array(TYPE)}
)
SUGGESTIONS = record({"result": array(SUGGESTED)}, closed=True)
PROPOSALS = record({"type": {"type": "string"}, "properties": array(TYPE)}, {"limit": {"type": "integer"}})
VALUE: Schema = {
    "oneOf": [
        record({"id": STRING, "name": STRING}, closed=True),
        record({"str": {"type": "string"}}, closed=True),
        record({"float": {"type": "number"}}, closed=True),
        record({"int": {"type": "integer"}}, closed=True),
    ]
}
EXTENSION = record(
    {
        "meta": array(TYPE),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": array(VALUE)},
        },
    },
    closed=True,
)
