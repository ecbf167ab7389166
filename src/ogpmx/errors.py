"""The foreseen faults, each with the exit status it ends in.

A message says what, where, and what is allowed or was meant; it is translated where it is raised.
"""

from enum import IntEnum


class ExitStatus(IntEnum):
    DONE = 0
    FAILED = 1  # not found, bad data, a full disk
    MISUSE = 2  # wrong option, argument or value
    INTERRUPTED = 130  # 128 + SIGINT, as shells count
    TERMINATED = 143  # 128 + SIGTERM


class OgpmxError(Exception):
    """A foreseen fault; its text is for people."""

    status = ExitStatus.FAILED


class NotFound(OgpmxError):
    """Nothing, or more than one thing, answers to a name or number."""


class BadData(OgpmxError):
    """A data file cannot be used."""


class CannotWrite(OgpmxError):
    """An answer or a file cannot be written."""


class Misuse(OgpmxError):
    """The command line asks for what does not exist."""

    status = ExitStatus.MISUSE
