"""The one owner of the standard streams: their encoding, their width, their colours, their ends.

What people read is written in the stream's own encoding, what it lacks spelled out in letters it
has; what programs read is always UTF-8, byte for byte the same.
"""

import codecs
import os
import sys
import time
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from ogpmx.errors import CannotWrite
from ogpmx.messages import _
from ogpmx.safe import drawable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

LEAST_WIDTH = 20
USUAL_WIDTH = 80
ENDLESS = 1_000_000  # a width that nothing needs

_SPELLED = {
    "✓": "+", "◐": "~", "✗": "x", "—": "-", "–": "-", "…": "...", "·": "-", "•": "*", "→": "->",
    "“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "█": "#", "━": "-", "─": "-",
    "╸": "-", "│": "|", "¿": "", "¡": "", "≠": "!=", "●": "o", "○": ".",
}  # fmt: skip


def _spell(error: UnicodeError) -> tuple[str, int]:
    """What to write for characters that an encoding lacks: signs in ASCII, letters unaccented."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(map(_spelled, lacking)), error.end


def _spelled(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return _SPELLED.get(char, plain or "?")


codecs.register_error("ogpmx", _spell)


def prepare() -> None:
    """Make the streams write whatever they are given."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="ogpmx")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a stream (standard output, if none is named) is, or is to count as, a terminal."""
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    stream = stream or sys.stdout
    return bool(stream) and stream.isatty()


def width() -> int:
    """How many columns to draw in: those of COLUMNS, if it is a number, else the terminal's."""
    asked = os.environ.get("COLUMNS", "")
    columns = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not columns:
        try:
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError, AttributeError):
            columns = 0
    return max(columns or USUAL_WIDTH, LEAST_WIDTH)


def console() -> "Console":
    """A Rich console on standard output, told all that Rich would guess otherwise."""
    from rich.console import Console

    plain = os.environ.get("TERM", "") in ("dumb", "") and not os.environ.get("FORCE_COLOR")
    return Console(
        file=sys.stdout,
        width=width(),
        force_terminal=not plain,
        color_system=None if plain else "auto",
        no_color=bool(os.environ.get("NO_COLOR")),
        legacy_windows=False,
        force_jupyter=False,
        force_interactive=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def draw(renderable: "RenderableType") -> None:
    """Draw on the terminal."""
    console().print(renderable)


def undrawn(renderable: "RenderableType") -> str:
    """A drawing as it goes down a pipe: without colour, links, width, or spaces at lines' ends."""
    from io import StringIO

    from rich.console import Console

    page = StringIO()
    Console(file=page, width=ENDLESS, color_system=None, force_jupyter=False).print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def write(chunks: Iterable[str], machine: bool = False) -> None:
    """Write text to standard output: for programs as UTF-8, for people in its own encoding."""
    if sys.stdout is None:
        raise CannotWrite(_("Standard output is closed."))
    seen = sys.stdout.isatty()
    for chunk in [chunks] if isinstance(chunks, str) else chunks:
        text = drawable(chunk) if seen else chunk
        if machine and hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        else:
            sys.stdout.write(text)


def write_bytes(content: bytes) -> None:
    """Write to standard output what is not to be changed."""
    if sys.stdout is None:
        raise CannotWrite(_("Standard output is closed."))
    sys.stdout.buffer.write(content)


def finish() -> None:
    """Send all that was written on its way; raises what that raises."""
    if sys.stdout is not None:
        sys.stdout.flush()


def say(message: str) -> None:
    """Say something beside the answer: on standard error, if there is one to hear it."""
    try:
        sys.stderr.write(drawable(message) + "\n")
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        pass  # nobody listens, and there is nowhere else to say so


class Progress:
    """How much of a long work is done, on standard error, once it has taken a second."""

    def __init__(self, work: str) -> None:
        self.work = work
        self.began = time.monotonic()
        self.shown = False
        self.heard = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: float) -> None:
        if self.heard and time.monotonic() - self.began > 1:
            self.shown = True
            sys.stderr.write(f"\r{self.work} {done:.0%}")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r" + " " * (len(self.work) + 6) + "\r")
            sys.stderr.flush()


def abandon(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere, so that the interpreter's end does not fail on it."""
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)
