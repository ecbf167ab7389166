"""Files and folders appear whole or not at all, and nothing else is touched.

- what exists is refused without force; with force only what may be replaced is
- links stay, what they point to is written; pipes and terminals are written into
- whatever fails, whenever the program is ended: the old or the new, and nothing beside it
- a database is right whatever logs of an older one lie beside it
"""

import errno
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from processes import Run
from registries import EXPORTS

from ogpmx import writing
from ogpmx.errors import CannotWrite

OLD, NEW = b"old\n", b"new\n" * 50_000
PACKAGE = {
    "datapackage.json": json.dumps({"resources": [{"path": "a.csv"}, {"path": "b.csv"}]}).encode(),
    "a.csv": b"a\n1\n",
    "b.csv": b"b\n2\n",
}
SMALLER = {
    "datapackage.json": json.dumps({"resources": [{"path": "a.csv"}]}).encode(),
    "a.csv": NEW,
}

SMALL = Path(__file__).parent.parent / "examples" / "invented-plan.yaml"

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux")
posix = pytest.mark.skipif(os.name != "posix", reason="not on Windows")


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=["in one step", "by way of a hidden name"])
def either_move(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to replace a folder: a system without the first finds no such function."""
    if request.param != "in one step":
        monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    return str(request.param)


def refuse(*names: str) -> OSError:
    """What Windows says when a file or folder is in use."""
    return PermissionError(errno.EACCES, "Access is denied", names[0], None, names[-1])


# Files


class TestFile:
    def test_a_new_file_is_written(self, tmp_path: Path) -> None:
        writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
        assert held(tmp_path) == {"plan.csv": NEW}

    def test_what_exists_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.csv"
        path.write_bytes(OLD)
        with pytest.raises(CannotWrite, match=r"plan\.csv exists; --force replaces it"):
            writing.write_file(str(path), NEW, force=False)
        assert held(tmp_path) == {"plan.csv": OLD}

    def test_force_replaces_it(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.csv"
        path.write_bytes(OLD)
        path.chmod(0o640)
        with path.open("rb") as reader:
            writing.write_file(str(path), NEW, force=True)
            assert reader.read() == OLD  # who reads the old one goes on doing so
        assert held(tmp_path) == {"plan.csv": NEW}
        assert mode(path) == 0o640

    @pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600)])
    def test_a_new_file_has_the_umask_s_mode(
        self, umask: int, expected: int, tmp_path: Path
    ) -> None:
        before = os.umask(umask)
        try:
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
        finally:
            os.umask(before)
        assert mode(tmp_path / "plan.csv") == expected

    @pytest.mark.parametrize("there", [True, False])
    def test_a_link_stays_and_what_it_points_to_is_written(
        self, there: bool, tmp_path: Path
    ) -> None:
        (tmp_path / "far").mkdir()
        target, link = tmp_path / "far" / "plan.csv", tmp_path / "link"
        if there:
            target.write_bytes(OLD)
        link.symlink_to("far/plan.csv")
        writing.write_file(str(link), NEW, force=there)
        assert os.readlink(link) == "far/plan.csv"
        assert held(tmp_path / "far") == {"plan.csv": NEW}

    def test_a_link_to_a_file_is_refused_like_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "plan.csv").write_bytes(OLD)
        (tmp_path / "link").symlink_to("plan.csv")
        with pytest.raises(CannotWrite, match="exists"):
            writing.write_file(str(tmp_path / "link"), NEW, force=False)
        assert (tmp_path / "plan.csv").read_bytes() == OLD

    @pytest.mark.parametrize(
        ("force", "broken"),
        [(True, ["fsync"]), (True, ["replace"]), (False, ["fsync"]), (False, ["link", "rename"])],
    )
    def test_what_was_there_stays_when_the_disk_is_full(
        self, force: bool, broken: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if force:
            (tmp_path / "plan.csv").write_bytes(OLD)
        before = held(tmp_path)

        def fail(*_args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        for name in broken:
            monkeypatch.setattr(os, name, fail)
        with pytest.raises(CannotWrite, match=r"plan\.csv: no space is left$"):
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force)
        assert held(tmp_path) == before

    def test_a_file_that_another_program_has_open_is_said_to_be(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "plan.csv").write_bytes(OLD)

        def fail(*names: str) -> None:
            raise refuse(*names)

        monkeypatch.setattr(os, "replace", fail)
        with pytest.raises(CannotWrite, match=r"plan\.csv: another program has it open, or "):
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force=True)
        assert held(tmp_path) == {"plan.csv": OLD}

    def test_another_who_was_faster_is_not_overwritten(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            os, "fsync", lambda _file: (tmp_path / "plan.csv").write_bytes(b"theirs")
        )
        with pytest.raises(CannotWrite, match="exists"):
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
        assert held(tmp_path) == {"plan.csv": b"theirs"}

    def test_another_who_was_faster_is_replaced_by_force(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        theirs = [b"theirs"]

        def sync(_file: int) -> None:
            if theirs:
                (tmp_path / "plan.csv").write_bytes(theirs.pop())

        monkeypatch.setattr(os, "fsync", sync)
        writing.write_file(str(tmp_path / "plan.csv"), NEW, force=True)
        assert held(tmp_path) == {"plan.csv": NEW}


@pytest.mark.parametrize("faster", [True, False])
def test_a_file_system_without_hard_links_is_written_to_and_nothing_on_it_overwritten(
    faster: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        if faster:
            (tmp_path / "plan.csv").write_bytes(b"theirs")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    try:
        writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
    except CannotWrite as error:
        assert "exists" in str(error)  # noqa: PT017
    assert held(tmp_path) == {"plan.csv": b"theirs" if faster else NEW}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "this cannot be a file's name"),
        ("a\0b", "this cannot be a file's name"),
        ("folder", "is a folder"),
        ("new/", "is a folder"),
        (".", "is a folder"),
        ("nowhere/plan.csv", "there is no such file or folder"),
        ("file/plan.csv", "there is no such file or folder"),
        ("loop", "its links lead in a circle"),
        ("n" * 300, "the name is too long"),
        ("socket", "is not a plain file"),
    ],
)
@pytest.mark.parametrize("force", [True, False])
def test_where_nothing_can_be_written(
    path: str, reason: str, force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        before = sorted(os.listdir())
        with pytest.raises(CannotWrite) as caught:
            writing.write_file(path, NEW, force)
    assert reason in str(caught.value)
    assert sorted(os.listdir()) == before


def test_a_name_is_no_instruction_to_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m\u202e").write_bytes(OLD)
    with pytest.raises(CannotWrite) as caught:
        writing.write_file(str(tmp_path / "\x1b[31m\u202e"), NEW, force=False)
    assert str(caught.value).isprintable()


def test_a_read_only_folder(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(CannotWrite, match="no permission"):
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
        with pytest.raises(CannotWrite, match="no permission"):
            writing.write_folder(str(tmp_path / "plan"), PACKAGE, force=False)
    finally:
        tmp_path.chmod(0o755)


@linux
def test_a_full_device() -> None:
    with pytest.raises(CannotWrite, match="/dev/full: no space is left"):
        writing.write_file("/dev/full", NEW, force=False)


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "out").open("wb") as out:
        reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=out)
        writing.write_file(str(tmp_path / "pipe"), NEW, force=False)
        assert reader.wait() == 0
    assert (tmp_path / "out").read_bytes() == NEW


SCRIPT = "from ogpmx import writing; writing.write_file({path!r}, b'new', False)"


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_by_its_path(path: str, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        out.write(b"before ")
        out.flush()
        command = [sys.executable, "-c", SCRIPT.format(path=path)]
        subprocess.run(command, stdout=out, check=True)
    assert held(tmp_path) == {"out": b"before new"}


def test_a_closed_pipe_is_left_to_the_command_line() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        with pytest.raises(BrokenPipeError):
            writing.write_file(f"/dev/fd/{writer}", NEW, force=False)
    finally:
        os.close(writer)


# Folders


@pytest.mark.usefixtures("either_move")
class TestFolder:
    def test_a_new_folder_is_written(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            writing.write_folder(str(tmp_path / "plan") + "/", PACKAGE, force=False)
        finally:
            os.umask(before)
        assert held(tmp_path / "plan") == PACKAGE
        assert os.listdir(tmp_path) == ["plan"]
        assert mode(tmp_path / "plan") == 0o750
        assert mode(tmp_path / "plan" / "a.csv") == 0o640

    @pytest.mark.parametrize("force", [True, False])
    @pytest.mark.parametrize("empty", [True, False])
    def test_the_folder_of_another_who_was_faster_is_replaced_by_force_only(
        self, empty: bool, force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "plan"
        if empty:
            folder.mkdir()

        def be_faster(_file: int) -> None:
            patch.undo()
            folder.mkdir(exist_ok=True)
            for name, content in PACKAGE.items():
                (folder / name).write_bytes(content)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", be_faster)
            if force:
                writing.write_folder(str(folder), SMALLER, force=True)
            else:
                with pytest.raises(CannotWrite, match="exists"):
                    writing.write_folder(str(folder), SMALLER, force=False)
        assert held(folder) == (SMALLER if force else PACKAGE)
        assert os.listdir(tmp_path) == ["plan"]

    def test_an_empty_folder_is_filled(self, tmp_path: Path) -> None:
        (tmp_path / "plan").mkdir(mode=0o700)
        writing.write_folder(str(tmp_path / "plan"), PACKAGE, force=False)
        assert held(tmp_path / "plan") == PACKAGE
        assert mode(tmp_path / "plan") == 0o700

    def test_a_package_is_replaced_by_force_only(self, tmp_path: Path) -> None:
        path = str(tmp_path / "plan")
        writing.write_folder(path, PACKAGE, force=False)
        with pytest.raises(CannotWrite, match="plan exists; --force replaces it"):
            writing.write_folder(path, SMALLER, force=False)
        assert held(tmp_path / "plan") == PACKAGE
        writing.write_folder(path, SMALLER, force=True)
        assert held(tmp_path / "plan") == SMALLER
        assert os.listdir(tmp_path) == ["plan"]

    @pytest.mark.parametrize("there", [True, False])
    def test_a_link_stays(self, there: bool, tmp_path: Path) -> None:
        (tmp_path / "far").mkdir()
        (tmp_path / "link").symlink_to("far/plan")
        if there:
            writing.write_folder(str(tmp_path / "far" / "plan"), PACKAGE, force=False)
        writing.write_folder(str(tmp_path / "link"), SMALLER, force=there)
        assert os.readlink(tmp_path / "link") == "far/plan"
        assert held(tmp_path / "far" / "plan") == SMALLER
        assert os.listdir(tmp_path / "far") == ["plan"]

    @pytest.mark.parametrize("stranger", ["notes.txt", ".git/config", "data/c.csv"])
    def test_other_people_s_files_are_safe(self, stranger: str, tmp_path: Path) -> None:
        folder = tmp_path / "plan"
        resources = [{"path": "a.csv"}, {"path": "data"}, {"path": ["x"]}, {}]
        writing.write_folder(str(folder), PACKAGE, force=False)
        (folder / "datapackage.json").write_text(json.dumps({"resources": resources[:2]}))
        (folder / "b.csv").unlink()
        (folder / stranger).parent.mkdir(exist_ok=True)
        (folder / stranger).write_text("mine")
        with pytest.raises(CannotWrite, match="holds other things than a data package: "):
            writing.write_folder(str(folder), SMALLER, force=True)
        assert (folder / stranger).read_text() == "mine"
        assert (folder / "a.csv").read_bytes() == PACKAGE["a.csv"]
        assert os.listdir(tmp_path) == ["plan"]

    @pytest.mark.parametrize("descriptor", [None, "", "[]", "[" * 100_000, '{"resources": [3]}'])
    def test_a_folder_that_is_no_package(self, descriptor: str | None, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(OLD)
        if descriptor is not None:
            (tmp_path / "datapackage.json").write_text(descriptor)
        with pytest.raises(CannotWrite, match=r"data package: a\.csv"):
            writing.write_folder(str(tmp_path), PACKAGE, force=True)
        assert (tmp_path / "a.csv").read_bytes() == OLD

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "plan").write_bytes(OLD)
        with pytest.raises(CannotWrite, match="exists"):
            writing.write_folder(str(tmp_path / "plan"), PACKAGE, force=False)
        with pytest.raises(CannotWrite, match="is not a folder"):
            writing.write_folder(str(tmp_path / "plan"), PACKAGE, force=True)
        assert held(tmp_path) == {"plan": OLD}

    def test_the_folder_one_is_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(CannotWrite, match="the folder you are in"):
            writing.write_folder(".", PACKAGE, force=True)

    @pytest.mark.parametrize("force", [True, False])
    @pytest.mark.parametrize("broken", ["fsync", "rename"])
    def test_what_was_there_stays_when_the_disk_is_full(
        self,
        broken: str,
        force: bool,
        either_move: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        folder, real = tmp_path / "plan", getattr(os, broken)
        if force:
            writing.write_folder(str(folder), PACKAGE, force=False)

        def fail(*names: Any) -> Any:
            if broken == "rename" and (names[0] == str(folder) or names[0].endswith(".old")):
                return real(*names)  # the old one, aside and back
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, broken, fail)
        if broken == "rename" and force and either_move == "in one step":
            pytest.skip("nothing is renamed")
        with pytest.raises(CannotWrite, match=r"plan: no space is left$"):
            writing.write_folder(str(folder), SMALLER, force)
        assert os.listdir(tmp_path) == (["plan"] if force else [])
        assert not force or held(folder) == PACKAGE

    def test_a_file_that_comes_into_the_old_folder_at_the_last_moment_is_kept_and_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, chmod = tmp_path / "plan", os.chmod
        writing.write_folder(str(folder), PACKAGE, force=False)

        def add_a_file(*args: Any) -> None:  # as the mode is set the old one has been looked at
            chmod(*args)
            (folder / "mine.txt").write_text("mine")

        monkeypatch.setattr(os, "chmod", add_a_file)
        with pytest.raises(CannotWrite, match="is written, but what was there before stays in "):
            writing.write_folder(str(folder), SMALLER, force=True)
        assert held(folder) == SMALLER
        (old,) = {*tmp_path.iterdir()} - {folder}
        assert held(old)["mine.txt"] == b"mine"


def test_a_folder_that_another_program_uses_is_said_to_be_in_use_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing.write_folder(str(tmp_path / "plan"), PACKAGE, force=False)

    def fail(*names: str) -> None:
        raise refuse(*names)

    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(CannotWrite, match="plan: another program has it open, or "):
        writing.write_folder(str(tmp_path / "plan"), SMALLER, force=True)
    assert held(tmp_path / "plan") == PACKAGE
    assert os.listdir(tmp_path) == ["plan"]


# A database and the logs of an older one

RENAME = "UPDATE commitments SET title_en = 'renamed'"


def rows(path: Path) -> list[tuple[Any, ...]]:
    """The commitments of a database, as any program sees them that opens it."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute("SELECT * FROM commitments").fetchall()


def another_plan_s_database(folder: Path, ogpmx: Callable[..., Run]) -> tuple[Path, object]:
    """A database where the bundled plan's will be written, and the rows that it will have then."""
    path = folder / "plan.db"
    assert ogpmx(["export", "-o", str(path)]).status == 0
    new = rows(path)
    assert ogpmx(["export", "-o", str(path), "--force", "--data", str(SMALL)]).status == 0
    assert rows(path) != new
    return path, new


def change(path: Path, mode: str) -> sqlite3.Connection:
    """Change a database so that much of the change, or what it was before, is in a log."""
    database = sqlite3.connect(path, isolation_level=None)
    for line in (f"PRAGMA journal_mode = {mode}", "PRAGMA cache_size = 1", "BEGIN", RENAME):
        database.execute(line)
    database.execute("CREATE TABLE more AS SELECT text FROM search")
    if mode == "wal":
        database.execute("COMMIT")
    return database


def left_by_a_killed_program(path: Path, mode: str) -> None:
    """Leave a database with a log, as a program does that is killed while it has it open."""
    with closing(change(path, mode)):
        taken = path.with_name("taken")
        taken.mkdir()
        for file in path.parent.glob(path.name + "*"):
            shutil.copy(file, taken)
    for file in taken.iterdir():
        file.replace(path.with_name(file.name))
    taken.rmdir()


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "there"])
@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_database_written_where_a_killed_program_left_logs_is_new_and_alone(
    mode: str, gone: bool, ogpmx: Callable[..., Run], tmp_path: Path
) -> None:
    path, new = another_plan_s_database(tmp_path, ogpmx)
    left_by_a_killed_program(path, mode)
    assert len(os.listdir(tmp_path)) > 1
    if gone:
        path.unlink()
    done = ogpmx(["export", "-o", str(path), *["--force"] * (not gone)])
    assert (done.status, done.err) == (0, "")
    assert os.listdir(tmp_path) == ["plan.db"]
    assert rows(path) == new


@posix
@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_database_is_right_while_and_after_a_program_goes_on_with_the_one_it_replaces(
    mode: str, ogpmx: Callable[..., Run], tmp_path: Path
) -> None:
    path, new = another_plan_s_database(tmp_path, ogpmx)
    with closing(change(path, mode)) as writer:
        assert ogpmx(["export", "-o", str(path), "--force"]).status == 0
        assert rows(path) == new
        try:
            for line in ("COMMIT",) if mode == "delete" else ("BEGIN", RENAME, "COMMIT"):
                writer.execute(line)
        except sqlite3.OperationalError:
            pass  # SQLite notices that its file is no longer there
        assert rows(path) == new
    assert os.listdir(tmp_path) == ["plan.db"]
    assert rows(path) == new


def test_logs_stay_beside_a_database_that_is_not_replaced(
    ogpmx: Callable[..., Run], tmp_path: Path
) -> None:
    path = tmp_path / "plan.db"
    assert ogpmx(["export", "-o", str(path)]).status == 0
    left_by_a_killed_program(path, "wal")
    before = held(tmp_path)
    assert ogpmx(["export", "-o", str(path)]).status == 1
    assert held(tmp_path) == before


# Ended at each step

# A module that Python imports first: it sends a signal at the nth of the system's calls that
# change a file or a folder, and can take the exchange of folders away.
MOMENTS = """
import os, signal
left = int(os.environ["MOMENT"])
def watch(event, args):
    global left
    if event == "ctypes.dlopen" and "NO_EXCHANGE" in os.environ:
        raise OSError
    writes = event == "open" and (args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in ("os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod",
                           "ctypes.dlsym", "sqlite3.connect"):
        left -= 1
        if not left:
            os.kill(os.getpid(), int(os.environ["SIGNAL"]))
import sys
sys.addaudithook(watch)
"""


def content(path: Path) -> object:
    """What a file, or a folder with its files, holds; None where nothing is."""
    if path.is_dir():
        return held(path)
    read = path.read_bytes() if path.exists() else None
    if read and read.startswith(b"SQLite"):
        return rows(path)
    return read


ENDINGS = {
    "asked to end while new": ("SIGTERM", False),
    "asked to end while replacing": ("SIGHUP", True),
    "killed while new": ("SIGKILL", False),
    "killed while replacing": ("SIGKILL", True),
}


@posix
@pytest.mark.slow
@pytest.mark.parametrize(("name", "force"), ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("case", [*EXPORTS, "datapackage NO_EXCHANGE"])
def test_an_export_ended_at_any_step_leaves_the_old_or_the_new_whole_and_nothing_beside_it(
    case: str, force: bool, name: str, process: Callable[..., Run], tmp_path: Path
) -> None:
    (format, *lacking), number = case.split(), signal.Signals[name]
    (tmp_path / "sitecustomize.py").write_text(MOMENTS, "utf-8")
    before = tmp_path / "before"
    before.mkdir()
    assert process(f"export -f {format} -o whole").status == 0
    if force:
        assert (
            process([*f"export -f {format} -o before/plan --data".split(), str(SMALL)]).status == 0
        )
        if format == "sqlite":
            left_by_a_killed_program(before / "plan", "wal")
    copy = shutil.copytree(before, tmp_path / "copy")
    old, new = content(copy / "plan"), content(tmp_path / "whole")
    assert old != new
    env = dict.fromkeys(lacking, "1") | {
        "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "SIGNAL": str(int(number)),
    }  # fmt: skip
    found, statuses = [], list[int]()
    while 0 not in statuses:  # a folder has many steps, most of them alike: every second
        moment = 1 + len(statuses) * (2 if format == "datapackage" else 1)
        here = shutil.copytree(before, tmp_path / f"at{moment}")
        line = f"export -f {format} -o at{moment}/plan" + " --force" * force
        done = process(line, env=env | {"MOMENT": str(moment)})
        statuses.append(done.status)
        beside = {*os.listdir(here)} - {"plan", "plan-wal", "plan-shm"}
        found.append(content(here / "plan"))
        gap = name == "SIGKILL" and lacking and force  # the old one, under a hidden name
        assert found[-1] in ([old, new, None] if gap else [old, new])
        assert (name == "SIGKILL" and done.status) or not beside
        assert (done.out, done.err) == ("", "")
    ended_with = -number if name == "SIGKILL" else 128 + number
    assert {*statuses} == {ended_with, 0}
    assert found[-1] == new
    assert old in found
