"""OGP's sheet of commitments, converted: what the plans hold is what the sheet says.

- alone, `convert` lists the plans; with `--plan` it gives one, with `--output` files
- each cell is read as it is written, or left out and counted; nothing is guessed
- a file that is no such sheet is refused with one message
- every plan that comes out is valid, and every command answers it

Every row here is invented. OGP's own sheet is compared cell by cell where it can be found.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from processes import Ogpmx, Run
from registries import EXPORTS

from ogpmx.sheet_columns import THEMES

REAL = Path(__file__).parents[2] / "shared" / "ogp-sheet" / "sheet.csv"
PLAN, NUMBER, TITLE = "Action Plan ID", "Commitment Number", "Commitment Title"
LEAD, SUPPORT = "Lead Institution", "Supporting Institution(s)"
LATE, EARLY = "Completion (End Of Term)", "Completion (Progress Report)"
OPENING, RESULTS = "Did It Open Government (Overall)", "Early Results"
START, END, TEXT, URL = "Start Date", "End Date", "Full Text", "URL"
OGP_ID, COUNTRY = "Commitment Unique Identifier", "Country/Locality"
HEADER = [
    *(OGP_ID, COUNTRY, "Action Plan Number", NUMBER, "Code", "Year Of Submission"),
    *("Action Plan End Year", "Theme", TITLE, "Short Title", TEXT, START, END, LEAD, SUPPORT),
    *(*THEMES, "Specificity", EARLY, "_CompletionProgress", LATE, RESULTS, "_Early Results"),
    *(OPENING, "_OpenGovernment", "Updated? (Website)", URL, PLAN, "id"),
]
UNKNOWN = {"", "ND", "NR", "NA", "N/A"}
Row = dict[str, str]


def make_row(**cells: str) -> Row:
    """A row of the plan AP_ATL01; a few columns by short names, all others by `**{…}`."""
    least = {PLAN: "AP_ATL01", COUNTRY: "Atlantis", NUMBER: "1", TITLE: "Open the tide tables"}
    return {**dict.fromkeys(HEADER, "NR"), **dict.fromkeys(THEMES, "0"), **least, **cells}


ROWS = [
    make_row(
        **{
            OGP_ID: "ATL0001", "Action Plan Number": "1", "Year Of Submission": "2018",
            "Action Plan End Year": "2020", START: "9/1/2018", END: "31/12/2020",
            TEXT: "What is the problem?\r\n\r\n  Tides are secret;\ta “table” is needed.\x0bSoon.",
            LEAD: "Ministry of the Sea", SUPPORT: "Ministry of the  sea\n• Friends of the Tide; NA",
            LATE: "Substantial", EARLY: "Limited", OPENING: "Major", RESULTS: "Moderate",
            "Open Data": "1", "Gender": "1", "Tax": "ND",
            URL: "https://example.org/members/atlantis/commitments/atl0001",
        }
    ),
    make_row(
        **{
            NUMBER: "4.0999999999999996", OGP_ID: "ATL0002", START: "Quarter 4 2016",
            END: "Ongoing", TITLE: "Registro\n de faros",
            LEAD: "Μουσείο", SUPPORT: "Музей; Unclear",
            EARLY: "Unclear", LATE: "ND", "Health & Nutrition": "1", "Year Of Submission": "2018",
        }
    ),
    make_row(**{NUMBER: "1", TITLE: "Once more: the tables", OGP_ID: "ATL0003", END: "Ongoing"}),
    make_row(
        **{
            PLAN: "AP_LEM02", COUNTRY: "Lemuria, West", NUMBER: "B.1.A", OGP_ID: "LM00004",
            TITLE: "Yes", START: "August 2014", END: "6/30/20", OPENING: "Worsens",
            RESULTS: "No notable results", "Legislation": "yes",
        }
    ),
]  # fmt: skip


def write_sheet(path: Path, rows: Sequence[Row], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return write_sheet(tmp_path / "sheet.csv", ROWS)


@pytest.fixture(params=["invented", "real"])
def either_sheet(sheet: Path, request: pytest.FixtureRequest) -> Path:
    """A sheet of invented rows; then a part of OGP's own."""
    if request.param == "invented":
        return sheet
    if not REAL.exists():
        pytest.skip("OGP's own sheet is not here")
    return REAL


@pytest.fixture
def convert(ogpmx: Ogpmx, tmp_path: Path) -> Callable[..., Run]:
    """Convert a sheet of these rows."""

    def run(rows: Sequence[Row], *options: str, header: Sequence[str] = HEADER) -> Run:
        path = write_sheet(tmp_path / "rows.csv", rows, header)
        return ogpmx(["convert", str(path), *options])

    return run


# Which plans there are, and one or all of them


def test_alone_it_lists_the_plans_of_the_sheet(ogpmx: Ogpmx, sheet: Path) -> None:
    run = ogpmx(["convert", str(sheet), "-f", "csv"])
    assert run.lines == [
        "plan,country,number,submitted,end,commitments",
        "ap-atl01,Atlantis,1,2018,2020,3",
        'ap-lem02,"Lemuria, West",,,,1',
    ]
    assert run.err == ""
    run = ogpmx(["convert", str(sheet), "--sort", "commitments", "--columns", "plan", "--lang=es"])
    assert run.lines == ["Plan", "ap-lem02", "ap-atl01"]


@pytest.mark.parametrize("id", ["AP_LEM02", "ap-lem02", "Ap_Lem02"])
def test_a_plan_is_asked_for_in_either_spelling(ogpmx: Ogpmx, sheet: Path, id: str) -> None:
    run = ogpmx(["convert", str(sheet), "--plan", id])
    assert yaml.safe_load(run.out) == {
        "plan": {
            "id": "ap-lem02",
            "country": "Lemuria, West",
            "source": {"title": "Open Government Partnership: sheet of commitments"},
        },
        "commitments": [
            {
                "number": "B.1.A",
                "ogp_id": "LM00004",
                "url": "https://opengovpartnership.org/members/lemuria-west/commitments/lm00004",
                "title": "Yes",
                "irm": {"opening": "worsened", "early_results": "none"},
                "start": "2014-08",
                "end": "2020-06-30",
            }
        ],
    }
    assert run.err == "Legislation: “yes” is left out, 1 time\n"


def test_an_unknown_plan_is_answered_with_what_was_meant(ogpmx: Ogpmx, sheet: Path) -> None:
    run = ogpmx(["convert", str(sheet), "--plan", "AP_ATL1"])
    assert (run.status, run.out) == (1, "")
    assert run.is_one_line_of_error
    assert "“AP_ATL1”. Did you mean ap-atl01?" in run.err
    assert run.err.endswith(f"All plans: ogpmx convert {sheet}\n")


def test_a_file_is_written_as_its_name_ends(ogpmx: Ogpmx, sheet: Path, tmp_path: Path) -> None:
    asked = ["convert", str(sheet), "--plan", "AP_ATL01"]
    written = {}
    for name in ("plan.json", "plan.YML"):
        path = tmp_path / name
        assert ogpmx([*asked, "-o", str(path)]).status == 0
        written[name] = path.read_bytes()
        again = ogpmx([*asked, "-o", str(path)])
        assert (again.status, again.is_one_line_of_error) == (1, False)  # cells are left out, too
        assert "exists; --force replaces it" in again.err
        assert ogpmx([*asked, "-o", str(path), "--force"]).status == 0
    assert written["plan.json"] == ogpmx([*asked, "-f", "json"]).out_bytes
    assert written["plan.YML"] == ogpmx([*asked, "-o", "-"]).out_bytes
    assert yaml.safe_load(written["plan.YML"]) == json.loads(written["plan.json"])


def test_all_plans_go_into_a_folder(ogpmx: Ogpmx, sheet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "plans"
    asked = ["convert", str(sheet), "--output", str(folder)]
    assert ogpmx(asked).status == 0
    assert sorted(os.listdir(folder)) == ["ap-atl01.json", "ap-lem02.json"]
    one = ogpmx(["convert", str(sheet), "--plan", "AP_ATL01", "-f", "json"]).out_bytes
    assert (folder / "ap-atl01.json").read_bytes() == one
    assert ogpmx([*asked, "-f", "yaml"]).status == 0
    assert len(os.listdir(folder)) == 4


def test_without_force_a_folder_is_left_as_it_is(ogpmx: Ogpmx, sheet: Path, tmp_path: Path) -> None:
    old = tmp_path / "ap-lem02.json"
    old.write_text("old")
    run = ogpmx(["convert", str(sheet), "-o", str(tmp_path)])
    assert (run.status, run.out) == (1, "")
    assert "ap-lem02.json exists; --force replaces it" in run.err
    assert sorted(os.listdir(tmp_path)) == ["ap-lem02.json", "sheet.csv"]
    assert ogpmx(["convert", str(sheet), "-o", str(tmp_path), "--force"]).status == 0
    assert old.read_text().startswith('{\n  "plan": {\n    "id": "ap-lem02"')
    run = ogpmx(["convert", str(sheet), "-o", str(sheet), "--force"])
    assert run.status == 1
    assert run.err.endswith("sheet.csv: is not a folder\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("-o -", "--output - needs --plan"),
        ("--plan AP_ATL01 --limit 1", "--limit goes with the list of plans"),
        ("--plan AP_ATL01 -f csv", "Allowed: yaml, json"),
        ("--plan AP_ATL01 -o x.xlsx", "must end in .yaml, .yml or .json"),
        ("-o x -f table", "Allowed: yaml, json"),
        ("--data x", "--data"),
    ],
)
def test_what_has_no_part_is_misuse(ogpmx: Ogpmx, sheet: Path, options: str, said: str) -> None:
    run = ogpmx(["convert", str(sheet), *options.split()])
    assert (run.status, run.out) == (2, "")
    assert said in run.err


# Cells


def read_one(run: Run) -> Any:
    """The one commitment of a plan."""
    assert run.status == 0
    (commitment,) = run.json["commitments"]
    return commitment


@pytest.mark.parametrize(
    ("column", "cell", "key", "value"),
    [
        (NUMBER, "7", "number", 7),
        (NUMBER, "5.1", "number", "5.1"),
        (NUMBER, "8.3000000000000007", "number", "8.3"),
        (NUMBER, "2.9999999999999996", "number", 3),
        (NUMBER, "SC17", "number", "SC17"),
        (NUMBER, "{0}", "number", "{0}"),
        (OGP_ID, "PNG0012", "ogp_id", "PNG0012"),
        (OGP_ID, "AT00012", "ogp_id", "AT00012"),
        (TITLE, " Registro\n de  faros ", "title", "Registro de faros"),
        (TEXT, "one\r\n\r\n two\rthree\x0bfour\x07", "objective", "one\n\n two\nthree\nfour"),
        (URL, "http://example.org/1", "url", "http://example.org/1"),
        (START, "1/1/2024", "start", "2024-01-01"),
        (START, "02/3/2014", "start", "2014-02-03"),
        (START, "31/12/2014", "start", "2014-12-31"),
        (START, "6/30/20", "start", "2020-06-30"),
        (START, "August 2014", "start", "2014-08"),
        (END, "2014", "end", "2014"),
        (END, "2014-08-31", "end", "2014-08-31"),
        (LATE, "Not Started", "irm", {"completion": "not-started"}),
        (LATE, "Withdrawn", "irm", {"completion": "withdrawn"}),
        (LATE, "Unclear", "irm", {"completion": "no-evidence"}),
        (EARLY, "Complete", "irm", {"completion": "complete"}),
        (OPENING, "Did Not Change", "irm", {"opening": "did-not-change"}),
        (OPENING, "No early results to report yet", "irm", {"opening": "no-results-yet"}),
        (OPENING, "Outstanding", "irm", {"opening": "outstanding"}),
        (RESULTS, "Significant", "irm", {"early_results": "significant"}),
        ("LGBTQIA+", "1", "topics", ["lgbtqia"]),
    ],
)
def test_a_cell_is_read(
    convert: Callable[..., Run], column: str, cell: str, key: str, value: object
) -> None:
    run = convert([make_row(**{column: cell})], "--plan", "AP_ATL01", "-f", "json")
    assert read_one(run)[key] == value
    assert run.err == ""


@pytest.mark.parametrize("cell", ["ND", "NR", "NA", "N/A", "", " nd "])
def test_what_is_not_known_is_not_written(convert: Callable[..., Run], cell: str) -> None:
    kept = (PLAN, COUNTRY, NUMBER, TITLE)
    row = make_row(**{column: cell for column in HEADER if column not in kept})
    run = convert([row], "--plan", "AP_ATL01", "-f", "json")
    assert read_one(run) == {"number": 1, "title": "Open the tide tables"}
    assert run.json.keys() == {"plan", "commitments"}
    assert run.json["plan"].keys() == {"id", "country", "source"}
    assert run.err == ""


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        (OGP_ID, "X1", "ogp_id"),
        (START, "Ongoing", "start"),
        (START, "Quarter 4 2016", "start"),
        (START, "2/30/2016", "start"),
        (START, "7/15/1905", "start"),  # Excel's doing: 2023 was typed
        (URL, "see above", "url"),
        (LATE, "Half", "irm"),
        (OPENING, "Opened", "irm"),
        (RESULTS, "Some", "irm"),
        (LEAD, "—", "participants"),
        ("Tax", "2", "topics"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_counted(
    convert: Callable[..., Run], column: str, cell: str, key: str
) -> None:
    rows = [make_row(**{column: cell, NUMBER: str(n)}) for n in (1, 2)]
    run = convert(rows, "--plan", "AP_ATL01", "-f", "json")
    assert [c.get(key) for c in run.json["commitments"]] == [None, None]
    assert run.err == f"{column}: “{cell}” is left out, 2 times\n"


def test_the_most_frequent_is_told_first_and_the_rest_is_counted(
    convert: Callable[..., Run],
) -> None:
    cells = [*(f"Phase {n}" for n in range(24)), "Ongoing", "Ongoing", "x\x1b[31m" + "y" * 100]
    rows = [make_row(**{NUMBER: str(n), END: cell}) for n, cell in enumerate(cells, 1)]
    lines = convert(rows, "--plan", "AP_ATL01", "--lang", "es").err.splitlines()
    assert lines[0] == "End Date: «Ongoing» se omite, 2 veces"
    assert lines[1] == "End Date: «Phase 0» se omite, 1 vez"
    assert lines[20:] == ["… y 6 más como estas"]
    assert not any("\x1b" in line or len(line) > 100 for line in lines)


def test_the_end_of_term_counts_before_the_progress_report(convert: Callable[..., Run]) -> None:
    row = make_row(**{LATE: "Limited", EARLY: "Substantial"})
    run = convert([row], "--plan", "AP_ATL01", "-f", "json")
    assert read_one(run)["irm"] == {"completion": "limited"}


def test_an_end_before_the_start_is_left_out(convert: Callable[..., Run]) -> None:
    cells = {START: "9/1/2018", END: "8/31/2018", "Year Of Submission": "2018"}
    row = make_row(**cells, **{"Action Plan End Year": "2017"})
    run = convert([row], "--plan", "AP_ATL01", "-f", "json")
    assert {"start", "end"} & read_one(run).keys() == {"start"}
    assert run.json["plan"]["start"] == "2018"
    assert "end" not in run.json["plan"]
    assert run.err.count("is left out, 1 time") == 2


def test_a_number_that_stands_twice_gets_a_mark(convert: Callable[..., Run]) -> None:
    numbers = ["7", "4.1", "7", "4.0999999999999996", "7 (3)", "7", "NA"]
    ids = [f"AT{n:04}" for n, _number in enumerate(numbers)]
    rows = [make_row(**{NUMBER: n, OGP_ID: i}) for n, i in zip(numbers, ids, strict=True)]
    run = convert(rows, "--plan", "AP_ATL01", "-f", "json")
    assert [c["number"] for c in run.json["commitments"]] == [
        *(7, "4.1", "7 (2)", "4.1 (2)", "7 (3)", "7 (4)", "AT0006")
    ]
    told = [re.findall("“(.*?)”", line) for line in run.err.splitlines()]
    assert told == [["7 (2)"], ["4.1 (2)"], ["7 (4)"], []]


def test_a_first_line_that_tells_excel_the_separator_is_no_header(
    ogpmx: Ogpmx, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("sep=,\n" + text_of(ROWS), "utf-8-sig")
    assert ogpmx(["convert", str(path)]).status == 0


def test_numbers_that_plans_do_not_tell_apart_get_a_mark_too(convert: Callable[..., Run]) -> None:
    rows = [make_row(**{NUMBER: n, OGP_ID: i}) for n, i in [("b.1", "AT0001"), ("B.1", "AT0002")]]
    tree = convert(rows, "--plan", "AP_ATL01", "-f", "json").json
    assert [c["number"] for c in tree["commitments"]] == ["b.1", "B.1 (2)"]


def test_a_commitment_that_nothing_names_is_said_to_be_left_out(
    convert: Callable[..., Run],
) -> None:
    run = convert([make_row(**{NUMBER: "", OGP_ID: "", TITLE: "Open it"})], "--plan", "AP_ATL01")
    assert (
        "Commitment Number: empty, 1 time; OGP's identifier is taken, where there is one" in run.err
    )
    assert "Commitment Title: “Open it” is left out, 1 time" in run.err


@pytest.mark.parametrize(
    ("lead", "support", "names", "taken"),
    [
        ("A and B, C", "", ["A and B, C"], "0r"),
        ("A\nB\r\nC", "D; E;", ["A", "B", "C", "D", "E"], "0r 1r 2r 3s 4s"),
        ("• A • B", "Unclear\nN/A; C", ["A", "B", "C"], "0r 1r 2s"),
        ("Sea Office", "SEA  OFFICE\nSea Office", ["Sea Office"], "0r 0s"),
    ],
)
def test_institutions_are_split_and_stand_once(
    convert: Callable[..., Run], lead: str, support: str, names: list[str], taken: str
) -> None:
    run = convert([make_row(**{LEAD: lead, SUPPORT: support})], "--plan=AP_ATL01", "-f", "json")
    organizations = run.json["organizations"]
    assert [o["name"] for o in organizations] == names
    ids = [o["id"] for o in organizations]
    roles = {"r": "responsible", "s": "supporting"}
    assert read_one(run)["participants"] == [
        {"organization": ids[int(one[0])], "role": roles[one[1]]} for one in taken.split()
    ]


def test_ids_of_organizations_are_words_and_each_is_another(convert: Callable[..., Run]) -> None:
    names = ["Ministerio de Educación", "Музей", "Μουσείο", "Ελλάδα 2", "long " * 30, "long " * 31]
    run = convert([make_row(**{LEAD: "\n".join(names)})], "--plan", "AP_ATL01", "-f", "json")
    ids = [o["id"] for o in run.json["organizations"]]
    long = "-".join(["long"] * 12)
    assert ids == [
        "ministerio-de-educacion",
        "organization",
        "organization-2",
        "2",
        long,
        f"{long}-2",
    ]


# Columns


def test_columns_are_told_by_name_wherever_they_stand(
    convert: Callable[..., Run], ogpmx: Ogpmx, sheet: Path
) -> None:
    usual = ogpmx(["convert", str(sheet), "--plan", "AP_ATL01"])
    turned = convert(ROWS, "--plan", "AP_ATL01", header=HEADER[::-1])
    assert (turned.out, turned.err) == (usual.out, usual.err)


def test_what_an_older_sheet_lacks_is_named(convert: Callable[..., Run]) -> None:
    older = [column for column in HEADER if column not in (RESULTS, "Gender", COUNTRY)]
    run = convert([make_row()], "--plan", "AP_ATL01", "-f", "json", header=older)
    assert read_one(run) == {"number": 1, "title": "Open the tide tables"}
    assert run.err == "The sheet lacks the columns “Country/Locality”, “Early Results”, “Gender”.\n"
    run = convert([make_row()], "--plan", "AP_ATL01", header=[PLAN, NUMBER, TITLE])
    assert run.err.startswith("The sheet lacks the columns “")
    assert run.err.count("“") == 20
    assert re.search(", … and [1-9][0-9]+ more like these[.]$", run.err.strip())


def test_rows_that_tell_different_things_of_their_plan(convert: Callable[..., Run]) -> None:
    countries = ("Atlantis", "Utopia", "Lilliput", "Utopia")
    rows = [make_row(**{COUNTRY: c, NUMBER: str(n)}) for n, c in enumerate(countries, 1)]
    run = convert(rows, "--plan", "AP_ATL01", "-f", "json")
    assert run.json["plan"]["country"] == "Atlantis"
    said = "ap-atl01: its rows differ in “Country/Locality”; what the first one says is taken.\n"
    assert run.err == said
    assert convert(rows).err == said


def text_of(rows: Sequence[Row], header: Sequence[str] = HEADER) -> str:
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, header, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()


def test_a_mark_of_utf_8_an_empty_line_and_standard_input_are_fine(ogpmx: Ogpmx) -> None:
    text = "\ufeff" + text_of(ROWS) + "\r\n" + "," * (len(HEADER) - 1) + "\r\n"
    assert len(ogpmx("convert - -f json", stdin=text).json) == 2


# What is no such sheet


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (text_of([]), "holds no plan"),
        (b"plan: {id: x}\n", f"no column “{PLAN}”, “{NUMBER}”, “{TITLE}”"),
        (text_of(ROWS, [c for c in HEADER if c != TITLE]), f"there is no column “{TITLE}”"),
        (text_of(ROWS, [*HEADER, TITLE]), f"the column “{TITLE}” is repeated"),
        (text_of(ROWS) + 'a"b,c\n', "line 10 has 2 cells"),
        (text_of(ROWS) + '"never closed\n\n', "line 10 is not CSV"),
        (text_of(ROWS).encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (text_of(ROWS).encode("cp1252", "replace"), "line 4 is not UTF-8; save it as UTF-8"),
        (b"PK\x03\x04\0\0", "is a workbook or another archive, not CSV"),
    ],
)
def test_what_is_no_such_sheet_is_refused_with_one_message(
    ogpmx: Ogpmx, tmp_path: Path, content: bytes | str, said: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    for options in ([], ["--plan", "AP_ATL01"], ["-o", str(tmp_path / "plans")]):
        run = ogpmx(["convert", str(path), *options])
        assert (run.status, run.out, run.is_one_line_of_error) == (1, "", True)
        assert said in run.err
    assert os.listdir(tmp_path) == ["sheet.csv"]


def test_a_sheet_beyond_measure_is_not_read(ogpmx: Ogpmx, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.touch()
    os.truncate(path, 200 << 20)  # which takes no room on the disk
    run = ogpmx(["convert", str(path)])
    assert (run.status, run.is_one_line_of_error) == (1, True)
    assert "is larger than 64 MiB" in run.err


# Cell by cell


SCALES = {
    "Not Started": "not-started", "Limited": "limited", "Substantial": "substantial",
    "Complete": "complete", "Withdrawn": "withdrawn", "Unclear": "no-evidence",
    "Worsens": "worsened", "Did Not Change": "did-not-change", "Marginal": "marginal",
    "Major": "major", "Outstanding": "outstanding", "Moderate": "moderate",
    "No early results to report yet": "no-results-yet", "No notable results": "none",
    "Significant": "significant",
}  # fmt: skip


def squeeze(text: str) -> str:
    return " ".join(text.split())


def known(cell: str) -> str | None:
    return None if cell.strip().upper() in UNKNOWN else cell.strip()


def differences(plan: Any, row: Row, commitment: Any, told: set[str]) -> Iterator[str]:
    """Columns of a row of which its commitment says another thing, more or less than they do."""
    irm = commitment.get("irm", {})
    names = {o["id"]: [o["name"], *o.get("aliases", ())] for o in plan["organizations"]}
    topics = {topic["id"]: topic["name"] for topic in plan["topics"]}
    completion = known(row[LATE]) or known(row[EARLY])
    said: dict[str, tuple[object, object]] = {
        COUNTRY: (plan["plan"].get("country"), row[COUNTRY]),
        PLAN: (plan["plan"]["id"], row[PLAN].lower().replace("_", "-")),
        OGP_ID: (commitment.get("ogp_id"), known(row[OGP_ID])),
        TITLE: (commitment["title"], squeeze(row[TITLE])),
        TEXT: (squeeze(commitment.get("objective", "")), squeeze(known(row[TEXT]) or "")),
        LATE: (irm.get("completion"), SCALES.get(completion or "")),
        OPENING: (irm.get("opening"), SCALES.get(row[OPENING])),
        RESULTS: (irm.get("early_results"), SCALES.get(row[RESULTS])),
        "themes": (
            [topics[id] for id in commitment.get("topics", ())],
            [theme for theme in THEMES if row[theme] == "1"],
        ),
    }
    yield from (column for column, (held, stated) in said.items() if held != stated)
    number = re.sub(r" \(\d+\)$", "", str(commitment["number"]))
    if number != row[NUMBER] and abs(float(number) - float(row[NUMBER])) > 1e-9:
        yield NUMBER
    if known(row[URL]) and commitment.get("url") != row[URL]:
        yield URL
    for column, role in ((LEAD, "responsible"), (SUPPORT, "supporting")):
        left = squeeze(row[column])
        taking = [
            p["organization"] for p in commitment.get("participants", ()) if p["role"] == role
        ]
        spellings = [[name for name in names[id] if name in left] for id in taking]
        if not all(spellings):
            yield column
        for name in sorted((n for found in spellings for n in found), key=len, reverse=True):
            left = left.replace(name, "")
        if set(re.sub("N/A|N[ADR]|Unclear", "", left)) - set(" ;•"):
            yield f"{column}: {left}"
    for column, key in ((START, "start"), (END, "end")):
        day, cell = commitment.get(key), known(row[column])
        if day is None and cell and f"{column}: “{cell}”" not in told:
            yield column
        if day and not (cell and day[2:4] in cell and set(day) & set("123456789")):
            yield column


def test_plans_hold_what_the_sheet_says_cell_by_cell(
    ogpmx: Ogpmx, either_sheet: Path, tmp_path: Path
) -> None:
    with either_sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    run = ogpmx(["convert", str(either_sheet), "-o", str(tmp_path / "plans"), "-f", "json"])
    assert (run.status, run.out) == (0, "")
    told = set(re.findall(r"^.*?: “.*?”", run.err, re.MULTILINE))
    files = {path.stem: json.loads(path.read_bytes()) for path in (tmp_path / "plans").iterdir()}
    converted: dict[str, Iterator[Any]] = {}
    for row in rows:
        id = row[PLAN].lower().replace("_", "-")
        plan = {"topics": [], "organizations": [], **files[id]}
        commitment = next(converted.setdefault(id, iter(plan["commitments"])))
        assert [*differences(plan, row, commitment, told)] == [], row[OGP_ID]
    assert converted.keys() == files.keys()
    assert [c for rest in converted.values() for c in rest] == []


@pytest.mark.slow
def test_every_plan_of_the_sheet_is_valid_and_answered(
    ogpmx: Ogpmx, either_sheet: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    assert ogpmx(["convert", str(either_sheet), "-o", str(folder)]).status == 0
    files = sorted(map(str, folder.iterdir()))
    checked = ogpmx(["validate", *files])
    assert (checked.status, checked.out) == (0, "")
    for place, file in enumerate(files):
        questions = ["list", "summary", "participants", "plan", "assessments", "audit"]
        for question in questions:
            run = ogpmx([question, "--data", file, "-f", "json"])
            assert run.status == 0, (question, file)
        numbers = [str(n) for n in ogpmx(["list", "--data", file, "-f", "json"]).numbers]
        shown = ogpmx(["show", *numbers, "--data", file, "-f", "json"])
        assert [str(c["number"]) for c in shown.json] == numbers, file
        for format in EXPORTS:
            path = str(tmp_path / f"{place}.{format}")
            assert ogpmx(["export", "--data", file, "-f", format, "-o", path]).status == 0, file


def test_a_sheet_that_a_spanish_excel_saved_has_semicolons(ogpmx: Ogpmx, tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "examples" / "invented-sheet.csv"
    rows = list(csv.reader(example.read_text("utf-8").splitlines(keepends=True)))
    saved = tmp_path / "hoja.csv"
    with saved.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    listed, usual = (ogpmx(["convert", str(path), "-f", "json"]) for path in (saved, example))
    assert listed.status == 0
    assert listed.json == usual.json


def test_all_plans_go_into_no_file(ogpmx: Ogpmx, tmp_path: Path) -> None:
    sheet = Path(__file__).parent.parent / "examples" / "invented-sheet.csv"
    run = ogpmx(["convert", str(sheet), "-o", str(tmp_path / "plans.json")])
    assert (run.status, run.out) == (2, "")
    assert "--plan" in run.err
    assert not [*tmp_path.iterdir()]
