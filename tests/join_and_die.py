"""Loads articles and joins their events, announcing when that begins; the test kills it then.

Run as a script.
"""

import sys
from pathlib import Path

from loader import joining, pipeline
from loader.rdf import Iris
from loader.settings import Settings
from loader.store import Library


def announced(library: Library, iris: Iris) -> bool:
    """Join as ever, and say so before and after."""
    print("joining", flush=True)
    changed = joining.join_events(library, iris)
    print("joined", flush=True)
    return changed


if __name__ == "__main__":
    pipeline.join_events = announced
    with Library.open(Settings(store=Path(sys.argv[1])), create=True) as opened:
        pipeline.Pipeline(Settings()).load([sys.argv[2]], opened)
    print("done", flush=True)
