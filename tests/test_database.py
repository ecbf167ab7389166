"""The database's full-text table finds what `ogpmx search` and `ogpmx participant` find."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from processes import Ogpmx

from ogpmx import loader


@pytest.fixture
def database(ogpmx: Ogpmx, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    assert ogpmx(["export", "-o", str(tmp_path / "plan.db")]).status == 0
    with closing(sqlite3.connect(tmp_path / "plan.db")) as opened:
        yield opened


@pytest.mark.parametrize(
    "word",
    ["educacion", "water", "gesoc", "inmujeres", "secretaria", "suspension", "programs", "acceso"],
)
def test_a_word_is_found_in_the_commitments_in_which_search_finds_it(
    word: str, database: sqlite3.Connection, ogpmx: Ogpmx
) -> None:
    query = "SELECT DISTINCT commitment FROM search WHERE search MATCH ? AND commitment NOT NULL"
    found = {number for (number,) in database.execute(query, (f"{word}*",))}
    assert found == {*ogpmx(f"filter --search {word} -f json").numbers} != set()


def test_every_name_of_an_organization_leads_to_it(database: sqlite3.Connection) -> None:
    query = "SELECT field, text FROM search WHERE organization = ?"
    for organization in loader.load().organizations:
        assert sorted(database.execute(query, (organization.id,))) == sorted(
            [
                ("name", organization.name),
                *([("acronym", organization.acronym)] if organization.acronym else []),
                *(("alias", alias) for alias in organization.aliases),
            ]
        )


def test_the_codes_of_the_passages_stay(database: sqlite3.Connection) -> None:
    found = {field for (field,) in database.execute("SELECT field FROM search")}
    of_commitments = {"title", "objective", "results", "self", "irm", "suspension", "topics"}
    assert found >= of_commitments | {"participants", "mentions", "name", "acronym", "alias"}
