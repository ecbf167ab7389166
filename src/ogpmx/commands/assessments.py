"""What do the two evaluators say?"""

from typing import Annotated

import typer

from ogpmx import labels
from ogpmx.commitments import IRM, NUMBER, STATUS_LOOKS, TITLE, is_divergent
from ogpmx.filters import Criteria, select_commitments
from ogpmx.messages import N_, _
from ogpmx.models import Commitment
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, record_columns


def _show_divergence(commitment: Commitment, _localized: Localized) -> str:
    """Whether the evaluators agree on completion, in a sign and a word."""
    divergent = is_divergent(commitment)
    if divergent is None:
        return _("not comparable")
    return _("≠ differ") if divergent else _("= agree")


COLUMNS: Columns = {
    "number": NUMBER,
    "title": TITLE,
    "status": Column(
        N_("Self-assessment"),
        lambda c, _loc: c.status,
        shown=lambda c, _loc: labels.label_status(c.status),
        look=lambda c, _loc: (STATUS_LOOKS[c.status], None),
    ),
    **IRM,
    "irm_completion": IRM["irm_completion"]._replace(rank=0),
    "divergent": Column(N_("On completion"), lambda c, _loc: is_divergent(c), _show_divergence),
}

ROWS = Rows(columns=COLUMNS, shown=tuple(COLUMNS), record=record_columns(COLUMNS))


def command(
    localized: Localized,
    criteria: Criteria,
    divergent: Annotated[
        bool, typer.Option("--divergent", help=N_("Only where both state completion and differ."))
    ] = False,
) -> Answer:
    """Set what the two evaluators say side by side: the self-assessment and the IRM.

    They are compared on completion alone, where the report states what the IRM said of it.
    """
    selected = select_commitments(localized.data, criteria)
    rows = [c for c in selected if is_divergent(c)] if divergent else selected
    return Answer(ROWS, rows, localized)
