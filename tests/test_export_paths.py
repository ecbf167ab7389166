"""Where an export goes and which format it has, by what is typed.

- `-` is standard output, for the formats that are text
- the ending of a file's name chooses the format; one that no format has is refused
- a folder, or a name that ends as one, is for the data package
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from processes import Ogpmx

TEXT, OTHERS = ("yaml", "json", "csv"), ("datapackage", "sqlite", "xlsx")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def first_bytes(path: Path) -> bytes:
    return path.read_bytes()[:16]


# Standard output


@pytest.mark.parametrize("format", TEXT)
def test_output_to_a_hyphen_is_what_standard_output_gets_without_output(
    format: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    run = ogpmx(["export", "-f", format, "-o", "-"])
    assert (run.status, run.err) == (0, "")
    assert run.out_bytes == ogpmx(["export", "-f", format]).out_bytes
    assert [*tmp_path.iterdir()] == []


def test_output_to_a_hyphen_without_a_format_is_yaml(ogpmx: Ogpmx) -> None:
    assert ogpmx("export -o -").out_bytes == ogpmx("export -f yaml").out_bytes


@pytest.mark.parametrize("format", OTHERS)
@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_a_format_that_is_no_text_is_refused_for_standard_output(
    output: list[str], format: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    run = ogpmx(["export", "-f", format, *output])
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith(f"ogpmx: {format} needs --output with a path")
    assert [*tmp_path.iterdir()] == []


# The ending


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("plan.yaml", b"version: "),
        ("plan.YML", b"version: "),
        ("plan", b"version: "),
        ("plan.", b"version: "),
        (".hidden", b"version: "),
        ("plan.json", b"{\n  "),
        (".json", b"{\n  "),
        ("plan.csv", b"number,ogp_id"),
        ("plan.v2.csv", b"number,ogp_id"),
        ("plan.db", b"SQLite format 3\0"),
        ("plan.db3", b"SQLite format 3\0"),
        ("plan.sqlite", b"SQLite format 3\0"),
        ("plan.SQLite3", b"SQLite format 3\0"),
        ("plan.xlsx", b"PK"),
    ],
)
def test_the_ending_of_a_name_chooses_the_format_and_none_is_yaml(
    name: str, begins: bytes, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    assert ogpmx(["export", "-o", name]).status == 0
    assert first_bytes(tmp_path / name).startswith(begins)


@pytest.mark.parametrize(
    "name", ["plan.tsv", "plan.jsonl", "plan.xls", "plan.ods", "plan.zip", "plan.csv.gz", "a.b/c.d"]
)
def test_an_ending_that_no_format_has_is_refused_with_those_that_there_are(
    name: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    run = ogpmx(["export", "-o", name])
    assert (run.status, run.out) == (2, "")
    assert f"the ending “{Path(name).suffix}”" in run.err
    for known in (".yaml", ".json", ".csv", ".db", ".sqlite3", ".xlsx", "datapackage"):
        assert known in run.err
    assert [*tmp_path.iterdir()] == []


def test_a_format_that_is_named_is_written_under_any_ending(ogpmx: Ogpmx, tmp_path: Path) -> None:
    assert ogpmx("export -f csv -o plan.txt").status == 0
    assert first_bytes(tmp_path / "plan.txt").startswith(b"number,ogp_id")


@pytest.mark.parametrize("ending", ["db3", "sqlite3"])
def test_a_database_of_any_ending_is_named_in_its_metadata_without_it(
    ending: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    assert ogpmx(["export", "-o", f"my.{ending}"]).status == 0
    with closing(sqlite3.connect(tmp_path / f"my.{ending}")) as database:
        query = "SELECT value FROM _metadata WHERE key = 'datasette'"
        ((metadata,),) = database.execute(query).fetchall()
    assert list(json.loads(metadata)["databases"]) == ["my"]


# Folders


@pytest.mark.parametrize("name", ["new/", "there", "there/", "with.dot"])
def test_a_folder_or_a_name_that_ends_as_one_gets_the_data_package(
    name: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    for there in ("there", "with.dot"):
        (tmp_path / there).mkdir()
    run = ogpmx(["export", "-o", name])
    assert (run.status, run.err) == (0, "")
    assert (tmp_path / name / "datapackage.json").is_file()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_with_other_peoples_files_is_refused_for_them_and_not_for_want_of_force(
    force: list[str], ogpmx: Ogpmx, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    run = ogpmx(["export", "-o", "mine", *force])
    assert (run.status, run.out) == (1, "")
    assert "holds other things than a data package: notes.txt" in run.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
