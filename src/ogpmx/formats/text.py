"""A page as plain text: aligned for pipes, or labelled lines, for ears and `grep`."""

from collections.abc import Iterable, Iterator, Sequence

from ogpmx import blocks
from ogpmx.blocks import Block, Cell, Line
from ogpmx.messages import _
from ogpmx.rows import Answer
from ogpmx.sanitize import one_line

GAP = 2  # between the columns of a listing
BAR = 24  # the length of a bar that is the whole


def measure(text: str) -> int:
    """How many cells of a terminal a line takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def flatten(line: Line) -> str:
    """The words of a line on one line, whatever their look."""
    return one_line("".join(span.text for span in line))


def cell_lines(cell: Cell) -> list[str]:
    """What stands in a cell of a table, a line an item."""
    if isinstance(cell, str):
        return [one_line(cell)]
    if isinstance(cell, blocks.Stacked):
        return [flatten(cell.line), *(f"  {one_line(note)}" for note in cell.notes)]
    return [one_line(part) for part in "".join(span.text for span in cell).split("\n")]


# Aligned: what a table is in a pipe


def write_aligned(answer: Answer) -> Iterator[str]:
    """The page as wide as it needs, a line a row, nothing cut or framed."""
    if answer.rows:
        yield from (f"{line}\n" for line in _align(answer.text_page()))


def _align(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Gap):
            yield ""
        elif isinstance(block, blocks.Title | blocks.Paragraph):
            yield flatten(block.line)
        elif isinstance(block, blocks.Bullets):
            yield from (f"• {flatten(item)}" for item in block.items)
            if not block.items:
                yield _("not stated")
        elif isinstance(block, blocks.Section):
            yield ""
            yield block.heading
            yield from (f"  {line}" if line else "" for line in _align(block.blocks))
        elif isinstance(block, blocks.WhereItFits):
            yield from _align(block.table)
        else:
            yield from _align_table(block)


def _align_table(
    block: blocks.Facts | blocks.Table | blocks.Listing | blocks.Bars,
) -> Iterator[str]:
    """A line or more for each row, columns padded to the same width."""
    gap, least = GAP, [0] * 5
    rows: list[list[list[str]]]
    if isinstance(block, blocks.Facts):
        figures = [False, False]
        rows = [[[label], [flatten(line)]] for label, line in block.pairs]
    elif isinstance(block, blocks.Bars):
        figures = [False, False, True, True, False]
        rows = [
            [[""], [one_line(b.label.text)], [str(b.size)], [b.shown_share], [draw_bar(b, BAR)]]
            for b in block.bars
        ]
    elif isinstance(block, blocks.Listing):
        figures, least = [column.figures for column in block.columns], [0] * len(block.columns)
        rows = [[[column.heading] for column in block.columns]]
        rows += [[[one_line(span.text)] for span in row] for row in block.rows]
    else:
        gap, least = block.gap, [column.least for column in block.columns]
        figures = [column.figures for column in block.columns]
        headings = [[column.heading] for column in block.columns]
        rows = [headings] if any(column.heading for column in block.columns) else []
        rows += [[cell_lines(cell) for cell in row] for row in block.rows]
    widths = [
        max(width, *(measure(line) for cell in cells for line in cell))
        for width, *cells in zip(least, *rows, strict=False)
    ]
    for row in rows:
        for place in range(max(map(len, row))):
            line = (cell[place] if place < len(cell) else "" for cell in row)
            padded = map(_pad, line, widths, figures)
            yield (" " * gap).join(padded).rstrip()


def _pad(text: str, width: int, right: bool) -> str:
    space = " " * (width - measure(text))
    return space + text if right else text + space


def draw_bar(bar: blocks.Bar, length: int) -> str:
    """A bar of blocks, `length` of them for the whole; one at least for what is not nothing."""
    return "█" * max(round((bar.share or 0) * length), 1 if bar.size else 0)


# Plain: a labelled line for each fact


def write_plain(answer: Answer) -> Iterator[str]:
    """The page as a screen reader tells it: no signs, nothing aligned."""
    yield from (f"{line}\n" for line in _tell(answer.text_page()))


def _tell(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Gap):
            yield ""
        elif isinstance(block, blocks.Title | blocks.Paragraph):
            yield flatten(block.line)
        elif isinstance(block, blocks.Bullets):
            yield from map(flatten, block.items)
            if not block.items:
                yield _("not stated")
        elif isinstance(block, blocks.Facts):
            yield from (f"{label}: {flatten(line)}" for label, line in block.pairs)
        elif isinstance(block, blocks.Bars):
            yield from (f"{one_line(b.label.text)}: {b.size} ({b.shown_share})" for b in block.bars)
        elif isinstance(block, blocks.Section):
            yield ""
            yield block.heading
            yield from _tell(block.blocks)
        elif isinstance(block, blocks.WhereItFits):
            yield from _tell(block.table)
        else:
            yield from _tell_rows([column.heading for column in block.columns], block.rows)


def _tell_rows(
    headings: Sequence[str], rows: Sequence[Sequence[Cell | blocks.Span]]
) -> Iterator[str]:
    """A line for each cell, labelled, an empty one between rows."""
    for place, row in enumerate(rows):
        if place:
            yield ""
        for heading, cell in zip(headings, row, strict=True):
            lines = [one_line(cell.text)] if isinstance(cell, blocks.Span) else cell_lines(cell)
            first, *more = lines
            yield f"{heading}: {first}" if heading else first
            yield from (line.strip() for line in more)
