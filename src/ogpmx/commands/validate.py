"""Is this file a valid plan?"""

from typing import Annotated, NamedTuple

from ogpmx import loader, messages
from ogpmx.blocks import Block, Paragraph, line
from ogpmx.errors import BadData, ExitStatus
from ogpmx.global_options import argument, decode_path
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import DataSet, Plan
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns
from ogpmx.sanitize import one_line

NO_PLAN = DataSet(plan=Plan(id=""))  # where there are faults, there is no other


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

ROWS = Rows(COLUMNS, tuple(COLUMNS), record_columns(COLUMNS), describe_faults, document=True)

_FILES = N_("YAML, JSON or JSON Lines files; - is standard input.")

EXAMPLES = ("ogpmx validate plan.yaml", "ogpmx export | ogpmx validate -")


def command(files: Annotated[list[str], argument("FILE...", _FILES)]) -> Answer:
    """Name every fault of a file, with line and column; exit status 1 if there are any."""
    reports, unread = [], []
    for file in files:
        try:
            reports.append(loader.examine(decode_path(file)))
        except BadData as error:  # the other files are examined all the same
            if len(files) == 1:
                raise
            unread.append(str(error))
    rows = [
        FaultRow(report.name, fault.line, fault.column, fault.where, fault.message)
        for report in reports
        for fault in report.faults
    ]
    words = (_tell_valid(report.name, report.data) for report in reports if report.data)
    return Answer(
        ROWS,
        rows,
        Localized(NO_PLAN, messages.current()),
        word="\n".join([*words, *unread]),
        status=ExitStatus.FAILED if rows or unread else ExitStatus.DONE,
    )


def _tell_valid(name: str, data: DataSet) -> str:
    """That a file is a valid plan, and how large it is."""
    n, m = len(data.commitments), len(data.organizations)
    commitments = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    organizations = ngettext("{n} organization", "{n} organizations", m).format(n=m)
    message = _("{file}: valid. {commitments}, {organizations}.")
    return message.format(file=one_line(name), commitments=commitments, organizations=organizations)
