"""The index that geokg brings with it: compact facts in the package, built on first use."""

import hashlib
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import platformdirs

from loader.errors import IndexFault
from loader.link.build import FORMAT, Progress, build_index
from loader.link.index import Index

DATA = Path(__file__).resolve().parent / "data"


def default_index(progress: Progress | None = None) -> Index:
    """The embedded index; built on first use in the cache folder, else in a temporary one.

    Two processes that come first at once both build, each in a file of its own; the last to finish
    replaces the other's, which is the same. A damaged file is built anew.

    Raises:
        IndexFault: neither folder can be written to.
    """
    faults = []
    for folder in _folders():
        path = folder / f"index-{FORMAT}-{_data_hash()}.sqlite"
        try:
            return Index(path)
        except IndexFault:
            pass
        try:
            build_index(DATA, path, progress)
            return Index(path)
        except IndexFault as fault:
            faults.append(str(fault))
    raise IndexFault("the embedded entity index cannot be built: " + "; ".join(faults))


def _folders() -> Iterator[Path]:
    yield platformdirs.user_cache_path("geokg", appauthor=False)
    yield Path(tempfile.gettempdir()) / f"geokg-{platformdirs.user_cache_path().parent.name}"


@lru_cache(maxsize=1)
def _data_hash() -> str:
    """Names what the index is built from: the facts and the rules, as they ship."""
    digest = hashlib.sha256()
    for path in sorted(DATA.iterdir()):
        if path.suffix in (".gz", ".yaml", ".tsv"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
