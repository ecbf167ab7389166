"""The installed `ogpmx` as a process: started in an environment that holds nothing but what a test
gives it, on pipes or on a real terminal.

- `run` starts a command line and waits for its end; `start` and `finish` are its two halves.
- `run_on_terminal` does the same on a terminal that the system itself provides.
- `run_several` runs many lines in one process, for what needs a program that is changed before;
  `install` and `run_installed` do so with a copy of its files.
- `run_plainly` tells how a line ends in the plainest environment, and asks only once.
- `ANSWERS`, `HELP`, `MACHINE`, `WRONG` are the command lines that the tests try.
"""

import json
import os
import pickle
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

import pytest
from registries import ANSWERING, COMMANDS, FORMATS, WITH_ROWS, type_command

from ogpmx import loader
from ogpmx.models import DataSet

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux")

OGPMX = str(Path(sysconfig.get_path("scripts")) / "ogpmx")
# Without which Windows starts no program
SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}

# Every command that answers people, and more of what some can do
ANSWERS = (
    *map(type_command, ANSWERING), "participants --matrix", "summary --by status --cross sector",
    "list -f plain", "assessments -f markdown", "plan -f html",
)  # fmt: skip
HELP = ("", "--help", "--version", "list -h", "summary --help", "--show-completion bash")
# Every command, answering programs: by turns in each of their formats
_formats = cycle(name for name, format in FORMATS.items() if format.machine)
MACHINE = (
    *(
        type_command(name) + (f" -f {next(_formats)}" if name in WITH_ROWS else "")
        for name in COMMANDS
    ),
    "summary -f csv --excel", "export -f json", "export -f csv",
)  # fmt: skip
# Misuse and what is not there, with the status
WRONG = {
    "nope": 2, "list --nope": 2, "list --limit x": 2, "filter": 2, "list --columns x": 2,
    "export -f xlsx": 2, "--lang fr list": 2, "show 99": 1, "participant salud": 1,
    "list --data nowhere.yaml": 1, "export -o nowhere/x": 1,
}  # fmt: skip

Line = str | Sequence[str]  # as typed, or as the words that a shell makes of it


@dataclass(frozen=True)
class Run:
    """How a command line ended: its status, and what it wrote where."""

    status: int
    out_bytes: bytes
    err_bytes: bytes

    @property
    def out(self) -> str:
        return self.out_bytes.decode()

    @property
    def err(self) -> str:
        return self.err_bytes.decode()

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out_bytes)

    @property
    def numbers(self) -> list[int]:
        """The commitments of a JSON answer."""
        return [record["number"] for record in self.json]

    @property
    def is_one_line_of_error(self) -> bool:
        return self.err.startswith("ogpmx: ") and self.err.count("\n") == 1 and self.err[-1] == "\n"


class Ogpmx(Protocol):
    """What the fixture `ogpmx` does: see there."""

    def __call__(
        self,
        line: Line = "",
        *,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        terminal: int | None = None,
    ) -> Run: ...


T = TypeVar("T")
R = TypeVar("R")


def split(line: str | Sequence[T]) -> list[str | T]:
    return [*(shlex.split(line) if isinstance(line, str) else line)]


def start(
    line: str | Sequence[str | bytes],
    shell: str = "",
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> subprocess.Popen[bytes]:
    """Start `ogpmx`, in an environment that holds nothing but `env`.

    `shell`: what `sh` does first, and how it starts it: `"$@" >&-`.
    """
    command = [OGPMX, *split(line)]
    if shell:
        shell = shell if '"$@"' in shell else shell + '; exec "$@"'
        command = ["sh", "-c", shell, "sh", *command]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    options: dict[str, Any] = streams | more
    return subprocess.Popen(command, env={**SYSTEM, **(env or {})}, **options)


def finish(started: subprocess.Popen[bytes]) -> Run:
    """Wait for the end of what was started, and tell how it ended."""
    with started:
        try:
            out, err = started.communicate(timeout=60)
        finally:
            started.kill()
    return Run(started.returncode, out or b"", err or b"")


def run(line: str | Sequence[str | bytes], shell: str = "", **more: Any) -> Run:
    return finish(start(line, shell, **more))


def each(lines: Iterable[T], do: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Each line with what `do` makes of it; some are done at the same time."""
    lines = list(lines)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(lines, pool.map(do, lines), strict=True)


def install(folder: Path, bundled: DataSet) -> None:
    """Copy the program into a folder; its compiled copy of the bundled plan holds another one."""
    package = folder / "ogpmx"
    for name, target in {"ogpmx": package, "ogpmx.data": package / "data"}.items():
        shutil.copytree(str(files(name)), target, dirs_exist_ok=True)
    compiled = loader.compiled_from() + pickle.dumps(bundled)
    (package / "data" / "commitments.compiled").write_bytes(compiled)


def run_installed(folder: Path, *arguments: str, **env: str) -> Run:
    """How Python ends with these arguments, with the program that was copied into a folder."""
    command = [sys.executable, *arguments]
    env = {**SYSTEM, "PYTHONPATH": str(folder), **env}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    return Run(done.returncode, done.stdout, done.stderr)


# Runs the command lines that it gets one after the other, and tells how each ended.
SEVERAL = """
import io, json, sys
from ogpmx import cli

class Screen(io.TextIOWrapper):
    def isatty(self):
        return True

def run(line, encoding, terminal):
    kinds = (Screen if terminal else io.TextIOWrapper, io.TextIOWrapper)
    streams = sys.stdout, sys.stderr = [
        kind(open(name, "wb"), encoding=encoding) for kind, name in zip(kinds, ("out", "err"))
    ]
    status = cli.main(line)
    for stream in streams:
        stream.close()
    return [int(status), *(open(name, "rb").read().hex() for name in ("out", "err"))]

lines, *more = json.load(sys.stdin)
told = [run(line, *more) for line in lines]
sys.__stdout__.write(json.dumps(told))
"""


def run_several(
    lines: Iterable[str],
    before: str = "",
    encoding: str = "utf-8",
    terminal: bool = False,
    **more: Any,
) -> list[Run]:
    """How command lines end in one process of their own, in whose folder it leaves two files.

    `before`: what Python does first there.
    """
    given = json.dumps([[*map(split, lines)], encoding, terminal])
    command = [sys.executable, "-c", before + SEVERAL]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, **more)
    assert (done.returncode, done.stderr) == (0, "")
    return [Run(n, bytes.fromhex(o), bytes.fromhex(e)) for n, o, e in json.loads(done.stdout)]


_answers: dict[str, Run] = {}


def run_plainly(line: str) -> Run:
    """How a line ends in the plainest environment, without a terminal."""
    if line not in _answers:
        _answers[line] = run(line)
    return _answers[line]


@contextmanager
def narrow_pipe(full: bool = False) -> Iterator[tuple[int, int]]:
    """A pipe that holds a page, reading and writing end; `full`: and holds that already."""
    import fcntl

    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    if full:
        os.write(writing, bytes(4096))
    try:
        yield reading, writing
    finally:
        for end in (reading, writing):
            with suppress(OSError):
                os.close(end)


@contextmanager
def closed_pipe() -> Iterator[int]:
    """The writing end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


LOOKS = 2000  # in a row at which it is asleep, where the system does not say what it waits for


def wait_until_blocked(started: subprocess.Popen[bytes]) -> None:
    """Return when the process waits for somebody at the other end of a pipe or terminal."""
    folder = Path(f"/proc/{started.pid}")
    asleep = 0
    while started.poll() is None:
        state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        where = (folder / "wchan").read_text()
        asleep = asleep + 1 if state == "S" else 0
        if asleep and (re.search("pipe|fifo|poll|select|woken|tty", where) or asleep >= LOOKS):
            return
        os.sched_yield()
    pytest.fail(f"did not wait: {finish(started)}")


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, IO[bytes]]]:
    """A terminal of so many columns: whoever looks at it, and whoever writes on it."""
    termios = pytest.importorskip("termios", reason="no terminals of this kind")
    ours, its = os.openpty()
    with open(ours, "rb+", buffering=0) as looking, open(its, "rb+", buffering=0) as writing:
        termios.tcsetwinsize(its, (24 if columns else 0, columns))
        yield looking.fileno(), writing


ON_TERMINAL = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def run_on_terminal(
    line: str | Sequence[str | bytes],
    columns: int,
    env: Mapping[str, str] = ON_TERMINAL,
    **more: Any,
) -> Run:
    """How a command line ends on a real terminal, on which it also says what is wrong."""
    with terminal(columns) as (ours, its):
        with start(line, env=env, stdin=its, stdout=its, stderr=its, **more) as started:
            its.close()
            drawn = b""
            with suppress(OSError):  # which says that the other end is closed
                while part := os.read(ours, 1 << 16):
                    drawn += part
        drawn = re.sub(rb"\x1b\]8;id=\d+;", b"\x1b]8;;", drawn)  # which differs from run to run
        return Run(started.returncode, drawn.replace(b"\r\n", b"\n"), b"")


COLOUR = re.compile(r"\x1b\[[\d;]*m")
LINK = re.compile(r"\x1b\]8;[^\x1b\x07]*\x1b\\")


def strip_escapes(drawn: str) -> str:
    """A drawing without the colours and links that are ours."""
    return COLOUR.sub("", LINK.sub("", drawn))


def strip_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)
