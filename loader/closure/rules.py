"""The rules of closure, read from YAML and checked; the format is described in `closure.yaml`.

Says nothing of how rules are applied. No rule can name an entity: what fills a role is a variable.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from loader.errors import ClosureError
from loader.model import EntityType, StatementType

FILE = Path(__file__).with_name("closure.yaml")
_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class Premise:
    """A statement that must be there: its type, a variable for each role, the values that it may have."""

    type: StatementType
    roles: dict[str, str]
    values: dict[str, frozenset[str]] = Field(default_factory=dict)


@checked(frozen=True, config=_STRICT)
class Conclusion:
    """The statement that follows, with the variables of the premises in its roles."""

    type: StatementType
    roles: dict[str, str]
    values: dict[str, str] = Field(default_factory=dict)


@checked(frozen=True, config=_STRICT)
class Rule:
    """One rule: `given` all premises, `then` the conclusion.

    `where` says of which entity types a variable may be. `weight` in (0, 1] is how far the conclusion is
    to be trusted when its premises are certain. `timeless`: when the premises hold does not tell when the
    conclusion does.
    """

    name: str
    says: str
    given: tuple[Premise, ...]
    then: Conclusion
    where: dict[str, frozenset[EntityType]] = Field(default_factory=dict)
    weight: float = Field(default=1.0, gt=0.0, le=1.0)
    timeless: bool = False


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that ship with geokg."""
    return read_rules(FILE)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Read and check a file of rules.

    Raises:
        ClosureError: the file cannot be read, is not of the form, or a rule uses a variable that no premise
            binds; the message tells file and rule.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules = TypeAdapter(tuple[Rule, ...]).validate_python(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ClosureError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ClosureError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    for rule in rules:
        _check(rule, path)
    if repeated := _repeated(rule.name for rule in rules):
        raise ClosureError(f"{path}: two rules are called {repeated}")
    return rules


def _check(rule: Rule, path: Path) -> None:
    if not rule.given:
        raise ClosureError(f"{path}: rule {rule.name}: nothing is given, so it would always conclude")
    bound = {variable for premise in rule.given for variable in premise.roles.values()}
    for variable in (*rule.then.roles.values(), *rule.where):
        if variable not in bound:
            known = ", ".join(sorted(bound))
            raise ClosureError(
                f"{path}: rule {rule.name}: no premise says what {variable} is; known are {known}"
            )


def _repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
