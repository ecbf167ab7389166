"""The questions that one brings to the plan, through the command line, and what the report answers.

- participant: every spelling leads to one profile; a whole answers for its parts and says so;
  mentions stand apart; partners; the committee
- participants: who was most active, by sector, role and commitment; the matrix
- assessments: where the two evaluators differ, agree, cannot be compared
- audit: each claim as stated, as counted by hand from the report's rows, and the rows that count;
  what is counted follows the rows
- search: accents, case, several words, phrases, the mark, both languages, filters, nothing found
- plan: period, committee, figures, source, citation
- summary: by and cross, with totals and shares

Expected facts are written down from the report. How names and options are typed, and what is said
of wrong ones, is in `test_cli.py`.
"""

import re
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from processes import Ogpmx
from registries import NUMBERS


def ask(ogpmx: Ogpmx, line: str) -> Any:
    run = ogpmx(f"{line} --format json")
    assert run.status == 0, run.err
    return run.json


# participant


@pytest.mark.parametrize(
    "name",
    [
        "GESOC",
        "gesoc",
        "GESOC, Agencia para el Desarrollo",
        "GESOC, la Agencia para el Desarrollo",
        "Gestión Social y Cooperación",
        "gestion cooperacion social",
    ],
)
def test_any_spelling_leads_to_the_profile(ogpmx: Ogpmx, name: str) -> None:
    found = ask(ogpmx, f"participant '{name}'")
    assert found["id"] == "gesoc"
    assert [(c["number"], c["role"], c["status"]) for c in found["commitments"]] == [
        (1, "co-responsible", "inactive"),
        (5, "accompanying", "inactive"),
        (13, "participant", "completed"),
    ]


@pytest.mark.parametrize(
    ("whole", "part", "numbers"),
    [("SESNSP", "cni", [6, 12]), ("SEP", "cnbbbj", [1, 1, 3]), ("CIDE", "lnpp", [8])],
)
def test_the_whole_answers_for_its_parts_and_says_so(
    ogpmx: Ogpmx, whole: str, part: str, numbers: list[int]
) -> None:
    found = ask(ogpmx, f"participant {whole}")
    assert [p["id"] for p in found["parts"]] == [part]
    assert [c["number"] for c in found["commitments"]] == numbers
    assert part in {c["organization"] for c in found["commitments"]}
    assert f"(through {part.upper()})" in ogpmx(f"participant {whole}").out


@pytest.mark.parametrize(
    ("name", "took", "mentioned"),
    [("INMUJERES", [5, 8], [4]), ("SFP", [1, 7, 9, 11, 12, 13], [5]), ("Manzanillo", [], [8])],
)
def test_mentions_stand_apart_from_participations(
    ogpmx: Ogpmx, name: str, took: list[int], mentioned: list[int]
) -> None:
    found = ask(ogpmx, f"participant {name}")
    assert [c["number"] for c in found["commitments"]] == took
    assert [m["number"] for m in found["mentioned_in"]] == mentioned


def test_the_profile_names_those_it_worked_most_with(ogpmx: Ogpmx) -> None:
    found = ask(ogpmx, "participant GIRE")
    shared = {p["id"]: p["commitments"] for p in found["partners"]}
    assert found["partners"][0]["id"] == "ilsb"
    assert shared["ilsb"] == [4, 8]
    assert shared["lnpp"] == [8]
    assert "gire" not in shared


@pytest.mark.parametrize(
    ("name", "part"),
    [("SFP", "Technical Secretariat"), ("NOSC", "civil-society"), ("INAI", "autonomous")],
)
def test_the_profile_tells_the_part_in_the_committee(ogpmx: Ogpmx, name: str, part: str) -> None:
    assert part in ask(ogpmx, f"participant {name}")["committee"]
    assert ask(ogpmx, "participant GIRE")["committee"] is None


# participants


def test_the_most_active_come_first(ogpmx: Ogpmx) -> None:
    rows = ask(ogpmx, "participants")
    assert len(rows) == 67  # 32 federal, 32 of civil society, INAI, LNPP, the private sector
    assert {rows[0]["id"], rows[1]["id"]} == {"sfp", "inai"}
    assert [len(row["commitments"]) for row in rows[:5]] == [6, 6, 4, 3, 3]
    assert list(rows[0]) == [
        "id",
        "name",
        "acronym",
        "sector",
        "part_of",
        "aliases",
        "commitments",
        "roles",
        "mentioned_in",
    ]


def test_each_role_of_a_participant_has_its_commitments(ogpmx: Ogpmx) -> None:
    rows = {row["id"]: row for row in ask(ogpmx, "participants")}
    assert rows["equis"]["roles"] == {"accompanying": [12], "participant": [6]}
    assert rows["sedena"]["roles"] == {"supporting": [6], "participant": [12]}


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ("--role supporting", {"semar", "sedena", "ceav", "guardia-nacional"}),
        ("--sector academia", {"lnpp"}),
        ("--sector private-sector", {"sector-privado"}),
        ("--sector municipal", set()),
        ("--commitment 13", {"gesoc", "inai", "sfp"}),
        ("--commitment MX0077 --sector autonomous", {"inai"}),
        ("--commitment 13 --commitment 7 --sector federal", {"sfp"}),
        ("--topic youth --sector civil-society", {"ilsb", "gire", "balance"}),
        ("--participant GIRE --sector academia", {"lnpp"}),
    ],
)
def test_participants_can_be_filtered(ogpmx: Ogpmx, options: str, ids: set[str]) -> None:
    assert {row["id"] for row in ask(ogpmx, f"participants {options}")} == ids


@pytest.mark.parametrize("terminal", [100, 160])
def test_the_matrix_tells_roles_by_letter_and_fits(ogpmx: Ogpmx, terminal: int) -> None:
    lines = ogpmx("participants --matrix", terminal=terminal, env={"TERM": "dumb"}).out.splitlines()
    assert max(map(len, lines)) <= terminal
    (fundar,) = [line.split() for line in lines if line.startswith("Fundar")]
    assert fundar[-14:] == [*"C····P··P·P··", "4"]
    (inmujeres,) = [line.split() for line in lines if line.startswith("INMUJERES")]
    assert inmujeres[1:] == [*"···mP··P·····", "2"]
    assert lines[-1].startswith("R responsible")


def test_the_matrix_in_a_pipe_is_a_line_a_row(ogpmx: Ogpmx) -> None:
    lines = ogpmx("participants --matrix --sector federal").out.splitlines()
    assert sum(line.rstrip()[-1:].isdigit() for line in lines) == 32


def test_the_matrix_can_be_sorted(ogpmx: Ogpmx) -> None:
    lines = ogpmx("participants --matrix --sort name --sector academia").out.splitlines()
    assert lines[1].startswith("LNPP")


# assessments


def test_the_assessments_tell_where_the_evaluators_differ(ogpmx: Ogpmx) -> None:
    rows = ask(ogpmx, "assessments")
    verdicts = {row["number"]: row["divergent"] for row in rows}
    assert verdicts == {
        **dict.fromkeys(NUMBERS),
        **dict.fromkeys((1, 3, 5), True),
        **dict.fromkeys((7, 11), False),
    }
    only = ask(ogpmx, "assessments --divergent")
    assert [row["number"] for row in only] == [1, 3, 5]
    assert list(rows[0]) == [
        "number",
        "title",
        "status",
        "irm_completion",
        "irm_opening",
        "irm_early_results",
        "divergent",
    ]


def test_what_cannot_be_compared_is_said(ogpmx: Ogpmx) -> None:
    assert ogpmx("assessments").out.count("not comparable") == 8


# audit

CLAIMS = {  # stated, counted by hand, the rows that count (None: not looked at here)
    "commitments": (13, 13, list(range(1, 14))),
    "civil-society": (33, 32, None),
    "federal": (39, 32, None),
    "autonomous": (1, 1, [3, 7, 9, 11, 12, 13]),
    "municipal": (1, 0, []),
    "substantial": (6, None, []),  # the report equates it with no status of the rows
    "limited": (3, 3, [6, 7, 11]),
    "mixed": (1, None, []),
    "inactive": (3, 3, [1, 5, 9]),
    "inactive-suspended": (3, 2, [1, 9]),
    "diagnostics": (9, None, []),
    "participation-mechanisms": (8, None, []),
    "policy-proposals": (3, None, []),
    "methodologies": (2, None, []),
    "information-quality": (3, None, []),
    "microsites": (1, None, []),
    "platforms": (1, None, []),
}


def test_the_reports_claims_are_held_against_its_rows(ogpmx: Ogpmx) -> None:
    rows = {row["claim"]: row for row in ask(ogpmx, "audit")}
    assert list(rows) == list(CLAIMS)
    for claim, (stated, counted, numbers) in CLAIMS.items():
        row = rows[claim]
        assert (claim, row["stated"], row["counted"]) == (claim, stated, counted)
        verdict = "agrees" if stated == counted else "differs"
        assert row["verdict"] == ("not-countable" if counted is None else verdict)
        assert numbers is None or row["numbers"] == numbers
        assert counted == stated or claim == "civil-society" or row["note"]


def test_what_is_counted_follows_the_rows(ogpmx: Ogpmx, tmp_path: Path) -> None:
    document = plans.document()
    text = {"es": "x", "en": "x"}
    claims: list[tuple[str, int, dict[str, object]]] = [
        ("all", 1, {"commitments": {}}),
        ("civil-society", 9, {"organizations": {"sector": ["civil-society"]}}),
        ("limited", 0, {"commitments": {"status": ["limited"]}}),
    ]
    document["plan"]["claims"] = [
        {"claim": c, "stated": n, "text": text, "count": count} for c, n, count in claims
    ]
    document["commitments"][0]["status"] = "limited"
    file = tmp_path / "plan.yaml"
    file.write_text(yaml.safe_dump(document), "utf-8")
    rows = {row["claim"]: row for row in ask(ogpmx, f"audit --data {file}")}
    assert rows["all"]["counted"] == len(document["commitments"])
    assert rows["civil-society"]["verdict"] == "differs"
    assert rows["limited"]["numbers"] == [document["commitments"][0]["number"]]


# search


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("escazú", "es", {10}),
        ("ESCAZU", "en", {10}),
        ("forest", "en", {2, 10}),
        ("NOM-046", "es", {4}),
        ('"gobierno abierto" metodología', "es", {10, 13}),
        ("fideicomisos ejecutivo", "es", {9}),
        ("Manzanillo", "en", {8}),
        ("2015 discriminación", "es", {5}),
    ],
)
def test_a_search_finds_where_it_is_said(
    ogpmx: Ogpmx, text: str, lang: str, numbers: set[int]
) -> None:
    run = ogpmx(["search", text, "--lang", lang, "--format", "json"])
    assert {hit["number"] for hit in run.json} == numbers
    assert list(run.json[0]) == ["number", "title", "field", "snippet"]


def test_the_hit_is_marked_on_a_terminal_and_not_in_the_data(ogpmx: Ogpmx) -> None:
    (hit,) = [h for h in ask(ogpmx, "search escazu --lang es") if "clave" in h["snippet"]][:1]
    assert "(el Acuerdo de Escazú)" in hit["snippet"]
    drawn = ogpmx("search escazu --lang es", terminal=80).out
    assert re.search(r"\x1b\[[\d;]+mEscazú\x1b", drawn)


def test_the_words_of_a_quoted_phrase_are_found_only_together(ogpmx: Ogpmx) -> None:
    assert ogpmx(["search", '"abierto gobierno"']).out == ""
    assert ogpmx(["search", "abierto gobierno"]).out != ""


def test_a_search_can_be_filtered_and_find_nothing(ogpmx: Ogpmx) -> None:
    run = ogpmx("search escazu --status inactive")
    assert (run.status, run.out) == (0, "")
    assert run.err


# plan


def test_the_plan_tells_period_committee_claims_source_and_context(ogpmx: Ogpmx) -> None:
    found = ask(ogpmx, "plan")
    assert (found["start"], found["end"], found["commitments"]) == (
        "2020-01",
        "2022-08-31",
        len(NUMBERS),
    )
    assert [m["id"] for m in found["committee"]["members"]] == ["sfp", "nosc", "inai"]
    assert [c["category"] for c in found["claims"][-7:]] == list("abccdee")
    assert found["source"]["title"].startswith("Reporte de Autoevaluación del Cuarto Plan")
    assert found["license"] == "CC-BY-4.0"
    shown = ogpmx("plan").out
    for fact in ("2011", "eight countries", "31 August 2022", "COVID-19", "1 June 2023"):
        assert fact in shown
    assert "31 de agosto de 2022" in ogpmx("plan --lang es").out


def test_the_plan_and_its_page_say_first_which_version_of_which_source_one_reads(
    ogpmx: Ogpmx,
) -> None:
    told = ask(ogpmx, "plan")
    for lang, words in (("en", "Data: version "), ("es", "Datos: versión ")):
        shown = ogpmx(f"plan --lang {lang}").out
        page = ogpmx(f"export -f html --lang {lang}").out.split("<main")[0]
        assert f"\n{words}{told['version']}\n" in shown.split("\n\n")[0] + "\n"
        assert f">{words}{told['version']}<" in page
        assert f">{told['source']['title']}<" in page
        assert told["source"]["title"] in shown


def test_a_plan_without_a_version_says_nothing_of_one(ogpmx: Ogpmx) -> None:
    least = '{"plan": {"id": "least"}}'
    assert ogpmx("plan --data -", stdin=least).out == "least\n0 commitments\n"
    assert "Data: version" not in ogpmx("export -f html --data -", stdin=least).out


# summary


def test_how_many_health_commitments_were_completed_and_by_whom(ogpmx: Ogpmx) -> None:
    rows = ask(ogpmx, "summary --topic health --by status")
    assert {row["key"]: row["count"] for row in rows} == {
        "completed": 1,
        "limited": 0,
        "inactive": 0,
    }
    rows = ask(ogpmx, "summary --topic health --by sector --cross status")
    counts = {(row["key"], row["cross_key"]): row["numbers"] for row in rows}
    assert counts["federal", "completed"] == [4]
    assert counts["civil-society", "completed"] == [4]
    assert counts["academia", "completed"] == []


def test_a_cross_has_totals_and_shares(ogpmx: Ogpmx) -> None:
    lines = ogpmx("summary --by sector --cross status").out.splitlines()
    (autonomous,) = [line.split() for line in lines if line.startswith("autonomous")]
    assert autonomous == ["autonomous", "3", "50%", "2", "33%", "1", "17%", "6"]


def test_an_organization_whose_sector_is_not_said_has_a_profile(ogpmx: Ogpmx) -> None:
    plan = """
    plan: {id: xx-1}
    organizations: [{id: club, name: A club}]
    commitments: [{number: 1, title: A, participants: [{organization: club}]}]
    """
    for form in ("table", "plain", "markdown", "html"):
        run = ogpmx(f"participant club --data - -f {form}", stdin=plan)
        assert (run.status, run.err) == (0, "")
        assert "1 commitment" in run.out


@pytest.mark.parametrize("key", ["count", "share", "numbers", "cross_key", "key"])
def test_a_sorted_cross_table_has_each_figure_under_its_own_heading(ogpmx: Ogpmx, key: str) -> None:
    for sign in ("", "-"):
        run = ogpmx(f"summary --by topic --cross status --sort={sign}{key}")
        heading = run.lines[1]
        (row,) = (line for line in run.lines if line.startswith("access to information "))
        found = {}
        for words in ("completed", "limited progress", "inactive"):
            end = heading.index(words) + len(words)
            found[words] = row[end - 6 : end].split()[0]
        assert found == {"completed": "4", "limited progress": "1", "inactive": "1"}


def test_a_cross_table_that_a_limit_cuts_is_a_list_of_pairs(ogpmx: Ogpmx) -> None:
    run = ogpmx("summary --by topic --cross status --limit 4")
    assert len(run.lines) == 1 + 1 + 4  # the title, the headings
    assert "total" not in run.out


def test_counts_of_plans_are_sorted_by_every_column(ogpmx: Ogpmx) -> None:
    for column in ("numbers", "share", "count"):
        run = ogpmx(f"compare --by status --sort=-{column}")
        assert (run.status, run.err) == (0, "")


def test_of_several_files_the_unreadable_ones_do_not_hide_the_faults_of_the_others(
    ogpmx: Ogpmx, tmp_path: Path
) -> None:
    bad, empty = tmp_path / "bad.yaml", tmp_path / "empty.yaml"
    bad.write_text("plan: {id: X}\ncommitments: []\norganizations: []\n")
    empty.write_text("")
    nowhere = tmp_path / "nowhere.yaml"
    run = ogpmx(["validate", str(nowhere), str(empty), str(bad), "-f", "json"])
    assert (run.status, run.err) == (1, "")
    assert [(fault["file"], fault["line"], fault["where"]) for fault in run.json] == [
        (str(nowhere), None, ""), (str(empty), None, ""), (str(bad), 1, "plan.id"),
    ]  # fmt: skip
    assert run.json[0]["message"] == "there is no such file or folder"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\xff", "line 1 is not UTF-8; save it as UTF-8"), (None, "is a folder")],
)
def test_what_cannot_be_read_is_a_fault_without_a_place(
    ogpmx: Ogpmx, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "a b"
    file.mkdir() if content is None else file.write_bytes(content)
    run = ogpmx(["validate", str(file)])
    assert (run.status, run.out, run.err) == (1, f"{file}: {said}\n", "")
    run = ogpmx(["validate", str(file), "-f", "json"])
    assert (run.status, run.err) == (1, "")
    assert run.json == [
        {"file": str(file), "line": None, "column": None, "where": "", "message": said}
    ]


def test_a_plan_without_commitments_is_said_to_have_none(ogpmx: Ogpmx) -> None:
    plan = "plan: {id: xx-1}\ncommitments: []\norganizations: []\n"
    run = ogpmx("show 1 --data -", stdin=plan)
    assert (run.status, run.err) == (1, "ogpmx: The plan holds no commitments.\n")
    run = ogpmx("list --data -", stdin=plan)
    assert (run.status, run.err) == (0, "The plan holds no commitments.\n")
