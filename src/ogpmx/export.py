"""Whole-plan exports, in both languages: one function a format, one line in `EXPORTS`."""

import dataclasses
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ogpmx import columns, formats, writing
from ogpmx.columns import Answer, Edition, Shape
from ogpmx.fields import published
from ogpmx.messages import language
from ogpmx.models import (
    DataSet,
    Lang,
    Text,
)
from ogpmx.safe import json_safe
from ogpmx.tables import FLAT, KEYS, TABLES, Cell, Field, Table, about
from ogpmx.workbook import xlsx

# The file itself: YAML and JSON

# What a person expects to see even where it is null: that nothing is known is said.
_SAID = frozenset({"acronym", "policy_area", "completion", "opening", "early_results"})


def _tree(value: Any) -> Any:
    """A value of `models` as a file holds it: fields in order, those at their default left out."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_tree(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return value
    return {
        field.name: _tree(held)
        for field in dataclasses.fields(value)
        for held in [getattr(value, field.name)]
        if field.name in _SAID or held != field.default
    }


def yaml_(data: DataSet) -> bytes:
    """The data set as a YAML file of its own shape, which `--data` reads back."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc]
        def ignore_aliases(self, _value: object) -> bool:
            return True

    def text(dumper: Any, value: str) -> Any:
        """Prose is folded, as one writes it by hand, where folding cannot change it."""
        folds = len(value) > 90 and value.isprintable() and value == " ".join(value.split())
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if folds else None)

    Dumper.add_representer(str, text)

    def written(value: object) -> str:
        dumped: str = yaml.dump(
            value,
            Dumper=Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=100,
        )
        return dumped

    head: list[str] = []
    blocks: list[str] = []
    for key, value in _tree(data).items():
        if isinstance(value, list) and value:  # an empty line between the records of a list
            blocks.append(f"{key}:\n" + "\n".join(written([item]) for item in value))
        elif isinstance(value, dict | list):
            blocks.append(written({key: value}))
        else:
            head.append(written({key: value}))
    return "\n".join(["".join(head), *blocks]).encode()


def json_(data: DataSet) -> bytes:
    """The data set as a JSON file of its own shape (RFC 8259), which `--data` reads back."""
    return _json(_tree(data))


def _json(tree: object) -> bytes:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(tree), indent=2).decode()
    return (json_safe(text) + "\n").encode()


# One flat table


def csv_(data: DataSet) -> bytes:
    """The commitments as one flat table (RFC 4180), as the `csv` of `list` writes it."""
    shape = Shape(FLAT, shown=(), record=columns.COMMITMENTS.record)
    answer = Answer(shape, data.commitments, Edition(data, language()))
    return "".join(formats.csv_(answer)).encode("utf-8", "surrogatepass")


# The data package

_PROFILES = "https://datapackage.org/profiles/2.0/"


def datapackage(data: DataSet) -> dict[str, bytes]:
    """The tables as CSV with their description, after Data Package v2 (datapackage.org)."""
    files = {f"{table.name}.csv": _table_csv(table, data) for table in TABLES}
    return {"datapackage.json": _json(_descriptor(data)), **files}


def _table_csv(table: Table, data: DataSet) -> bytes:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # RFC 4180; so a bare \r is quoted, too
    writer.writerow(field.name for field in table.fields)
    for row in table.rows(data):
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def _named(title: Text, about: Text) -> dict[str, str]:
    """Title and description, plain in English, in Spanish beside it."""
    return {
        "title": title.en,
        "title_es": title.es,
        "description": about.en,
        "description_es": about.es,
    }


_LICENSES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    )
}


def _license(data: DataSet) -> dict[str, str]:
    name = re.sub(r"[^-A-Za-z0-9._]+", "-", data.license)
    if name in _LICENSES:
        title, path = _LICENSES[name]
        return {"name": name, "path": path, "title": title}
    return {"name": name, "title": data.license}


def _descriptor(data: DataSet) -> dict[str, Any]:
    source = data.plan.source
    title = f"{source.title} ({source.author})"
    return {
        "$schema": _PROFILES + "datapackage.json",
        "name": data.plan.id,
        **_named(data.plan.title, about(data)),
        "version": data.version,
        "licenses": [_license(data)],
        "sources": [{"title": title} | ({"path": source.url} if source.url else {})],
        "resources": [
            {
                "$schema": _PROFILES + "dataresource.json",
                "name": table.name,
                "path": f"{table.name}.csv",
                "type": "table",
                **_named(table.title, table.about),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _schema(table),
            }
            for table in TABLES
        ],
    }


def _schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": _PROFILES + "tableschema.json",
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                **_named(field.title, field.about),
                "constraints": _constraints(field, unique=table.key == (field.name,)),
            }
            for field in table.fields
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    links = [
        {
            "fields": [field.name],
            # A reference to the table itself names no resource.
            "reference": ({} if field.refers == table.name else {"resource": field.refers})
            | {"fields": list(KEYS[field.refers])},
        }
        for field in table.fields
        if field.refers
    ]
    return schema | ({"foreignKeys": links} if links else {})


def _constraints(field: Field, unique: bool) -> dict[str, Any]:
    limits = field.limits
    pattern = limits and limits.pattern
    constraints = {
        "required": field.required or None,
        "unique": unique or field.unique or None,
        "enum": field.codes or None,
        "pattern": pattern and published(pattern),
        "minimum": limits and limits.ge,
        "maximum": limits and limits.le,
    }
    return {name: value for name, value in constraints.items() if value is not None}


# The database


def sqlite(data: DataSet, name: str | None = None) -> bytes:
    """The tables as a SQLite database called `name`, with a full-text table and metadata.

    `search` holds every text and name, one a row. `_metadata` holds, as `datasette`, the document
    that `datasette -m` reads: it must name the database, which Datasette calls as its file.
    """
    import sqlite3

    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("BEGIN")
    database.execute("PRAGMA defer_foreign_keys = ON")  # a part may come before its whole
    for table in TABLES:
        database.execute(_create_table(table))
        for field in table.fields:
            if field.refers and table.key[0] != field.name:
                index = _quoted(f"{table.name}_{field.name}")
                database.execute(
                    f"CREATE INDEX {index} ON {_quoted(table.name)} ({_quoted(field.name)})"
                )
        _insert(database, table.name, len(table.fields), table.rows(data))
    database.execute(_SEARCH)
    _insert(database, "search", 5, _searchable(data))
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("CREATE TABLE _metadata (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)")
    metadata = _json(_metadata(data, name or data.plan.id)).decode()
    _insert(database, "_metadata", 2, [("datasette", metadata), ("version", data.version)])
    database.execute("COMMIT")
    content = database.serialize()
    database.close()
    return content


def _insert(database: Any, table: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _create_table(table: Table) -> str:
    lines = []
    for field in table.fields:
        parts = [_quoted(field.name), "TEXT" if field.type == "string" else "INTEGER"]
        if table.key == (field.name,):
            parts.append("PRIMARY KEY")
        if field.required:
            parts.append("NOT NULL")
        if field.unique:
            parts.append("UNIQUE")
        allowed = "0, 1" if field.kind is bool else ", ".join(f"'{c}'" for c in field.codes)
        if allowed:
            parts.append(f"CHECK ({_quoted(field.name)} IN ({allowed}))")
        if field.refers:
            (key,) = KEYS[field.refers]
            parts.append(f"REFERENCES {_quoted(field.refers)} ({_quoted(key)})")
        lines.append("  " + " ".join(parts))
    if len(table.key) > 1:
        lines.append(f"  PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    return f"CREATE TABLE {_quoted(table.name)} (\n" + ",\n".join(lines) + "\n)"


_SEARCH = """CREATE VIRTUAL TABLE search USING fts5 (
  commitment UNINDEXED, organization UNINDEXED, field UNINDEXED, lang UNINDEXED, text,
  tokenize = "unicode61 remove_diacritics 2"
)"""


def _searchable(data: DataSet) -> Iterator[tuple[Cell, ...]]:
    """Every text of the commitments and every name of the organizations, as `search` holds it."""
    for c in data.commitments:
        texts = [("title", c.title), ("objective", c.objective)]
        texts += [("results", result) for result in c.results]
        texts += [("self", c.self_assessment), ("irm", c.irm.text)]
        for field, text in texts:
            for lang in Lang:
                yield c.number, None, field, lang, text[lang]
    for o in data.organizations:
        yield None, o.id, "name", None, o.name
        if o.acronym:
            yield None, o.id, "acronym", None, o.acronym
        for alias in o.aliases:
            yield None, o.id, "alias", None, alias


def _metadata(data: DataSet, name: str) -> dict[str, Any]:
    """What Datasette shows of the database called `name` (docs.datasette.io, Metadata)."""
    license, source = _license(data), data.plan.source
    tables: dict[str, Any] = {}
    for table in TABLES:
        tables[table.name] = {
            "title": _two(table.title),
            "description": _two(table.about),
            "columns": {field.name: _two(field.about) for field in table.fields},
        }
        if table.label:
            tables[table.name]["label_column"] = table.label
    tables["search"] = {
        "title": "Search / Búsqueda",
        "description": "Every text and name, for full-text search. / "
        "Cada texto y cada nombre, para buscar en ellos.",
    }
    tables["_metadata"] = {"hidden": True}
    known = {
        "title": _two(data.plan.title),
        "description": _two(about(data)),
        "license": license["title"],
        "license_url": license.get("path"),
        "source": f"{source.title} ({source.author})",
        "source_url": source.url,
        "databases": {name: {"tables": tables}},
    }
    return {key: value for key, value in known.items() if value}


def _two(text: Text) -> str:
    return text.en if text.en == text.es else f"{text.en} / {text.es}"


@dataclass(frozen=True)
class Export:
    """How a whole plan becomes a file's bytes, or a folder's: name → bytes."""

    make: Callable[..., bytes | dict[str, bytes]]
    to_stdout: bool = False  # text, fit for standard output
    is_folder: bool = False
    is_named: bool = False  # the content holds the file's name, without its ending

    def write(self, data: DataSet, path: str, force: bool) -> None:
        """Write the plan to `path`, whole or not at all; raises `CannotWrite`."""
        name = [os.path.splitext(os.path.basename(path))[0]] if self.is_named else []
        content = self.make(data, *name)
        if isinstance(content, dict):
            writing.write_folder(path, content, force)
        else:
            writing.write_file(path, content, force)


EXPORTS: dict[str, Export] = {
    "yaml": Export(yaml_, to_stdout=True),
    "json": Export(json_, to_stdout=True),
    "csv": Export(csv_, to_stdout=True),
    "datapackage": Export(datapackage, is_folder=True),
    "sqlite": Export(sqlite, is_named=True),
    "xlsx": Export(xlsx),
}
