"""IPTC's ninjs, generations 1 to 3: its lists of headlines and bodies as plain fields.

Everything else of ninjs has names that `fields.yaml` lists. Source: the schemas at iptc.org/std/ninjs.
"""

from collections.abc import Mapping
from typing import Any

_TYPES = {"text/plain": "body_text", "text/html": "body_html", "application/xhtml+xml": "body_html"}


def flat(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, if it is ninjs with `headline` and bodies as plain fields beside its lists."""
    bodies, headlines = record.get("bodies"), record.get("headlines")
    if not isinstance(bodies, list):
        return record
    found: dict[str, Any] = dict(record)
    for body in bodies:
        if isinstance(body, Mapping):
            kind = str(body.get("contentType") or body.get("contenttype") or body.get("role") or "text/plain")
            name = _TYPES.get(kind.casefold(), "body_html" if "html" in kind else "body_text")
            found.setdefault(name, body.get("value"))
    for headline in headlines if isinstance(headlines, list) else ():
        if isinstance(headline, Mapping) and "value" in headline:
            found.setdefault("headline", headline["value"])
    return found
