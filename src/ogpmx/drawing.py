"""A page drawn on a terminal, by Rich, which only this module knows.

Every datum is wrapped in `Text`, so that nothing in it is markup. Meaning never rests on colour
alone: a status has its sign, a count its figure.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from textwrap import wrap

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ogpmx import blocks
from ogpmx.blocks import Block, Cell, Line, ListColumn, Span
from ogpmx.formats.text import BAR, GAP, draw_bar, measure
from ogpmx.messages import _
from ogpmx.sanitize import one_line

# Colours of the 256 that stand out from black and from white alike (a contrast of 3 at least), the
# three of a status from one another for the colour-blind too; signs say the same.
_ACCENT = "color(30)"
_STYLES = {
    blocks.STRONG: "bold",
    blocks.QUIET: "dim",
    blocks.ITALIC: "italic",
    blocks.ACCENT: _ACCENT,
    blocks.MARKED: f"bold underline {_ACCENT}",
    blocks.GOOD: "color(29)",
    blocks.FAIR: "color(136)",
    blocks.POOR: "color(160)",
}
_HEADING = f"bold {_ACCENT}"
LEAST_FLEXIBLE = 28  # what a column of text is not made narrower than, while others can go


@cache
def _style(look: str) -> Style:
    return Style.parse(" ".join(_STYLES[word] for word in look.split()))


def _style_of(span: Span) -> Style:
    style = _style(span.look)
    return style + Style(link=span.url) if span.url else style


def _text(line: Line) -> Text:
    """A line as Rich has it; a line feed in it begins a new one."""
    first, *more = line or (Span(""),)
    text = Text(_safe(first.text), style=_style_of(first) if not more else "")
    if more:
        text.stylize(_style_of(first))
        for span in more:
            text.append(_safe(span.text), _style_of(span))
    return text


def _safe(text: str) -> str:
    return "\n".join(map(one_line, text.split("\n")))


def draw(page: Iterable[Block], width: int) -> RenderableType:
    """A page within so many cells of a terminal."""
    return Group(*(part for block in page for part in _draw(block, width)))


def _draw(block: Block, width: int) -> list[RenderableType]:
    if isinstance(block, blocks.Title | blocks.Paragraph):
        return [_text(block.line)]
    if isinstance(block, blocks.Gap):
        return [Text()]
    if isinstance(block, blocks.Bullets):
        return [_bullets(block.items)]
    if isinstance(block, blocks.Facts):
        table = Table.grid(padding=(0, GAP, 0, 0))
        table.add_column(overflow="fold")
        table.add_column(overflow="fold")
        for label, line in block.pairs:
            table.add_row(Text(label, style=_style(blocks.QUIET)), _text(line))
        return [table]
    if isinstance(block, blocks.Section):
        body = Group(*(part for inner in block.blocks for part in _draw(inner, width - 2)))
        heading = Text(block.heading, style=_HEADING)
        return [Text(), heading, Padding(body, (0, 0, 0, 2), expand=False)]
    if isinstance(block, blocks.Bars):
        return [_bars(block.bars, width)]
    if isinstance(block, blocks.WhereItFits):
        chosen = block.table if block.needs <= width else block.listing
        return [part for inner in chosen for part in _draw(inner, width)]
    if isinstance(block, blocks.Listing):
        return _listing(block, width)
    return [_table(block, width)]


def _bullets(items: Sequence[Line]) -> RenderableType:
    if not items:
        return Text(_("not stated"), style=_style(blocks.QUIET))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row(Text("•", style=_style(blocks.QUIET)), _text(item))
    return table


def _bars(bars: Sequence[blocks.Bar], width: int) -> RenderableType:
    widest = max((measure(bar.label.text) for bar in bars), default=0)
    size = min(widest, max(width - 36, 12))
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(width=2)
    table.add_column(width=size, overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(overflow="fold")
    room = width - size - 20
    for bar in bars:
        drawn = draw_bar(bar, min(BAR, room)) if room > 4 else ""
        table.add_row(
            "",
            _text((bar.label,)),
            Text(str(bar.size)),
            Text(bar.shown_share, style=_style(blocks.QUIET)),
            Text(drawn, style=_style(bar.look)),
        )
    return table


# Tables


def _framed(gap: int) -> Table:
    """A table without a frame, its headings in the accent."""
    return Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style=_HEADING)


def _table(block: blocks.Table, width: int) -> RenderableType:
    headed = any(column.heading for column in block.columns)
    table = _framed(block.gap) if headed else Table.grid(padding=(0, block.gap, 0, 0))
    for column in block.columns:
        table.add_column(
            Text(column.heading),
            justify="right" if column.figures else "left",
            overflow="fold",
            min_width=column.least if column.least > 1 else None,
            max_width=column.most and max(width * column.most // 100, 8),
            no_wrap=column.whole and width > 60,
        )
    for row in block.rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(cell: Cell) -> RenderableType:
    if isinstance(cell, str):
        return Text(one_line(cell))
    if isinstance(cell, blocks.Stacked):
        notes = (Text(one_line(note), style=_style(blocks.QUIET)) for note in cell.notes)
        return Group(_text(cell.line), *(Padding(note, (0, 0, 0, 2)) for note in notes))
    return _text(cell)


# Listings: long, so that each cell is measured and drawn by hand


def _listing(block: blocks.Listing, width: int) -> list[RenderableType]:
    places = list(range(len(block.columns)))
    cells = [[one_line(row[place].text) for row in block.rows] for place in places]
    sizes = {place: _sizes(block.columns[place], cells[place]) for place in places}
    while not block.chosen and _least_width(sizes) > width:
        last = max(sizes, key=lambda place: block.columns[place].rank)
        if not block.columns[last].rank:
            break
        del sizes[last]
    table = _framed(GAP)
    fitting = dict(zip(sizes, _share_out(list(sizes.values()), width), strict=True))
    for place, size in fitting.items():
        column = block.columns[place]
        table.add_column(
            Text(column.heading),
            justify="right" if column.figures else "left",
            width=size,
            overflow="fold",
        )
    for number, row in enumerate(block.rows):
        table.add_row(
            *(
                _ListCell(
                    cells[place][number], _style_of(row[place]), size, block.columns[place].figures
                )
                for place, size in fitting.items()
            )
        )
    left_out = [block.columns[place].heading for place in places if place not in sizes]
    if not left_out:
        return [table]
    word = _("Not shown for want of width: {columns}.").format(columns=", ".join(left_out))
    return [table, Text(), Text(word, style=_style(blocks.QUIET))]


class _ListCell:
    """A cell in one style. `Text` computes spans for every cell, which dominates long tables; this
    wraps the string itself."""

    def __init__(self, text: str, style: Style, size: int, right: bool) -> None:
        self.text, self.style = text, style
        if measure(text) == len(text):  # as `textwrap` counts
            self.lines = wrap(text, size, break_on_hyphens=False) if len(text) > size else [text]
        else:
            self.lines = []
        if right:
            self.lines = [line.rjust(size) for line in self.lines]

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        if not self.lines:
            yield Text(self.text, style=self.style)
        for place, line in enumerate(self.lines):
            if place:
                yield Segment.line()
            yield Segment(line, self.style)


def _sizes(column: ListColumn, cells: Sequence[str]) -> tuple[int, int]:
    """The least and the most that a column needs."""
    least_heading = max(map(measure, column.heading.split()))
    most = max(map(measure, cells), default=0)
    if column.flexible:
        least = max(least_heading, min(most, LEAST_FLEXIBLE))
        return least, max(most, measure(column.heading))
    return max(least_heading, most), max(least_heading, most)


def _least_width(sizes: dict[int, tuple[int, int]]) -> int:
    return sum(least for least, _most in sizes.values()) + GAP * (len(sizes) - 1)


def _share_out(sizes: list[tuple[int, int]], width: int) -> list[int]:
    """Widths within `width`: each column its least, what is left to those that want more."""
    spare = width - GAP * (len(sizes) - 1)
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
