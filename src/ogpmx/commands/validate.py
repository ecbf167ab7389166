"""Is this file a valid plan?"""

from typing import Annotated, NamedTuple

import typer

from ogpmx import loader, messages
from ogpmx.blocks import Block, Paragraph, line
from ogpmx.errors import ExitStatus
from ogpmx.global_options import decode_path
from ogpmx.messages import N_, _
from ogpmx.models import DataSet, Plan, Source, Text
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns
from ogpmx.sanitize import one_line

# Faults are told without a plan: there is none where there are faults.
_NO_TEXT = Text(es="", en="")
NO_PLAN = DataSet(
    version="",
    license="",
    plan=Plan(
        id="",
        country=_NO_TEXT,
        title=_NO_TEXT,
        start="",
        end="",
        source=Source(title="", author=""),
    ),
    topics=(),
    organizations=(),
    commitments=(),
)


class FaultRow(NamedTuple):
    """A fault with the file that it is in."""

    file: str
    line: int
    column: int
    where: str
    message: str


def describe_faults(answer: Answer) -> list[Block]:
    """A fault a line, as compilers tell them: file, line, column, where, what."""
    told = (
        ": ".join(filter(None, (f"{f.file}:{f.line}:{f.column}", f.where, f.message)))
        for f in answer.rows
    )
    return [Paragraph(line(fault)) for fault in told]


COLUMNS: Columns = {
    "file": Column(N_("File"), lambda f, _loc: f.file),
    "line": Column(N_("Line"), lambda f, _loc: f.line, figures=True),
    "column": Column(N_("Column"), lambda f, _loc: f.column, figures=True),
    "where": Column(N_("Where"), lambda f, _loc: f.where),
    "message": Column(N_("Fault"), lambda f, _loc: f.message, flexible=True),
}

ROWS = Rows(
    columns=COLUMNS, shown=tuple(COLUMNS), record=record_columns(COLUMNS), page=describe_faults
)


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help=N_("YAML, JSON or JSON Lines files; - is standard input.")
        ),
    ],
) -> Answer:
    """Name every fault of a file, with line and column; exit status 1 if there are any."""
    reports = [loader.examine(decode_path(file)) for file in files]
    rows = [
        FaultRow(report.name, fault.line, fault.column, fault.where, fault.message)
        for report in reports
        for fault in report.faults
    ]
    words = [_describe_valid(report.name, report.data) for report in reports if report.data]
    return Answer(
        ROWS,
        rows,
        Localized(NO_PLAN, messages.current()),
        word="\n".join(words),
        status=ExitStatus.FAILED if rows else ExitStatus.DONE,
    )


def _describe_valid(name: str, data: DataSet) -> str:
    return _("{file}: valid. {commitments} commitments, {organizations} organizations.").format(
        file=one_line(name),
        commitments=len(data.commitments),
        organizations=len(data.organizations),
    )
