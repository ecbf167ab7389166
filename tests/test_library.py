"""`import ogpmx`: the questions, asked from Python.

- all that is offered is there, hidden by no module of the same name, and nothing else is
- importing it loads nothing; using it loads neither Typer nor Rich
- each question answers with what its command writes as JSON, in each language
- filters go by name, a value or several; what is wrong is refused with what is allowed
- the examples in the documentation answer what they say; the notebook runs to its picture
"""

import copy
import dataclasses
import doctest
import gc
import json
import os
import pickle
import re
import subprocess
import sys
import weakref
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from processes import Ogpmx
from registries import EXPORTS, FILTERS, LANGUAGES, NUMBERS, TABLES

import ogpmx as program
from ogpmx import library

ROOT = Path(__file__).parent.parent
INVENTED = ROOT / "examples" / "invented-plan.yaml"
PAGES = [ROOT / "docs" / "library.md", ROOT / "docs" / "es" / "library.md"]


@pytest.fixture(scope="module")
def data() -> program.DataSet:
    return program.load()


@pytest.fixture(scope="module")
def invented() -> program.DataSet:
    return program.load(INVENTED)


# What is offered


def test_every_name_that_is_offered_is_there_and_documented() -> None:
    assert len(set(program.__all__)) == len(program.__all__)
    assert all(getattr(program, name).__doc__ for name in program.__all__)
    assert set(program.__all__) <= set(dir(program))


def test_no_module_has_the_name_of_what_is_offered() -> None:
    modules = {path.stem for path in Path(program.__file__).parent.iterdir()}
    assert not modules & set(program.__all__)


def test_every_model_is_offered() -> None:
    models = {type(program.load()), *map(type, walk(program.load(INVENTED)))}
    models = {model for model in models if model.__module__ == "ogpmx.models"}
    assert {model.__name__ for model in models} <= set(program.__all__)


def walk(value: Any) -> Any:
    """A value of the models and all that is within it."""
    yield value
    for name in getattr(value, "__dataclass_fields__", ()):
        yield from walk(getattr(value, name))
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item)


def test_the_version_is_told(ogpmx: Ogpmx) -> None:
    assert f"ogpmx {program.__version__}\n" == ogpmx("--version").out
    assert "__version__" not in program.__all__


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'ogpmx' has no attribute 'nope'"):
        program.nope  # type: ignore[attr-defined]  # noqa: B018


def loaded_after(code: str) -> set[str]:
    """The modules that are there after a piece of Python has run."""
    script = f"{code}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_importing_the_package_loads_nothing() -> None:
    assert loaded_after("import ogpmx") - loaded_after("") == {"ogpmx"}


def test_asking_loads_neither_typer_nor_rich() -> None:
    code = "import ogpmx; d = ogpmx.load(); ogpmx.tables(d); ogpmx.audit(d); ogpmx.search(d, 'a')"
    assert not {"typer", "rich", "click"} & loaded_after(code)


# The questions

QUESTIONS: dict[str, Callable[..., Any]] = {
    "show all": program.show,
    "show 8 2-3": lambda data, **more: program.show(data, 8, "2-3", **more),
    "search agua": lambda data, **more: program.search(data, "agua", **more),
    "participants": program.participants,
    "participant inai": lambda data, **more: program.participant(data, "inai", **more),
    "assessments": program.assessments,
    "assessments --divergent": lambda data, **more: program.assessments(
        data, divergent=True, **more
    ),
    "summary --by sector": lambda data, **more: program.count_by(data, "sector", **more),
    "summary --by topic --cross status": lambda data, **more: program.count_by(
        data, "topic", "status", **more
    ),
    "audit": program.audit,
    "compare": program.compare,
    f"compare --by status {INVENTED}": lambda data, **more: program.compare(
        data, program.load(INVENTED), by="status", **more
    ),
    "plan": program.plan,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", QUESTIONS)
def test_a_question_is_answered_as_its_command_answers_in_json(
    line: str, lang: str, ogpmx: Ogpmx, data: program.DataSet
) -> None:
    answer = QUESTIONS[line](data, lang=lang)
    assert json.dumps(answer) == json.dumps(ogpmx(f"{line} -f json --lang {lang}").json)
    assert repr(answer) == repr(json.loads(json.dumps(answer))), "codes are plain strings"


def test_a_question_leaves_the_language_of_messages_as_it_was(data: program.DataSet) -> None:
    program.plan(data, lang="es")
    with pytest.raises(program.NotFound, match="No organization"):
        program.participant(data, "nobody at all", lang="en")
    with pytest.raises(program.NotFound, match="Ninguna organización"):
        program.participant(data, "nobody at all", lang="es")
    with pytest.raises(program.Misuse, match="there is no"):
        program.select(data, status="done")


def test_texts_in_a_language_of_a_territory_are_those_of_the_language(
    data: program.DataSet,
) -> None:
    assert program.plan(data, lang="es-MX") == program.plan(data, lang="es")


# Filters


def test_every_filter_of_the_command_line_is_one_from_python() -> None:
    assert [*library.Filters.__annotations__] == [*FILTERS]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, NUMBERS),
        ({"status": "completed", "participant": "SFP"}, [12, 13]),
        ({"participant": ("SFP", "INAI")}, [7, 9, 11, 12, 13]),
        ({"status": ["limited", "inactive"], "suspended": True}, [1, 9]),
        ({"status": "inactivo"}, [1, 5, 9]),
        ({"status": {"inactive": 0}.keys(), "suspended": None, "topic": []}, [1, 5, 9]),
    ],
)
def test_filters_take_a_value_or_several(
    filters: library.Filters, numbers: list[int], data: program.DataSet
) -> None:
    assert [c.number for c in program.select(data, **filters)] == numbers


@pytest.mark.parametrize("nothing", [None, [], ()])
def test_a_filter_without_a_value_is_not_used(nothing: Any, data: program.DataSet) -> None:
    assert program.select(data, status=nothing, participant=nothing) == data.commitments


@pytest.mark.parametrize(
    "ask",
    [
        lambda plan: program.select(plan, status="completed"),
        lambda plan: program.tables(plan),
        lambda plan: program.show(plan, 8),
        lambda plan: program.search(plan, "agua"),
        lambda plan: program.participants(plan),
        lambda plan: program.participant(plan, "SFP"),
        lambda plan: program.compare(plan),
        lambda plan: program.compare(program.load(), plan),
        lambda plan: program.plan(plan),
    ],
)
@pytest.mark.parametrize("wrong", ["plan.yaml", None, [program.load()]])
def test_what_is_no_plan_is_a_type_error_that_names_what_is_wanted(ask: Any, wrong: Any) -> None:
    with pytest.raises(TypeError, match=f"DataSet, as load.. gives it, not {type(wrong).__name__}"):
        ask(wrong)


@pytest.mark.parametrize("wrong", [[1, 2], range(1, 3), None, 8.0])
def test_commitments_are_named_one_by_one(wrong: Any, data: program.DataSet) -> None:
    with pytest.raises(TypeError, match=f"an argument each, not {type(wrong).__name__}"):
        program.show(data, 1, wrong)


def test_a_language_and_a_text_to_search_for_are_texts(data: program.DataSet) -> None:
    with pytest.raises(TypeError, match="a language is wanted"):
        program.count_by(data, "status", lang=5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a text is wanted"):
        program.search(data, None)  # type: ignore[arg-type]


def test_a_field_is_counted_by_the_name_of_its_filter_too(data: program.DataSet) -> None:
    assert program.count_by(data, "completion") == program.count_by(data, "irm_completion")


def test_every_question_that_takes_filters_uses_them(data: program.DataSet) -> None:
    assert [r["number"] for r in program.show(data, status="inactive")] == [1, 5, 9]
    assert [r["number"] for r in program.assessments(data, status="inactive")] == [1, 5, 9]
    assert {r["number"] for r in program.search(data, "civil", status="inactive")} <= {1, 5, 9}
    assert {r["sector"] for r in program.participants(data, sector="academia")} == {"academia"}
    assert [(r["key"], r["count"]) for r in program.count_by(data, "status", status="limited")] == [
        ("completed", 0),
        ("limited", 3),
        ("inactive", 0),
    ]


@pytest.mark.parametrize(
    ("filters", "fault", "said"),
    [
        ({"stauts": "completed"}, program.Misuse, "Did you mean status"),
        ({"status": "done"}, program.Misuse, "Allowed: completed"),
        ({"completion": [None]}, program.Misuse, "none-stated"),
        ({"participant": "gesco"}, program.NotFound, "Did you mean GESOC"),
        ({"search": "¿?"}, program.Misuse, "Nothing to search for"),
    ],
)
def test_what_a_filter_lacks_is_refused_with_what_was_meant_or_is_allowed(
    filters: dict[str, str], fault: type[Exception], said: str, data: program.DataSet
) -> None:
    with pytest.raises(fault, match=said):
        program.select(data, **filters)


# Files and tables


def test_a_file_is_loaded_by_its_name_or_its_path(invented: program.DataSet) -> None:
    assert program.load(str(INVENTED)) == invented
    assert program.load(bytes(INVENTED)) == invented
    with pytest.raises(TypeError, match="not int"):
        program.load(3)  # type: ignore[arg-type]
    assert len(invented.commitments) == 3


@pytest.mark.parametrize("content", [b"plan: {id: [}", b"\xff\xfe", b"plan: {id: 3}"])
def test_a_file_that_is_no_plan_is_bad_data(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(content)
    with pytest.raises(program.BadData, match=r"plan\.yaml"):
        program.load(tmp_path / "plan.yaml")
    with pytest.raises(program.BadData, match="no such file"):
        program.load(tmp_path / "other.yaml")


def test_the_tables_are_those_of_the_data_package(data: program.DataSet) -> None:
    files = EXPORTS["datapackage"].make(data)
    assert isinstance(files, dict)
    resources = json.loads(files["datapackage.json"])["resources"]
    tables = program.tables(data)
    assert [*tables] == [resource["name"] for resource in resources]
    for resource in resources:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert all([*row] == names for row in tables[resource["name"]])
    assert len(tables) == len(TABLES)
    assert len(tables["commitments"]) == len(NUMBERS)
    assert json.loads(json.dumps(tables)) == tables


# The documentation


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_in_the_documentation_answer_what_they_say(page: Path) -> None:
    text = page.read_text("utf-8")
    if "import pandas" in text:
        pytest.importorskip("pandas")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, None, None)
    assert examples.examples
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_documentation_names_all_that_is_offered(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [name for name in program.__all__ if not re.search(rf"\b{name}\b", text)] == []


# The notebook

NOTEBOOK = json.loads((ROOT / "examples" / "who-worked-with-whom.ipynb").read_text("utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def test_the_notebook_holds_no_outputs_and_nothing_but_python() -> None:
    cells = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    for code in CODE:
        compile(code, "cell", "exec")


@pytest.mark.slow
def test_the_notebook_runs_to_its_picture(tmp_path: Path) -> None:
    """Its cells in order, in a process with nothing but what they import themselves."""
    for needed in ("pandas", "networkx", "matplotlib"):
        pytest.importorskip(needed)
    picture = tmp_path / "picture.png"
    save = f"plt.gcf().savefig({str(picture)!r})\nprint(len(strong), max(pairs.commitments))"
    script = tmp_path / "notebook.py"
    script.write_text("\n".join([*CODE, save]), "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=tmp_path,
        env={**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr  # on which matplotlib says that it makes a cache
    nodes, most = map(int, done.stdout.split())
    assert nodes > 10
    assert most == most_shared(program.load())
    assert picture.read_bytes().startswith(b"\x89PNG")


def most_shared(data: program.DataSet) -> int:
    """In how many commitments the two worked together that did so most."""
    shared = Counter(
        pair
        for c in data.commitments
        for pair in combinations(sorted({p.organization for p in c.participants}), 2)
    )
    return max(shared.values())


def test_the_bundled_plan_is_cited_as_ours_also_in_a_copy_and_not_once_it_is_another() -> None:
    data = program.load()
    for copied in (data, program.load(), copy.copy(data), pickle.loads(pickle.dumps(data))):
        assert "Data set: ogpmx, version" in program.plan(copied)["citation"]
    fewer = dataclasses.replace(data, commitments=data.commitments[:3])
    assert "ogpmx" not in program.plan(fewer)["citation"]


def test_records_are_compared_and_shown_by_what_they_hold() -> None:
    link = program.Link(url="https://example.org/", title="Proof")
    assert link == copy.copy(link) != program.Link(url="https://example.org/")
    assert len({link, copy.copy(link)}) == 1
    other: object = program.Topic(id="a", name="Proof")
    assert link != other
    assert str(link) == "Link(url='https://example.org/', title='Proof')"


def test_only_the_last_file_read_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text('{"plan": {"id": "xx-1"}}', "utf-8")
    first = weakref.ref(program.load(file))
    last = weakref.ref(program.load(file))
    gc.collect()
    assert (first(), last() is None) == (None, False)
