"""From an article's text to the entities and statements in it.

`Extractor.extract(article)` is the way in. The text is analysed once (`document`), names become
entities (`names`, `entities`), and each statement type has its own extractor in `statements/`. What
words mean is kept in `lexicons/*.yaml`. Nothing here knows of RDF or of a store, and no entity is
linked here: the index is only asked for names, tenures and memberships.
"""

from loader.extract.extractor import Extractor

__all__ = ["Extractor"]
