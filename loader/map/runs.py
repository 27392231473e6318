"""A run of geokg as RDF: when, by which version, how many articles, which article graphs it made.

For the graph `runs`. Depends on nothing but what it is told; what a run is, `pipeline` knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from loader.map import literals, terms
from loader.rdf import Iris, Triple


@dataclass(frozen=True, slots=True)
class LoadRun:
    """A load that has ended. Times need a time zone; `loaded` are content hashes of articles."""

    started: datetime
    ended: datetime
    version: str
    loaded: Sequence[str] = ()
    unchanged: int = 0
    superseded: int = 0
    rejected: int = 0


def run_triples(iris: Iris, run: LoadRun) -> Iterator[Triple]:
    """The triples of a run, for `iris.graph("runs")`.

    Raises:
        ValueError: a time has no time zone.
    """
    started = literals.instant(run.started)
    node, software = iris.run(str(started)), iris.software(run.version)
    yield node, terms.TYPE, terms.LOAD_RUN
    yield node, terms.STARTED, started
    yield node, terms.ENDED, literals.instant(run.ended)
    yield node, terms.ASSOCIATED_WITH, software
    yield software, terms.TYPE, terms.SOFTWARE_AGENT
    yield software, terms.SOFTWARE_VERSION, literals.text(run.version)
    yield node, terms.ARTICLES_LOADED, literals.integer(len(run.loaded))
    yield node, terms.ARTICLES_UNCHANGED, literals.integer(run.unchanged)
    yield node, terms.ARTICLES_SUPERSEDED, literals.integer(run.superseded)
    yield node, terms.ARTICLES_REJECTED, literals.integer(run.rejected)
    for content_hash in run.loaded:
        yield node, terms.GENERATED, iris.article_graph(content_hash)
