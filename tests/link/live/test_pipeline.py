"""A load goes online only when it is told to."""

from dataclasses import replace

import pytest

from loader.errors import SettingsError
from loader.link import Linker
from loader.link.live.online import OnlineLinker
from loader.pipeline import Pipeline

from ..test_linker import extraction


def test_off_by_default(settings, wikidata):
    linker = Pipeline(settings).linker
    assert isinstance(linker, Linker)
    linker.link(extraction("Igor Putin of Zorbia spoke.", ("Igor Putin", "Person")))
    assert wikidata.requests == []


def test_online_when_the_settings_say_so(settings, small, tmp_path):
    said = []
    nowhere = replace(
        settings,
        online=True,
        index=small.path,
        wikidata_api="http://127.0.0.1:9/w/api.php",
        wikidata_cache=tmp_path,
    )
    linker = Pipeline(nowhere, said.append).linker
    assert isinstance(linker, OnlineLinker)
    assert linker.index.facts("Q232").label == "Kazakhstan"
    linker.close()


def test_online_without_a_contact_does_not_start(settings):
    with pytest.raises(SettingsError, match="contact"):
        _ = Pipeline(replace(settings, online=True, contact="")).linker
