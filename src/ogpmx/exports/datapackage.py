"""The data package: the tables as CSV with their description, after Data Package v2."""

import csv
import io
import re
from typing import Any

from ogpmx.constraints import published
from ogpmx.exports.fields import Field
from ogpmx.exports.plan_files import encode_json
from ogpmx.exports.tables import BY_NAME, TABLES, Table, describe_data, in_languages, translate
from ogpmx.messages import ENGLISH
from ogpmx.models import DataSet

_PROFILES = "https://datapackage.org/profiles/2.0/"
_LICENSES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    )
}


def make_datapackage(data: DataSet) -> dict[str, bytes]:
    """The files of a data package (datapackage.org): name → bytes."""
    files = {f"{table.name}.csv": _make_csv(table, data) for table in TABLES}
    return {"datapackage.json": encode_json(_describe(data)), **files}


def _make_csv(table: Table, data: DataSet) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # RFC 4180; so a bare \r is quoted, too
    writer.writerow(field.name for field in table.columns(data))
    for cells in table.cells(data):
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in cells)
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def describe_license(data: DataSet) -> dict[str, str]:
    """The licence of the data, with title and address where they are known; {}: not stated."""
    if data.license is None:
        return {}
    name = re.sub(r"[^-A-Za-z0-9._]+", "-", data.license)
    if name in _LICENSES:
        title, path = _LICENSES[name]
        return {"name": name, "path": path, "title": title}
    return {"name": name, "title": data.license}


def cite_source(data: DataSet) -> str:
    """The source's title and author, as far as they are stated."""
    title, author = data.plan.source.title or "", data.plan.source.author
    return f"{title} ({author})".strip() if author else title


def name_plan(data: DataSet, lang: str) -> str:
    """The plan's title in a language, or the nearest; its id where it has none."""
    return data.text(data.plan.title or data.plan.id, lang)


def _name(key: str, texts: dict[str, str]) -> dict[str, str]:
    """A text as it is in English, in other languages beside it: `title`, `title_es`."""
    return {key if lang == ENGLISH else f"{key}_{lang}": text for lang, text in texts.items()}


def _describe(data: DataSet) -> dict[str, Any]:
    license = describe_license(data)
    source = {"title": cite_source(data), "path": data.plan.source.url}
    stated = {key: value for key, value in source.items() if value}
    return {
        "$schema": _PROFILES + "datapackage.json",
        "name": data.plan.id,
        "title": name_plan(data, ENGLISH),
        **_name("title", data.by_language(data.plan.title) if data.plan.title else {}),
        **_name("description", in_languages(lambda lang: describe_data(data, lang))),
        **({"version": data.version} if data.version else {}),
        **({"licenses": [license]} if license else {}),
        **({"sources": [stated]} if stated else {}),
        "resources": [
            {
                "$schema": _PROFILES + "dataresource.json",
                "name": table.name,
                "path": f"{table.name}.csv",
                "type": "table",
                **_name("title", translate(table.title)),
                **_name("description", translate(table.description)),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _describe_table(table, data),
            }
            for table in TABLES
        ],
    }


def _describe_table(table: Table, data: DataSet) -> dict[str, Any]:
    """The Table Schema of a table."""
    columns = table.columns(data)
    schema: dict[str, Any] = {
        "$schema": _PROFILES + "tableschema.json",
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                **_name("title", in_languages(field.title_in)),
                **_name("description", translate(field.description)),
                "constraints": _constraints(field, unique=table.key == (field.name,)),
            }
            for field in columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    links = [
        {
            "fields": [field.name],
            # A reference to the table itself names no resource.
            "reference": ({} if field.refers == table.name else {"resource": field.refers})
            | {"fields": list(BY_NAME[field.refers].key)},
        }
        for field in columns
        if field.refers
    ]
    return schema | ({"foreignKeys": links} if links else {})


def _constraints(field: Field, unique: bool) -> dict[str, Any]:
    kind: Any = field.kind
    # Here a pattern is held against the whole value, in the models against any part of it.
    pattern = getattr(kind, "pattern", None) or ""
    constraints = {
        "required": field.required or None,
        "unique": unique or field.unique or None,
        "enum": field.codes or None,
        "pattern": published(pattern) if pattern.startswith("^") else None,
        "minimum": getattr(kind, "ge", None),
        "maximum": getattr(kind, "le", None),
    }
    return {name: value for name, value in constraints.items() if value is not None}
