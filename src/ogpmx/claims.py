"""The countable figures that the source states, held against its own rows."""

from enum import StrEnum
from typing import NamedTuple

from ogpmx import labels
from ogpmx.blocks import GOOD, POOR, QUIET
from ogpmx.filters import select_commitments, select_involvements
from ogpmx.matching import natural_order
from ogpmx.models import Claim, CommitmentNumber, DataSet
from ogpmx.rows import Localized


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


_SIGNS = {Verdict.AGREES: "✓", Verdict.DIFFERS: "✗", Verdict.NOT_COUNTABLE: "·"}
VERDICT_LOOKS = {Verdict.AGREES: GOOD, Verdict.DIFFERS: POOR, Verdict.NOT_COUNTABLE: QUIET}


def label_verdict(verdict: Verdict) -> str:
    return f"{_SIGNS[verdict]} {labels.label_code(verdict)}"
