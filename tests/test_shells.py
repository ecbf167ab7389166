"""What real shells make of what `ogpmx` offers them: bash, zsh and fish, each on a terminal.

In each, `ogpmx` is a function that tells which words it is called with, while completion asks the
installed command: so a line with TAB and Enter shows what would have been run.

- an acronym that a shell could misread is not offered, the organization's id is: no command in it
  runs, it does not become two words, or the files of the folder
- what stands on the line is not run by completing it, and no answer is mixed into it
- plain acronyms, codes, lists of columns, options and commands are completed
"""

import json
import os
import select
import shutil
import signal
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import plans
import pytest

pty = pytest.importorskip("pty", reason="no system of this kind")
pytestmark = pytest.mark.slow

# How each shell is started with a file of commands, and what that file holds
SHELLS = {
    "bash": (
        ["--noprofile", "--rcfile", "start", "-i"],
        'source ./script\nogpmx() { printf "%s\\n" "$@" . >words; }\n',
    ),
    "zsh": (
        ["-i"],
        "autoload -Uz compinit && compinit -u -D\nsource ./script\n"
        'ogpmx() { printf "%s\\n" "$@" . >words; }\n',
    ),
    "fish": (
        ["--no-config", "-i", "-C", "source start"],
        'source ./script\nfunction ogpmx; printf "%s\\n" $argv . >words; end\n',
    ),
}


class Shell:
    """A shell on a terminal, in a folder where it can tell what it called `ogpmx` with."""

    def __init__(self, terminal: int, words: int) -> None:
        self.terminal, self.words = terminal, words

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def complete(self, line: str, key: str = "\t") -> list[str]:
        """The words that `ogpmx` is called with when TAB and Enter follow a line."""
        self.type(f"ogpmx {line}{key}\r")
        told = b""
        while not told.endswith(b".\n"):
            ready = select.select([self.terminal, self.words], [], [], 60)[0]
            assert ready, "the shell does not answer"
            if self.terminal in ready:
                os.read(self.terminal, 1 << 16)  # what it draws
            if self.words in ready:
                told += os.read(self.words, 1 << 16)
        return told.decode().splitlines()[:-1]


@pytest.fixture(params=SHELLS)
def shell(
    request: pytest.FixtureRequest, tmp_path: Path, process: Callable[..., Any]
) -> Iterator[Shell]:
    name = request.param
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"no {name} here")
    options, start = SHELLS[name]
    (tmp_path / "script").write_bytes(process(f"--show-completion {name}").out_bytes)
    for file in ("start", ".zshrc"):
        (tmp_path / file).write_text(start)
    for number, acronym in enumerate(HOSTILE):
        (tmp_path / f"{number}.json").write_text(make_plan(acronym))
    os.mkfifo(tmp_path / "words")
    words = os.open(tmp_path / "words", os.O_RDWR | os.O_NONBLOCK)
    env = {
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
    }
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execve(program, [program, *options], env)
    shell = Shell(terminal, words)
    shell.complete("", key="")  # when it has started it knows what TAB is
    yield shell
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    os.close(words)


HOSTILE = (
    "\\$(touch ran)", "$(touch ran)", "\\`touch ran\\`", "`touch ran`", "x;touch ran",
    "';touch ran;'", "A&B", "R3D Red", "O'Higgins", "*", "~root", "{a,b}", "!!", "a:b",
    "=ls", "#x", "$HOME", "a\\", "-rf", "x)) touch ran", "A,B",
)  # fmt: skip


def make_plan(acronym: str) -> str:
    """A plan in which one organization took part."""
    organizations = [plans.organization("alfa", acronym=acronym)]
    participants = [plans.participant("alfa")]
    commitments = [plans.commitment(1, participants=participants)]
    return json.dumps(plans.document(organizations=organizations, commitments=commitments))


def test_an_acronym_that_a_shell_could_misread_is_offered_as_the_id(
    shell: Shell, tmp_path: Path
) -> None:
    for number, acronym in enumerate(HOSTILE):
        before = f"--data {number}.json participant"
        assert shell.complete(f"{before} ") == [*before.split(), "alfa"], acronym
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("evil", ["$(touch ran)", "`touch ran`", ";touch ran;", '";touch ran;"'])
def test_what_is_typed_in_quotes_does_not_run_by_completing_it(
    shell: Shell, tmp_path: Path, evil: str
) -> None:
    for before in ("participant ", "list --columns ", "list --columns status,", "", "--data "):
        for after in (",nu", "' --sta", "' list --sta"):
            shell.type(f"ogpmx {before}'{evil}{after}\t\x15")  # and the line is wiped
    assert shell.complete("pla") == ["plan"]
    assert not (tmp_path / "ran").exists()


def test_no_answer_is_mixed_into_the_line(shell: Shell) -> None:
    assert shell.complete("--version list --stat")[:2] == ["--version", "list"]
    assert shell.complete("--show-completion zsh list --stat")[0] == "--show-completion"
    assert shell.complete("list --help --stat")[:2] == ["list", "--help"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("summ", ["summary"]),
        ("list --stat", ["list", "--status"]),
        ("list --topic heal", ["list", "--topic", "health"]),
        ("list --columns number,stat", ["list", "--columns", "number,status"]),
        ("list --columns +stat", ["list", "--columns", "+status"]),
        ("participant INMU", ["participant", "INMUJERES"]),
        ("show MX0082", ["show", "MX0082"]),
    ],
)
def test_plain_words_are_completed(shell: Shell, line: str, words: list[str]) -> None:
    assert shell.complete(line) == words
