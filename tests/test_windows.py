"""Where Windows differs, tried on any system: what it lacks is taken away, what it does is done.

- `os` and `signal` lack what only Unix has; `fcntl`, `termios`, `pwd` and the like cannot be
  imported; no folder can be opened, and a name that is taken is not given by renaming
- a stream's encoding is cp1252, and a plan's file has its lines end in `\\r\\n`
- every command answers as everywhere, every export writes the same, `validate` finds the same
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT
from processes import Ogpmx, Run, run_several
from registries import ANSWERING, COMMANDS, EXPORTS, WITH_ROWS, type_command

# What Python does before it runs the program
BEFORE = """
import errno, os, signal, sys

ABSENT = (
    "O_NONBLOCK O_DIRECTORY O_NOCTTY O_TMPFILE O_CLOEXEC O_NOFOLLOW O_SYNC fchown fchmod chown "
    "get_blocking set_blocking geteuid getuid getgid mkfifo openpty fork statvfs uname"
)
for name in ABSENT.split():
    if hasattr(os, name):
        delattr(os, name)
for name in [name for name in vars(signal) if name.startswith("SIG")]:
    if name not in ("SIGINT", "SIGTERM", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIG_IGN",
                    "SIG_DFL", "Signals"):
        delattr(signal, name)
for name in ("fcntl", "termios", "pwd", "grp", "tty", "pty", "resource"):
    sys.modules[name] = None

open_file, rename = os.open, os.rename

def open_no_folder(path, *more, **named):
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)
    return open_file(path, *more, **named)

def rename_to_no_other(old, new):
    if os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, "Cannot create a file that exists", old, None, new)
    rename(old, new)

os.open, os.rename = open_no_folder, rename_to_no_other

import ctypes

class Library(ctypes.CDLL):
    def __init__(self, name, *more):
        if name is None:
            raise TypeError("bad argument type")
        super().__init__(name, *more)

ctypes.CDLL = Library

"""

PLAN = "plan.yaml"
# Every command, answering people or programs
NEEDED = {
    "filter": "--status active", "show": "1", "search": "mapas", "participant": "ACI",
    "validate": PLAN, "convert": "sheet.csv",
}  # fmt: skip
PEOPLE = (
    *(type_command(name, NEEDED) for name in ANSWERING), "participants --matrix",
    f"compare {PLAN}", "convert sheet.csv", "list --limit 1 -f markdown", "list -f html",
    "plan -f plain", "--help",
)  # fmt: skip
PROGRAMS = (
    *(type_command(name, NEEDED) + " -f json" * (name in WITH_ROWS) for name in COMMANDS),
    "show 1 -f yaml", "search mapas -f csv", "participants -f tsv --excel", "summary -f jsonl",
    "convert sheet.csv --plan ap-lem03", "validate bad.yaml -f json", "list -f csv --excel",
)  # fmt: skip
REFUSED = (
    "show 99", "nope", "list --data missing.yaml", "validate missing.yaml", "export -o folder",
    "export -f xlsx", "validate bad.yaml bad.yaml", "list --data folder", "validate folder",
    "convert folder",
)  # fmt: skip
LINES = (*PEOPLE, *PROGRAMS, *REFUSED)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and a sheet as Windows' editors write them, and a file with faults."""
    examples = ROOT / "examples"
    plan = (examples / "invented-plan.yaml").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / PLAN).write_bytes(plan)
    (tmp_path / "bad.yaml").write_bytes(plan.replace(b"limited", b"limitd"))
    (tmp_path / "sheet.csv").write_bytes((examples / "invented-sheet.csv").read_bytes())
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OGPMX_DATA", PLAN)
    return tmp_path


def run_as_on_windows(lines: Iterable[str], encoding: str = "utf-8") -> list[Run]:
    return run_several(lines, BEFORE, encoding)


@pytest.mark.usefixtures("folder")
def test_every_command_answers_as_everywhere(ogpmx: Ogpmx) -> None:
    for line, run in zip(LINES, run_as_on_windows(LINES), strict=True):
        assert run == ogpmx(line), line


@pytest.mark.usefixtures("folder")
def test_people_get_text_in_their_encoding_and_programs_the_same_bytes(ogpmx: Ogpmx) -> None:
    lines = [f"--lang es {line}" for line in LINES]
    for line, run in zip(lines, run_as_on_windows(lines, "cp1252"), strict=True):
        here = ogpmx(line)
        assert run.status == here.status, line
        assert run.err_bytes.decode("cp1252").count("\n") == here.err.count("\n"), line
        if line.removeprefix("--lang es ") in PROGRAMS:
            assert run.out_bytes == here.out_bytes, line
        else:
            assert run.out_bytes == here.out.encode("cp1252", "ogpmx"), line


def read(path: Path) -> Any:
    if path.is_dir():
        return {part.name: part.read_bytes() for part in path.iterdir()}
    return path.read_bytes()


def test_every_export_writes_the_same_and_replaces_it_by_force_only(
    ogpmx: Ogpmx, folder: Path
) -> None:
    (folder / "usual").mkdir()
    for format in EXPORTS:
        assert ogpmx(f"export -f {format} -o usual/{format}").status == 0
    (folder / "bundled.json").write_bytes(ogpmx("export -f json", env={"OGPMX_DATA": ""}).out_bytes)
    lines = {format: f"export -f {format} -o {format}" for format in EXPORTS}
    first = run_as_on_windows([f"{line} --data bundled.json" for line in lines.values()])
    before = {format: read(folder / format) for format in EXPORTS}
    refused = run_as_on_windows(lines.values())
    assert before == {format: read(folder / format) for format in EXPORTS}
    replaced = run_as_on_windows([f"{line} --force" for line in lines.values()])
    assert {*first, *replaced} == {Run(0, b"", b"")}
    for format, run in zip(EXPORTS, refused, strict=True):
        assert (run.status, run.err) == (1, f"ogpmx: {format} exists; --force replaces it\n")
        assert read(folder / format) == read(folder / "usual" / format) != before[format], format
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("folder")
def test_the_program_starts_and_ends_without_what_is_lacking() -> None:
    start = BEFORE + "sys.argv[1:] = ['list', '-f', 'json']; from ogpmx.__main__ import run; run()"
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [record["number"] for record in json.loads(done.stdout)] == [1, 2, 3]
