"""What do the two evaluators say?"""

from typing import Annotated

from ogpmx import labels
from ogpmx.blocks import QUIET, Block, Paragraph, line
from ogpmx.commitments import IRM, NUMBER, SAME_COMPLETION, STATUS, TITLE, is_divergent
from ogpmx.completion import complete_number
from ogpmx.filters import Criteria, choose_commitments
from ogpmx.global_options import argument, option
from ogpmx.messages import N_, _
from ogpmx.models import Commitment
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, list_rows


def _show_divergence(commitment: Commitment, _localized: Localized) -> str:
    divergent = is_divergent(commitment)
    if divergent is None:
        return _("not comparable")
    return _("≠ differ") if divergent else _("= agree")


def describe_comparison(answer: Answer) -> list[Block]:
    """The commitments, and what the comparison rests on."""
    equal = "; ".join(
        f"{labels.label_code(status)} = {labels.label_code(completion)}"
        for status, completion in SAME_COMPLETION.items()
    )
    rests_on = _(
        "Only completion is compared. What counts as the same, in the self-assessment and for the "
        "Independent Reporting Mechanism (IRM): {equal}."
    )
    if all(is_divergent(c) is None for c in answer.rows):
        rests_on = _(
            "No commitment can be compared: completion is not stated by both. {rests_on}"
        ).format(rests_on=rests_on)
    return [list_rows(answer), Paragraph(()), Paragraph(line(rests_on.format(equal=equal), QUIET))]


COLUMNS: Columns = {
    "number": NUMBER,
    "title": TITLE,
    "status": STATUS._replace(heading=N_("Self-assessment")),
    **IRM,
    "irm_completion": IRM["irm_completion"]._replace(rank=0),
    "divergent": Column(N_("On completion"), lambda c, _loc: is_divergent(c), _show_divergence),
}

ROWS = Rows(COLUMNS, tuple(COLUMNS), page=describe_comparison)

EXAMPLES = ("ogpmx assessments", "ogpmx assessments --divergent")


def command(
    localized: Localized,
    criteria: Criteria,
    commitments: Annotated[
        list[str] | None,
        argument("N...", N_("Only these commitments, named as for show."), complete_number),
    ] = None,
    divergent: Annotated[
        bool, option("--divergent", None, N_("Only where both state completion and differ."))
    ] = False,
) -> Answer:
    """Set what the two evaluators say side by side: the self-assessment and the Independent
    Reporting Mechanism (IRM).

    They are compared on completion alone, where the source states what the IRM said of it.
    """
    selected = choose_commitments(localized.data, commitments or (), criteria)
    rows = [c for c in selected if is_divergent(c)] if divergent else selected
    return Answer(ROWS, rows, localized)
