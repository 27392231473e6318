"""Relinks a store, announcing each article; the test kills it somewhere on the way. Run as a script."""

import sys
from pathlib import Path

from loader.pipeline import Pipeline
from loader.relinking import relink
from loader.settings import Settings
from loader.store import Library

if __name__ == "__main__":
    pipeline = Pipeline(Settings(store=Path(sys.argv[1]), judgements=Path(sys.argv[2])))
    with Library.open(pipeline.settings, write=True) as library:
        relink(pipeline, library, on_article=lambda name: print(name, flush=True))
    print("done", flush=True)
