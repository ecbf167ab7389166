"""Which commitments match?"""

from ogpmx.commitments import COMMITMENTS
from ogpmx.errors import Misuse
from ogpmx.filters import FILTERS, Criteria, option_name, select_commitments
from ogpmx.messages import _
from ogpmx.rows import Answer, Localized

ROWS = COMMITMENTS

EXAMPLES = ("ogpmx filter --status inactive", "ogpmx filter --participant SFP --participant INAI")


def command(localized: Localized, criteria: Criteria) -> Answer:
    """List the commitments that match.

    Values of a repeated option are alternatives (but --participant repeated asks for those who
    worked together); different options must all match. On an option of the Independent Reporting
    Mechanism (IRM), none-stated finds what the source does not state.
    """
    if not criteria:
        options = ", ".join(map(option_name, FILTERS))
        raise Misuse(_("Name at least one criterion: {options}.").format(options=options))
    return Answer(ROWS, select_commitments(localized.data, criteria), localized)
