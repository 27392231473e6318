"""The build files agree with each other, and name no machine of ours."""

import ast
import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


LOCKED = {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCK, re.MULTILINE)}


def test_lock_names_no_address_and_no_option():
    """Where packages come from is for each machine to say."""
    assert "://" not in LOCK
    assert not re.findall(r"^\s*--(?!hash=sha256:)", LOCK, re.MULTILINE)


def test_every_locked_package_has_a_hash():
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("requirement", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
def test_every_dependency_is_locked(requirement: str):
    """Run `make lock` after adding one."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    assert normal(match.group()) in LOCKED


def test_every_package_that_is_imported_is_declared():
    """Not only brought along by another, which may stop bringing it."""
    sources = (ROOT / "loader").rglob("*.py")
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module}
    known = packages_distributions()
    needed = {known[top][0] for top in {name.split(".")[0] for name in names} if top in known} - {"geokg"}
    extras = PROJECT["optional-dependencies"]
    lines = [
        *PROJECT["dependencies"],
        *(line for name in extras.keys() - {"dev", "bench"} for line in extras[name]),
    ]
    declared = {normal(re.split(r"[^A-Za-z0-9._-]", line)[0]) for line in lines}
    assert {normal(name) for name in needed} <= declared


def test_no_file_names_a_path_or_host_of_the_machine_it_was_made_on():
    pattern = "|".join(
        (r"/wo" + r"rk/", r"/tm" + r"p/", "files" + r"\.pythonhosted", r"pypi\.or" + "g/simple")
    )
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode == 128:
        pytest.skip("not a git checkout")
    assert found.stdout == ""
