"""A JSON plan is first read quickly, by its types, and then checked at once: is that as strict?

At every place of a plan that says all there is to say, in turn: what breaks a rule is never read
quickly, and what is read quickly is what the careful way reads.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

import plans
import pytest
from test_fields import WHOLE

from ogpmx import schema

CLAIM = {"claim": "all", "stated": 1, "count": {"commitments": {"status": ["limited"]}}}
TREE: dict[str, Any] = {
    **WHOLE,
    "plan": {
        **WHOLE["plan"],
        "start": "2017-02",
        "end": "2019",
        "context": [plans.text("Lo que se dice", "What is said")],
        "committee": {"name": "Comité", "members": [{"organization": "named", "part": "Todo"}]},
        "claims": [CLAIM],
    },
}
ODD: list[Any] = [
    "", " ", "taker", "volcanoes", "named", "2019-02-30", "2000", 4711, "4711", [], {}, {"es": ""},
    {"Español": "x"}, ["taker", "taker"], ["volcanoes", "volcanoes"], {"status": ["limited"]},
]  # fmt: skip


def list_places(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each value of a document."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from list_places(value, (*path, key))


PLACES = [*list_places(TREE)]


def put(path: tuple[str | int, ...], value: Any) -> Any:
    """The document with another value at a place."""
    tree = copy.deepcopy(TREE)
    inner: Any = tree
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return tree


def read(tree: Any) -> Any:
    """What the careful way reads; None where it finds faults."""
    try:
        return schema.read(tree)
    except schema.InvalidError:
        return None


def test_the_whole_plan_is_read_quickly() -> None:
    assert schema.read_quickly(json.dumps(TREE).encode()) == read(TREE)


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_whatever_stands_at_a_place_the_quick_way_reads_no_more_than_the_careful_one(
    odd: Any,
) -> None:
    for path in PLACES:
        changed = put(path, odd)
        quick = schema.read_quickly(json.dumps(changed).encode())
        assert quick is None or quick == read(changed), path


def test_an_item_that_stands_twice_where_it_may_once_is_not_read_quickly() -> None:
    for path in PLACES:
        if isinstance(path[-1], int):
            *way, _last = path
            inner: Any = TREE
            for key in way:
                inner = inner[key]
            changed = put(tuple(way), [*inner, *inner])
            quick = schema.read_quickly(json.dumps(changed).encode())
            assert quick is None or quick == read(changed), path


def test_a_plan_without_claims_is_held_to_the_same_rules() -> None:
    tree = copy.deepcopy(TREE)
    del tree["plan"]["claims"]
    tree["organizations"][0]["part_of"] = tree["organizations"][1]["id"]
    assert schema.read_quickly(json.dumps(tree).encode()) == read(tree) is not None
    for path in list_places(tree):
        for odd in (*ODD, {"ES": "x"}, {"und-": "x"}) if path[0] != "commitments" else ():
            changed = copy.deepcopy(tree)
            inner: Any = changed
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = odd
            quick = schema.read_quickly(json.dumps(changed).encode())
            assert quick is None or quick == read(changed), (path, odd)


@pytest.mark.parametrize("place", [0, 63, 126, 127, 128, 129, 254, 255, 256, 299])
def test_a_fault_is_found_wherever_it_stands_in_a_long_list(place: int) -> None:
    commitments: list[Any] = [{"number": n, "title": str(n)} for n in range(300)]
    tree = plans.document(commitments=[*commitments[1:], {"number": 300, "title": "last"}])
    assert schema.read_quickly(json.dumps(tree).encode()) is not None
    for fault in ({"objective": " "}, {"topics": ["none"]}, {"start": "2021", "end": "2020"}):
        changed = copy.deepcopy(tree)
        changed["commitments"][place] |= fault
        assert schema.read_quickly(json.dumps(changed).encode()) is None, fault
