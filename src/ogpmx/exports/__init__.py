"""Whole plans as files: one function a format, one line in `EXPORTS`."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from ogpmx import writing
from ogpmx.errors import Misuse
from ogpmx.exports.datapackage import make_datapackage
from ogpmx.exports.graphml import make_graphml
from ogpmx.exports.html import make_html
from ogpmx.exports.plan_files import make_csv, make_json, make_yaml
from ogpmx.exports.sqlite import LOGS, make_sqlite, settle_logs
from ogpmx.exports.xlsx import make_xlsx
from ogpmx.messages import _
from ogpmx.models import DataSet


@dataclass(frozen=True)
class Export:
    """How a whole plan becomes a file's bytes, or a folder's: name → bytes."""

    make: Callable[..., bytes | dict[str, bytes]]
    endings: tuple[str, ...] = ()  # of the files' names
    to_stdout: bool = False  # text, fit for standard output
    is_named: bool = False  # the content holds the file's name, without its ending
    logs: tuple[str, ...] = ()  # endings of files beside it that are taken for parts of it


EXPORTS: dict[str, Export] = {
    "yaml": Export(make_yaml, (".yaml", ".yml"), to_stdout=True),
    "json": Export(make_json, (".json",), to_stdout=True),
    "csv": Export(make_csv, (".csv",), to_stdout=True),
    "datapackage": Export(make_datapackage),
    "sqlite": Export(make_sqlite, (".db", ".sqlite", ".sqlite3", ".db3"), is_named=True, logs=LOGS),
    "xlsx": Export(make_xlsx, (".xlsx",)),
    "html": Export(make_html, (".html", ".htm"), to_stdout=True),
    "graphml": Export(make_graphml, (".graphml",), to_stdout=True),
}


def format_of_path(path: str) -> str:
    """The format that a name asks for: by its ending, for a folder the package, else YAML.

    Raises `Misuse` for an ending that no format has.
    """
    for name, export in EXPORTS.items():
        if path.lower().endswith(export.endings):
            return name
    if path.endswith(("/", os.sep)) or os.path.isdir(path):
        return "datapackage"
    ending = os.path.splitext(path)[1]
    if ending.strip("."):
        known = ", ".join(ending for export in EXPORTS.values() for ending in export.endings)
        message = _(
            "--output: no format has the ending “{ending}”. Allowed: {endings}, or / for "
            "datapackage; with --format, any."
        )
        raise Misuse(message.format(ending=ending, endings=known))
    return "yaml"


def write_export(export: Export, data: DataSet, path: str, force: bool) -> None:
    """Write the plan to `path`, whole or not at all; raises `CannotWrite`."""
    name = [os.path.splitext(os.path.basename(path))[0]] if export.is_named else []
    content = export.make(data, *name)
    if isinstance(content, dict):
        writing.write_folder(path, content, force)
    else:
        if force and export.logs:
            settle_logs(path)
        writing.write_file(path, content, force, export.logs)
