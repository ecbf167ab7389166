"""`compare`: plans beside each other, a row each.

- the plan in use stands first, the others follow as they were named
- high completion and strong results: OGP's notions, of the commitments that the IRM rates
- what a plan does not say: no country, no dates, nothing rated
- `--by` counts a field of `summary` for each plan
- every format has every plan
- a file that is no plan is refused with its faults, and nothing is compared
"""

import json
from pathlib import Path
from typing import Any

import plans
import pytest
from pages import ROOT
from processes import Ogpmx
from registries import DIMENSIONS, FORMATS, NUMBERS

INVENTED = str(ROOT / "examples" / "invented-plan.yaml")
# Commitments with what the IRM says of each, and below how they are to be counted
RATED = [
    {"completion": "complete", "opening": "outstanding", "early_results": "significant"},
    {"completion": "substantial", "early_results": "significant"},
    {"completion": "limited", "opening": "major"},
    {"completion": "no-evidence", "opening": "no-results-yet"},
    {"completion": "not-started", "opening": "marginal", "early_results": "moderate"},
    {"completion": "withdrawn", "early_results": "none"},
    {"opening": "worsened"},
    {},
]
COUNTED = {"completion_rated": 6, "high_completion": 2, "results_rated": 7, "strong_results": 3}


@pytest.fixture
def rated(tmp_path: Path) -> str:
    """A plan of which the IRM says all kinds of things."""
    commitments = [
        plans.commitment(
            number,
            status="completed" if number < 3 else "in-progress",
            irm=plans.irm(**ratings),
            participants=[
                plans.participant("alfa"),
                plans.participant("alfa", "responsible"),
                *([plans.participant("beta")] if number == 1 else []),
            ],
        )
        for number, ratings in enumerate(RATED, 1)
    ]
    organizations = [
        plans.organization("alfa", sector="civil-society"),
        plans.organization("beta"),
        plans.organization("gama", sector="civil-society"),  # takes part in nothing
    ]
    path = tmp_path / "rated.json"
    path.write_text(
        json.dumps(
            plans.document(
                plan=plans.plan(id="rated"), commitments=commitments, organizations=organizations
            )
        )
    )
    return str(path)


def compare(ogpmx: Ogpmx, *words: str) -> Any:
    run = ogpmx(["compare", *words, "-f", "json"])
    assert (run.status, run.err) == (0, "")
    return run.json


def test_the_bundled_plan_in_figures(ogpmx: Ogpmx) -> None:
    assert compare(ogpmx) == [
        {
            "plan": "mx-4",
            "title": "Mexico's fourth action plan in the Open Government Partnership (4PA)",
            "country": "Mexico",
            "start": "2020-01",
            "end": "2022-08-31",
            "commitments": len(NUMBERS),
            "completed": 7,
            "completion_rated": 5,  # 1, 3, 5, 7, 11
            "high_completion": 1,  # 3
            "results_rated": 8,  # 2, 4, 5, 6, 7, 8, 10, 11
            "strong_results": 3,  # 2, 4, 10
            "organizations": 67,
            "civil_society": 32,
        }
    ]


def test_high_completion_and_strong_results_are_of_what_is_rated(ogpmx: Ogpmx, rated: str) -> None:
    (row,) = compare(ogpmx, "--data", rated)
    assert {name: row[name] for name in COUNTED} == COUNTED
    assert (row["commitments"], row["completed"]) == (8, 2)
    assert (row["organizations"], row["civil_society"]) == (2, 1)
    line = ogpmx(["compare", "--data", rated]).lines[1]
    assert "2 of 6" in line
    assert "3 of 7" in line


def test_the_plan_in_use_stands_first_and_the_others_as_they_are_named(
    ogpmx: Ogpmx, rated: str
) -> None:
    def order(*words: str) -> list[str]:
        return [row["plan"] for row in compare(ogpmx, *words)]

    assert order(INVENTED, rated) == ["mx-4", "costa-inventada-1", "rated"]
    assert order(rated, INVENTED) == ["mx-4", "rated", "costa-inventada-1"]
    assert order(rated, "--data", INVENTED) == ["costa-inventada-1", "rated"]
    assert order(rated, INVENTED, "--sort", "-completed") == ["mx-4", "rated", "costa-inventada-1"]
    assert order(rated, INVENTED, "--sort", "country", "--limit", "1") == ["costa-inventada-1"]


def test_what_a_plan_does_not_say_is_not_made_up(ogpmx: Ogpmx, tmp_path: Path) -> None:
    path = tmp_path / "least.json"
    path.write_text('{"plan": {"id": "least"}}')
    (row,) = compare(ogpmx, "--data", str(path))
    unsaid = ("title", "country", "start", "end")
    assert row == {"plan": "least"} | dict.fromkeys(unsaid) | {
        name: 0 for name in row if name not in ("plan", *unsaid)
    }
    told = ogpmx(["compare", "--data", str(path)]).lines[1].split()
    assert told == ["least", "—", "—", "—", "0", "—", "—", "—", "0", "—"]


@pytest.mark.parametrize("group", DIMENSIONS)
def test_by_a_field_counts_it_for_each_plan_as_summary_does(ogpmx: Ogpmx, group: str) -> None:
    counts = [
        {"plan": plan} | row
        for plan, data in (("mx-4", []), ("costa-inventada-1", ["--data", INVENTED]))
        for row in ogpmx(["summary", "--by", group, "-f", "json", *data]).json
    ]
    assert compare(ogpmx, INVENTED, "--by", group) == counts


def test_by_a_field_there_are_bars_below_the_title_of_each_plan(ogpmx: Ogpmx) -> None:
    lines = ogpmx(["compare", INVENTED, "--by", "estatus", "--lang", "es"], terminal=80).out
    first, second = lines.split("Primer plan de acción de Costa Inventada (ficticio)")
    assert "Cuarto Plan de Acción" in first
    assert "█" in first
    assert "█" in second


def test_by_an_unknown_field_is_misuse(ogpmx: Ogpmx) -> None:
    run = ogpmx("compare --by statsu")
    assert (run.status, run.out) == (2, "")
    assert "Did you mean status?" in run.err


@pytest.mark.parametrize("options", ["", " --by status"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_every_plan_in_order(ogpmx: Ogpmx, format: str, options: str) -> None:
    run = ogpmx(f"compare {INVENTED} -f {format}{options}")
    assert (run.status, run.err) == (0, "")
    names = [
        ["mx-4", "Mexico's fourth action plan", "Mexico&#x27;s fourth action plan"],
        ["costa-inventada-1", "First action plan of Costa Inventada"],
    ]
    first, second = (max(run.out.find(name) for name in of_plan) for of_plan in names)
    assert 0 <= first < second


def test_a_file_that_is_no_plan_is_refused_with_its_faults(ogpmx: Ogpmx, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("plan: {id: a, end: '2031-02-31'}\nstatus: completed\n")
    for words in ([INVENTED, str(bad)], ["--by", "status", str(bad)]):
        run = ogpmx(["compare", *words])
        assert (run.status, run.out) == (1, "")
        assert f"{bad}:1:15: plan.end:" in run.err
        assert f"{bad}:2:1: status:" in run.err
    run = ogpmx(["compare", str(tmp_path / "missing.yaml")])
    assert (run.status, run.out) == (1, "")
    assert "missing.yaml" in run.err


def test_plans_of_one_id_are_said_to_be_so(ogpmx: Ogpmx) -> None:
    run = ogpmx(["compare", INVENTED, INVENTED, "-f", "json"])
    assert [row["plan"] for row in run.json] == ["mx-4", "costa-inventada-1", "costa-inventada-1"]
    said = "Several plans are called costa-inventada-1; they stand in the order of their files.\n"
    assert (run.status, run.err) == (0, said)
    assert ogpmx(["compare", INVENTED, INVENTED, "--by", "status"]).err == said


def test_counts_of_the_same_plan_twice_stand_apart(ogpmx: Ogpmx) -> None:
    once, twice = (
        ogpmx(["compare", *[INVENTED] * n, "--by", "status"], terminal=100).lines for n in (1, 2)
    )
    own = ogpmx(["compare", "--by", "status"], terminal=100).lines
    assert len(twice) - len(once) == len(once) - len(own)
