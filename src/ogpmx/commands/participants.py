"""Who took part?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from ogpmx import blocks, labels
from ogpmx.blocks import Block, Line, Table, TableColumn, line
from ogpmx.codes import Role
from ogpmx.commitments import numbers_column
from ogpmx.completion import complete_number
from ogpmx.filters import Criteria, select_involvements
from ogpmx.global_options import option
from ogpmx.matching import natural_order
from ogpmx.messages import N_, _, pgettext
from ogpmx.models import CommitmentNumber, Organization
from ogpmx.organizations import Involvement
from ogpmx.rows import Answer, Column, Columns, Localized, Record, Rows, list_rows, record_columns
from ogpmx.searching import find_commitments

LEADING_ROLES = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
MOST_ACROSS = 200  # commitments in a matrix


# The columns of an organization: of `participants` and `participant` alike.
ORGANIZATION: Columns = {
    name: Column.of(
        Organization, name, rank=2 if name == "sector" else 0, flexible=name in ("name", "aliases")
    ).at(lambda row, localized: (row.organization, localized))
    for name in Organization.__dataclass_fields__
}


def _make_record(row: Involvement, localized: Localized) -> Record:
    roles = {role: list(numbers) for role, numbers in row.roles.items()}
    return record_columns(ROWS.columns)(row, localized) | {"roles": roles}


def _flatten_roles(row: Involvement, _localized: Localized) -> list[str]:
    return [f"{role}: {', '.join(map(str, numbers))}" for role, numbers in row.roles.items()]


def _show_roles(row: Involvement, _localized: Localized) -> str:
    roles = row.roles.items()
    return "; ".join(f"{labels.label_code(r)} {labels.format_numbers(n)}" for r, n in roles)


ROWS = Rows(
    columns={
        **ORGANIZATION,
        "commitments": numbers_column(N_("Commitments"), lambda r: r.numbers),
        "roles": Column(N_("Roles"), _flatten_roles, _show_roles, rank=1, flexible=True),
        "mentioned_in": numbers_column(N_("Mentioned in"), lambda r: r.mentioned_in),
    },
    shown=("acronym", "name", "sector", "commitments", "roles"),
    record=_make_record,
)


# The matrix


def _list_numbers(rows: Sequence[Involvement]) -> list[CommitmentNumber]:
    """The commitments in which any of these took part or is mentioned."""
    found = {number for row in rows for number in (*row.numbers, *row.mentioned_in)}
    return sorted(found, key=natural_order)


def _column_of_commitment(number: CommitmentNumber) -> Column:
    """The roles in a commitment: one text, two roles joined, so that every cell is of one kind."""
    return Column(
        str(number),
        lambda row, _loc: "; ".join(row.roles_in(number)) or None,
        lambda row, _loc: labels.format_value(row.roles_in(number) or None),
    )


def make_matrix(rows: Sequence[Involvement]) -> Rows:
    """How the matrix of these rows looks: for programs, a column for each commitment."""
    across = {str(number): _column_of_commitment(number) for number in _list_numbers(rows)}
    columns = {**ROWS.columns, **across}
    names = ("id", "name", *across)
    return ROWS._replace(
        columns=columns,
        flat=names,
        record=None,
        page=describe_matrix,
        document=True,
        listed=_("A row each: the matrix is drawn without --columns, where the width holds it."),
    )


def describe_matrix(answer: Answer) -> list[Block]:
    """Organizations by commitments: a letter for each role, `m` where one is only mentioned.

    Where the width does not hold the commitments, a row each, with the numbers.
    """
    letters, mention = labels.role_letters(), pgettext("letter of mention", "m")

    def mark(row: Involvement, number: CommitmentNumber) -> Line:
        if roles := row.roles_in(number):
            look = blocks.HEADING if {*roles} & {*LEADING_ROLES} else blocks.STRONG
            return line("".join(letters[role] for role in roles), look)
        return line(mention if number in row.mentioned_in else "·", blocks.QUIET)

    numbers = _list_numbers(answer.rows)
    listing = list_rows(answer)
    if len(numbers) > MOST_ACROSS:
        return [listing]
    rows: list[list[Line]] = []
    for row in answer.rows:
        marks = (mark(row, number) for number in numbers)
        rows.append([line(row.organization.short), *marks, line(len(row.numbers))])
    columns = [
        TableColumn(_("Organization"), flexible=True),
        *(TableColumn(str(number), figures=True) for number in numbers),
        TableColumn(_("total"), figures=True),
    ]
    legend = [f"{letter} {labels.label_code(role)}" for role, letter in letters.items()]
    legend.append(mention + " " + _("only mentioned"))
    return [Table(columns, rows, legend="   ".join(legend), instead=listing)]


_COMMITMENT = N_("Only who took part in this commitment; may be repeated.")

EXAMPLES = ("ogpmx participants --sector civil-society", "ogpmx participants --matrix")


def command(
    localized: Localized,
    criteria: Criteria,
    commitment: Annotated[
        list[str] | None, option("--commitment", "N", _COMMITMENT, complete_number)
    ] = None,
    matrix: Annotated[
        bool, option("--matrix", None, N_("Organizations by commitments, with the roles."))
    ] = False,
) -> Answer:
    """List who took part, one row each, the most active first.

    --sector and --role choose among the organizations; every other filter chooses the commitments
    in which they took part.
    """
    data = localized.data
    if commitment:
        data = replace(data, commitments=find_commitments(data, commitment))
    rows = select_involvements(data, criteria)
    return Answer(make_matrix(rows) if matrix else ROWS, rows, localized)
