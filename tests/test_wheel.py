"""The built wheel, installed where nothing else is.

A copy of the tree without anything derived is built; the wheel goes into a fresh environment with
its run-time dependencies only, and is run from an empty folder:

- `--version`, `python -m ogpmx --help`
- the bundled data are in it: thirteen commitments
- the Spanish words are in it
- nothing is missing from it that stands in the source tree
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pages import ROOT

pytestmark = pytest.mark.slow

LEFT_OUT = shutil.ignore_patterns(
    ".*",
    "__pycache__",
    "*.egg-info",
    "build",
    "dist",
    "tests",
    "*.mo",
    "*.compiled",
    "compiled",
    "*.pyc",
)


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "-w", folder, folder / "tree", cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment's folder of programs."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "install", wheel, cwd=folder)
    return programs


def test_the_installed_wheel_answers(environment: Path, tmp_path: Path) -> None:
    ogpmx = environment / "ogpmx"
    assert run(ogpmx, "--version", cwd=tmp_path).startswith("ogpmx ")
    records = json.loads(run(ogpmx, "list", "--format", "json", cwd=tmp_path))
    assert [record["number"] for record in records] == list(range(1, 14))
    spanish = run(ogpmx, "list", "--lang", "es", "--columns", "status", cwd=tmp_path)
    assert spanish.splitlines()[1].endswith("inactivo")
    python = environment / "python"
    assert "Usage: ogpmx" in run(python, "-m", "ogpmx", "--help", cwd=tmp_path)
    assert "Traceback" not in run(ogpmx, "show", "8", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_holds_every_module_both_licences_and_the_manuals(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = (path.relative_to(ROOT / "src") for path in (ROOT / "src").rglob("*.py"))
    assert {path.as_posix() for path in modules if path.parent.name != "compiled"} <= names
    assert any(name.startswith("ogpmx/exports/compiled/") for name in names)
    assert {"ogpmx/py.typed", "ogpmx/data/commitments.yaml"} <= names
    assert {"LICENSE", "data/LICENSE"} <= {
        name.partition(".dist-info/licenses/")[2] for name in names
    }
    manuals = {name.partition(".data/data/")[2] for name in names if name.endswith(".1")}
    assert manuals == {"share/man/man1/ogpmx.1", "share/man/es/man1/ogpmx.1"}
    assert not [name for name in names if name.startswith("tests/")]
