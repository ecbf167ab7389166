"""Which commitments are there?"""

from ogpmx.commitments import COMMITMENTS
from ogpmx.filters import Criteria, select_commitments
from ogpmx.messages import _
from ogpmx.rows import Answer, Localized

ROWS = COMMITMENTS

EXAMPLES = ("ogpmx list --sort status,-number", "ogpmx list -f csv > commitments.csv")


def command(localized: Localized, criteria: Criteria) -> Answer:
    """List the commitments, one row each, in the plan's order."""
    remark = "" if localized.data.commitments else _("The plan holds no commitments.")
    return Answer(ROWS, select_commitments(localized.data, criteria), localized, remark=remark)
