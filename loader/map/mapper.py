"""The package's one object: extraction in, RDF out, before and after linking."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from loader.errors import MappingError
from loader.knowledge import Knowledge
from loader.map.descriptions import Descriptions
from loader.map.frame import article_triples, evidence_triples, mention_triples
from loader.map.judgements import judgement_triples
from loader.map.linking import apply_links, is_named
from loader.map.rules import load_rules
from loader.map.statements import LocalEntity, StatementMapper
from loader.model import Evidence, Extraction, Judgement, Link, Origin
from loader.rdf import Iris, LinkedArticle, MappedArticle, SharedBlock, Situation, Triple
from loader.resources import ontology_dir
from loader.settings import Settings

JUDGEMENTS = "judgements:"
"""Id of the block that holds all judgements."""


class Mapper:
    """Maps extractions by the rules of an ontology folder (default: the one that ships with geokg).

    Raises:
        MappingError: `mapping.yaml` or the ontology has a fault; the message tells file and line.
    """

    def __init__(self, settings: Settings, *, ontology: Path | None = None) -> None:
        self.rules = load_rules(ontology or ontology_dir())
        self._iris = Iris(settings.base)
        self._shortcut_confidence = settings.shortcut_confidence
        self._descriptions: Descriptions | None = None

    def map(self, extraction: Extraction) -> MappedArticle:
        """The article with local entity and situation IRIs; depends on the extraction alone.

        Statements of origin `background` are left out: they are the index's word, not the article's. One that
        a derived statement came from is told by whom it is about.

        Raises:
            MappingError: a statement does not fit `mapping.yaml`; the message names article and statement.
        """
        article = extraction.article
        content_hash = article.content_hash
        entities = {
            entity.id: LocalEntity(
                self._iris.local_entity(content_hash, entity.id), entity.type, is_named(entity)
            )
            for entity in extraction.entities
        }
        node = self._iris.article(content_hash)
        triples: list[Triple] = list(article_triples(node, article, content_hash, self.rules.date_evidence))
        named = ((entity, entities[entity.id].iri) for entity in extraction.entities)
        triples.extend(mention_triples(self._iris, article, content_hash, named, self.rules.mention_kind))
        situations: list[Situation] = []
        shortcuts: dict[Triple, None] = {}
        quoted: dict[tuple[int, int], Evidence] = {}
        mapper = StatementMapper(self._iris, self.rules, extraction, entities)
        for statement in extraction.statements:
            if statement.origin is Origin.BACKGROUND:
                continue
            try:
                mapped = mapper.map(statement, shortcut_confidence=self._shortcut_confidence)
            except MappingError as error:
                raise MappingError(f"{article.identity}: {error}") from error
            triples.extend(mapped.triples)
            situations.extend(mapped.situations)
            shortcuts.update(dict.fromkeys(mapped.shortcuts))
            quoted.update(((e.start, e.end), e) for e in statement.evidence)
        for (start, end), evidence in quoted.items():
            triples.extend(evidence_triples(self._iris.evidence(content_hash, start, end), article, evidence))
        return MappedArticle(
            graph=self._iris.article_graph(content_hash),
            entities={local: entity.iri for local, entity in entities.items()},
            triples=tuple(triples),
            situations=tuple(situations),
            shortcuts=tuple(shortcuts),
        )

    def judgements(self, judgements: Iterable[Judgement]) -> SharedBlock:
        """What people decided names to mean, as the one block that fills the graph `links`."""
        graph = self._iris.graph("links")
        triples = judgement_triples(self._iris, self.rules.entities, judgements)
        return SharedBlock(JUDGEMENTS, tuple((*triple, graph) for triple in triples))

    def link(
        self, mapped: MappedArticle, extraction: Extraction, links: Sequence[Link], knowledge: Knowledge
    ) -> LinkedArticle:
        """The article with canonical IRIs, and the blocks that it shares with others.

        Blocks whose id begins with `background:` tell what the index knows; they are the same for
        every article, and are kept without counting who supports them.

        Raises:
            MappingError: a link is for no entity of the article.
        """
        if self._descriptions is None or self._descriptions.knowledge is not knowledge:
            self._descriptions = Descriptions(self._iris, self.rules, knowledge)
        return apply_links(self._iris, mapped, extraction, links, self._descriptions)
