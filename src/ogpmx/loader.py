"""A plan's file in, dataclasses out.

YAML, JSON and JSON Lines are told apart by content. A document is refused, with one message, when
it is not one plain, readable, sensible document; what is wrong inside it is for `schema` to say.
"""

from __future__ import annotations

import codecs
import os
import shlex
import stat
import sys
from io import FileIO
from pkgutil import get_data, resolve_name
from typing import TYPE_CHECKING, NamedTuple

from ogpmx import models
from ogpmx.errors import BadData, reason
from ogpmx.messages import N_, _, ngettext
from ogpmx.sanitize import one_line

if TYPE_CHECKING:
    from ogpmx.faults import KeyPath
    from ogpmx.models import DataSet
    from ogpmx.yaml_reader import Position, Watch

STDIN = "-"
MOST_BYTES = 64 << 20  # four times a file of all the world's commitments
FAULTS_SHOWN = 5


class Located(NamedTuple):
    """A fault of a file, with where it stands: line and column, from 1; None: it is not read."""

    file: str  # its name as it is; not safe to show
    line: int | None
    column: int | None
    where: str  # the path of keys; empty for the document itself
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(filter(None, (place, self.where, self.message)))


class Report(NamedTuple):
    """What `validate` found: the faults of a file, or the data set if there are none."""

    name: str  # as it is; not safe to show
    faults: list[Located]
    data: DataSet | None


def load(name: str | None = None, watch: Watch | None = None) -> DataSet:
    """The data set in the file `name` (`-`: standard input; None: the bundled one).

    Raises `BadData`: the file cannot be read, is no document, or breaks the schema (then the
    message holds the first faults and how many more there are). `watch`: as in `examine`.
    """
    if name is None:
        data = _compiled() or examine().data
        assert data is not None, "the bundled file is valid"
        vars(data)["is_bundled"] = True  # a data set is frozen to all others
        return data
    report = examine(name, watch)
    if report.data is not None:
        return report.data
    shown = one_line(report.name)
    lines = [str(fault._replace(file=shown)) for fault in report.faults]
    more = len(lines) - FAULTS_SHOWN
    if more > 0:
        text = ngettext(
            "… and {n} more fault: ogpmx validate {file}",
            "… and {n} more faults: ogpmx validate {file}",
            more,
        )
        file = name if name == STDIN else shlex.quote(shown)
        lines[FAULTS_SHOWN:] = [text.format(n=more, file=file)]
    raise BadData("\n".join(lines))


def examine(name: str | None = None, watch: Watch | None = None) -> Report:
    """The data set in a file, or all of its faults in the file's order.

    `watch` hears now and then how much of a long reading is done, from 0 to 1. Raises `BadData`
    where there is nothing to read that could have faults.
    """
    title = "commitments.yaml" if name is None else as_text(name)
    raw = read_bytes(name)
    from ogpmx import schema

    if data := schema.read_quickly(raw):
        return Report(title, [], data)
    from ogpmx import documents

    text = decode(raw, one_line(title))
    try:
        tree = documents.parse(text, watch)
        try:
            return Report(title, [], schema.read(tree))
        except schema.InvalidError as error:
            # with all that is around them: what is missing stands nowhere itself
            wanted = {f.path[:n] for f in error.faults for n in range(len(f.path) + 1)}
            at, faults = documents.locate(text, wanted), error.faults
        located = [Located(title, *_nearest(at, f.path), f.where, f.message) for f in faults]
        return Report(title, sorted(located), None)
    except documents.NotADocument as error:
        return Report(title, [Located(title, error.line, error.column, "", str(error))], None)
    except RecursionError:
        return Report(title, [Located(title, 1, 1, "", _("is nested too deeply"))], None)


def decode(raw: bytes, shown: str) -> str:
    """The text of a file; `shown` is its name. Raises `BadData` where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadData(
            _("{file}: line {line} is not UTF-8; save it as UTF-8").format(file=shown, line=line)
        ) from None


def show_name(name: str) -> str:
    """A file's name as messages say it."""
    return one_line(as_text(name))


def as_text(name: str) -> str:
    """A file's name, bytes in it that are no text written out: no format can carry them."""
    if name == STDIN:
        return _("standard input")
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return one_line(name)


def _nearest(at: dict[KeyPath, Position], path: KeyPath) -> Position:
    """The position of `path`, or of the nearest thing around it."""
    while path and path not in at:
        path = path[:-1]
    return at.get(path, (1, 1))


def _bundled(name: str) -> bytes:
    content = get_data("ogpmx.data", name)
    assert content is not None
    return content


def find_beside_data(name: str) -> str:
    """The path of what was made for the program and lies beside the bundled data set."""
    return os.path.join(resolve_name("ogpmx.data").__path__[0], name)


def compiled_from() -> bytes:
    """What a compiled copy of the bundled data set depends on: the file, and the models' source."""
    return b"%b\0%b\0" % (_bundled("commitments.yaml"), get_data("ogpmx", "models.py") or b"")


def _compiled() -> DataSet | None:
    """The bundled data set from its compiled copy (`tools/derive.py`), if that is of just what it
    depends on; then it saves a third of the time that an answer takes."""
    try:
        content, copy = compiled_from(), _bundled("commitments.compiled")
        if not copy.startswith(content):
            return None
        from _pickle import loads

        data = loads(memoryview(copy)[len(content) :])
    except Exception:  # cut short, of another library: whatever it is, the file itself is there
        return None
    return data if isinstance(data, models.DataSet) else None


def read_bytes(name: str | None, kind: str = N_("YAML or JSON")) -> bytes:
    """What a file holds (None: the bundled one), if it is text and not too long.

    `kind`: what it should hold, as a message says it. Raises `BadData`.
    """
    if name is None:
        return _bundled("commitments.yaml")
    shown = show_name(name)
    try:
        with _open(name) as file:
            status = os.fstat(file.fileno())
            plain = stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)
            if not plain and name != STDIN:
                raise _refuse(shown, _("is a device or the like, not a file"))
            if status.st_size > MOST_BYTES:
                raise _too_large(shown)
            raw = _whole(file, shown, kind)
    except OSError as error:
        why = _("is a folder") if os.path.isdir(name) else reason(error)  # Windows says otherwise
        if "://" in name:
            why = _("is an address, not the name of a file; nothing is fetched from the network")
        raise _refuse(shown, why) from None
    except (ValueError, AttributeError):  # a name that is none; standard input is closed
        raise BadData(_("{file}: there is nothing to read").format(file=shown)) from None
    if not raw or raw.isspace():
        why = _("is empty, or was read already") if name == STDIN else _("is empty")
        raise _refuse(shown, why)
    return raw


def _refuse(shown: str, why: str) -> BadData:
    return BadData(_("{file}: {reason}").format(file=shown, reason=why))


def _open(name: str) -> FileIO:
    """A file, or standard input, to be read byte for byte."""
    if name == STDIN:
        return FileIO(os.dup(sys.stdin.fileno()))
    if not hasattr(os, "O_NONBLOCK"):  # Windows, which has no pipes with names
        return FileIO(name)
    # without waiting until somebody writes to a pipe
    file = FileIO(name, opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK))
    os.set_blocking(file.fileno(), True)
    return file


def _whole(file: FileIO, shown: str, kind: str) -> bytes:
    """All that there is to read, if that is text and not too much of it; looked at as it comes."""
    parts: list[bytes] = []
    size = 0
    while part := file.read(max(os.fstat(file.fileno()).st_size - size, 0) + (1 << 16)):
        if b"\0" in part:
            message = _("{file}: is binary, not {kind}")
            if encoding := None if parts else _wide_encoding(part):
                message = _("{file}: is {encoding}; save it as UTF-8")
            elif part.startswith(b"PK"):  # a zip: xlsx, ods, docx
                message = _("{file}: is a workbook or another archive, not {kind}")
            raise BadData(message.format(file=shown, kind=_(kind), encoding=encoding))
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise _too_large(shown)
    return b"".join(parts)


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 or UTF-32, by the mark at a text's beginning or by the zeros in its first letters."""
    zeros = [place for place, byte in enumerate(raw[:4]) if byte == 0]
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) or zeros in (
        [1, 2, 3],
        [0, 1, 2],
    ):
        return "UTF-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or zeros in ([1, 3], [0, 2]):
        return "UTF-16"
    return None


def _too_large(shown: str) -> BadData:
    limit = MOST_BYTES >> 20
    return BadData(_("{file}: is larger than {n} MiB").format(file=shown, n=limit))
