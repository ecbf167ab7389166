"""Files and folders appear whole or not at all, and nothing else is touched.

- what exists is refused without force; with force only what may be replaced is
- links stay, what they point to is written; pipes and terminals are written into
- whatever fails, whenever the program is killed: the old or the new, and nothing beside it
"""

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

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

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux")


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=["without a name", "beside"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to write a file: the one of Linux, and that of any other system."""
    if request.param == "beside":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    elif not hasattr(os, "O_TMPFILE"):
        pytest.skip("no files without a name here")


@pytest.fixture(params=["exchange", "aside"])
def either_move(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to replace a folder."""
    if request.param == "aside":
        monkeypatch.setattr(writing, "_exchange", lambda _one, _other: False)


# Files


@pytest.mark.usefixtures("either_way")
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

    @pytest.mark.parametrize("there", [True, False])
    @pytest.mark.parametrize("broken", ["fsync", "link", "replace"])
    def test_a_failure_leaves_what_was_there(
        self, broken: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if there:
            (tmp_path / "plan.csv").write_bytes(OLD)
        before = held(tmp_path)
        called = []

        def fail(*_args: object, **_options: object) -> None:
            called.append(broken)
            raise OSError(errno.ENOSPC, "No space left on device")

        for name in [broken, "replace"] if broken == "link" else [broken]:
            monkeypatch.setattr(os, name, fail)
        try:
            writing.write_file(str(tmp_path / "plan.csv"), NEW, force=there)
        except CannotWrite as error:
            assert str(error).endswith("plan.csv: no space is left")  # noqa: PT017
            assert held(tmp_path) == before
        else:  # this way does without what is broken
            assert held(tmp_path) == {"plan.csv": NEW}
        assert not writing._undo

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


def test_no_links_in_the_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    writing.write_file(str(tmp_path / "plan.csv"), NEW, force=False)
    assert held(tmp_path) == {"plan.csv": NEW}


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
    def test_another_who_was_faster(
        self, force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder, sync = tmp_path / "plan", writing._sync

        def be_faster(path: str) -> None:
            monkeypatch.setattr(writing, "_sync", sync)
            writing.write_folder(str(folder), PACKAGE, force=False)

        monkeypatch.setattr(writing, "_sync", be_faster)
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

    @pytest.mark.parametrize("there", [True, False])
    @pytest.mark.parametrize("broken", ["fsync", "rename", "chmod"])
    def test_a_failure_leaves_what_was_there(
        self, broken: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "plan"
        if there:
            writing.write_folder(str(folder), PACKAGE, force=False)
        real, calls = getattr(os, broken), []

        def fail(*args: Any, **options: Any) -> Any:
            calls.append(args)
            if broken == "rename" and there and len(calls) != 2:
                return real(*args, **options)  # the second is the new folder's
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, broken, fail)
        try:
            writing.write_folder(str(folder), SMALLER, force=there)
        except CannotWrite as error:
            assert str(error).endswith("plan: no space is left")  # noqa: PT017
            assert os.listdir(tmp_path) == (["plan"] if there else [])
            assert not there or held(folder) == PACKAGE
        else:
            assert held(folder) == SMALLER
            assert os.listdir(tmp_path) == ["plan"]


# Killed


KILLED = textwrap.dedent(
    """
    import os, pathlib, shutil, signal, sys
    from ogpmx import writing

    case, way, root = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    new = b"new" * 9_999
    package = {"datapackage.json": b'{"resources": [{"path": "a.csv"}]}', "a.csv": b"old"}
    if "beside" in case:
        del os.O_TMPFILE
    if "aside" in case:
        writing._exchange = lambda one, other: False

    def work(folder):
        if "folder" in case:
            writing.write_folder(f"{folder}/plan", {**package, "a.csv": new}, force=True)
        else:
            writing.write_file(f"{folder}/plan", new, force=True)

    def run(folder, last):
        # Ends the program at the last of so many calls out of Python; 0 if there are not so many.
        calls = 0

        def count(_frame, event, _what):
            nonlocal calls
            calls += event == "c_call"
            if calls == last:
                sys.setprofile(None)
                if way == "SIGKILL":
                    os.kill(os.getpid(), signal.SIGKILL)
                writing.clean_up()  # what the handler of SIGTERM does
                os._exit(1)

        sys.setprofile(count)
        work(folder)
        sys.setprofile(None)
        os._exit(0)

    last, status = 0, 1
    while status:
        last += 1
        folder = root / str(last)
        folder.mkdir()
        if "new" not in case and "folder" in case:
            writing.write_folder(f"{folder}/plan", package, force=False)
        elif "new" not in case:
            (folder / "plan").write_bytes(b"old")
        child = os.fork()
        if not child:
            run(folder, last)
        status = os.waitpid(child, 0)[1]
        there = sorted(os.listdir(folder))
        plan = folder / "plan"
        text = plan / "a.csv" if "folder" in case else plan
        found = text.read_bytes() if text.exists() else None
        state = {None: "nothing", b"old": "old", new: "new"}.get(found, "torn")
        print(state, len(there) - ("plan" in there))
        shutil.rmtree(folder)
    """
)


def ends(case: str, way: str, root: Path) -> set[tuple[str, str]]:
    """How it looks after a program was ended at each of its steps: what is there, what beside."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, case, way, str(root)],
        capture_output=True,
        text=True,
        check=True,
    )
    states = [(line.split()[0], line.split()[1]) for line in done.stdout.splitlines()]
    assert len(states) > 20
    assert states[-1] == ("new", "0")
    return set(states)


@linux
@pytest.mark.parametrize("way", ["SIGKILL", "SIGTERM"])
def test_a_new_file_when_killed_at_each_step(way: str, tmp_path: Path) -> None:
    assert ends("new", way, tmp_path) == {("nothing", "0"), ("new", "0")}


@linux
def test_a_replaced_file_when_killed_at_each_step(tmp_path: Path) -> None:
    # It has a name of its own for the one step before it takes the old one's.
    assert ends("old", "SIGKILL", tmp_path) <= {("old", "0"), ("old", "1"), ("new", "0")}


@linux
@pytest.mark.parametrize("case", ["old", "old beside", "folder", "folder aside", "new folder"])
def test_what_is_left_when_terminated_at_each_step(case: str, tmp_path: Path) -> None:
    before = ("nothing" if "new" in case else "old", "0")
    assert ends(case, "SIGTERM", tmp_path) <= {before, ("new", "0"), ("new", "1")} - (
        set() if "aside" in case else {("new", "1")}
    )


@linux
@pytest.mark.parametrize("case", ["old beside", "folder"])
def test_nothing_is_torn_when_killed_at_each_step(case: str, tmp_path: Path) -> None:
    assert {state for state, _beside in ends(case, "SIGKILL", tmp_path)} == {"old", "new"}


@linux
def test_killed_while_it_writes_again_and_again(tmp_path: Path) -> None:
    code = textwrap.dedent(
        """
        import itertools, sys
        from ogpmx import writing
        for n in itertools.count():
            writing.write_file(sys.argv[1], (b"%d\\n" % n) * 99_999, force=True)
            print(n, flush=True)
        """
    )
    for rounds in (1, 2, 3, 5, 8):
        path = tmp_path / str(rounds)
        child = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
        assert child.stdout is not None
        for _ in range(rounds):
            child.stdout.readline()
        child.kill()
        child.communicate()
        lines = path.read_bytes().splitlines()
        assert len(lines) == 99_999
        assert len(set(lines)) == 1
