"""Do the source's figures agree with its own rows?"""

from typing import Annotated

from ogpmx import labels
from ogpmx.blocks import NOTE, QUIET, Block, Line, Span, Table, TableColumn, line
from ogpmx.claims import VERDICT_LOOKS, audit, label_verdict
from ogpmx.commitments import numbers_column
from ogpmx.completion import complete_claim
from ogpmx.global_options import argument
from ogpmx.matching import require_one_of
from ogpmx.messages import N_, _
from ogpmx.models import Claim
from ogpmx.rows import Answer, Column, Columns, Localized, Rows


def describe_findings(answer: Answer) -> list[Block]:
    """Each claim with what is stated and what the rows count; the rows and a note below it."""
    rows: list[list[Line]] = []
    note_before = None
    for finding in answer.rows:
        claim = [Span(answer.localized.text(finding.claim.text) or "")]
        if finding.claim.category:
            claim.insert(0, Span(f"{finding.claim.category}) ", QUIET))
        if finding.numbers:
            numbers = labels.format_numbers(finding.numbers)
            claim.append(Span(_("Commitments: {numbers}").format(numbers=numbers), NOTE))
        if finding.note and finding.note != note_before:
            claim.append(Span(finding.note, NOTE))
        note_before = finding.note
        figures = (line(finding.claim.stated), line(labels.format_value(finding.counted)))
        verdict = line(label_verdict(finding.verdict), VERDICT_LOOKS[finding.verdict])
        rows.append([claim, *figures, verdict])
    columns = [
        TableColumn(_("Claim"), flexible=True),
        TableColumn(_("Stated"), figures=True),
        TableColumn(_("Counted"), figures=True),
        TableColumn(_("Verdict")),
    ]
    return [Table(columns, rows)]


def _of_claim(name: str, figures: bool = False) -> Column:
    return Column.of(Claim, name, figures=figures).at(lambda f, loc: (f.claim, loc))


COLUMNS: Columns = {
    "claim": _of_claim("claim"),
    "stated": _of_claim("stated", figures=True),
    "counted": Column(N_("Counted"), lambda f, _loc: f.counted, figures=True),
    "verdict": Column(
        N_("Verdict"), lambda f, _loc: f.verdict, lambda f, _loc: label_verdict(f.verdict)
    ),
    "numbers": numbers_column(N_("Numbers"), lambda f: f.numbers, sort=None, flexible=True),
    "note": Column(N_("Note"), lambda f, _loc: f.note, flexible=True),
    "text": _of_claim("text"),
    "category": _of_claim("category"),
}

ROWS = Rows(
    columns=COLUMNS,
    shown=("claim", "text", "stated", "counted", "verdict", "numbers", "note"),
    page=describe_findings,
)

EXAMPLES = ("ogpmx audit", "ogpmx audit -f csv > audit.csv")


_CLAIMS = N_("Only these claims, by their codes.")


def command(
    localized: Localized,
    names: Annotated[list[str] | None, argument("CLAIM...", _CLAIMS, complete_claim)] = None,
) -> Answer:
    """Hold each headline figure of the source against its own rows.

    What the rows count is computed when asked; nothing is stored but what the source states.
    """
    findings = audit(localized)
    remark = "" if findings else _("The file states no claims.")
    if names:
        known = [finding.claim.claim for finding in findings]
        wanted = [require_one_of(name, known, "audit") for name in names]
        findings = tuple(f for f in findings if f.claim.claim in wanted)
    return Answer(ROWS, findings, localized, remark=remark)
