"""YAML read with its line numbers, so that a fault in a rules file can be told where it stands.

Knows YAML and nothing of what the file means.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from loader.errors import MappingError

_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A value of a YAML file and where it stands."""

    path: Path
    node: yaml.Node

    def fault(self, message: str) -> MappingError:
        """The error to raise about this value: file, line, message."""
        return MappingError(f"{self.path}, line {self.node.start_mark.line + 1}: {message}")

    @property
    def is_mapping(self) -> bool:
        """Whether this holds `name: value` entries."""
        return isinstance(self.node, yaml.MappingNode)

    def entries(self) -> dict[str, "YamlNode"]:
        """Its `name: value` entries, in the order of the file."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault("expected entries of the form `name: value`")
        entries: dict[str, YamlNode] = {}
        for key_node, value_node in self.node.value:
            key = YamlNode(self.path, key_node)
            name = key.text()
            if name in entries:
                raise key.fault(f"{name} stands twice")
            entries[name] = YamlNode(self.path, value_node)
        return entries

    def fields(
        self, required: frozenset[str], optional: frozenset[str] = frozenset()
    ) -> dict[str, "YamlNode"]:
        """Its entries, all of `required` and none but those and `optional`."""
        entries = self.entries()
        for name, value in entries.items():
            if name not in required | optional:
                known = ", ".join(sorted(required | optional))
                raise value.fault(f"{name} is not known here; known are {known}")
        if missing := required - entries.keys():
            raise self.fault(f"{', '.join(sorted(missing))} is missing")
        return entries

    def items(self) -> list["YamlNode"]:
        """The items of a list; a single value is a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            return [YamlNode(self.path, item) for item in self.node.value]
        return [self]

    def text(self) -> str:
        """A single value as it is written (`on`, `no` and `null` are words, too)."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fault("expected a single word")
        return str(self.node.value)

    def text_or_none(self) -> str | None:
        """A single value; None for `null`."""
        return None if self.node.tag == _NULL else self.text()

    def choice(self, *words: str) -> str:
        """A single value that is one of these words."""
        if (text := self.text()) not in words:
            raise self.fault(f"{text!r} is none of {', '.join(words)}")
        return text


def read_yaml(path: Path) -> YamlNode:
    """The root of a YAML file.

    Raises:
        MappingError: the file is missing, empty or no YAML; the message tells the line.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: cannot be read: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise MappingError(f"{path}{line}: not YAML: {error.problem}") from error
    if root is None:
        raise MappingError(f"{path}: is empty")
    return YamlNode(path, root)
