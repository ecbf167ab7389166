"""Who took part?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer

from ogpmx import labels
from ogpmx.blocks import HEADING, QUIET, STRONG, Block, Line, Table, TableColumn, line
from ogpmx.completion import complete_number
from ogpmx.filters import Criteria, select_involvements
from ogpmx.messages import N_, _, pgettext
from ogpmx.models import Organization, Role
from ogpmx.organizations import Involvement
from ogpmx.rows import Answer, Column, Columns, Localized, Record, Rows, describe_party, list_rows
from ogpmx.search import find_commitments

LEADING_ROLES = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
MOST_ACROSS = 200  # commitments in a matrix


def _make_record(row: Involvement, _localized: Localized) -> Record:
    o = row.organization
    return {
        **describe_party(o),
        "part_of": o.part_of,
        "aliases": list(o.aliases),
        "commitments": list(row.numbers),
        "roles": {role: list(numbers) for role, numbers in row.roles.items()},
        "mentioned_in": list(row.mentioned_in),
    }


def _flatten_roles(row: Involvement, _localized: Localized) -> list[str]:
    return [f"{role}: {', '.join(map(str, numbers))}" for role, numbers in row.roles.items()]


def show_roles(roles: Mapping[Role, Sequence[int]]) -> str:
    """Roles with the numbers of the commitments, as people read them."""
    shown = (f"{labels.label_code(r)} {labels.format_numbers(n)}" for r, n in roles.items())
    return "; ".join(shown)


def _of_organization(name: str, **more: Any) -> Column:
    return Column.of(
        Organization, name, lambda r, loc: loc.plain(getattr(r.organization, name)), **more
    )


# The columns of an organization: of `participants` and `participant` alike.
ORGANIZATION: Columns = {
    "id": _of_organization("id"),
    "name": _of_organization("name", flexible=True),
    "acronym": _of_organization("acronym"),
    "sector": _of_organization("sector", rank=2),
    "part_of": _of_organization("part_of"),
    "aliases": _of_organization("aliases", flexible=True),
}

ROWS = Rows(
    columns={
        **ORGANIZATION,
        "commitments": Column(
            N_("Commitments"),
            lambda r, _loc: list(r.numbers),
            lambda r, _loc: labels.format_numbers(r.numbers),
            sort=lambda r, _loc: len(r.numbers),
        ),
        "roles": Column(
            N_("Roles"), _flatten_roles, lambda r, _loc: show_roles(r.roles), rank=1, flexible=True
        ),
        "mentioned_in": Column(
            N_("Mentioned in"),
            lambda r, _loc: list(r.mentioned_in),
            lambda r, _loc: labels.format_numbers(r.mentioned_in) or labels.NOT_STATED,
            sort=lambda r, _loc: len(r.mentioned_in),
        ),
    },
    shown=("acronym", "name", "sector", "commitments", "roles"),
    record=_make_record,
)


# The matrix


def role_letters() -> dict[Role, str]:
    """A letter for each role, in the language in use; no two alike."""
    return {
        Role.RESPONSIBLE: pgettext("letter of responsible", "R"),
        Role.CO_RESPONSIBLE: pgettext("letter of co-responsible", "C"),
        Role.ACCOMPANYING: pgettext("letter of accompanying", "A"),
        Role.SUPPORTING: pgettext("letter of supporting", "S"),
        Role.PARTICIPANT: pgettext("letter of participant", "P"),
    }


def describe_matrix(answer: Answer) -> list[Block]:
    """Organizations by commitments: a letter for each role, `m` where one is only mentioned.

    Where the width does not hold the commitments, a row each, with the numbers.
    """
    letters, mention = role_letters(), pgettext("letter of mention", "m")
    numbers = sorted({n for row in answer.rows for n in (*row.numbers, *row.mentioned_in)})
    listing = list_rows(answer)
    if len(numbers) > MOST_ACROSS:
        return [listing]
    rows: list[list[Line]] = []
    for row in answer.rows:
        role_in = {n: role for role, taken in row.roles.items() for n in taken}
        cells = [
            line(letters[role_in[n]], HEADING if role_in[n] in LEADING_ROLES else STRONG)
            if n in role_in
            else line(mention if n in row.mentioned_in else "·", QUIET)
            for n in numbers
        ]
        rows.append([line(row.organization.short), *cells, line(len(row.numbers))])
    columns = [
        TableColumn(_("Organization"), flexible=True),
        *(TableColumn(str(number), figures=True) for number in numbers),
        TableColumn(_("total"), figures=True),
    ]
    legend = [f"{letter} {labels.label_code(role)}" for role, letter in letters.items()]
    legend.append(mention + " " + _("only mentioned"))
    return [Table(columns, rows, legend="   ".join(legend), instead=listing)]


MATRIX = ROWS._replace(page=describe_matrix, document=True)


def command(
    localized: Localized,
    criteria: Criteria,
    commitment: Annotated[
        list[str] | None,
        typer.Option(
            "--commitment",
            metavar="N",
            help=N_("Only who took part in this commitment; may be repeated."),
            autocompletion=complete_number,
        ),
    ] = None,
    matrix: Annotated[
        bool, typer.Option("--matrix", help=N_("Draw organizations by commitments."))
    ] = False,
) -> Answer:
    """List who took part, one row each, the most active first.

    --sector and --role choose among the organizations; every other filter chooses the commitments
    in which they took part.
    """
    data = localized.data
    if commitment:
        numbers = {c.number for c in find_commitments(data, commitment)}
        data = replace(data, commitments=tuple(c for c in data.commitments if c.number in numbers))
    rows = select_involvements(data, criteria)
    return Answer(MATRIX if matrix else ROWS, rows, localized)
