"""Files, folders and standard input in; a stream of `Article` out.

Nothing here looks at what an article means. An article that cannot be used is yielded as an
`ArticleError` in its place in the stream, and the stream goes on.
"""

from loader.ingest.reader import read

__all__ = ["read"]
