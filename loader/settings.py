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
ARTICLE_FIELDS = ("id", "title", "text", "url", "published", "publisher", "language", "author", "file")
"""What a field of a record may be read as."""
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False}


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
    closure: bool = True
    """Add what follows by rule from what an article says, as derived statements."""
    max_article_bytes: int = 5_000_000
    """A single article larger than this is rejected."""
    fields: tuple[str, ...] = ()
    """Names of your own for an article's fields in JSON, CSV and Parquet: text=body, title=head."""
    clean_records: bool = False
    """Clean the texts of JSON, CSV and Parquet records too, as those of pages are; offsets then change."""
    max_unpack_ratio: int = 200
    """A packed file that unpacks to more than 64 MB and more than this many times its size is a bomb."""
    max_archive_depth: int = 5
    """Packed files within packed files are opened no deeper than this."""
    max_archive_members: int = 1_000_000
    """No more files of one archive than this are read."""
    max_spooled_bytes: int = 2_000_000_000
    """A zip or Parquet file inside an archive or on standard input may be no larger."""
    max_rejects_in_a_row: int = 10_000
    """A file in which so many records one after another are no articles is read no further."""
    max_page_elements: int = 20_000
    """A web page of more elements than this is rejected: it would take minutes."""
    max_depth: int = 200
    """JSON and XML nested deeper than this are rejected."""
    query_timeout: float = 60.0
    """A query that runs longer is stopped."""
    query_rows: int = 100_000
    """No more rows than this are returned."""

    judgements: Path = Path("judgements.tsv")
    """File of what people decided names to mean; need not be there."""
    reviewer: str = ""
    """Who decides in `geokg review`; without one, who git says you are, else your user name."""

    online: bool = False
    """Ask Wikidata for names that the index cannot decide."""
    contact: str = ""
    """E-mail address or web page that Wikimedia can reach you by; needed to go online."""
    wikidata_api: str = "https://www.wikidata.org/w/api.php"
    """Action API that names and entities are asked of."""
    wikidata_sparql: str = "https://query.wikidata.org/sparql"
    """SPARQL endpoint that `geokg index` asks: Wikidata's own, or a mirror."""
    wikidata_cache: Path | None = None
    """Folder of the answers of the Action API; without one, in the user's cache folder."""
    wikidata_cache_days: float = 30.0
    """Answers older than this are asked for anew."""

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")) or ":" not in self.base:
            raise SettingsError(f"base: {self.base!r} is not an IRI that ends in / or #")
        if not 0.0 <= self.shortcut_confidence <= 1.0:
            raise SettingsError(f"shortcut_confidence: {self.shortcut_confidence} is not in 0..1")
        for pair in self.fields:
            name, equals, theirs = pair.partition("=")
            if name not in ARTICLE_FIELDS or not equals or not theirs:
                known = ", ".join(ARTICLE_FIELDS)
                raise SettingsError(f"fields: {pair!r} is not NAME=THEIRS with a name of {known}")


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
        if kind is bool and isinstance(value, str):
            return _TRUTH[value.strip().casefold()]
        return kind(value)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(f"{where}: {key}: {value!r} is not a {kind.__name__}") from error
