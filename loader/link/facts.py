"""The facts that an index is built from: reading them, and making the compact form that ships.

Two folder formats hold the same facts. The collected one has `entities.jsonl.gz` with a `kind`, prose
and sources on each row. The compact one has the same two files without prose: every entity has its
final `type`, every tenure its office category. Rows are dictionaries here, at the edge, and nowhere else.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from loader.errors import IndexFault
from loader.link.classify import entity_type, office_category, read_yaml
from loader.link.names import name_key
from loader.model import EntityType

ENTITIES = "entities.jsonl.gz"
RELATIONS = "relations.jsonl.gz"

Row = dict[str, Any]
Rows = Callable[[], Iterable[Row]]
"""Reads rows from their beginning, at each call anew."""

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
    """Compact entity and relation rows of a folder in either format, all in memory.

    Raises:
        IndexFault: a file is missing, damaged or not in either format; the message says which.
    """
    facts = Facts.of_folder(folder)
    entities = sorted(facts.entities(), key=lambda row: int(row["id"][1:]))
    known = {row["id"] for row in entities}
    return entities, sorted(facts.relations(known.__contains__), key=sort_key)


def compact_rows(entities: list[Row], relations: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of the collected format made compact: what no type fits is left out, and all is in order."""
    compactor = Compactor(entities, relations)
    kept = [found for row in entities if (found := compactor.entity(row))]
    known = {row["id"] for row in kept}
    facts = [fact for row in relations if (fact := compact_relation(row, known.__contains__))]
    kept.sort(key=lambda row: int(row["id"][1:]))
    return kept, sorted(facts, key=sort_key)


class Facts:
    """Facts that can be read as often as needed, a row at a time; given compact, whatever their format."""

    def __init__(self, source: str, entities: Rows, relations: Rows, *, compact: bool) -> None:
        """Facts that the two functions read anew at each call.

        Raises:
            IndexFault: they are not in the format; `source` names them in the message.
        """
        self.source = source
        self._entities, self._relations = entities, relations
        with self._layout():
            self._compactor = None if compact else Compactor(entities(), relations())

    @staticmethod
    def of_folder(folder: Path) -> "Facts":
        """The facts of a folder in either format; both files are read once, to see that they are whole.

        Raises:
            IndexFault: a file is missing, damaged or not in either format; the message says which.
        """
        first = next(_read(folder / ENTITIES), None)
        if first is None:
            raise IndexFault(f"{folder / ENTITIES}: holds no entities; an index cannot be built from it")
        return Facts(
            str(folder),
            lambda: _read(folder / ENTITIES),
            lambda: _read(folder / RELATIONS),
            compact="type" in first,
        )

    def entities(self) -> Iterator[Row]:
        """The compact rows of the entities, in the order in which they are stored."""
        with self._layout():
            for row in self._entities():
                if self._compactor is None:
                    _ = row["id"], row["type"], row["label"]
                    yield row
                elif found := self._compactor.entity(row):
                    yield found

    def relations(self, known: Callable[[str], bool]) -> Iterator[Row]:
        """The compact rows of the relations; `known` tells whether an id is that of an entity."""
        with self._layout():
            for row in self._relations():
                fact = row if self._compactor is None else compact_relation(row, known)
                if fact:
                    yield fact

    @contextmanager
    def _layout(self) -> Iterator[None]:
        try:
            yield
        except (KeyError, TypeError) as error:
            raise IndexFault(
                f"{self.source}: not the facts format that docs/index.md describes: lacks {error}"
            ) from error


class Compactor:
    """Makes entity rows of the collected format compact; keeps only what is told of states and alliances."""

    def __init__(self, entities: Iterable[Row], relations: Iterable[Row]) -> None:
        states: set[str] = set()
        demonyms: set[str] = set()
        for row in entities:
            if row["kind"] in ("state", "territory"):
                states.add(row["id"])
            if row["kind"] == "state":
                demonyms |= {name_key(demonym) for demonym in row.get("demonyms", ())}
        self._demonyms = demonyms | {key + "s" for key in demonyms}
        self._members = Counter(row["o"] for row in relations if row["p"] == "P463" and row["s"] in states)
        self._yielding = read_yaml("types.yaml")["yields_to_demonyms"]

    def entity(self, row: Row) -> Row | None:
        """The compact row; None for what no type fits and for a people called by the demonym of a state."""
        kind = entity_type(row, self._members[row["id"]])
        if kind is None:
            return None
        if row["kind"] == "other" and kind == self._yielding and name_key(row["label"]) in self._demonyms:
            return None
        return _compact_entity(row, kind)


def sort_key(relation: Row) -> str:
    """Puts relations in an order of their own, whatever the order they came in."""
    return json.dumps(relation, sort_keys=True)


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


def compact_relation(row: Row, known: Callable[[str], bool]) -> Row | None:
    """A tenure or membership whose ends are in the index; other relations are not kept."""
    if not known(row["s"]):
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
    if row["p"] in ("P463", "P102") and known(row["o"]):
        return {key: row[key] for key in ("s", "p", "o", "start", "end") if key in row}
    return None


def _write(path: Path, rows: Iterable[Row]) -> None:
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=9) as out,
    ):
        out.writelines(line(row).encode() for row in rows)


def line(row: Row) -> str:
    """A row as it is stored, and as the hash of the facts counts it."""
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
