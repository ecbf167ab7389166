"""Which commitments, and in which order: filters, sorting, limits, on small plans.

By hand: a whole finds what its parts did; a role with a participant is that one's; what the source
does not state can be asked for; a code that there is not is refused with what is allowed.

Laws, for any plan:
- a filter's answer is a part of the commitments, in their order
- filters may be asked in any order, and together find what each finds alone
- a repeated value is *or*, a repeated participant *and*; `active` is stated, and not stopped
- sorting loses and makes up nothing; what is equal keeps its order; reversing twice changes nothing
"""

import json
from pathlib import Path
from typing import Any

import plans
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from processes import Ogpmx

from ogpmx.commitments import COMMITMENTS
from ogpmx.errors import Misuse, NotFound
from ogpmx.filters import FILTERS, Criteria, select_commitments
from ogpmx.models import Commitment, DataSet
from ogpmx.rows import Answer, Localized, arrange


@pytest.fixture
def data() -> DataSet:
    return plans.three_commitments()


# By hand


def test_a_whole_finds_what_parts_of_its_parts_did(data: DataSet) -> None:
    assert plans.select(data, participant=["SEP"]) == [2]
    assert plans.select(data, participant=["becas juarez"]) == [2]


def test_a_role_with_a_participant_is_the_role_of_that_one(data: DataSet) -> None:
    assert plans.select(data, participant=["SE"], role=["responsible"]) == [1]
    assert plans.select(data, participant=["SE"], role=["supporting"]) == []
    assert plans.select(data, participant=["SEP"], role=["supporting"]) == [2]
    assert plans.select(data, role=["supporting"]) == [2]


def test_what_the_source_does_not_state_is_found_by_none_stated(data: DataSet) -> None:
    assert plans.select(data, completion=["none-stated"]) == [1, 3]
    assert plans.select(data, early_results=["none"]) == [2]
    assert plans.select(data, opening=["none-stated", "major"]) == [1, 2, 3]


def test_a_sector_chooses_who_took_part_and_not_where_they_are_mentioned(
    ogpmx: Ogpmx, tmp_path: Path
) -> None:
    told = [plans.organization("alfa"), plans.organization("beta", sector="academia")]
    commitments = [
        plans.commitment(1, participants=[plans.participant("alfa", "responsible")]),
        plans.commitment(
            2, participants=[plans.participant("beta")], mentions=[{"organization": "alfa"}]
        ),
    ]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plans.document(organizations=told, commitments=commitments)))
    for asked in ("--sector federal", "--role responsible"):
        (row,) = ogpmx(f"participants --data {path} {asked} -f json").json
        assert (row["id"], row["commitments"], row["mentioned_in"]) == ("alfa", [1], [2])


def test_who_has_no_sector_is_found_and_counted_by_none_stated(
    ogpmx: Ogpmx, tmp_path: Path
) -> None:
    told = [plans.organization("alfa"), plans.organization("beta", sector=None)]
    took = [plans.participant("alfa"), plans.participant("beta")]
    claim = {"claim": "untold", "stated": 1, "text": "Una.",
             "count": {"organizations": {"sector": ["none-stated"]}}}  # fmt: skip
    path = tmp_path / "plan.json"
    commitments = [plans.commitment(1, participants=took), plans.commitment(2)]
    plan = plans.document(
        plan=plans.plan(claims=[claim]), organizations=told, commitments=commitments
    )
    path.write_text(json.dumps(plan), "utf-8")
    for sector, ids in (("none-stated", ["beta"]), ("none-stated,federal", ["alfa", "beta"])):
        rows = ogpmx(f"participants --data {path} --sector {sector} -f json").json
        assert [row["id"] for row in rows] == ids
    (finding,) = ogpmx(f"audit --data {path} -f json").json
    assert (finding["counted"], finding["verdict"]) == (1, "agrees")
    assert [
        c["number"] for c in ogpmx(f"filter --data {path} --sector none-stated -f json").json
    ] == [1]


@pytest.mark.parametrize(
    ("criterion", "values", "said"),
    [
        ("participant", ["agua clara", "agua"], "“agua” fits several organizations; "),
        ("participant", ["!"], "No organization answers to “!”. “ogpmx participants” lists all."),
        ("search", ["agua", "!"], "Nothing to search for."),
        ("status", ["done"], "--status: there is no “done”.\nAllowed: completed, subst"),
        ("topic", ["fuego"], "--topic: there is no “fuego”.\nAllowed: agua, aire, none-stated"),
        ("early_results", ["non"],
         "--early-results: there is no “non”. Did you mean none?\nAllowed: none, reported, "),
    ],
)  # fmt: skip
def test_a_value_that_a_filter_lacks_is_refused_with_what_is_allowed(
    data: DataSet, criterion: str, values: list[str], said: str
) -> None:
    with pytest.raises((NotFound, Misuse)) as raised:
        plans.select(data, **{criterion: values})
    assert str(raised.value).startswith(said)


# Laws of filters

FREE = {"participant": plans.ORGANIZATION_IDS, "search": plans.WORDS}  # filters without codes
ALL_TOPICS = plans.dataset(
    topics=[plans.topic(id) for id in plans.TOPIC_IDS],
    commitments=[plans.commitment(1, topics=plans.TOPIC_IDS)],
)
VALUES = {
    name: [*criterion.codes(ALL_TOPICS)] if criterion.codes else FREE[name]
    for name, criterion in FILTERS.items()
}


def some_values(name: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=3)


any_criteria = st.fixed_dictionaries({}, optional={name: some_values(name) for name in VALUES})


@given(plans.plans(), any_criteria)
def test_a_filters_answer_is_a_part_of_the_commitments_in_their_order(
    data: DataSet, criteria: Criteria
) -> None:
    found = select_commitments(data, criteria)
    places = [data.commitments.index(c) for c in found]
    assert places == sorted(set(places))
    if not criteria:
        assert found == data.commitments


@given(plans.plans(), any_criteria)
def test_filters_may_be_asked_in_any_order(data: DataSet, criteria: Criteria) -> None:
    turned = dict(reversed([*criteria.items()]))
    assert select_commitments(data, criteria) == select_commitments(data, turned)


@given(plans.plans(), any_criteria)
def test_together_filters_find_what_each_finds_alone(
    data: DataSet, criteria: dict[str, list[str]]
) -> None:
    assume(not {"participant", "role"} <= criteria.keys())  # these two speak of one participation
    each = [set(plans.select(data, **{name: values})) for name, values in criteria.items()]
    every = {c.number for c in data.commitments}
    assert set(plans.select(data, **criteria)) == every.intersection(*each)


@given(plans.plans(), st.sampled_from([*VALUES]), st.data())
def test_a_repeated_value_is_or_and_a_repeated_participant_and(
    data: DataSet, name: str, draw: st.DataObject
) -> None:
    several = draw.draw(some_values(name))
    each = [set(plans.select(data, **{name: [value]})) for value in several]
    combined = set.intersection(*each) if name == "participant" else set.union(*each)
    assert set(plans.select(data, **{name: several})) == combined


@given(plans.plans())
def test_active_is_what_has_a_status_and_was_neither_stopped_nor_withdrawn(data: DataSet) -> None:
    stopped = plans.select(data, status=["inactive", "withdrawn", "none-stated"])
    others = [c.number for c in data.commitments if c.number not in stopped]
    assert plans.select(data, status=["active"]) == others


@given(plans.plans(), st.sampled_from(plans.ROLES))
def test_a_role_is_taken_by_somebody(data: DataSet, role: str) -> None:
    of_each = [plans.select(data, participant=[id], role=[role]) for id in plans.ORGANIZATION_IDS]
    assert {n for found in of_each for n in found} == set(plans.select(data, role=[role]))


# Laws of order

some_keys = st.lists(
    st.builds("{}{}".format, st.sampled_from(["", "-"]), st.sampled_from([*COMMITMENTS.columns])),
    max_size=3,
)


def order(data: DataSet, *asked: Any, **more: Any) -> list[Commitment]:
    """The commitments as the row options put them."""
    answer = Answer(COMMITMENTS, data.commitments, Localized(data, "en"))
    return list(arrange(answer, *asked, **more).rows)


@given(plans.plans(), some_keys)
def test_sorting_loses_and_makes_up_nothing_and_sorted_rows_stay_as_they_are(
    data: DataSet, keys: list[str]
) -> None:
    answer = Answer(COMMITMENTS, data.commitments, Localized(data, "en"))
    once = arrange(answer, keys)
    assert {c.number for c in once.rows} == {c.number for c in data.commitments}
    assert len(once.rows) == len(data.commitments)
    assert arrange(once, keys).rows == once.rows


@given(plans.plans(), some_keys)
def test_several_keys_may_stand_in_one_word(data: DataSet, keys: list[str]) -> None:
    joined = [",".join(keys)] if keys else []
    assert order(data, joined) == order(data, keys)


@given(plans.plans(), st.sampled_from(["status", "-status"]))
def test_rows_that_are_equal_keep_their_order(data: DataSet, key: str) -> None:
    rows = order(data, [key])
    for status in (*plans.STATUSES, None):
        alike = [c for c in rows if c.status == status]
        assert alike == [c for c in data.commitments if c.status == status]


@given(plans.plans(), some_keys)
def test_reversing_turns_the_sorted_rows_round(data: DataSet, keys: list[str]) -> None:
    assert order(data, keys, reverse=True) == order(data, keys)[::-1]


@given(plans.plans(), st.integers(0, 8))
def test_a_limit_takes_from_the_front(data: DataSet, limit: int) -> None:
    assert order(data, limit=limit) == [*data.commitments][:limit]
