"""Answers for eyes: functions from an answer and a width to Rich renderables. Prints nothing.

Every datum is wrapped in `Text`, so that nothing in it is markup. Meaning never rests on colour
alone: a status has its sign, a count its figure.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ogpmx import labels
from ogpmx.columns import Answer, Column, Edition, group_label, key_label, signed
from ogpmx.formats import width
from ogpmx.messages import _, ngettext
from ogpmx.models import Commitment, Role, Status
from ogpmx.queries import Tally
from ogpmx.safe import drawable, one_line

ACCENT = "cyan"
QUIET = "dim"
STATUS = {Status.COMPLETED: "green", Status.LIMITED: "yellow", Status.INACTIVE: "red"}
GAP = 2  # between columns
LEAST_FLEXIBLE = 28  # what a column of text is not made narrower than, while others can go
BAR = 24


def line(text: object, style: str | Style = "") -> Text:
    """A datum on one line, never markup."""
    return Text(one_line(str(text)), style=style)


def heading(text: str) -> Text:
    return Text(text, style=f"bold {ACCENT}")


def _linked(text: str, url: str | None, style: str = "") -> Text:
    return line(text, Style.parse(style) + Style(link=url) if url else style)


# Tables


def listing(answer: Answer, columns: int) -> RenderableType:
    """A row each; where the width does not hold all columns, those of the highest rank are left
    out before text is wrapped too narrowly, unless they were asked for by name."""
    names = list(answer.names or answer.shape.shown)
    shape = answer.shape.columns
    cells = {n: [one_line(shape[n].cell(r, answer.edition)) for r in answer.rows] for n in names}
    sizes = {n: _sizes(shape[n], cells[n]) for n in names}
    while not answer.names and _least(sizes) > columns:
        last = max(sizes, key=lambda n: shape[n].rank)
        if not shape[last].rank:
            break
        del sizes[last]
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style=f"bold {ACCENT}")
    for name, size in zip(sizes, _shared_out(list(sizes.values()), columns), strict=True):
        column = shape[name]
        table.add_column(
            Text(column.title()),
            justify="right" if column.figures else "left",
            width=size,
            overflow="fold",
        )
    for place, row in enumerate(answer.rows):
        table.add_row(*(_styled(name, cells[name][place], row, answer.edition) for name in sizes))
    return table


def _sizes(column: Column, cells: Sequence[str]) -> tuple[int, int]:
    """The least and the most that a column needs."""
    head = column.title()
    least_head = max(map(width, head.split()))
    most = max(map(width, cells), default=0)
    if column.flexible:
        return max(least_head, min(most, LEAST_FLEXIBLE)), max(most, width(head))
    return max(least_head, most), max(least_head, most)


def _least(sizes: dict[str, tuple[int, int]]) -> int:
    return sum(least for least, _most in sizes.values()) + GAP * (len(sizes) - 1)


def _shared_out(sizes: list[tuple[int, int]], columns: int) -> list[int]:
    """Widths within `columns`: each column its least, what is left to those that want more."""
    spare = columns - GAP * (len(sizes) - 1)
    given = [least for least, _most in sizes]
    if sum(given) > spare:
        even = max(spare // len(sizes), 1)
        over = [max(size - even, 0) for size in given]
        cut = sum(given) - spare
        return [
            max(s - -(-cut * o // max(sum(over), 1)), 1) for s, o in zip(given, over, strict=True)
        ]
    wants = [most - least for least, most in sizes]
    room = min(spare - sum(given), sum(wants))
    return [g + room * w // max(sum(wants), 1) for g, w in zip(given, wants, strict=True)]


def _styled(name: str, cell: str, row: Any, edition: Edition) -> Text:
    commitment = getattr(row, "commitment", row)
    if isinstance(commitment, Commitment):
        if name in ("number", "ogp_id"):
            return _linked(cell, edition.data.url(commitment), "bold" if name == "number" else "")
        if name in ("status", "self_completion"):
            return Text(cell, style=STATUS[commitment.status])
    return Text(cell, style=QUIET if cell == labels.NOT_STATED else "")


# Cards


def cards(answer: Answer, columns: int) -> RenderableType:
    """Each commitment whole."""
    parts: list[RenderableType] = []
    for place, commitment in enumerate(answer.rows):
        if place:
            parts += [Text(), Text()]
        parts.append(card(commitment, answer.edition, columns))
    return Group(*parts)


def card(c: Commitment, edition: Edition, columns: int) -> RenderableType:
    """All that the data set holds of one commitment, in the order in which one asks."""
    data, text = edition.data, edition.text
    url = data.url(c)
    others = [getattr(c.title, lang) for lang in ("es", "en") if lang != edition.lang]
    status = Text.assemble(
        (signed(c.status), f"bold {STATUS[c.status]}"),
        *((f"  {c.ogp_id}",) if c.ogp_id else ()),
    )
    blocks: list[tuple[str, RenderableType]] = [
        (_("Objective"), line(text(c.objective))),
        (_("Participants"), _by_role(c, edition)),
        (_("Results"), _bulleted(line(text(result)) for result in c.results)),
    ]
    if c.mentions:
        named = [(data.organization[m.organization], text(m.note)) for m in c.mentions]
        mentions = (_with_note(o.short, note) for o, note in named)
        blocks.append((_("Mentioned, not participating"), _bulleted(mentions)))
    blocks += [
        (_("Self-assessment"), line(text(c.self_assessment))),
        (_("Independent Reporting Mechanism (IRM)"), _irm(c, edition)),
        (_("Topics (assigned by this data set)"), line(_topics(c, edition))),
    ]
    if c.source:
        tables = {"active": _("active commitments"), "inactive": _("inactive commitments")}
        where = _("table of {table}, row {row}")
        place = where.format(table=tables[c.source.table], row=c.source.row)
        blocks.append((_("In the report"), line(place)))
    if url:
        blocks.append((_("On OGP's site"), _linked(url, url)))
    parts: list[RenderableType] = [
        Text.assemble(
            (f"{c.number}", f"bold {ACCENT}"), ("  ", ""), (one_line(text(c.title) or ""), "bold")
        ),
        *(line(other, QUIET) for other in others),
        status,
    ]
    for name, body in blocks:
        parts += [Text(), heading(name), Padding(body, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


def _topics(c: Commitment, edition: Edition) -> str:
    found = [edition.data.topic[code] for code in c.topics]
    return "; ".join(
        t.name[edition.lang] + (f" ({t.policy_area})" if t.policy_area else "") for t in found
    )


def _bulleted(items: Iterable[Text]) -> RenderableType:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row(Text("•", style=QUIET), item)
    return table


def _with_note(name: str, note: str | None) -> Text:
    text = line(name)
    if note:
        text.append(f" – {one_line(note)}", style=QUIET)
    return text


def _by_role(c: Commitment, edition: Edition) -> RenderableType:
    parts: list[RenderableType] = []
    for role in Role:
        named = [p for p in c.participants if p.role is role]
        if not named:
            continue
        if parts or role is not Role.PARTICIPANT:
            parts.append(Text(_role_heading(role, len(named)), style="italic"))
        parts.append(
            _bulleted(
                _with_note(_named(edition, p.organization), edition.text(p.note)) for p in named
            )
        )
    return Group(*parts)


def _role_heading(role: Role, n: int) -> str:
    return f"{labels.label(role)} ({n})"


def _named(edition: Edition, id: str) -> str:
    """An organization by acronym and name, with what it is part of."""
    data = edition.data
    o = data.organization[id]
    name = f"{o.acronym}, {o.name}" if o.acronym and o.acronym not in o.name else o.name
    if o.part_of:
        name += " " + _("(part of {whole})").format(whole=data.organization[o.part_of].short)
    return name


def _irm(c: Commitment, edition: Edition) -> RenderableType:
    codes = Table.grid(padding=(0, 2, 0, 0))
    for label, code in (
        (_("completion"), c.irm.completion),
        (_("opening of government"), c.irm.opening),
        (_("early results"), c.irm.early_results),
    ):
        stated = _("not stated") if code is None else labels.label(code)
        codes.add_row(Text(label, style=QUIET), Text(stated, style=QUIET if code is None else ""))
    return Group(line(edition.text(c.irm.text)), codes)


# Counts


def bars(answer: Answer, columns: int) -> RenderableType:
    """Counts with bars, a block a group; in an overview, long groups are cut to their greatest."""
    edition = answer.edition
    groups = [(group, list(rows)) for group, rows in groupby(answer.rows, lambda t: t.group)]
    most = 10 if len(groups) > 1 else len(answer.rows)
    parts: list[RenderableType] = []
    for group, rows in groups:
        if parts:
            parts.append(Text())
        parts += [heading(group_label(group)), _bar_table(rows[:most], edition, columns)]
        rest = len(rows) - most
        if rest > 0:
            more = ngettext("… and {n} more: --by {group}", "… and {n} more: --by {group}", rest)
            parts.append(Text("  " + more.format(n=rest, group=group), style=QUIET))
    return Group(*parts)


def _bar_table(rows: Sequence[Tally], edition: Edition, columns: int) -> RenderableType:
    names = [key_label(row.group, row.key, edition) for row in rows]
    if rows and rows[0].group == "status":
        names = [signed(row.key) for row in rows if isinstance(row.key, Status)]
    size = min(max(map(width, names), default=0), max(columns - 36, 12))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(width=size, overflow="fold")
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    room = columns - size - 20
    for row, name in zip(rows, names, strict=True):
        style = STATUS[row.key] if isinstance(row.key, Status) else ACCENT
        length = round((row.share or 0) * min(BAR, room)) if room > 4 else 0
        table.add_row(
            "",
            Text(drawable(name), style=QUIET if row.key is None else ""),
            Text(str(row.count)),
            Text(labels.share(row.share), style=QUIET),
            Text("█" * max(length, 1 if row.count and room > 4 else 0), style=style),
        )
    return table


def crosstab(answer: Answer, columns: int) -> RenderableType:
    """Counts of one field by another: a row and a column a value, with totals and shares."""
    edition = answer.edition
    parts: list[RenderableType] = []
    for (group, other), rows in groupby(answer.rows, lambda t: (t.group, t.cross)):
        by_key = [(key, list(cells)) for key, cells in groupby(rows, lambda t: t.key)]
        if parts:
            parts.append(Text())
        title = _("{field} by {other}").format(field=group_label(group), other=group_label(other))
        parts += [heading(title), _crosstab_table(group, other, by_key, edition)]
    return Group(*parts)


def _crosstab_table(
    group: str, other: str, by_key: list[tuple[str | None, list[Tally]]], edition: Edition
) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style=ACCENT)
    table.add_column(Text(""), overflow="fold")
    for cell in by_key[0][1]:
        table.add_column(Text(key_label(other, cell.cross_key, edition)), justify="right")
    table.add_column(Text(_("total")), justify="right")
    for key, cells in by_key:
        counts = [
            Text(f"{c.count} {labels.share(c.share)}" if c.count else "·", "" if c.count else QUIET)
            for c in cells
        ]
        total = Text(str(cells[0].total), style="bold")
        table.add_row(line(key_label(group, key, edition)), *counts, total)
    return table


VIEWS = {"listing": listing, "cards": cards, "bars": bars, "crosstab": crosstab}


def view(answer: Answer, columns: int) -> RenderableType:
    """The view of an answer: its shape's own, or a listing where columns were asked for."""
    return VIEWS["listing" if answer.names else answer.shape.view](answer, columns)
