"""Data goes one way: who may import whom, read from the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import loader

PACKAGE = Path(loader.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
KERNEL = {"errors", "knowledge", "model", "rdf", "record", "resources", "settings", "sparql"}
PIPELINE = {"joining", "pipeline", "relinking", "reviewing"}
"""What alone may combine the stages: loading, and going over what is loaded."""
STAGES = {"ingest", "extract", "closure", "map", "link", "store", "query", "validate", "evaluate", "serve"}


def room(path: Path) -> str:
    """The part of geokg a module belongs to: "extract" for loader/extract/model.py."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def allowed(part: str) -> set[str]:
    if part in KERNEL or part == "__init__":
        return KERNEL
    if part in PIPELINE:
        return KERNEL | STAGES | PIPELINE
    if part == "cli":
        return KERNEL | STAGES | PIPELINE | {"cli"}
    return KERNEL | {part}


def imported_rooms(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "loader" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_the_kernel_and_its_own_package(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert set(imported_rooms(tree)) <= allowed(room(path))


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) != "cli"], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_only_the_command_line_prints(path: Path):
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    assert not [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]


def test_every_stage_is_known_to_this_test():
    """A new package must be given its place in the order."""
    packages = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()}
    assert packages <= STAGES | {"cli"}


def test_the_command_line_starts_without_the_language_model():
    """`geokg --help` and `geokg query` must not pay for spaCy."""
    code = "import sys, loader.cli, loader.pipeline; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
