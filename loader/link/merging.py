"""The extraction record with its links: ids and coordinates filled in, entities of one id made one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loader.knowledge import Knowledge
from loader.model import Entity, Extraction, Link, Statement


def with_links(
    extraction: Extraction, links: Iterable[Link], knowledge: Knowledge | None = None
) -> Extraction:
    """The record after linking.

    Entities that turned out to be the same one are merged into the first of them, which keeps its id and
    takes the type and name of the most mentioned; statements speak of it from then on. Entities without
    a link stay as they are. Coordinates need `knowledge`.
    """
    by_entity = {link.entity: link for link in links}
    groups: dict[str, list[Entity]] = {}
    for entity in extraction.entities:
        link = by_entity.get(entity.id)
        linked = entity if link is None else _linked(entity, link, knowledge)
        groups.setdefault(linked.qid or linked.id, []).append(linked)
    renamed = {member.id: group[0].id for group in groups.values() for member in group}
    return replace(
        extraction,
        entities=tuple(_merged(group) for group in groups.values()),
        statements=tuple(_rewritten(statement, renamed) for statement in extraction.statements),
    )


def _linked(entity: Entity, link: Link, knowledge: Knowledge | None) -> Entity:
    facts = knowledge.facts(link.qid) if knowledge is not None and link.qid is not None else None
    return replace(
        entity,
        qid=link.qid,
        score=link.score,
        candidates=link.candidates,
        lat=facts.lat if facts else entity.lat,
        lon=facts.lon if facts else entity.lon,
    )


def _merged(group: list[Entity]) -> Entity:
    if len(group) == 1:
        return group[0]
    surest = max(group, key=lambda entity: entity.score)
    most = max(group, key=lambda entity: len(entity.mentions))
    mentions = {(m.start, m.end, m.kind): m for entity in reversed(group) for m in entity.mentions}
    return replace(
        surest,
        id=group[0].id,
        type=most.type,
        name=most.name,
        mentions=tuple(mentions[place] for place in sorted(mentions)),
    )


def _rewritten(statement: Statement, renamed: Mapping[str, str]) -> Statement:
    def once(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(renamed.get(entity, entity) for entity in ids))

    return replace(
        statement,
        roles={role: once(ids) for role, ids in statement.roles.items()},
        sources=once(statement.sources),
    )
