"""Do the source's figures agree with its own rows?"""

from enum import StrEnum
from typing import NamedTuple

from ogpmx import labels
from ogpmx.blocks import GOOD, NOTE, POOR, QUIET, Block, Line, Span, Table, TableColumn, line
from ogpmx.filters import select_commitments, select_involvements
from ogpmx.matching import natural_order
from ogpmx.messages import N_, _
from ogpmx.models import Claim, CommitmentNumber, DataSet
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns


class Verdict(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COUNTABLE = "not-countable"


class Finding(NamedTuple):
    """A claim held against the rows: what they count (None: cannot), and which count."""

    claim: Claim
    counted: int | None
    numbers: tuple[CommitmentNumber, ...]
    note: str | None

    @property
    def verdict(self) -> Verdict:
        if self.counted is None:
            return Verdict.NOT_COUNTABLE
        return Verdict.AGREES if self.counted == self.claim.stated else Verdict.DIFFERS


def audit(localized: Localized) -> tuple[Finding, ...]:
    """Every claim held against the rows as it says that it is counted, in the claims' order."""
    return tuple(
        Finding(claim, *count_claim(localized.data, claim), localized.text(claim.note))
        for claim in localized.data.plan.claims
    )


def count_claim(data: DataSet, claim: Claim) -> tuple[int | None, tuple[CommitmentNumber, ...]]:
    """How many the rows count for a claim (None: it cannot be counted), and which commitments."""
    if claim.count is None:
        return None, ()
    if claim.count.commitments is not None:
        numbers = tuple(c.number for c in select_commitments(data, claim.count.commitments))
        return len(numbers), numbers
    rows = select_involvements(data, claim.count.organizations or {})
    found = {number for row in rows for number in row.numbers}
    return len(rows), tuple(sorted(found, key=natural_order))


# Its rows

VERDICT_SIGNS = {Verdict.AGREES: "✓", Verdict.DIFFERS: "✗", Verdict.NOT_COUNTABLE: "·"}
VERDICT_LOOKS = {Verdict.AGREES: GOOD, Verdict.DIFFERS: POOR, Verdict.NOT_COUNTABLE: QUIET}


def _label_verdict(verdict: Verdict) -> str:
    return f"{VERDICT_SIGNS[verdict]} {labels.label_code(verdict)}"


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
        rows.append(
            [
                claim,
                line(finding.claim.stated),
                line(labels.format_value(finding.counted)),
                line(_label_verdict(finding.verdict), VERDICT_LOOKS[finding.verdict]),
            ]
        )
    columns = [
        TableColumn(_("Claim"), flexible=True),
        TableColumn(_("Stated"), figures=True),
        TableColumn(_("Counted"), figures=True),
        TableColumn(_("Verdict")),
    ]
    return [Table(columns, rows)]


COLUMNS: Columns = {
    "claim": Column.of(
        Claim, "claim", lambda f, _loc: f.claim.claim, shown=lambda f, _loc: str(f.claim.claim)
    ),
    "stated": Column.of(Claim, "stated", lambda f, _loc: f.claim.stated, figures=True),
    "counted": Column(N_("Counted"), lambda f, _loc: f.counted, figures=True),
    "verdict": Column(
        N_("Verdict"), lambda f, _loc: f.verdict, lambda f, _loc: _label_verdict(f.verdict)
    ),
    "numbers": Column(
        N_("Numbers"),
        lambda f, _loc: list(f.numbers),
        lambda f, _loc: labels.format_numbers(f.numbers) or labels.NOT_STATED,
        rank=2,
        flexible=True,
    ),
    "note": Column(N_("Note"), lambda f, _loc: f.note, rank=1, flexible=True),
    "text": Column.of(Claim, "text", lambda f, loc: loc.text(f.claim.text), flexible=True),
    "category": Column.of(Claim, "category", lambda f, _loc: f.claim.category),
}
_RECORD = ("claim", "stated", "counted", "verdict", "numbers", "note", "text", "category")

ROWS = Rows(
    columns=COLUMNS,
    shown=("claim", "text", "stated", "counted", "verdict", "numbers", "note"),
    record=record_columns({name: COLUMNS[name] for name in _RECORD}),
    page=describe_findings,
)

EXAMPLES = ("ogpmx audit", "ogpmx audit -f csv > audit.csv")


def command(localized: Localized) -> Answer:
    """Hold each headline figure of the report against the rows of its own tables.

    What the rows count is computed when asked; nothing is stored but what the report states.
    """
    return Answer(ROWS, audit(localized), localized)
