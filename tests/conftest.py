"""What every test stands on: a fixed environment, and `ogpmx` typed as on a command line.

- Language, colour and width come from the test alone, never from who runs it: English, no
  terminal.
- `ogpmx("show 8 --lang es")` runs in this process; streams and status are asserted apart.
- `process("list")` runs the installed command, for what only a process has: descriptors, signals,
  an encoding of its own.
"""

import io
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import processes
import pytest
from hypothesis import Phase, settings
from processes import Line, Ogpmx, Run, split

from ogpmx import messages
from ogpmx.cli import main

# How many examples a law is tried on, by `--hypothesis-profile`. `ogpmx`: the same in every run, so
# that more of them find nothing new the second time. `long`: many, and others each time. `mutate`:
# no time is spent on making a failure small, where it is enough to know that there is one.
settings.register_profile("ogpmx", deadline=None, max_examples=30, derandomize=True)
settings.register_profile(
    "long", deadline=None, max_examples=1200, derandomize=False, print_blob=True
)
settings.register_profile(
    "mutate",
    settings.get_profile("ogpmx"),
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("ogpmx")

SURPRISES = (
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM",
    "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LANG", "LANGUAGE", "PYTHONIOENCODING",
    "PYTHONUTF8", "PYTHONWARNINGS",
)  # fmt: skip
collect_ignore = ["mutation.py"]  # imports mutmut, which is not always there
PREFIXES = ("LC_", "OGPMX_", "_OGPMX", "TYPER_", "_TYPER")


@pytest.fixture(autouse=True)
def _fixed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*os.environ]:
        if name in SURPRISES or name.startswith(PREFIXES):
            monkeypatch.delenv(name)
    messages.use(messages.ENGLISH)  # whatever the run before spoke


@pytest.fixture(scope="session", autouse=True)
def _default_signals() -> Iterator[None]:
    """Let what is started here be interrupted, even where these tests cannot be.

    A script's background jobs ignore SIGINT and SIGQUIT, and whatever a process ignores its
    children ignore too. What Python handles itself, they do not inherit.
    """
    numbers = [signal.SIGINT, *([signal.SIGQUIT] if os.name == "posix" else [])]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as pytest expects it
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="write tests/screens.txt anew")


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":  # as mutmut says that it runs them
        import mutation

        config.pluginmanager.register(mutation)


class _Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def _stream(terminal: bool = False) -> io.TextIOWrapper:
    kind = _Screen if terminal else io.TextIOWrapper
    return kind(io.BytesIO(), encoding="utf-8", newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@pytest.fixture
def ogpmx(monkeypatch: pytest.MonkeyPatch) -> Ogpmx:
    """Run a command line here. `terminal`: how many columns the one has that it writes to."""

    def run(
        line: Line = "",
        *,
        env: Mapping[str, str] | None = None,
        stdin: bytes | str = b"",
        terminal: int | None = None,
    ) -> Run:
        out, err = _stream(terminal is not None), _stream()
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
            try:
                status = main(split(line))
            except SystemExit as end:  # as the framework answers a shell that completes
                status = int(end.code or 0)
        return Run(status, _written(out), _written(err))

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Run]:
    """Run the installed `ogpmx` in a process of its own, within an empty folder."""
    return partial(processes.run, cwd=tmp_path)
