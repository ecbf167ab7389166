"""Do the source's figures agree with its own rows?"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from ogpmx import labels
from ogpmx.blocks import GOOD, NOTE, POOR, QUIET, Block, Line, Span, Table, TableColumn, line
from ogpmx.messages import N_, _
from ogpmx.models import Claim, ClaimCode, DataSet, Sector, Status
from ogpmx.organizations import list_involvements
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns


class Verdict(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COUNTABLE = "not-countable"


class Finding(NamedTuple):
    """A claim held against the rows: what they count (None: cannot), and which count."""

    claim: Claim
    counted: int | None
    numbers: tuple[int, ...]
    note: str | None

    @property
    def verdict(self) -> Verdict:
        if self.counted is None:
            return Verdict.NOT_COUNTABLE
        return Verdict.AGREES if self.counted == self.claim.stated else Verdict.DIFFERS


def audit(data: DataSet) -> tuple[Finding, ...]:
    """Every claim of the opening pages held against the rows, in the claims' order."""
    findings = []
    for claim in data.plan.claims:
        counted, numbers, note = _COUNTS[claim.claim](data)
        findings.append(Finding(claim, counted, tuple(numbers), note))
    return tuple(findings)


# What the rows count for a claim

Counted = tuple[int | None, Sequence[int], str | None]


def _count_commitments(data: DataSet) -> Counted:
    numbers = [c.number for c in data.commitments]
    return len(numbers), numbers, None


def _count_sector(data: DataSet, sector: Sector) -> Counted:
    rows = list_involvements(data, data.commitments, [sector])
    numbers = sorted({number for row in rows for number in row.numbers})
    notes = [_("Counted is each organization that a row names among its participants.")]
    parts = [row.organization.short for row in rows if row.organization.part_of]
    if parts:
        text = _("Counted apart, though part of another organization: {names}.")
        notes.append(text.format(names=", ".join(parts)))
    counted = {row.organization.id for row in rows}
    mentioned = [
        _("{name} (in {number})").format(name=o.short, number=c.number)
        for c in data.commitments
        for m in c.mentions
        for o in [data.organizations_by_id[m.organization]]
        if o.sector is sector and o.id not in counted
    ]
    if mentioned:
        text = _("Named in a row, but not among its participants: {names}.")
        notes.append(text.format(names=", ".join(mentioned)))
    return len(rows), numbers, " ".join(notes)


def _count_status(data: DataSet, status: Status) -> Counted:
    numbers = [c.number for c in data.commitments if c.status is status]
    return len(numbers), numbers, None


def _count_substantial(data: DataSet) -> Counted:
    text = _("The self-assessment calls no row substantial: those it calls completed are counted.")
    return *_count_status(data, Status.COMPLETED)[:2], text


def _count_suspended(data: DataSet) -> Counted:
    inactive = [c for c in data.commitments if c.status is Status.INACTIVE]
    numbers = [c.number for c in inactive if c.suspension]
    silent = ", ".join(str(c.number) for c in inactive if not c.suspension)
    text = _("The row does not say that the organizations suspended their part: {numbers}.")
    return len(numbers), numbers, text.format(numbers=silent) if silent else None


def _cannot_count_views(_data: DataSet) -> Counted:
    return None, (), _("No row sets the institutions' view apart from the organizations'.")


def _cannot_count_outcomes(_data: DataSet) -> Counted:
    text = _("The rows give results without saying to which category of outcomes they belong.")
    return None, (), text


_COUNTS: dict[ClaimCode, Callable[[DataSet], Counted]] = {
    ClaimCode.COMMITMENTS: _count_commitments,
    ClaimCode.CIVIL_SOCIETY: lambda data: _count_sector(data, Sector.CIVIL_SOCIETY),
    ClaimCode.FEDERAL: lambda data: _count_sector(data, Sector.FEDERAL),
    ClaimCode.AUTONOMOUS: lambda data: _count_sector(data, Sector.AUTONOMOUS),
    ClaimCode.MUNICIPAL: lambda data: _count_sector(data, Sector.MUNICIPAL),
    ClaimCode.SUBSTANTIAL: _count_substantial,
    ClaimCode.LIMITED: lambda data: _count_status(data, Status.LIMITED),
    ClaimCode.MIXED: _cannot_count_views,
    ClaimCode.INACTIVE: lambda data: _count_status(data, Status.INACTIVE),
    ClaimCode.INACTIVE_SUSPENDED: _count_suspended,
    ClaimCode.DIAGNOSTICS: _cannot_count_outcomes,
    ClaimCode.PARTICIPATION_MECHANISMS: _cannot_count_outcomes,
    ClaimCode.POLICY_PROPOSALS: _cannot_count_outcomes,
    ClaimCode.METHODOLOGIES: _cannot_count_outcomes,
    ClaimCode.INFORMATION_QUALITY: _cannot_count_outcomes,
    ClaimCode.MICROSITES: _cannot_count_outcomes,
    ClaimCode.PLATFORMS: _cannot_count_outcomes,
}


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
_RECORD = ("claim", "stated", "counted", "verdict", "numbers", "note")

ROWS = Rows(
    columns=COLUMNS,
    shown=("claim", "text", "stated", "counted", "verdict", "numbers", "note"),
    record=record_columns({name: COLUMNS[name] for name in _RECORD}),
    page=describe_findings,
)


def command(localized: Localized) -> Answer:
    """Hold each headline figure of the report against the rows of its own tables.

    What the rows count is computed when asked; nothing is stored but what the report states.
    """
    return Answer(ROWS, audit(localized.data), localized)
