"""What the documentation says is what the program does."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import typer
import yaml

from loader.cli.commands import app
from loader.cli.init import TEMPLATE
from loader.cli.reference import pages
from loader.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def commands(
    command: typer.core.TyperGroup, name: str = "geokg"
) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for key, sub in command.commands.items():
        if isinstance(sub, typer.core.TyperGroup):
            yield from commands(sub, f"{name} {key}")
        else:
            yield f"{name} {key}", sub


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", pages())
def test_generated_page_is_current(name: str):
    """Run `make docs` after changing a command or the model."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str):
    """Each command has a page section, an example, and help on every argument and option."""
    command = COMMANDS[name]
    assert f"`{name}`" in (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"`{name}" in command.help.split("Example")[1]
    assert not [p.name for p in command.params if p.name != "help" and not p.help]


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str):
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")


def test_settings_template_shows_every_setting_with_its_default():
    lines = [
        line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith("# ") and ": " in line
    ]
    shown = {}
    for line in lines:
        key, _, value = line.partition(": ")
        if key in {f.name for f in fields(Settings)}:
            shown[key] = yaml.safe_load(value)
    assert set(shown) == {f.name for f in fields(Settings)}
    default = Settings()
    for key, value in shown.items():
        expected = getattr(default, key)
        if expected is not None:
            assert (str(expected) if isinstance(expected, Path) else expected) == (
                tuple(value) if isinstance(value, list) else value
            )


def test_record_schema_accepts_the_smallest_record():
    import jsonschema

    schema = json.loads((DOCS / "extraction-record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    record = {
        "article": {
            "id": "a",
            "text": "t",
            "title": None,
            "url": None,
            "published": None,
            "publisher": None,
            "language": "en",
        },
        "entities": [],
        "statements": [],
    }
    jsonschema.validate(record, schema)
