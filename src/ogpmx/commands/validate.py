"""Is this file a valid plan?"""

from typing import Annotated

from ogpmx import loader, messages
from ogpmx.blocks import Block, Paragraph, line
from ogpmx.errors import BadData, ExitStatus
from ogpmx.global_options import argument, decode_path
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import DataSet, Plan
from ogpmx.rows import Answer, Column, Columns, Localized, Rows
from ogpmx.sanitize import one_line

NO_PLAN = DataSet(plan=Plan(id=""))  # where there are faults, there is no other


def describe_faults(answer: Answer) -> list[Block]:
    """A fault a line, as compilers tell them: file, line, column, where, what."""
    return [Paragraph(line(fault)) for fault in answer.rows]


COLUMNS: Columns = {
    "file": Column(N_("File"), lambda f, _loc: f.file),
    "line": Column(N_("Line"), lambda f, _loc: f.line, figures=True),
    "column": Column(N_("Column"), lambda f, _loc: f.column, figures=True),
    "where": Column(N_("Where"), lambda f, _loc: f.where),
    "message": Column(N_("Fault"), lambda f, _loc: f.message, flexible=True),
}

ROWS = Rows(COLUMNS, tuple(COLUMNS), page=describe_faults, document=True)

_FILES = N_("YAML, JSON or JSON Lines files; - is standard input.")

EXAMPLES = ("ogpmx validate plan.yaml", "ogpmx export | ogpmx validate -")


def command(files: Annotated[list[str], argument("FILE...", _FILES)]) -> Answer:
    """Name every fault of a file, with line and column; exit status 1 if there are any."""
    rows: list[loader.Located] = []
    words = []
    for name in map(decode_path, files):
        try:
            report = loader.examine(name)
        except BadData as error:  # which says the name first
            message = str(error).removeprefix(f"{loader.show_name(name)}: ")
            rows.append(loader.Located(loader.as_text(name), None, None, "", message))
            continue
        rows += report.faults
        if report.data:
            words.append(_tell_valid(report.name, report.data))
    return Answer(
        ROWS,
        rows,
        Localized(NO_PLAN, messages.current()),
        remark="\n".join(words),
        status=ExitStatus.FAILED if rows else ExitStatus.DONE,
    )


def _tell_valid(name: str, data: DataSet) -> str:
    """That a file is a valid plan, and how large it is."""
    n, m = len(data.commitments), len(data.organizations)
    commitments = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    organizations = ngettext("{n} organization", "{n} organizations", m).format(n=m)
    message = _("{file}: valid. {commitments}, {organizations}.")
    return message.format(file=one_line(name), commitments=commitments, organizations=organizations)
