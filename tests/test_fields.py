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

import openpyxl  # type: ignore[import-untyped]
import plans
import pytest

from ogpmx import labels
from ogpmx.models import (
    Commitment,
    Irm,
    Link,
    Mention,
    Milestone,
    Organization,
    Participation,
    Place,
    Suspension,
)

RECORDS = (Commitment, Suspension, Irm, Place, Participation, Mention, Milestone, Link)


def text(word: str) -> plans.Tree:
    return plans.text(f"{word}o", f"{word}ish")


WHOLE = plans.document(
    plan=plans.plan(source={"tables": {"inactive": text("Tabl")}}),
    topics=[{"id": "volcanoes", "name": text("Volcan")}],
    organizations=[
        plans.organization("taker", name="Quien tomó parte"),
        plans.organization("named", name="Quien solo fue nombrada"),
        plans.organization("stepper", name="Quien dio el paso"),
    ],
    commitments=[
        {
            "number": 4711,
            "ogp_id": "QX9021",
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
                "completion": "substantial",
                "opening": "major",
                "early_results": "moderate",
                "text": text("Verdict"),
            },
            "source": {"table": "inactive", "row": 977, "page": 613},
            "url": "https://example.org/commitment",
            "start": "2017-04",
            "end": "2018-05",
            "milestones": [
                {
                    "number": "12.c",
                    "title": text("Stepp"),
                    "status": "in-progress",
                    "start": "2019-06",
                    "end": "2019-07",
                    "organizations": ["stepper"],
                    "links": [],
                }
            ],
            "links": [{"url": "https://example.org/evidence", "title": text("Proo")}],
        }
    ],
)
DATA = plans.dataset(**WHOLE)
NAMES = {o.id: o.name for o in DATA.organizations} | {
    t.id: DATA.text(t.name, "en") for t in DATA.topics
}
TABLES = {"inactive": "Tablish"}


def list_values(record: Any) -> Iterator[tuple[str, Any]]:
    """The values of a record and of those in it, each with its field: `Irm.completion`."""
    for field in dataclasses.fields(record):
        held = getattr(record, field.name)
        for value in held if isinstance(held, tuple) else [held]:
            if isinstance(value, RECORDS):
                yield from list_values(value)
            else:
                yield f"{type(record).__name__}.{field.name}", value


VALUES = dict(list_values(DATA.commitments[0]))


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
    texts = {field: value for field, value in VALUES.items() if isinstance(value, dict)}
    return {field for field, value in texts.items() if value["es"] not in output}


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
    fields = {f"{kind.__name__}.{f.name}" for kind in RECORDS for f in dataclasses.fields(kind)}
    names = ("participants", "mentions", "suspension", "irm", "source", "milestones", "links")
    hold_records = {f"Commitment.{name}" for name in names} | {"Milestone.links"}
    assert VALUES.keys() == fields - hold_records
    assert None not in VALUES.values()
    spelled = [words for value in VALUES.values() for words in spell(value)]
    assert len(spelled) == len(set(spelled))


# The outputs

_NAMES_ONLY = "the column names organizations; what each did is a list of its own"
_ONE_ROW = "where a row stands in the report is for those who check it: card, record, tables"

_LISTS = "how many milestones there are is a column; each, and links, have records and tables"

NOT_IN_A_COLUMN = {
    "Participation.role": _NAMES_ONLY,
    "Participation.note": _NAMES_ONLY,
    "Mention.note": _NAMES_ONLY,
    "Place.table": _ONE_ROW,
    "Place.row": _ONE_ROW,
    "Place.page": _ONE_ROW,
    "Milestone.number": _LISTS,
    "Milestone.title": _LISTS,
    "Milestone.status": _LISTS,
    "Milestone.start": _LISTS,
    "Milestone.end": _LISTS,
    "Milestone.organizations": _LISTS,
    "Link.url": _LISTS,
    "Link.title": _LISTS,
}
_PROSE = "`show` and `assessments` give it"
NOT_IN_A_COLUMN_OF_LIST = NOT_IN_A_COLUMN | {
    "Commitment.self_assessment": _PROSE,
    "Irm.text": _PROSE,
    "Suspension.reason": _PROSE,
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


@pytest.mark.parametrize("field", [f for f, value in VALUES.items() if isinstance(value, dict)])
def test_every_text_is_found_by_search_in_each_language(ask: Ask, field: str) -> None:
    for lang in ("es", "en"):
        (hit,) = ask(f"search {VALUES[field][lang]} --format json").json
        assert hit["number"] == 4711


@pytest.mark.parametrize("name", NAMES.values())
def test_every_organization_and_topic_is_found_by_search(ask: Ask, name: str) -> None:
    assert ask(f"search '{name}' --format json").json


@pytest.mark.parametrize("line", ["participants --participant taker", "participant taker"])
def test_every_field_of_an_organization_is_in_its_record_and_in_its_columns(
    ask: Ask, line: str
) -> None:
    names = {field.name for field in dataclasses.fields(Organization)}
    record = ask(f"{line} -f json").json
    assert names <= {*(record[0] if isinstance(record, list) else record)}
    assert names <= {*ask(f"{line} -f csv").out.splitlines()[0].split(",")}


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
    missing = find_missing(cells) | find_missing_spanish(cells)
    assert missing == {f for f in NOT_IN_A_COLUMN if not f.startswith("Place.")}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_field_is_in_the_workbook(ask: Ask, tmp_path: Path) -> None:
    ask(f"export -o {tmp_path / 'plan.xlsx'}")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheets = [sheet for sheet in book if sheet.title != "summary"]  # which counts every code
    filled = [cell for sheet in sheets for row in sheet.rows for cell in row]
    cells = {str(cell.value) for cell in filled}
    cells |= {cell.hyperlink.target for cell in filled if cell.hyperlink}
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
