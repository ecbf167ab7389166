"""How many: commitments counted by what they have in common, and the source's figures recounted.

By hand: topics from the most, ties in the file's order; an organization once in a commitment; what
is not stated last; each claim with what the rows count and why.

Laws, for any plan: counts of a dimension with one value for each commitment add up to all; a count
is what the filter finds; the cells of a cross table add up to its rows.
"""

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpmx.commands.audit import audit
from ogpmx.counting import DIMENSIONS, count_by, count_by_two
from ogpmx.models import DataSet


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
    assert counts["academia"] == ()


def test_what_is_not_stated_is_counted_last(data: DataSet) -> None:
    counts = count_by(data, data.commitments, "irm_completion")
    assert [count.key for count in counts] == [*plans.COMPLETIONS, None]
    assert (counts[2].numbers, counts[-1].numbers) == ((2,), (1, 3))


def test_where_all_is_stated_not_stated_is_not_counted(data: DataSet) -> None:
    counts = count_by(data, data.commitments[1:2], "irm_completion")
    assert [count.key for count in counts] == plans.COMPLETIONS


def test_a_share_is_of_the_commitments_counted_in_and_of_none_there_is_none(data: DataSet) -> None:
    assert [count.share for count in count_by(data, data.commitments, "status")] == [0.3333] * 3
    assert [count.share for count in count_by(data, (), "status")] == [None] * 3


# Claims


def mention(id: str) -> plans.Tree:
    return {"organization": id}


def test_claims_are_counted_from_the_rows_and_it_is_said_how() -> None:
    p, federal = plans.participant, {"sector": "federal"}
    apart = {"status": "inactive", "suspension": {"since": "2020"}}
    claims = ["federal", "civil-society", "autonomous", "substantial", "limited", "inactive",
              "inactive-suspended", "mixed", "platforms"]  # fmt: skip
    data = plans.dataset(
        plan=plans.plan(
            claims=[{"claim": c, "stated": 3, "text": plans.text("x")} for c in claims]
        ),
        organizations=[
            plans.organization("sep", acronym="SEP", **federal),
            plans.organization("beca", name="Beca", part_of="sep", **federal),
            plans.organization("cni", acronym="CNI", part_of="sep", **federal),
            plans.organization("mar", name="Mar", **federal),
            plans.organization("sol", name="Sol", **federal),
            plans.organization("ong", sector="civil-society"),
            plans.organization("inai", sector="autonomous", part_of="sep"),
        ],
        commitments=[
            plans.commitment(
                9, participants=[p("ong"), p("sep")], mentions=[mention("mar"), mention("beca")]
            ),
            plans.commitment(
                4, participants=[p("beca"), p("cni")], mentions=[mention("sol")], **apart
            ),
            plans.commitment(2, status="inactive", mentions=[mention("mar"), mention("inai")]),
            plans.commitment(5, status="inactive"),
            plans.commitment(6, status="limited"),
        ],
    )
    found = {f.claim.claim: (f.counted, f.numbers, f.verdict, f.note) for f in audit(data)}
    assert found == {
        "federal": (
            3, (4, 9), "agrees",
            "Counted is each organization that a row names among its participants. "
            "Counted apart, though part of another organization: Beca, CNI. "
            "Named in a row, but not among its participants: "
            "Mar (in 9), Sol (in 4), Mar (in 2).",
        ),
        "civil-society": (
            1, (9,), "differs",
            "Counted is each organization that a row names among its participants.",
        ),
        "autonomous": (
            0, (), "differs",
            "Counted is each organization that a row names among its participants. "
            "Named in a row, but not among its participants: "
            "Organización inai (in 2).",
        ),
        "substantial": (
            1, (9,), "differs", "The self-assessment calls no row substantial: those it calls "
            "completed are counted.",
        ),
        "limited": (1, (6,), "differs", None),
        "inactive": (3, (4, 2, 5), "agrees", None),
        "inactive-suspended": (
            1, (4,), "differs",
            "The row does not say that the organizations suspended their part: 2, 5.",
        ),
        "mixed": (
            None, (), "not-countable",
            "No row sets the institutions' view apart from the organizations'.",
        ),
        "platforms": (
            None, (), "not-countable",
            "The rows give results without saying to which category of outcomes they belong.",
        ),
    }  # fmt: skip


def test_of_inactive_commitments_that_all_were_suspended_nothing_more_is_said() -> None:
    data = plans.dataset(
        plan=plans.plan(
            claims=[{"claim": "inactive-suspended", "stated": 1, "text": plans.text("x")}]
        ),
        commitments=[plans.commitment(1, status="inactive", suspension={"since": "2020"})],
    )
    (finding,) = audit(data)
    assert (finding.counted, finding.verdict, finding.note) == (1, "agrees", None)


# Laws

SINGLE = ["status", "irm_completion", "irm_opening", "irm_early_results"]


@given(plans.plans(), st.sampled_from(SINGLE))
def test_counts_of_what_each_commitment_has_once_add_up_to_all(data: DataSet, group: str) -> None:
    counts = count_by(data, data.commitments, group)
    counted = [number for count in counts for number in count.numbers]
    assert sorted(counted) == sorted(c.number for c in data.commitments)
    assert sum(count.size for count in counts) == len(data.commitments)


@given(plans.plans(), st.sampled_from([*DIMENSIONS]))
def test_a_count_is_what_the_filter_finds(data: DataSet, group: str) -> None:
    name = group.removeprefix("irm_")
    for count in count_by(data, data.commitments, group):
        found = plans.select(data, **{name: [count.key or "none-stated"]})
        if name == "participant":  # the filter finds parts too, the count does not
            assert set(count.numbers) <= set(found)
        else:
            assert list(count.numbers) == found


@given(plans.plans(), st.sampled_from([*DIMENSIONS]), st.sampled_from(SINGLE))
def test_the_cells_of_a_cross_table_add_up_to_its_rows(
    data: DataSet, group: str, cross: str
) -> None:
    cells = count_by_two(data, data.commitments, group, cross)
    for row in count_by(data, data.commitments, group):
        of_row = [cell for cell in cells if cell.key == row.key]
        assert sum(cell.size for cell in of_row) == row.size
        assert all(cell.total == row.size for cell in of_row)
