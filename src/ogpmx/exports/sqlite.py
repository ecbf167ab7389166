"""The database: the tables as SQLite, with a full-text table and Datasette's metadata."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

from ogpmx.exports.datapackage import cite_source, describe_license, name_plan
from ogpmx.exports.fields import RENAMED
from ogpmx.exports.plan_files import encode_json
from ogpmx.exports.tables import BY_NAME, TABLES, Table, describe_data, in_languages, translate
from ogpmx.messages import N_
from ogpmx.models import DataSet
from ogpmx.organizations import spellings
from ogpmx.searching import list_passages


def make_sqlite(data: DataSet, name: str | None = None) -> bytes:
    """The tables as a SQLite database called `name`.

    `search` holds every text and name, one a row. `_metadata` holds, as `datasette`, the document
    that `datasette -m` reads: it must name the database, which Datasette calls as its file.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("BEGIN")
    database.execute("PRAGMA defer_foreign_keys = ON")  # a part may come before its whole
    for table in TABLES:
        database.execute(_create_table(table, data))
        columns = table.columns(data)
        for field in columns:
            if field.refers and table.key[0] != field.name:
                index = _quote(f"{table.name}_{field.name}")
                database.execute(
                    f"CREATE INDEX {index} ON {_quote(table.name)} ({_quote(field.name)})"
                )
        _insert(database, table.name, len(columns), table.cells(data))
    database.execute(_SEARCH)
    _insert(database, "search", 5, _list_searchable(data))
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("CREATE TABLE _metadata (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)")
    metadata = encode_json(_describe(data, name or data.plan.id)).decode()
    _insert(database, "_metadata", 2, [("datasette", metadata), ("version", data.version or "")])
    database.execute("COMMIT")
    content = database.serialize()
    database.close()
    return content


def _insert(
    database: sqlite3.Connection, table: str, width: int, rows: Iterable[Sequence[Any]]
) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {_quote(table)} VALUES ({marks})", rows)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _create_table(table: Table, data: DataSet) -> str:
    lines = []
    for field in table.columns(data):
        is_key = table.key == (field.name,)
        # rowid is the plan's order; an INTEGER key would take its place
        whole = "INT" if is_key else "INTEGER"
        allowed = ", ".join(f"'{code}'" for code in field.codes)
        if field.type == "boolean":
            allowed = "0, 1"
        parts = [_quote(field.name), "TEXT" if field.type == "string" else whole]
        limits = {"PRIMARY KEY": is_key, "NOT NULL": field.required, "UNIQUE": field.unique}
        parts += [limit for limit, is_set in limits.items() if is_set]
        if allowed:
            parts.append(f"CHECK ({_quote(field.name)} IN ({allowed}))")
        if field.refers:
            (key,) = BY_NAME[field.refers].key
            parts.append(f"REFERENCES {_quote(field.refers)} ({_quote(key)})")
        lines.append("  " + " ".join(parts))
    if len(table.key) > 1:
        lines.append(f"  PRIMARY KEY ({', '.join(map(_quote, table.key))})")
    return f"CREATE TABLE {_quote(table.name)} (\n" + ",\n".join(lines) + "\n)"


_SEARCH = """CREATE VIRTUAL TABLE search USING fts5 (
  commitment UNINDEXED, organization UNINDEXED, field UNINDEXED, lang UNINDEXED, text,
  tokenize = "unicode61 remove_diacritics 2"
)"""


def _list_searchable(data: DataSet) -> Iterator[tuple[Any, ...]]:
    """Every passage that `ogpmx search` knows, and every name of the organizations."""
    for commitment in data.commitments:
        for field, texts in list_passages(data, commitment):
            for lang, text in texts.items():
                yield commitment.number, None, RENAMED.get(field, field), lang or None, text
    for organization in data.organizations:
        fields = {organization.acronym: "acronym", organization.name: "name"}
        for spelling in spellings(organization)[1:]:  # the first is the id
            yield None, organization.id, fields.get(spelling, "alias"), None, spelling


def _describe(data: DataSet, name: str) -> dict[str, Any]:
    """What Datasette shows of the database called `name` (docs.datasette.io, Metadata)."""
    license, source = describe_license(data), data.plan.source
    tables: dict[str, Any] = {}
    for table in TABLES:
        tables[table.name] = {
            "title": _join(translate(table.title)),
            "description": _join(translate(table.description)),
            "columns": {f.name: _join(translate(f.description)) for f in table.columns(data)},
        }
        if label := table.label_in(data):
            tables[table.name]["label_column"] = label
    tables["search"] = {
        "title": _join(translate(N_("Search"))),
        "description": _join(translate(N_("Every text and name, for full-text search."))),
    }
    tables["_metadata"] = {"hidden": True}
    known = {
        "title": _join(in_languages(lambda lang: name_plan(data, lang))),
        "description": _join(in_languages(lambda lang: describe_data(data, lang))),
        "license": license.get("title"),
        "license_url": license.get("path"),
        "source": cite_source(data),
        "source_url": source.url,
        "databases": {name: {"tables": tables}},
    }
    return {key: value for key, value in known.items() if value}


def _join(texts: dict[str, str]) -> str:
    return " / ".join(dict.fromkeys(texts.values()))


# SQLite plays a log into whatever database has the name, even into one that it was not made for.
LOGS = ("-wal", "-shm", "-journal")


def settle_logs(path: str) -> None:
    """Have SQLite take an old database's logs into it: then it is whole without them, should the
    program be ended after they are removed and before the new database gets its name."""
    if os.path.isfile(path) and any(os.path.exists(os.path.realpath(path) + log) for log in LOGS):
        with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as old:
            old.execute("SELECT 1 FROM sqlite_master").fetchone()  # rolls back what was not ended
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
