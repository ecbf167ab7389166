"""How `ogpmx` behaves towards the system it runs on: each case is a process of its own.

- standard output: closed, broken, full, too small a file, read-only, one that must be waited for:
  all of the answer, or one line of error; quiet where only the reader has gone
- standard error: closed, broken, full: the answer and the status are the same
- standard input: closed, empty, never written to: nobody asks it but `-`
- SIGINT, SIGTERM, SIGHUP: while starting, reading, stalled in writing: 130, 143, 129, at once, in
  silence
- an environment of any kind: programs get the same bytes, people get text in their encoding
- `COLUMNS` of any kind, few file handles, little memory, many at once
- working folders that are read-only, deleted or foreign, no home; no network, no other program,
  nothing written, no pager, no prompt
- a file or module of a treacherous name beside it is not picked up
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from processes import (
    ANSWERS,
    COLOUR,
    HELP,
    MACHINE,
    WRONG,
    Run,
    closed_pipe,
    each,
    finish,
    linux,
    narrow_pipe,
    run,
    run_plainly,
    split,
    start,
    wait_until_blocked,
)

ENDED = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
SIGNALS = pytest.mark.parametrize("number", ENDED, ids=lambda number: number.name)


@pytest.mark.slow
def test_every_command_ends_with_its_status_and_without_escapes() -> None:
    for line, done in each((*ANSWERS, *HELP, *MACHINE), run_plainly):
        expected = 1 if line.startswith("validate") else 0
        assert (done.status, bool(done.out)) == (expected, True), line
        assert done.err == "" or expected, line
        assert "\x1b" not in done.out, line
    for line, done in each(WRONG, run_plainly):
        assert (done.status, done.out) == (WRONG[line], ""), line
        assert done.err.startswith("ogpmx: "), line


# Standard output


BAD_OUTPUTS = {
    "closed": '"$@" >&-',
    "read-only": '"$@" 1</dev/null',
    "full": '"$@" >/dev/full',
    "a file that must not grow": 'ulimit -f 0; "$@" >grown',
}


@pytest.mark.slow
@linux
@pytest.mark.parametrize("shell", BAD_OUTPUTS.values(), ids=BAD_OUTPUTS)
def test_an_output_that_cannot_be_written_is_one_line_of_error(shell: str, tmp_path: Path) -> None:
    lines = [line for line in (*ANSWERS, *HELP, *MACHINE) if not line.startswith("validate")]
    for line, done in each(lines, lambda line: run(line, shell, cwd=tmp_path)):
        assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), (line, done)


@pytest.mark.slow
def test_a_reader_that_has_gone_is_no_error() -> None:
    lines = [line for line in (*ANSWERS, *HELP, *MACHINE) if not line.startswith("validate")]
    with closed_pipe() as writing:
        for line, done in each(lines, lambda line: run(line, stdout=writing)):
            assert (done.status, done.err) == (0, ""), line


@linux
def test_a_reader_that_goes_while_it_reads_is_no_error() -> None:
    for line in ("export -f json", "list -f json", "show 1 2 3 4 5 6 7 8 9"):
        with narrow_pipe() as (reading, writing):
            started = start(line, stdout=writing)
            os.read(reading, 1)
        done = finish(started)
        assert (done.status, done.err) == (0, ""), line


@linux
@pytest.mark.parametrize(
    "shell", ['"$@" >/dev/full 2>/dev/full', '"$@" >&- 2>&-', '"$@" <&- >&- 2>&-']
)
def test_with_neither_stream_to_write_to_only_the_status_tells(shell: str) -> None:
    for line, done in each(("list", "export", "--help"), lambda line: run(line, shell)):
        assert (done.status, done.out, done.err) == (1, "", ""), line


@linux
@pytest.mark.parametrize(
    "line", ["export -f json", "list -f json", "show 1 2 3 4 5 6", "export -f json -o /dev/stdout"]
)
def test_an_output_that_does_not_block_gets_all(line: str) -> None:
    """A pipe that says *not now* when it is full, as some programs leave it to their children."""
    with narrow_pipe() as (reading, writing):
        os.set_blocking(writing, False)
        started = start(line, stdout=writing)
        os.close(writing)
        with open(reading, "rb", closefd=False) as pipe:
            got = pipe.read()
    done = finish(started)
    assert (done.status, done.err) == (0, "")
    assert got == run_plainly(line.replace(" -o /dev/stdout", "")).out_bytes


@linux
def test_standard_error_that_does_not_block_says_all() -> None:
    with narrow_pipe(full=True) as (reading, writing):
        os.set_blocking(writing, False)
        started = start("show 99", stderr=writing)
        os.close(writing)
        wait_until_blocked(started)
        with open(reading, "rb", closefd=False) as pipe:
            said = pipe.read().lstrip(b"\0")
    assert finish(started).status == 1
    assert said == run_plainly("show 99").err_bytes


@pytest.mark.slow
def test_a_file_opened_in_the_place_of_a_closed_stream_holds_only_what_it_should(
    tmp_path: Path,
) -> None:
    for name, shell in {
        "in": '"$@" <&-', "out": '"$@" >&-', "err": '"$@" 2>&-', "all": '"$@" <&- >&- 2>&-'
    }.items():  # fmt: skip
        done = run(f"export -f json -o {name}", shell, cwd=tmp_path)
        assert done.status == 0, done
        assert (tmp_path / name).read_bytes() == run_plainly("export -f json").out_bytes, name
    for shell in ('"$@" <&- 2>&-', '"$@" <&- >&- 2>&-'):
        bad = tmp_path / "bad.yaml"
        bad.write_text("a: [", "utf-8")
        assert run("list --data bad.yaml", shell, cwd=tmp_path).status == 1
        assert bad.read_text("utf-8") == "a: ["


# Standard error

BAD_ERRORS = {"closed": '"$@" 2>&-', "full": '"$@" 2>/dev/full', "read-only": '"$@" 2</dev/null'}


@pytest.mark.slow
@linux
@pytest.mark.parametrize("shell", BAD_ERRORS.values(), ids=BAD_ERRORS)
def test_without_standard_error_the_answer_is_the_same(shell: str) -> None:
    quiet = ("list", "export -f json", "--help", "filter --search zzz -f json")
    for line, done in each((*quiet, *WRONG), lambda line: run(line, shell)):
        assert (done.status, done.out) == (run_plainly(line).status, run_plainly(line).out), line


@pytest.mark.slow
def test_a_reader_of_errors_that_has_gone_changes_no_status() -> None:
    with closed_pipe() as writing:
        for line, done in each(WRONG, lambda line: run(line, stderr=writing)):
            assert (done.status, done.out) == (WRONG[line], ""), line


# Standard input


@pytest.mark.slow
def test_standard_input_is_not_read_unless_asked_for() -> None:
    """No prompt: a pipe that is never written to, and none at all, change nothing."""
    reading, writing = os.pipe()
    lines = [line for line in (*ANSWERS, *HELP, *MACHINE) if "validate" not in line]
    try:
        for line, done in each((*lines, *WRONG), lambda line: run(line, stdin=reading)):
            assert done == run_plainly(line), line
    finally:
        os.close(reading)
        os.close(writing)
    for line, done in each(("list", "export -f json", "nope"), lambda line: run(line, '"$@" <&-')):
        assert done == run_plainly(line), line


@pytest.mark.parametrize("shell", ['"$@" <&-', '"$@" 0>/dev/null', '"$@" </dev/null'])
@pytest.mark.parametrize("line", ["list --data -", "validate -", "export --data -"])
def test_a_standard_input_that_is_none_is_refused_when_asked(line: str, shell: str) -> None:
    done = run(line, shell)
    if line == "validate -":  # whose answer it is
        assert (done.status, done.out.count("\n"), done.err) == (1, 1, ""), done
    else:
        assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), done


# Signals

# Where it is interrupted: at the import of this module, by a module that Python imports first.
AT_IMPORT = """
import os, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["AT"]:
            os.kill(os.getpid(), int(os.environ["SIGNAL"]))
sys.meta_path.insert(0, Finder())
"""


PutBefore = Callable[[str], dict[str, str]]


@pytest.fixture
def before_all(tmp_path: Path) -> PutBefore:
    """Puts a module where Python imports it before anything of ours; the environment for that."""

    def put(source: str) -> dict[str, str]:
        folder = tmp_path / "before"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(source, "utf-8")
        return {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}

    return put


@pytest.mark.slow
@SIGNALS
def test_a_signal_ends_it_quietly_while_it_starts(
    number: signal.Signals, before_all: PutBefore
) -> None:
    env = before_all(AT_IMPORT) | {"SIGNAL": str(int(number))}
    places = ("ogpmx.cli", "typer", "ogpmx.commands", "ogpmx.options", "ogpmx.rows", "json")
    for place, done in each(places, lambda place: run("list -f json", env=env | {"AT": place})):
        assert (done.status, done.out, done.err) == (ENDED[number], "", ""), place
    for place in ("ogpmx.pages", "ogpmx.formats.text"):
        done = run("show 8", env=env | {"AT": place})
        assert (done.status, done.out, done.err) == (ENDED[number], "", ""), place


@pytest.mark.slow
@linux
@SIGNALS
@pytest.mark.parametrize(
    "line",
    [*ANSWERS, *HELP, *MACHINE, "export -f json -o /dev/stdout", "export -f xlsx -o /dev/fd/1"],
)
def test_a_signal_ends_it_quietly_while_nobody_reads_the_answer(
    line: str, number: signal.Signals
) -> None:
    with narrow_pipe(full=True) as (_reading, writing):
        started = start(line, stdout=writing)
        wait_until_blocked(started)
        started.send_signal(number)
        done = finish(started)
    said = done.err if not line.startswith("validate") else ""
    assert (done.status, said) == (ENDED[number], "")


@pytest.mark.slow
@linux
@SIGNALS
@pytest.mark.parametrize("line", WRONG)
def test_a_signal_ends_it_while_nobody_reads_the_error(line: str, number: signal.Signals) -> None:
    with narrow_pipe(full=True) as (_reading, writing):
        started = start(line, stderr=writing)
        wait_until_blocked(started)
        started.send_signal(number)
        assert finish(started).status == ENDED[number]


@pytest.mark.slow
@linux
@SIGNALS
@pytest.mark.parametrize("line", ["list --data -", "validate -", "export --data - -o x"])
@pytest.mark.parametrize("given", [b"", b"version: '1'\n", b"{"], ids=["nothing", "yaml", "json"])
def test_a_signal_ends_it_quietly_while_it_reads_standard_input(
    line: str, given: bytes, number: signal.Signals, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    os.write(writing, given)
    try:
        started = start(line, stdin=reading, cwd=tmp_path)
        wait_until_blocked(started)
        started.send_signal(number)
        done = finish(started)
    finally:
        os.close(reading)
        os.close(writing)
    assert (done.status, done.out, done.err) == (ENDED[number], "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@linux
@SIGNALS
def test_a_signal_ends_it_quietly_while_it_waits_for_a_named_pipe(
    number: signal.Signals, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with open(tmp_path / "pipe", "rb+", buffering=0):  # so that there is a writer
        started = start("list --data pipe", cwd=tmp_path)
        wait_until_blocked(started)
        started.send_signal(number)
        done = finish(started)
    assert (done.status, done.out, done.err) == (ENDED[number], "", "")
    started = start("export -o pipe", cwd=tmp_path)  # nobody will read it
    wait_until_blocked(started)
    started.send_signal(number)
    done = finish(started)
    assert (done.status, done.out, done.err) == (ENDED[number], "", "")


@linux
def test_an_interruption_that_its_starter_ignores_is_ignored_while_reading() -> None:
    started = start("list --data - -f json", 'trap "" INT', stdin=subprocess.PIPE)
    wait_until_blocked(started)
    started.send_signal(signal.SIGINT)
    assert started.stdin
    started.stdin.write(run_plainly("export").out_bytes)
    assert finish(started) == run_plainly("list -f json")


@linux
def test_an_interruption_that_its_starter_ignores_is_ignored_while_writing() -> None:
    """As `nohup` and shells without job control do for what runs behind them."""
    with narrow_pipe() as (reading, writing):
        started = start("export -f json", 'trap "" INT TERM', stdout=writing)
        os.close(writing)
        got = os.read(reading, 100)
        wait_until_blocked(started)
        started.send_signal(signal.SIGINT)
        started.send_signal(signal.SIGTERM)
        with open(reading, "rb", closefd=False) as pipe:
            got += pipe.read()
        done = finish(started)
    assert (done.status, done.err) == (0, "")
    assert got == run_plainly("export -f json").out_bytes


# Environments

NO_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # so: plain ASCII
# Each row holds several things that have nothing to do with one another: a few rows hold them all.
ENVIRONMENTS: dict[str, Mapping[str, str]] = {
    "C": {"LC_ALL": "C", "COLUMNS": "1", "LINES": "1"},
    "ASCII by locale": NO_LOCALE,
    "ASCII": {"PYTHONIOENCODING": "ascii:strict", "NO_COLOR": "1", "TERM": "xterm"},
    "Latin 1": {"PYTHONIOENCODING": "latin-1", "TERM": "dumb", "COLUMNS": "0"},
    "UTF-16": {"PYTHONIOENCODING": "utf-16", "LANG": "POSIX"},
    "UTF-8 with a mark": {"PYTHONIOENCODING": "utf-8-sig", "PYTHONUTF8": "1"},
    "Japanese": {"PYTHONIOENCODING": "shift_jis", "LANGUAGE": "de:fr", "LC_MESSAGES": "de_DE"},
    "Spanish": {"LC_ALL": "es_MX.UTF-8"},
    "Spanish by name": {"OGPMX_LANG": "es", "LC_ALL": "xx_YY.KOI8-R"},
    "colour": {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "an odd terminal": {
        "TERM": "no-such-terminal", "TERMINFO": "/nowhere", "COLUMNS": "99999",
        "JPY_PARENT_PID": "1", "JUPYTER_COLUMNS": "7", "TTY_COMPATIBLE": "1",
        "TERMINAL_WIDTH": "9", "TYPER_USE_RICH": "1", "_TYPER_FORCE": "1",
    },
    "an odd Python": {
        "PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONOPTIMIZE": "1", "PYTHONUNBUFFERED": "1", "PYTHONINTMAXSTRDIGITS": "640",
    },
    "without docstrings": {"PYTHONOPTIMIZE": "2"},
    "no home": {
        "HOME": "/nowhere", "TMPDIR": "/nowhere", "XDG_CONFIG_HOME": "/nowhere", "PATH": "",
        "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONINSPECT": "1",
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_programs_get_the_same_bytes_in_any_environment(name: str) -> None:
    env = ENVIRONMENTS[name]
    lines = [f"--lang en {line}" for line in MACHINE]
    if name == "without docstrings":  # where Python takes the schema's descriptions away
        lines.remove("--lang en schema")
    for line, done in each(lines, lambda line: run(line, env=env)):
        assert done.out_bytes == run_plainly(line).out_bytes, line
        assert done.status == run_plainly(line).status, line


ENCODINGS = {
    "ASCII by locale": "ascii", "ASCII": "ascii", "Latin 1": "latin-1", "Japanese": "shift_jis",
    "UTF-16": "utf-16", "UTF-8 with a mark": "utf-8-sig",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "encoding"), ENCODINGS.items(), ids=ENCODINGS)
def test_people_get_text_in_their_encoding(name: str, encoding: str) -> None:
    """In Spanish, which has the letters that an encoding may lack."""

    def typed(line: str) -> str:
        return f"--lang es {line}"

    for line, done in each(
        (*ANSWERS, *HELP), lambda line: run(typed(line), env=ENVIRONMENTS[name])
    ):
        assert (done.status, done.err) == (0, ""), line
        text, whole = done.out_bytes.decode(encoding), run_plainly(typed(line)).out
        assert text.count("?") <= whole.count("?"), line  # nothing that has no letters at all
        assert len(text.splitlines()) == len(whole.splitlines()), line
        assert re.findall("[a-z]+", text, re.ASCII) or not whole, line
    for line, done in each(WRONG, lambda line: run(typed(line), env=ENVIRONMENTS[name])):
        assert (done.status, done.out) == (WRONG[line], ""), line
        assert done.err_bytes.decode(encoding).startswith("ogpmx: "), line


# FORCE_COLOR asks for another text, and so does an encoding; nothing else does.
PLAIN = [name for name in ENVIRONMENTS if name not in ENCODINGS and name != "colour"]


@pytest.mark.slow
@pytest.mark.parametrize("name", PLAIN)
def test_people_get_the_same_text_in_a_pipe_in_any_environment(name: str) -> None:
    env = ENVIRONMENTS[name]
    wrong = [line for line in WRONG if "--lang" not in line]  # said in the environment's language
    lines = [f"--lang en {line}" for line in (*ANSWERS, "--version", *wrong)]
    for line, done in each(lines, lambda line: run(line, env=env)):
        assert done == run_plainly(line), line


@pytest.mark.slow
@pytest.mark.parametrize("name", ["an odd Python", "an odd terminal", "no home"])
def test_the_help_is_the_same_in_any_environment(name: str) -> None:
    for line, done in each(HELP, lambda line: run(line, env=ENVIRONMENTS[name])):
        assert done == run_plainly(line), line


@pytest.mark.slow
@pytest.mark.parametrize("env", [NO_LOCALE, {"LC_ALL": "C"}, {"LC_ALL": "xx_YY"}], ids=str)
def test_what_is_typed_is_understood_in_any_locale(env: Mapping[str, str], tmp_path: Path) -> None:
    def typed(line: str) -> Run:
        return run([word.encode() for word in split(line)], env=env, cwd=tmp_path)

    for line in ("search rendición -f json", "participant 'Secretaría de Educación' -f json"):
        assert typed(line) == run_plainly(line)
        assert run_plainly(line).status == 0
    assert "rendici\\udc" not in typed("participant rendición").err
    assert typed("export -f json -o 'el año.json'").status == 0
    assert os.listdir(os.fsencode(tmp_path)) == ["el año.json".encode()]
    assert typed("validate 'el año.json'").status == 0
    assert typed("list -f json --data 'el año.json'").out == run_plainly("list -f json").out


COLUMNS = ["", "0", "1", "-5", "abc", "²", "1.5", "1e9", "1000000000", "9" * 5000, " 40", "٤٠"]


@pytest.mark.slow
@pytest.mark.parametrize("columns", COLUMNS, ids=lambda text: text[:12])
def test_a_pipe_gets_the_same_text_whatever_columns_holds(columns: str) -> None:
    env = {"COLUMNS": columns, "LC_ALL": "C.UTF-8"}
    lines = ("list", "show 8", "summary", "summary --by participant --cross sector")
    for line, done in each(lines, lambda line: run(line, env=env)):
        assert done == run_plainly(line), line
    for line, done in each(("", "summary --help"), lambda line: run(line, env=env)):
        assert (done.status, done.err) == (0, ""), line
        # where there is hardly any room, words too are broken
        assert "".join(done.out.split()) == "".join(run_plainly(line).out.split()), line


@pytest.mark.slow
@pytest.mark.parametrize(("value", "colour"), [("1", True), ("0", False), ("", False)])
def test_a_pipe_gets_colour_only_when_it_is_asked_for(value: str, colour: bool) -> None:
    drawn = [line for line in ANSWERS if " -f " not in line]
    for line, done in each(drawn, lambda line: run(line, env={"FORCE_COLOR": value})):
        assert bool(COLOUR.search(done.out)) is colour, line
        assert colour or done == run_plainly(line), line


# Little of everything


@pytest.mark.slow
def test_six_file_handles_are_enough(tmp_path: Path) -> None:
    shell = "ulimit -n 6"
    for line, done in each((*ANSWERS, *HELP, *MACHINE), lambda line: run(line, shell)):
        assert done == run_plainly(line), line
    for format in ("json", "datapackage", "sqlite"):
        done = run(f"export -f {format} -o {format}", shell, cwd=tmp_path)
        assert (done.status, done.err) == (0, ""), format


@pytest.mark.slow
@linux
def test_120_megabytes_of_memory_are_enough() -> None:
    for line, done in each((*ANSWERS, *HELP, *MACHINE), lambda line: run(line, "ulimit -v 120000")):
        assert done == run_plainly(line), line


@pytest.mark.slow
def test_fifty_at_once_answer_as_one_and_only_one_creates_a_file(tmp_path: Path) -> None:
    lines = [["list", "summary", "show 8 -f json", "export", "nope"][n % 5] for n in range(50)]
    started = [(line, start(line)) for line in lines]
    for line, one in started:
        assert finish(one) == run_plainly(line)
    ends = [finish(one) for one in [start("export -o plan", cwd=tmp_path) for _ in range(50)]]
    assert sorted(done.status for done in ends) == [0] + [1] * 49
    assert all("exists" in done.err for done in ends if done.status)
    assert (tmp_path / "plan").read_bytes() == run_plainly("export").out_bytes


@pytest.mark.slow
@pytest.mark.parametrize("format", ["json", "datapackage"])
def test_fifty_at_once_may_replace_one_file_or_folder(format: str, tmp_path: Path) -> None:
    line = f"export -f {format} -o plan --force"
    ends = [finish(one) for one in [start(line, cwd=tmp_path) for _ in range(50)]]
    assert os.listdir(tmp_path) == ["plan"]
    assert {(done.status, done.err) for done in ends} == {(0, "")}


# Working folders

READING = ("list", "show 8 -f json", "--help", "--version", "export", "schema")
OUTSIDE = {
    "export -f json -o x.json": "x.json: ", "export -f datapackage -o x": "x: ",
    "export -f sqlite -o x.db --force": "x.db: ", "list --data nowhere.yaml": "nowhere.yaml: ",
    "compare nowhere.yaml": "nowhere.yaml: ",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["555", "000", "311"])
def test_a_working_folder_without_permissions_harms_only_what_is_written_there(
    mode: str, tmp_path: Path
) -> None:
    powerless = ""
    if not os.geteuid():
        if not shutil.which("setpriv"):
            pytest.skip("root, and no setpriv")
        powerless = "setpriv --bounding-set=-all"  # so that permissions hold even for root

    def there(line: str) -> Run:
        folder = tmp_path / re.sub(r"\W", "", line)
        folder.mkdir()
        shell = f"cd '{folder}'; chmod {mode} .; exec {powerless} \"$@\""
        done = run(line, shell, env={"PATH": os.defpath})
        folder.chmod(0o700)
        return done

    for line, done in each(READING, there):
        assert done == run_plainly(line), line
    for line, done in each(OUTSIDE, there):
        if mode == "311" and line.startswith("export"):
            continue
        assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), (line, done)
        assert OUTSIDE[line] in done.err


@pytest.mark.slow
@linux
def test_a_working_folder_that_is_gone_harms_only_what_is_read_or_written_there(
    tmp_path: Path,
) -> None:
    def gone(line: str) -> Run:
        folder = tmp_path / re.sub(r"\W", "", line)
        folder.mkdir()
        return run(line, f"cd '{folder}'; rmdir '{folder}'")

    for line, done in each(READING, gone):
        assert done == run_plainly(line), line
    for line, done in each(OUTSIDE, gone):
        assert (done.status, done.out, done.is_one_line_of_error) == (1, "", True), (line, done)
        assert OUTSIDE[line] in done.err


# What a program of ours never does: ends with status 99 if it does.
WATCH = """
import os, sys
def watch(event, args):
    if event == "open":
        mode, flags = args[1] or "", args[2] or 0
        bad = set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    else:
        bad = event.split(".")[0] in ("socket", "subprocess", "webbrowser", "urllib") or event in (
            "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.mkdir", "os.rename",
            "os.remove", "os.link", "os.symlink", "pty.spawn", "builtins.input")
    if bad:
        os.write(2, repr((event, args)).encode())
        os._exit(99)
sys.addaudithook(watch)
"""


@pytest.mark.slow
def test_no_network_no_other_program_no_prompt_nothing_written(
    before_all: PutBefore, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = before_all(WATCH) | {"HOME": str(home)}
    lines = [line for line in (*ANSWERS, *HELP, *MACHINE, *WRONG) if "-o" not in line.split()]
    for line, done in each(lines, lambda line: run(line, env=env, cwd=home)):
        assert done == run_plainly(line), (line, done)
    assert list(home.rglob("*")) == []


# What lies beside it

TREACHEROUS = (
    "json", "typer", "yaml", "rich", "msgspec", "signal", "gc", "re", "os", "codecs", "gettext",
    "locale", "csv", "unicodedata", "difflib", "inspect", "sitecustomize", "usercustomize",
    "commitments", "cli", "messages", "ogpmx_data", "sqlite3", "xlsxwriter",
)  # fmt: skip


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder of treacherous files."""
    for name in TREACHEROUS:
        (tmp_path / f"{name}.py").write_text("print('trapped')\nraise SystemExit(99)\n", "utf-8")
    for name in ("commitments.yaml", "commitments.json", "commitments.compiled", "pyproject.toml"):
        (tmp_path / name).write_text("trapped: [", "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "commitments.yaml").write_text("trapped: [", "utf-8")
    (tmp_path / "locale" / "en").mkdir(parents=True)
    return tmp_path


def add_trapped_package(folder: Path) -> None:
    (folder / "ogpmx").mkdir()
    for name in ("__init__", "__main__"):
        (folder / "ogpmx" / f"{name}.py").write_text("raise SystemExit(99)\n", "utf-8")


@pytest.mark.slow
def test_files_and_modules_in_the_working_folder_are_not_picked_up(trap: Path) -> None:
    add_trapped_package(trap)
    for line, done in each((*ANSWERS, *HELP, *MACHINE, *WRONG), lambda line: run(line, cwd=trap)):
        if "export -f xlsx" not in line and "-o" not in line.split():
            assert done == run_plainly(line), line
    done = run("export -f sqlite -o plan.db", cwd=trap)
    assert (done.status, done.err) == (0, "")


def run_as_module(*options: str, **more: Any) -> Run:
    command = [sys.executable, *options, "-m", "ogpmx", "list", "-f", "json"]
    done = subprocess.run(command, capture_output=True, timeout=60, env={}, **more)
    return Run(done.returncode, done.stdout, done.stderr)


def test_python_m_picks_up_no_module_from_the_working_folder(trap: Path) -> None:
    assert run_as_module(cwd=trap) == run_plainly("list -f json")


def test_python_P_m_picks_up_not_even_a_package_of_its_own_name(trap: Path) -> None:
    """Without `-P` Python itself finds that before ours: there is nothing of ours to prevent it."""
    add_trapped_package(trap)
    assert run_as_module("-P", cwd=trap) == run_plainly("list -f json")
