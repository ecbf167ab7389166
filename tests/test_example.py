"""`examples/invented-plan.yaml`: another country's plan, on which everything works.

- it says in its comments, its title and its context that it is invented, in both languages, and
  shares nothing with the bundled plan
- `validate` has nothing to say of it; `audit` finds its figures right
- every command and every format runs on it in both languages, with status 0
- every export of it is written
- as JSON and as JSON Lines, from a file or from standard input, it answers the same
- `--help`, `--version`, `schema` and `validate FILE` work whatever `OGPMX_DATA` holds
- where no plan is read, `--data` is misuse
"""

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from processes import Ogpmx
from registries import ANSWERING, COMMANDS, EXPORTS, FORMATS, LANGUAGES, type_command

from ogpmx import loader, schema
from ogpmx.filters import FILTERS

EXAMPLE = Path(__file__).parent.parent / "examples" / "invented-plan.yaml"
FILE = str(EXAMPLE)
TEXT = EXAMPLE.read_text(encoding="utf-8")
TREE = yaml.safe_load(TEXT)
DATA = schema.read(TREE)

NEEDED = {
    "filter": "--status limited", "show": "1 2 3", "search": "mapas", "participant": "archivo"
}  # fmt: skip
ANSWERS = [
    *(type_command(name, NEEDED) for name in ANSWERING), "filter --participant amigas-del-faro",
    "show CI0002", "participants --matrix", "participants --commitment 1",
    "participant Amigas del Faro", "assessments --divergent", "summary --by topic",
    "summary --by status --cross sector", "compare --by status",
]  # fmt: skip

languages = pytest.mark.parametrize("lang", LANGUAGES)


def make_forms() -> dict[str, str]:
    """The same plan in each form that can be read."""
    rest = {key: value for key, value in TREE.items() if key != "commitments"}
    records = [rest, *TREE["commitments"]]
    return {
        "yaml": TEXT,
        "json": json.dumps(TREE, ensure_ascii=False, indent=2),
        "jsonl": "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
    }


each_form = pytest.mark.parametrize("form", ["yaml", "json", "jsonl"])


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str], str]:
    """Write a form of the plan and return its name, which says nothing of the form."""

    def write(form: str) -> str:
        path = tmp_path / "plan"
        path.write_text(make_forms()[form], encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def listed(ogpmx: Ogpmx) -> Any:
    """The example's answer to `list -f json`."""
    run = ogpmx(["--data", FILE, "list", "-f", "json"])
    assert (run.status, run.err) == (0, "")
    return run.json


# What it is


def test_it_says_that_it_is_invented() -> None:
    comment = "".join(line for line in TEXT.splitlines() if line.startswith("#"))
    assert "invented" in comment
    plan = TREE["plan"]
    assert "ficticio" in plan["title"]["es"]
    assert "invented" in plan["title"]["en"]
    assert any("no existe" in fact["es"] for fact in plan["context"])
    assert any("does not exist" in fact["en"] for fact in plan["context"])


@languages
def test_its_readers_are_told_that_it_is_invented(ogpmx: Ogpmx, lang: str) -> None:
    run = ogpmx(["--data", FILE, "--lang", lang, "plan"])
    assert {"en": "does not exist"}.get(lang, "no existe") in run.out


def test_it_shares_nothing_with_the_bundled_plan() -> None:
    bundled = loader.load()
    for kind in ("organizations_by_id", "topics_by_id"):
        assert getattr(DATA, kind).keys().isdisjoint(getattr(bundled, kind))
    names = {organization.name for organization in bundled.organizations}
    assert names.isdisjoint(organization.name for organization in DATA.organizations)
    ids = {commitment.ogp_id for commitment in bundled.commitments}
    assert not {c.ogp_id for c in DATA.commitments if c.ogp_id} & ids
    assert DATA.plan.id != bundled.plan.id


def test_its_web_addresses_are_reserved_for_examples() -> None:
    addresses = [word for word in TEXT.split() if word.startswith("http")]
    assert addresses
    assert all(address.startswith("https://example.org/") for address in addresses)


@languages
def test_it_is_valid_and_the_verdict_names_it_and_counts_its_commitments(
    ogpmx: Ogpmx, lang: str
) -> None:
    run = ogpmx(["validate", FILE, "--lang", lang])
    assert (run.status, run.out) == (0, "")
    assert "invented-plan.yaml" in run.err
    assert "3" in run.err


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_valid_in_every_format(ogpmx: Ogpmx, format: str) -> None:
    run = ogpmx(["validate", FILE, "-f", format])
    assert run.status == 0
    if format == "json":
        assert run.json == []


def test_its_stated_figures_agree_with_its_rows(ogpmx: Ogpmx) -> None:
    findings = ogpmx(["--data", FILE, "audit", "-f", "json"]).json
    assert len(findings) == len(DATA.plan.claims)
    assert [(f["stated"], f["counted"]) for f in findings] == [(3, 3), (1, 1)]
    assert {f["verdict"] for f in findings} == {"agrees"}


# Every command and format


@pytest.mark.parametrize("line", ANSWERS)
def test_every_command_answers_in_every_format(ogpmx: Ogpmx, line: str) -> None:
    for format, lang in itertools.product(FORMATS, LANGUAGES):
        typed = ["--data", FILE, *line.split(), "-f", format, "--lang", lang]
        run = ogpmx(typed)
        assert (run.status, run.err) == (0, ""), typed
        assert run.out.endswith("\n"), typed
        assert "\x1b" not in run.out, typed
        if format == "json":
            assert run.json, typed
        elif format == "jsonl":
            assert [json.loads(record) for record in run.lines], typed
        elif format == "yaml":
            assert yaml.load(run.out, yaml.CSafeLoader), typed
        elif format in ("csv", "tsv"):
            rows = [*csv.reader(io.StringIO(run.out), delimiter="," if format == "csv" else "\t")]
            assert len(rows) > 1, typed
            assert len({len(row) for row in rows}) == 1, typed


@pytest.mark.parametrize("line", ANSWERS)
def test_every_command_is_drawn_on_a_terminal(ogpmx: Ogpmx, line: str) -> None:
    for columns, lang in itertools.product((40, 120), LANGUAGES):
        run = ogpmx(["--data", FILE, *line.split(), "--lang", lang], terminal=columns)
        assert (run.status, run.err) == (0, ""), (columns, lang)
        assert run.out.strip(), (columns, lang)


@pytest.mark.parametrize("format", EXPORTS)
def test_every_export_is_written(ogpmx: Ogpmx, tmp_path: Path, format: str) -> None:
    target = tmp_path / f"plan.{format}"
    run = ogpmx(["--data", FILE, "export", "-f", format, "-o", str(target)])
    assert (run.status, run.out) == (0, "")
    assert any(target.iterdir()) if format == "datapackage" else target.stat().st_size


# Its forms, and where it comes from


def test_the_answer_is_that_of_the_example_and_not_of_the_bundled_plan(listed: Any) -> None:
    assert [record["number"] for record in listed] == [1, 2, 3]
    assert [record["status"] for record in listed] == ["completed", "limited", "inactive"]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_and_json_lines_answer_the_same_as_yaml(
    ogpmx: Ogpmx, put: Callable[[str], str], form: str
) -> None:
    for line in ANSWERS:
        asked = [*line.split(), "-f", "json"]
        run = ogpmx(["--data", put(form), *asked])
        assert (run.status, run.err) == (0, ""), line
        assert run.out == ogpmx(["--data", FILE, *asked]).out, line


@each_form
@pytest.mark.parametrize("place", ["before", "after"])
def test_each_form_comes_by_standard_input(
    ogpmx: Ogpmx, listed: Any, form: str, place: str
) -> None:
    line = "--data - list -f json" if place == "before" else "list -f json --data -"
    run = ogpmx(line, stdin=make_forms()[form])
    assert (run.status, run.err) == (0, "")
    assert run.json == listed


def test_the_environment_can_name_standard_input(ogpmx: Ogpmx, listed: Any) -> None:
    run = ogpmx("list -f json", env={"OGPMX_DATA": "-"}, stdin=TEXT)
    assert run.status == 0
    assert run.json == listed


@each_form
def test_each_form_is_valid(ogpmx: Ogpmx, put: Callable[[str], str], form: str) -> None:
    assert ogpmx(["validate", put(form)]).status == 0
    assert ogpmx("validate -", stdin=make_forms()[form]).status == 0


# Where no plan is read


@pytest.fixture(
    params=["nowhere", "a folder", "garbage", "faults", "standard input", "the example"]
)
def held(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What `OGPMX_DATA` can hold."""
    file = tmp_path / "held"
    if request.param == "garbage":
        file.write_bytes(b"\x00\xff{[")
    elif request.param == "faults":
        file.write_text("version: 1\n")
    elif request.param == "a folder":
        file.mkdir()
    return {"standard input": "-", "the example": FILE}.get(request.param, str(file))


def drop_of_plan(page: str) -> str:
    """A page of help without what it says of the file in use: what it is for, its topics, and that
    the examples are of another."""
    for told in (criterion.help.rstrip(".:") for criterion in FILTERS.values() if criterion.name):
        page = re.sub(rf"({told})[^.]*", r"\1", page)
    page = page.replace("Examples, of the bundled plan:", "Examples:")
    return re.sub(r"  Ask what became.*?\n\n", "", page, flags=re.DOTALL)


def test_what_reads_no_plan_works_whatever_the_environment_holds(ogpmx: Ogpmx, held: str) -> None:
    helps = [f"{name} --help" for name in COMMANDS]
    for line in ("", "--help", "--version", "schema", "template", f"validate '{FILE}'", *helps):
        run = ogpmx(line, env={"OGPMX_DATA": held}, stdin="")
        usual = ogpmx(line)
        assert (run.status, run.err) == (0, usual.err), line
        assert drop_of_plan(run.out) == drop_of_plan(usual.out), line


@pytest.mark.parametrize("data", [FILE, "-", "nowhere"], ids=["FILE", "-", "nowhere"])
@pytest.mark.parametrize("command", [["schema"], ["validate", FILE]], ids=["schema", "validate"])
def test_data_is_misuse_before_and_after_a_command_that_reads_no_plan(
    ogpmx: Ogpmx, command: list[str], data: str
) -> None:
    for lang in LANGUAGES:
        for line in (["--data", data, *command], [*command, "--data", data]):
            run = ogpmx(["--lang", lang, *line])
            assert (run.status, run.out) == (2, ""), (lang, line)
            assert "--data" in run.err, (lang, line)


def test_the_help_of_the_whole_says_what_it_is_for_of_the_plan_in_use(ogpmx: Ogpmx) -> None:
    assert "what became of Mexico's fourth action plan" in ogpmx("--lang en").out
    other = ogpmx("--lang en", env={"OGPMX_DATA": str(EXAMPLE)}).out
    assert "what became of an action plan" in other
    assert "OGPMX_LANG" in other
    assert "Mexico" not in other
