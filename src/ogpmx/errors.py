"""The foreseen faults, each with the exit status it ends in.

A message says what, where, and what is allowed or was meant; it is translated where it is raised.
"""

import errno
from enum import IntEnum

from ogpmx.messages import N_, _


class ExitStatus(IntEnum):
    DONE = 0
    FAILED = 1  # not found, bad data, a full disk
    MISUSE = 2  # wrong option, argument or value
    # and 128 + the number of the signal that ended it, as shells count: 129, 130, 143


class OgpmxError(Exception):
    """A foreseen fault; its text is for people."""

    status = ExitStatus.FAILED


class NotFound(OgpmxError):
    """Nothing, or more than one thing, answers to a name or number."""


class BadData(OgpmxError):
    """A data file cannot be used."""


class CannotWrite(OgpmxError):
    """An answer or a file cannot be written."""


class ReaderGone(OgpmxError):
    """Whoever read the answer has had enough: nothing to say."""

    status = ExitStatus.DONE


class Misuse(OgpmxError):
    """The command line asks for what does not exist."""

    status = ExitStatus.MISUSE


_REASONS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), N_("no space is left")),
    **dict.fromkeys((errno.EACCES, errno.EPERM), N_("no permission")),
    errno.EROFS: N_("the disk is read-only"),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), N_("there is no such file or folder")),
    errno.EISDIR: N_("is a folder"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENXIO: N_("is a device or the like, not a file"),
}


def reason(error: OSError) -> str:
    """Why the system refused, in the language in use."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else _("the system refuses")
