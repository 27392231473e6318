"""Every fault that geokg names, in one tree.

    GeokgError                  something a user can act on; the message says what, where and what next
    ├── SettingsError           geokg.yaml, an environment variable or an option has an unusable value
    ├── ArticleError            one article cannot be used; the batch goes on without it
    │   ├── UnreadableArticle   empty, binary, wrongly encoded, too large, no text in it
    │   └── UnsupportedLanguage not in a language that the extractor reads
    ├── ExtractionError         the language model is missing, altered, or failed on an article
    ├── ClosureError            a file of rules of closure cannot be read or contradicts itself
    ├── MappingError            mapping.yaml or the ontology contradicts itself or a statement
    ├── IndexFault              the entity index is missing, damaged or of another format
    ├── WikidataUnavailable     Wikidata did not answer, after retries; what needs no network goes on
    ├── JudgementFault          a file of judgements, or a table of them, cannot be read or written
    ├── ServerFault             geokg serve cannot start
    ├── StoreError              the store cannot be opened, read or written
    │   ├── StoreLocked         another process holds it
    │   └── StoreUnavailable    a remote store did not answer, after retries
    ├── EvaluationFault         a gold set or a file of records to score is not what the task needs
    ├── ValidationFault         a file to check is no RDF, or what checks it is not installed
    └── QueryError              a query, its name or a parameter is wrong
        ├── UnknownQuery        no query of that name
        └── ParameterError      a parameter is missing, unknown or not of its type

Nothing here does anything: an error carries its message, and `cli` prints it.
"""


class GeokgError(Exception):
    """Base of every fault a user can cause or mend; `str(error)` is the message to show."""


class SettingsError(GeokgError):
    """A setting has an unusable value."""


class ArticleError(GeokgError):
    """One article cannot be used; the others can.

    `where` is what the user knows the article by: a path, `path:line`, a URL or an id.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class UnreadableArticle(ArticleError):
    """The bytes hold no article text."""


class UnsupportedLanguage(ArticleError):
    """The text is not in a language that the extractor reads."""


class ExtractionError(GeokgError):
    """The language model is missing, altered, or failed on an article."""


class ClosureError(GeokgError):
    """A file of rules of closure cannot be read or contradicts itself."""


class MappingError(GeokgError):
    """mapping.yaml or the ontology contradicts itself or a statement."""


class IndexFault(GeokgError):
    """The entity index is missing, damaged or of another format."""


class WikidataUnavailable(GeokgError):
    """Wikidata did not answer, after retries."""


class JudgementFault(GeokgError):
    """A file of judgements, or a table of them, cannot be read or written; the message names the lines."""


class ServerFault(GeokgError):
    """`geokg serve` cannot start: a port that is taken, an address that is none, a package missing."""


class StoreError(GeokgError):
    """The store cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process holds the store."""


class StoreUnavailable(StoreError):
    """A remote store did not answer, after retries."""


class EvaluationFault(GeokgError):
    """A gold set or a file of records to score is missing, or not what the task needs."""


class ValidationFault(GeokgError):
    """A file to check is no RDF, or what checks it is not installed."""


class QueryError(GeokgError):
    """A query, its name or a parameter is wrong."""


class UnknownQuery(QueryError):
    """No query of that name."""


class ParameterError(QueryError):
    """A parameter is missing, unknown or not of its type."""
