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
import io
import json
import sqlite3
import string
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registries import EXPORTS, TABLES

from ogpmx import documents, loader, schema
from ogpmx.errors import CannotWrite
from ogpmx.codes import Completion, EarlyResults, Opening, Role, Sector, Status
from ogpmx.models import (
    Claim,
    ClaimCode,
    Commitment,
    Committee,
    DataSet,
    Irm,
    Member,
    Mention,
    Organization,
    Participation,
    Place,
    Plan,
    Source,
    SourceTable,
    Suspension,
    Text,
    Topic,
)

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
texts = st.builds(Text, es=lines, en=lines)
ids = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
dates = st.sampled_from(["2021", "2021-12", "2020-10-21"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def up_to_three(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


@st.composite
def plans(draw: st.DrawFn) -> DataSet:
    known = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    topics = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    organizations = [
        Organization(
            id=id,
            name=draw(lines),
            acronym=draw(maybe(lines)),
            sector=draw(st.sampled_from(Sector)),
            part_of=draw(maybe(st.sampled_from(known[:place]))) if place else None,
            aliases=draw(up_to_three(lines)),
        )
        for place, id in enumerate(known)
    ]
    organizations.reverse()  # a part before its whole
    commitments = []
    for number in sorted(draw(st.sets(st.integers(1, 99), max_size=3))):
        there = draw(st.lists(st.sampled_from(known), unique=True))
        cut = draw(st.integers(0, len(there)))
        commitments.append(
            Commitment(
                number=number,
                ogp_id=draw(st.sampled_from([None, f"MX00{number:02}"])),
                title=draw(texts),
                status=draw(st.sampled_from(Status)),
                topics=tuple(draw(st.lists(st.sampled_from(topics), min_size=1, unique=True))),
                objective=draw(texts),
                participants=tuple(
                    Participation(
                        organization=id, role=draw(st.sampled_from(Role)), note=draw(maybe(texts))
                    )
                    for id in there[:cut]
                ),
                mentions=tuple(
                    Mention(organization=i, note=draw(maybe(texts))) for i in there[cut:]
                ),
                results=draw(up_to_three(texts)),
                suspension=draw(
                    maybe(st.builds(Suspension, since=maybe(dates), reason=maybe(texts)))
                ),
                self_assessment=draw(texts),
                irm=Irm(
                    completion=draw(maybe(st.sampled_from(Completion))),
                    opening=draw(maybe(st.sampled_from(Opening))),
                    early_results=draw(maybe(st.sampled_from(EarlyResults))),
                    text=draw(texts),
                ),
                source=draw(
                    maybe(st.builds(Place, table=st.sampled_from(SourceTable), row=st.just(3)))
                ),
            )
        )
    members = up_to_three(st.builds(Member, organization=st.sampled_from(known), part=texts))
    codes = draw(st.lists(st.sampled_from(ClaimCode), unique=True, max_size=3))
    return DataSet(
        version=draw(lines),
        license=draw(lines),
        plan=Plan(
            id=draw(ids),
            country=draw(texts),
            number=draw(maybe(st.integers(1, 9))),
            title=draw(texts),
            start=draw(dates),
            end=draw(st.sampled_from(["2021", "2022", "2022-08", "2022-08-31"])),
            commitment_url=draw(st.sampled_from([None, "https://example.org/{ogp_id}?a='b'"])),
            context=draw(up_to_three(texts)),
            committee=draw(maybe(st.builds(Committee, name=texts, members=members))),
            claims=tuple(
                Claim(
                    claim=code,
                    stated=draw(st.integers(0, 99)),
                    category=draw(st.sampled_from([None, "a"])),
                    text=draw(texts),
                )
                for code in codes
            ),
            source=Source(
                title=draw(lines),
                author=draw(lines),
                date=draw(maybe(dates)),
                language=draw(st.sampled_from([None, "es"])),
                url=draw(st.sampled_from([None, "https://example.org/fuente"])),
                validation=draw(up_to_three(texts)),
            ),
        ),
        topics=tuple(Topic(id=t, name=draw(texts), policy_area=draw(maybe(lines))) for t in topics),
        organizations=tuple(organizations),
        commitments=tuple(commitments),
    )


few = settings(suppress_health_check=[HealthCheck.too_slow])


# The file itself


@pytest.mark.parametrize("name", ["yaml", "json"])
def test_the_bundled_plan_reads_back_the_same(name: str, data: DataSet) -> None:
    assert asdict(read(make_file(name, data))) == asdict(data)


@few
@given(plans())
def test_any_plan_exported_as_yaml_or_json_reads_back_the_same(plan: DataSet) -> None:
    assert asdict(read(make_file("yaml", plan))) == asdict(plan)
    assert asdict(read(make_file("json", plan))) == asdict(plan)


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
    assert asdict(read(text.encode())) == asdict(hostile)


# The flat table


def read_flat(data: DataSet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(make_file("csv", data).decode(), newline="")))


def test_csv_is_one_flat_table_in_both_languages(data: DataSet) -> None:
    rows = read_flat(data)
    assert list(rows[0]) == [
        *("number", "ogp_id", "url", "title_es", "title_en", "status", "active", "topics"),
        *("objective_es", "objective_en", "results_es", "results_en", "participants", "mentions"),
        *("self_completion", "irm_completion", "irm_opening", "irm_early_results"),
        *("self_es", "self_en", "irm_es", "irm_en"),
    ]
    assert [row["number"] for row in rows] == [str(c.number) for c in data.commitments]
    for row, c in zip(rows, data.commitments, strict=True):
        assert row["title_es"] == c.title.es
        assert row["title_en"] == c.title.en
        assert row["results_en"] == "; ".join(result.en for result in c.results)
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


def open_database(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.row_factory = sqlite3.Row
    return database


def read_database(database: sqlite3.Connection) -> Rows:
    return {
        table.name: [dict(row) for row in database.execute(f'SELECT * FROM "{table.name}"')]
        for table in TABLES
    }


def rebuild(rows: Rows) -> DataSet:
    """The plan that the tables hold."""

    def text(row: dict[str, Any], name: str) -> Any:
        return row[f"{name}_es"] and {"es": row[f"{name}_es"], "en": row[f"{name}_en"]}

    def of(table: str, **wanted: Any) -> list[dict[str, Any]]:
        return [r for r in rows[table] if all(r[k] == v for k, v in wanted.items())]

    (plan,) = rows["plan"]
    members = [
        {"organization": m["organization"], "part": text(m, "part")} for m in of("committee")
    ]
    committee = {"name": text(plan, "committee"), "members": members}
    tree = {
        "version": plan["version"],
        "license": plan["license"],
        "plan": {
            **{k: plan[k] for k in ("id", "number", "start", "end", "commitment_url")},
            "country": text(plan, "country"),
            "title": text(plan, "title"),
            "context": [text(note, "text") for note in of("notes", kind="context")],
            "committee": committee if plan["committee_es"] else None,
            "claims": [{**c, "text": text(c, "text")} for c in of("claims")],
            "source": {
                **{k: plan[f"source_{k}"] for k in ("title", "author", "date", "language", "url")},
                "validation": [text(note, "text") for note in of("notes", kind="validation")],
            },
        },
        "topics": [{**t, "name": text(t, "name")} for t in of("topics")],
        "organizations": [
            {**o, "aliases": [a["alias"] for a in of("aliases", organization=o["id"])]}
            for o in of("organizations")
        ],
        "commitments": [
            {
                **{k: c[k] for k in ("number", "ogp_id", "status")},
                "title": text(c, "title"),
                "topics": [t["topic"] for t in of("commitment_topics", commitment=c["number"])],
                "objective": text(c, "objective"),
                "participants": [
                    {**p, "note": text(p, "note")}
                    for p in of("participations", commitment=c["number"])
                ],
                "mentions": [
                    {**m, "note": text(m, "note")} for m in of("mentions", commitment=c["number"])
                ],
                "results": [text(r, "text") for r in of("results", commitment=c["number"])],
                "suspension": {
                    "since": c["suspended_since"],
                    "reason": text(c, "suspension_reason"),
                }
                if c["suspended"]
                else None,
                "self_assessment": text(a, "self"),
                "irm": {
                    **{k: a[f"irm_{k}"] for k in ("completion", "opening", "early_results")},
                    "text": text(a, "irm"),
                },
                "source": c["source_table"]
                and {"table": c["source_table"], "row": c["source_row"]},
            }
            for c in of("commitments")
            for a in of("assessments", commitment=c["number"])
        ],
    }
    return msgspec.convert(tree, DataSet)


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


@few
@given(plans())
def test_package_and_database_hold_every_fact_of_any_plan(plan: DataSet) -> None:
    files = make_package(plan)
    database = open_database(make_file("sqlite", plan))
    assert asdict(rebuild(read_package(files))) == asdict(plan)
    assert asdict(rebuild(read_database(database))) == asdict(plan)
    assert read_database(database) == read_package(files)
    assert_references_hold(files)


def test_the_package_holds_every_fact_of_the_bundled_plan(data: DataSet) -> None:
    files = make_package(data)
    assert asdict(rebuild(read_package(files))) == asdict(data)
    assert_references_hold(files)
    assert len(read_package(files)["commitments"]) == 13


def test_the_package_says_what_it_holds(data: DataSet) -> None:
    package = json.loads(make_package(data)["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "mx-4"
    assert package["version"] == data.version
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["licenses"][0]["path"].startswith("https://creativecommons.org/")
    assert data.plan.source.title in package["sources"][0]["title"]
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
    assert by_name["commitments", "ogp_id"]["constraints"]["pattern"] == "^[A-Z]{2}[0-9]{4,5}$"
    assert by_name["claims", "stated"]["constraints"]["minimum"] == 0
    part_of = next(r for r in resources if r["name"] == "organizations")["schema"]["foreignKeys"]
    assert part_of == [{"fields": ["part_of"], "reference": {"fields": ["id"]}}]


def test_the_database_keeps_its_own_rules(data: DataSet) -> None:
    database = open_database(make_file("sqlite", data))
    database.execute("PRAGMA foreign_keys = ON")
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for statement in (
        "UPDATE commitments SET status = 'done'",
        "UPDATE commitments SET title_es = NULL",
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


def test_the_database_is_searched_without_accents(data: DataSet) -> None:
    database = open_database(make_file("sqlite", data))
    query = "SELECT DISTINCT commitment FROM search WHERE search MATCH ? AND commitment NOT NULL"
    plain = [row[0] for row in database.execute(query, ("educacion",))]
    assert plain == [row[0] for row in database.execute(query, ("EDUCACIÓN",))]
    assert 3 in plain
    (found,) = database.execute(
        "SELECT DISTINCT organization FROM search WHERE field = 'acronym' AND search MATCH 'inai'"
    )
    assert found[0] == "inai"


def read_metadata(path: Any) -> Any:
    with closing(sqlite3.connect(path)) as database:
        (found,) = database.execute("SELECT value FROM _metadata WHERE key = 'datasette'")
    return json.loads(found[0])


@pytest.mark.parametrize("name", ["plan.db", "two.dots.db", "bare", ".hidden", "a b'c\".db"])
def test_metadata_name_the_database_by_its_file(name: str, data: DataSet, tmp_path: Any) -> None:
    path = tmp_path / name
    EXPORTS["sqlite"].write(data, str(path), force=False)
    metadata = read_metadata(path)
    assert list(metadata["databases"]) == [path.stem]
    assert metadata["license"] == "Creative Commons Attribution 4.0 International"
    assert data.plan.source.title in metadata["source"]
    tables = metadata["databases"][path.stem]["tables"]
    for table in TABLES:
        assert list(tables[table.name]["columns"]) == [field.name for field in table.fields]


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_written_where_asked_and_replaced_only_by_force(
    name: str, data: DataSet, tmp_path: Any
) -> None:
    if name == "xlsx":
        pytest.importorskip("xlsxwriter")
    chosen, path = EXPORTS[name], tmp_path / "plan"
    chosen.write(data, str(path), force=False)
    assert path.is_dir() == chosen.is_folder
    with pytest.raises(CannotWrite, match="exists"):
        chosen.write(data, str(path), force=False)
    chosen.write(data, str(path), force=True)


@pytest.mark.parametrize("license", ["CC0-1.0", "todos los derechos: nadie", "«»"])
def test_any_licence_can_be_named(license: str, data: DataSet) -> None:
    package = json.loads(make_package(replace(data, license=license))["datapackage.json"])
    assert package["licenses"][0]["title"] == license
    assert set(package["licenses"][0]["name"]) <= set(string.ascii_letters + string.digits + "-._")


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_plan_makes_the_same_bytes(name: str, data: DataSet) -> None:
    if name == "xlsx":
        pytest.importorskip("xlsxwriter")
    make = EXPORTS[name].make
    assert make(data) == make(loader.load())


@pytest.mark.parametrize("name", EXPORTS)
def test_a_plan_without_commitments_is_exported(name: str, data: DataSet) -> None:
    if name == "xlsx":
        pytest.importorskip("xlsxwriter")
    plan = replace(data.plan, committee=None, claims=(), context=())
    nothing = replace(data, plan=plan, topics=(), organizations=(), commitments=())
    assert EXPORTS[name].make(nothing)


# Other people's programs


def test_frictionless_validates_the_package(data: DataSet, tmp_path: Any) -> None:
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
def database_file(data: DataSet, tmp_path: Any) -> Any:
    path = tmp_path / "plan.db"
    EXPORTS["sqlite"].write(data, str(path), force=False)
    return path


def test_sqlite_utils_opens_the_database(database_file: Any) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    database = sqlite_utils.Database(database_file)
    assert database["commitments"].count == 13
    assert database["commitments"].pks == ["number"]
    links = {(key.column, key.other_table) for key in database["participations"].foreign_keys}
    assert links == {("commitment", "commitments"), ("organization", "organizations")}
    assert database["search"].virtual_table_using.lower() == "fts5"
    database.close()


def test_datasette_opens_the_database(database_file: Any, data: DataSet) -> None:
    app = pytest.importorskip("datasette.app")
    server = app.Datasette([str(database_file)], metadata=read_metadata(database_file))

    async def get(path: str) -> Any:
        return await server.client.get(path)

    async def visit() -> list[Any]:
        return [
            await get("/plan.json"),
            await get("/plan/participations?_labels=on"),
            await get("/plan/assessments"),
            await get("/plan/search.json?_search=educacion&_shape=array"),
        ]

    tables, participations, assessments, search = asyncio.run(visit())
    hidden = {table["name"]: table["hidden"] for table in tables.json()["tables"]}
    assert hidden["commitments"] is False
    assert hidden["_metadata"] is True
    assert "Creative Commons Attribution 4.0 International" in participations.text
    assert "Secretaría de la Función Pública" in participations.text  # the label of the link
    assert "How strong its early results were" in assessments.text
    assert search.json()


@pytest.mark.parametrize("tool", ["csvclean", "csvstat"])
def test_csvkit_reads_the_csv(tool: str, data: DataSet, tmp_path: Any) -> None:
    pytest.importorskip("csvkit")
    (tmp_path / "plan.csv").write_bytes(make_file("csv", data))
    options = ["-a"] if tool == "csvclean" else ["--count"]
    done = subprocess.run(
        [sys.executable, "-m", f"csvkit.utilities.{tool}", *options, str(tmp_path / "plan.csv")],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) == 14 if tool == "csvclean" else done.stdout.strip().endswith("13")


# The workbook

MOST_IN_CELL = 32_767  # characters that Excel holds in a cell


# openpyxl does not draw the bars of shares, and says so.
no_bars = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def open_workbook(data: DataSet) -> Any:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(io.BytesIO(make_file("xlsx", data)))


@no_bars
def test_openpyxl_reads_the_workbook(data: DataSet) -> None:
    book = open_workbook(data)
    assert book.sheetnames == ["commitments", "participations", "assessments", "summary"]
    for page in book:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == page.dimensions
        assert all(cell.font.bold and cell.value for cell in page[1])
        assert not any(cell.data_type == "f" for row in page for cell in row)
    page = book["commitments"]
    assert page.max_row == 14
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
    hostile = Text(es="=HYPERLINK(1)", en="http://x \x00\x1b _x0041_ \u202e" + "é" * 40_000)
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
    pytest.importorskip("xlsxwriter")
    with zipfile.ZipFile(io.BytesIO(make_file("xlsx", data))) as book:
        assert book.testzip() is None


def test_without_xlsxwriter_it_says_what_to_install(
    data: DataSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(CannotWrite, match=r'pip install "ogpmx\[xlsx\]"'):
        make_file("xlsx", data)


def test_more_rows_than_a_sheet_holds_are_refused(
    data: DataSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    full = "xlsxwriter.worksheet.Worksheet.write_number"
    monkeypatch.setattr(full, lambda *_args: -1)  # what it says of a row past the last
    with pytest.raises(CannotWrite, match="more rows"):
        make_file("xlsx", data)
