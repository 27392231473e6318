from collections.abc import Iterator
from pathlib import Path

import pytest

from loader.link import Index, Linker
from loader.link.live.manners import Manners
from loader.link.live.online import OnlineLinker
from loader.settings import Settings

from .server import FakeWikidata, entities, item, serve


@pytest.fixture
def wikidata() -> Iterator[FakeWikidata]:
    fake = FakeWikidata(known=dict(entities()))
    fake.known["Q286874"] = item("Q286874", "ABC", P31="Q4167410")
    fake.known["Q169889"] = item("Q169889", "American Broadcasting Company", P31="Q1616075", P17="Q30")
    fake.known["Q169889"]["aliases"] = {"en": [{"language": "en", "value": "ABC"}]}
    fake.known["Q169889"]["sitelinks"] = {
        f"{code}wiki": {} for code in ["ar", "de", "en", "es", "fr", "ja", "ru", "zh"]
    }
    yield from serve(fake)


@pytest.fixture
def settings(wikidata: FakeWikidata, tmp_path: Path) -> Settings:
    return Settings(
        contact="someone@example.org",
        wikidata_api=wikidata.api,
        wikidata_sparql=wikidata.endpoint,
        wikidata_cache=tmp_path / "cache",
    )


@pytest.fixture
def manners(wikidata: FakeWikidata) -> Manners:
    return Manners("someone@example.org", wikidata.clock)


@pytest.fixture
def online(small: Index, settings: Settings, wikidata: FakeWikidata) -> Iterator[OnlineLinker]:
    with OnlineLinker(Linker(small), settings, clock=wikidata.clock) as linker:
        yield linker
