"""What must not stay if the program ends now: a file half written, a folder half replaced.

Apart from `writing`, so that the handler of a signal finds it however little is imported yet.
"""

from collections.abc import Callable
from contextlib import suppress

# How to remove it, last things first. Each may be called twice: a signal can come while it runs,
# and the signal's handler calls it again.
undo: list[Callable[[], object]] = []


def clean_up() -> None:
    """Remove what is half written; also for the handler of a signal that ends the program."""
    while undo:
        with suppress(OSError):
            undo[-1]()
        undo.pop()
