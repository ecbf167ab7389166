"""Where Windows differs, tried on any system: what it lacks is taken away, what it does is done.

- `os` and `signal` lack what only Unix has; `fcntl`, `termios`, `pwd` and the like cannot be
  imported; no folder can be opened, and a name that is taken is not given by renaming
- a stream's encoding is cp1252, and a plan's file has its lines end in `\\r\\n`
- every command answers as everywhere, every export writes the same, `validate` finds the same
"""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT
from processes import Ogpmx, Run
from registries import COMMANDS, EXPORTS

# A program that gets command lines, and tells how each ended.
PROGRAM = """
import errno, importlib, io, json, os, signal, sys

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

from ogpmx import cli

def run(line, encoding):
    streams = [open(name, "w+", encoding=encoding) for name in ("out", "err")]
    sys.stdout, sys.stderr = streams
    status = cli.main(line)
    contents = []
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        with open(stream.name, "rb") as file:
            contents.append(file.read().hex())
    return [int(status), *contents]

lines, encoding = json.load(sys.stdin)
told = [run(line, encoding) for line in lines]
sys.__stdout__.write(json.dumps(told))
"""

PLAN = "plan.yaml"
# Every command, answering people or programs
PEOPLE = (
    "list", "filter --status active", "show 1", "search mapas", "participants", "participants "
    "--matrix", "participant ACI", "assessments", "summary", "plan", "audit", f"compare {PLAN}",
    "convert sheet.csv", "list --limit 1 -f markdown", "list -f html", "plan -f plain", "--help",
)  # fmt: skip
PROGRAMS = (
    "list -f json", "show 1 -f yaml", "search mapas -f csv", "participants -f tsv --excel",
    "participant ACI -f json", "summary -f jsonl", "schema", "template", "export",
    "convert sheet.csv --plan ap-lem03", f"validate {PLAN}", "validate bad.yaml -f json",
    "list -f csv --excel",
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
    given = json.dumps([[shlex.split(line) for line in lines], encoding])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=given, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [Run(n, bytes.fromhex(o), bytes.fromhex(e)) for n, o, e in json.loads(done.stdout)]


def test_the_lines_tried_here_hold_every_command() -> None:
    assert {line.split()[0] for line in (*PEOPLE, *PROGRAMS)} - {"--help"} == {*COMMANDS}


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


@pytest.mark.parametrize("format", EXPORTS)
def test_every_export_writes_the_same(ogpmx: Ogpmx, folder: Path, format: str) -> None:
    (folder / "other").mkdir()
    line = f"export -f {format} -o"
    assert ogpmx(f"{line} other/plan").status == 0
    (folder / "bundled.json").write_bytes(ogpmx("export -f json", env={"OGPMX_DATA": ""}).out_bytes)
    first, refused = run_as_on_windows([f"{line} plan --data bundled.json", f"{line} plan"])
    assert (first.status, first.out, first.err) == (0, "", "")
    assert (refused.status, refused.err) == (1, "ogpmx: plan exists; --force replaces it\n")
    assert read(folder / "plan") != read(folder / "other" / "plan")
    (replaced,) = run_as_on_windows([f"{line} plan --force"])
    assert (replaced.status, replaced.out, replaced.err) == (0, "", "")
    assert read(folder / "plan") == read(folder / "other" / "plan")
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("folder")
def test_the_program_starts_and_ends_without_what_is_lacking() -> None:
    start = PROGRAM.partition("from ogpmx import cli")[0]
    start += "sys.argv[1:] = ['list', '-f', 'json']; from ogpmx.__main__ import run; run()"
    done = subprocess.run([sys.executable, "-c", start], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [record["number"] for record in json.loads(done.stdout)] == [1, 2, 3]
