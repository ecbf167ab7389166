"""Give me the data: the whole plan in another shape."""

from typing import Annotated

from ogpmx.errors import Misuse
from ogpmx.exports import EXPORTS, format_of_path, write_export
from ogpmx.global_options import decode_path, option
from ogpmx.matching import resolve
from ogpmx.messages import N_, _
from ogpmx.rows import Localized

ROWS = None

EXAMPLES = ("ogpmx export -o plan.xlsx", "ogpmx export -f datapackage -o plan")

_FORMAT = N_("{choices}; left out: as PATH ends, or else yaml.")
_OUTPUT = N_("The file, or for datapackage the folder, to write; - is standard output.")


def command(
    localized: Localized,
    format: Annotated[
        str | None, option("--format -f", "FORMAT", _FORMAT, choices=[*EXPORTS])
    ] = None,
    output: Annotated[str | None, option("--output -o", "PATH", _OUTPUT)] = None,
    force: Annotated[bool, option("--force", None, N_("Replace what is there."))] = False,
) -> bytes | None:
    """Give the whole plan, in every language that it has: for other programs, to edit, or to keep.

    yaml, json, csv (one flat table) and html go to standard output or to a file; datapackage is a
    folder of CSV tables that describe themselves, sqlite a database, xlsx a workbook. html is one
    page for a browser that holds all it needs: to read, to pass on, to print.

    graphml is the network of organizations and commitments, for Gephi, NetworkX and others; it goes
    to standard output too.
    """
    path = None if output is None or output == "-" else decode_path(output)
    if format is None:
        format = format_of_path(path or "")
    known = {name: [end.strip(".") for end in one.endings] for name, one in EXPORTS.items()}
    export = EXPORTS[resolve(format, known, "--format")]
    if path is not None:
        write_export(export, localized.data, path, force)
        return None
    if not export.to_stdout:
        message = _("{format} needs --output with a path; it cannot go to standard output.")
        raise Misuse(message.format(format=format))
    content = export.make(localized.data)
    assert isinstance(content, bytes)
    return content
