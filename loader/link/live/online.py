"""The linker that asks Wikidata for what the index could not decide.

Everything else is decided by the index alone, exactly as without a network; when Wikidata does not answer,
so is the rest, after one line that says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from loader.errors import WikidataUnavailable
from loader.knowledge import EntityFacts, IndexedName, Tenure
from loader.link.build import build_from_rows
from loader.link.document import Named, named_entities
from loader.link.index import Index
from loader.link.judgements import METHOD as JUDGED
from loader.link.linker import Linker
from loader.link.live.api import WikidataApi
from loader.link.live.finder import Finder
from loader.link.live.joined import Joined
from loader.link.live.manners import Clock, Manners
from loader.link.names import person_key
from loader.model import Entity, EntityType, Extraction, Link, MentionKind
from loader.settings import Settings

DOUBTFUL = 0.75
"""A link with a lower score than this is asked for: of these the index gets one in five wrong."""
METHOD = "live:"
"""Begins the method of a link that only the live answers made."""


class Learnt(Joined):
    """The index, and what was learnt of the entities linked live: what a record and its graph are made with.

    By a name only what the index knows is found, so that no article's links depend on another's.
    """

    def __init__(self, index: Index) -> None:
        super().__init__(index, index)
        self._learnt: dict[str, tuple[EntityFacts, tuple[Tenure, ...]]] = {}

    def learn(self, qid: str, source: Index) -> None:
        """Keep what `source` knows of an entity that the index lacks."""
        facts = source.facts(qid)
        if facts is not None and self.first.facts(qid) is None:
            self._learnt[qid] = (facts, source.tenures_of(qid))

    def names(self) -> Iterator[IndexedName]:
        """Every name of the index."""
        return self.first.names()

    def facts(self, qid: str) -> EntityFacts | None:
        """What is known of an entity."""
        return self._learnt[qid][0] if qid in self._learnt else self.first.facts(qid)

    def tenures_of(self, person: str) -> tuple[Tenure, ...]:
        """Offices a person held."""
        return self._learnt[person][1] if person in self._learnt else self.first.tenures_of(person)

    def tenures_at(self, of: str, categories: frozenset[str] | None = None) -> tuple[Tenure, ...]:
        """Tenures of the offices of a state or body, as the index has them."""
        return self.first.tenures_at(of, categories)


class OnlineLinker:
    """A `Linker` with Wikidata behind it. Close it, or use `with`."""

    def __init__(
        self,
        linker: Linker,
        settings: Settings,
        warn: Callable[[str], None] = lambda _: None,
        clock: Clock | None = None,
    ) -> None:
        """Ask nothing yet.

        Args:
            linker: decides first, and ranks what is found.
            settings: contact, endpoint and cache.
            warn: gets one line when Wikidata cannot be asked.
            clock: for tests.

        Raises:
            SettingsError: no contact is set.
            WikidataUnavailable: the cache folder cannot be made.
        """
        self.linker = linker
        self.knowledge = Learnt(linker.index)
        self._warn = warn
        self._api = WikidataApi(settings, Manners(settings.contact, clock or Clock()))
        self._finder = Finder(self._api)
        self._down = False

    def __enter__(self) -> "OnlineLinker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def index(self) -> Index:
        """The index, and what was learnt: what a record and its graph are to be made with."""
        return self.knowledge

    def close(self) -> None:
        """Close the cache."""
        self._api.close()

    def link(self, extraction: Extraction) -> tuple[Link, ...]:
        """One link an entity, in the extraction's order, as `Linker.link`; those made live say so."""
        links = self.linker.link(extraction)
        asked = {
            link.entity: name
            for named, link in zip(named_entities(extraction), links, strict=True)
            if (name := _to_ask(named, link))
        }
        if not asked or self._down:
            return links
        try:
            entities, relations = self._finder.find(asked.values())
        except WikidataUnavailable as fault:
            self._down = True
            self._warn(f"{fault}; going on with the index alone")
            return links
        if not entities:
            return links
        with TemporaryDirectory(prefix="geokg-live-") as folder:
            path = Path(folder) / "found.sqlite"
            build_from_rows(entities, relations, path)
            found = Index(path)
            ranked = Linker(Joined(self.linker.index, found), self.linker.ranking).link(extraction)
            return tuple(
                self._better(link, other, found) if link.entity in asked else link
                for link, other in zip(links, ranked, strict=True)
            )

    def _better(self, link: Link, other: Link, found: Index) -> Link:
        """The link with the live candidates, where it is to one of them and surer than without.

        What stays unknown keeps the live candidates, for whoever reviews it.
        """
        if other.qid is None and link.qid is None:
            return replace(other, method=f"{METHOD}{other.method}") if other.candidates else link
        if other.qid is None or other.qid == link.qid or found.facts(other.qid) is None:
            return link
        if link.qid is not None and other.score <= link.score:
            return link
        self.knowledge.learn(other.qid, found)
        return replace(other, method=f"{METHOD}{other.method}")


def _to_ask(named: Named, link: Link) -> str | None:
    """The name to ask Wikidata for, or None when the index has decided or there is none."""
    if not named.named or link.method == JUDGED or (link.qid is not None and link.score >= DOUBTFUL):
        return None
    if not any(mention.kind is MentionKind.NAME for mention in named.entity.mentions):
        return None
    texts = [
        surface.text for surface in named.surfaces if surface.count and surface.text != surface.text.lower()
    ]
    return _bare(named.entity, texts[0]) if texts else None


def _bare(entity: Entity, text: str) -> str:
    """A person's name without the titles before it, which no item is called by."""
    words = text.split()
    if entity.type is EntityType.PERSON:
        while len(words) > 1 and person_key(" ".join(words[1:])) == person_key(text):
            words = words[1:]
    return " ".join(words)
