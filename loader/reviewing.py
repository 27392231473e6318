"""What is left for people to decide: the names of a store that are unknown or doubtful, most frequent first.

Part of the pipeline: it brings together what the store, the linker and the judgements know. Prints nothing
and writes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loader.knowledge import Suggestion
from loader.link import Linker, describe, suggestions
from loader.link.judgements import METHOD, Scope
from loader.link.judgements.standing import is_named, scopes
from loader.link.names import name_key
from loader.model import Entity, EntityType, Extraction, Link
from loader.pipeline import Pipeline
from loader.rdf import Bindings, Iris
from loader.store import Library, LoadedArticle

DOUBTFUL = 0.75
"""Links with a lower score are shown: the same that `--online` asks Wikidata about."""
_EXAMPLES = 3
_CANDIDATES = 5
_STATES = 3
_AROUND = 240
"""Characters of a sentence that are shown on each side of a name, at most."""
_CLUSTERS = "SELECT ?a ?c WHERE {{ GRAPH <{graph}> {{ ?a geokg:inCluster ?c }} }} LIMIT {limit} OFFSET {skip}"
_STOP = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n")


class Place(NamedTuple):
    """An article in which a name stands, and the entity's id in its record."""

    version: LoadedArticle
    entity: str


@dataclass(slots=True)
class Case:
    """One name to decide on: everywhere, or in one article where that does not even have a name.

    `reports` counts copies of one text once. `now` counts what the name is linked to, None for unknown;
    `states` are those named most in its articles. `places` are some, of different reports.
    """

    name: str
    type: EntityType
    article: str | None
    articles: int = 0
    mentions: int = 0
    score: float = 0.0
    now: Counter[str | None] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    candidates: dict[str, float] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    clusters: set[str] = field(default_factory=set)

    @property
    def reports(self) -> int:
        """Articles that are not copies of one another."""
        return len(self.clusters)

    @property
    def scope(self) -> Scope:
        """What a judgement of this case is about, unless a narrower scope is chosen."""
        return Scope(name_key(self.name), self.type, None, self.article)

    def countries(self) -> list[str]:
        """The states named most in the articles, as a narrower scope."""
        return [qid for qid, _ in sorted(self.states.items(), key=lambda s: (-s[1], int(s[0][1:])))][:_STATES]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with the name in it at `start` to `end`, and which article says it."""

    text: str
    start: int
    end: int
    source: str


def cases(
    pipeline: Pipeline,
    library: Library,
    *,
    below: float = DOUBTFUL,
    on_article: Callable[[str], None] = lambda _: None,
) -> list[Case]:
    """Names that are unknown, or linked with a score below `below`, and that nobody decided on yet.

    The most reports first. Who has no name in an article is a case only where there is a link to doubt.
    """
    clusters = _clusters(library, Iris(pipeline.settings.base))
    found: dict[Scope, Case] = {}
    for version in library.articles():
        extraction, links = library.record(version), library.links_of(version)
        by_entity = {link.entity: link for link in links}
        states = _states(pipeline, extraction, by_entity)
        for entity in extraction.entities:
            link = by_entity.get(entity.id)
            if link is not None and _open(pipeline, entity, link, extraction, states, below):
                _count(found, entity, link, version, clusters.get(version.content_hash), states)
        on_article(version.title or version.identity)
    return sorted(found.values(), key=lambda c: (-c.reports, -c.articles, -c.mentions, c.scope.name, c.type))


def candidates(pipeline: Pipeline, library: Library, case: Case) -> list[Suggestion]:
    """The best candidates of a case, with the reasons that its first article gives."""
    linker = pipeline.linker if isinstance(pipeline.linker, Linker) else pipeline.linker.linker
    place = case.places[0]
    found = {s.facts.qid: s for s in suggestions(linker, library.record(place.version), place.entity)}
    ranked = sorted(case.candidates, key=lambda qid: (-case.candidates[qid], int(qid[1:])))
    result = []
    for qid in ranked[:_CANDIDATES]:
        facts = pipeline.knowledge.facts(qid)
        reasons = found[qid].reasons if qid in found else ()
        if facts is not None:
            words = describe(facts, pipeline.knowledge)
            result.append(Suggestion(facts, words, case.candidates[qid], reasons=reasons))
    return result


def quotes(library: Library, case: Case) -> Iterator[Quote]:
    """Sentences in which the name of a case stands, one for each of its places."""
    for place in case.places:
        extraction = library.record(place.version)
        entity = next(e for e in extraction.entities if e.id == place.entity)
        if not entity.mentions:
            continue
        named = [m for m in entity.mentions if m.kind == "name"] or list(entity.mentions)
        text, source = extraction.article.text, extraction.article
        start, end = _sentence(text, named[0].start, named[0].end)
        told = ", ".join(part for part in (source.publisher, source.published) if part)
        yield _quote(text, start, end, named[0].start, named[0].end, told or place.version.identity)


def _quote(text: str, start: int, end: int, name_start: int, name_end: int, source: str) -> Quote:
    """The stretch as one line, without what a terminal would take for a command."""
    before = plain(text[start:name_start]).lstrip()
    name = plain(text[name_start:name_end]).strip()
    after = plain(text[name_end:end]).rstrip()
    return Quote(f"{before}{name}{after}", len(before), len(before) + len(name), plain(source))


def plain(text: str) -> str:
    """Text of an article as it may be printed: white space as single spaces, no control characters."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", re.sub(r"\s+", " ", text))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """About the sentence around a stretch of text: to the next full stop or line end on each side."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    stops = [m.end() for m in _STOP.finditer(text, first, min(len(text), start + 1)) if m.end() <= start]
    stop = _STOP.search(text, end, last)
    return (stops[-1] if stops else first), (stop.end() if stop else last)


def _open(
    pipeline: Pipeline,
    entity: Entity,
    link: Link,
    extraction: Extraction,
    states: Counter[str],
    below: float,
) -> bool:
    """Whether a person should look at a link."""
    if link.method == METHOD or (link.qid is not None and link.score >= below) or not name_key(entity.name):
        return False
    if link.qid is None and not is_named(entity):
        return False
    said = pipeline.judgements
    return not any(said.standing(scope) for scope in scopes(entity, extraction.article, states))


def _count(
    found: dict[Scope, Case],
    entity: Entity,
    link: Link,
    version: LoadedArticle,
    cluster: str | None,
    states: Counter[str],
) -> None:
    """Add an entity of an article to its case."""
    article = None if is_named(entity) else version.identity
    scope = Scope(name_key(entity.name), entity.type, None, article)
    case = found.setdefault(scope, Case(plain(entity.name), entity.type, article))
    case.articles += 1
    case.mentions += len(entity.mentions)
    case.now[link.qid] += 1
    case.score = max(case.score, link.score)
    case.states.update(states)
    for candidate in link.candidates:
        case.candidates[candidate.qid] = max(case.candidates.get(candidate.qid, 0.0), candidate.score)
    cluster = cluster or version.content_hash
    if cluster not in case.clusters and len(case.places) < _EXAMPLES:
        case.places.append(Place(version, entity.id))
    case.clusters.add(cluster)


def _states(pipeline: Pipeline, extraction: Extraction, links: dict[str, Link]) -> Counter[str]:
    """The states that an article names, by how often."""
    states: Counter[str] = Counter()
    for entity in extraction.entities:
        link = links.get(entity.id)
        facts = pipeline.knowledge.facts(link.qid) if link is not None and link.qid else None
        if facts is not None and facts.type is EntityType.STATE:
            states[facts.qid] += len(entity.mentions)
    return states


def _clusters(library: Library, iris: Iris) -> dict[str, str]:
    """The cluster of copies of each article, by content hash."""
    clusters: dict[str, str] = {}
    prefix, graph, page = str(iris.article("")), iris.graph("syndication"), 50_000
    for skip in range(0, 1 << 31, page):
        answer = library.query(_CLUSTERS.format(graph=graph, limit=page, skip=skip))
        rows = answer.rows if isinstance(answer, Bindings) else ()
        clusters.update({str(a).removeprefix(prefix): str(c) for a, c in rows})
        if len(rows) < page:
            break
    return clusters
