"""The workbook as a spreadsheet program reads it; and a new field of the models in every export.

- a sheet for what is asked most, then one for each further table of the plan
- figures are figures; what belongs to a commitment or an organization names it
- what is new in the models is in the package, the database, the flat table and the workbook
"""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from processes import Ogpmx

import ogpmx as program
from ogpmx import loader
from ogpmx.models import DataSet

# openpyxl does not draw the bars of shares, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

SMALL = str(Path(__file__).parent.parent / "examples" / "invented-plan.yaml")
Workbook = Callable[..., Any]


@pytest.fixture(scope="module")
def data() -> DataSet:
    return loader.load()


@pytest.fixture
def open_workbook(ogpmx: Ogpmx, tmp_path: Path) -> Workbook:
    """Export a plan as a workbook and open it."""

    def open_it(*options: str) -> Any:
        path = tmp_path / "plan.xlsx"
        run = ogpmx(["export", "-o", str(path), "--force", *options])
        assert (run.status, run.out, run.err) == (0, "", "")
        return openpyxl.load_workbook(path)

    return open_it


def read_sheet(page: Any) -> list[dict[str, Any]]:
    head, *rows = page.iter_rows(values_only=True)
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_number_that_stands_alone_in_a_cell_is_a_figure(open_workbook: Workbook) -> None:
    counts = read_sheet(open_workbook()["summary"])
    alone = [row["Numbers"] for row in counts if row["Commitments"] == 1]
    several = [row["Numbers"] for row in counts if row["Commitments"] > 1]
    assert {type(value) for value in alone} == {int}
    assert {type(value) for value in several} == {str}
    assert all(isinstance(row["Share"], int | float) for row in counts)


def test_a_text_of_figures_alone_gets_no_mark_of_an_error(
    open_workbook: Workbook, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    plan = json.loads(ogpmx("export -f json").out)
    plan["organizations"][0]["acronym"] = "2030"
    (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
    page = open_workbook("--data", str(tmp_path / "plan.json"))["organizations"]
    assert read_sheet(page)[0]["Acronym"] == "2030"
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) > 4
    assert all(b'numberStoredAsText="1"' in sheet for sheet in sheets)


def test_every_table_of_the_plan_has_its_facts_on_a_sheet(
    open_workbook: Workbook, data: DataSet
) -> None:
    book = open_workbook()
    assert book.sheetnames[:4] == ["commitments", "participations", "assessments", "summary"]
    assert [row["Id"] for row in read_sheet(book["organizations"])] == [
        organization.id for organization in data.organizations
    ]
    assert len(read_sheet(book["aliases"])) == sum(len(o.aliases) for o in data.organizations)
    assert [row["Stated"] for row in read_sheet(book["headline figures"])] == [
        claim.stated for claim in data.plan.claims
    ]
    assert [row["Text (en)"] for row in read_sheet(book["notes"])] == [
        data.text(text, "en") for text in (*data.plan.context, *data.plan.source.validation)
    ]
    assert [row["Note (en)"] for row in read_sheet(book["mentions"])] == [
        mention.note and data.text(mention.note, "en")
        for c in data.commitments
        for mention in c.mentions
    ]


def test_a_row_names_the_commitment_and_the_organization_that_it_is_about(
    open_workbook: Workbook, data: DataSet
) -> None:
    page = open_workbook()["participations"]
    rows = iter(read_sheet(page))
    for c in data.commitments:
        for p in c.participants:
            row, organization = next(rows), data.organizations_by_id[p.organization]
            assert (row["No."], row["OGP"], row["Commitment (es)"]) == (
                c.number,
                c.ogp_id,
                data.text(c.title, "es"),
            )
            assert row["Organization"] == organization.name
            whole = organization.part_of
            assert row["Part of"] == (whole and data.organizations_by_id[whole].short)
    assert page["B2"].hyperlink.target == data.url(data.commitments[0])


def test_an_address_without_an_ogp_id_to_hold_it_has_a_column(
    open_workbook: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(
        """
        plan: {id: xx-1}
        commitments: [{number: 4, title: Count, url: "https://bridges.example/4"}]
        """
    )
    (row,) = read_sheet(open_workbook("--data", str(tmp_path / "own.yaml"))["commitments"])
    assert row["Address"] == "https://bridges.example/4"


def test_a_suspension_and_the_place_in_the_source_are_on_the_first_sheet(
    open_workbook: Workbook, data: DataSet
) -> None:
    for row, c in zip(read_sheet(open_workbook()["commitments"]), data.commitments, strict=True):
        assert row["Suspended"] == ("yes" if c.suspension else "no")
        since = row["Suspended since"]  # a day is a date, a month alone is text
        since = f"{since:%Y-%m-%d}" if isinstance(since, datetime) else since
        assert since == (c.suspension and c.suspension.since)
        assert row["Row of the source"] == (c.source and c.source.row)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_plan_without_most_of_it_makes_a_workbook_with_all_sheets(
    lang: str, open_workbook: Workbook
) -> None:
    small, whole = open_workbook("--data", SMALL, "--lang", lang), open_workbook("--lang", lang)
    assert small.sheetnames == whole.sheetnames


# A new field of the models

ADDED = {
    "Commitment": (
        'new_budget: Figure | None = optional("Budget", "What it cost.")',
        'new_pledge: Text | None = optional("Pledge", "What was pledged.")',
        'new_tags: tuple[Verbatim, ...] = many("Tags", "Words for it.")',
        'new_steps: tuple[Text, ...] = many("Steps", "Its steps.")',
        'new_lead: Reference | None = optional("Lead", "Who leads it.")',
    ),
    "Irm": ('new_score: Figure | None = optional("Score", "Its score.")',),
    "Suspension": ('new_by: Reference | None = optional("By", "Who suspended.")',),
    "Participation": ('new_hours: Figure | None = optional("Hours", "Spent.")',),
    "Mention": ('new_kind: Verbatim | None = optional("Kind of it", "How.")',),
    "Organization": (
        'new_notes: tuple[Text, ...] = many("Notes", "What else is known.")',
        'new_site: Url | None = optional("Site", "Its page.")',
    ),
    "Topic": ('new_parent: Verbatim | None = optional("Parent", "Above it.")',),
    "Plan": ('new_motto: Text | None = optional("Motto", "Its motto.")',),
    "Claim": ('new_page: Figure | None = optional("Page", "Where.")',),
    "Milestone": ('new_cost: Figure | None = optional("Cost", "What it takes.")',),
    "Link": ('new_kind: Verbatim | None = optional("Kind of page", "Which.")',),
    "Source": ('new_pages: Figure | None = optional("Pages", "How many.")',),
    "Member": ('new_since: Date | None = optional("Since", "Since when.")',),
}
COLUMNS = {
    "commitments": "new_budget new_pledge_es new_pledge_en new_lead suspension_new_by",
    "commitment_new_tags": "commitment position text",
    "commitment_new_steps": "commitment position text_es text_en",
    "organization_new_notes": "organization position text_es text_en",
    "assessments": "irm_new_score",
    "participations": "new_hours",
    "mentions": "new_kind",
    "organizations": "new_site",
    "topics": "new_parent",
    "plan": "new_motto_es new_motto_en source_new_pages",
    "claims": "new_page",
    "milestones": "new_cost",
    "links": "new_kind",
    "milestone_links": "new_kind",
    "committee": "new_since",
}
IN_FLAT = (
    "new_budget new_pledge_es new_pledge_en new_tags new_steps_es new_steps_en new_lead "
    "irm_new_score suspension_new_by"
)
IN_WORKBOOK = {
    "commitments": ["Budget", "Pledge (en)", "Tags", "Steps (es)", "Lead", "By"],
    "assessments": ["Score"],
    "participations": ["Hours", "Site"],
    "mentions": ["Kind of it", "Site"],
    "topics": ["Parent"],
    "plan": ["Motto (es)", "Pages"],
    "headline figures": ["Page"],
    "milestones": ["No.", "Cost"],
    "committee": ["Since"],
    "tags": ["No.", "Tags"],
    "steps": ["No.", "Steps (en)"],
    "organization_new_notes": ["Organization", "Notes (en)"],
}


def test_what_is_new_in_the_models_reaches_every_export_without_an_edit(tmp_path: Path) -> None:
    source = Path(program.__file__).parent
    shutil.copytree(source, tmp_path / "ogpmx")
    models = (source / "models.py").read_text("utf-8")
    for name, lines in ADDED.items():
        docstring = re.compile(rf'(class {name}:\n    """.*"""\n)')
        assert docstring.search(models)
        models = docstring.sub("\\1\n" + "\n".join(f"    {line}" for line in lines), models)
    (tmp_path / "ogpmx" / "models.py").write_text(models, "utf-8")
    script = "import sys; from ogpmx.cli import main; sys.exit(main(sys.argv[1:]))"
    for name in ("plan/", "plan.db", "plan.csv", "plan.xlsx"):
        command = [sys.executable, "-c", script, "export", "-o", name, "--data", SMALL]
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")

    package = json.loads((tmp_path / "plan" / "datapackage.json").read_text("utf-8"))
    tables = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as database:
        for table, names in COLUMNS.items():
            assert {*names.split()} <= {*tables[table]}
            found = database.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()
            assert [name for (name,) in found] == tables[table]
    flat = next(csv.reader(io.StringIO((tmp_path / "plan.csv").read_text("utf-8"))))
    assert {*IN_FLAT.split()} <= {*flat}
    for name, headings in IN_WORKBOOK.items():
        assert {*headings} <= {cell.value for cell in book[name][1]}


def test_what_belongs_to_a_milestone_names_its_commitment(
    open_workbook: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "steps.yaml").write_text(
        """
        plan: {id: xx-1}
        organizations: [{id: club, name: A club}]
        commitments:
          - number: 4
            title: Count the bridges
            status: limited
            milestones:
              - number: "4.1"
                title: Count half of them
                status: completed
                organizations: [club]
                links: [{title: The count, url: "https://bridges.example/half"}]
        """
    )
    book = open_workbook("--data", str(tmp_path / "steps.yaml"))
    (step,) = read_sheet(book["milestones"])
    assert (step["No."], step["Commitment (und)"]) == (4, "Count the bridges")
    assert (step["Number"], step["Title (und)"]) == ("4.1", "Count half of them")
    assert step["Status"] == "completed"
    (link,) = read_sheet(book["links of the milestones"])
    assert (link["No."], link["Milestone"]) == (4, "4.1")
    assert link["Address"] == "https://bridges.example/half"
    (task,) = read_sheet(book["organizations of the milestones"])
    assert (task["No."], task["Milestone"], task["Organization"]) == (4, "4.1", "A club")


def test_every_sheet_has_its_name_in_the_language_in_use(open_workbook: Workbook) -> None:
    names = open_workbook("--lang", "es").sheetnames
    assert [*names[:1], *names[-6:]] == [
        "compromisos", "menciones", "hitos", "enlaces", "organizaciones de los hitos",
        "enlaces de los hitos", "columnas",
    ]  # fmt: skip
    assert "organizaciones" in names
    assert not any("_" in name for name in names)
