"""Who took part in what, as a network for other programs: `export -f graphml`, and the matrix.

- every organization and every commitment is a node, every participation an edge, with what is
  known of them; mentions are none
- two roles in one commitment are two edges; what is not stated is left out
- NetworkX reads any text back as it is, but for what XML cannot carry
- the same plan is the same file
- `participants --matrix` gives programs a row an organization, a column a commitment, and the role
"""

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from processes import Ogpmx
from registries import NUMBERS
from ruamel.yaml import YAML

import ogpmx as program

networkx = pytest.importorskip("networkx")

DATA = program.load()
AWKWARD = "<b>&amp; \"quoted\" 'text' ]]> ñandú 公開\nnext line"
PLAN = {
    "plan": {"id": "x-1", "language": "es"},
    "organizations": [
        {"id": "one", "name": AWKWARD, "acronym": "O&O", "sector": "academia"},
        {"id": "two", "name": "Two \u200e\ufffe", "part_of": "one"},
        {"id": "three", "name": "Three"},
    ],
    "commitments": [
        {
            "number": "B.1",
            "title": AWKWARD,
            "participants": [
                {"organization": "one", "role": "responsible"},
                {"organization": "one", "role": "supporting", "note": "a & b"},
                {"organization": "two"},
            ],
            "mentions": [{"organization": "three"}],
        },
        {"number": 2, "title": "Nobody's"},
    ],
}


@pytest.fixture
def plan(tmp_path: Path) -> str:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(PLAN), "utf-8")
    return str(file)


def read_graph(content: bytes) -> Any:
    return networkx.read_graphml(io.BytesIO(content))


# The network


def test_organizations_and_commitments_are_nodes_and_participations_edges(ogpmx: Ogpmx) -> None:
    graph = read_graph(ogpmx("export -f graphml").out_bytes)
    kinds = Counter(kind for _node, kind in graph.nodes(data="kind"))
    assert kinds == {"organization": len(DATA.organizations), "commitment": len(DATA.commitments)}
    assert Counter((a, b, role) for a, b, role in graph.edges(data="role")) == Counter(
        (f"organization:{p.organization}", f"commitment:{c.number}", p.role)
        for o in DATA.organizations
        for c in DATA.commitments
        for p in c.participants
        if p.organization == o.id
    )


def test_nodes_and_edges_hold_what_is_known_of_them(ogpmx: Ogpmx) -> None:
    graph = read_graph(ogpmx("export -f graphml").out_bytes)
    commitment, sfp = graph.nodes["commitment:8"], graph.nodes["organization:sfp"]
    assert (commitment["number"], commitment["label"], commitment["status"]) == (
        8,
        "8",
        "completed",
    )
    assert commitment["title_es"] == DATA.text(DATA.commitments[7].title, "es")
    assert commitment["title_en"] == DATA.text(DATA.commitments[7].title, "en")
    assert (sfp["label"], sfp["sector"]) == ("SFP", "federal")
    assert sfp["name"] == "Secretaría de la Función Pública"
    assert "part_of" not in sfp
    assert graph.nodes["organization:cnbbbj"]["part_of"] == "sep"


def test_two_roles_in_a_commitment_are_two_edges_and_a_mention_is_none(
    ogpmx: Ogpmx, plan: str
) -> None:
    graph = read_graph(ogpmx(["export", "-f", "graphml", "--data", plan]).out_bytes)
    edges = [(a, b, held) for a, b, held in graph.edges(data=True)]
    assert edges == [
        ("organization:one", "commitment:B.1", {"role": "responsible"}),
        ("organization:one", "commitment:B.1", {"role": "supporting", "note_es": "a & b"}),
        ("organization:two", "commitment:B.1", {"role": "participant"}),
    ]
    assert not graph["organization:three"]


def test_any_text_is_read_back_but_for_what_xml_cannot_carry(ogpmx: Ogpmx, plan: str) -> None:
    graph = read_graph(ogpmx(["export", "-f", "graphml", "--data", plan]).out_bytes)
    assert graph.nodes["organization:one"]["name"] == AWKWARD
    assert graph.nodes["organization:one"]["label"] == "O&O"
    assert graph.nodes["commitment:B.1"]["title_es"] == AWKWARD
    assert graph.nodes["commitment:B.1"]["number"] == "B.1"
    assert graph.nodes["organization:two"]["name"] == "Two \\u200e\ufffd"


@pytest.mark.parametrize("name", ["net.graphml", "NET.GraphML"])
def test_a_files_ending_asks_for_the_network_and_the_same_plan_is_the_same_file(
    name: str, ogpmx: Ogpmx, tmp_path: Path
) -> None:
    assert ogpmx(["export", "-o", str(tmp_path / name)]).status == 0
    spanish = ogpmx("export -f graphml --lang es").out_bytes
    assert (tmp_path / name).read_bytes() == ogpmx("export -f graphml").out_bytes == spanish


# The matrix, for programs


def expect_matrix() -> list[dict[str, Any]]:
    """The matrix, worked out from the models alone."""
    roles = {
        o.id: {
            str(c.number): "; ".join(p.role for p in c.participants if p.organization == o.id)
            for c in DATA.commitments
        }
        for o in DATA.organizations
    }
    return [
        {"id": row["id"], "name": row["name"]}
        | {number: role or None for number, role in roles[row["id"]].items()}
        for row in program.participants(DATA)
    ]


def test_the_matrix_for_programs_is_a_row_an_organization_and_a_column_a_commitment(
    ogpmx: Ogpmx,
) -> None:
    expected = expect_matrix()
    records = ogpmx("participants --matrix -f json").json
    assert records == expected
    assert [*records[0]] == ["id", "name", *map(str, NUMBERS)]
    lines = ogpmx("participants --matrix -f jsonl").lines
    assert [json.loads(line) for line in lines] == expected
    text = ogpmx("participants --matrix -f yaml").out
    assert YAML(typ="safe").load(text) == expected


@pytest.mark.parametrize(("format", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_the_matrix_is_flat_as_it_is(format: str, delimiter: str, ogpmx: Ogpmx) -> None:
    out = ogpmx(f"participants --matrix -f {format}").out
    rows = [*csv.DictReader(io.StringIO(out), delimiter=delimiter)]
    assert rows == [{k: v or "" for k, v in row.items()} for row in expect_matrix()]


def test_in_the_matrix_two_roles_stand_together_and_a_mention_is_no_role(
    ogpmx: Ogpmx, plan: str
) -> None:
    assert ogpmx(["participants", "--matrix", "-f", "json", "--data", plan]).json == [
        {"id": "one", "name": AWKWARD, "B.1": "responsible; supporting"},
        {"id": "two", "name": "Two \u200e\ufffe", "B.1": "participant"},
    ]


def test_the_matrix_holds_the_commitments_that_filters_choose(ogpmx: Ogpmx) -> None:
    (first, *_others) = ogpmx("participants --matrix -f json --status inactive").json
    assert [*first] == ["id", "name", "1", "5", "9"]
    (first, *_others) = ogpmx("participants --matrix -f json --commitment 8").json
    assert [*first] == ["id", "name", "8"]


def test_columns_and_order_of_the_list_go_with_the_matrix_too(ogpmx: Ogpmx) -> None:
    out = ogpmx("participants --matrix -f csv --columns acronym,8,9 --sort -acronym --limit 1").out
    assert out.splitlines()[0] == "acronym,8,9"
    added = ogpmx("participants --matrix -f json --columns +sector --limit 1").json
    assert [*added[0]] == ["id", "name", *map(str, NUMBERS), "sector"]


def test_people_get_the_matrix_drawn(ogpmx: Ogpmx) -> None:
    drawn = ogpmx("participants --matrix --sector academia")
    assert drawn.lines[0].split()[1:] == [*map(str, numbers_of_academia()), "total"]


def test_where_people_get_a_list_in_place_of_the_matrix_that_is_said(ogpmx: Ogpmx) -> None:
    said = "A row each: the matrix is drawn without --columns, where the width holds it."
    assert ogpmx("participants --matrix --columns name").lines[-1] == said
    narrow = ogpmx("participants --matrix", terminal=30).out
    assert said in " ".join(re.sub("\x1b\\[[0-9;]*m", "", narrow).split())
    assert said not in ogpmx("participants --matrix").out
    assert said not in ogpmx("participants --matrix --columns name -f csv").out
    assert said not in ogpmx("participants --columns name").out


def numbers_of_academia() -> list[int]:
    rows = program.participants(DATA, sector="academia")
    return sorted({number for row in rows for number in row["commitments"] + row["mentioned_in"]})
