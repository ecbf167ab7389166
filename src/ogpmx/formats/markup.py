"""A page as markup for documents: Markdown (GitHub's), and a fragment of HTML to be pasted.

Text is never markup: whatever stands in the data is escaped, and only http(s) addresses are links.
"""

import re
from collections.abc import Iterable, Iterator

from ogpmx import blocks
from ogpmx.blocks import ITALIC, MARKED, NOTE, Block, Line, Span, Table, line
from ogpmx.rows import Answer
from ogpmx.sanitize import one_line

_MARKS = {MARKED: "**", ITALIC: "*"}
_ADDRESS = r"https?://[^\s<>]+"
# Within prose an address ends before the sentence's own marks; parentheses in it come in pairs.
_IN_PROSE = r"https?://(?:[^\s<>()]|\([^\s<>()]*\))+(?<![.,;:!?\]»”\"'])"
_LINE_SEPARATOR = "\u2028"  # stands for a break in a cell; a text made safe holds none


def write_markdown(answer: Answer) -> Iterator[str]:
    """The page as Markdown: headings, lists, tables."""
    yield "\n".join(_mark_down(answer.page())).replace(_LINE_SEPARATOR, "<br>")


def write_html(answer: Answer) -> Iterator[str]:
    """The page as a fragment of HTML, which word processors and mail take when it is pasted."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("js-default")  # with tables, without HTML in the text
    html = reader.render("\n".join(_mark_down(answer.page()))).replace(_LINE_SEPARATOR, "<br>")
    # Markdown's tables have a row of headings, even where there are none.
    yield re.sub(r"<thead>\n<tr>\n(<th[^>]*></th>\n)+</tr>\n</thead>\n", "", html)


def _mark_down(page: Iterable[Block]) -> Iterator[str]:
    for block in page:
        if isinstance(block, blocks.Title):
            yield f"## {_mark_line(block.line)}\n"
        elif isinstance(block, blocks.Paragraph):
            if block.line:
                yield f"{_mark_prose(block.line)}\n"
        elif isinstance(block, blocks.Bullets):
            yield "".join(f"- {_mark_prose(item)}\n" for item in block.items)
        elif isinstance(block, blocks.Section):
            yield f"### {_mark_line(line(block.heading))}\n"
            yield from _mark_down(block.blocks)
        else:
            yield _mark_table(block)
            if block.legend:
                yield f"{_mark_prose(line(block.legend))}\n"


def _mark_table(table: Table) -> str:
    shown = [place for place, column in enumerate(table.columns) if not column.bars]
    columns = [table.columns[place] for place in shown]
    rows = [
        [_mark_line(line(column.heading)) for column in columns],
        ["---:" if column.figures else "---" for column in columns],
        *([_mark_line(row[place]) for place in shown] for row in table.rows),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _mark_prose(line: Line) -> str:
    """A line that stands alone, where a sign at its beginning would make it a list or a heading."""
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", _mark_line(line).strip())


def _mark_line(line: Line) -> str:
    return "".join(map(_mark_span, line))


def _mark_span(span: Span) -> str:
    if span.url and span.url != span.text and re.fullmatch(_ADDRESS, span.url):
        return f"[{_escape(span.text)}](<{_safe_address(span.url)}>)"
    pattern = _ADDRESS if re.fullmatch(_ADDRESS, span.text) else _IN_PROSE
    text, at = "", 0
    for found in re.finditer(pattern, span.text):
        text += f"{_escape(span.text[at : found.start()])}<{_safe_address(found[0])}>"
        at = found.end()
    text += _escape(span.text[at:])
    mark = next((_MARKS[word] for word in span.look.split() if word in _MARKS), "")
    return (_LINE_SEPARATOR if span.look == NOTE else "") + mark + text + mark


def _safe_address(url: str) -> str:
    """An address without what would end it or the cell that it stands in, or not be drawn."""
    return re.sub(r"[|\\`]", lambda match: f"%{ord(match[0]):02X}", one_line(url))


def _escape(text: str) -> str:
    escaped = re.sub(r"([\\|`*_~&\[\]<>#$])", r"\\\1", text)
    return _LINE_SEPARATOR.join(map(one_line, re.split(r"\r?\n", escaped)))
