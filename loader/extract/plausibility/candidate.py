"""A statement as the checks see it, and what they say of it. Nothing here decides anything."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from loader.extract.certainty import Certainty
from loader.extract.entities import LocalEntity
from loader.extract.reading import Reading
from loader.model import Modality, Polarity, TimeSpan

if TYPE_CHECKING:
    from loader.extract.statements.draft import Draft


class Effect(StrEnum):
    """What becomes of a doubted statement; each tells the reader so."""

    LEFT_OUT = "left out"
    WITHOUT_TIME = "kept without its date"
    LESS_SURE = "kept, with little confidence"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what becomes of the statement."""

    reason: str
    effect: Effect = Effect.LEFT_OUT


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement before it is finished."""

    reading: Reading
    draft: "Draft"
    certainty: Certainty
    time: TimeSpan | None

    @property
    def published(self) -> str | None:
        """The article's date."""
        return self.reading.document.article.published

    @property
    def told_as_fact(self) -> bool:
        """Whether the article says that it is so, and neither denies, expects nor supposes it."""
        return self.certainty.modality is Modality.ASSERTED and self.certainty.polarity is Polarity.AFFIRMED

    @property
    def start(self) -> str | None:
        """When it began, as far as told."""
        return self.time.start if self.time is not None else None

    @property
    def historical(self) -> bool:
        """Whether it lies so far back that no limit of number holds."""
        years = self.reading.lexicons.limits.history_years
        return bool(self.start and self.published and int(self.start[:4]) <= int(self.published[:4]) - years)

    def state_of(self, place: LocalEntity) -> str | None:
        """The Wikidata id of the state that a place is or lies in, as far as the index knows only one."""
        ids = {qid for qid in place.known[:1] if qid in self.reading.lexicons.populations}
        facts = [self.reading.knowledge.facts(qid) for qid in place.known[:1]]
        return next(iter(ids), None) or next((f.country for f in facts if f is not None), None)
