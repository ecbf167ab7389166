"""Who may import whom, read from the sources; and what a run may load.

- each module belongs to a layer and imports from its own and the layers that its row names; there
  is no circle, and there are fewer than twelve floors
- modules of the program are imported at the top, but for a few with a reason each; nothing is
  fetched from them by a name in quotes
- each outside library is used in the modules that its row names
- what takes long to load is imported where it is used, not by every run
- each command is a module, and its line in the help is how its docstring begins
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ogpmx
from ogpmx import cli, commands
from ogpmx.help_pages import split_paragraphs

SOURCES = Path(ogpmx.__file__).parent

# A layer: its modules, and the layers that these may import besides their own. The name of a
# package stands for all that is in it.
LAYERS = {
    "words": (
        "blocks codes constraints errors labels matching messages model_fields model_types models "
        "pages sanitize undo",
        "",
    ),
    "questions": ("claims commitments counting filters organizations rows searching", "words"),
    "reading": (
        "documents faults loader schema sheet sheet_columns yaml_reader",
        "words questions",
    ),
    "answers": ("drawing formats", "words questions"),
    "files": ("citation exports writing", "words questions reading answers"),
    "typed": (
        "completion global_options guesses help_pages options streams usage",
        "words questions reading answers",
    ),
    "commands": ("commands", "words questions reading answers files typed"),
    "library": ("library", "words questions reading answers files commands"),
    "start": ("cli __main__ __init__", "words typed commands library"),
}

# Imported later than at the top, and why.
LATE = {
    ("__main__", "cli"): "signals are looked after first",
    ("cli", "commands"): "the help of the whole needs no command",
    ("cli", "options"): "the help of the whole needs no command",
    **dict.fromkeys(
        [("__init__", "errors"), ("__init__", "library"), ("__init__", "models")],
        "every run imports the package, and few need what it offers to Python",
    ),
    ("options", "drawing"): "only an answer on a terminal needs it, and it loads Rich",
    ("loader", "documents"): "the bundled plan is read from its compiled copy",
    ("loader", "schema"): "the bundled plan is read from its compiled copy",
    ("loader", "yaml_reader"): "only types are taken from it",
    ("loader", "faults"): "only a file that has faults needs them",
    ("models", "constraints"): "only reading a file needs the limits, and they load msgspec",
}

# An outside library, and the modules that use it.
USERS = {
    "typer": "cli global_options help_pages options usage",
    "rich": "drawing formats.text streams",
    "msgspec": (
        "commands.schema commands.template constraints exports faults formats.records library "
        "model_types schema"
    ),
    "yaml": "formats.records yaml_reader",
    "markdown_it": "formats.markup",
    "csv": "exports.datapackage formats.records sheet",
    "json": (
        "commands.template documents exports.tables exports.xlsx formats.records writing "
        "yaml_reader"
    ),
    "sqlite3": "exports.sqlite",
    "jinja2": "exports.html",
    "markupsafe": "exports.html",
    "gettext": "messages",
    "_pickle": "loader",
    "os": (
        "__main__ cli commands.convert completion exports global_options library loader messages "
        "options streams writing"
    ),
    "sys": "__main__ formats.records loader streams writing",
    "io": "exports loader sheet streams writing",
    **dict.fromkeys(
        ["click", "logging", "pickle", "pydantic", "socket", "subprocess", "urllib"], ""
    ),
}

HEAVY = {
    "rich", "yaml", "csv", "sqlite3", "difflib", "importlib.metadata", "pydantic", "asyncio",
    "subprocess", "tempfile", "secrets",
}  # fmt: skip
# Loaded by those who need them, when they do.
ON_DEMAND = (
    "yaml_reader documents drawing exports library sheet writing commands.convert commands.export"
)


def name_of(path: Path) -> str:
    """A module's name within the program; a package's own, for its `__init__.py`."""
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {name_of(p): ast.parse(p.read_text("utf-8")) for p in sorted(SOURCES.rglob("*.py"))}


def expand(names: str) -> set[str]:
    """The modules that a row names."""
    return {m for m in MODULES for n in names.split() if m == n or m.startswith(f"{n}.")}


def find_imports(tree: ast.AST) -> Iterator[str]:
    """All that is imported, wherever: `rich.table`, `ogpmx.rows.Answer`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "from . import: write the module's whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def find_top_imports(module: str) -> set[str]:
    """What a module imports as soon as it is imported itself: not in functions, not for types."""
    inside = ast.FunctionDef | ast.ClassDef | ast.If  # `if TYPE_CHECKING:`
    outside = [node for node in MODULES[module].body if not isinstance(node, inside)]
    return set(find_imports(ast.Module(outside, [])))


def own(imported: set[str]) -> set[str]:
    """The modules of the program among what is imported."""
    names = {name.removeprefix("ogpmx.") for name in imported if name.startswith("ogpmx.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in names}


IMPORTS = {module: own(set(find_imports(tree))) for module, tree in MODULES.items()}
TOP_IMPORTS = {module: own(find_top_imports(module)) for module in MODULES}


def find_floors(imports: dict[str, set[str]]) -> list[set[str]]:
    """The modules, in floors: each imports only from the floors below its own."""
    floors: list[set[str]] = []
    left = dict(imports)
    while left:
        below = set().union(*floors)
        floor = {module for module, imported in left.items() if imported <= below}
        assert floor, f"a circle among {sorted(left)}"
        floors.append(floor)
        left = {module: imported for module, imported in left.items() if module not in floor}
    return floors


def find_calls(module: str) -> Iterator[tuple[str, ast.Call]]:
    """What is called, as written: `open`, `os.open`, `print`."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


# Who imports whom


def test_every_module_belongs_to_one_layer() -> None:
    placed = sorted(module for modules, _below in LAYERS.values() for module in expand(modules))
    assert placed == sorted(MODULES)


def test_a_layer_imports_only_from_the_layers_that_its_row_names() -> None:
    wrong: dict[str, set[str]] = {}
    for modules, below in LAYERS.values():
        allowed = expand(" ".join([modules, *(LAYERS[name][0] for name in below.split())]))
        wrong |= {m: IMPORTS[m] - allowed for m in expand(modules) if IMPORTS[m] - allowed}
    assert wrong == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert find_floors(IMPORTS)


def test_there_are_fewer_than_twelve_floors_when_modules_are_loaded() -> None:
    assert len(find_floors(TOP_IMPORTS)) < 12


def test_the_programs_modules_are_imported_at_the_top_but_for_those_with_a_reason() -> None:
    late = {(module, name) for module in MODULES for name in IMPORTS[module] - TOP_IMPORTS[module]}
    assert late == LATE.keys()


def test_nothing_is_fetched_from_a_module_by_a_name_in_quotes() -> None:
    for module in MODULES:
        names = {name.rpartition(".")[2] for name in IMPORTS[module]}
        calls = find_calls(module)
        holders = {ast.unparse(node.args[0]) for name, node in calls if name == "getattr"}
        wrong = {h for h in holders if h in names or "ogpmx" in h or "import" in h}
        assert wrong == set(), module


def test_no_type_is_only_claimed() -> None:
    wrong = [m for m, tree in MODULES.items() if "typing.cast" in set(find_imports(tree))]
    assert wrong == []


# What is outside


def test_a_library_is_used_only_in_the_modules_that_its_row_names() -> None:
    roots = {
        module: {name.partition(".")[0] for name in find_imports(tree)}
        for module, tree in MODULES.items()
    }
    for library, named in USERS.items():
        users = {module for module in MODULES if library in roots[module]}
        assert users <= expand(named), library
        assert all(expand(name) & users for name in named.split()), library


def test_only_reading_and_writing_open_anything() -> None:
    opening = {"open", "os.open", "io.open", "files", "get_data", "pkgutil.get_data"}
    users = {module for module in MODULES if opening & {name for name, _node in find_calls(module)}}
    assert users == {"loader", "writing"}


def test_only_the_loader_knows_where_the_bundled_plan_is() -> None:
    users = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value == "ogpmx.data"
    }
    assert users == {"loader"}


def test_only_the_streams_print() -> None:
    printing = {"print", "sys.stdout.write", "sys.stdout.buffer.write", "typer.echo"}
    users = {m for m in MODULES if printing & {name for name, _node in find_calls(m)}}
    assert users == {"streams"}


# What a run loads


def test_nothing_heavy_stands_at_the_top_of_what_every_run_loads() -> None:
    for module in MODULES.keys() - expand(ON_DEMAND):
        top = find_top_imports(module)
        heavy = {name for name in top if any(f"{name}.".startswith(f"{h}.") for h in HEAVY)}
        assert not heavy, module
        assert not own(top) & expand(ON_DEMAND), module


def find_loaded(code: str) -> set[str]:
    """The modules that are there after a piece of Python has run."""
    script = f"{code}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("line", ["list --format json", "list --format jsonl", "show 8 -f json"])
def test_an_answer_for_programs_loads_nothing_that_draws_or_writes_files(line: str) -> None:
    frameworks = find_loaded("import typer.main")
    loaded = find_loaded(f"from ogpmx.cli import main\nassert main({line.split()}) == 0")
    assert not (loaded - frameworks) & (HEAVY - {"yaml"})  # where the compiled copy is not current
    assert not own(loaded) & expand(ON_DEMAND)


def test_the_help_of_the_whole_loads_nothing_heavy_and_no_command() -> None:
    frameworks = find_loaded("import typer.main")
    loaded = find_loaded("from ogpmx.cli import main\nassert main(['--help']) == 0") - frameworks
    assert not loaded & HEAVY
    assert not own(loaded) & expand("commands loader models")


# The commands


def test_every_module_of_commands_is_a_command_and_every_command_a_module() -> None:
    assert {f"commands.{name}" for name in cli.COMMANDS} | {"commands"} == expand("commands")


def test_a_commands_line_of_help_is_how_its_docstring_begins() -> None:
    for name, said in cli.COMMANDS.items():
        assert said == split_paragraphs(commands.find_module(name).command.__doc__)[0], name
