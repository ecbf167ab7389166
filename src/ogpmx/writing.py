"""Write files and folders so that there is always the old one or the whole new one, never a part.

What is new is written under a hidden name beside its place, and gets its own name when it is whole.
"""

import errno
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from io import FileIO

from ogpmx.errors import CannotWrite, reason
from ogpmx.messages import _
from ogpmx.sanitize import one_line
from ogpmx.undo import clean_up, undo

DESCRIPTOR = "datapackage.json"
_STREAMS = {"/dev/stdout": "/dev/fd/1", "/dev/stderr": "/dev/fd/2"}


@contextmanager
def _reporting(path: str) -> Iterator[None]:
    """Clean up at the end, and turn what the system refuses into `CannotWrite`."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader has had enough, which is no failure
    except ValueError:
        raise _refusal(path, _("this cannot be a file's name")) from None
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno == errno.ENOTEMPTY:
            why = _("{file} exists; --force replaces it").format(file=one_line(path))
            raise CannotWrite(why) from None
        if isinstance(error, PermissionError) and error.filename2:  # it was to change its name
            why = _("another program has it open, or it may not be replaced")
            raise _refusal(path, why) from None
        raise _refusal(path, reason(error)) from None
    finally:
        clean_up()


def _refusal(path: str, why: str) -> CannotWrite:
    return CannotWrite(_("{file}: {reason}").format(file=one_line(path), reason=why))


def _status(path: str) -> os.stat_result | None:
    with suppress(FileNotFoundError):
        return os.stat(path)
    return None


def _hidden(target: str) -> str:
    """A name beside `target` that nobody else uses."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name[:50]}.{os.urandom(6).hex()}.tmp")


def _create(name: str, content: bytes, replaced: os.stat_result | None = None) -> None:
    """Write a file that is new, with the owner and the mode of the one that it will replace."""
    with FileIO(name, "x") as file:
        undo.append(file.close)  # before it is removed: Windows removes no open file
        if replaced and hasattr(os, "fchown"):  # Windows has neither owners nor modes
            with suppress(PermissionError):
                os.fchmod(file.fileno(), stat.S_IMODE(replaced.st_mode))
                os.fchown(file.fileno(), replaced.st_uid, replaced.st_gid)
        _write_all(file, content)
        os.fsync(file.fileno())


def _write_all(file: FileIO, content: bytes) -> None:
    """Write all of it, even where the other users of a stream have set it not to block."""
    left = memoryview(content)
    while left:
        written = file.write(left)
        if written is None:
            from select import select

            select([], [file], [])
        left = left[written or 0 :]


def _sync_folder(folder: str) -> None:
    """Have the names in it on the disk, too, where the system can (Windows opens no folder)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# Files


def write_file(path: str, content: bytes, force: bool, logs: Collection[str] = ()) -> None:
    """Write `content` to `path`: the old file or the whole new one, on the disk when this returns.

    A link stays and what it points to is written. A pipe or a terminal (`/dev/stdout`, `>(…)`)
    is written into. A new file has the mode that the umask gives, a replaced one keeps its own.
    `logs`: endings of files beside the old one that would be taken for parts of the new one.
    Raises `CannotWrite`: something is there and not `force`, or it cannot be written.
    """
    with _reporting(path):
        if not path:
            raise ValueError
        existing = _status(path)
        if stream := _open_stream(path, existing):
            with stream:
                _write_all(stream, content)
            return
        if not os.path.basename(path) or (existing and stat.S_ISDIR(existing.st_mode)):
            raise _refusal(path, _("is a folder"))
        if existing and not stat.S_ISREG(existing.st_mode):
            raise _refusal(path, _("is not a plain file"))
        if existing and not force:
            raise FileExistsError
        target = os.path.realpath(path)
        new = _hidden(target)
        undo.append(lambda: os.unlink(new))
        _create(new, content, existing)
        _remove_logs(target, logs)  # first, so that nobody finds them beside the new file
        if force:
            os.replace(new, target)
        else:
            _name_without_replacing(new, target)
        _remove_logs(target, logs)  # again: a program may have begun one for the old file
        _sync_folder(os.path.dirname(target))


def write_files(
    folder: str, names: Collection[str], make: Callable[[str], bytes], force: bool
) -> None:
    """Write files into a folder, which is made if it is not there; each as in `write_file`.

    Without `force` nothing is written if one of them exists. Raises `CannotWrite`.
    """
    with _reporting(folder):
        if not folder:
            raise ValueError
        if os.path.lexists(folder) and not os.path.isdir(folder):
            raise _refusal(folder, _("is not a folder"))
        os.makedirs(folder, exist_ok=True)
    paths = {name: os.path.join(folder, name) for name in names}
    for path in paths.values():
        with _reporting(path):
            if not force and os.path.lexists(path):
                raise FileExistsError
    for name, path in paths.items():
        write_file(path, make(name), force)


def _open_stream(path: str, existing: os.stat_result | None) -> FileIO | None:
    """Open what is written into, not replaced: a pipe, a device, one of our own streams."""
    if own := re.fullmatch(r"/dev/fd/([0-9]{1,9})", _STREAMS.get(path, path)):
        return FileIO(os.dup(int(own[1])), "w")
    if existing and (stat.S_ISFIFO(existing.st_mode) or stat.S_ISCHR(existing.st_mode)):
        return FileIO(os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0)), "w")
    return None


def _name_without_replacing(new: str, target: str) -> None:
    """Give a file its name; raises FileExistsError if another program was faster."""
    try:
        os.link(new, target)
    except OSError:  # it exists, or this file system has no hard links
        if os.path.lexists(target):
            raise FileExistsError from None
        os.rename(new, target)


def _remove_logs(target: str, logs: Collection[str]) -> None:
    for ending in logs:
        with suppress(FileNotFoundError):
            os.unlink(target + ending)


# Folders


def write_folder(path: str, files: dict[str, bytes], force: bool) -> None:
    """Write a data package: a folder `path` with these files and no other.

    An empty folder is filled. With `force`, a folder that holds a data package and nothing else
    is replaced, in one step where the system can (Linux, macOS), else by way of a hidden name from
    which the old one comes back if anything fails.
    Raises `CannotWrite`: something is there and not `force`, or it is not to be replaced.
    """
    with _reporting(path):
        target, existing = os.path.realpath(path), _status(path)
        if existing:
            _require_replaceable(path, target, existing, force)
        new = _hidden(target)
        old = new + ".old"
        undo.append(lambda: _remove_package(old))
        undo.append(lambda: os.rename(old, target))  # fails, as it should, if the new one is there
        undo.append(lambda: _remove_package(new, files))
        os.mkdir(new)
        for name, content in files.items():
            _create(os.path.join(new, name), content)
        if existing:
            os.chmod(new, stat.S_IMODE(existing.st_mode))
        _sync_folder(new)
        if existing and not force:
            os.rmdir(target)  # which is empty, or else the system refuses
        if not (existing and force and _exchange(new, target)):
            if existing and force:
                with suppress(FileNotFoundError):  # another process is replacing it as well
                    os.rename(target, old)
            try:
                os.rename(new, target)
            except OSError as error:
                if not force or error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                    raise
                # Another process has created it since. `force` covers that one too: start again.
                write_folder(path, files, force)
                return
        _sync_folder(os.path.dirname(target))
        clean_up()
        for folder in filter(os.path.exists, (new, old)):  # something else came into the old one
            why = _("is written, but what was there before stays in {folder}")
            raise _refusal(path, why.format(folder=one_line(folder)))


def _require_replaceable(path: str, target: str, existing: os.stat_result, force: bool) -> None:
    """Raise unless a folder is empty, or holds a data package alone and `force` replaces it."""
    if not stat.S_ISDIR(existing.st_mode):
        raise _refusal(path, _("is not a folder")) if force else FileExistsError
    if target == os.path.realpath(os.getcwd()):
        raise _refusal(path, _("is the folder you are in; name another"))
    # First the description, which is removed last: while another process replaces and removes this
    # folder, files may be missing from the list, but it holds none that are not described.
    described = _described_files(target)
    names = sorted(os.listdir(target))
    others = [name for name in names if name not in described]
    if others:
        why = _("holds other things than a data package: {names}")
        shown = ", ".join(others[:5]) + ("…" if len(others) > 5 else "")
        raise _refusal(path, why.format(names=one_line(shown)))
    if names and not force:
        raise FileExistsError


def _described_files(folder: str) -> set[str]:
    """The files that a folder's `datapackage.json` says are its own, and itself; none without."""
    try:
        with open(os.path.join(folder, DESCRIPTOR), "rb") as file:
            paths = [resource["path"] for resource in json.load(file)["resources"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return set()
    plain = {path for path in paths if isinstance(path, str)}
    return {DESCRIPTOR} | {n for n in plain if not os.path.isdir(os.path.join(folder, n))}


def _remove_package(folder: str, files: Collection[str] = ()) -> None:
    """Remove a folder that holds nothing but the files it describes, or `files`."""
    names = _described_files(folder).union(files).intersection(os.listdir(folder))
    for name in sorted(names, key=lambda name: name == DESCRIPTOR):  # the description last
        os.unlink(os.path.join(folder, name))
    os.rmdir(folder)


def _exchange(one: str, other: str) -> bool:
    """Let two folders exchange names in one step; False: the system cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        import ctypes

        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(system.renamex_np(first, second, 2) == 0)  # RENAME_SWAP
        here = -100  # AT_FDCWD
        return bool(system.renameat2(here, first, here, second, 2) == 0)  # RENAME_EXCHANGE
    except (ImportError, OSError, AttributeError, TypeError):
        return False
