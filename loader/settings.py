"""Settings: built-in defaults, then geokg.yaml, then GEOKG_* variables, then the command line.

The later wins. The result is one frozen object; nothing reads the environment after it is made.
"""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import yaml

from loader.errors import SettingsError

FILE_NAME = "geokg.yaml"
PREFIX = "GEOKG_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. Sizes are in bytes, times in seconds."""

    store: Path = Path("geokg.store")
    """Folder of the embedded store."""
    base: str = "https://w3id.org/geokg/data/"
    """IRI that all of this graph's own data is named under; ends in / or #."""
    index: Path | None = None
    """Entity index to use in place of the embedded one."""
    languages: tuple[str, ...] = ("en",)
    """ISO 639-1 codes of the languages to read; articles in others are set aside."""
    shortcut_confidence: float = 0.5
    """Affirmed statements at least this sure also give a plain triple in the current view."""
    max_article_bytes: int = 5_000_000
    """A single article larger than this is rejected."""
    query_timeout: float = 60.0
    """A query that runs longer is stopped."""
    query_rows: int = 100_000
    """No more rows than this are returned."""

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")) or ":" not in self.base:
            raise SettingsError(f"base: {self.base!r} is not an IRI that ends in / or #")
        if not 0.0 <= self.shortcut_confidence <= 1.0:
            raise SettingsError(f"shortcut_confidence: {self.shortcut_confidence} is not in 0..1")


def load(
    overrides: Mapping[str, Any] | None = None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings that hold in `folder` (default: the working folder).

    `overrides` are the command line's; those that are None were not given.

    Raises:
        SettingsError: an unknown name or an unusable value; the message says where it stands.
    """
    path = (folder or Path.cwd()) / FILE_NAME
    values = _from_file(path) if path.is_file() else {}
    for name, text in sorted((os.environ if environment is None else environment).items()):
        if name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            values[key] = _convert(key, text, f"environment variable {name}")
    for key, value in (overrides or {}).items():
        if value is not None:
            values[key] = _convert(key, value, f"option --{key.replace('_', '-')}")
    return Settings(**values)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise SettingsError(f"{path}: expected lines of the form `name: value`")
    return {str(key): _convert(str(key), value, str(path)) for key, value in content.items()}


def _convert(key: str, value: Any, where: str) -> Any:
    """Turn text or YAML into the type of the setting."""
    hints = get_type_hints(Settings)
    if key not in hints:
        known = ", ".join(f.name for f in dataclasses.fields(Settings))
        raise SettingsError(f"{where}: no setting {key!r}; settings are {known}")
    kind = hints[key]
    if isinstance(kind, UnionType):
        kind = next(k for k in get_args(kind) if k is not type(None))
    try:
        if kind == tuple[str, ...]:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts)
        return kind(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{where}: {key}: {value!r} is not a {kind.__name__}") from error
