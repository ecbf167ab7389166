"""What spreadsheet programs open: CSV with `--excel`, and the workbook's dates and explanations.

- a CSV for Excel begins with the mark that says UTF-8; where a country writes decimal commas, cells
  are separated by semicolons and figures have a comma, as Excel expects them there
- the country is that of the first locale that names one: --lang, OGPMX_LANG, then the system's
- a day in the workbook is a date; a year or a month alone stays as it is written
- one sheet explains every column of all others, in the language in use
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from processes import Ogpmx
from registries import EXAMPLE, LANGUAGES

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")

LINE = f"summary --data '{EXAMPLE}' --by status -f csv --excel --columns key,count,share"
COMMAS = "\ufeffkey,count,share\ncompleted,1,0.3333\n"
SEMICOLONS = "\ufeffkey;count;share\ncompleted;1;0,3333\n"


# CSV


@pytest.mark.parametrize("lang", ["en", "es", "es-MX", "es_PE.UTF-8", "en-US", "en-ES"])
def test_where_numbers_have_a_decimal_point_cells_are_separated_by_commas(
    lang: str, ogpmx: Ogpmx
) -> None:
    assert ogpmx(f"{LINE} --lang {lang}").out.startswith(COMMAS)


@pytest.mark.parametrize("lang", ["es-ES", "es_ES.UTF-8", "es-AR", "es-co"])
def test_where_numbers_have_a_decimal_comma_cells_are_separated_by_semicolons(
    lang: str, ogpmx: Ogpmx
) -> None:
    assert ogpmx(f"{LINE} --lang {lang}").out.startswith(SEMICOLONS)


@pytest.mark.parametrize(
    ("options", "env", "expected"),
    [
        ("--lang es", {"LANG": "es_ES.UTF-8"}, SEMICOLONS),
        ("--lang en", {"LANG": "es_ES.UTF-8"}, SEMICOLONS),
        ("", {"OGPMX_LANG": "es-ES", "LANG": "es_MX.UTF-8"}, SEMICOLONS),
        ("--lang es-MX", {"LANG": "es_ES.UTF-8"}, COMMAS),
        ("", {"LC_NUMERIC": "es_MX.UTF-8", "LANG": "es_ES.UTF-8"}, COMMAS),
        ("", {"LC_ALL": "es_ES", "LC_NUMERIC": "es_MX.UTF-8"}, SEMICOLONS),
        ("", {"LANG": "pt_BR.UTF-8"}, SEMICOLONS),
        ("", {"LANG": "de_CH.UTF-8"}, COMMAS),
        ("", {"LANG": "C.UTF-8"}, COMMAS),
        ("", {}, COMMAS),
    ],
)
def test_the_first_locale_that_names_a_country_decides(
    options: str, env: dict[str, str], expected: str, ogpmx: Ogpmx
) -> None:
    assert ogpmx(f"{LINE} {options}", env=env).out.startswith(expected)


def test_texts_with_semicolons_stay_in_their_cells(ogpmx: Ogpmx) -> None:
    plain = ogpmx("list -f csv --lang es").out
    marked = ogpmx("list -f csv --excel --lang es-ES").out.removeprefix("\ufeff")
    rows = [*csv.reader(io.StringIO(plain))]
    assert [*csv.reader(io.StringIO(marked), delimiter=";")] == rows
    assert ";" in "".join(map("".join, rows))


def test_without_excel_a_country_changes_nothing(ogpmx: Ogpmx) -> None:
    assert ogpmx("list -f csv --lang es-ES").out == ogpmx("list -f csv --lang es").out


# The workbook


@pytest.fixture
def open_workbook(ogpmx: Ogpmx, tmp_path: Path) -> Callable[..., Any]:
    def open_it(*options: str) -> Any:
        path = tmp_path / "plan.xlsx"
        run = ogpmx(["export", "-o", str(path), "--force", *options])
        assert (run.status, run.err) == (0, "")
        return openpyxl.load_workbook(path)

    return open_it


def read_sheet(page: Any) -> list[dict[str, Any]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_day_is_a_date_and_a_year_or_month_alone_stays_as_it_is_written(
    open_workbook: Callable[..., Any], tmp_path: Path
) -> None:
    plan = {
        "plan": {
            "id": "x",
            "start": "2020-01",
            "end": "2022-08-31",
            "source": {"date": "1899-12-31"},
        },
        "commitments": [
            {
                "number": 1,
                "title": "2021-05-06",
                "start": "2021",
                "end": "2022-02-28",
                "suspension": {"since": "2021-07-01"},
                "milestones": [{"title": "Step", "start": "2021-05-06", "end": "2021-06"}],
            }
        ],
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    book = open_workbook("--data", str(tmp_path / "plan.json"))
    (row,) = read_sheet(book["plan"])
    assert (row["Start"], row["End"]) == ("2020-01", datetime(2022, 8, 31))
    assert row["Source: date"] == "1899-12-31", "before Excel's calendar"
    (row,) = read_sheet(book["commitments"])
    assert (row["Start"], row["End"]) == ("2021", datetime(2022, 2, 28))
    assert row["Suspended since"] == datetime(2021, 7, 1)
    assert row["Commitment (und)"] == "2021-05-06", "a title is no date"
    (row,) = read_sheet(book["milestones"])
    assert (row["Start"], row["End"]) == (datetime(2021, 5, 6), "2021-06")
    cells = [cell for line in book["plan"].iter_rows() for cell in line if cell.is_date]
    assert [cell.number_format for cell in cells] == ["yyyy-mm-dd"]
    assert date(2022, 8, 31) in [cell.value.date() for cell in cells]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_sheet_explains_every_column_of_all_others(
    lang: str, open_workbook: Callable[..., Any]
) -> None:
    book = open_workbook("--lang", lang)
    *sheets, explaining = book.sheetnames
    assert explaining == {"en": "columns", "es": "columnas"}.get(lang, explaining)
    rows = [*book[explaining].iter_rows(min_row=2, values_only=True)]
    headings = [(name, cell.value) for name in sheets for cell in book[name][1]]
    assert [(sheet, heading) for sheet, heading, _description in rows] == headings
    assert [row for row in rows if not row[2]] == []


def test_columns_are_explained_in_the_language_in_use(open_workbook: Callable[..., Any]) -> None:
    explained = {
        lang: {
            (row[0], row[1]): row[2]
            for row in open_workbook("--lang", lang).worksheets[-1].iter_rows(values_only=True)
        }
        for lang in LANGUAGES
    }
    assert explained["en"]["organizations", "Part of"] == (
        "The id of the organization that it is a part of."
    )
    same = set(explained["en"].values()) & set(explained["es"].values())
    assert same == set()
