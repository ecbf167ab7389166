"""Every format, walked with the same awkward rows.

- each format for programs, read back by a reader that is not ours, holds what the JSON holds
- a cell that a spreadsheet would run is disarmed in CSV and TSV, and only such a cell
- Markdown: what a reader of GitHub's dialect sees is the text itself
- a small plan in each format, to the letter
- keys and codes are the same in both languages; a record has the contract's keys, in its order
- a pipe's table is a line a row, whole, without escapes
- a terminal's drawing loses no text

That a drawing fits its terminal is in `test_terminals.py`; that no text is an instruction, in
`test_hostile.py`.
"""

import csv
import io
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from processes import Ogpmx, strip_escapes, strip_spaces
from readers import TABLE, Page, draw
from registries import FORMATS
from rich.cells import cell_len

from ogpmx.model_fields import holds_text
from ogpmx.models import Commitment

AWKWARD = [
    "[sic] [bold]x[/bold] [/x] :smile:",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    " =1+1",
    "\t=1",
    "＝1",
    "quo\"te 's and ; semi",
    "line\nbreak",
    "line\r\nbreak",
    "carriage\rreturn",
    "a|b \\| c\\",
    "*star* _under_ `code` ~~struck~~ <b>html</b> &lt; &amp; [link](http://x) ![i](x)",
    "# head",
    "tab\there",
    "bidi \u202eoverride\u202c \u200f",
    "esc \x1b[31mred\x1b[0m \x9b31m \x1b]8;;http://x\x07 bell\x07",
    "breaks \u2028 \u2029 \x85 \x0b \x0c",
    "emoji 👩‍👩‍👧 ✓ ✅ and 漢字かな wide, ñandú n\u0303",
    "no",
    "null",
    "1_0",
    "12:30:00",
    "2020-10-21",
    "~",
    "1e3",
    "0x1F",
    "{a: b}",
    "'apostrophe",
    "\ufeffmark",
    "very long " + "palabra " * 60,
    "unbreakable" * 30,
]


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan whose every text is awkward, with empty lists and nulls among them."""
    organizations = [
        plans.organization(f"o{n}", name=said, acronym=None if n % 2 else said)
        for n, said in enumerate(AWKWARD)
    ]
    commitments = [
        plans.commitment(
            n + 1,
            title=plans.text(said, said + " en"),
            status=plans.STATUSES[n % 3],
            objective=plans.text(said),
            results=[plans.text(said), plans.text(AWKWARD[n - 1])] if n % 2 else [],
            participants=[plans.participant(f"o{n}", note=plans.text(said))] if n % 3 else [],
            irm=plans.irm(opening=plans.OPENINGS[n % 5] if n % 4 else None),
            topics=["agua"],
        )
        for n, said in enumerate(AWKWARD)
    ]
    document = plans.document(
        organizations=organizations,
        commitments=commitments,
        topics=[plans.topic("agua", name=plans.text("[/agua] \x1b[1m"))],
    )
    path = tmp_path_factory.mktemp("awkward") / "awkward.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


COLUMNS = [
    "number", "ogp_id", "url", "title", "status", "active", "topics", "objective", "results",
    "participants", "mentions", "self_completion", "irm_completion", "irm_opening",
    "irm_early_results", "plan", "suspended", "suspended_since", "start", "end", "milestones",
]  # fmt: skip


def flatten(record: dict[str, Any]) -> dict[str, Any]:
    """A whole record as the flat formats hold it, by the contract."""
    irm = record["assessment"]["irm"]
    return {
        **{name: record[name] for name in COLUMNS[:6]},
        "topics": join(record["topics"]),
        "objective": record["objective"],
        "results": join(record["results"]),
        "participants": join(p["name"] for p in record["participants"]),
        "mentions": join(m["name"] for m in record["mentions"]),
        "self_completion": record["assessment"]["self"]["completion"],
        "irm_completion": irm["completion"],
        "irm_opening": irm["opening"],
        "irm_early_results": irm["early_results"],
        "plan": record["plan"],
        "suspended": record["suspension"] is not None,
        "suspended_since": (record["suspension"] or {}).get("since"),
        "start": record["start"],
        "end": record["end"],
        "milestones": len(record["milestones"]),
    }


def join(items: Iterable[str]) -> str:
    """A list in a cell: taken apart at `; `, so that no item holds the sign itself."""
    return "; ".join(item.replace(";", ",") for item in items)


def write_text(value: object) -> str:
    """A value as a format without types holds it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


Reader = Callable[[str], list[dict[str, Any]]]


def read_separated(delimiter: str) -> Reader:
    def read(out: str) -> list[dict[str, Any]]:
        rows = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter, strict=True))
        return [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]

    return read


def read_page(page: Page) -> list[dict[str, Any]]:
    """The rows of a page that holds a table and nothing else: no text was taken for markup."""
    assert {tag for tag, _words in page.said} <= {*TABLE}
    return [*page.rows]


def keep_printable(text: str) -> str:
    """What a format for eyes keeps exactly: the characters that one can see."""
    text = re.sub(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|r)", "", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Zs"))


def disarm(text: str) -> str:
    """A cell of CSV: with an apostrophe before it where a spreadsheet would run it."""
    sign = text.lstrip()[:1] in tuple("=+-@＝＋－＠")
    return "'" + text if sign or text[:1] in ("\t", "\r", "\n") else text


RECORDS, CELLS, SEEN = "whole records", "typed cells", "what one sees"

READERS: dict[str, tuple[str, Reader]] = {
    "json": (RECORDS, json.loads),
    "jsonl": (RECORDS, lambda out: [json.loads(line) for line in out.split("\n") if line]),
    "yaml": (RECORDS, yaml.safe_load),
    "csv": (CELLS, read_separated(",")),
    "tsv": (CELLS, read_separated("\t")),
    "markdown": (SEEN, lambda out: read_page(draw(out))),
    "html": (SEEN, lambda out: read_page(Page(out))),
}
WITHOUT_READER = {"table", "plain"}


def test_every_format_has_a_reader_here() -> None:
    assert READERS.keys() | WITHOUT_READER == FORMATS.keys()


@pytest.mark.parametrize("format", [name for name in READERS if READERS[name][0] is not SEEN])
def test_each_format_read_back_holds_what_the_json_holds(
    ogpmx: Ogpmx, awkward: Path, format: str
) -> None:
    kind, read = READERS[format]
    run = ogpmx(f"list --data {awkward} --format {format}")
    assert (run.status, run.err) == (0, "")
    found = read(run.out)
    records = ogpmx(f"list --data {awkward} --format json").json
    assert len(found) == len(records) == len(AWKWARD)
    for got, record in zip(found, records, strict=True):
        if kind is RECORDS:
            assert got == record
            continue
        assert [*got][: len(COLUMNS)] == COLUMNS  # what is new stands behind them
        for name, value in flatten(record).items():
            text = write_text(value)
            assert got[name] == (disarm(text) if isinstance(value, str) else text), name


@pytest.mark.parametrize("format", [name for name in READERS if READERS[name][0] is SEEN])
def test_each_format_for_people_shows_every_text_under_its_heading(
    ogpmx: Ogpmx, awkward: Path, format: str
) -> None:
    columns = {"number": "No.", "title": "Commitment", "objective": "Objective"}
    run = ogpmx(f"list --data {awkward} --columns {','.join(columns)} --format {format}")
    assert (run.status, run.err) == (0, "")
    found = READERS[format][1](run.out)
    records = ogpmx(f"list --data {awkward} --format json").json
    assert len(found) == len(AWKWARD)
    for got, record in zip(found, records, strict=True):
        assert list(got) == [*columns.values()]
        for name, heading in columns.items():
            assert keep_printable(got[heading]) == keep_printable(str(record[name]))


def test_an_empty_answer_read_back_has_no_rows(ogpmx: Ogpmx) -> None:
    for format, (_kind, read) in READERS.items():
        run = ogpmx(f"list --limit 0 --columns number,title -f {format}")
        assert run.status == 0, format
        assert read(run.out) == [], format


def test_json_holds_awkward_texts_exactly(ogpmx: Ogpmx, awkward: Path) -> None:
    records = ogpmx(f"list --data {awkward} --format json --lang en").json
    assert [record["title"] for record in records] == [said + " en" for said in AWKWARD]
    assert [record["objective"] for record in records] == AWKWARD


def test_columns_asked_for_are_the_same_in_every_format(ogpmx: Ogpmx, awkward: Path) -> None:
    names = "title,number,results,irm_opening,active"
    line = f"list --data {awkward} --columns {names} --format"
    records = ogpmx(f"{line} json").json
    assert [list(record) for record in records] == [names.split(",")] * len(AWKWARD)
    assert yaml.safe_load(ogpmx(f"{line} yaml").out) == records
    for format in ("csv", "tsv", "markdown", "html"):
        rows = READERS[format][1](ogpmx(f"{line} {format}").out)
        numbers = [[*row.values()][1] for row in rows]
        assert numbers == [str(record["number"]) for record in records]
        headings = {name for row in rows for name in row}
        assert len(headings) == 5
        if format in ("csv", "tsv"):
            assert headings == {*names.split(",")}


# A small plan, to the letter

SMALL = plans.document(
    organizations=[plans.organization("a", name="Año | uno")],
    commitments=[
        plans.commitment(2, title=plans.text("Árbol, =1"), objective=plans.text("x\ny")),
        plans.commitment(10, title=plans.text("=1"), irm=plans.irm(opening="major")),
    ],
)
LETTERS = {
    "json": """[
  {
    "title": "Árbol, =1",
    "number": 2,
    "active": true,
    "objective": "x\\ny",
    "irm_opening": null
  },
  {
    "title": "=1",
    "number": 10,
    "active": true,
    "objective": "Lograr algo.",
    "irm_opening": "major"
  }
]
""",
    "jsonl": (
        '{"title":"Árbol, =1","number":2,"active":true,"objective":"x\\ny","irm_opening":null}\n'
        '{"title":"=1","number":10,"active":true,"objective":"Lograr algo.",'
        '"irm_opening":"major"}\n'
    ),
    "yaml": """- title: Árbol, =1
  number: 2
  active: true
  objective: 'x

    y'
  irm_opening: null
- title: =1
  number: 10
  active: true
  objective: Lograr algo.
  irm_opening: major
""",
    "csv": """title,number,active,objective,irm_opening
"Árbol, =1",2,true,"x\ny",
'=1,10,true,Lograr algo.,major
""",
    "tsv": (
        "title\tnumber\tactive\tobjective\tirm_opening\n"
        'Árbol, =1\t2\ttrue\t"x\ny"\t\n'
        "'=1\t10\ttrue\tLograr algo.\tmajor\n"
    ),
    "markdown": """| Compromiso | Núm. | Activo | Objetivo | IRM: apertura |
| --- | ---: | --- | --- | --- |
| Árbol, =1 | 2 | sí | x<br>y | — |
| =1 | 10 | sí | Lograr algo. | significativo |
""",
    "html": """<table>
<thead>
<tr>
<th>Compromiso</th>
<th style="text-align:right">Núm.</th>
<th>Activo</th>
<th>Objetivo</th>
<th>IRM: apertura</th>
</tr>
</thead>
<tbody>
<tr>
<td>Árbol, =1</td>
<td style="text-align:right">2</td>
<td>sí</td>
<td>x<br>y</td>
<td>—</td>
</tr>
<tr>
<td>=1</td>
<td style="text-align:right">10</td>
<td>sí</td>
<td>Lograr algo.</td>
<td>significativo</td>
</tr>
</tbody>
</table>
""",
    "plain": """Compromiso: Árbol, =1
Núm.: 2
Activo: sí
Objetivo: x y
IRM: apertura: —

Compromiso: =1
Núm.: 10
Activo: sí
Objetivo: Lograr algo.
IRM: apertura: significativo
""",
    "table": """Compromiso  Núm.  Activo  Objetivo      IRM: apertura
Árbol, =1      2  sí      x y           —
=1            10  sí      Lograr algo.  significativo
""",
}


@pytest.mark.parametrize("format", LETTERS)
def test_a_small_plan_in_each_format_to_the_letter(
    ogpmx: Ogpmx, tmp_path: Path, format: str
) -> None:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), "utf-8")
    columns = "title,number,active,objective,irm_opening"
    run = ogpmx(f"list --data {path} --lang es --columns {columns} --format {format}")
    assert run.out == LETTERS[format]


@pytest.mark.parametrize("line", ["list", "plan", "filter --status withdrawn", "search agua"])
def test_both_writers_of_json_write_the_same(
    ogpmx: Ogpmx, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """The one that is quick to import writes where no file was read; test_layers.py holds that."""
    quick_at_large_things = ogpmx(f"{line} -f json").out_bytes
    monkeypatch.delitem(sys.modules, "msgspec")
    assert ogpmx(f"{line} -f json").out_bytes == quick_at_large_things


def test_yaml_folds_long_texts_at_a_hundred_signs(ogpmx: Ogpmx, tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    text = plans.text("seis " * 100 + "seis")
    path.write_text(json.dumps(plans.document(commitments=[plans.commitment(1, objective=text)])))
    lines = ogpmx(f"show 1 --data {path} --format yaml").lines
    assert max(map(len, lines)) in range(100, 106)  # where the word ends


@pytest.mark.parametrize("line", ["plan", "participant SFP"])
def test_an_answer_of_one_record_is_no_list(ogpmx: Ogpmx, line: str) -> None:
    record = ogpmx(f"{line} -f json").json
    assert isinstance(record, dict)
    assert yaml.safe_load(ogpmx(f"{line} -f yaml").out) == record


# The shape


KEYS = [
    "number", "ogp_id", "url", "title", "status", "active", "topics", "objective", "results",
    "participants", "mentions", "assessment", "source", "plan", "suspension", "start", "end",
    "milestones", "links",
]  # fmt: skip
PARTICIPANT = ["id", "name", "acronym", "sector", "role", "part_of", "note"]
MENTION = ["id", "name", "acronym", "sector", "note"]


@pytest.mark.parametrize("line", ["list", "filter --status active", "show 8 MX0080"])
def test_a_commitments_record_has_the_contracts_keys_in_order(ogpmx: Ogpmx, line: str) -> None:
    records = ogpmx(f"{line} -f json").json
    assert isinstance(records, list)
    for record in records:
        assert [*record][: len(KEYS)] == KEYS  # what is new stands behind them
        assert all(list(p) == PARTICIPANT for p in record["participants"])
        assert all(list(m) == MENTION for m in record["mentions"])
        assert list(record["assessment"]) == ["self", "irm"]
        assert list(record["assessment"]["self"]) == ["completion", "text"]
        assert list(record["assessment"]["irm"]) == [
            "completion", "opening", "early_results", "text"
        ]  # fmt: skip
        assert list(record["source"]) == ["table", "row"]


def test_commitment_8_as_the_contract_prints_it(ogpmx: Ogpmx) -> None:
    (record,) = ogpmx("show 8 -f json").json
    lnpp = record["participants"][-1]
    assert lnpp | {"name": "…", "note": None} == {
        "id": "lnpp", "name": "…", "acronym": "LNPP", "sector": "academia",
        "role": "participant", "part_of": "cide", "note": None,
    }  # fmt: skip
    (mention,) = record["mentions"]
    assert mention | {"name": "…", "note": "…"} == {
        "id": "manzanillo", "name": "…", "acronym": None, "sector": "municipal", "note": "…"
    }  # fmt: skip
    assert record["source"] == {"table": "active", "row": 6}


def test_a_summarys_row_has_the_contracts_keys_in_order(ogpmx: Ogpmx) -> None:
    keys = ["group", "key", "label", "count", "share", "numbers"]
    assert all(list(row) == keys for row in ogpmx("summary -f json").json)
    assert ogpmx("summary -f csv").lines[0].split(",") == keys


TEXTS = [name for name in Commitment.__dataclass_fields__ if holds_text(Commitment, name)]
WORDS = (*TEXTS, "text", "note", "reason", "label", "cross_label", "snippet")


def drop_words(node: Any) -> Any:
    """A record without its texts: what is the same in every language."""
    if isinstance(node, dict):
        return {k: k in WORDS or drop_words(v) for k, v in node.items()}
    return list(map(drop_words, node)) if isinstance(node, list) else node


@pytest.mark.parametrize(
    "line", ["list", "show 1 8 11", "summary", "summary --by status --cross role"]
)
def test_keys_and_codes_are_the_same_in_both_languages(ogpmx: Ogpmx, line: str) -> None:
    es, en = (ogpmx(f"{line} --lang {lang} -f json").json for lang in ("es", "en"))
    assert drop_words(es) == drop_words(en)
    assert es != en
    es, en = (ogpmx(f"{line} --lang {lang} -f csv").lines[0] for lang in ("es", "en"))
    assert es == en


# A pipe


@pytest.mark.parametrize("line", ["list", "list --columns number,objective,results", "summary"])
def test_a_pipes_table_is_a_line_a_row_without_escapes(
    ogpmx: Ogpmx, awkward: Path, line: str
) -> None:
    for data in ("", f" --data {awkward}"):
        run = ogpmx(line + data)
        rows = ogpmx(f"{line}{data} -f json").json
        assert len(run.out.split("\n")) == len(rows) + 2  # the heading; after the last line feed
        assert len(run.lines) == len(rows) + 1
        assert "\x1b" not in run.out


def test_a_pipes_table_is_aligned_and_whole(ogpmx: Ogpmx, awkward: Path) -> None:
    lines = ogpmx(f"list --data {awkward} --columns number,title,status").lines
    titles = [record["title"] for record in ogpmx(f"list --data {awkward} -f json").json]
    starts = set()
    for line, title in zip(lines[1:], titles, strict=True):
        assert keep_printable(title) in keep_printable(line)
        sign = max(line.rfind(sign) for sign in "✓◕◐✗")
        starts.add(cell_len(line[:sign]))
    assert len(starts) == 1


# A terminal

WIDTHS = [20, 40, 60, 80, 120, 200]


def draw_on_terminal(ogpmx: Ogpmx, line: str, columns: int) -> str:
    """What a terminal of so many columns shows, without colours and links."""
    run = ogpmx(line, terminal=columns)
    assert (run.status, run.err) == (0, "")
    return strip_escapes(run.out)


@pytest.mark.parametrize("columns", WIDTHS)
def test_no_title_is_lost_in_the_usual_table(ogpmx: Ogpmx, columns: int) -> None:
    titles = "".join(record["title"] for record in ogpmx("list -f json").json)
    shown = Counter(strip_spaces(draw_on_terminal(ogpmx, "list", columns)))
    assert not Counter(strip_spaces(titles)) - shown


@pytest.mark.parametrize("columns", [80, 120])
def test_at_80_columns_the_list_breaks_no_word(ogpmx: Ogpmx, columns: int) -> None:
    shown = Counter(draw_on_terminal(ogpmx, "list", columns).split())
    for record in ogpmx("list -f json").json:
        assert not Counter(record["title"].split()) - shown


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_card_on_a_terminal_holds_all_that_the_record_holds(ogpmx: Ogpmx, columns: int) -> None:
    for number in (1, 5, 8, 12):
        shown = strip_spaces(draw_on_terminal(ogpmx, f"show {number}", columns))
        (record,) = ogpmx(f"show {number} -f json").json
        texts = [record["title"], record["objective"], *record["results"], record["url"]]
        texts += [part["text"] for part in record["assessment"].values()]
        texts += [p["name"] for p in record["participants"]]
        texts += [p["note"] for p in record["participants"] + record["mentions"] if p["note"]]
        assert not [said for said in texts if strip_spaces(said) not in shown]


def test_awkward_titles_are_drawn_whole(ogpmx: Ogpmx, awkward: Path) -> None:
    line = f"list --data {awkward} --columns title"
    shown = strip_spaces(draw_on_terminal(ogpmx, line, 60))
    for record in ogpmx(f"{line} -f json").json:
        assert keep_printable(record["title"]) in keep_printable(shown)
