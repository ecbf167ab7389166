"""Who may know whom: the imports of every room, read from the sources and held against a table.

- data flows one way: models, schema, documents, loader; queries, columns, formats and views;
  options, commands, cli. Nobody reaches back
- only the loader reads files by name, only the rooms that write touch what is outside
- what is heavy is imported where it is used: nothing at the top of a module that every run loads
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ogpmx

SOURCES = Path(ogpmx.__file__).parent
ROOMS = {path.stem: ast.parse(path.read_text("utf-8")) for path in SOURCES.glob("*.py")}

WORDS = "messages lang models errors safe labels words"  # at everyone's side
ANSWERS = "columns queries"

MAY_KNOW = {
    "__init__": "",
    "__main__": "cli terminal writing",
    # at the side
    "lang": "",
    "fields": "",
    "models": "fields lang",
    "errors": "messages",
    "safe": "",
    "messages": "lang",
    "words": "errors messages",
    "labels": "messages models",
    # a file in
    "schema": "fields messages models words",
    "documents": "messages schema",
    "loader": "documents errors messages models safe schema",
    # questions and answers
    "queries": "errors messages models words",
    "columns": f"queries {WORDS}",
    # an answer out
    "formats": f"{ANSWERS} {WORDS}",
    "views": f"{ANSWERS} formats {WORDS}",
    "tables": f"{ANSWERS} fields {WORDS}",
    "workbook": f"{ANSWERS} tables {WORDS}",
    "export": f"{ANSWERS} fields formats tables workbook writing {WORDS}",
    "writing": "errors messages safe",
    "terminal": "errors messages safe",
    # the command line
    "shared": f"{WORDS}",
    "completion": f"loader queries shared {WORDS}",
    "options": f"{ANSWERS} completion formats loader shared terminal views {WORDS}",
    "commands": f"loader {ANSWERS} completion export options schema shared {WORDS}",
    "cli": f"commands options shared terminal writing {WORDS}",
}


def imports(tree):
    """Every module that a room imports, wherever in it; its own rooms as `ogpmx.room`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "ogpmx":
            yield from (f"ogpmx.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "from . import: write the room's whole name"
            yield str(node.module)


def at_the_top(tree):
    """What a room imports as soon as it is imported itself: not in functions, not for types."""
    inside = ast.FunctionDef | ast.ClassDef | ast.If  # `if TYPE_CHECKING:`
    outside = [node for node in tree.body if not isinstance(node, inside)]
    return set(imports(ast.Module(outside, [])))


def outsiders(tree):
    return {name.partition(".")[0] for name in imports(tree)} - {"ogpmx"}


def test_every_room_has_its_row():
    assert ROOMS.keys() == MAY_KNOW.keys()


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_knows_only_the_rooms_before_it(room):
    known = {name.split(".")[1] for name in imports(ROOMS[room]) if name.startswith("ogpmx.")}
    assert known <= set(MAY_KNOW[room].split())


def test_nobody_reaches_back():
    done: set[str] = set()
    left = {room: set(known.split()) for room, known in MAY_KNOW.items()}
    while left:
        ready = {room for room, known in left.items() if known <= done}
        assert ready, f"a circle among {sorted(left)}"
        done |= ready
        left = {room: known for room, known in left.items() if room not in ready}


# Outside: a library or a power, and the rooms that may use it.

MAY_USE = {
    "typer": "cli commands completion options shared",
    "rich": "formats terminal views",
    "yaml": "documents export formats",
    "csv": "export formats",
    "sqlite3": "export",
    "json": "documents export formats schema writing",
    "msgspec": "documents export fields formats models schema",
    "_pickle": "loader",
    "pickle": "",
    "gettext": "messages",
    "pathlib": "messages",
    "stat": "loader writing",
    "subprocess": "",
    "socket": "",
    "urllib": "",
    "logging": "",
    "pydoc": "",
    "click": "",
    "pydantic": "",
}


@pytest.mark.parametrize("library", MAY_USE)
def test_a_library_is_used_only_where_it_may(library):
    users = {room for room, tree in ROOMS.items() if library in outsiders(tree)}
    assert users <= set(MAY_USE[library].split())


def calls(tree):
    """What is called, as written: `open`, `os.open`, `print`."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_only_rooms_at_the_doors_open_anything():
    opening = {"open", "os.open", "io.open", "files", "pkgutil.get_data"}
    users = {room for room, tree in ROOMS.items() if calls(tree) & opening}
    assert users <= {"loader", "writing", "terminal"}


def test_the_bundled_file_is_known_to_the_loader_only():
    def names(tree):
        return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}

    assert {room for room, tree in ROOMS.items() if "ogpmx.data" in names(tree)} == {"loader"}


def test_nobody_prints_but_the_terminals_owner():
    printing = {"print", "sys.stdout.write", "sys.stdout.buffer.write", "typer.echo"}
    assert {room for room, tree in ROOMS.items() if printing & calls(tree)} <= {"terminal"}


@pytest.mark.parametrize("room", ["models", "schema", "documents", "queries", "columns", "labels",
                                  "safe", "errors"])  # fmt: skip
def test_what_only_thinks_knows_no_system(room):
    assert not outsiders(ROOMS[room]) & {"os", "sys", "io", "pathlib", "shutil", "tempfile"}


# Weight

HEAVY = {
    "rich", "yaml", "csv", "sqlite3", "difflib", "importlib.metadata", "pydantic", "asyncio",
    "subprocess", "tempfile", "secrets",
}  # fmt: skip
ON_DEMAND = {"views", "export", "writing"}  # imported by those who need them, when they do


@pytest.mark.parametrize("room", sorted(ROOMS.keys() - ON_DEMAND))
def test_nothing_heavy_at_the_top_of_what_every_run_loads(room):
    top = at_the_top(ROOMS[room])
    assert not {name for name in top if {name, name.partition(".")[0]} & HEAVY}
    assert not {f"ogpmx.{name}" for name in ON_DEMAND} & top


def loaded(code):
    """The modules that are there after a piece of Python has run."""
    script = f"{code}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("line", ["list --format json", "list --format jsonl", "show 8 -f json"])
def test_an_answer_for_programs_loads_nothing_that_draws(line):
    frameworks = loaded("import typer.main")
    ours = loaded(f"from ogpmx.cli import main\nassert main({line.split()}) == 0") - frameworks
    assert not ours & (HEAVY - {"yaml"})  # the bundled file may be read from its YAML
    assert not ours & {"ogpmx.views", "ogpmx.export"}


def test_the_way_in_loads_nothing_heavy():
    ours = loaded("import ogpmx.cli") - loaded("import typer.main")
    assert not ours & HEAVY
