"""The YAML that is written: whatever a plan's texts hold, every reader reads the same back.

- YAML 1.1 (PyYAML, both of its parsers) and YAML 1.2 (ruamel.yaml)
- nothing in it is an instruction to a terminal
- texts are laid out for people: lines as they are, long ones folded, quotes only where needed
"""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from plans import examples
from ruamel.yaml import YAML

from ogpmx.yaml_text import write_yaml

WORDS = [
    *("null", "Null", "yes", "NO", "y", "on", "off", "true", "~", "0o7", "0x1f", "010", "1e3"),
    *(
        "1_000",
        "12:30:00",
        ".inf",
        ".NaN",
        "2018",
        "2018-01-01",
        "<<",
        "=",
        "-",
        "---",
        "...",
        "a:",
    ),
]
SIGNS = "ab :#-'\"\n\t ,[]{}&*!|>%@`?~=.09\\\u00a0\u0085\u2028\ufeff\u202e\x7f\r\x1b😀é"
PIECES = st.text(st.sampled_from(SIGNS), max_size=8) | st.sampled_from(["palabra", "a  b", "\n"])
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.lists(PIECES, max_size=50).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=150),
)
LEAVES = TEXTS | st.integers() | st.none() | st.booleans()
KEYS = st.text(st.sampled_from("ano:é "), min_size=1, max_size=3)
RECORDS = st.dictionaries(KEYS, LEAVES | st.lists(LEAVES, max_size=2), max_size=3)
TREES = st.dictionaries(
    KEYS, LEAVES | RECORDS | st.lists(LEAVES | RECORDS, max_size=3), min_size=1, max_size=4
)


@examples(3)
@given(TREES)
def test_every_reader_reads_what_was_written(tree: dict[str, Any]) -> None:
    text = write_yaml(tree)
    assert yaml.load(text, yaml.SafeLoader) == tree
    assert yaml.load(text, yaml.CSafeLoader) == tree
    assert YAML(typ="safe", pure=True).load(text) == tree
    assert not set(text) & set("\x1b\u202e\x7f\r\u2028")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Agua, en 3 (tres) años", "a: Agua, en 3 (tres) años\n"),
        ("2018", "a: '2018'\n"),
        ("Note: it's", "a: 'Note: it''s'\n"),
        ("one\n\n  two\tb ", 'a: "one\\n\\n  two\\tb "\n'),
        ("one\n\n  two\tb", "a: |-\n  one\n\n    two\tb\n"),
        ("word " * 30 + "end", f"a: >-\n  {('word ' * 19).strip()}\n  {'word ' * 11}end\n"),
        ({"b": ["x", 1], "c": [], "d": None}, "a:\n  b:\n  - x\n  - 1\n  c: []\n  d: null\n"),
        ([{"b": 1, "c": {"d": 2}}, {"b": 3}], "a:\n- b: 1\n  c:\n    d: 2\n\n- b: 3\n"),
    ],
)
def test_values_are_laid_out_for_people(value: object, written: str) -> None:
    assert write_yaml({"a": value}) == written
