"""How many: commitments counted by what they have in common, and the source's figures recounted.

By hand: topics from the most, ties in the file's order; an organization once in a commitment; what
is not stated last; claims by the filters that they name.

What commitments are counted by may be the data's own words, such as topics, or a year: then help,
filters and claims take what the file in use holds.

Laws, for any plan: counts of a dimension with one value for each commitment add up to all; a count
is what the filter finds; the cells of a cross table add up to its rows.
"""

import json
from pathlib import Path

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import install, run_installed

from ogpmx import loader
from ogpmx.claims import audit
from ogpmx.counting import DIMENSIONS, count_by, count_by_two
from ogpmx.matching import natural_order
from ogpmx.models import DataSet
from ogpmx.rows import Localized


@pytest.fixture
def data() -> DataSet:
    return plans.three_commitments()


def test_topics_are_counted_from_the_most_and_ties_keep_the_files_order() -> None:
    data = plans.dataset(
        topics=[plans.topic(id) for id in ("zinc", "agua", "mar", "ozono")],
        commitments=[
            plans.commitment(1, topics=["agua", "mar", "zinc"]),
            plans.commitment(2, topics=["mar"]),
        ],
    )
    counts = count_by(data, data.commitments, "topic")
    assert [(count.key, count.numbers, count.total) for count in counts] == [
        ("mar", (1, 2), 2), ("zinc", (1,), 2), ("agua", (1,), 2)
    ]  # fmt: skip


def test_a_commitment_counts_once_in_a_sector_however_many_of_it_took_part(data: DataSet) -> None:
    counts = {c.key: c.numbers for c in count_by(data, data.commitments, "sector")}
    assert counts["federal"] == (1, 2)
    assert [*counts] == ["federal", "civil-society"]  # a kind that the plan uses, no scale


def test_what_is_not_stated_is_counted_last(data: DataSet) -> None:
    counts = count_by(data, data.commitments, "irm_completion")
    assert [count.key for count in counts] == [*plans.COMPLETIONS, None]
    assert (counts[3].numbers, counts[-1].numbers) == ((2,), (1, 3))


def test_where_all_is_stated_not_stated_is_not_counted(data: DataSet) -> None:
    counts = count_by(data, data.commitments[1:2], "irm_completion")
    assert [count.key for count in counts] == plans.COMPLETIONS


def test_a_share_is_of_the_commitments_counted_in_and_of_none_there_is_none(data: DataSet) -> None:
    assert [count.share for count in count_by(data, data.commitments, "status")] == [0.3333] * 3
    assert [count.share for count in count_by(data, (), "status")] == [None] * 3


# Claims


def test_claims_are_counted_as_they_say_themselves_by_the_filters() -> None:
    p = plans.participant
    counts: dict[str, plans.Tree | None] = {
        "all": {"commitments": {}},
        "active": {"commitments": {"status": ["active"]}},
        "both": {"commitments": {"status": ["limited", "inactive"], "participant": ["SEP"]}},
        "agencies": {"organizations": {"sector": ["federal"]}},
        "leaders": {"organizations": {"role": ["responsible"], "status": ["completed"]}},
        "opinions": None,
    }
    claims = [{"claim": id, "stated": 2, "count": count} for id, count in counts.items()]
    data = plans.dataset(
        plan=plans.plan(claims=claims),
        organizations=plans.ORGANIZATIONS,
        commitments=[
            plans.commitment("2.10", participants=[p("se", "responsible"), p("agua-clara")]),
            plans.commitment("2.9", status="limited", participants=[p("beca-uno"), p("se")]),
            plans.commitment(
                1,
                status="inactive",
                participants=[p("agua-limpia", "responsible")],
                mentions=[{"organization": "sep"}],
            ),
        ],
    )
    found = {f.claim.claim: (f.counted, f.numbers, f.verdict) for f in audit(Localized(data, "en"))}
    assert found == {
        "all": (3, ("2.10", "2.9", 1), "differs"),
        "active": (2, ("2.10", "2.9"), "agrees"),
        "both": (1, ("2.9",), "differs"),
        "agencies": (2, ("2.9", "2.10"), "agrees"),
        "leaders": (1, ("2.10",), "differs"),
        "opinions": (None, (), "not-countable"),
    }


# Laws

SINGLE = ["status", "irm_completion", "irm_opening", "irm_early_results"]


@given(plans.plans())
def test_counts_of_what_each_commitment_has_once_add_up_to_all(data: DataSet) -> None:
    for group in SINGLE:
        counts = count_by(data, data.commitments, group)
        counted = [number for count in counts for number in count.numbers]
        numbers = [c.number for c in data.commitments]
        assert sorted(counted, key=natural_order) == sorted(numbers, key=natural_order)


@pytest.mark.parametrize("group", DIMENSIONS)
@given(plans.plans())
def test_a_count_is_what_the_filter_finds(group: str, data: DataSet) -> None:
    name = group.removeprefix("irm_")
    for count in count_by(data, data.commitments, group):
        found = plans.select(data, **{name: [count.key or "none-stated"]})
        if name == "participant":  # the filter finds parts too, the count does not
            assert set(count.numbers) <= set(found)
        else:
            assert list(count.numbers) == found


@pytest.mark.parametrize("group", DIMENSIONS)
@given(plans.plans(), st.sampled_from(SINGLE))
def test_the_cells_of_a_cross_table_add_up_to_its_rows(
    group: str, data: DataSet, cross: str
) -> None:
    cells = count_by_two(data, data.commitments, group, cross)
    for row in count_by(data, data.commitments, group):
        of_row = [cell for cell in cells if cell.key == row.key]
        assert sum(cell.size for cell in of_row) == row.size
        assert all(cell.total == row.size for cell in of_row)


YEARS = """
DIMENSIONS["year"] = Dimension(
    "Years",
    lambda _d, c: [c.end and c.end[:4]],
    lambda d: sorted({c.end[:4] for c in d.commitments if c.end}),
    name=lambda _d, year: year,
)
"""
FILTER = """
FILTERS["year"] = _by_dimension("year", "The year in which it ends.")._replace(metavar="YEAR")
"""


@pytest.mark.slow
def test_what_is_counted_by_words_of_the_data_is_a_filter_in_help_and_in_claims_too(
    tmp_path: Path,
) -> None:
    install(tmp_path, loader.load())
    for name, added in (("counting", YEARS), ("filters", FILTER)):
        with (tmp_path / "ogpmx" / f"{name}.py").open("a", encoding="utf-8") as file:
            file.write(added)
    claims = [{"claim": "late", "stated": 1, "count": {"commitments": {"year": ["2032"]}}}]
    commitments = [{"number": 1, "title": "a", "end": "2031"}, {"number": 2, "title": "b"}]
    commitments.append({"number": 3, "title": "c", "end": "2032-05"})
    plan = plans.document(plan=plans.plan(claims=claims), commitments=commitments)
    (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")

    def ask(*line: str) -> str:
        env = {"OGPMX_DATA": str(tmp_path / "plan.json"), "LANG": "C.UTF-8"}
        done = run_installed(tmp_path, "-m", "ogpmx", *line, **env)
        return done.out + done.err

    assert "The year in which it ends: 2031, 2032, none-stated." in " ".join(
        ask("list", "--help").split()
    )
    assert ask("list", "--year", "2032,none-stated", "-f", "csv", "--columns", "number") == (
        "number\n2\n3\n"
    )
    assert ask("list", "--year", "2033").startswith("ogpmx: --year: there is no “2033”.")
    assert '"verdict": "agrees"' in ask("audit", "-f", "json")
    assert ask("summary", "--by", "year", "-f", "csv", "--columns", "label,count") == (
        "label,count\n2031,1\n2032,1\nnot stated,1\n"
    )
    plan["plan"]["claims"][0]["count"] = {"commitments": {"year": ["1999"]}}
    (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
    assert "--year: there is no “1999”." in ask("validate", str(tmp_path / "plan.json"))
