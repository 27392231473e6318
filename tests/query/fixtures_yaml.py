"""Fixtures for queries: articles written down in YAML with what they say, closed, mapped, stored for real."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from loader.closure import close, shipped_rules
from loader.joining import join_events
from loader.knowledge import EntityFacts, IndexedName, MembershipFact, NameKind, Tenure
from loader.map import Mapper, ontology_triples
from loader.model import (
    Article,
    Count,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Link,
    Mention,
    Modality,
    Polarity,
    Statement,
    StatementType,
    TimeSpan,
)
from loader.rdf import Iris, normalise
from loader.resources import ontology_dir
from loader.settings import Settings
from loader.store import Library

FIXTURES = Path(__file__).parent / "fixtures"
ONTOLOGY = ontology_triples(ontology_dir())


class World:
    """Stands in for the entity index, with what world.yaml holds."""

    def __init__(self) -> None:
        told = yaml.safe_load((FIXTURES / "world.yaml").read_text(encoding="utf-8"))
        self._facts = {
            qid: EntityFacts(qid=qid, **{**about, "type": EntityType(about["type"])})
            for qid, about in told["entities"].items()
        }
        self._tenures = [Tenure(**_texts(t)) for t in told["tenures"]]
        self._memberships = [MembershipFact(**_texts(m)) for m in told["memberships"]]

    def names(self) -> Iterator[IndexedName]:
        for f in self._facts.values():
            yield IndexedName(f.label, f.qid, f.type, NameKind.LABEL, f.prior)
            yield from (IndexedName(a, f.qid, f.type, NameKind.ALIAS, f.prior) for a in f.aliases)

    def lookup(self, name: str) -> tuple[IndexedName, ...]:
        found = (n for n in self.names() if normalise(n.text) == normalise(name))
        return tuple(sorted(found, key=lambda n: -n.prior))

    def facts(self, qid: str) -> EntityFacts | None:
        return self._facts.get(qid)

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        return tuple(t for t in self._tenures if t.holder == person)

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        return tuple(t for t in self._tenures if t.of == of and t.category in (categories or {t.category}))

    def memberships_of(self, member: str) -> tuple[MembershipFact, ...]:
        return tuple(m for m in self._memberships if m.member == member)

    def members_of(self, organization: str) -> tuple[MembershipFact, ...]:
        return tuple(m for m in self._memberships if m.organization == organization)


def load(name: str, settings: Settings) -> None:
    """Store the articles of a fixture, beside the ontology."""
    mapper, world = Mapper(settings), World()
    with Library.open(settings, create=True) as library:
        library.describe(Iris(settings.base).graph("ontology"), ONTOLOGY, replace=True)
        for told in yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8")):
            extraction = close(_extraction(told), shipped_rules())
            links = [_link(local, about.get("qid")) for local, about in told["entities"].items()]
            linked = mapper.link(mapper.map(extraction), extraction, links, world)
            library.put(extraction.article, extraction, links, linked)
        join_events(library, Iris(settings.base))


def _link(local: str, qid: str | None) -> Link:
    return Link(local, qid, 0.9, "label") if qid else Link(local, None, 0.0, "nil")


def _extraction(told: dict[str, Any]) -> Extraction:
    about = _texts({k: told[k] for k in ("id", "title", "url", "published", "publisher", "text")})
    article = Article(**about)
    entities = [
        Entity(
            local,
            EntityType(e["type"]),
            e["name"],
            tuple(Mention(m.start(), m.end()) for m in re.finditer(re.escape(e["name"]), article.text)),
        )
        for local, e in told["entities"].items()
    ]
    assert all(e.mentions for e in entities)
    statements = [_statement(f"s{n}", s, article) for n, s in enumerate(told["statements"], 1)]
    return Extraction(article, tuple(entities), tuple(statements))


def _statement(name: str, told: dict[str, Any], article: Article) -> Statement:
    start = article.text.index(told["says"])
    return Statement(
        id=name,
        type=StatementType(told["type"]),
        roles={r: (f,) if isinstance(f, str) else tuple(f) for r, f in told["roles"].items()},
        values={k: Count(**v) if isinstance(v, dict) else v for k, v in told["values"].items()},
        time=TimeSpan(**_texts(told["time"])) if "time" in told else None,
        polarity=Polarity(told.get("polarity", "affirmed")),
        modality=Modality(told.get("modality", "asserted")),
        sources=tuple(told.get("sources", ())),
        confidence=0.9,
        evidence=(Evidence(start, start + len(told["says"])),),
    )


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    """YAML reads a date as a date; the model wants its text."""
    return {k: v if isinstance(v, bool) or v is None else str(v) for k, v in values.items()}
