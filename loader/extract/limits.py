"""The form of lexicons/plausibility.yaml: what nobody should believe of the news. Figures only, no rules."""

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from loader.model import EntityType, StatementType

_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class Cause:
    """What does harm, in plausibility.yaml: the words that tell it, and outcome -> the most people."""

    words: frozenset[str]
    most: dict[str, int]


@checked(frozen=True, config=_STRICT)
class Things:
    """What is deployed by number, in plausibility.yaml, and the most of it."""

    words: frozenset[str]
    most: int


@checked(frozen=True, config=_STRICT)
class Limits:
    """plausibility.yaml: what nobody should believe."""

    unsure: float
    itself: dict[StatementType, tuple[tuple[str, str], ...]]
    withdrawn: tuple[tuple[str, str], ...]
    wrong_kind: dict[StatementType, dict[str, frozenset[EntityType]]]
    casualties: dict[str, int]
    means: tuple[Cause, ...]
    strength: int
    under_arms: float
    things: tuple[Things, ...]
    history_years: int
    predecessors: int
    elsewhere: frozenset[str]
