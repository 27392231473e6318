"""The wheel works by itself: in an environment outside the checkout that has nothing else of geokg."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: object, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("geokg-*.whl"))


def test_wheel_holds_ontology_queries_and_data(wheel: Path):
    """Every file of ontology/ and queries/, and every data file beside the code, is shipped."""
    shipped = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"loader/_resources/{path.relative_to(ROOT)}"
        for name in ("ontology", "queries")
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }
    wanted |= {
        str(path.relative_to(ROOT))
        for path in (ROOT / "loader").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= shipped


def test_wheel_names_its_licences(wheel: Path):
    """Of the code, and of the facts that the entity index is built from."""
    shipped = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/licenses/" in name]
    assert {name.split("/licenses/")[1] for name in shipped} == {"LICENSE", "loader/link/data/SOURCES.md"}


def test_wheel_loads_and_answers_away_from_the_checkout(wheel: Path, tmp_path: Path):
    """Dependencies come from this environment by a path file; geokg itself only from the wheel."""
    home = tmp_path / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=tmp_path)
    python = home / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=tmp_path,
    )
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    where = run(
        python, "-c", "import loader.resources as r; print(r.__file__, r.queries_dir())", cwd=tmp_path
    )
    assert all(Path(part).is_relative_to(home) for part in where.split())

    article = tmp_path / "article.txt"
    article.write_text(
        "Peace talks in Geneva\n\nGeneva, 4 May 2021. President Vladimir Putin of Russia met Joe Biden.\n",
        encoding="utf-8",
    )
    report = json.loads(
        run(home / "bin" / "geokg", "load", article, "--store", "store", "--json", cwd=tmp_path)
    )
    assert report["loaded"] == 1
    rows = run(
        home / "bin" / "geokg", "query", "--store", "store", "--format", "json",
        "--sparql", "SELECT ?a WHERE { GRAPH ?g { ?a a geokg:Article } }", cwd=tmp_path,
    )  # fmt: skip
    assert len(json.loads(rows)) == 1
