"""How do plans stand beside each other?"""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from ogpmx import labels, loader
from ogpmx.blocks import Block, Section
from ogpmx.codes import Completion, EarlyResults, Opening, Sector, Status
from ogpmx.commands.summary import table_counts
from ogpmx.counting import COUNTS, DIMENSIONS, count_by, resolve_group
from ogpmx.global_options import argument, completer, decode_path, option
from ogpmx.messages import N_, _
from ogpmx.models import Plan
from ogpmx.rows import Answer, Column, Columns, Getter, Localized, Record, Rows

# OGP's notions, of those that the IRM rates: https://www.opengovpartnership.org/irm-guidance-overview
HIGH_COMPLETION = (Completion.SUBSTANTIAL, Completion.COMPLETE)
STRONG_OPENING = (Opening.MAJOR, Opening.OUTSTANDING)


def measure_plan(localized: Localized) -> Record:
    """What a plan is, and what it holds: commitments by how they ended, and who took part."""
    plan, commitments = localized.data.plan, localized.data.commitments
    ratings = [commitment.irm for commitment in commitments]
    took = {p.organization for c in commitments for p in c.participants}
    sectors = [localized.data.organizations_by_id[id].sector for id in took]
    return {
        **{name: localized.plain(getattr(plan, name)) for name in _OF_PLAN},
        "plan": plan.id,
        "commitments": len(commitments),
        "completed": sum(c.status is Status.COMPLETED for c in commitments),
        "completion_rated": sum(irm.completion is not None for irm in ratings),
        "high_completion": sum(irm.completion in HIGH_COMPLETION for irm in ratings),
        "results_rated": sum(bool(irm.opening or irm.early_results) for irm in ratings),
        "strong_results": sum(
            irm.opening in STRONG_OPENING or irm.early_results is EarlyResults.SIGNIFICANT
            for irm in ratings
        ),
        "organizations": len(took),
        "civil_society": sectors.count(Sector.CIVIL_SOCIETY),
        "states_status": any(c.status for c in commitments),
        "states_sectors": any(sectors),
    }


def _get(name: str) -> Getter:
    return lambda row, _localized: row[name]


# Counts: heading; rank; what must be stated. Where that is a count too, people see both: `3 of 7`.
_COUNTED = {
    "commitments": (N_("Commitments"), 0, ""),
    "completed": (N_("Completed"), 0, "states_status"),
    "completion_rated": (N_("Completion rated"), 0, ""),
    "high_completion": (N_("IRM: high completion"), 1, "completion_rated"),
    "results_rated": (N_("Results rated"), 0, ""),
    "strong_results": (N_("IRM: strong results"), 1, "results_rated"),
    "organizations": (N_("Organizations"), 2, ""),
    "civil_society": (N_("Civil society"), 2, "states_sectors"),
}


def _counted(name: str) -> Column:
    heading, rank, stated = _COUNTED[name]

    def show(row: Record, _localized: Localized) -> str:
        if stated and not row[stated]:
            return labels.NOT_STATED
        words = _("{size} of {total}") if stated in _COUNTED else "{size}"
        return words.format(size=row[name], total=row.get(stated))

    return Column(heading, _get(name), show, figures=True, rank=rank)


_OF_PLAN = {"title": 0, "country": 0, "start": 3, "end": 3}  # and their ranks
COLUMNS: Columns = {
    "plan": Column(N_("Plan"), _get("plan")),
    **{name: Column.of(Plan, name, _get(name), rank=rank) for name, rank in _OF_PLAN.items()},
    **{name: _counted(name) for name in _COUNTED},
}

_TOLD = ("title", "completion_rated", "results_rated")  # by other columns
ROWS = Rows(columns=COLUMNS, shown=[name for name in COLUMNS if name not in _TOLD])


# A dimension of `summary`, plan by plan: a row is a count and the plan that it is of


def describe_plans(answer: Answer) -> list[Block]:
    """The bars of each plan below its title."""
    page: list[Block] = []
    for _id, group in groupby(answer.rows, lambda row: id(row[1])):  # two may be equal
        counts, (localized, *_same) = zip(*group, strict=True)
        plan = localized.data.plan
        heading = localized.text(plan.title) or plan.id
        page.append(Section(heading, [table_counts(counts, localized)]))
    return page


BY = Rows(
    columns={
        "plan": Column(N_("Plan"), lambda row, _loc: row[1].data.plan.id),
        **{name: column.at(lambda row, _loc: row) for name, column in COUNTS.items()},
    },
    shown=("plan", "label", "count", "share", "numbers"),
    page=describe_plans,
)


def compare_plans(plans: Sequence[Localized], by: str | None = None) -> Answer:
    """A row for each plan, or for each value of a dimension in each; the first plan's language."""
    ids = [plan.data.plan.id for plan in plans]
    repeated = ", ".join(id for id in dict.fromkeys(ids) if ids.count(id) > 1)
    remark = _("Several plans are called {ids}; they stand in the order of their files.")
    remark = remark.format(ids=repeated) if repeated else ""
    if by is None:
        return Answer(ROWS, [*map(measure_plan, plans)], plans[0], remark=remark)
    group = resolve_group(by, "--by")
    rows = [
        (count, plan)
        for plan in plans
        for count in count_by(plan.data, plan.data.commitments, group)
    ]
    return Answer(BY, rows, plans[0], remark=remark)


_FILES = N_("Other plans, in files of the same shape.")
_BY = N_("Count this field of summary for each plan.")

EXAMPLES = ("ogpmx compare plan.yaml", "ogpmx compare plan.yaml --by status")


def command(
    localized: Localized,
    files: Annotated[list[str] | None, argument("FILE...", _FILES)] = None,
    by: Annotated[str | None, option("--by", "FIELD", _BY, completer([*DIMENSIONS]))] = None,
) -> Answer:
    """Set plans beside each other, a row each, the plan in use first.

    High completion and strong results are OGP's: substantial or complete, of the commitments whose
    completion the IRM rates; major, outstanding or significant, of those whose results it rates.
    """
    others = [Localized(loader.load(decode_path(file)), localized.lang) for file in files or ()]
    return compare_plans([localized, *others], by)
