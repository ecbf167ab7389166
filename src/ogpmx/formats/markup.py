"""A page as markup for documents: Markdown (GitHub's), and a fragment of HTML to be pasted.

Text is never markup: whatever stands in the data is escaped, and only http(s) addresses are links.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ogpmx import blocks
from ogpmx.blocks import MARKED, STRONG, Block, Cell, Line, Span
from ogpmx.messages import _
from ogpmx.rows import Answer
from ogpmx.sanitize import one_line

_ADDRESS = re.compile(r"https?://\S+")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>|\\()\"'`*]")


def _address(span: Span) -> str | None:
    """Where a span leads: its own address, or the address that it is."""
    url = span.url or span.text
    if not _ADDRESS.fullmatch(url):
        return None
    return _UNSAFE_IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}", url)


def _spans(cell: Cell | Span) -> Sequence[Span]:
    """What stands in a cell, its notes and lines apart by a line feed."""
    if isinstance(cell, Span):
        return (cell,)
    if isinstance(cell, str):
        return blocks.line(cell)
    if isinstance(cell, blocks.Stacked):
        return (*cell.line, *(Span(f"\n{note}") for note in cell.notes))
    return cell


def _table(
    block: blocks.Facts | blocks.Table | blocks.Listing | blocks.Bars,
) -> tuple[list[str], list[bool], list[list[Sequence[Span]]]]:
    """A block as a table: headings, which columns hold figures, and cells."""
    if isinstance(block, blocks.Bars):
        rows = [
            [(bar.label,), blocks.line(bar.size), blocks.line(bar.shown_share)]
            for bar in block.bars
        ]
        return [*block.headings], [False, True, True], rows
    if isinstance(block, blocks.Facts):
        return ["", ""], [False, False], [[blocks.line(k), line] for k, line in block.pairs]
    headings = [column.heading for column in block.columns]
    figures = [column.figures for column in block.columns]
    return headings, figures, [[_spans(cell) for cell in row] for row in block.rows]


# Markdown


def write_markdown(answer: Answer) -> Iterator[str]:
    """The page as Markdown: headings, lists, tables."""
    yield re.sub(r"\n{3,}", "\n\n", "".join(_mark_down(answer.page()))).lstrip("\n")


def _mark_down(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Title):
            yield f"\n## {_markdown_line(block.line)}\n\n"
        elif isinstance(block, blocks.Paragraph):
            yield f"{_markdown_line(block.line)}\n\n"
        elif isinstance(block, blocks.Bullets):
            items = block.items or [blocks.line(_("not stated"))]
            yield "".join(f"- {_markdown_line(item)}\n" for item in items) + "\n"
        elif isinstance(block, blocks.Facts):
            pairs = ((_markdown_line(blocks.line(k)), _markdown_line(v)) for k, v in block.pairs)
            yield "".join(f"- {label}: {line}\n" for label, line in pairs) + "\n"
        elif isinstance(block, blocks.Section):
            yield f"\n### {_markdown_line(blocks.line(block.heading))}\n\n"
            yield from _mark_down(block.blocks)
        elif isinstance(block, blocks.WhereItFits):
            yield from _mark_down(block.table)
        elif not isinstance(block, blocks.Gap):
            headings, figures, rows = _table(block)
            yield _pipes(_markdown_line(blocks.line(heading)) for heading in headings)
            yield _pipes("---:" if figure else "---" for figure in figures)
            for row in rows:
                yield _pipes(map(_markdown_line, row))
            yield "\n"


def _pipes(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _markdown_line(line: Line) -> str:
    return "".join(map(_markdown_span, line))


def _markdown_span(span: Span) -> str:
    url = _address(span)
    if url and not span.url:
        return f"<{url}>"
    escaped = re.sub(r"([\\|`*_~&\[\]<>#])", r"\\\1", span.text)
    text = one_line(re.sub(r"\r?\n", "<br>", escaped))
    if url:
        return f"[{text}]({url})"
    return f"**{text}**" if MARKED in span.look else text


# HTML


def write_html(answer: Answer) -> Iterator[str]:
    """The page as a fragment of HTML, which word processors and mail take when it is pasted."""
    yield from (f"{line}\n" for line in _html(answer.page()))


def _html(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Title):
            yield f"<h2>{_html_line(block.line)}</h2>"
        elif isinstance(block, blocks.Paragraph):
            yield f"<p>{_html_line(block.line)}</p>"
        elif isinstance(block, blocks.Bullets):
            items = block.items or [blocks.line(_("not stated"))]
            yield "<ul>" + "".join(f"<li>{_html_line(item)}</li>" for item in items) + "</ul>"
        elif isinstance(block, blocks.Facts):
            pairs = (f"<dt>{escape(k)}</dt><dd>{_html_line(v)}</dd>" for k, v in block.pairs)
            yield "<dl>" + "".join(pairs) + "</dl>"
        elif isinstance(block, blocks.Section):
            yield f"<h3>{escape(block.heading)}</h3>"
            yield from _html(block.blocks)
        elif isinstance(block, blocks.WhereItFits):
            yield from _html(block.table)
        elif not isinstance(block, blocks.Gap):
            headings, figures, rows = _table(block)
            yield "<table>"
            heads = (f'<th scope="col">{escape(heading)}</th>' for heading in headings)
            yield "<thead><tr>" + "".join(heads) + "</tr></thead>"
            yield "<tbody>"
            for row in rows:
                cells = (
                    f'<td style="text-align: right">{_html_line(line)}</td>'
                    if figure
                    else f"<td>{_html_line(line)}</td>"
                    for line, figure in zip(row, figures, strict=True)
                )
                yield "<tr>" + "".join(cells) + "</tr>"
            yield "</tbody>"
            yield "</table>"


def _html_line(line: Line) -> str:
    return "".join(map(_html_span, line))


def _html_span(span: Span) -> str:
    text = "<br>".join(escape(one_line(part)) for part in span.text.split("\n"))
    url = _address(span)
    if url:
        return f'<a href="{escape(url)}">{text}</a>'
    return f"<strong>{text}</strong>" if {MARKED, STRONG} & set(span.look.split()) else text
