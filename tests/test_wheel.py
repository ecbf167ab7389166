"""The built wheel, installed where nothing else is.

A copy of the tree without anything derived is built, twice; the wheel goes into a fresh environment
with its run-time dependencies only, and is run from an empty folder. `WHEEL_FOLDER` names a folder
with a wheel to be tested in place of that one (`poe test-wheel`).

- `--version`, `python -m ogpmx --help`
- the bundled data are in it: thirteen commitments
- the Spanish words are in it
- it holds what stands in the source tree and is needed to run, and nothing else
- whoever builds it, where and when: the same sources make the same bytes
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
from registries import LANGUAGES, NUMBERS

pytestmark = pytest.mark.slow

LEFT_OUT = shutil.ignore_patterns(
    ".*",
    "__pycache__",
    "*.egg-info",
    "build",
    "dist",
    "site",
    "mutants",
    "*.mo",
    "*.compiled",
    "page",
)
GIVEN = os.environ.get("WHEEL_FOLDER")
DAY = "1700000000"


def run(*command: object, cwd: Path, umask: int = -1, **env: str) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        umask=umask,
        env=os.environ | env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Path]]:
    """What two people build of the same sources, by the names of the files."""
    made = []
    for name, mode, seed in [("one", 0o644, "1"), ("the other's", 0o600, "2")]:
        folder = tmp_path_factory.mktemp("build") / name
        shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
        for path in filter(Path.is_file, (folder / "tree").rglob("*")):
            path.chmod(mode)
            os.utime(path, (int(seed) * 10**9,) * 2)
        run(
            *(sys.executable, "-m", "build", "--outdir", folder / "dist", folder / "tree"),
            cwd=folder,
            umask=-1 if os.name == "nt" else 0o666 - mode,
            SOURCE_DATE_EPOCH=DAY,
            PYTHONHASHSEED=seed,
        )
        made.append({path.name: path for path in (folder / "dist").iterdir()})
    return made


@pytest.fixture(scope="module")
def wheel(request: pytest.FixtureRequest) -> Path:
    files = Path(GIVEN).iterdir() if GIVEN else request.getfixturevalue("builds")[0].values()
    (found,) = (path.resolve() for path in files if path.suffix == ".whl")
    return found


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
    assert [record["number"] for record in records] == NUMBERS
    spanish = run(ogpmx, "list", "--lang", "es", "--columns", "status", cwd=tmp_path)
    assert spanish.splitlines()[1].endswith("inactivo")
    python = environment / "python"
    assert "Usage: ogpmx" in run(python, "-m", "ogpmx", "--help", cwd=tmp_path)
    assert "Traceback" not in run(ogpmx, "show", "8", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_installed_wheel_writes_every_export(environment: Path, tmp_path: Path) -> None:
    for name in ("plan.xlsx", "plan.html", "plan.db", "plan.graphml", "package/"):
        run(environment / "ogpmx", "export", "-o", name, cwd=tmp_path)
        assert (tmp_path / name).exists()


# Besides the modules
FILES = {
    "ogpmx/py.typed",
    "ogpmx/data/__init__.py",
    "ogpmx/data/LICENSE",
    "ogpmx/data/commitments.compiled",
    "ogpmx/data/commitments.yaml",
    "ogpmx/exports/page.css",
    "ogpmx/exports/page.html.jinja",
    "ogpmx/exports/page.js",
    *(f"ogpmx/locale/{lang}/LC_MESSAGES/ogpmx.mo" for lang in LANGUAGES if lang != "en"),
    "data/data/share/man/man1/ogpmx.1",
    *(f"data/data/share/man/{lang}/man1/ogpmx.1" for lang in LANGUAGES if lang != "en"),
    "dist-info/licenses/LICENSE",
    "dist-info/licenses/data/LICENSE",
    "dist-info/METADATA",
    "dist-info/RECORD",
    "dist-info/WHEEL",
    "dist-info/entry_points.txt",
    "dist-info/top_level.txt",
}


def test_the_wheel_holds_what_is_needed_to_run_and_nothing_else(wheel: Path) -> None:
    sources = ROOT / "src"
    paths = (path.relative_to(sources) for path in sources.rglob("*.py"))
    modules = {path.as_posix() for path in paths}
    version = wheel.name.split("-")[1]
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    template = [name for name in names if name.startswith("ogpmx/data/page/tmpl_")]
    assert len(template) == 1
    held = {name.removeprefix(f"ogpmx-{version}.") for name in names}
    assert held == modules | FILES | {*template}


def test_the_same_sources_make_the_same_wheel_and_the_same_archive(
    builds: list[dict[str, Path]],
) -> None:
    first, second = ({name: path.read_bytes() for name, path in files.items()} for files in builds)
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
