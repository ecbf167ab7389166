"""What every test stands on: a fixed environment, and `ogpmx` typed as on a command line.

- Language, colour and width come from the test alone, never from who runs it: English, no
  terminal.
- `ogpmx("show 8 --lang es")` runs in this process; streams and status are asserted apart.
- `process("list")` runs the installed command, for what only a process has: descriptors, signals,
  an encoding of its own.
"""

import io
import json
import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from ogpmx import messages
from ogpmx.cli import main
from ogpmx.lang import Lang

# The same examples in every run; as many others as a patient person wants; no time spent on making
# a failure small, where it is enough to know that there is one. By `--hypothesis-profile`.
settings.register_profile("ogpmx", deadline=None, max_examples=60, derandomize=True)
settings.register_profile(
    "long", deadline=None, max_examples=1200, derandomize=False, print_blob=True
)
settings.register_profile(
    "mutate", settings.get_profile("ogpmx"), phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("ogpmx")

SURPRISES = (
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM",
    "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LANG", "LANGUAGE", "PYTHONIOENCODING",
    "PYTHONUTF8", "PYTHONWARNINGS",
)  # fmt: skip
PREFIXES = ("LC_", "OGPMX_", "_OGPMX", "TYPER_", "_TYPER")


@pytest.fixture(autouse=True)
def _fixed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name in SURPRISES or name.startswith(PREFIXES):
            monkeypatch.delenv(name)
    messages.use(Lang.EN)  # whatever the run before spoke


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


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _stream(terminal: bool = False, encoding: str = "utf-8") -> io.TextIOWrapper:
    kind = _Screen if terminal else io.TextIOWrapper
    return kind(io.BytesIO(), encoding=encoding, newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def words(line: str | Sequence[str]) -> list[str]:
    return shlex.split(line) if isinstance(line, str) else list(line)


@pytest.fixture
def ogpmx(monkeypatch: pytest.MonkeyPatch):
    """Run a command line here. `terminal`: how many columns the one has that it writes to."""

    def run(
        line: str | Sequence[str] = "",
        *,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        terminal: int | None = None,
        encoding: str = "utf-8",
    ) -> Run:
        out, err = _stream(terminal is not None, encoding), _stream(encoding=encoding)
        with monkeypatch.context() as patch, tempfile.TemporaryFile() as given:
            given.write(stdin.encode() if isinstance(stdin, str) else stdin)
            given.flush()
            given.seek(0)
            if terminal is not None:
                patch.setenv("COLUMNS", str(terminal))
                patch.setenv("TERM", "xterm-256color")
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(given))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = main(words(line))
        return Run(status, _written(out), _written(err))

    return run


@pytest.fixture
def process(tmp_path: Path):
    """Run the installed `ogpmx` in a process of its own."""

    def run(line: str | Sequence[str], *, env: Mapping[str, str] | None = None, **more: Any) -> Run:
        command = [str(Path(sysconfig.get_path("scripts")) / "ogpmx"), *words(line)]
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
        done = subprocess.run(
            command, env={**os.environ, **(env or {})}, cwd=tmp_path, timeout=60, **more
        )
        return Run(done.returncode, done.stdout or b"", done.stderr or b"")

    return run
