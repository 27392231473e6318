"""One Wikidata entity, as the API and the dumps give it, read into a row of what an index needs.

The row is that of the collected facts (docs/index.md) with more: lists `offices`, `member_of` and `party`,
and of a state `heads`, the offices of its heads by role; `relations` turns these into relation rows once the
offices' own rows are known. English only; deprecated statements are not
read. Nothing here reads a file or the network.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from loader.link.facts import Row
from loader.link.kinds import QID, Kinds

Json = dict[str, Any]

_CLASSES_OF_OFFICES = ("P31", "P279")
_MOST_SOURCES = 8
"""What prior.yaml counts at most; see `fame`."""


def item_row(entity: Json, kinds: Kinds, *, strict: bool = True) -> Row | None:
    """The row of an entity, or None when it is not of a kind that is taken up, or has no English label.

    `strict` applies what dump-classes.yaml says beyond the class: `needs` and `sitelinks`.
    """
    claims = entity.get("claims") or {}
    label = _text(entity, "labels")
    qid = str(entity.get("id", ""))
    if label is None or not QID.fullmatch(qid):
        return None
    classes = _items(claims, "P31")
    kind = kinds.kind_of(classes, claims)
    sitelinks = entity.get("sitelinks") or {}
    wikis = [site for site in sitelinks if site.endswith("wiki") and site != "commonswiki"]
    if kind is None:
        return None
    if strict and (len(wikis) < kind.sitelinks or (kind.needs and kind.needs.isdisjoint(claims))):
        return None
    row: Row = {"id": qid, "label": label, "kind": kind.name, "types": sorted(set(classes))}
    row |= {
        "aliases": _texts(entity, label),
        "description": _text(entity, "descriptions"),
        "demonyms": list(dict.fromkeys(_english(claims, "P1549"))),
        "sitelink": "enwiki" in sitelinks,
        "sources": fame(len(wikis)),
    }
    row |= _values(claims, kind.name)
    row |= _links(claims, kind.name)
    return {key: value for key, value in row.items() if value not in (None, [], {}, "", False)}


def fame(wikis: int) -> int:
    """How many sources name an entity, told from the number of Wikipedias that have an article on it.

    The prior counts the sources of the embedded facts, from 0 to 8; the logarithm of the Wikipedias runs
    over the same range (255 or more give 8).
    """
    return min(_MOST_SOURCES, round(math.log2(1 + wikis)))


def relations(row: Row, offices: Mapping[str, Row], roles: Mapping[str, Iterable[str]]) -> Iterator[Row]:
    """The tenures and memberships of a row, as rows of the collected facts.

    `offices` are the rows of positions by id; `roles` the roles of those that a state names as its head's.
    A tenure of an office whose label is not known cannot be shown, and is left out.
    """
    for held in row.get("offices", ()):
        office = offices.get(held["o"])
        if office is None:
            continue
        dated = {key: held[key] for key in ("start", "end") if key in held}
        of = held.get("of") or office.get("of")
        base = {"s": row["id"], "p": "P39", "o": held["o"], "label": office["label"], **dated}
        if of:
            base["of"] = of
        for role in sorted(roles.get(held["o"], ())) or [office["role"]]:
            yield {**base, "role": role}
    for key, relation in (("member_of", "P463"), ("party", "P102")):
        for belongs in row.get(key, ()):
            yield {"s": row["id"], "p": relation, **belongs}


def office_row(entity: Json, kinds: Kinds) -> Row | None:
    """What is needed of a position: its label, role, and whose office it is; None without a label."""
    label = _text(entity, "labels")
    claims = entity.get("claims") or {}
    if label is None:
        return None
    classes = [qid for relation in _CLASSES_OF_OFFICES for qid in _items(claims, relation)]
    row = {"id": entity["id"], "label": label, "role": kinds.role_of(classes, label)}
    of = (_items(claims, "P1001") or _items(claims, "P2389") or _items(claims, "P17"))[:1]
    return row | {"of": of[0]} if of else row


def state_offices(entity: Json) -> dict[str, list[str]]:
    """The offices that a state names as those of its heads, by role."""
    claims = entity.get("claims") or {}
    return {"head_of_state": _items(claims, "P1906"), "head_of_government": _items(claims, "P1313")}


def date(value: Json) -> str | None:
    """A time value as an ISO date at its precision; None before year 1 or vaguer than a year."""
    time, precision = str(value["time"]), int(value.get("precision", 11))
    if not time.startswith("+") or precision < 9:
        return None
    year, month, day = time[1:].split("T")[0].split("-")
    year = year[-4:].rjust(4, "0")
    return "-".join((year, month, day)[: min(precision, 11) - 8])


def _values(claims: Json, kind: str) -> Row:
    """Dates, places and codes."""
    row: Row = {
        "country": next(iter(_items(claims, "P27" if kind == "person" else "P17")), None),
        "iso2": next(_plain(claims, "P297"), None),
        "iso3": next(_plain(claims, "P298"), None),
        "population": _population(claims),
        "capital_of": next(iter(_items(claims, "P1376")), None) if kind == "city" else None,
    }
    if kind == "person":
        return row | {"born": _date(claims, "P569"), "died": _date(claims, "P570")}
    row["start"] = _date(claims, "P571") or _date(claims, "P580") or _date(claims, "P585")
    row["end"] = _date(claims, "P576") or _date(claims, "P582")
    if kind in ("state", "former_state") and row["country"]:
        row["country"] = None
    for point in _main(claims, "P625"):
        row |= {"lat": point["latitude"], "lon": point["longitude"]}
        break
    return row


def _links(claims: Json, kind: str) -> Row:
    """Offices, memberships, parties; of a state the offices of its heads; of an office whose it is."""
    row: Row = {"member_of": list(_dated(claims, "P463"))}
    if kind == "person":
        row["offices"] = list(_dated(claims, "P39"))
        row["party"] = list(_dated(claims, "P102"))
    if kind in ("state", "territory", "former_state"):
        row["heads"] = {role: found for role, found in state_offices({"claims": claims}).items() if found}
    return row


def _dated(claims: Json, relation: str) -> Iterator[Row]:
    """Each statement of a relation to an item: `o`, `start`, `end`, and `of` where it is qualified so."""
    seen = set()
    for statement in _statements(claims, relation):
        value = _snak(statement["mainsnak"])
        if not isinstance(value, dict) or "id" not in value:
            continue
        qualifiers = statement.get("qualifiers") or {}
        row: Row = {"o": value["id"]}
        for key, relation_ in (("start", "P580"), ("end", "P582")):
            dates = [date(v) for snak in qualifiers.get(relation_, ()) if (v := _snak(snak))]
            if dates and dates[0]:
                row[key] = dates[0]
        of = [v["id"] for snak in qualifiers.get("P1001", ()) if (v := _snak(snak))]
        if of:
            row["of"] = of[0]
        mark = tuple(sorted(row.items()))
        if mark not in seen:
            seen.add(mark)
            yield row


def _statements(claims: Json, relation: str) -> list[Json]:
    return [s for s in claims.get(relation, ()) if s.get("rank") != "deprecated"]


def _main(claims: Json, relation: str) -> Iterator[Any]:
    """The best values of a relation: the preferred ones, else all that are not deprecated."""
    statements = _statements(claims, relation)
    preferred = [s for s in statements if s.get("rank") == "preferred"]
    for statement in preferred or statements:
        value = _snak(statement["mainsnak"])
        if value is not None:
            yield value


def _snak(snak: Json) -> Any:
    """The value of a snak; None for "unknown" and "none"."""
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" and "datavalue" in snak else None


def _items(claims: Json, relation: str) -> list[str]:
    """Ids of items that the relation leads to. Old dumps give only their number."""
    values = [v for v in _main(claims, relation) if isinstance(v, dict)]
    return [v["id"] if "id" in v else f"Q{v['numeric-id']}" for v in values if "id" in v or "numeric-id" in v]


def _plain(claims: Json, relation: str) -> Iterator[str]:
    return (value for value in _main(claims, relation) if isinstance(value, str))


def _english(claims: Json, relation: str) -> Iterator[str]:
    for statement in _statements(claims, relation):
        value = _snak(statement["mainsnak"])
        if isinstance(value, dict) and value.get("language") == "en":
            yield value["text"]


def _date(claims: Json, relation: str) -> str | None:
    return next((found for value in _main(claims, relation) if (found := date(value))), None)


def _population(claims: Json) -> int | None:
    amounts = [float(value["amount"]) for value in _main(claims, "P1082")]
    return int(max(amounts)) if amounts else None


def _text(entity: Json, key: str) -> str | None:
    """The English label or description; "mul" holds what is the same in all languages."""
    texts = entity.get(key) or {}
    for language in ("en", "mul"):
        if language in texts:
            return str(texts[language]["value"])
    return None


def _texts(entity: Json, label: str) -> list[str]:
    aliases = entity.get("aliases") or {}
    values = [row["value"] for language in ("en", "mul") for row in aliases.get(language, ())]
    return [text for text in dict.fromkeys(values) if text != label]
