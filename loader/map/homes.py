"""Whose a body is that the index lacks: the interior ministries of two states are not one by their name.

Told by the article alone, with its links: where it puts the body, or the one state that it names.
"""

from collections.abc import Mapping

from loader.model import EntityType, Extraction, Link, Modality, Origin, Polarity, StatementType

_BODIES = frozenset({EntityType.GOVERNMENT_BODY, EntityType.ARMED_FORCE})


def homes(extraction: Extraction, links: Mapping[str, Link]) -> dict[str, str]:
    """The Wikidata id of the state, alliance or place that a body is of, by the body's entity.

    A body that the article puts in two is of none; so is one that it puts nowhere, unless it names just one
    state.
    """
    bodies = {entity.id for entity in extraction.entities if entity.type in _BODIES}
    if not bodies:
        return {}
    qids = {entity: link.qid for entity, link in links.items() if link.qid is not None}
    wholes: dict[str, set[str]] = {body: set() for body in bodies}
    for statement in extraction.statements:
        if (
            statement.type is StatementType.PART
            and statement.origin is Origin.TEXT
            and statement.polarity is Polarity.AFFIRMED
            and statement.modality is Modality.ASSERTED
        ):
            for part in bodies.intersection(statement.roles.get("part", ())):
                wholes[part].update(qids[w] for w in statement.roles.get("whole", ()) if w in qids)
    states = {
        qids[entity.id]
        for entity in extraction.entities
        if entity.type is EntityType.STATE and entity.id in qids
    }
    told = {body: found or states for body, found in wholes.items()}
    return {body: next(iter(found)) for body, found in told.items() if len(found) == 1}
