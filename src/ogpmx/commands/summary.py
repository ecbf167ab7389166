"""How did the plan do?"""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from ogpmx import blocks, counting, labels
from ogpmx.blocks import HEADING, QUIET, Block, Paragraph, Table, TableColumn, line
from ogpmx.codes import Status
from ogpmx.commitments import STATUS_LOOKS
from ogpmx.completion import complete_list
from ogpmx.errors import Misuse
from ogpmx.filters import Criteria, select_commitments
from ogpmx.global_options import completer, option
from ogpmx.messages import N_, _, ngettext
from ogpmx.rows import Answer, Localized, Rows, list_rows

MOST_IN_OVERVIEW = 10  # values of a dimension, where several are counted
WHOLE_BAR = 24  # blocks of a bar that is the whole


# One dimension after another


def describe_counts(answer: Answer) -> list[Block]:
    """Counts with bars, dimension by dimension; in an overview, long ones are cut."""
    groups = [(group, list(counts)) for group, counts in groupby(answer.rows, lambda t: t.group)]
    most = MOST_IN_OVERVIEW if len(groups) > 1 else len(answer.rows)
    page: list[Block] = []
    for group, counts in groups:
        page += [Paragraph(())] if page else []
        page += [
            Paragraph(line(counting.label_group(group), HEADING)),
            table_counts(counts[:most], answer.localized),
        ]
        rest = len(counts) - most
        if rest > 0:
            more = ngettext("… and {n} more: --by {group}", "… and {n} more: --by {group}", rest)
            page.append(Paragraph(line("  " + more.format(n=rest, group=group), QUIET)))
    return page


def table_counts(counts: Sequence[counting.Count], localized: Localized) -> Table:
    """Counts of one dimension as bars."""
    rows = []
    for count in counts:
        look, label = blocks.ACCENT, counting.label_key(count.group, count.key, localized)
        if isinstance(count.key, Status):
            look, label = STATUS_LOOKS[count.key], labels.label_status(count.key)
        share = labels.format_share(count.size, count.total)
        name = line(label, QUIET if count.key is None else "")
        length = max(round(count.share * WHOLE_BAR), 1) if count.share else 0
        rows.append([name, line(count.size), line(share, QUIET), line("█" * length, look)])
    columns = [
        TableColumn(_("Value"), flexible=True),
        TableColumn(_("Commitments"), figures=True),
        TableColumn(_("Share"), figures=True),
        TableColumn(bars=True, rank=1),
    ]
    return Table(columns, rows)


COUNTS = Rows(
    counting.COUNTS, ("group", "label", "count", "share", "numbers"), page=describe_counts
)


# One dimension by another


def describe_cross(answer: Answer) -> list[Block]:
    """Counts of one dimension by another: a row and a column a value, with totals and shares.

    Where the width does not hold the columns, a row for each pair of values that some have.
    """
    page: list[Block] = []
    for _group, counts in groupby(answer.rows, lambda t: t.group):
        page += [Paragraph(())] if page else []
        page += _cross(answer._replace(rows=list(counts)))
    return page


def _cross(answer: Answer) -> list[Block]:
    counts, localized = answer.rows, answer.localized
    group, cross = counts[0].group, counts[0].cross
    by = counting.label_group(cross)
    by = by if by[:2].isupper() else by[:1].lower() + by[1:]
    words = _("{field} by {other}").format(field=counting.label_group(group), other=by)
    title = Paragraph(line(words, HEADING))
    cells = {(count.key, count.cross_key): count for count in counts}
    keys, cross_keys = ([*dict.fromkeys(column)] for column in zip(*cells, strict=True))
    if len(cells) < len(keys) * len(cross_keys):  # cut by --limit: no total would be right
        return [title, list_rows(answer)]
    rows = []
    for key in keys:
        row = [cells[key, cross_key] for cross_key in cross_keys]
        shares = [f"{c.size} {labels.format_share(c.size, c.total)}" for c in row]
        drawn = [line(s) if c.size else line("·", QUIET) for c, s in zip(row, shares, strict=True)]
        total = line(row[0].total, blocks.STRONG)
        rows.append([line(counting.label_key(group, key, localized)), *drawn, total])
    across = [counting.label_key(cross, cross_key, localized) for cross_key in cross_keys]
    headed = (TableColumn(label, figures=True) for label in (*across, _("total")))
    some = list_rows(answer._replace(rows=[count for count in counts if count.size]))
    some = some._replace(legend=_("Pairs of values that no commitment has are left out."))
    return [title, Table([TableColumn(flexible=True), *headed], rows, instead=some)]


ROWS = Rows(
    columns={**counting.VALUE, **counting.SECOND_VALUE, **counting.COUNTED},
    shown=("label", "cross_label", "count", "share", "numbers"),
    page=describe_cross,
    document=True,
)

_BY = N_("Count by this field only; may be repeated.")
_CROSS = N_(
    "With --by: count each by this second field too; a row is a pair of values, also for --limit."
)

EXAMPLES = ("ogpmx summary --by topic", "ogpmx summary --by sector --cross status")


def command(
    localized: Localized,
    criteria: Criteria,
    by: Annotated[
        list[str] | None, option("--by", "FIELD", _BY, complete_list([*counting.DIMENSIONS], ","))
    ] = None,
    cross: Annotated[
        str | None, option("--cross", "FIELD", _CROSS, completer([*counting.DIMENSIONS]))
    ] = None,
) -> Answer:
    """Count the commitments: by status, IRM scales, topics, sectors, roles and participants.

    A commitment counts once for each value that it has, so that shares of topics, sectors, roles
    and participants may add up to more than the whole.
    """
    data = localized.data
    selected = select_commitments(data, criteria)
    words = [word.strip() for words in by or () for word in words.split(",")]
    asked = dict.fromkeys(counting.resolve_group(word, "--by") for word in words)
    groups = [*(asked or counting.DIMENSIONS)]
    if cross is None:
        counts = [count for group in groups for count in counting.count_by(data, selected, group)]
        return Answer(COUNTS, counts, localized)
    if not by:
        raise Misuse(_("--cross needs --by: the field whose values are counted."))
    cross = counting.resolve_group(cross, "--cross")
    pairs = [
        count for group in groups for count in counting.count_by_two(data, selected, group, cross)
    ]
    return Answer(ROWS, pairs, localized)
