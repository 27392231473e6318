"""The facts that an index is built from: reading them, and making the compact form that ships.

Two folder formats hold the same facts. The collected one has `entities.jsonl.gz` with a `kind`, prose
and sources on each row. The compact one has the same two files without prose: every entity has its
final `type`, every tenure its office category. Rows are dictionaries here, at the edge, and nowhere else.
"""

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from loader.errors import IndexFault
from loader.link.classify import entity_type, office_category, read_yaml
from loader.link.names import name_key
from loader.model import EntityType

ENTITIES = "entities.jsonl.gz"
RELATIONS = "relations.jsonl.gz"

Row = dict[str, Any]

_KEPT = (
    "label",
    "aliases",
    "demonyms",
    "country",
    "lat",
    "lon",
    "iso2",
    "iso3",
    "start",
    "end",
    "born",
    "died",
)
_TENURE_KEPT = ("of", "start", "end", "as_of")


def compact(source: Path, target: Path) -> None:
    """Write the compact facts of `source` to the folder `target`: same input, same bytes.

    Raises:
        IndexFault: `source` does not hold the two files, or one is damaged.
    """
    entities, relations = read_facts(source)
    target.mkdir(parents=True, exist_ok=True)
    _write(target / ENTITIES, entities)
    _write(target / RELATIONS, relations)


def read_facts(folder: Path) -> tuple[list[Row], list[Row]]:
    """Compact entity and relation rows of a folder in either format.

    Raises:
        IndexFault: a file is missing, damaged or not in either format; the message says which.
    """
    entities = list(_read(folder / ENTITIES))
    relations = list(_read(folder / RELATIONS))
    if not entities:
        raise IndexFault(f"{folder / ENTITIES}: holds no entities; an index cannot be built from it")
    try:
        if "type" not in entities[0]:
            entities, relations = compact_rows(entities, relations)
    except (KeyError, TypeError) as error:
        raise IndexFault(
            f"{folder}: not the facts format that docs/index.md describes: lacks {error}"
        ) from error
    return entities, relations


def facts_hash(entities: Iterable[Row], relations: Iterable[Row]) -> str:
    """SHA-256 of compact rows: equal facts, equal hash, in whichever format they came."""
    digest = hashlib.sha256()
    for rows in (entities, relations):
        for row in rows:
            digest.update(_line(row).encode())
    return digest.hexdigest()


def compact_rows(entities: list[Row], relations: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of the collected format made compact: what no type fits is left out, and all is in order."""
    states = {row["id"] for row in entities if row["kind"] in ("state", "territory")}
    members = Counter(row["o"] for row in relations if row["p"] == "P463" and row["s"] in states)
    demonyms = {name_key(d) for row in entities if row["kind"] == "state" for d in row.get("demonyms", ())}
    yielding = read_yaml("types.yaml")["yields_to_demonyms"]
    kept = []
    for row in entities:
        kind = entity_type(row, members[row["id"]])
        if kind is None:
            continue
        if (
            row["kind"] == "other"
            and kind == yielding
            and name_key(row["label"]) in demonyms | _plural(demonyms)
        ):
            continue
        kept.append(_compact_entity(row, kind))
    known = {row["id"] for row in kept}
    facts = [fact for row in relations if (fact := _compact_relation(row, known))]
    kept.sort(key=lambda row: int(row["id"][1:]))
    return kept, sorted(facts, key=lambda row: json.dumps(row, sort_keys=True))


def _plural(keys: Iterable[str]) -> set[str]:
    return {key + "s" for key in keys}


def _compact_entity(row: Row, kind: EntityType) -> Row:
    """An entity row without prose; aliases that are common nouns or single letters go.

    An alias without any capital letter or digit ("prime minister", "police") is a description, not a
    name: looked for in news text it would match everywhere.
    """
    result: Row = {"id": row["id"], "type": kind.value}
    result |= {key: row[key] for key in _KEPT if row.get(key) not in (None, [], "")}
    aliases = [a for a in row.get("aliases", ()) if len(a) > 1 and a != a.lower()]
    if aliases:
        result["aliases"] = aliases
    else:
        result.pop("aliases", None)
    if row.get("types"):
        result["types"] = row["types"]
    if row.get("population"):
        result["population"] = row["population"]
    if row.get("capital_of"):
        result["capital_of"] = row["capital_of"]
    if row.get("sitelink"):
        result["wikipedia"] = True
    sources = row.get("sources", ())
    result["sources"] = sources if isinstance(sources, int) else len(sources)
    return result


def _compact_relation(row: Row, known: set[str]) -> Row | None:
    """A tenure or membership whose ends are in the index; other relations are not kept."""
    if row["s"] not in known:
        return None
    if row["p"] == "P39":
        fact: Row = {"s": row["s"], "p": "P39", "label": row["label"]}
        fact["category"] = office_category(row.get("role"), row["label"])
        if "o" in row:
            fact["o"] = row["o"]
        fact |= {key: row[key] for key in _TENURE_KEPT if key in row}
        if row.get("end_inferred"):
            fact["end_is_bound"] = True
        elif "end" not in row and "ended_by" in row:
            # Gone from the list of that date: the tenure had ended by then, nobody knows when.
            fact |= {"end": row["ended_by"], "end_is_bound": True}
        return fact
    if row["p"] in ("P463", "P102") and row["o"] in known:
        return {key: row[key] for key in ("s", "p", "o", "start", "end") if key in row}
    return None


def _write(path: Path, rows: Iterable[Row]) -> None:
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as out,
    ):
        out.writelines(_line(row).encode() for row in rows)


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _read(path: Path) -> Iterator[Row]:
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise IndexFault(f"{path}, line {number}: not JSON ({error}); fetch the file anew") from error
        if not isinstance(row, dict):
            raise IndexFault(f"{path}, line {number}: not a JSON object; fetch the file anew")
        yield row


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as lines:
            yield from lines
    except FileNotFoundError as error:
        raise IndexFault(
            f"{path.parent} holds no {path.name}: name a folder with {ENTITIES} and {RELATIONS} in it"
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise IndexFault(f"{path}: damaged or not gzip ({error}); fetch the file anew") from error
