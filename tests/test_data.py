"""The bundled data file, checked by itself: read here with a loader of our own, not the program's.

- it is one YAML document without doubled keys
- the program finds no fault in it, such as an unknown key; what it loads is what stands there
- commitments are numbered from 1; places in the report's two tables have no gap
- every reference resolves, every organization and topic is used
- every text stands in both languages
- the order is stable: topics, then organizations within their sector, by id
- no alias repeats what the organization answers to already; no spelling belongs to two
"""

import re
from collections import Counter
from importlib.resources import files
from itertools import groupby
from typing import Any

import plans
import pytest
import yaml

from ogpmx import loader


class Strict(yaml.SafeLoader):
    """YAML in which a key stands once."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        construct: Any = self.construct_object  # typed by the newest types alone
        keys = [construct(key, deep) for key, _value in node.value]
        doubled = [key for key, count in Counter(keys).items() if count > 1]
        assert not doubled, f"{node.start_mark}: {doubled} twice"
        return super().construct_mapping(node, deep)


FILE = files("ogpmx.data") / "commitments.yaml"


@pytest.fixture(scope="module")
def tree() -> Any:
    return yaml.load(FILE.read_bytes(), Strict)


def nodes(node: Any, path: str = "") -> Any:
    """Every mapping, with its path without the places in lists."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from nodes(value, f"{path}.{key}".lstrip("."))
    elif isinstance(node, list):
        for item in node:
            yield from nodes(item, path)


def is_text(node: dict[str, Any]) -> bool:
    """Whether the keys are languages."""
    return all(re.fullmatch("[a-z]{2}(-[A-Z]{2})?", key) for key in node)


def test_every_text_stands_in_both_languages(tree: Any) -> None:
    texts = [(path, node) for path, node in nodes(tree) if node and is_text(node)]
    assert len(texts) > 100
    for path, node in texts:
        assert list(node) == ["es", "en"], path
        assert all(isinstance(said, str) and said.strip() for said in node.values()), path
        assert node["es"] != node["en"], path


def test_no_text_begins_or_ends_in_space_or_holds_a_break(tree: Any) -> None:
    for path, node in nodes(tree):
        for key, said in node.items():
            if isinstance(said, str):
                assert said == " ".join(said.split()), f"{path}.{key}"


def test_the_program_finds_no_fault() -> None:
    report = loader.examine()
    assert report.faults == []
    assert report.data is not None


def test_what_is_loaded_is_what_stands_there() -> None:
    assert plans.plain(loader.load()) == plans.plain(loader.load(str(FILE)))


def test_numbers_and_rows_have_no_gap(tree: Any) -> None:
    commitments = tree["commitments"]
    assert [c["number"] for c in commitments] == list(range(1, 1 + len(commitments)))
    for table in ("active", "inactive"):
        places = sorted(c["source"]["row"] for c in commitments if c["source"]["table"] == table)
        assert places == list(range(1, 1 + len(places)))
    for c in commitments:
        assert (c["status"] == "inactive") == (c["source"]["table"] == "inactive")


def referred(tree: Any) -> set[str]:
    """Everyone whom the file refers to: participants, mentions, the committee, wholes of parts."""
    found = {member["organization"] for member in tree["plan"]["committee"]["members"]}
    found |= {o["part_of"] for o in tree["organizations"] if o.get("part_of")}
    for c in tree["commitments"]:
        found |= {p["organization"] for p in c["participants"] + c["mentions"]}
    return found


def test_every_organization_exists_once_and_is_used(tree: Any) -> None:
    ids = [o["id"] for o in tree["organizations"]]
    assert len(ids) == len(set(ids))
    assert set(ids) == referred(tree)


def test_every_topic_exists_once_and_is_used(tree: Any) -> None:
    ids = [t["id"] for t in tree["topics"]]
    assert len(ids) == len(set(ids))
    assert set(ids) == {code for c in tree["commitments"] for code in c["topics"]}


def test_one_to_four_topics_each_once(tree: Any) -> None:
    for c in tree["commitments"]:
        assert 1 <= len(set(c["topics"])) == len(c["topics"]) <= 4


def test_nobody_stands_twice_in_a_commitment(tree: Any) -> None:
    for c in tree["commitments"]:
        named = [p["organization"] for p in c["participants"] + c["mentions"]]
        assert len(named) == len(set(named)), c["number"]


def test_the_order_is_stable(tree: Any) -> None:
    topics = [t["id"] for t in tree["topics"]]
    assert topics == sorted(topics)
    blocks = groupby(tree["organizations"], lambda o: o["sector"])
    sectors = [(sector, [o["id"] for o in own]) for sector, own in blocks]
    assert len(dict(sectors)) == len(sectors)
    for _sector, ids in sectors:
        assert ids == sorted(ids)


def test_no_alias_repeats_the_name_the_acronym_or_another_alias(tree: Any) -> None:
    for o in tree["organizations"]:
        spellings = [o["name"], o["acronym"], *o.get("aliases", [])]
        assert len(set(spellings)) == len(spellings), o["id"]


def test_no_spelling_belongs_to_two(tree: Any) -> None:
    owners: dict[str, set[str]] = {}
    for o in tree["organizations"]:
        for spelling in filter(None, [o["id"], o["name"], o["acronym"], *o.get("aliases", [])]):
            owners.setdefault(spelling.casefold(), set()).add(o["id"])
    assert not {spelling: ids for spelling, ids in owners.items() if len(ids) > 1}


def test_the_licence_is_said_in_the_file() -> None:
    text = FILE.read_text("utf-8")
    assert "Creative Commons Attribution 4.0" in text.partition("\nversion:")[0]
    assert "license: CC-BY-4.0\n" in text
