"""Conduct, as black-box tests of the installed program.

- streams: closed, full and broken ones; closed input; stalled readers
- encodings and locales: text always comes out, machine formats are the same bytes everywhere
- real terminals of every width: no line wider, whatever COLUMNS holds; colour only where wanted
- signals while starting, reading and stalled in writing: 130 and 143, nothing said
- places: read-only, deleted and foreign folders, no home, few file handles, many at once
- files of treacherous names beside it are not picked up
- hostile text in arguments and data reaches no terminal, and stays exact in JSON
- hostile data files: one clear line, status 1, little memory and time
- an export killed at any moment leaves the old file or the whole new one
"""

import fcntl
import json
import os
import pty
import re
import resource
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

OGPMX = str(Path(sys.executable).with_name("ogpmx"))
ROOT = Path(__file__).resolve().parent.parent
COMMANDS = [
    ["list"],
    ["list", "-f", "json"],
    ["list", "-f", "csv"],
    ["list", "-f", "plain"],
    ["filter", "--participant", "GIRE"],
    ["show", "1", "8"],
    ["search", "agua"],
    ["participants"],
    ["participants", "--matrix"],
    ["participant", "GESOC"],
    ["assessments"],
    ["summary"],
    ["summary", "--by", "sector", "--cross", "status"],
    ["plan"],
    ["audit"],
    ["export"],
    ["schema"],
    ["validate", str(ROOT / "data" / "commitments.yaml")],
    ["--help"],
    ["list", "--help"],
    ["--version"],
]
MACHINE = [["list", "-f", form] for form in ("json", "jsonl", "csv", "tsv", "markdown", "yaml")] + [
    ["export", "-f", form] for form in ("yaml", "json", "csv")
]


def name(command):
    return " ".join(Path(word).name for word in command)


each = pytest.mark.parametrize("command", COMMANDS, ids=name)


def run(command, env=None, **more):
    around = {"PATH": os.environ["PATH"], **(env or {})}
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": -3, **more}
    return subprocess.run([OGPMX, *command], env=around, timeout=60, check=False, **more)


def on_terminal(command, columns, env=None):
    """What a command draws on a real terminal of so many columns, and its status."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    around = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [OGPMX, *command], stdin=slave, stdout=slave, stderr=slave, env={**around, **(env or {})}
    ) as child:
        os.close(slave)
        drawn = b""
        try:
            while part := os.read(master, 65536):
                drawn += part
        except OSError:
            pass  # the other end is closed
        os.close(master)
    return drawn.decode(), child.returncode


def bare(drawn):
    return re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", drawn).replace("\r", "")


# Streams


@each
def test_a_full_disk_is_an_error(command):
    with open("/dev/full", "wb") as full:
        done = run(command, stdout=full)
    assert done.returncode == 1 or not run(command).stdout
    assert done.stderr.startswith(b"ogpmx: ") or not run(command).stdout
    assert b"Traceback" not in done.stderr


@each
def test_a_reader_who_has_gone_is_no_error(command):
    reading, writing = os.pipe()
    os.close(reading)
    done = run(command, stdout=writing)
    os.close(writing)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@each
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(command, closed):
    line = f'exec "$0" "$@" {closed}'
    done = subprocess.run(
        ["bash", "-c", line, OGPMX, *command], capture_output=True, timeout=60, check=False
    )
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr


def test_closed_input_is_nothing_to_read():
    line = f'exec "{OGPMX}" list --data - <&-'
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"ogpmx: standard input")


# Encodings

ENVIRONMENTS = [
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "cp1252:strict"},
    {"LC_ALL": "es_MX.UTF-8", "OGPMX_LANG": "en"},
    {"NO_COLOR": "1"},
    {"FORCE_COLOR": "1"},
    {"FORCE_COLOR": "0"},
    {"TERM": "dumb"},
    {"COLUMNS": "10"},
]


@pytest.mark.parametrize("command", MACHINE, ids=name)
def test_machine_formats_are_the_same_bytes_everywhere(command):
    (first, *others) = [run(command, env=env) for env in ENVIRONMENTS]
    assert first.returncode == 0
    for env, other in zip(ENVIRONMENTS[1:], others, strict=True):
        assert other.stdout == first.stdout, env


@pytest.mark.parametrize("env", ENVIRONMENTS, ids=str)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_text_comes_out_in_every_encoding(env, lang):
    for command in (["list"], ["show", "8"], ["summary"], ["audit"], ["--help"], ["show", "99"]):
        done = run([*command, "--lang", lang] if command != ["--help"] else command, env=env)
        assert done.returncode == (1 if "99" in command else 0)
        assert done.stdout or done.stderr
        assert b"Traceback" not in done.stderr


# Terminals


@pytest.mark.parametrize("columns", [0, 40, 80, 200])
@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] != "export"], ids=name)
def test_no_line_is_wider_than_the_terminal(command, columns):
    if "-f" in command or command[0] in ("schema", "validate"):
        pytest.skip("as wide as the data")
    drawn, status = on_terminal(command, columns)
    assert status == 0
    widest = max(bare(drawn).split("\n"), key=cell_len)
    assert cell_len(widest) <= (columns or 80), widest


@pytest.mark.parametrize("columns", ["0", "abc", "1", "-5", "99999999999", "²", ""])
def test_whatever_columns_holds_text_comes_out(columns):
    for command in (["list"], ["show", "8"], ["--help"]):
        drawn, status = on_terminal(command, 80, {"COLUMNS": columns})
        assert status == 0
        assert len(bare(drawn).split()) > 10


@pytest.mark.parametrize(
    ("env", "colour", "escapes"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, False, True),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colour_is_where_it_is_wanted(env, colour, escapes):
    drawn, _status = on_terminal(["list"], 100, env)
    assert bool(re.search(r"\x1b\[[\d;]*3[1-6]", drawn)) == colour
    assert ("\x1b" in drawn) == escapes


@pytest.mark.parametrize(
    ("env", "escapes"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False)]
)
def test_a_pipe_gets_colour_only_if_forced(env, escapes):
    assert (b"\x1b" in run(["list"], env=env).stdout) == escapes


# Signals


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_reading(number, status):
    with subprocess.Popen(
        [OGPMX, "--data", "-", "list"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        child.stdin.write(b"{" * (1 << 17))  # more than a pipe holds: it is reading when we go on
        child.send_signal(number)
        assert child.wait(20) == status
        assert child.stderr.read() == b""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_stalled_in_writing(number, status):
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with subprocess.Popen([OGPMX, "export"], stdout=writing, stderr=subprocess.PIPE) as child:
        os.close(writing)
        os.read(reading, 1)  # it has begun to write, and has more than the pipe holds
        child.send_signal(number)
        assert child.wait(20) == status
        assert child.stderr.read() == b""
    os.close(reading)


# Places


def test_a_deleted_folder(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f'cd {gone} && rmdir {gone} && exec "{OGPMX}" list'
    done = subprocess.run(["bash", "-c", line], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("env", [{}, {"HOME": "/nowhere"}, {"HOME": ""}])
def test_no_home(env, tmp_path):
    done = run(["show", "8"], env=env, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_few_file_handles():
    few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))  # noqa: E731
    for command in (["list"], ["list", "-f", "json"], ["show", "8"]):
        done = run(command, preexec_fn=few)
        assert (done.returncode, done.stderr) == (0, b"")


def test_fifty_at_once():
    children = [
        subprocess.Popen([OGPMX, "list", "-f", "json"], stdout=subprocess.PIPE) for _n in range(50)
    ]
    answers = {child.communicate(timeout=60)[0] for child in children}
    assert len(answers) == 1
    assert len(json.loads(answers.pop())) == 13


def test_files_beside_it_are_not_picked_up(tmp_path):
    for module in ("json", "typer", "rich", "yaml", "ogpmx", "msgspec", "re"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('picked up')")
    (tmp_path / "commitments.yaml").write_text("picked: up")
    for command in (["list"], ["show", "8"], ["list", "-f", "yaml"], ["export"]):
        done = run(command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"picked" not in done.stdout


# Hostile text

HOSTILE = "\x1b[31m\x1b]52;c;eA==\x07\x9b1m\u202eevil\u2066 [bold][/x] [sic] =cmd|'/C'!A0 宽e\u0301"


@pytest.fixture
def hostile(tmp_path):
    document = yaml.safe_load((ROOT / "examples" / "invented-plan.yaml").read_text("utf-8"))
    document["organizations"][0]["name"] = HOSTILE
    document["commitments"][0]["title"] = {"es": HOSTILE, "en": HOSTILE}
    document["commitments"][0]["objective"]["en"] = "=" + HOSTILE
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document), "utf-8")
    return str(file)


FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["show", "1"],
        ["participants"],
        ["participants", "--matrix"],
        ["participant", "archivo"],
        ["search", "evil"],
        ["audit"],
        ["plan"],
        ["summary"],
        ["list", "-f", "csv"],
        ["list", "-f", "json"],
        ["list", "-f", "markdown"],
        ["list", "-f", "yaml"],
        ["list", "-f", "plain"],
        ["export", "-f", "json"],
    ],
    ids=name,
)
def test_hostile_data_reaches_no_terminal(hostile, command):
    drawn, status = on_terminal(["--data", hostile, *command], 100)
    assert status == 0
    assert not FORBIDDEN.search(bare(drawn).replace("\n", ""))
    if command in (["list"], ["show", "1"]):
        assert "[sic]" in "".join(bare(drawn).split("\n")).replace("  ", "")


def test_hostile_data_stays_exact_in_json(hostile):
    (first, *_rest) = json.loads(run(["--data", hostile, "list", "-f", "json"]).stdout)
    assert first["title"] == HOSTILE
    assert first["objective"] == "=" + HOSTILE


@pytest.mark.parametrize(
    "word", ["\x1b[31mx", "\x9b31m", "\u202ex", "[/x]", "a\nb", "\udcff", "x" * 5000]
)
def test_hostile_arguments_are_written_out(word):
    for command in (
        ["participant", word],
        ["show", word],
        ["list", "--status", word],
        ["list", "--data", word],
        ["list", "--columns", word],
        [word],
        ["list", f"--{word}"],
        ["validate", word],
    ):
        done = run([part.encode("utf-8", "surrogateescape") for part in command])
        assert done.returncode in (1, 2)
        said = done.stderr.decode()
        assert said.startswith("ogpmx: ")
        assert "Traceback" not in said
        assert not FORBIDDEN.search(said)


# Hostile files

BOMB = "a: &a [x, x]\n" + "".join(
    f"b{n}: &b{n} [*{'a' if n == 1 else f'b{n - 1}'}, *{'a' if n == 1 else f'b{n - 1}'}]\n"
    for n in range(1, 40)
)
FILES = {
    "empty": b"",
    "blank": b" \n\n",
    "binary": bytes(range(256)),
    "latin-1": "plan: año".encode("latin-1"),
    "utf-16": "plan: x".encode("utf-16"),
    "two documents": b"a: 1\n---\nb: 2\n",
    "tagged": b"a: !!python/object/apply:os.system [id]\n",
    "doubled key": b"a: 1\na: 2\n",
    "doubled key in JSON": b'{"version": "1", "version": "2"}',
    "bomb": BOMB.encode(),
    "itself": b"a: &a [*a]\n",
    "deep YAML": b"- " * 100_000,
    "deep flow": b"[" * 100_000,
    "deep JSON": b'{"a":' * 100_000,
    "digits": b'{"version": ' + b"9" * 100_000 + b"}",
    "digits in YAML": b"version: " + b"9" * 100_000,
    "not a number": b'{"version": NaN}',
    "half a character": b'{"version": "\\ud800"}',
    "cut": b'{"version": "1", "plan": {',
    "a list": b"[1, 2]",
    "a word": b"hello",
    "unclosed": b'version: "1',
}


def little():
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_hostile_file_is_refused(tmp_path, content):
    file = tmp_path / "plan"
    file.write_bytes(content)
    done = run(["list", "--data", str(file)], preexec_fn=little)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"ogpmx: ")
    assert b"Traceback" not in done.stderr
    checked = run(["validate", str(file)], preexec_fn=little)
    assert checked.returncode == 1
    assert b"Traceback" not in checked.stderr


@pytest.mark.parametrize("file", ["/dev/zero", "/dev/null", "/", "/nowhere/x", "loop", "-"])
def test_what_is_no_file_is_refused(tmp_path, file):
    (tmp_path / "loop").symlink_to("loop")
    with open("/dev/zero", "rb") as endless:
        done = run(["list", "--data", file], cwd=tmp_path, stdin=endless, preexec_fn=little)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"ogpmx: ")
    assert done.stderr.count(b"\n") == 1


# Export


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_killed_export_leaves_the_old_or_the_whole_new_file(tmp_path, number):
    file = tmp_path / "plan.json"
    whole = run(["export", "-f", "json"]).stdout
    for moment in range(12):
        file.write_bytes(b"old")
        command = [OGPMX, "export", "-f", "json", "-o", str(file), "--force"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as child:
            try:
                child.wait(0.02 * moment)  # not to measure, but to hit another moment each time
            except subprocess.TimeoutExpired:
                child.send_signal(number)
        assert file.read_bytes() in (b"old", whole)
