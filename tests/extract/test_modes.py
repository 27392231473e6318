"""The lexicons' roots and modes are those of the vocabulary; nothing is made up on either side."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rdflib import OWL, SKOS, Graph

import loader.extract
from loader.rdf import GEOKG
from loader.resources import ontology_dir

LEXICONS = sorted(Path(loader.extract.__file__).with_name("lexicons").glob("*.yaml"))


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ontology_dir() / "vocab" / "plover.ttl")


def entries(node: object) -> Iterator[dict[str, object]]:
    """Every entry of a lexicon that tells an event."""
    if isinstance(node, dict):
        if "root" in node:
            yield node
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        yield from entries(part)


@pytest.fixture(scope="module")
def told() -> set[tuple[str, str | None]]:
    """Each root with each mode that a lexicon gives it."""
    return {
        (entry["root"], entry.get("mode"))
        for path in LEXICONS
        for entry in entries(yaml.safe_load(path.read_text(encoding="utf-8")))
    }


def test_every_mode_of_the_lexicons_is_a_concept_below_its_very_root(vocabulary, told):
    below = {
        (str(vocabulary.value(root, SKOS.notation)), str(vocabulary.value(mode, SKOS.notation)))
        for mode in vocabulary.subjects(SKOS.inScheme, GEOKG.PloverModes)
        for root in vocabulary.objects(mode, SKOS.broader)
    }
    modes = {(root, f"{root}-{mode}") for root, mode in told if mode is not None}
    assert modes
    assert modes <= below


def test_no_root_is_made_up_and_none_stands_idle(vocabulary, told):
    roots = vocabulary.subjects(SKOS.inScheme, GEOKG.PloverRoots)
    assert {root for root, _ in told} == {str(vocabulary.value(root, SKOS.notation)) for root in roots}


def test_no_lexicon_uses_a_mode_that_the_vocabulary_gave_up(vocabulary, told):
    given_up = {str(vocabulary.value(mode, SKOS.notation)) for mode in vocabulary.subjects(OWL.deprecated)}
    assert given_up
    assert not given_up & {f"{root}-{mode}" for root, mode in told}


def test_every_mode_has_a_label_and_a_definition_of_its_own(vocabulary):
    """Two modes of one root with one definition would be told apart by nobody."""
    seen: Counter[tuple[object, object]] = Counter()
    for mode in vocabulary.subjects(SKOS.inScheme, GEOKG.PloverModes):
        assert vocabulary.value(mode, SKOS.prefLabel), mode
        seen[vocabulary.value(mode, SKOS.broader), vocabulary.value(mode, SKOS.definition)] += 1
    assert set(seen.values()) == {1}
