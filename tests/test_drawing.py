"""What is drawn for eyes where the answer is out of the ordinary.

- a part says what it is part of; a plan that states little is drawn with what it states
- a cross table and a matrix that the width does not hold are lists, and lose nothing
- no word of a table is torn while its columns could be made narrower between words; else it is,
  letters of two cells too
- rows can be sorted by every column, whatever it holds
- faults of a file are drawn, with the status of a failure
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plans
import pytest
from processes import Ogpmx, Run, strip_escapes
from registries import LANGUAGES


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., str]:
    """Write a plan and return its options."""

    def write(**parts: Any) -> str:
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(plans.document(**parts)), "utf-8")
        return f"--data {path} --lang en"

    return write


def drawn(run: Run) -> str:
    assert run.status == 0, run.err
    return run.out


def test_a_part_says_what_it_is_part_of(ogpmx: Ogpmx) -> None:
    assert "part of SESNSP" in drawn(ogpmx("participant CNI", terminal=80))


def test_a_plan_that_states_little_is_drawn_with_what_it_states(
    ogpmx: Ogpmx, put: Callable[..., str]
) -> None:
    text = drawn(ogpmx(f"plan {put()}", terminal=80))
    assert "A plan" in text
    assert "Un reporte" in text
    assert "Coordinating committee" not in text
    assert "Context" not in text
    more = plans.plan(
        source={"title": "Un reporte", "author": "Alguien", "date": "2022-11",
                "url": "https://example.org/r"},
        context=[plans.text("Hubo de todo.", "All sorts of things.")],
        claims=[{"claim": "commitments", "stated": 1, "text": plans.text("Uno.", "One.")}],
    )  # fmt: skip
    text = drawn(ogpmx(f"plan {put(plan=more)}", terminal=80))
    for said in ("November 2022", "example.org/r", "All sorts of things.", "One."):
        assert said in text


@pytest.mark.parametrize("line", ["summary --by sector --cross status", "participants --matrix"])
def test_what_the_width_does_not_hold_is_a_list(ogpmx: Ogpmx, line: str) -> None:
    wide, narrow = (drawn(ogpmx(line, terminal=columns)) for columns in (200, 20))
    assert wide != narrow


def list_words(run: Run) -> set[str]:
    """The words of letters that are drawn, but for notes below the table."""
    text = re.sub(r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)", "", run.out)
    table = re.split("Not shown|No se muestran|Se omiten|Zeros", text)[0]
    return {word for word in table.split() if word.isalpha()}


@pytest.mark.parametrize("line", ["list", "participants", "assessments", "audit", "compare"])
def test_no_word_is_torn_on_a_terminal_of_66_columns(ogpmx: Ogpmx, line: str) -> None:
    for lang in LANGUAGES:
        narrow, wide = (
            list_words(ogpmx(f"{line} --lang {lang}", terminal=width)) for width in (66, 500)
        )
        assert narrow
        assert narrow <= wide


def test_several_tables_stand_apart(ogpmx: Ogpmx) -> None:
    tables = "summary --by status --by sector --cross irm_completion"
    assert drawn(ogpmx(tables, terminal=160)).count("by IRM: completion") == 2


ROWS = ["list", "participants", "summary", "assessments", "audit", "search agua"]


@pytest.mark.parametrize("line", ROWS)
def test_rows_can_be_sorted_by_every_column(ogpmx: Ogpmx, line: str) -> None:
    known = ogpmx(f"{line} --columns xyzzy").err.split("Allowed: ")[1].strip()
    for name in known.split(", "):
        up, down = (ogpmx(f"{line} --sort={sign}{name} -f json") for sign in ("", "-"))
        assert (up.status, down.status) == (0, 0), up.err
        assert sorted(map(repr, up.json)) == sorted(map(repr, down.json))


@pytest.mark.parametrize("format", ["table", "json"])
def test_faults_of_a_file_are_an_answer_with_the_status_of_a_failure(
    ogpmx: Ogpmx, tmp_path: Path, format: str
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plans.document(version=1)), "utf-8")
    for terminal in (None, 80):
        run = ogpmx(f"validate {path} -f {format}", terminal=terminal)
        assert (run.status, run.err) == (1, "")
        assert "is a number; must be text" in run.out


def test_texts_are_broken_at_their_lines_between_words_and_only_then_within(
    ogpmx: Ogpmx, put: Callable[..., str]
) -> None:
    odd = plans.commitment(
        1,
        title="公開政府公開政府",
        objective="uno dos\n\ntres cuatro cinco\nsupercalifragilístico x",
    )
    options = f"{put(commitments=[odd])} --columns number,title,objective"
    expected = {
        40: [
            "No.  Commitment      Objective",
            "  1  公開政府公開政  uno dos",
            "     府",
            "                     tres cuatro cinco",
            "                     supercalifragilíst",
            "                     ico x",
        ],
        24: [
            "     Commitme",
            "No.  nt        Objective",
            "  1  公開政府  uno dos",
            "     公開政府",
            "               tres",
            "               cuatro",
            "               cinco",
            "               supercali",
            "               fragilíst",
            "               ico x",
        ],
    }
    for width, lines in expected.items():
        text = strip_escapes(drawn(ogpmx(f"list {options}", terminal=width)))
        assert text.splitlines() == lines
    written = drawn(ogpmx(f"show 1 {put(commitments=[odd])}", terminal=40))
    assert "\n  uno dos\n\n  tres cuatro cinco\n" in strip_escapes(written)
