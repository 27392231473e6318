"""The files of shapes and examples, and how tests speak of what was found."""

from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph

from loader.resources import ontology_dir
from loader.validate import Violation

FOLDER = ontology_dir()
SHAPES = sorted(FOLDER.glob("shapes/*.ttl"))
VALID = sorted(FOLDER.glob("examples/valid/*.ttl"))
INVALID = sorted(FOLDER.glob("examples/invalid/*.ttl"))


def read(path: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(path)


def name(shape: str) -> str:
    """What a shape's files are named after."""
    return shape.rsplit("/", 1)[-1]


def shape_of(path: Path) -> str:
    """`Article--blank-node.ttl` is a further example for the shape `Article`."""
    return path.stem.split("--")[0]


def told(violations: Iterable[Violation]) -> set[tuple[str, ...]]:
    """What two engines must agree on."""
    return {(repr(v.focus), v.shape, str(v.path), repr(v.value), v.message, v.severity) for v in violations}
