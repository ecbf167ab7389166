"""How did the plan do?"""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer

from ogpmx import labels
from ogpmx.blocks import (
    ACCENT,
    HEADING,
    QUIET,
    STRONG,
    Block,
    Paragraph,
    Table,
    TableColumn,
    Title,
    draw_bar,
    line,
)
from ogpmx.commitments import STATUS_LOOKS
from ogpmx.completion import complete_dimension
from ogpmx.counting import (
    DIMENSIONS,
    Count,
    count_by,
    count_by_two,
    label_group,
    label_key,
    resolve_group,
)
from ogpmx.errors import Misuse
from ogpmx.filters import Criteria, select_commitments
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import Status
from ogpmx.rows import Answer, Column, Columns, Localized, Rows, list_rows, record_columns

MOST_IN_OVERVIEW = 10  # values of a dimension, where several are counted

_VALUE: Columns = {
    "group": Column(N_("Field"), lambda t, _loc: t.group, lambda t, _loc: label_group(t.group)),
    "key": Column(
        N_("Code"), lambda t, _loc: t.key, lambda t, _loc: str(t.key or labels.NOT_STATED)
    ),
    "label": Column(N_("Value"), lambda t, loc: label_key(t.group, t.key, loc), flexible=True),
}
_SECOND_VALUE: Columns = {
    "cross": Column(
        N_("Second field"), lambda t, _loc: t.cross, lambda t, _loc: label_group(t.cross)
    ),
    "cross_key": Column(
        N_("Second code"),
        lambda t, _loc: t.cross_key,
        lambda t, _loc: str(t.cross_key or labels.NOT_STATED),
    ),
    "cross_label": Column(
        N_("Second value"), lambda t, loc: label_key(t.cross, t.cross_key, loc), flexible=True
    ),
}
_COUNTED: Columns = {
    "count": Column(N_("Commitments"), lambda t, _loc: t.size, figures=True),
    "share": Column(
        N_("Share"),
        lambda t, _loc: t.share,
        lambda t, _loc: labels.format_share(t.size, t.total),
        figures=True,
    ),
    "numbers": Column(
        N_("Numbers"),
        lambda t, _loc: list(t.numbers),
        lambda t, _loc: labels.format_numbers(t.numbers) or labels.NOT_STATED,
        flexible=True,
    ),
}


# One dimension after another


def describe_counts(answer: Answer) -> list[Block]:
    """Counts with bars, dimension by dimension; in an overview, long ones are cut."""
    groups = [(group, list(counts)) for group, counts in groupby(answer.rows, lambda t: t.group)]
    most = MOST_IN_OVERVIEW if len(groups) > 1 else len(answer.rows)
    page: list[Block] = []
    for group, counts in groups:
        if page:
            page.append(Paragraph(()))
        page += [
            Title(line(label_group(group), HEADING)),
            draw_counts(counts[:most], answer.localized),
        ]
        rest = len(counts) - most
        if rest > 0:
            more = ngettext("… and {n} more: --by {group}", "… and {n} more: --by {group}", rest)
            page.append(Paragraph(line(more.format(n=rest, group=group), QUIET)))
    return page


def draw_counts(counts: Sequence[Count], localized: Localized) -> Table:
    """Counts of one dimension as bars."""
    rows = []
    for count in counts:
        look, label = ACCENT, label_key(count.group, count.key, localized)
        if isinstance(count.key, Status):
            look, label = STATUS_LOOKS[count.key], labels.label_status(count.key)
        share = labels.format_share(count.size, count.total)
        rows.append(
            [
                line(label, QUIET if count.key is None else ""),
                line(count.size),
                line(share, QUIET),
                line(draw_bar(count.share), look),
            ]
        )
    columns = [
        TableColumn(_("Value"), flexible=True),
        TableColumn(_("Commitments"), figures=True),
        TableColumn(_("Share"), figures=True),
        TableColumn(bars=True, rank=1),
    ]
    return Table(columns, rows)


COUNTS = Rows(
    columns={**_VALUE, **_COUNTED},
    shown=("group", "label", "count", "share", "numbers"),
    record=record_columns({**_VALUE, **_COUNTED}),
    page=describe_counts,
)


# One dimension by another


def describe_cross(answer: Answer) -> list[Block]:
    """Counts of one dimension by another: a row and a column a value, with totals and shares.

    Where the width does not hold the columns, a pair of values a row.
    """
    page: list[Block] = []
    for (group, cross), counts in groupby(answer.rows, lambda t: (t.group, t.cross)):
        if page:
            page.append(Paragraph(()))
        by = label_group(cross)
        by = by if by[:2].isupper() else by[:1].lower() + by[1:]
        title = _("{field} by {other}").format(field=label_group(group), other=by)
        of_group = answer._replace(rows=[*counts])
        page += [Title(line(title, HEADING)), _table_cross(group, cross, of_group)]
    return page


def _table_cross(group: str, cross: str, answer: Answer) -> Table:
    localized = answer.localized
    by_key = [(key, list(cells)) for key, cells in groupby(answer.rows, lambda t: t.key)]
    across = [label_key(cross, cell.cross_key, localized) for cell in by_key[0][1]]
    columns = [
        TableColumn(flexible=True),
        *(TableColumn(label, figures=True) for label in across),
        TableColumn(_("total"), figures=True),
    ]
    rows = []
    for key, cells in by_key:
        counts = [
            line(f"{c.size} {labels.format_share(c.size, c.total)}") if c.size else line("·", QUIET)
            for c in cells
        ]
        rows.append([line(label_key(group, key, localized)), *counts, line(cells[0].total, STRONG)])
    return Table(columns, rows, instead=list_rows(answer))


ROWS = Rows(
    columns={**_VALUE, **_SECOND_VALUE, **_COUNTED},
    shown=("label", "cross_label", "count", "share", "numbers"),
    record=record_columns({**_VALUE, **_SECOND_VALUE, **_COUNTED}),
    page=describe_cross,
    document=True,
)


def command(
    localized: Localized,
    criteria: Criteria,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="FIELD",
            help=N_("Count by this field only; may be repeated."),
            autocompletion=complete_dimension,
        ),
    ] = None,
    cross: Annotated[
        str | None,
        typer.Option(
            "--cross",
            metavar="FIELD",
            help=N_("With --by: count each by this second field too."),
            autocompletion=complete_dimension,
        ),
    ] = None,
) -> Answer:
    """Count the commitments: by status, IRM scales, topics, sectors, roles and participants.

    A commitment counts once for each value that it has, so that shares of topics, sectors, roles
    and participants may add up to more than the whole.
    """
    data = localized.data
    selected = select_commitments(data, criteria)
    words = [word.strip() for words in by or () for word in words.split(",")]
    groups = [resolve_group(word, "--by") for word in words] or [*DIMENSIONS]
    if cross is None:
        counts = [count for group in groups for count in count_by(data, selected, group)]
        return Answer(COUNTS, counts, localized)
    if not by:
        raise Misuse(_("--cross needs --by: the field whose values are counted."))
    cross = resolve_group(cross, "--cross")
    pairs = [count for group in groups for count in count_by_two(data, selected, group, cross)]
    return Answer(ROWS, pairs, localized)
