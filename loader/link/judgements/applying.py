"""Judgements in the place of what the ranking chose; reads no file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loader.knowledge import Knowledge
from loader.link.judgements.standing import Judgements
from loader.model import EntityType, Extraction, Link, Verdict

METHOD = "judgement"
"""Method of a link that a person decided."""
_SURE = 1.0


def judged(
    links: Sequence[Link], extraction: Extraction, judgements: Judgements, knowledge: Knowledge
) -> tuple[Link, ...]:
    """The links of an article, in their order, with those that a person decided in place of the ranking's.

    Such a link is sure (score 1), also where a person decided that it is nothing that Wikidata has. It does
    not need the index to know the entity. The candidates stay those of the ranking.
    """
    if not judgements:
        return tuple(links)
    everywhere = _decided(links, extraction, judgements, ())
    countries = _countries(everywhere, extraction, knowledge)
    return _decided(links, extraction, judgements, countries)


def _decided(
    links: Iterable[Link], extraction: Extraction, judgements: Judgements, countries: Sequence[str]
) -> tuple[Link, ...]:
    entities = {entity.id: entity for entity in extraction.entities}
    result = []
    for link in links:
        judgement = judgements.find(entities[link.entity], extraction.article, countries)
        if judgement is None:
            result.append(link)
        else:
            qid = judgement.qid if judgement.verdict is Verdict.ENTITY else None
            result.append(replace(link, qid=qid, score=_SURE, method=METHOD))
    return tuple(result)


def _countries(links: Iterable[Link], extraction: Extraction, knowledge: Knowledge) -> tuple[str, ...]:
    """States that the article names, the most named first; of those named as often, the lower id."""
    entities = {entity.id: entity for entity in extraction.entities}
    named: Counter[str] = Counter()
    for link in links:
        if link.qid is None:
            continue
        entity, facts = entities[link.entity], knowledge.facts(link.qid)
        if (entity.type if facts is None else facts.type) is EntityType.STATE:
            named[link.qid] += len(entity.mentions)
    return tuple(sorted(named, key=lambda qid: (-named[qid], int(qid[1:]))))
