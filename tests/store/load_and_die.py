"""Loads the made batch, announcing each step; the test kills it somewhere on the way. Run as a script."""

import sys
from pathlib import Path

from made_articles import LINKS, batch, extraction

from loader.settings import Settings
from loader.store import Library

if __name__ == "__main__":
    print("start", flush=True)
    with Library.open(Settings(store=Path(sys.argv[1])), create=True) as library:
        library.recover()
        for article, linked in batch():
            if not library.holds(article):
                library.put(article, extraction(article), LINKS, linked)
                print(article.id, flush=True)
    print("done", flush=True)
