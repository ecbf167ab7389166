"""Every field of a commitment is in every output, or in a list of exceptions with its reason.

In a made-up plan every field holds a value of its own; it is looked for in each output as a code, a
label or a name. The models say which fields there are, so a new one must be added here to `WHOLE`,
and then be in every output or be explained.
"""

import csv
import dataclasses
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

import plans
import pytest
from registries import MODELS

from ogpmx import labels
from ogpmx.models import Commitment

openpyxl = pytest.importorskip("openpyxl")

RECORDS: list[Any] = [*MODELS]


def text(word: str) -> plans.Tree:
    return plans.text(f"{word}o", f"{word}ish")


WHOLE = plans.document(
    plan=plans.plan(source={"tables": {"annex": text("Annex")}}),
    topics=[{"id": "volcanoes", "name": text("Volcan")}],
    organizations=[
        plans.organization("taker", name="Quien tomó parte"),
        plans.organization("named", name="Quien solo fue nombrada"),
        plans.organization("doer", name="Quien dio el paso"),
    ],
    commitments=[
        {
            "number": 4711,
            "ogp_id": "QX9021",
            "url": "https://example.org/own",
            "start": "2020-02",
            "end": "2022-11",
            "title": text("Titl"),
            "status": "limited",
            "topics": ["volcanoes"],
            "objective": text("Objectiv"),
            "participants": [
                {"organization": "taker", "role": "accompanying", "note": text("Remark")}
            ],
            "mentions": [{"organization": "named", "note": text("Asid")}],
            "results": [text("Outcom")],
            "suspension": {"since": "2021-03", "reason": text("Caus")},
            "self_assessment": text("Selfview"),
            "irm": {
                "completion": "no-evidence",
                "opening": "major",
                "early_results": "moderate",
                "text": text("Verdict"),
            },
            "source": {"table": "annex", "row": 977, "page": 613},
            "milestones": [
                {
                    "number": 8080,
                    "title": text("Step"),
                    "status": "in-progress",
                    "start": "2020-05",
                    "end": "2021-09",
                    "organizations": ["doer"],
                    "links": [{"url": "https://example.org/step", "title": text("Stepsid")}],
                }
            ],
            "links": [{"url": "https://example.org/more", "title": text("Websit")}],
        }
    ],
)
DATA = plans.dataset(**WHOLE)
NAMES = {o.id: o.name for o in DATA.organizations} | {
    t.id: DATA.text(t.name, "en") for t in DATA.topics
}
TABLES = {id: DATA.text(name, "en") for id, name in (DATA.plan.source.tables or {}).items()}


def list_values(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a record and of those in it, each with its field: `irm.completion`."""
    for field in dataclasses.fields(record):
        held = getattr(record, field.name)
        for value in held if isinstance(held, tuple) else [held]:
            if dataclasses.is_dataclass(value):
                yield from list_values(value, f"{path}{field.name}.")
            else:
                yield f"{path}{field.name}", value


def list_fields(kind: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """The fields of a model and of those in it, and whether each holds texts, by the models."""
    for field in dataclasses.fields(kind):
        words = re.findall(r"\w+", str(field.type))
        within = [model for model in RECORDS if model.__name__ in words]
        for model in within:
            yield from list_fields(model, f"{path}{field.name}.")
        if not within:
            yield f"{path}{field.name}", "Text" in words


VALUES = dict(list_values(DATA.commitments[0]))
TEXTS = [field for field, is_text in list_fields(Commitment) if is_text]


def spell(value: object) -> set[str]:
    """How a value can stand in an output in English: as it is, or as people read it."""
    if isinstance(value, dict):
        return {value["en"]}
    if isinstance(value, StrEnum):
        return {value, labels.label_code(value)}
    if re.fullmatch(r"\d{4}-\d\d", str(value)):
        return {str(value), labels.format_date(str(value))}
    return {str(value), (NAMES | TABLES).get(str(value), str(value))}


def find_missing(output: set[str]) -> set[str]:
    """The fields whose values are not among what an output holds."""
    return {field for field, value in VALUES.items() if not output & spell(value)}


def find_missing_spanish(output: set[str]) -> set[str]:
    """The fields whose texts in Spanish are not among what an output holds."""
    return {field for field in TEXTS if VALUES[field]["es"] not in output}


def list_leaves(tree: Any) -> set[str]:
    """Every single value of an object of JSON."""
    if isinstance(tree, dict | list):
        inner = tree.values() if isinstance(tree, dict) else tree
        return {leaf for value in inner for leaf in list_leaves(value)}
    return {str(tree)}


def list_cells(table: str) -> set[str]:
    """Every cell of a CSV file, and every item of those that hold several."""
    cells = (cell for row in csv.reader(io.StringIO(table)) for cell in row)
    return {item for cell in cells for item in cell.split("; ")}


Ask = Callable[[str], Any]


@pytest.fixture
def ask(ogpmx: Callable[[str], Any], tmp_path: Path) -> Ask:
    """Run a command line over the made-up plan."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(WHOLE), "utf-8")

    def run(line: str) -> Any:
        done = ogpmx(f"{line} --data {path} --lang en")
        assert (done.status, done.err) == (0, "")
        return done

    return run


def test_in_the_made_up_plan_every_field_has_a_value_of_its_own() -> None:
    assert VALUES.keys() == {field for field, _is_text in list_fields(Commitment)}
    assert [field for field, value in VALUES.items() if isinstance(value, dict)] == TEXTS
    assert None not in VALUES.values()
    spelled = [words for value in VALUES.values() for words in spell(value)]
    assert len(spelled) == len(set(spelled))


# The outputs

_NAMES_ONLY = "the column names organizations; what each did is a list of its own"
_COUNTED = "the column says how many there are; they are a list of their own"
_SEVERAL = "a list of its own: card, record, tables"
_ONE_ROW = "where a row stands in the report is for those who check it: card, record, tables"
_PROSE = "`show` and `assessments` give it"

NOT_IN_A_COLUMN = {
    "participants.role": _NAMES_ONLY,
    "participants.note": _NAMES_ONLY,
    "mentions.note": _NAMES_ONLY,
    "milestones.number": _COUNTED,
    "milestones.title": _COUNTED,
    "milestones.status": _COUNTED,
    "milestones.start": _COUNTED,
    "milestones.end": _COUNTED,
    "milestones.organizations": _COUNTED,
    "milestones.links.url": _COUNTED,
    "milestones.links.title": _COUNTED,
    "links.url": _SEVERAL,
    "links.title": _SEVERAL,
}
NOT_IN_A_COLUMN_OF_LIST = NOT_IN_A_COLUMN | {
    "self_assessment": _PROSE,
    "irm.text": _PROSE,
    "suspension.reason": _PROSE,
    "source.table": _ONE_ROW,
    "source.row": _ONE_ROW,
    "source.page": _ONE_ROW,
}


def test_every_field_is_in_a_column_of_list(ask: Ask) -> None:
    cells = list_cells(ask("list --format csv").out)
    assert find_missing(cells) == NOT_IN_A_COLUMN_OF_LIST.keys()


def test_every_field_is_in_the_record_of_json(ask: Ask) -> None:
    assert find_missing(list_leaves(ask("list --format json").json)) == set()


def test_every_field_is_on_the_card(ask: Ask) -> None:
    card = ask("show 4711").out
    missing = {f for f, value in VALUES.items() if not any(word in card for word in spell(value))}
    assert missing == set()


@pytest.mark.parametrize("field", TEXTS)
def test_every_text_is_found_by_search_in_each_language(ask: Ask, field: str) -> None:
    for lang in ("es", "en"):
        (hit,) = ask(f"search {VALUES[field][lang]} --format json").json
        assert hit["number"] == 4711


@pytest.mark.parametrize("name", NAMES.values())
def test_every_organization_and_topic_is_found_by_search(ask: Ask, name: str) -> None:
    assert ask(f"search '{name}' --format json").json


def test_every_field_is_in_a_table_of_the_package(ask: Ask, tmp_path: Path) -> None:
    ask(f"export -f datapackage -o {tmp_path / 'package'}")
    tables = (tmp_path / "package").glob("*.csv")
    cells = {cell for table in tables for cell in list_cells(table.read_text("utf-8"))}
    assert find_missing(cells) | find_missing_spanish(cells) == set()


def test_every_field_is_in_a_table_of_the_database(ask: Ask, tmp_path: Path) -> None:
    ask(f"export -o {tmp_path / 'plan.db'}")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as base:
        tables = base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        rows = [row for (table,) in tables for row in base.execute(f"SELECT * FROM {table}")]
    cells = {str(cell) for row in rows for cell in row}
    assert find_missing(cells) | find_missing_spanish(cells) == set()


def test_every_field_is_in_the_flat_table(ask: Ask) -> None:
    cells = list_cells(ask("export -f csv").out)
    assert find_missing(cells) | find_missing_spanish(cells) == NOT_IN_A_COLUMN.keys()


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_field_is_in_the_workbook(ask: Ask, tmp_path: Path) -> None:
    ask(f"export -o {tmp_path / 'plan.xlsx'}")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    # one counts every code, the other explains every column
    sheets = [sheet for sheet in book if sheet.title not in ("summary", "columns")]
    found = [cell for sheet in sheets for row in sheet.rows for cell in row]
    cells = {str(cell.value) for cell in found}
    cells |= {cell.hyperlink.target for cell in found if cell.hyperlink}
    assert find_missing(cells) | find_missing_spanish(cells) == set()


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_has_its_title_and_description_in_the_json_schema(
    ogpmx: Callable[[str], Any], kind: type
) -> None:
    properties = ogpmx("schema").json["$defs"][kind.__name__]["properties"]
    told = {
        name
        for name, described in properties.items()
        if described.get("title") and described.get("description")
    }
    assert told == {field.name for field in dataclasses.fields(kind)}
