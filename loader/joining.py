"""Telling in the store which events of several articles are likely one; see `loader.map.events`.

Part of the pipeline: done after everything that changes what is stored. The whole of it is found anew from
what the store holds and takes the place of what was told before, so that nothing is left of an article that
went, and a run that was killed is made good by the next. Prints nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import product

from loader.map.events import EventNode, Told, block, cluster
from loader.map.wording import stem, told_words
from loader.rdf import Bindings, Iris
from loader.store import Library

_PAGE = 50_000
_ROOTS = """SELECT DISTINCT ?root WHERE { GRAPH graph:situations { ?event geokg:eventType ?root } }
ORDER BY ?root"""
_EVENTS = """SELECT ?event ?value WHERE {
  GRAPH graph:situations { ?event geokg:eventType <ROOT> ; WHAT ?value } } ORDER BY ?event ?value"""
_OF_EVENTS = {
    "actor": "geokg:actor",
    "recipient": "geokg:recipient",
    "location": "geokg:location",
    "begin": "sem:hasBeginTimeStamp",
    "end": "sem:hasEndTimeStamp",
    "reported": "geokg:reportedIn",
}
_TOLD = """SELECT ?event ?value WHERE {
  GRAPH graph:situations { ?event geokg:eventType <ROOT> }
  GRAPH ?g { ?statement geokg:asserts ?event ; geokg:polarity geokg:Affirmed ; geokg:modality geokg:Asserted ;
    WHAT ?value } } ORDER BY ?event ?value"""
_OF_STATEMENTS = {
    "evidence": "geokg:evidence",
    "trigger": "geokg:trigger",
    "mode": "geokg:mode",
    "outcome": "geokg:eventOutcome",
}
"""What is asked of the statements that tell an event. Each by itself: a store takes ages over OPTIONALs."""
_EVIDENCE = """SELECT DISTINCT ?evidence ?article ?text WHERE {
  GRAPH graph:situations { ?event geokg:eventType <ROOT> }
  GRAPH ?g { ?statement geokg:asserts ?event ; geokg:evidence ?evidence ; prov:hadPrimarySource ?article .
    ?evidence oa:exact ?text } } ORDER BY ?evidence ?article"""
_KILLED = """SELECT ?evidence ?count WHERE {
  GRAPH graph:situations { ?casualties geokg:outcome geokg:outcome-killed }
  GRAPH ?g { ?statement geokg:asserts ?casualties ; geokg:evidence ?evidence ; WHAT ?count } }
ORDER BY ?evidence ?count"""
_ENTITIES = """SELECT DISTINCT ?entity ?value WHERE {
  GRAPH graph:situations { ?event a geokg:PoliticalEvent ; ROLE ?entity }
  GRAPH graph:entities { ?entity WHAT ?value } } ORDER BY ?entity ?value"""
_STATES = """SELECT DISTINCT ?entity ?state WHERE {
  GRAPH graph:situations { ?event a geokg:PoliticalEvent ; ROLE ?entity }
  GRAPH ?g { ?statement geokg:asserts ?event ; ROLEState ?state }
  GRAPH graph:entities { ?entity a geokg:UnlinkedEntity } } ORDER BY ?entity ?state"""
_OF_ENTITIES = {"name": "rdfs:label", "home": "geokg:country", "class": "a"}
_SIDES = ("geokg:actor", "geokg:recipient")

Rows = list[tuple[str, ...]]
Ask = Callable[..., Rows]
Values = defaultdict[tuple[str, str], set[str]]


def join_events(library: Library, iris: Iris) -> bool:
    """Bring the graph of events to what the store holds; whether that changed it.

    Raises:
        StoreError: the store could not be read or written.
    """
    ask = partial(_rows, library)
    told, killed = _entities(ask), _killed(ask)
    clusters = (
        joined
        for (root,) in ask(_ROOTS)
        for joined in cluster(_events(partial(_rows, library, ROOT=root), root, killed), told)
    )
    return library.derive([block(clusters, iris)])


def _killed(ask: Ask) -> Values:
    """Numbers of dead, by the sentence that tells them."""
    killed: Values = defaultdict(set)
    for bound in ("geokg:countMin", "geokg:countMax"):
        for evidence, count in ask(_KILLED, WHAT=bound):
            killed[evidence, "killed"].add(count)
    return killed


def _entities(ask: Ask) -> dict[str, Told]:
    """What is known of those who take part; whose somebody without a Wikidata id is, the articles tell."""
    known: Values = defaultdict(set)
    for role, (name, pattern) in product((*_SIDES, "geokg:location"), _OF_ENTITIES.items()):
        for entity, value in ask(_ENTITIES, ROLE=role, WHAT=pattern):
            known[entity, name].add(value)
    for side in _SIDES:
        for entity, state in ask(_STATES, ROLE=side):
            known[entity, "home"].add(state)
    return {
        entity: Told(
            name=min(_of(known, entity, "name"), default=""),
            homes=_of(known, entity, "home"),
            classes=frozenset(c.rpartition("#")[2] for c in _of(known, entity, "class")),
        )
        for entity, _ in known
    }


def _events(ask: Ask, root: str, killed: Values) -> Iterator[EventNode]:
    """The events of a root that some article affirms and asserts: what is denied or expected joins none."""
    values: Values = defaultdict(set)
    for query, asked in ((_EVENTS, _OF_EVENTS), (_TOLD, _OF_STATEMENTS)):
        for name, pattern in asked.items():
            for event, value in ask(query, WHAT=pattern):
                values[event, name].add(value)
    sentences = {evidence: (article, told_words(text)) for evidence, article, text in ask(_EVIDENCE)}
    for event in sorted(event for event, name in values if name == "evidence"):
        of = partial(_of, values, event)
        told = [(v, *sentences[v]) for v in of("evidence")]
        yield EventNode(
            event,
            root.rpartition("/")[2].rpartition("#")[2],
            actors=of("actor"),
            recipients=of("recipient"),
            places=of("location"),
            day=_day(of("begin"), of("end"), of("reported")),
            dated=bool(of("begin")),
            articles=frozenset(article for _, article, _ in told),
            modes=of("mode"),
            outcomes=of("outcome"),
            triggers=frozenset(map(stem, of("trigger"))),
            words=frozenset().union(*(words for _, _, words in told)),
            killed=frozenset(int(n) for v, _, _ in told for n in _of(killed, v, "killed")),
        )


def _of(values: Values, node: str, name: str) -> frozenset[str]:
    return frozenset(values.get((node, name), ()))


def _day(begins: frozenset[str], ends: frozenset[str], reported: frozenset[str]) -> date | None:
    """The day of an event: when it is said to be, else when it was reported; None for months and spans."""
    days = begins | ends or reported
    if len(days) != 1:
        return None
    try:
        return date.fromisoformat(next(iter(days)))
    except ValueError:
        return None


def _rows(library: Library, query: str, **words: str) -> Rows:
    """All rows of a query that orders them, page by page, as text; `words` stand for others in the query."""
    for word, meaning in words.items():
        query = query.replace(word, meaning)
    found: Rows = []
    while True:
        answer = library.query(f"{query} LIMIT {_PAGE} OFFSET {len(found)}")
        rows = answer.rows if isinstance(answer, Bindings) else ()
        found.extend(tuple(map(str, row)) for row in rows)
        if len(rows) < _PAGE:
            return found
