"""Files and folders written whole or not at all.

A file is built without a name where the system can do that (Linux), so that nothing is left even
when the program is killed; else, and for folders, under a hidden name beside the target.
"""

import errno
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from ogpmx.errors import CannotWrite, reason
from ogpmx.messages import _
from ogpmx.sanitize import one_line

DESCRIPTOR = "datapackage.json"

_undo: list[Callable[[], None]] = []  # what would be left behind if the program ended now


def clean_up() -> None:
    """Undo what is half done; for a signal's handler that ends the program at once."""
    while _undo:
        with suppress(OSError):
            _undo.pop()()


@contextmanager
def _undoing(undo: Callable[[], None]) -> Iterator[None]:
    """Whatever ends the block, or the program inside it, `undo` is done."""
    _undo.append(undo)
    try:
        yield
    finally:
        if undo in _undo:
            _undo.remove(undo)
            with suppress(OSError):
                undo()


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Turn what the system complains of into `CannotWrite`; a closed pipe is none of it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise _exists(path) from None
        raise _refusal(path, reason(error)) from None
    except ValueError:
        raise _refusal(path, _("this cannot be a file's name")) from None


def _refusal(path: str, why: str) -> CannotWrite:
    return CannotWrite(_("{file}: {reason}").format(file=one_line(path), reason=why))


def _exists(path: str) -> CannotWrite:
    return CannotWrite(_("{file} exists; --force replaces it").format(file=one_line(path)))


# Files


def write_file(path: str, content: bytes, force: bool) -> None:
    """Write `content` to `path`: the old file or the whole new one, on the disk when this returns.

    A link stays and what it points to is written. A pipe or a terminal (`/dev/stdout`, `>(…)`)
    is written into. A new file has the mode that the umask gives, a replaced one keeps its own.
    Raises `CannotWrite`: something is there and not `force`, or it cannot be written.
    """
    with _explained(path):
        if not path:
            raise ValueError
        there = _status(path)
        if (stream := _stream(path, there)) is not None:
            _pour(stream, content)
            return
        if path.endswith("/") or (there and stat.S_ISDIR(there.st_mode)):
            raise _refusal(path, _("is a folder"))
        if there and not stat.S_ISREG(there.st_mode):
            raise _refusal(path, _("is not a plain file"))
        if there and not force:
            raise _exists(path)
        try:
            _write_whole(path, content, there)
        except FileExistsError:
            if not force:
                raise
            write_file(path, content, force)  # it came meanwhile: it is what is to be replaced


def _write_whole(path: str, content: bytes, there: os.stat_result | None) -> None:
    """Write a file in place of the one that is there, or of none: then `FileExistsError` if one
    appears before it is done."""
    folder, name = os.path.split(os.path.realpath(path))
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if not _written_without_name(at, name, content, there):
            _written_beside(at, name, content, there)
        with suppress(OSError):  # not every file system lets a folder be synced
            os.fsync(at)
    finally:
        os.close(at)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _stream(path: str, there: os.stat_result | None) -> int | None:
    """A descriptor to write into, where `path` is no file that could be replaced."""
    own = re.fullmatch(r"/dev/(stdout|stderr|fd/([0-9]{1,9}))", path)
    if own:
        return os.dup(int(own[2]) if own[2] else {"stdout": 1, "stderr": 2}[own[1]])
    if there and (stat.S_ISFIFO(there.st_mode) or stat.S_ISCHR(there.st_mode)):
        return os.open(path, os.O_WRONLY | os.O_NOCTTY)
    return None


def _pour(stream: int, content: bytes) -> None:
    """Write all of it, even where the other users of a stream have set it not to block."""
    left = memoryview(content)
    with open(stream, "wb", buffering=0) as file:
        while left:
            written = file.write(left)
            if written is None:
                from select import select

                select([], [file], [])
            left = left[written or 0 :]


def _fill(file: int, content: bytes, there: os.stat_result | None) -> None:
    """Write and sync an open file, which gets the owner and the mode of the one it replaces."""
    if there:
        with suppress(PermissionError):
            os.fchown(file, there.st_uid, there.st_gid)
        os.fchmod(file, stat.S_IMODE(there.st_mode))
    with open(file, "wb", closefd=False) as stream:
        stream.write(content)
    os.fsync(file)


def _hidden(name: str) -> str:
    return f".{name[:50]}.{os.urandom(6).hex()}.tmp"


def _written_without_name(at: int, name: str, content: bytes, there: os.stat_result | None) -> bool:
    """Write a file that gets a name only when it is whole (open(2), O_TMPFILE); False: cannot."""
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        file = os.open(".", os.O_WRONLY | os.O_TMPFILE, 0o666, dir_fd=at)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            return False  # a file system, or a kernel, that has no such files
        raise
    try:
        _fill(file, content, there)
        beside = name if there is None else _hidden(name)
        unnamed = f"/proc/self/fd/{file}"
        with _undoing(lambda: None if there is None else os.unlink(beside, dir_fd=at)):
            try:  # where nothing was, this fails if somebody was faster, as it should
                os.link(unnamed, beside, dst_dir_fd=at, follow_symlinks=True)
            except FileExistsError:
                raise
            except OSError:  # no /proc, no links
                return False
            if there:
                os.replace(beside, name, src_dir_fd=at, dst_dir_fd=at)
        return True
    finally:
        os.close(file)


def _written_beside(at: int, name: str, content: bytes, there: os.stat_result | None) -> None:
    """Write a file under a hidden name, then give it its own."""
    beside = _hidden(name)
    with _undoing(lambda: os.unlink(beside, dir_fd=at)):
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=at)
        try:
            _fill(file, content, there)
        finally:
            os.close(file)
        if there is None:
            try:
                os.link(beside, name, src_dir_fd=at, dst_dir_fd=at)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links
                os.replace(beside, name, src_dir_fd=at, dst_dir_fd=at)
        else:
            os.replace(beside, name, src_dir_fd=at, dst_dir_fd=at)


# Folders


def write_folder(path: str, files: dict[str, bytes], force: bool) -> None:
    """Write a data package: a folder `path` with these files and no other.

    An empty folder is filled. With `force`, a folder that holds a data package and nothing else
    is replaced, in one step where the system can (Linux), else by way of a hidden name from which
    the old one comes back if anything fails.
    Raises `CannotWrite`: something is there and not `force`, or it is not to be replaced.
    """
    with _explained(path):
        try:
            _write_package(path, files, force)
        except OSError as error:
            if not force or error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            write_folder(path, files, force)  # it came meanwhile: it is what is to be replaced


def _write_package(path: str, files: dict[str, bytes], force: bool) -> None:
    there = _status(path)
    target = os.path.realpath(path)
    old = _replaceable(path, target, there, force)
    parent, name = os.path.split(target)
    beside = os.path.join(parent, _hidden(name))
    with _undoing(lambda: _remove(beside, {*files, *old})):
        os.mkdir(beside)
        for file, content in files.items():
            _create(os.path.join(beside, file), content)
        if there:
            os.chmod(beside, stat.S_IMODE(there.st_mode))
        _sync(beside)
        if not old:
            os.rename(beside, target)  # onto nothing, or onto an empty folder
        elif _exchange(beside, target):
            _discard(path, beside, old)
        else:
            aside = beside + ".old"
            _move_in(beside, target, aside)
            _discard(path, aside, old)
    _sync(parent)


def _create(path: str, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        _fill(file, content, None)
    finally:
        os.close(file)


def _replaceable(path: str, target: str, there: os.stat_result | None, force: bool) -> list[str]:
    """The files of the package that would be replaced; raises `CannotWrite` if it must not be."""
    if there is None:
        return []
    if not stat.S_ISDIR(there.st_mode):
        if force:
            raise _refusal(path, _("is not a folder"))
        raise _exists(path)
    if target == os.path.realpath(os.getcwd()):
        raise _refusal(path, _("is the folder you are in; name another"))
    old = sorted(os.listdir(target))
    if not old:
        return []
    if not force:
        raise _exists(path)
    known = _package_files(target)
    others = [name for name in old if name not in known]
    if DESCRIPTOR not in old or others:
        why = _("holds other things than a data package: {names}")
        names = ", ".join((others or old)[:5]) + ("…" if len(others) > 5 else "")
        raise _refusal(path, why.format(names=one_line(names)))
    return old


def _package_files(folder: str) -> set[str]:
    """The files that a folder's `datapackage.json` says are its own."""
    try:
        with open(os.path.join(folder, DESCRIPTOR), "rb") as file:
            paths = [resource["path"] for resource in json.load(file)["resources"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        paths = []
    plain = {path for path in paths if isinstance(path, str)}
    return {DESCRIPTOR} | {n for n in plain if not os.path.isdir(os.path.join(folder, n))}


def _remove(folder: str, files: Iterable[str]) -> None:
    """Remove a folder that holds nothing but these files."""
    for name in files:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, name))
    os.rmdir(folder)


def _discard(path: str, folder: str, files: Iterable[str]) -> None:
    """Remove what was replaced; it stays, and is named, if something else came into it."""
    try:
        _remove(folder, files)
    except OSError:
        why = _("is written, but what was there before stays in {folder}")
        raise _refusal(path, why.format(folder=one_line(folder))) from None


def _exchange(one: str, other: str) -> bool:
    """Let two folders change names in one step (renameat2(2)); False: the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    at_cwd, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange)
    return done == 0


def _move_in(new: str, target: str, aside: str) -> None:
    """Move the old folder aside, the new one in, and the old one back if that fails."""
    with _undoing(lambda: os.rename(aside, target)):  # fails, as it should, on the new one
        os.rename(target, aside)
        os.rename(new, target)


def _sync(folder: str) -> None:
    at = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system lets a folder be synced
            os.fsync(at)
    finally:
        os.close(at)
