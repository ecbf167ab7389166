"""A page as lines of text: laid out for a terminal or a pipe, or labelled, for ears and `grep`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ogpmx import blocks
from ogpmx.blocks import HEADING, QUIET, Block, Line, Span, Table, TableColumn, line, split_notes
from ogpmx.messages import _
from ogpmx.rows import Answer
from ogpmx.sanitize import one_line

GAP = 2  # cells of a terminal between the columns of a table
LEAST_FLEXIBLE = 28  # what a column of text is not made narrower than, while others can go
LEAST_BARS = 8


def measure(text: str) -> int:
    """How many cells of a terminal a line takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def flatten(line: Line) -> str:
    """The words of a line on one line, whatever their look."""
    return one_line("".join(span.text for span in line))


# Laid out: what is drawn on a terminal, and what a table is in a pipe


def write_aligned(answer: Answer) -> Iterator[str]:
    """The page as wide as it needs, a line a row, nothing cut or framed."""
    if answer.rows:
        yield from (flatten(line).rstrip() + "\n" for line in lay_out(answer.text_page()))


def lay_out(page: Iterable[Block], width: int | None = None) -> Iterator[Line]:
    """A page's lines within so many cells of a terminal; without a width, as long as they are."""
    for block in page:
        if isinstance(block, blocks.Title | blocks.Paragraph):
            yield from _wrap(block.line, width)
        elif isinstance(block, blocks.Bullets):
            for item in block.items:
                yield from _indent(_wrap(item, width and width - 2), "• ")
        elif isinstance(block, blocks.Section):
            yield ()
            yield from _wrap(line(block.heading, HEADING), width)
            yield from _indent(lay_out(block.blocks, width and width - 2))
        else:
            yield from _lay_out_table(block, width)


def _indent(lines: Iterable[Line], sign: str = "  ") -> Iterator[Line]:
    """Lines two cells further in, the first with a sign before it; empty ones stay empty."""
    for inner in lines:
        yield (Span(sign, QUIET), *inner) if inner else ()
        sign = "  "


def _wrap(line: Line, width: int | None) -> Sequence[Line]:
    """A line as one or more that are no wider than `width`; without a width it stays one."""
    if width is None:
        return [[span._replace(text=one_line(span.text)) for span in line if span.text]]
    if all(s.text.isprintable() for s in line) and sum(measure(s.text) for s in line) <= width:
        return [line] if any(span.text for span in line) else [()]
    spans = [s._replace(text="\n".join(map(one_line, s.text.split("\n")))) for s in line]
    lines = []
    for start, end in _find_breaks("".join(span.text for span in spans), width):
        lines.append(cut := list[Span]())
        for span in spans:
            if piece := span.text[max(start, 0) : max(end, 0)]:
                cut.append(span._replace(text=piece))
            start, end = start - len(span.text), end - len(span.text)
    return lines


def _find_breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends: at a line feed, else between words, else within a word."""
    from rich.cells import chop_cells

    at = 0
    for paragraph in text.split("\n"):
        start = end = at
        for word in re.finditer(r"\S+", paragraph):
            stop = at + word.end()
            if end > start and measure(text[start:stop]) > width:
                yield start, end
                start = at + word.start()
            while measure(text[start:stop]) > width and stop - start > 1:
                cut = start + max(len(chop_cells(text[start:stop], width)[0]), 1)
                yield start, cut
                start = cut
            end = stop
        yield start, end
        at += len(paragraph) + 1


# Tables


def _lay_out_table(table: Table, width: int | None) -> Iterator[Line]:
    columns = table.columns
    if any(column.bars for column in columns):  # a picture speaks for itself
        columns = [column._replace(heading="") for column in columns]
    needs = {
        place: _measure_column(column, [row[place] for row in table.rows])
        for place, column in enumerate(columns)
    }
    if table.instead and width and _add_up(needs) > width:
        yield from _lay_out_table(table.instead, width)
        return
    # what was asked for by name stays, as long as a letter of each has room
    while width and (len(needs) * (1 + GAP) - GAP if table.chosen else _add_up(needs)) > width:
        last = max(needs, key=lambda place: columns[place].rank)
        if not columns[last].rank:
            break
        del needs[last]
    if width and _add_up(needs) > width:  # then text is broken between its words
        for place, (least, _most) in needs.items():
            if not columns[place].bars:
                texts = [columns[place].heading, *(flatten(row[place]) for row in table.rows)]
                needs[place] = (_measure_words(texts), least)
    sizes = _share_out([*needs.values()], width) if width else [most for _, most in needs.values()]
    shown = [columns[place] for place in needs]
    if any(column.heading for column in shown):
        headings = (line(column.heading, HEADING) for column in shown)
        cells = [_lay_out_cell(*pair, width) for pair in zip(headings, sizes, strict=True)]
        height = max(map(len, cells))
        cells = [[()] * (height - len(cell)) + cell for cell in cells]
        yield from _join_cells(cells, shown, sizes)
    for row in table.rows:
        cells = []
        for place, size in zip(needs, sizes, strict=True):
            cell = row[place]
            if columns[place].bars:  # made shorter as the column is; of something, one block stays
                most = max(needs[place][1], 1)
                cell = [b._replace(text=b.text[: -(-len(b.text) * size // most)]) for b in cell]
            cells.append(_lay_out_cell(cell, size, width))
        yield from _join_cells(cells, shown, sizes)
    left_out = [c.heading for n, c in enumerate(columns) if c.heading and n not in needs]
    told = _("Not shown for want of width: {columns}.").format(columns=", ".join(left_out))
    for note in filter(None, (table.legend, told if left_out else "")):
        yield ()
        yield from _wrap(line(note, QUIET), width)


def _lay_out_cell(cell: Line, size: int, width: int | None) -> list[Line]:
    """The lines of a cell, notes further in; in a pipe, where there is no width, none wraps."""
    own, *notes = split_notes(cell)
    lines = [*_wrap(own, width and size)]
    for note in notes:
        lines += _indent(_wrap(note, width and max(size - 2, 1)))
    return lines


def _join_cells(
    cells: Sequence[Sequence[Line]], columns: Sequence[TableColumn], sizes: Sequence[int]
) -> Iterator[Line]:
    """The lines of a row, from those of its cells; without spaces at their ends."""
    for place in range(max(map(len, cells))):
        spans: list[Span] = []
        space = 0
        for cell, column, size in zip(cells, columns, sizes, strict=True):
            words = cell[place] if place < len(cell) else ()
            free = size - sum(measure(span.text) for span in words)
            if words:
                spans += [Span(" " * (space + free if column.figures else space)), *words]
                space = 0
            space += GAP + (0 if words and column.figures else free)
        yield spans


def _measure_column(column: TableColumn, cells: Sequence[Line]) -> tuple[int, int]:
    least = _measure_words([column.heading])
    most = 0
    for own, *notes in map(split_notes, cells):
        most = max(most, measure(flatten(own)), *(measure(flatten(note)) + 2 for note in notes))
    if column.bars:
        return min(most, LEAST_BARS), most
    least = max(least, min(most, LEAST_FLEXIBLE) if column.flexible else most)
    return least, max(most, measure(column.heading))


def _measure_words(texts: Iterable[str]) -> int:
    """How many cells the longest word takes."""
    return max((measure(word) for text in texts for word in text.split()), default=0)


def _add_up(needs: Mapping[int, tuple[int, int]]) -> int:
    return sum(least for least, _most in needs.values()) + GAP * (len(needs) - 1)


def _share_out(sizes: Sequence[tuple[int, int]], width: int) -> list[int]:
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


# Plain: a labelled line for each fact


def write_plain(answer: Answer) -> Iterator[str]:
    """The page as a screen reader tells it: each fact on a line of its own, nothing aligned."""
    yield from (f"{line}\n" for line in _tell(answer.text_page()))


def _tell(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Title | blocks.Paragraph):
            yield flatten(block.line)
        elif isinstance(block, blocks.Bullets):
            yield from map(flatten, block.items)
        elif isinstance(block, blocks.Section):
            yield ""
            yield block.heading
            yield from _tell(block.blocks)
        else:
            yield from _tell_table(block)


def _tell_table(table: Table) -> Iterator[str]:
    """A labelled line for each cell, an empty one between rows; a label and its words on one."""
    headings = [column.heading for column in table.columns]
    for place, row in enumerate(table.rows):
        if not any(headings):
            yield ": ".join(map(flatten, row))
            continue
        if place:
            yield ""
        for heading, cell in zip(headings, row, strict=True):
            own, *notes = map(flatten, split_notes(cell))
            yield f"{heading}: {own}" if heading else own
            yield from notes
    if table.legend:
        yield ""
        yield table.legend
