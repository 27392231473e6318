"""A handful of facts, and the index built from them; and the index that ships, built once a session."""

import gzip
import json
from pathlib import Path

import pytest

from loader.link import Index, build_index, default_index

ENTITIES = [
    {
        "id": "Q30",
        "label": "United States",
        "kind": "state",
        "aliases": ["US", "U.S."],
        "demonyms": ["American"],
        "sitelink": "x",
    },
    {
        "id": "Q230",
        "label": "Georgia",
        "kind": "state",
        "demonyms": ["Georgian"],
        "sitelink": "x",
        "iso2": "GE",
        "lat": 42.0,
        "lon": 43.5,
    },
    {
        "id": "Q1428",
        "label": "Georgia (region)",
        "kind": "region",
        "country": "Q30",
        "population": 10_000_000,
    },
    {"id": "Q232", "label": "Kazakhstan", "kind": "state", "demonyms": ["Kazakh"], "sitelink": "x"},
    {"id": "Q27", "label": "Ireland", "kind": "state", "demonyms": ["Irish"], "sitelink": "x"},
    {"id": "Q7184", "label": "Treaty Club", "kind": "organisation", "aliases": ["TC"]},
    {"id": "Q100", "label": "Athens", "kind": "city", "country": "Q1428", "population": 120_000},
    {"id": "Q101", "label": "Minister of War", "kind": "position"},
    {"id": "Q102", "label": "desert", "kind": "other"},
    {
        "id": "Q200881",
        "label": "Kassym-Jomart Tokayev",
        "kind": "person",
        "country": "Q232",
        "born": "1953-05-17",
        "sitelink": "x",
    },
    {
        "id": "Q57394",
        "label": "Nursultan Nazarbayev",
        "kind": "person",
        "country": "Q232",
        "born": "1940-07-06",
        "sitelink": "x",
    },
    {
        "id": "Q901",
        "label": "John Smith",
        "kind": "person",
        "country": "Q30",
        "born": "1950",
        "aliases": ["prime minister"],
    },
    {"id": "Q902", "label": "John Smith", "kind": "person", "country": "Q27", "born": "1995"},
    {"id": "Q903", "label": "Mary Murphy", "kind": "person", "country": "Q27", "born": "1960"},
]
RELATIONS = [
    {
        "s": "Q57394",
        "p": "P39",
        "label": "President of Kazakhstan",
        "of": "Q232",
        "role": "head_of_state",
        "start": "1991-12-16",
        "end": "2019-03-20",
    },
    {
        "s": "Q200881",
        "p": "P39",
        "label": "President of Kazakhstan",
        "of": "Q232",
        "role": "head_of_state",
        "start": "2019-03-20",
        "as_of": "2026-05",
    },
    {
        "s": "Q903",
        "p": "P39",
        "label": "Mayor of Cork",
        "of": "Q27",
        "role": "other",
        "start": "2010",
        "ended_by": "2014-01-31",
    },
    {
        "s": "Q901",
        "p": "P39",
        "label": "Minister of Health",
        "of": "Q30",
        "role": "minister",
        "start": "2001",
        "end": "2005",
        "end_inferred": True,
    },
    {"s": "Q30", "p": "P463", "o": "Q7184", "start": "1949"},
    {"s": "Q27", "p": "P463", "o": "Q7184", "end": "1960"},
    {"s": "Q232", "p": "P36", "o": "Q100"},
]


def write_facts(folder: Path, entities=ENTITIES, relations=RELATIONS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("entities", entities), ("relations", relations)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(
                json.dumps({"sources": ["here"], "description": "prose", **row}) + "\n" for row in rows
            )
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return write_facts(tmp_path / "facts")


@pytest.fixture
def small(facts: Path, tmp_path: Path) -> Index:
    build_index(facts, tmp_path / "small.sqlite")
    return Index(tmp_path / "small.sqlite")


@pytest.fixture(scope="session")
def shipped() -> Index:
    return default_index()
