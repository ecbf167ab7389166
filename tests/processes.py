"""The installed `ogpmx` as a process: started in an environment that holds nothing but what a test
gives it, on pipes or on a real terminal.

`ANSWERS`, `HELP`, `MACHINE`, `WRONG` are the command lines that are tried; `usual` is how one ends
in the plainest environment.
"""

import os
import re
import shlex
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, words

fcntl = pytest.importorskip("fcntl", reason="no system of this kind")
termios = pytest.importorskip("termios")

OGPMX = str(Path(sysconfig.get_path("scripts")) / "ogpmx")

# Every command, answering people
ANSWERS = (
    "list", "filter --status active", "show 8", "search agua", "participants",
    "participants --matrix", "participant inai", "assessments", "summary",
    "summary --by status --cross sector", "plan", "audit", "list -f plain",
)  # fmt: skip
HELP = ("", "--help", "--version", "list -h", "summary --help", "--show-completion bash")
NO_PLAN = shlex.quote(str(Path(__file__)))  # a file with a fault
# Every command, answering programs
MACHINE = (
    "list -f json", "filter --status active -f jsonl", "show 8 -f yaml", "search agua -f csv",
    "participants -f tsv", "participant inai -f json", "assessments -f markdown",
    "summary -f csv --excel", "plan -f json", "audit -f yaml", "export", "export -f json",
    "export -f csv", "schema", f"validate {NO_PLAN} -f json",
)  # fmt: skip
# Misuse and what is not there, with the status
WRONG = {
    "nope": 2, "list --nope": 2, "list --limit x": 2, "filter": 2, "list --columns x": 2,
    "export -f xlsx": 2, "--lang fr list": 2, "show 99": 1, "participant salud": 1,
    "list --data nowhere.yaml": 1, "export -o nowhere/x": 1,
}  # fmt: skip


def process(line: str | Sequence[str | bytes], shell: str = "", **more: Any) -> Any:
    """Start `ogpmx`, in an environment that holds nothing but `env`.

    `shell`: what `sh` does first, and how it starts it: `"$@" >&-`.
    """
    command: list[Any] = [OGPMX, *words(line)]  # type: ignore[arg-type]
    if shell:
        shell = shell if '"$@"' in shell else shell + '; exec "$@"'
        command = ["sh", "-c", shell, "sh", *command]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **({"env": {}} | streams | more))


def ended(started: Any, stdin: bytes | None = None) -> Run:
    with started:
        try:
            out, err = started.communicate(stdin, timeout=60)
        finally:
            started.kill()
    return Run(started.returncode, out or b"", err or b"")


def run(line: str | Sequence[str | bytes], shell: str = "", **more: Any) -> Run:
    return ended(process(line, shell, **more))


def each(lines: Iterable[Any], done: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
    """What is `done` with each line, some at a time."""
    lines = list(lines)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(lines, pool.map(done, lines), strict=True)


_answers: dict[tuple[str, ...], Run] = {}


def usual(line: str | Sequence[str]) -> Run:
    """How a line ends in the plainest environment, without a terminal."""
    key = tuple(words(line))
    if key not in _answers:
        _answers[key] = run(line, stdin=subprocess.DEVNULL)
    return _answers[key]


def is_one_line_of_error(run: Run) -> bool:
    return run.err.startswith("ogpmx: ") and run.err.count("\n") == 1 and run.err[-1] == "\n"


@contextmanager
def narrow_pipe(full: bool = False) -> Iterator[tuple[int, int]]:
    """A pipe that holds a page, reading and writing end; `full`: and holds that already."""
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


LOOKS = 2000  # in a row at which it is asleep, where the system does not say what it waits for


def stalled(started: Any) -> None:
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
    pytest.fail(f"did not wait: {ended(started)}")


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, Any]]:
    """A terminal of so many columns: whoever looks at it, and whoever writes on it."""
    ours, its = os.openpty()
    with open(ours, "rb+", buffering=0) as looking, open(its, "rb+", buffering=0) as writing:
        termios.tcsetwinsize(its, (24 if columns else 0, columns))
        yield looking.fileno(), writing


ON_TERMINAL = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def on_terminal(
    line: str | Sequence[str | bytes],
    columns: int,
    env: Mapping[str, str] = ON_TERMINAL,
    **more: Any,
) -> Run:
    """How a command line ends on a real terminal, on which it also says what is wrong."""
    with terminal(columns) as (ours, its):
        with process(line, env=env, stdin=its, stdout=its, stderr=its, **more) as started:
            its.close()
            drawn = b""
            with suppress(OSError):  # which says that the other end is closed
                while part := os.read(ours, 1 << 16):
                    drawn += part
        drawn = re.sub(rb"\x1b\]8;id=\d+;", b"\x1b]8;;", drawn)  # which differs from run to run
        return Run(started.returncode, drawn.replace(b"\r\n", b"\n"), b"")


COLOUR = re.compile(r"\x1b\[[\d;]*m")
LINK = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")


def bare(drawn: str) -> str:
    """A drawing without the colours and links that are ours."""
    return COLOUR.sub("", LINK.sub("", drawn))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
