"""Terminals, of 0, 20, 40, 60, 80, 120 and 200 columns.

- a real one gets what is drawn for its width; 0 columns count as 80
- no line is wider, on any command, in either language, help included
- what a narrow one cannot hold in a line is wrapped: no text is lost
- colour and links, with NO_COLOR, FORCE_COLOR, TERM=dumb and none; the text is the same without
- COLUMNS, if it is a number, is the width; whatever else it holds, the terminal's own
- an ASCII locale gets ASCII, and no wider lines
- what programs read is the same bytes on a terminal
- Ctrl-C is an interruption, also while nobody looks
- what takes long is said while it lasts, if somebody looks
"""

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from functools import cache
from typing import IO

import pytest
from processes import (
    ANSWERS,
    COLOUR,
    HELP,
    LINK,
    MACHINE,
    ON_TERMINAL,
    WRONG,
    Ogpmx,
    Run,
    each,
    finish,
    linux,
    run_on_terminal,
    run_plainly,
    start,
    strip_escapes,
    strip_spaces,
    terminal,
    wait_until_blocked,
)
from registries import COMMANDS, LANGUAGES
from rich.cells import cell_len

QUICK, ALL = (20, 80), (20, 40, 60, 80, 120, 200)
WIDTHS = [pytest.param(width, marks=[pytest.mark.slow] * (width not in QUICK)) for width in ALL]
DRAWN = [line for line in ANSWERS if " -f " not in line]
MORE_DRAWN = [
    "list --columns +url", "list --columns number,title,objective,results,participants",
    "show 5", "show 1 8 12", "summary --by participant", "summary --by topic",
    "summary --by status --cross irm_completion", "summary --by participant --cross sector",
]  # fmt: skip
PAGES = ["", "--help", *(f"{name} --help" for name in COMMANDS)]
ASCII = {"TERM": "xterm", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def find_widest(drawn: str) -> str:
    return max(strip_escapes(drawn).split("\n"), key=cell_len)


# Width


@pytest.mark.slow
@linux
@pytest.mark.parametrize("columns", [0, 20, 40, 80, 200])
def test_a_real_terminal_gets_what_is_drawn_for_its_width(ogpmx: Ogpmx, columns: int) -> None:
    lines = [*DRAWN, "", "summary --help"]
    for line, done in each(lines, lambda line: run_on_terminal(line, columns)):
        here = ogpmx(line, terminal=columns or 80)
        assert done.status == here.status == 0, line
        assert done.out == re.sub(r"\x1b\]8;id=\d+;", "\x1b]8;;", here.out), line


# Not tables: they leave out columns that have no room, and an overview its long tails.
WHOLE = ("show 8", "show 5", "show 1 8 12", "plan", "participant inai", *PAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("line", "columns"),
    [
        pytest.param(line, width, marks=[pytest.mark.slow] * (width not in QUICK))
        for line in [*DRAWN, *MORE_DRAWN, *PAGES]
        for width in ALL
        if width >= 40 or line not in PAGES  # help is laid out for 40 columns or more
    ],
)
def test_no_line_is_wider_than_the_terminal_and_no_text_is_lost(
    ogpmx: Ogpmx, line: str, columns: int, lang: str
) -> None:
    done, whole = (ogpmx(f"--lang {lang} {line}", terminal=width) for width in (columns, None))
    assert (done.status, done.err) == (0, "")
    drawn = strip_escapes(done.out)
    assert "\x1b" not in drawn
    widest = find_widest("\n".join(s for s in drawn.splitlines() if not s.startswith("  ogpmx ")))
    assert cell_len(widest) <= columns, widest  # but for examples, which are there to be copied
    assert len(strip_spaces(drawn)) > 100
    if "summary" not in line:
        assert drawn.count("…") <= whole.out.count("…")  # nothing is cut
    if line in WHOLE:
        assert sorted(strip_spaces(drawn)) == sorted(strip_spaces(whole.out))


@pytest.mark.slow
@pytest.mark.parametrize("columns", [20, 80])
def test_an_ascii_locale_gets_ascii_in_lines_that_are_no_wider(columns: int) -> None:
    lines = [f"--lang {lang} {line}" for lang in LANGUAGES for line in DRAWN]
    for line, done in each(lines, lambda line: run_on_terminal(line, columns, ASCII)):
        assert done.status == 0, line
        assert done.out.isascii(), line
        assert cell_len(find_widest(done.out)) <= columns, (line, find_widest(done.out))


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_may_leave_columns_out_but_no_row_and_no_title(
    ogpmx: Ogpmx, columns: int, lang: str
) -> None:
    numbers = [str(n) for n in range(1, 14)]
    line = f"--lang {lang} list --columns"
    shown = strip_escapes(ogpmx(f"{line} number,title", terminal=columns).out).split()
    assert [word for word in shown if word in numbers] == numbers
    titles = strip_escapes(ogpmx(f"{line} title", terminal=columns).out)
    assert strip_spaces(titles) == strip_spaces(ogpmx(f"{line} title").out)


def test_columns_that_were_asked_for_are_left_out_only_where_not_a_letter_of_each_has_room(
    ogpmx: Ogpmx,
) -> None:
    line = "list --columns +url,start,end,plan,objective"
    drawn = ogpmx(line, terminal=20).out
    assert "Not shown for want of width: OGP, IRM:" in " ".join(strip_escapes(drawn).split())
    assert "Not shown" not in ogpmx(line, terminal=40).out


@linux
@pytest.mark.parametrize(("asked", "columns"), [("40", 40), ("100", 100), ("1", 20), ("19", 20)])
def test_a_number_in_columns_is_the_width_and_20_is_the_least(asked: str, columns: int) -> None:
    env = ON_TERMINAL | {"COLUMNS": asked}
    for line, done in each(("list", "-h"), lambda line: run_on_terminal(line, 80, env)):
        assert done == run_on_terminal(line, columns), line


NO_NUMBERS = ["", "0", "-5", "abc", "\u00b2", "1e3", " 40", "40 ", "4_0", "1000000", "9" * 5000]


@pytest.mark.slow
@linux
@pytest.mark.parametrize("asked", NO_NUMBERS, ids=lambda text: text[:8])
def test_what_is_no_number_in_columns_leaves_the_terminals_own_width(asked: str) -> None:
    env = ON_TERMINAL | {"COLUMNS": asked}
    for line, done in each(("list", "-h"), lambda line: run_on_terminal(line, 60, env)):
        assert done == run_at_sixty(line), line


@cache
def run_at_sixty(line: str) -> Run:
    return run_on_terminal(line, 60)


# Colour and links


LOOKS: dict[str, tuple[dict[str, str], bool, bool]] = {
    # what is set: whether there is colour, whether there are links
    "a terminal": ({}, True, True),
    "true colour": ({"COLORTERM": "truecolor"}, True, True),
    "of eight colours": ({"TERM": "xterm"}, True, True),
    "no such": ({"TERM": "no-such-terminal"}, True, True),
    "unknown": ({"TERM": "unknown"}, False, False),
    "NO_COLOR": ({"NO_COLOR": "1"}, False, True),
    "NO_COLOR, empty": ({"NO_COLOR": ""}, True, True),
    "FORCE_COLOR=0": ({"FORCE_COLOR": "0"}, True, True),
    "dumb": ({"TERM": "dumb"}, False, False),
    "dumb, but forced": ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    "dumb, and not forced": ({"TERM": "dumb", "FORCE_COLOR": "0"}, False, False),
    "TERM, empty": ({"TERM": ""}, False, False),
}


@pytest.mark.parametrize(("env", "colour", "links"), LOOKS.values(), ids=LOOKS)
def test_colour_and_links_are_where_they_are_wanted(
    ogpmx: Ogpmx, env: Mapping[str, str], colour: bool, links: bool
) -> None:
    for line in ("list", "show 8"):
        drawn = ogpmx(line, terminal=100, env=env).out
        assert (has_colour(drawn), bool(LINK.search(drawn))) == (colour, links), line


@pytest.mark.parametrize("line", DRAWN)
def test_nothing_is_said_by_colour_alone(ogpmx: Ogpmx, line: str) -> None:
    drawn, plain = (ogpmx(line, terminal=100, env={"TERM": term}).out for term in ("xterm", "dumb"))
    assert has_colour(drawn)
    assert "\x1b" not in plain
    assert strip_escapes(drawn) == plain


def has_colour(drawn: str) -> bool:
    codes = [code for found in COLOUR.findall(drawn) for code in found[2:-1].split(";")]
    return any(code in {"30", "31", "32", "33", "34", "35", "36", "37", "38"} for code in codes)


@linux
def test_a_terminal_whose_kind_nobody_tells_gets_neither_colour_nor_links() -> None:
    assert "\x1b" not in run_on_terminal("list", 100, {"LC_ALL": "C.UTF-8"}).out


def test_every_link_is_closed(ogpmx: Ogpmx) -> None:
    for line in ("list", "show 8"):
        ends = [link == "\x1b]8;;\x1b\\" for link in LINK.findall(ogpmx(line, terminal=60).out)]
        assert ends == [False, True] * (len(ends) // 2), line
        assert ends, line


@pytest.mark.slow
@linux
def test_help_and_what_is_wrong_have_no_colour() -> None:
    for line, done in each((*HELP, *WRONG), lambda line: run_on_terminal(line, 80)):
        assert "\x1b" not in done.out, line
        assert done.status == WRONG.get(line, 0), line


# Programs


@pytest.mark.slow
@linux
def test_programs_get_the_same_bytes_on_a_terminal() -> None:
    for line, done in each(MACHINE, lambda line: run_on_terminal(line, 20)):
        assert done.out == run_plainly(line).out.replace("\r\n", "\n"), line


# Interruptions


def start_as_leader(line: str, its: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a line as a shell starts it: the terminal's own keys reach it."""
    import fcntl
    import termios

    def lead() -> None:
        os.setsid()
        fcntl.ioctl(its, termios.TIOCSCTTY, 0)

    return start(line, env=ON_TERMINAL, stdin=its, stdout=its, preexec_fn=lead)


@linux
@pytest.mark.parametrize(("key", "status"), [(b"\x03", 130), (b"\x1c", -signal.SIGQUIT)])
def test_the_keys_that_end_a_program_end_it_while_it_reads(key: bytes, status: int) -> None:
    with terminal(80) as (ours, its):
        started = start_as_leader("list --data -", its)
        wait_until_blocked(started)
        os.write(ours, key)
        done = finish(started)
    assert (done.status, done.err) == (status, "")


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_while_nobody_looks_at_the_terminal(number: signal.Signals) -> None:
    with terminal(80) as (_ours, its):
        started = start("show 1 2 3 4 5 6 7", env=ON_TERMINAL, stdin=its, stdout=its)
        wait_until_blocked(started)
        started.send_signal(number)
        done = finish(started)
    assert (done.status, done.err) == (128 + number, "")


# Work that takes long
