"""The way in: signals first, so that an interruption ends quietly whenever it comes."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the working folder, whose `json.py` or `signal.py` is none of ours

import gc
import os
import signal
from types import FrameType

from ogpmx.undo import clean_up


def _stop(number: int, _frame: FrameType | None) -> None:
    """End at once, even while a write is stalled: 128 and the signal's number, as shells count."""
    clean_up()
    os._exit(128 + number)


def run() -> None:
    """The `ogpmx` command."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    gc.disable()  # a run makes no garbage worth collecting; it saves a tenth of the time
    from ogpmx.cli import main

    os._exit(main(sys.argv[1:]))  # all is written; taking the interpreter down tidily takes longer


if __name__ == "__main__":
    run()
