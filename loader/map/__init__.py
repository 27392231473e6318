"""Statements to RDF, by `ontology/mapping.yaml`; then local entities to canonical ones, by links.

`Mapper.map` depends on the extraction alone and `Mapper.link` repeats none of it, so an article can be
linked anew at any time. Nothing here touches a store, the network or the text's meaning.
"""

from loader.map.mapper import Mapper
from loader.map.ontology import ontology_triples, ontology_version
from loader.map.rules import MappingRules, load_rules
from loader.map.runs import LoadRun, run_triples

__all__ = [
    "LoadRun",
    "Mapper",
    "MappingRules",
    "load_rules",
    "ontology_triples",
    "ontology_version",
    "run_triples",
]
