"""The data package: the tables as CSV with their description, after Data Package v2."""

import csv
import io
import re
from typing import Any

from ogpmx.constraints import published
from ogpmx.exports.plan_files import encode_json
from ogpmx.exports.tables import KEYS, TABLES, Field, Table, describe_data
from ogpmx.messages import ENGLISH, catalogue, languages
from ogpmx.models import TEXT_LANGUAGES, DataSet, Text

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
    writer.writerow(field.name for field in table.fields)
    for cells in table.cells(data):
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in cells)
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def describe_license(data: DataSet) -> dict[str, str]:
    """The licence of the data, with title and address where they are known."""
    name = re.sub(r"[^-A-Za-z0-9._]+", "-", data.license)
    if name in _LICENSES:
        title, path = _LICENSES[name]
        return {"name": name, "path": path, "title": title}
    return {"name": name, "title": data.license}


def cite_source(data: DataSet) -> str:
    """The source's title and author."""
    return f"{data.plan.source.title} ({data.plan.source.author})"


def _in_languages(key: str, english: str, others: dict[str, str]) -> dict[str, str]:
    """A text plain in English, in other languages beside it: `title`, `title_es`."""
    return {key: english, **{f"{key}_{lang}": text for lang, text in others.items()}}


def _translate(key: str, message: str) -> dict[str, str]:
    others = {lang: catalogue(lang).gettext(message) for lang in languages() if lang != ENGLISH}
    return _in_languages(key, message, others)


def _spell_out(key: str, text: Text) -> dict[str, str]:
    others = {lang: text[lang] for lang in TEXT_LANGUAGES if lang != ENGLISH}
    return _in_languages(key, text[ENGLISH], others)


def _name_field(field: Field) -> dict[str, str]:
    others = {lang: field.title_in(lang) for lang in languages() if lang != ENGLISH}
    titles = _in_languages("title", field.title_in(ENGLISH), others)
    return titles | _translate("description", field.description)


def _describe(data: DataSet) -> dict[str, Any]:
    source = data.plan.source
    others = {lang: describe_data(data, lang) for lang in languages() if lang != ENGLISH}
    return {
        "$schema": _PROFILES + "datapackage.json",
        "name": data.plan.id,
        **_spell_out("title", data.plan.title),
        **_in_languages("description", describe_data(data, ENGLISH), others),
        "version": data.version,
        "licenses": [describe_license(data)],
        "sources": [{"title": cite_source(data)} | ({"path": source.url} if source.url else {})],
        "resources": [
            {
                "$schema": _PROFILES + "dataresource.json",
                "name": table.name,
                "path": f"{table.name}.csv",
                "type": "table",
                **_translate("title", table.title),
                **_translate("description", table.description),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": _describe_table(table),
            }
            for table in TABLES
        ],
    }


def _describe_table(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": _PROFILES + "tableschema.json",
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                **_name_field(field),
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
    kind: Any = field.kind
    pattern = getattr(kind, "pattern", None)
    constraints = {
        "required": field.required or None,
        "unique": unique or field.unique or None,
        "enum": field.codes or None,
        "pattern": pattern and published(pattern),
        "minimum": getattr(kind, "ge", None),
        "maximum": getattr(kind, "le", None),
    }
    return {name: value for name, value in constraints.items() if value is not None}
