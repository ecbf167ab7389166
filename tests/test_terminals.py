"""Real terminals, of 0, 20, 40, 80 and 200 columns.

- no line is wider, on any command, in either language, help included; 0 columns count as 80
- what a narrow one cannot hold in a line is wrapped: no text is lost
- colour and links, with NO_COLOR, FORCE_COLOR, TERM=dumb and none; the text is the same without
- COLUMNS, if it is a number, is the width; whatever else it holds, the terminal's own
- an ASCII locale gets ASCII, and no wider lines
- what programs read is the same bytes on a terminal
- Ctrl-C is an interruption, also while nobody looks
"""

import io
import os
import signal
import sys
from functools import cache

import pytest
from processes import (
    ANSWERS,
    COLOUR,
    HELP,
    LINK,
    MACHINE,
    ON_TERMINAL,
    WRONG,
    bare,
    each,
    ended,
    on_terminal,
    process,
    squeezed,
    stalled,
    terminal,
    usual,
)  # fmt: skip
from rich.cells import cell_len

from ogpmx import cli
from ogpmx.terminal import Progress

WIDTHS = (0, 20, 40, 80, 200)
DRAWN = [line for line in ANSWERS if "plain" not in line]
PAGES = ["", "--help", *(f"{name} --help" for name in cli.COMMANDS)]
ASCII = {"TERM": "xterm", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux")


def widest(drawn):
    return max(bare(drawn).split("\n"), key=cell_len)


# Width


# Not tables: they leave out columns that have no room, and an overview its long tails.
WHOLE = ("show 8", "plan", "participant inai", *PAGES)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_is_wider_than_the_terminal_and_no_text_is_lost(columns, lang):
    lines = [f"--lang {lang} {line}" for line in (*DRAWN, *PAGES)]
    for line, done in each(lines, lambda line: on_terminal(line, columns)):
        assert done.status == 0, line
        drawn, whole = bare(done.out), usual(line).out
        assert cell_len(widest(drawn)) <= (columns or 80), (line, widest(drawn))
        assert len(squeezed(drawn)) > 100, line
        if "summary" not in line:
            assert drawn.count("\u2026") <= whole.count("\u2026"), line  # nothing is cut
        if line.removeprefix(f"--lang {lang} ") in WHOLE:
            assert sorted(squeezed(drawn)) == sorted(squeezed(whole)), line


@pytest.mark.parametrize("columns", [20, 80])
def test_ascii_is_no_wider(columns):
    lines = [f"--lang {lang} {line}" for lang in ("en", "es") for line in DRAWN]
    for line, done in each(lines, lambda line: on_terminal(line, columns, ASCII)):
        assert done.status == 0, line
        assert done.out.isascii(), line
        assert cell_len(widest(done.out)) <= columns, (line, widest(done.out))


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_row_keeps_its_title(columns):
    """Columns that have no room may be left out, but never the title, and never a row."""
    numbers = [str(n) for n in range(1, 14)]
    shown = bare(on_terminal("list --columns number,title", columns).out).split()
    assert [word for word in shown if word in numbers] == numbers
    letters = sorted(squeezed(usual("list --columns title").out))
    assert sorted(squeezed(bare(on_terminal("list --columns title", columns).out))) == letters


@pytest.mark.parametrize(("asked", "columns"), [("40", 40), ("100", 100), ("1", 20), ("19", 20)])
def test_columns_is_the_width(asked, columns):
    env = ON_TERMINAL | {"COLUMNS": asked}
    for line, done in each(("list", "plan", "-h"), lambda line: on_terminal(line, 80, env)):
        assert done == on_terminal(line, columns), line


NO_NUMBERS = ["", "0", "-5", "abc", "\u00b2", "1e3", " 40", "40 ", "4_0", "1000000", "9" * 5000]


@pytest.mark.parametrize("asked", NO_NUMBERS, ids=lambda text: text[:8])
def test_what_is_no_number_of_columns_is_as_nothing(asked):
    env = ON_TERMINAL | {"COLUMNS": asked}
    for line, done in each(("list", "-h"), lambda line: on_terminal(line, 60, env)):
        assert done == at_sixty(line), line


@cache
def at_sixty(line):
    return on_terminal(line, 60)


# Colour and links


def without(name):
    return {other: value for other, value in ON_TERMINAL.items() if other != name}


LOOKS = {  # what is set: whether there is colour, whether there are links
    "a terminal": (ON_TERMINAL, True, True),
    "true colour": (ON_TERMINAL | {"COLORTERM": "truecolor"}, True, True),
    "of eight colours": (ON_TERMINAL | {"TERM": "xterm"}, True, True),
    "no such": (ON_TERMINAL | {"TERM": "no-such-terminal"}, True, True),
    "unknown": (ON_TERMINAL | {"TERM": "unknown"}, False, False),
    "NO_COLOR": (ON_TERMINAL | {"NO_COLOR": "1"}, False, True),
    "NO_COLOR, empty": (ON_TERMINAL | {"NO_COLOR": ""}, True, True),
    "FORCE_COLOR=0": (ON_TERMINAL | {"FORCE_COLOR": "0"}, True, True),
    "dumb": (ON_TERMINAL | {"TERM": "dumb"}, False, False),
    "dumb, but forced": (ON_TERMINAL | {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    "dumb, and not forced": (ON_TERMINAL | {"TERM": "dumb", "FORCE_COLOR": "0"}, False, False),
    "TERM, empty": (ON_TERMINAL | {"TERM": ""}, False, False),
    "no TERM": (without("TERM"), False, False),
}


@pytest.mark.parametrize(("env", "colour", "links"), LOOKS.values(), ids=LOOKS)
def test_colour_and_links_are_where_they_are_wanted(env, colour, links):
    lines = DRAWN if (colour, links) == (False, True) else DRAWN[:4]
    drawn = dict(each(lines, lambda line: on_terminal(line, 100, env).out))
    for line, plain in each(lines, plainly):
        assert "\x1b" not in plain
        assert bare(drawn[line]) == plain, line  # nothing is said by colour alone
        assert ("\x1b" in drawn[line]) is (colour or links), line
    assert {has_colour(drawn[line]) for line in lines} == {colour}
    assert {bool(LINK.search(drawn[line])) for line in lines[:3]} == {links}


@cache
def plainly(line):
    return on_terminal(line, 100, ON_TERMINAL | {"TERM": "dumb"}).out


def has_colour(drawn):
    codes = [code for found in COLOUR.findall(drawn) for code in found[2:-1].split(";")]
    return any(code in {"30", "31", "32", "33", "34", "35", "36", "37", "38"} for code in codes)


def test_every_link_is_closed():
    for line, done in each(("list", "show 8"), lambda line: on_terminal(line, 60)):
        ends = [link == "\x1b]8;;\x1b\\" for link in LINK.findall(done.out)]
        assert ends == [False, True] * (len(ends) // 2), line
        assert ends, line


def test_help_and_what_is_wrong_have_no_colour():
    for line, done in each((*HELP, *WRONG), lambda line: on_terminal(line, 80)):
        assert "\x1b" not in done.out, line
        assert done.status == WRONG.get(line, 0), line


# Programs


def test_programs_get_the_same_bytes():
    for line, done in each(MACHINE, lambda line: on_terminal(line, 20)):
        assert done.out == usual(line).out.replace("\r\n", "\n"), line


# Interruptions


def led(line, its, **more):
    """Started as a shell starts it: the terminal's own keys reach it."""
    return process(
        line, env=ON_TERMINAL, stdin=its, stdout=its, preexec_fn=lambda: _lead(its), **more
    )


def _lead(its):
    os.setsid()
    import fcntl
    import termios

    fcntl.ioctl(its, termios.TIOCSCTTY, 0)


@linux
@pytest.mark.parametrize(("key", "status"), [(b"\x03", 130), (b"\x1c", -signal.SIGQUIT)])
def test_keys_end_it_while_it_reads(key, status):
    with terminal(80) as (ours, its):
        started = led("list --data -", its)
        stalled(started)
        os.write(ours, key)
        done = ended(started)
    assert (done.status, done.err) == (status, "")


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_while_nobody_looks(number):
    with terminal(80) as (_ours, its):
        started = process("show 1 2 3 4 5 6 7", env=ON_TERMINAL, stdin=its, stdout=its)
        stalled(started)
        started.send_signal(number)
        done = ended(started)
    assert (done.status, done.err) == (128 + number, "")


# Work that takes long


def test_what_takes_long_is_said_and_wiped_away(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress("Reading") as progress:
        progress.timer.cancel()
        progress(0.25)
        assert screen.getvalue() == ""  # a second has not passed
        progress.timer.function()
        progress(0.5)
    assert screen.getvalue() == "\rReading …\rReading 50% …\r             \r"


def test_what_takes_long_is_not_said_where_nobody_watches(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress("Reading") as progress:
        assert progress.timer is None
        progress(0.5)
    assert sys.stderr.getvalue() == ""
