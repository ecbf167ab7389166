"""The one owner of the standard streams: their encoding, their width, their colours, their ends.

What people read is written in the stream's own encoding, what it lacks spelled out in letters it
has; what programs read is always UTF-8, byte for byte the same.
"""

import codecs
import errno
import io
import os
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from time import monotonic
from typing import Any, TextIO

from ogpmx.errors import CannotWrite, ReaderGone
from ogpmx.messages import _
from ogpmx.sanitize import drawable

LEAST_WIDTH = 20
USUAL_WIDTH = 80
DUMB = ("dumb", "unknown", "")  # what TERM calls a terminal that knows no escapes

# One for one, so that what is aligned, and held within a width, stays so; `""` has no width.
_SPELLED = {
    "✓": "+", "◐": "~", "✗": "x", "—": "-", "–": "-", "…": ".", "·": "-", "•": "*", "→": ">",
    "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "█": "#", "━": "-", "─": "-",
    "╸": "-", "│": "|", "¿": "", "¡": "", "≠": "!", "●": "o", "○": ".",
}  # fmt: skip


def _spell_lacking(error: UnicodeError) -> tuple[str, int]:
    """What to write for characters that an encoding lacks: signs in ASCII, letters unaccented."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(map(_spell_character, lacking)), error.end


def _spell_character(char: str) -> str:
    if char in _SPELLED:
        return _SPELLED[char]
    if unicodedata.combining(char):
        return ""  # the accent of a letter that is there
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return plain if len(plain) == 1 else "?"


codecs.register_error("ogpmx", _spell_lacking)


def prepare() -> None:
    """Make the streams write whatever they are given."""
    sys.stdout, sys.stderr = _prepared(sys.stdout), _prepared(sys.stderr)


def _prepared(stream: Any) -> Any:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="ogpmx")
        with suppress(OSError, ValueError, AttributeError):  # no stream of the system's; Windows
            number = stream.fileno()
            if not os.get_blocking(number):
                raw = io.BufferedWriter(_Patient(number, "wb", closefd=False))
                buffering = stream.line_buffering
                return io.TextIOWrapper(raw, stream.encoding, "ogpmx", line_buffering=buffering)
    return stream


class _Patient(io.FileIO):
    """Waits where a write would not block: we do not let it block, for other programs share it."""

    def write(self, content: Any) -> int:
        while (written := super().write(content)) is None:
            from select import select

            select([], [self], [])
        return written


def decode_argument(word: str) -> str:
    """An argument as it was typed: a locale without letters beyond ASCII takes none for one."""
    if word.isprintable():
        return word
    try:
        return os.fsencode(word).decode()
    except UnicodeError:
        return word


def is_terminal() -> bool:
    """Whether standard output is, or is to count as, a terminal."""
    return _is_forced() or _is_tty(sys.stdout)


def _is_tty(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _is_forced() -> bool:
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0")


def width(stream: TextIO | None = None) -> int:
    """How many columns to draw in: those of COLUMNS, if it is a number, else those of a stream
    that is a terminal (standard output, if none is named)."""
    asked = os.environ.get("COLUMNS", "")
    columns = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not columns:
        with suppress(OSError, ValueError, AttributeError):
            columns = os.get_terminal_size((stream or sys.stdout).fileno()).columns
    return max(columns or USUAL_WIDTH, LEAST_WIDTH)


def colours() -> int | None:
    """How many colours to draw in on the terminal: 0 if none is wanted (no-color.org), None if it
    knows no styles at all."""
    term = os.environ.get("TERM", "")
    if term in DUMB and not _is_forced():
        return None
    if os.environ.get("NO_COLOR"):
        return 0
    has_many = os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    return 256 if has_many or term.endswith(("256color", "kitty")) else 16


def draw(drawn: Iterable[str]) -> None:
    """Put on the terminal what was drawn for it, escapes and all."""
    _put("".join(drawn))


def write(chunks: str | Iterable[str | bytes], machine: bool = False) -> None:
    """Write text to standard output: for programs as UTF-8, for people in its own encoding.

    Bytes are text in UTF-8 already.
    """
    seen = _is_tty(sys.stdout)
    for chunk in [chunks] if isinstance(chunks, str) else chunks:
        if seen:
            chunk = drawable(chunk.decode() if isinstance(chunk, bytes) else chunk)
        if machine and isinstance(chunk, str):
            chunk = chunk.encode("utf-8", "backslashreplace")
        _put(chunk)


def _put(content: str | bytes) -> None:
    with _translate_errors():
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)


def finish() -> None:
    """Send all that was written on its way."""
    if sys.stdout is not None:
        with _translate_errors():
            sys.stdout.flush()


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Failures of standard output as errors of ours: `ReaderGone`, `CannotWrite`."""
    try:
        if sys.stdout is None:
            raise CannotWrite(_("Standard output is closed."))
        yield
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CannotWrite(_("No space is left to write to.")) from None
        raise CannotWrite(_("Standard output cannot be written to.")) from None


def say(message: str) -> None:
    """Say something beside the answer: on standard error, if there is one to hear it."""
    with suppress(AttributeError, OSError, ValueError):  # there is nowhere else to say so
        text = drawable(message)
        if sys.stderr.isatty():
            text = "\n".join(_wrap(line, width(sys.stderr)) for line in text.split("\n"))
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def _wrap(line: str, columns: int) -> str:
    """A line broken between words, what follows as far from the margin as its beginning."""
    margin = line[: len(line) - len(line.lstrip(" "))]
    return textwrap.fill(
        line,
        columns,
        subsequent_indent=margin,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )


@contextmanager
def watch(work: str) -> Iterator[Callable[[float], None]]:
    """Tell how much of a long reading is done, from 0 to 1: on standard error, if that is a
    terminal where a line can be drawn anew, once a second has passed."""
    began, bars, shown = monotonic(), list[Any](), ExitStack()
    is_watched = _is_tty(sys.stderr) and os.environ.get("TERM", "") not in DUMB

    def tell(done: float) -> None:
        if not bars and is_watched and monotonic() - began > 1:
            from rich.console import Console  # only when somebody waits
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
            bar.add_task(work, total=1)
            bars.append(shown.enter_context(bar))
        for bar in bars:
            bar.update(bar.task_ids[0], completed=done, refresh=True)

    with shown:
        yield tell
