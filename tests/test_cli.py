"""The command line, as typed.

- the way in: no arguments, --help and -h, --version, a wrong command or option
- `list`: thirteen rows in the plan's order
- `filter`: each criterion; or within an option, and between options; nothing without a criterion
- names: acronym, id, alias, part of a name, case, accents and word order; whole beats part; a name
  that fits several is answered with all of them; the whole finds its parts
- `show`: by number and OGP id, several, in the order asked
- `summary`: every group, --by, --by with --cross
- rows: --sort, --reverse, --limit, --columns
- language: option, environment, locale; data: option, environment
- an empty answer is an answer
- what is not there is answered with what was meant or what is allowed, on standard error
- what a reader may not be left to guess: columns left out, no rows, endings of names

What only a process has is in `test_conduct.py`, what only a terminal has in `test_terminals.py`.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import plans
import pytest
from pages import ROOT
from processes import Ogpmx, Run
from registries import COMMANDS, FILTER_OPTIONS
from registries import NUMBERS as ALL


def assert_failed(run: Run, status: int, *said: str) -> None:
    """Nothing on stdout, the status, and each of these on stderr, without a traceback."""
    assert run.status == status, run.err
    assert run.out_bytes == b""
    assert "Traceback" not in run.err
    for words in said:
        assert words in run.err


# The way in


def test_without_a_command_the_help_is_printed(ogpmx: Ogpmx) -> None:
    run = ogpmx("")
    assert run.status == 0
    assert run.err == ""
    assert run.out == ogpmx("--help").out
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", run.out, re.MULTILINE)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_h_is_help_for_every_command(ogpmx: Ogpmx, command: str) -> None:
    run = ogpmx(f"{command} -h")
    assert (run.status, run.err) == (0, "")
    assert run.out == ogpmx(f"{command} --help").out
    assert run.out.startswith(f"Usage: ogpmx {command}".rstrip())


def test_the_version_is_printed_after_the_programs_name(ogpmx: Ogpmx) -> None:
    run = ogpmx("--version")
    assert (run.status, run.err) == (0, "")
    assert re.fullmatch(r"ogpmx \d+\.\d+\.\d+\n", run.out)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lits", "list"),
        ("sumary", "summary"),
        ("list --statu limited", "--status"),
        ("list --fromat json", "--format"),
        ("list --status", "--status"),
        ("list 8", "8"),
        ("show", "N"),
        ("--lang", "--lang"),
        ("list --limit -1", "-1"),
        ("list --limit abc", "abc"),
        ("list --limit 1_0", "1_0"),
        ("list --limit 2.5", "2.5"),
        ("list --reverse=yes", "--reverse"),
    ],
)
def test_a_wrong_command_line_is_misuse(ogpmx: Ogpmx, line: str, said: str) -> None:
    assert_failed(ogpmx(line), 2, said)


# list


def test_a_list_has_one_row_each_in_the_plans_order(ogpmx: Ogpmx) -> None:
    run = ogpmx("list")
    assert (run.status, run.err) == (0, "")
    head, *rows = run.lines
    assert "Status" in head
    assert [int(row.split()[0]) for row in rows] == ALL
    assert "Strengthen Public Care Services" in rows[7]
    assert "completed" in rows[7]
    assert "marginal" in rows[7]


def test_what_is_not_stated_is_a_dash_in_a_table(ogpmx: Ogpmx) -> None:
    row = ogpmx("list").lines[9]
    assert row.split()[0] == "9"
    assert row.count("—") == 3


def test_no_row_rests_on_colour_alone(ogpmx: Ogpmx) -> None:
    signs = {row.split()[0]: row for row in ogpmx("list").lines[1:]}
    assert "✓ completed" in signs["8"]
    assert "◐ limited" in signs["7"]
    assert "✗ inactive" in signs["9"]


# filter


FILTERED = [
    ("--status completed", [2, 3, 4, 8, 10, 12, 13]),
    ("--status limited", [6, 7, 11]),
    ("--status inactive", [1, 5, 9]),
    ("--status active", [2, 3, 4, 6, 7, 8, 10, 11, 12, 13]),
    ("--status limited --status inactive", [1, 5, 6, 7, 9, 11]),
    ("--status active --status inactive", ALL),
    ("--completion limited", [1, 5, 7, 11]),
    ("--completion substantial", [3]),
    ("--completion none-stated", [2, 4, 6, 8, 9, 10, 12, 13]),
    ("--completion substantial --completion limited", [1, 3, 5, 7, 11]),
    ("--opening marginal", [7, 8, 11]),
    ("--opening major --opening outstanding", [2, 10]),
    ("--opening none-stated", [1, 3, 4, 5, 6, 9, 12, 13]),
    ("--early-results none", [5, 6]),
    ("--early-results reported", [10, 11]),
    ("--early-results none-stated", [1, 2, 3, 7, 8, 9, 12, 13]),
    ("--opening none-stated --completion none-stated --early-results none-stated", [9, 12, 13]),
    ("--role responsible", [5, 6, 10]),
    ("--role co-responsible", [1, 5, 10]),
    ("--role accompanying", [1, 3, 5, 12]),
    ("--role supporting", [6]),
    ("--role supporting --role accompanying", [1, 3, 5, 6, 12]),
    ("--sector academia", [8]),
    ("--sector private-sector", [11]),
    ("--sector autonomous", [3, 7, 9, 11, 12, 13]),
    ("--sector academia --sector private-sector", [8, 11]),
    ("--participant GIRE", [4, 8]),
    ("--participant GIRE --participant ILSB", [4, 8]),
    ("--participant GIRE --participant Balance", [4]),
    ("--participant INMUJERES", [5, 8]),
    ("--participant INMUJERES --role participant", [5, 8]),
    ("--participant 'Miel que vino del Cielo' --role accompanying", [1, 3, 5]),
    ("--participant SFP", [1, 7, 9, 11, 12, 13]),  # and not 5, which mentions it
    ("--participant SE", [11]),  # a whole acronym, and a part of others
    ("--participant SESNSP", [6, 12]),  # the whole of CNI
    ("--participant CNI", [6]),
    ("--participant SEP", [1, 3]),  # the whole of CNBBBJ
    ("--participant CNBBBJ", [1]),
    ("--participant CIDE", [8]),  # the whole of LNPP
    ("--participant SFP --status inactive", [1, 9]),
    ("--participant GESOC --role co-responsible", [1]),
    ("--participant GESOC --role accompanying --role co-responsible", [1, 5]),
    ("--participant SEDENA --role supporting", [6]),
    ("--search SIGED", [3]),
    ("--search 'becas juarez'", [1]),
    ("--search fideicomisos", [9]),
    ("--search trusts", [9]),
    ("--search ITRN --search SIGED", [3, 10]),
    ("--topic gender --status completed", [4, 8]),
    ("--suspended yes", [1, 9]),
    ("--suspended no --status inactive", [5]),
    ("--status completado,inactivo --opening significativo", [2]),
]


def test_the_criteria_tried_here_hold_every_filter() -> None:
    tried = {word for criteria, _ in FILTERED for word in criteria.split() if word[:2] == "--"}
    assert tried == set(FILTER_OPTIONS)


@pytest.mark.parametrize(("criteria", "numbers"), FILTERED)
def test_a_filter_finds_the_commitments_that_match_here_and_in_list(
    ogpmx: Ogpmx, criteria: str, numbers: list[int]
) -> None:
    run = ogpmx(f"filter {criteria} --format json")
    assert (run.status, run.err) == (0, "")
    assert run.numbers == numbers
    assert ogpmx(f"list {criteria} --format json").numbers == numbers


def test_filter_without_a_criterion_is_misuse(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("filter"), 2, *FILTER_OPTIONS)
    assert_failed(ogpmx("filter --sort number --format json"), 2, "--status")


def test_a_search_for_nothing_is_misuse(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("filter --search ''"), 2)
    assert_failed(ogpmx("filter --search '…!'"), 2)
    assert_failed(ogpmx("search ..."), 2)


# Names


@pytest.mark.parametrize(
    "name",
    [
        "GIRE", "gire", "Gire", "Grupo de Información en Reproducción Elegida",
        "grupo de informacion en reproduccion elegida", "elegida reproducción", "REPRODUCCION",
        "  GIRE  ", "Grupo  de\tInformación en Reproducción Elegida",
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_its_case_accents_and_order(ogpmx: Ogpmx, name: str) -> None:
    assert ogpmx(["filter", "--participant", name, "-f", "json"]).numbers == [4, 8]


@pytest.mark.parametrize(
    ("name", "fitting", "apart"),
    [
        ("salud", ["Secretaría de Salud", "CENSIA", "CNEGSR"], ["SEP"]),
        ("centro", ["CENSIA", "CNI", "CIDE", "CEE", "CEEY", "Fundar"], ["GIRE"]),
        ("secretaría", ["SFP", "SHCP", "SEDENA"], ["GIRE"]),
    ],
)
def test_a_part_that_fits_several_lists_them_and_picks_none(
    ogpmx: Ogpmx, name: str, fitting: list[str], apart: list[str]
) -> None:
    for command in ("filter --participant", "participant"):
        run = ogpmx(f"{command} {name}")
        assert_failed(run, 1, name, *fitting)
        assert not [other for other in apart if re.search(rf"\b{other}\b", run.err)]


@pytest.mark.parametrize(
    "name",
    [
        "INMUJERES, Instituto Nacional de las Mujeres",  # as a card has it
        "Instituto Nacional de las Mujeres (INMUJERES)",
        "INMUJERES – Instituto Nacional de las Mujeres",  # as a list of several has it
    ],
)
def test_an_acronym_and_a_name_may_stand_together(ogpmx: Ogpmx, name: str) -> None:
    assert ogpmx(["participant", name]) == ogpmx("participant INMUJERES")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("GIER", "GIRE"), ("transparensia mexicana", "Transparencia Mexicana"), ("Funder", "Fundar")],
)
def test_an_unknown_name_is_answered_with_what_was_meant(
    ogpmx: Ogpmx, name: str, meant: str
) -> None:
    for command in (["filter", "--participant"], ["participant"]):
        assert_failed(ogpmx([*command, name]), 1, name, meant)


def test_a_name_like_no_other_is_answered_with_the_command_that_lists_all(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("filter --participant xyzzyx"), 1, "xyzzyx", "participants")
    assert_failed(ogpmx(["filter", "--participant", " "]), 1)


# show


def test_show_by_number_and_by_ogp_id_in_the_order_asked(ogpmx: Ogpmx) -> None:
    run = ogpmx("show 8 MX0075 mx0076 --format json")
    assert (run.status, run.err) == (0, "")
    assert run.numbers == [8, 1, 2]


@pytest.mark.parametrize(
    ("typed", "numbers"), [("1 1 MX0075 #1", [1]), ("2-3 3-1", [2, 3, 1]), ("3 all", [3, 1])]
)
def test_a_commitment_that_is_named_twice_is_shown_once(
    ogpmx: Ogpmx, typed: str, numbers: list[int]
) -> None:
    for command in ("show", "assessments"):
        run = ogpmx(f"{command} {typed} -f json")
        assert run.numbers[: len(numbers)] == numbers
        assert len(set(run.numbers)) == len(run.numbers)


def test_a_card_holds_everything_that_is_known(ogpmx: Ogpmx) -> None:
    run = ogpmx("show 8")
    assert (run.status, run.err) == (0, "")
    for said in (
        "Strengthen Public Care Services", "Fortalecer los servicios públicos de cuidados",
        "completed", "MX0082", "commitments/MX0082/", "Objective", "right to care", "Participants",
        "Incide Social", "GIRE", "CIDE", "Results", "Manzanillo, Colima", "Self-assessment",
        "marginal", "not stated", "row 6",
    ):  # fmt: skip
        assert said in run.out, said


def test_a_card_groups_participants_by_role(ogpmx: Ogpmx) -> None:
    out = ogpmx("show 5").out
    places = [out.index(said) for said in ("STPS", "IMCO", "CEEY")]
    roles = [out.index(role) for role in ("responsible (2)", "co-responsible (1)", "accompanying")]
    assert sorted(places + roles) == [x for pair in zip(roles, places, strict=True) for x in pair]


@pytest.mark.parametrize("reference", ["0", "99", "MX0099", "1_0", "-1", "eight", "8.0", "٨"])
def test_a_commitment_that_is_not_there_is_named(ogpmx: Ogpmx, reference: str) -> None:
    assert_failed(ogpmx(["show", "--", reference]), 1, reference)


def test_a_wrong_commitment_is_answered_with_what_was_meant_or_the_last_number(
    ogpmx: Ogpmx,
) -> None:
    assert_failed(ogpmx("show MX082"), 1, "MX0082")
    assert_failed(ogpmx("show 99"), 1, str(ALL[-1]))


def test_one_wrong_number_among_right_ones_shows_nothing(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("show 1 99"), 1, "99")


# summary


def key_rows(run: Run) -> dict[str | None, dict[str, Any]]:
    return {row["key"]: row for row in run.json}


def test_a_summary_counts_every_group_in_its_order(ogpmx: Ogpmx) -> None:
    run = ogpmx("summary --format json")
    groups = list(dict.fromkeys(row["group"] for row in run.json))
    assert groups[:8] == [  # what is new stands behind them
        "status", "irm_completion", "irm_opening", "irm_early_results", "topic", "sector", "role",
        "participant",
    ]  # fmt: skip


def test_a_summary_by_status_has_count_share_and_numbers(ogpmx: Ogpmx) -> None:
    run = ogpmx("summary --by status --format json")
    assert (run.status, run.err) == (0, "")
    assert run.json == [
        {"group": "status", "key": "completed", "label": "completed", "count": 7, "share": 0.5385,
         "numbers": [2, 3, 4, 8, 10, 12, 13]},
        {"group": "status", "key": "limited", "label": "limited progress", "count": 3,
         "share": 0.2308, "numbers": [6, 7, 11]},
        {"group": "status", "key": "inactive", "label": "inactive", "count": 3, "share": 0.2308,
         "numbers": [1, 5, 9]},
    ]  # fmt: skip


def test_summary_counts_what_is_not_stated_on_its_own_line(ogpmx: Ogpmx) -> None:
    rows = key_rows(ogpmx("summary --by irm_completion -f json"))
    assert {key: row["count"] for key, row in rows.items()} == {
        "withdrawn": 0, "no-evidence": 0, "not-started": 0, "limited": 4, "substantial": 1,
        "complete": 0, None: 8,
    }  # fmt: skip
    assert rows[None]["label"] == "not stated"


def test_summary_of_participants_begins_with_the_most_active(ogpmx: Ogpmx) -> None:
    first = ogpmx("summary --by participant -f json").json[0]
    assert (first["key"], first["numbers"]) == ("sfp", [1, 7, 9, 11, 12, 13])


def test_a_summary_of_filtered_commitments_counts_only_those(ogpmx: Ogpmx) -> None:
    rows = key_rows(ogpmx("summary --by status --participant SFP -f json"))
    assert {key: row["numbers"] for key, row in rows.items()} == {
        "completed": [12, 13], "limited": [7, 11], "inactive": [1, 9]
    }  # fmt: skip
    assert rows["limited"]["share"] == 0.3333


def test_a_crossed_summary_has_a_row_for_each_pair(ogpmx: Ogpmx) -> None:
    rows = ogpmx("summary --by status --cross irm_completion -f json").json
    found = {(row["key"], row["cross_key"]): row["numbers"] for row in rows}
    assert found["inactive", "limited"] == [1, 5]
    assert found["inactive", None] == [9]
    assert found["completed", "substantial"] == [3]
    assert found["completed", "limited"] == []
    assert len(rows) == 3 * 7


def test_a_cross_without_its_first_field_is_misuse(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("summary --cross status"), 2, "--by")


def test_a_summary_has_bars_on_a_terminal_as_long_as_the_counts(ogpmx: Ogpmx) -> None:
    run = ogpmx("summary --by status", terminal=80)
    longest = [line.count("█") for line in run.lines if "█" in line]
    assert longest[0] > longest[1] == longest[2] > 0


# Rows


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ("--sort number", ALL),
        ("--sort -number", ALL[::-1]),
        ("--sort=-number", ALL[::-1]),
        ("--reverse", ALL[::-1]),
        ("--sort -number --reverse", ALL),
        ("--sort status", [2, 3, 4, 8, 10, 12, 13, 6, 7, 11, 1, 5, 9]),
        ("--sort status,-number", [13, 12, 10, 8, 4, 3, 2, 11, 7, 6, 9, 5, 1]),
        ("--sort status --sort -number", [13, 12, 10, 8, 4, 3, 2, 11, 7, 6, 9, 5, 1]),
        ("--sort -status,number", [1, 5, 9, 6, 7, 11, 2, 3, 4, 8, 10, 12, 13]),
        ("--limit 3", [1, 2, 3]),
        ("--limit 0", []),
        ("--limit 99", ALL),
        ("--reverse --limit 2", ALL[:-3:-1]),
        ("--sort irm_opening,number --limit 5", [7, 8, 11, 2, 10]),
        ("--sort title --limit 2", [4, 1]),
    ],
)
def test_options_choose_the_order_and_number_of_rows(
    ogpmx: Ogpmx, options: str, numbers: list[int]
) -> None:
    run = ogpmx(f"list {options} --format json")
    assert run.status == 0
    assert run.numbers == numbers


def test_what_is_not_stated_is_sorted_last_either_way(ogpmx: Ogpmx) -> None:
    for sort in ("irm_opening", "-irm_opening"):
        rows = ogpmx(f"list --sort {sort} --columns number,irm_opening -f json").json
        stated = [row["irm_opening"] is not None for row in rows]
        assert stated == sorted(stated, reverse=True)
        assert {*stated} == {True, False}


def test_a_column_asked_for_twice_is_there_once(ogpmx: Ogpmx) -> None:
    assert ogpmx("list --columns number,number --limit 1 -f csv").lines == ["number", "1"]


def test_a_plus_adds_a_column_to_the_usual_ones(ogpmx: Ogpmx) -> None:
    usual = ogpmx("list").lines
    more = ogpmx("list --columns +url").lines
    assert len(more) == len(usual)
    for line, longer in zip(usual[1:], more[1:], strict=True):
        assert longer.startswith(line)
        assert "https://www.opengovpartnership.org/" in longer


def test_a_minus_leaves_a_column_out_of_the_usual_ones(ogpmx: Ogpmx) -> None:
    usual = ogpmx("list -f csv").lines[0].split(",")
    fewer = ogpmx("list -f csv --columns=-status,-objective").lines[0].split(",")
    assert fewer == [name for name in usual if name not in ("status", "objective")]
    assert "Status" not in ogpmx("list --columns=-status").lines[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--columns=-statsu", "there is no “statsu”. Did you mean status?"),
        ("--columns=title,-status", "there is no “-status”. Did you mean status?"),
        ("--columns=+url,-status", "there is no “-status”. Did you mean status?"),
        ("--columns=-number,-title -f csv --columns=-title", "--columns is given twice"),
        ("--status=-completed", "there is no “-completed”. Did you mean completed?"),
    ],
)
def test_a_minus_is_never_ignored(ogpmx: Ogpmx, options: str, said: str) -> None:
    assert_failed(ogpmx(f"list {options}"), 2, said)


@pytest.mark.parametrize("sign", ["-", "!", "~", "¬", "≠", "<>", "!="])
def test_nobody_gets_what_a_sign_before_it_asks_to_leave_out(ogpmx: Ogpmx, sign: str) -> None:
    for line in (f"list --status='{sign}inactive'", f"list --topic='{sign}salud'"):
        assert_failed(ogpmx(line), 2, f"there is no “{sign}")
    assert_failed(ogpmx(f"list --participant='{sign}INAI'"), 1, "Did you mean INAI")
    assert_failed(
        ogpmx(f"show -- '{sign}cuidados'"), 1, f"There is no commitment “{sign}cuidados”."
    )
    for line in (f"search -- '{sign}cuidados'", f"list --search='mujeres {sign}cuidados'"):
        assert_failed(ogpmx(line), 2, f"A search leaves no words out: “{sign}cuidados”.")


def test_a_table_without_any_column_is_misuse(ogpmx: Ogpmx) -> None:
    columns = ogpmx("audit -f csv").lines[0]
    assert_failed(ogpmx(f"audit -f csv --columns=-{columns}"), 2, "--columns", "no column is left")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        *((f"list {option} ''", option) for option in ("--status", "--columns", "--sort",
            "--role", "--topic", "--participant", "--search", "--limit", "--format", "--data")),
        ("summary --by status --by ''", "--by"),
        ("export -o ''", "--output"),
        ("export --output=", "--output"),
        ("convert sheet.csv --plan ''", "--plan"),
        ("--show-completion ''", "--show-completion"),
        ("validate plan.yaml ''", "FILE"),
        ("compare ''", "FILE"),
        ("show ''", "N"),
        ("participant ''", "NAME"),
    ],
)  # fmt: skip
def test_an_empty_value_as_of_an_unset_variable_is_misuse(
    ogpmx: Ogpmx, line: str, name: str, lang: str
) -> None:
    run = ogpmx(line, env={"OGPMX_LANG": lang})
    name = {"es": {"FILE": "ARCHIVO", "NAME": "NOMBRE"}}.get(lang, {}).get(name, name)
    empty = {"en": f"{name} is empty.", "es": f"{name} está vacío."}[lang]
    assert_failed(run, 2, empty)


def test_a_value_is_missing_where_a_comma_ends_a_list(ogpmx: Ogpmx) -> None:
    for option in ("--status=completed,", "--columns=,title", "--sort=number,,title"):
        name = option.partition("=")[0]
        assert_failed(ogpmx(f"list {option}"), 2, f"{name}: a value is missing", "Allowed: ")


def test_excel_begins_with_a_byte_order_mark(ogpmx: Ogpmx) -> None:
    plain, marked = ogpmx("list -f csv"), ogpmx("list -f csv --excel")
    assert marked.out_bytes == b"\xef\xbb\xbf" + plain.out_bytes
    assert_failed(ogpmx("list -f json --excel"), 2, "--excel", "csv")


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("filter --status complted", 2, ["complted", "completed", "limited", "inactive", "active"]),
        ("filter --role boss", 2, ["boss", "responsible", "supporting"]),
        ("filter --sector federl", 2, ["federl", "federal"]),
        ("filter --completion full", 2, ["full", "substantial", "none-stated"]),
        ("filter --opening hugely", 2, ["hugely", "outstanding", "none-stated"]),
        ("filter --early-results some", 2, ["some", "significant", "none-stated"]),
        ("filter --topic genre", 2, ["genre", "gender"]),
        ("list --format jsn", 2, ["jsn", "json", "markdown"]),
        ("list --sort nubmer", 2, ["nubmer", "number"]),
        ("list --columns tittle", 2, ["tittle", "title"]),
        ("list --lang fr", 2, ["fr", "es", "en"]),
        ("--lang fr list", 2, ["fr", "es", "en"]),
        ("summary --by statu", 2, ["statu", "status"]),
        ("summary --by status --cross stat", 2, ["stat", "status"]),
    ],
)
def test_what_is_not_there_is_answered_with_what_is_allowed(
    ogpmx: Ogpmx, line: str, status: int, said: list[str]
) -> None:
    assert_failed(ogpmx(line), status, *said)


# An empty answer


EMPTY = {
    "json": "[]\n", "jsonl": "", "yaml": "[]\n", "table": "", "plain": "",
    "csv": "number,title\n", "tsv": "number\ttitle\n",
    "markdown": "| No. | Commitment |\n| ---: | --- |\n",
    "html": '<table>\n<thead>\n<tr>\n<th style="text-align:right">No.</th>\n<th>Commitment</th>\n'
    "</tr>\n</thead>\n</table>\n",
}  # fmt: skip


@pytest.mark.parametrize("format", EMPTY)
def test_an_empty_answer_is_an_empty_document_and_a_word(ogpmx: Ogpmx, format: str) -> None:
    criteria = "--participant GIRE --status inactive"
    run = ogpmx(f"filter {criteria} --columns number,title -f {format}")
    assert run.status == 0
    assert run.out == EMPTY[format]
    assert run.err.strip()


def test_an_empty_answer_on_a_terminal_is_a_word_on_standard_error(ogpmx: Ogpmx) -> None:
    run = ogpmx("filter --participant GIRE --status inactive", terminal=80)
    assert (run.status, run.out) == (0, "")
    assert run.err.strip()


def test_a_summary_of_nothing_counts_zero_and_has_no_shares(ogpmx: Ogpmx) -> None:
    run = ogpmx("summary --by status --participant GIRE --status inactive -f json")
    assert run.status == 0
    assert [row["count"] for row in run.json] == [0, 0, 0]
    assert [row["share"] for row in run.json] == [None, None, None]
    for width in (None, 80):
        assert ogpmx("summary --participant GIRE --status inactive", terminal=width).status == 0


# Language

TITLE = {
    "es": "Fortalecer los servicios públicos de cuidados",
    "en": "Strengthen Public Care Services",
}


def find_language(run: Run) -> str:
    assert (run.status, run.err) == (0, "")
    (title,) = (record["title"] for record in run.json)
    return {title: lang for lang, title in TITLE.items()}[title]


@pytest.mark.parametrize("line", ["--lang es show 8", "show 8 --lang es", "show --lang=es 8"])
def test_the_language_may_stand_before_and_after_the_command(ogpmx: Ogpmx, line: str) -> None:
    assert find_language(ogpmx(f"{line} -f json")) == "es"


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es"}, "es"),
        ({"LANG": "es.UTF-8"}, "es"),
        ({"LANG": "es@euro"}, "es"),
        ({"LANG": "est_EE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LC_MESSAGES": "es_MX.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"LC_ALL": "C", "LC_MESSAGES": "es_MX.UTF-8", "LANG": "es_MX.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "es_MX.UTF-8"}, "es"),
        ({"OGPMX_LANG": "es"}, "es"),
        ({"OGPMX_LANG": "en", "LANG": "es_MX.UTF-8"}, "en"),
        ({"OGPMX_LANG": "", "LANG": "es_MX.UTF-8"}, "es"),
    ],
)
def test_the_environment_chooses_the_language(
    ogpmx: Ogpmx, env: Mapping[str, str], lang: str
) -> None:
    assert find_language(ogpmx("show 8 -f json", env=env)) == lang


def test_the_language_option_beats_the_environment(ogpmx: Ogpmx) -> None:
    env = {"OGPMX_LANG": "es", "LANG": "es_MX.UTF-8"}
    assert find_language(ogpmx("show 8 -f json --lang en", env=env)) == "en"
    assert find_language(ogpmx("show 8 -f json --lang en", env={"OGPMX_LANG": "fr"})) == "en"


def test_a_wrong_language_in_the_environment_is_named(ogpmx: Ogpmx) -> None:
    assert_failed(ogpmx("list", env={"OGPMX_LANG": "fr"}), 2, "OGPMX_LANG", "fr", "es", "en")


def test_labels_help_and_messages_are_in_spanish_when_asked(ogpmx: Ogpmx) -> None:
    run = ogpmx("list --lang es")
    assert "Compromiso" in run.lines[0]
    assert "✓ completado" in run.lines[2]
    assert "◐ con avances limitados" in run.lines[6]
    assert "✗ inactivo" in run.lines[1]
    card = ogpmx("show 10 --lang es").out
    for said in ("Objetivo", "responsable", "corresponsable", "excepcional", "reportados"):
        assert said in card
    assert "Uso: ogpmx" in ogpmx("list --help --lang es").out
    assert ogpmx("--lang es --help").out != ogpmx("--help").out
    assert ogpmx("show 99 --lang es").err != ogpmx("show 99").err


def test_one_run_leaves_no_language_to_the_next(ogpmx: Ogpmx) -> None:
    before = ogpmx("list").out
    ogpmx("list --lang es")
    assert ogpmx("list").out == before


# Data


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file with one commitment, number 7, of another plan."""
    path = tmp_path / "small.json"
    path.write_text(json.dumps(plans.document(commitments=[plans.commitment(7)])), "utf-8")
    return path


def test_the_data_option_may_stand_before_and_after_the_command(ogpmx: Ogpmx, small: Path) -> None:
    for line in (f"--data {small} list", f"list --data {small}", f"list --data={small}"):
        assert ogpmx(f"{line} -f json").numbers == [7]


def test_data_come_from_the_environment_and_the_option_beats_it(ogpmx: Ogpmx, small: Path) -> None:
    assert ogpmx("list -f json", env={"OGPMX_DATA": str(small)}).numbers == [7]
    env = {"OGPMX_DATA": "/there/is/nothing"}
    assert ogpmx(f"list -f json --data {small}", env=env).numbers == [7]
    assert ogpmx("list -f json", env={"OGPMX_DATA": ""}).numbers == ALL
    assert_failed(ogpmx("list", env=env), 1, "/there/is/nothing")


def test_a_tilde_that_no_shell_replaced_is_the_home_folder(
    ogpmx: Ogpmx, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(small.parent))
    there = f"~/{small.name}"
    answer = ogpmx(f"list --data {small}")
    assert ogpmx(["list", f"--data={there}"]) == answer
    assert ogpmx("list", env={"OGPMX_DATA": there}) == answer
    assert ogpmx(["export", "--output=~/out.json"]).status == 0
    assert (small.parent / "out.json").exists()


def test_bad_data_are_refused_with_file_line_and_field(ogpmx: Ogpmx, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    bad = plans.document(commitments=[plans.commitment(1, status="complted")])
    path.write_text(json.dumps(bad, indent=1), "utf-8")
    run = ogpmx(f"list --data {path}")
    line = path.read_text("utf-8")[: path.read_text("utf-8").index('"complted"')].count("\n") + 1
    assert_failed(run, 1, f"bad.json:{line}:", "commitments[0].status", "completed")


def test_a_plan_without_ogp_ids_gets_no_address_and_no_source(ogpmx: Ogpmx, small: Path) -> None:
    (record,) = ogpmx(f"list --data {small} -f json").json
    assert (record["ogp_id"], record["url"], record["source"]) == (None, None, None)
    for width in (None, 80):
        for line in ("list", "show 7", "summary"):
            run = ogpmx(f"{line} --data {small}", terminal=width)
            assert run.status == 0
            assert "None" not in run.out


# What a reader may not be left to guess


def test_what_a_narrow_terminal_leaves_out_is_said(ogpmx: Ogpmx) -> None:
    narrow = ogpmx("list", terminal=80).lines
    assert "Not shown for want of width: OGP, IRM: early results." in narrow[-1]
    assert "IRM: early results" not in ogpmx("list --columns number,status", terminal=80).out
    assert "Not shown" not in ogpmx("list", terminal=160).out + ogpmx("list").out


def test_who_is_in_no_row_is_not_said_to_have_stayed_away(ogpmx: Ogpmx) -> None:
    run = ogpmx("participant manzanillo")
    assert "No row names it among the participants." in run.out
    assert "none" not in run.out


def test_a_commitment_without_participants_or_results_says_so(ogpmx: Ogpmx) -> None:
    run = ogpmx(f"show 3 --data {ROOT / 'examples' / 'invented-plan.yaml'}")
    lines = run.lines
    for heading in ("Participants", "Results"):
        assert lines[lines.index(heading) + 1].strip() == "not stated"


def test_a_limit_beyond_measure_is_told_the_most_there_may_be(ogpmx: Ogpmx) -> None:
    for typed in ("99999999999999999999", "-1", "3,5", "x"):
        said = f"“{typed}” is not a whole number from 0 to 999999999."
        assert_failed(ogpmx(f"list --limit={typed}"), 2, said)


def test_help_says_that_a_limit_of_a_cross_table_counts_pairs(ogpmx: Ogpmx) -> None:
    said = " ".join(ogpmx("summary --help").out.split())
    assert "a row is a pair of values, also for --limit" in said


def test_a_limit_of_no_rows_says_nothing_of_missing_matches(ogpmx: Ogpmx) -> None:
    run = ogpmx("list --limit 0 -f json")
    assert (run.json, run.err) == ([], "")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("p.json", b"{"), ("P.JSON", b"{"), ("p.csv", b"number,"), ("p.yml", b"version:"),
     ("p.db", b"SQLite format 3"), ("p", b"version:")],
)  # fmt: skip
def test_a_files_ending_says_its_format_where_no_option_does(
    ogpmx: Ogpmx, tmp_path: Path, name: str, begins: bytes
) -> None:
    assert ogpmx(["export", "-o", str(tmp_path / name)]).status == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_several_that_may_be_meant_are_named_as_in_a_sentence(ogpmx: Ogpmx) -> None:
    assert "Did you mean MX0079, MX0078 or MX0087?" in ogpmx("show MX0789").err
    assert "¿Quiso decir MX0079, MX0078 o MX0087?" in ogpmx("show MX0789 --lang es").err
