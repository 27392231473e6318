"""Stretches of text, and which predicted entity is which gold one by the words they share."""

from collections.abc import Mapping, Sequence

from loader.model import Entity

Span = tuple[int, int]
"""Start and end in code points, end exclusive."""


def overlap(a: Span, b: Span) -> int:
    """How many code points both hold."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def spans(entity: Entity) -> tuple[Span, ...]:
    """Where the entity is mentioned."""
    return tuple((m.start, m.end) for m in entity.mentions)


def align(predicted: Sequence[Entity], gold: Mapping[str, Sequence[Span]]) -> dict[str, str]:
    """Predicted entity id -> gold entity id, one to one, most shared mentions first.

    A predicted mention is shared when it covers more than half of the shorter of itself and a gold
    mention. Ties go by id, as text, so that the result does not depend on any order.
    """
    shared = []
    for entity in predicted:
        own = spans(entity)
        for key, theirs in gold.items():
            count = sum(any(same_place(a, b) for b in theirs) for a in own)
            if count:
                shared.append((-count, entity.id, key))
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for _, mine, key in sorted(shared):
        if mine not in mapping and key not in taken:
            mapping[mine] = key
            taken.add(key)
    return mapping


def same_place(a: Span, b: Span) -> bool:
    """Whether two stretches share more than half of the shorter one."""
    return overlap(a, b) > 0.5 * min(a[1] - a[0], b[1] - b[0])
