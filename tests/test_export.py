"""Whole-plan exports: what goes out is the plan, and other people's programs take it.

- yaml and json read back as the same plan, whatever its texts hold
- the package and the database hold every fact: the plan is built again from either
- their keys and references hold, their columns are described in both languages
- a spreadsheet runs nothing from the workbook (from the csv: `test_hostile.py`)
- the same plan makes the same bytes
- Frictionless, sqlite-utils, Datasette, csvkit and openpyxl accept what is theirs
"""

import asyncio
import csv
import gc
import io
import json
import re
import shutil
import sqlite3
import string
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import ROOT
from processes import Ogpmx, install, run_installed
from registries import EXPORTS, NUMBERS, TABLES

from ogpmx import documents, loader, schema
from ogpmx.codes import Opening, Status
from ogpmx.commitments import FURTHER_FIELDS
from ogpmx.errors import CannotWrite
from ogpmx.exports import write_export
from ogpmx.models import DataSet

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def data() -> DataSet:
    return loader.load()


def make_file(format: str, data: DataSet) -> bytes:
    content = EXPORTS[format].make(data)
    assert isinstance(content, bytes)
    return content


def make_package(data: DataSet) -> dict[str, bytes]:
    files = EXPORTS["datapackage"].make(data)
    assert isinstance(files, dict)
    return files


def write(name: str, data: DataSet, path: Path, *, force: bool = False) -> None:
    write_export(EXPORTS[name], data, str(path), force)


def read(content: bytes) -> DataSet:
    return schema.read(documents.parse(content.decode("utf-8")))


# Plans that nobody would write

AWKWARD = [
    *("[sic]", '"', "=1+1", "no", "1_0", "12:30:00", "2020-10-21", "~", "null", "a: b", "# x"),
    *("- x", "a\nb", " a ", "a\tb", "\x1b[31m", "\u202e", "a\x85b", "é", "🎈", "a  b " * 40),
    *("palabra " * 20 + "fin", "<<", "=", "|", ">", "%", "@", "_x0041_", "\ufeffa", "a\r\nb"),
]
lines = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
).filter(lambda text: bool(text.strip()))
awkward_plans = plans.documents(lines).map(schema.read)  # in one language, in several, or none said


# The file itself


@pytest.mark.parametrize("name", ["yaml", "json"])
def test_the_bundled_plan_reads_back_the_same(name: str, data: DataSet) -> None:
    assert plans.plain(read(make_file(name, data))) == plans.plain(data)


@plans.examples(1)
@given(awkward_plans)
def test_any_plan_exported_as_yaml_or_json_reads_back_the_same(plan: DataSet) -> None:
    assert plans.plain(read(make_file("yaml", plan))) == plans.plain(plan)
    assert plans.plain(read(make_file("json", plan))) == plans.plain(plan)


ids = st.sampled_from(["no", "12", "0x1f", "1e3", "2020-10-21", "null"]) | st.text(
    string.ascii_lowercase + string.digits, min_size=1, max_size=8
)


@plans.examples(1)
@given(st.lists(ids, min_size=3, max_size=3, unique=True))
def test_any_ids_read_back_the_same_from_files_and_tables(drawn: list[str]) -> None:
    topic, whole, part = drawn
    plan = plans.dataset(
        plan=plans.plan(id=topic),
        topics=[plans.topic(topic)],
        organizations=[plans.organization(part, part_of=whole), plans.organization(whole)],
        commitments=[plans.commitment(1, topics=[topic], participants=[plans.participant(part)])],
    )
    assert plans.plain(read(make_file("yaml", plan))) == plans.plain(plan)
    assert plans.plain(read(make_file("json", plan))) == plans.plain(plan)
    assert list_facts(rebuild(read_package(make_package(plan)))) == list_facts(plan)


def test_yaml_is_laid_out_for_people_who_read_it(data: DataSet) -> None:
    text = make_file("yaml", data).decode()
    assert "acronym: null" in text
    assert "early_results: null" in text
    assert "end: '2022-08-31'" in text
    assert "part_of: null" not in text
    assert "México" in text
    assert "\n\n- number: 2\n" in text
    assert not {"&", "*", "!"} & {line.strip("- ")[:1] for line in text.splitlines()}


def test_json_is_safe_to_show(data: DataSet) -> None:
    hostile = replace(data, version="1 \x1b[31m \x9b \u202e")
    text = make_file("json", hostile).decode()
    assert text.startswith("{\n  ")
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert plans.plain(read(text.encode())) == plans.plain(hostile)


# The flat table


def read_flat(data: DataSet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(make_file("csv", data).decode(), newline="")))


def test_csv_is_one_flat_table_in_every_language(data: DataSet) -> None:
    rows = read_flat(data)
    promised = [
        *("number", "ogp_id", "url", "title_es", "title_en", "status", "active", "topics"),
        *("objective_es", "objective_en", "results_es", "results_en", "participants", "mentions"),
        *("self_completion", "irm_completion", "irm_opening", "irm_early_results"),
        *("self_es", "self_en", "irm_es", "irm_en"),
        *("plan", "suspended", "suspended_since", "start", "end", "milestones"),
        *("suspension_reason_es", "suspension_reason_en"),
        *("source_table", "source_row", "source_page"),
    ]
    assert [name for name in rows[0] if name in promised] == promised
    assert [row["number"] for row in rows] == [str(c.number) for c in data.commitments]
    for row, c in zip(rows, data.commitments, strict=True):
        for lang in ("es", "en"):
            assert row[f"title_{lang}"] == data.by_language(c.title)[lang]
            results = [data.by_language(result)[lang].replace(";", ",") for result in c.results]
            assert row[f"results_{lang}"] == "; ".join(results)
        assert row["irm_opening"] == (c.irm.opening or "")
        assert row["active"] == ("false" if c.status is Status.INACTIVE else "true")
        assert row["participants"].count("; ") == max(len(c.participants) - 1, 0)


# The tables


def read_package(files: dict[str, bytes]) -> Rows:
    """A package's rows, by nothing but its own description."""
    casts: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "boolean": {"true": True, "false": False}.__getitem__,
        "string": str,
    }
    rows: Rows = {}
    for resource in json.loads(files["datapackage.json"])["resources"]:
        fields = resource["schema"]["fields"]
        text = io.StringIO(files[resource["path"]].decode(resource["encoding"]), newline="")
        read = csv.reader(text)
        assert next(read) == [field["name"] for field in fields]
        rows[resource["name"]] = [
            {
                field["name"]: casts[field["type"]](cell) if cell else None
                for field, cell in zip(fields, cells, strict=True)
            }
            for cells in read
        ]
    return rows


@contextmanager
def open_database(content: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        database.row_factory = sqlite3.Row
        yield database


def read_database(database: sqlite3.Connection) -> Rows:
    return {
        table.name: [
            dict(row) for row in database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')
        ]
        for table in TABLES
    }


LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def rebuild(rows: Rows) -> DataSet:
    """The plan that the tables hold."""

    def text(row: dict[str, Any], name: str) -> Any:
        found = {key.removeprefix(f"{name}_"): key for key in row if key.startswith(f"{name}_")}
        tags = [tag for tag in found if re.fullmatch(LANGUAGE, tag)]
        return {tag: row[found[tag]] for tag in tags if row[found[tag]] is not None} or None

    def of(table: str, **wanted: Any) -> list[dict[str, Any]]:
        return [r for r in rows[table] if all(r[k] == v for k, v in wanted.items())]

    def pick(row: dict[str, Any], names: str, *texts: str) -> dict[str, Any]:
        return {name: row[name] for name in names.split()} | {t: text(row, t) for t in texts}

    def number(cell: Any) -> Any:
        """Where some are texts, the whole ones are written as texts, too."""
        return int(cell) if isinstance(cell, str) and cell.isdecimal() else cell

    def links(table: str, **wanted: Any) -> list[dict[str, Any]]:
        return [pick(row, "url", "title") for row in of(table, **wanted)]

    def milestone(row: dict[str, Any]) -> dict[str, Any]:
        its = {"commitment": row["commitment"], "milestone": row["position"]}
        return {
            **pick(row, "status start end", "title"),
            "number": number(row["number"]),
            "organizations": [r["organization"] for r in of("milestone_organizations", **its)],
            "links": links("milestone_links", **its),
        }

    (plan,) = rows["plan"]

    def commitment(c: dict[str, Any]) -> dict[str, Any]:
        its = {"commitment": c["number"]}
        (a,) = of("assessments", **its)
        template = plan["commitment_url"] or ""
        usual = c["ogp_id"] and template.replace("{ogp_id}", c["ogp_id"])
        place = {key: c[f"source_{key}"] for key in ("table", "row", "page")}
        suspension = {"since": c["suspended_since"], "reason": text(c, "suspension_reason")}
        irm = {key: a[f"irm_{key}"] for key in ("completion", "opening", "early_results")}
        further = {name: text(c, name) or c.get(name) for name in FURTHER_FIELDS}
        return {
            **further,
            **pick(c, "ogp_id status", "title", "objective"),
            "number": number(c["number"]),
            "url": None if c["url"] == usual else c["url"],
            "topics": [t["topic"] for t in of("commitment_topics", **its)],
            "participants": [
                pick(p, "organization role", "note") for p in of("participations", **its)
            ],
            "mentions": [pick(m, "organization", "note") for m in of("mentions", **its)],
            "results": [text(r, "text") for r in of("results", **its)],
            "suspension": suspension if c["suspended"] else None,
            "self_assessment": text(a, "self"),
            "irm": {**irm, "text": text(a, "irm")},
            "source": place if any(place.values()) else None,
            "milestones": [milestone(row) for row in of("milestones", **its)],
            "links": links("links", **its),
        }

    def claim(row: dict[str, Any]) -> dict[str, Any]:
        counts = {key: row[f"count_{key}"] for key in ("commitments", "organizations")}
        counted = {key: json.loads(cell) for key, cell in counts.items() if cell is not None}
        return {**pick(row, "claim stated category", "text", "note"), "count": counted or None}

    source = {key: plan[f"source_{key}"] for key in ("title", "author", "date", "language", "url")}
    tree = {
        "version": plan["version"],
        "license": plan["license"],
        "plan": {
            **pick(plan, "id number start end commitment_url language", "country", "title"),
            "context": [text(note, "text") for note in of("notes", kind="context")],
            "committee": {
                "name": text(plan, "committee"),
                "members": [pick(m, "organization", "part") for m in of("committee")],
            },
            "claims": [claim(row) for row in of("claims")],
            "source": {
                **source,
                "validation": [text(note, "text") for note in of("notes", kind="validation")],
                "tables": json.loads(plan["source_tables"] or "null"),
            },
        },
        "topics": [pick(t, "id policy_area", "name") for t in of("topics")],
        "organizations": [
            {
                **pick(o, "id name acronym sector part_of"),
                "aliases": [a["alias"] for a in of("aliases", organization=o["id"])],
            }
            for o in of("organizations")
        ],
        "commitments": [commitment(row) for row in of("commitments")],
    }
    return schema.read(tree)


def list_facts(data: DataSet) -> Any:
    """All that a plan says; a committee of which nothing is said is none."""
    facts = plans.spread(data)
    committee = facts["plan"]["committee"]
    if committee and not any(committee.values()):
        facts["plan"]["committee"] = None
    return facts


def assert_references_hold(files: dict[str, bytes]) -> None:
    rows = read_package(files)
    for resource in json.loads(files["datapackage.json"])["resources"]:
        described, own = resource["schema"], rows[resource["name"]]
        keys = [tuple(row[name] for name in described["primaryKey"]) for row in own]
        assert len(set(keys)) == len(keys)
        assert all(None not in key for key in keys)
        for link in described.get("foreignKeys", []):
            (here,), (there,) = link["fields"], link["reference"]["fields"]
            whole = rows[link["reference"].get("resource", resource["name"])]
            assert {row[here] for row in own} - {None} <= {row[there] for row in whole}


@plans.examples(1)
@given(awkward_plans)
def test_package_and_database_hold_every_fact_of_any_plan(plan: DataSet) -> None:
    files = make_package(plan)
    with open_database(make_file("sqlite", plan)) as database:
        assert list_facts(rebuild(read_package(files))) == list_facts(plan)
        assert list_facts(rebuild(read_database(database))) == list_facts(plan)
        assert read_database(database) == read_package(files)
        assert_references_hold(files)


def test_the_package_holds_every_fact_of_the_bundled_plan(data: DataSet) -> None:
    files = make_package(data)
    assert list_facts(rebuild(read_package(files))) == list_facts(data)
    assert_references_hold(files)
    assert len(read_package(files)["commitments"]) == len(NUMBERS)


def test_the_package_says_what_it_holds(data: DataSet) -> None:
    package = json.loads(make_package(data)["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "mx-4"
    assert package["version"] == data.version
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["licenses"][0]["path"].startswith("https://creativecommons.org/")
    assert (data.plan.source.title or "?") in package["sources"][0]["title"]
    resources = package["resources"]
    assert {"commitments", "organizations", "aliases", "participations", "mentions"} <= {
        resource["name"] for resource in resources
    }
    fields = [field for resource in resources for field in resource["schema"]["fields"]]
    for described in [package, *resources, *fields]:
        for key in ("title", "title_es", "description", "description_es"):
            assert described[key].strip(), (described, key)
    by_name = {(r["name"], f["name"]): f for r in resources for f in r["schema"]["fields"]}
    assert by_name["assessments", "irm_opening"]["constraints"] == {"enum": [*Opening]}
    assert by_name["commitments", "number"]["constraints"]["minimum"] == 1
    assert by_name["commitments", "ogp_id"]["constraints"]["pattern"] == "^[A-Z]{2,3}[0-9]{4,5}$"
    assert by_name["claims", "stated"]["constraints"]["minimum"] == 0
    part_of = next(r for r in resources if r["name"] == "organizations")["schema"]["foreignKeys"]
    assert part_of == [{"fields": ["part_of"], "reference": {"fields": ["id"]}}]


def test_the_database_keeps_its_own_rules(data: DataSet) -> None:
    with open_database(make_file("sqlite", data)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for statement in (
            "UPDATE commitments SET status = 'done'",
            "UPDATE organizations SET name = NULL",
            "UPDATE commitments SET ogp_id = 'MX0075'",
            "UPDATE participations SET organization = 'nobody'",
            "DELETE FROM organizations",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(statement)
        indexed = {
            (row["tbl_name"], row["name"].removeprefix(row["tbl_name"] + "_"))
            for row in database.execute("SELECT * FROM sqlite_master WHERE type = 'index'")
        }
        assert ("participations", "organization") in indexed


def test_the_plans_order_is_that_of_rowid() -> None:
    plan = plans.dataset(commitments=[plans.commitment(number) for number in (10, 2, 1)])
    with open_database(make_file("sqlite", plan)) as database:
        rows = database.execute("SELECT number FROM commitments ORDER BY rowid")
        assert [number for (number,) in rows] == [10, 2, 1]


def test_in_a_plan_of_one_language_a_title_must_stand_in_it() -> None:
    plan = plans.dataset(
        plan={"id": "plan", "language": "es"},
        topics=[],
        commitments=[{"number": 1, "title": "Contar los puentes"}],
    )
    (resource,) = (
        r
        for r in json.loads(make_package(plan)["datapackage.json"])["resources"]
        if r["name"] == "commitments"
    )
    required = [f["name"] for f in resource["schema"]["fields"] if f["constraints"].get("required")]
    assert required == ["number", "title_es", "suspended"]
    with (
        open_database(make_file("sqlite", plan)) as database,
        pytest.raises(sqlite3.IntegrityError),
    ):
        database.execute("UPDATE commitments SET title_es = NULL")


@pytest.mark.parametrize(
    ("title", "own", "titles"),
    [
        ("Um plano", "pt", {"title": "Um plano", "title_pt": "Um plano"}),
        ({"pt": "Um", "en": "One"}, None, {"title": "One", "title_pt": "Um"}),
        (None, "pt", {"title": "plan"}),
    ],
)
def test_the_package_has_the_plans_title_in_the_languages_that_it_has(
    title: Any, own: str | None, titles: dict[str, str]
) -> None:
    plan = plans.dataset(plan={"id": "plan", "title": title, "language": own})
    described = json.loads(make_package(plan)["datapackage.json"])
    assert {key: said for key, said in described.items() if key.startswith("title")} == titles


def test_the_database_is_searched_without_accents(data: DataSet) -> None:
    with open_database(make_file("sqlite", data)) as database:
        query = (
            "SELECT DISTINCT commitment FROM search WHERE search MATCH ? AND commitment NOT NULL"
        )
        plain = [row[0] for row in database.execute(query, ("educacion",))]
        assert plain == [row[0] for row in database.execute(query, ("EDUCACIÓN",))]
        assert 3 in plain
        (found,) = database.execute(
            "SELECT DISTINCT organization FROM search WHERE search MATCH 'inai' "
            "AND field = 'acronym'"
        )
        assert found[0] == "inai"


def read_metadata(path: Path) -> Any:
    with closing(sqlite3.connect(path)) as database:
        (found,) = database.execute("SELECT value FROM _metadata WHERE key = 'datasette'")
    return json.loads(found[0])


@pytest.mark.parametrize("name", ["plan.db", "two.dots.db", "bare", ".hidden", "a b'c\".db"])
def test_metadata_name_the_database_by_its_file(name: str, data: DataSet, tmp_path: Path) -> None:
    path = tmp_path / name
    write("sqlite", data, path)
    metadata = read_metadata(path)
    assert list(metadata["databases"]) == [path.stem]
    assert metadata["license"] == "Creative Commons Attribution 4.0 International"
    assert (data.plan.source.title or "?") in metadata["source"]
    tables = metadata["databases"][path.stem]["tables"]
    for table in TABLES:
        columns = [field.name for field in table.columns(data)]
        assert list(tables[table.name]["columns"]) == columns


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_written_where_asked_and_replaced_only_by_force(
    name: str, data: DataSet, tmp_path: Path
) -> None:
    path = tmp_path / "plan"
    write(name, data, path)
    assert path.is_dir() == (name == "datapackage")
    with pytest.raises(CannotWrite, match="exists"):
        write(name, data, path)
    write(name, data, path, force=True)


@pytest.mark.parametrize("license", ["CC0-1.0", "todos los derechos: nadie", "«»"])
def test_any_licence_can_be_named(license: str, data: DataSet) -> None:
    package = json.loads(make_package(replace(data, license=license))["datapackage.json"])
    assert package["licenses"][0]["title"] == license
    assert set(package["licenses"][0]["name"]) <= set(string.ascii_letters + string.digits + "-._")


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_plan_makes_the_same_bytes(name: str, data: DataSet) -> None:
    make = EXPORTS[name].make
    assert make(data) == make(loader.load())


@pytest.mark.parametrize("name", EXPORTS)
def test_a_plan_without_commitments_is_exported(name: str, data: DataSet) -> None:
    plan = replace(data.plan, committee=None, claims=(), context=())
    nothing = replace(data, plan=plan, topics=(), organizations=(), commitments=())
    assert EXPORTS[name].make(nothing)
    assert EXPORTS[name].make(schema.read({"plan": {"id": "plan"}}))


# Other people's programs


def test_frictionless_validates_the_package(data: DataSet, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for name, content in make_package(data).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten()
    assert len(report.tasks) == len(TABLES)
    (tmp_path / "mentions.csv").write_text(
        "commitment,position,organization,note_es,note_en\n1,1,nobody,,\n"
    )
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert ["foreign-key"] in report.flatten(["type"])


@pytest.fixture
def database_file(data: DataSet, tmp_path: Path) -> Path:
    path = tmp_path / "plan.db"
    write("sqlite", data, path)
    return path


def test_sqlite_utils_opens_the_database(database_file: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    database = sqlite_utils.Database(database_file)
    assert database["commitments"].count == len(NUMBERS)
    assert database["commitments"].pks == ["number"]
    links = {(key.column, key.other_table) for key in database["participations"].foreign_keys}
    assert links == {("commitment", "commitments"), ("organization", "organizations")}
    assert database["search"].virtual_table_using.lower() == "fts5"
    database.close()


async def visit_datasette(file: Path, addresses: Sequence[str]) -> list[Any]:
    server = pytest.importorskip("datasette.app").Datasette([file], metadata=read_metadata(file))
    pages = [await server.client.get(address) for address in addresses]
    server.executor.shutdown()
    return pages


@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")  # Datasette closes none
def test_datasette_opens_the_database(database_file: Path) -> None:
    addresses = [
        "/plan.json",
        "/plan/participations?_labels=on",
        "/plan/assessments",
        "/plan/search.json?_search=educacion&_shape=array",
    ]
    pages = asyncio.run(visit_datasette(database_file, addresses))
    gc.collect()  # while what it left open is not heeded
    tables, participations, assessments, search = pages
    hidden = {table["name"]: table["hidden"] for table in tables.json()["tables"]}
    assert hidden["commitments"] is False
    assert hidden["_metadata"] is True
    assert "Creative Commons Attribution 4.0 International" in participations.text
    assert "Secretaría de la Función Pública" in participations.text  # the label of the link
    assert "How strong its early results were" in assessments.text
    assert search.json()


@pytest.mark.parametrize("tool", ["csvclean", "csvstat"])
def test_csvkit_reads_the_csv(tool: str, data: DataSet, tmp_path: Path) -> None:
    pytest.importorskip("csvkit")
    (tmp_path / "plan.csv").write_bytes(make_file("csv", data))
    # not what else it can find fault with: a column is there though this plan says nothing in it
    options = ["--length-mismatch"] if tool == "csvclean" else ["--count"]
    done = subprocess.run(
        [sys.executable, "-m", f"csvkit.utilities.{tool}", *options, str(tmp_path / "plan.csv")],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))
    if tool == "csvclean":
        assert len(rows) == 1 + len(NUMBERS)
    else:
        assert done.stdout.split()[-1] == str(len(NUMBERS))


# The workbook

MOST_IN_CELL = 32_767  # characters that Excel holds in a cell


# openpyxl does not draw the bars of shares, and says so.
no_bars = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def open_workbook(data: DataSet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(make_file("xlsx", data)))


@no_bars
def test_openpyxl_reads_the_workbook(data: DataSet) -> None:
    book = open_workbook(data)
    assert book.sheetnames[:4] == ["commitments", "participations", "assessments", "summary"]
    for page in book:
        assert page.freeze_panes == "B2"
        if page.max_row > 1:  # a filter needs a row
            assert page.auto_filter.ref == page.dimensions
        assert all(cell.font.bold and cell.value for cell in page[1])
        assert not any(cell.data_type == "f" for row in page for cell in row)
    page = book["commitments"]
    assert page.max_row == 1 + len(NUMBERS)
    head = [cell.value for cell in page[1]]
    assert {"Commitment (es)", "Commitment (en)", "Status"} <= set(head)
    assert page["B2"].value == "MX0075"
    assert page["B2"].hyperlink.target == data.url(data.commitments[0])
    assert book["participations"].max_row == 1 + sum(len(c.participants) for c in data.commitments)
    summary = {(row[0], row[1]): row[2] for row in book["summary"].iter_rows(2, values_only=True)}
    completed = [c for c in data.commitments if c.status is Status.COMPLETED]
    assert summary["Status", "completed"] == len(completed)


@no_bars
def test_the_workbook_runs_and_breaks_nothing(data: DataSet) -> None:
    hostile = {"es": "=HYPERLINK(1)", "en": "http://x \x00\x1b _x0041_ \u202e" + "é" * 40_000}
    first = replace(data.commitments[0], title=hostile, ogp_id="MX0001")
    plan = replace(data.plan, commitment_url="https://e.org/{ogp_id}?" + "a" * 3_000)
    page = open_workbook(replace(data, plan=plan, commitments=(first,)))["commitments"]
    assert page["B2"].value == "MX0001"
    assert page["B2"].hyperlink is None
    assert page["C2"].value == "=HYPERLINK(1)"
    assert page["C2"].data_type == "s"
    assert page["D2"].hyperlink is None
    assert page["D2"].value.startswith("http://x \\x00\\x1b _x0041_ \\u202e")
    assert len(page["D2"].value) == MOST_IN_CELL


def test_the_workbook_is_well_formed(data: DataSet) -> None:
    with zipfile.ZipFile(io.BytesIO(make_file("xlsx", data))) as book:
        assert book.testzip() is None


def test_more_rows_than_a_sheet_holds_are_refused(
    data: DataSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = "xlsxwriter.worksheet.Worksheet.write_number"
    monkeypatch.setattr(full, lambda *_args: -1)  # what it says of a row past the last
    with pytest.raises(CannotWrite, match="more rows"):
        make_file("xlsx", data)


def test_the_template_that_is_compiled_is_the_one_that_there_is() -> None:
    """If not: `poe derive`."""
    template = files("ogpmx.exports") / "page.html.jinja"
    (compiled,) = (ROOT / "data" / "page").glob("*.py")  # by any version of the engine
    assert sha256(template.read_bytes()).hexdigest() in compiled.read_text("utf-8")


def test_the_page_is_the_same_where_its_template_is_not_compiled(
    ogpmx: Ogpmx, tmp_path: Path
) -> None:
    install(tmp_path, loader.load())
    (page,) = tmp_path.rglob("page")
    shutil.rmtree(page)
    made = run_installed(tmp_path, "-m", "ogpmx", "export", "-f", "html").out
    assert made == ogpmx("export -f html").out
