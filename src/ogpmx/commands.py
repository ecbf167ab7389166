"""The commands: each asks one query and hands over one answer. Their docstrings are their help."""

from __future__ import annotations

from typing import Annotated

import typer

from ogpmx import queries
from ogpmx.columns import CARDS, COMMITMENTS, CROSS, SUMMARY, Answer, Edition
from ogpmx.errors import Misuse
from ogpmx.messages import N_, _, language
from ogpmx.models import DataSet
from ogpmx.options import among, complete_number
from ogpmx.queries import Criteria


def list_(data: DataSet, criteria: Criteria) -> Answer:
    """List the commitments, one row each, in the plan's order."""
    return Answer(COMMITMENTS, queries.select(data, criteria), Edition(data, language()))


def filter_(data: DataSet, criteria: Criteria) -> Answer:
    """List the commitments that match.

    Values of a repeated option are alternatives (but --participant repeated asks for those who
    worked together); different options must all match. On an option of the IRM, none-stated finds
    what the report does not state.
    """
    if not criteria:
        raise Misuse(_("Name at least one criterion: {options}.").format(options=_options()))
    return list_(data, criteria)


def _options() -> str:
    return ", ".join(map(queries.option, queries.FILTERS))


def show(
    data: DataSet,
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="N...",
            help=N_("Numbers or OGP ids of commitments: 8, MX0082."),
            autocompletion=complete_number,
        ),
    ],
) -> Answer:
    """Show commitments whole: objective, participants by role, results, the evaluators' words."""
    return Answer(CARDS, queries.find(data, numbers), Edition(data, language()))


def summary(
    data: DataSet,
    criteria: Criteria,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            help=N_("Count by this field only; may be repeated."),
            autocompletion=among([*queries.FIELDS]),
        ),
    ] = None,
    cross: Annotated[
        str | None,
        typer.Option(
            "--cross",
            metavar="FIELD",
            help=N_("With --by: count each by this second field too."),
            autocompletion=among([*queries.FIELDS]),
        ),
    ] = None,
) -> Answer:
    """Count the commitments: by status, IRM scales, topics, sectors, roles and participants.

    A commitment counts once for each value that it has, so that shares of topics, sectors, roles
    and participants may add up to more than the whole.
    """
    edition = Edition(data, language())
    selected = queries.select(data, criteria)
    groups = [queries.one_of(group, [*queries.FIELDS], "--by") for group in by or queries.FIELDS]
    if cross is None:
        rows = [row for group in groups for row in queries.tally(data, selected, group)]
        return Answer(SUMMARY, rows, edition)
    if not by:
        raise Misuse(_("--cross needs --by: the field whose values are counted."))
    queries.one_of(cross, [*queries.FIELDS], "--cross")
    rows = [row for group in groups for row in queries.cross(data, selected, group, cross)]
    return Answer(CROSS, rows, edition)
