"""What a statement extractor yields, and what it must offer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from spacy.tokens import Token

from loader.extract.entities import LocalEntity
from loader.extract.quotes import Quote
from loader.extract.reading import Reading
from loader.model import Count, StatementType, TimeSpan


@dataclass(slots=True)
class Draft:
    """A statement before its certainty, sources, time and evidence are read.

    `presupposed`: said in passing ("Russian President Vladimir Putin denied ..."), so that neither the
    clause's negation nor its source applies; `doubtful`: what is said makes it likely and no more. `time`
    and `sources` override what would be read. `said` is the verb of saying of a quotation, whose time is
    the quotation's. `method`: what found it, when that was no rule of language. `beside`: a token of a
    second sentence that the statement rests on. `within`: the count of which this one is a part.
    """

    type: StatementType
    trigger: Token
    roles: dict[str, list[LocalEntity]]
    values: dict[str, str | Count] = field(default_factory=dict)
    confidence: float = 0.8
    presupposed: bool = False
    doubtful: bool = False
    time: TimeSpan | None = None
    sources: list[LocalEntity] | None = None
    said: Token | None = None
    method: str = ""
    beside: Token | None = None
    within: "Draft | None" = None


class StatementExtractor(Protocol):
    """Finds the statements of one type in a document."""

    type: StatementType

    def extract(self, reading: Reading, quotes: list[Quote]) -> Iterator[Draft]:
        """Yield a draft for each place that states something."""
