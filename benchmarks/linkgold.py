"""Entities that the extractor finds in public gold sets, with the Wikidata id that each should get.

Read by linking.py. A case is one extracted entity as the linker weighs it: its candidates with their
features, and the right answer. Entities that a set says nothing of, or whose id cannot be told, make none.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loader.knowledge import NameKind
from loader.link import Index, Linker
from loader.link.ranking import Features
from loader.model import Article, Entity, EntityType, Extraction, MentionKind
from loader.pipeline import Pipeline
from loader.record import from_json, to_json

NAMING = (MentionKind.NAME, MentionKind.ADJECTIVE)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """An extracted entity; `gold` is None where the index does not hold what it is, so that NIL is right."""

    article: str
    entity: Entity
    kind: str
    gold: str | None
    options: tuple[str, ...]
    vectors: tuple[Features, ...]
    by_prior: str | None
    """What the best known bearer of the name would be: the baseline."""


def documents(bench: Path, name: str) -> list[Json]:
    """The articles of a gold set as it is on disk."""
    with gzip.open(bench / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def extractions(pipeline: Pipeline, bench: Path, name: str, cache: Path | None) -> dict[str, Extraction]:
    """The extraction of each text, before linking; read from `cache` where it is there, and kept there."""
    kept = cache / f"{name.replace('/', '-')}.records.jsonl" if cache else None
    if kept is not None and kept.exists():
        records = [from_json(line) for line in kept.read_bytes().splitlines()]
    else:
        texts = [
            Article(str(d["id"]), d["text"], published=d.get("date"), url=d.get("url"))
            for d in documents(bench, name)
        ]
        records = [pipeline.extractor.extract(article) for article in texts]
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text("".join(f"{to_json(record)}\n" for record in records), encoding="utf-8")
    return {record.article.id: record for record in records}


def cases(
    linker: Linker, docs: Iterable[Json], records: Mapping[str, Extraction], name: str
) -> Iterator[Case]:
    """The cases of a gold set, in its order."""
    read = _dwie if name.startswith("dwie/") else _spans
    for document in docs:
        record = records[str(document["id"])]
        wanted = read(document, record, linker.index)
        for named, options, vectors in linker.considered(record):
            if named.entity.id in wanted:
                gold, kind = wanted[named.entity.id]
                yield Case(
                    record.article.id,
                    named.entity,
                    kind,
                    gold,
                    tuple(found.qid for found, _ in options),
                    tuple(vectors),
                    best_known(linker.index, record, named.entity),
                )


def best_known(index: Index, record: Extraction, entity: Entity) -> str | None:
    """The baseline: of its longest name that the index has, the bearer with the highest prior."""
    texts = {record.article.text[m.start : m.end] for m in entity.mentions if m.kind in NAMING}
    for text in sorted(texts, key=lambda text: (-len(text), text)):
        if found := index.lookup(text):
            return found[0].qid
    return None


def _dwie(document: Json, record: Extraction, index: Index) -> dict[str, tuple[str | None, str]]:
    """Entity id -> id and kind; an adjective's entity counts as its state's, as when it is scored."""
    fold = {r["h"]: r["t"] for r in document["relations"] if r["r"] == "gpe0"}
    whose: dict[tuple[int, int], int] = {}
    for entity in document["entities"]:
        for start, end in entity["mentions"]:
            whose[start, end] = fold.get(entity["id"], entity["id"])
    by_id = {entity["id"]: entity for entity in document["entities"]}
    found = {}
    for entity in record.entities:
        votes = Counter(
            g for m in entity.mentions for span, g in whose.items() if _same(span, (m.start, m.end))
        )
        if votes:
            gold = by_id[votes.most_common(1)[0][0]]
            known, qid = _dwie_id(gold, index)
            if known:
                found[entity.id] = (qid, _dwie_kind(gold))
    return found


def _dwie_id(entity: Json, index: Index) -> tuple[bool, str | None]:
    """Whether it is known what an entity is, and its id in the index; the set has Wikipedia titles.

    An entity without a title, or with one that the index lacks, is none of the index, unless the index has
    one of its kind by its name: then the set may be incomplete, or the title another, and nothing is known.
    """
    if qid := entity.get("qid_silver"):
        return True, qid if index.facts(qid) else None
    title = (entity.get("wiki") or "").replace("_", " ")
    found = index.lookup(title) if title else ()
    if len(found) == 1 and found[0].kind is NameKind.LABEL and found[0].text == title:
        return True, found[0].qid
    named = {*found, *index.lookup(title.split(" (")[0]), *index.lookup(entity.get("name") or "")}
    kind = _dwie_kind(entity)
    return not any(kind == "other" or _kind(name.type) == kind for name in named), None


def _dwie_kind(entity: Json) -> str:
    types = set(entity["types"])
    if types & {"gpe0", "gpe0-x"}:
        return "state"
    return next((kind for kind in ("person", "organization", "location") if kind in types), "other")


def _spans(document: Json, record: Extraction, index: Index) -> dict[str, tuple[str | None, str]]:
    """Entity id -> id and kind, of entities that have a mention just as the set has it."""
    gold = {(m["b"], m["e"]): m.get("qid") or "" for m in document["mentions"]}
    found = {}
    for entity in record.entities:
        ids = [gold[m.start, m.end] for m in entity.mentions if (m.start, m.end) in gold and m.kind in NAMING]
        if ids:
            qid = Counter(ids).most_common(1)[0][0]
            found[entity.id] = (qid if index.facts(qid) else None, _kind(entity.type))
    return found


def _kind(entity_type: EntityType) -> str:
    match entity_type:
        case EntityType.PERSON:
            return "person"
        case EntityType.STATE:
            return "state"
        case EntityType.PLACE:
            return "location"
        case EntityType.CONFLICT | EntityType.AGREEMENT | EntityType.NAMED_EVENT:
            return "other"
    return "organization"


def _same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches share more than half of the longer: "US" is not "the US government"."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0.5 * max(a[1] - a[0], b[1] - b[0])
