"""Where `ontology/` and `queries/` are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

from loader.errors import GeokgError

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    for place in (_PACKAGE / "_resources" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise GeokgError(f"geokg's {name}/ folder is missing: reinstall the geokg package")


def ontology_dir() -> Path:
    """The folder of geokg.ttl, mapping.yaml, vocab/, alignments/ and shapes/."""
    return _folder("ontology")


def queries_dir() -> Path:
    """The folder of the named queries, one folder a topic."""
    return _folder("queries")
