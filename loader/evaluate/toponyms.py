"""Places: found at all, and within 161 km (100 miles, the field's usual radius) of the gold coordinates."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loader.evaluate.gold import GoldToponym, ToponymsGold
from loader.evaluate.linking import NAMED
from loader.evaluate.report import Report, per_cent
from loader.evaluate.spans import Span, overlap
from loader.model import Entity, EntityType, Extraction

RADIUS_KM = 161
_EARTH_DIAMETER_KM = 12742
_PLACES = (EntityType.PLACE, EntityType.STATE)


@dataclass(frozen=True, slots=True)
class ToponymsReport(Report):
    """Shares in per cent of the gold toponyms; the accuracy is of those found."""

    toponyms: int
    found: float
    resolved_161km: float
    accuracy_161km_of_found: float
    predicted: int


def score_toponyms(gold: Iterable[ToponymsGold], records: Mapping[str, Extraction]) -> ToponymsReport:
    """Score the gold mentions that have coordinates."""
    wanted = found = near = predicted = 0
    for document in gold:
        guesses = _guesses(records.get(document.id))
        predicted += len(guesses)
        for toponym in document.mentions:
            if toponym.lat is None or toponym.lon is None:
                continue
            wanted += 1
            hits = [e for span, e in guesses if overlap(span, (toponym.b, toponym.e))]
            found += bool(hits)
            near += any(_is_near(entity, toponym) for entity in hits)
    return ToponymsReport(
        toponyms=wanted,
        found=per_cent(found, wanted),
        resolved_161km=per_cent(near, wanted),
        accuracy_161km_of_found=per_cent(near, found),
        predicted=predicted,
    )


def _guesses(record: Extraction | None) -> list[tuple[Span, Entity]]:
    return [
        ((mention.start, mention.end), entity)
        for entity in (record.entities if record else ())
        if entity.type in _PLACES
        for mention in entity.mentions
        if mention.kind in NAMED
    ]


def _is_near(entity: Entity, toponym: GoldToponym) -> bool:
    if entity.lat is None or entity.lon is None or toponym.lat is None or toponym.lon is None:
        return False
    return distance_km((entity.lat, entity.lon), (toponym.lat, toponym.lon)) <= RADIUS_KM


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) in degrees, by the haversine formula."""
    south, north = math.radians(a[0]), math.radians(b[0])
    across = math.cos(south) * math.cos(north) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(min(1, math.sqrt(math.sin((north - south) / 2) ** 2 + across)))
