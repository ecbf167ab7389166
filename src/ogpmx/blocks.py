"""What an answer for people is made of, whoever puts it on a page: terminal, text, Markdown, HTML.

A command says what belongs together and what sets words apart (a look), never how it is drawn.
"""

from collections.abc import Sequence
from typing import NamedTuple

# Looks: what sets words apart; the words alone say the same. Several may stand in one text.
STRONG = "strong"
QUIET = "quiet"  # beside the point: notes, dashes, labels of small things
ITALIC = "italic"
ACCENT = "accent"  # headings, and what takes the lead
MARKED = "marked"  # what a search found
GOOD, FAIR, POOR = "good", "fair", "poor"  # how something ended
NOTE = "note"  # in a table's cell: on a line of its own below the cell's
HEADING = f"{STRONG} {ACCENT}"


class Span(NamedTuple):
    """Words of one look, perhaps with a web address."""

    text: str
    look: str = ""
    url: str | None = None


Line = Sequence[Span]


def line(text: object, look: str = "") -> Line:
    """A line of one look."""
    return (Span(str(text), look),)


def split_notes(cell: Line) -> list[Line]:
    """The lines of a table's cell: its own, and each note below it."""
    notes = [(span,) for span in cell if span.look == NOTE]
    return [[span for span in cell if span.look != NOTE], *notes]


class Title(NamedTuple):
    """What a document, or one of several in a row, is about."""

    line: Line


class Paragraph(NamedTuple):
    """A line of prose, as long as it may be; without words, an empty line between things."""

    line: Line


class Bullets(NamedTuple):
    """A list of items."""

    items: Sequence[Line]


class Section(NamedTuple):
    """A heading with what belongs to it."""

    heading: str
    blocks: Sequence["Block"]


class TableColumn(NamedTuple):
    """A column of a table. Where a terminal is narrow, a `flexible` one is made narrower first;
    then columns are left out, the highest `rank` first, but never one of rank 0."""

    heading: str = ""
    figures: bool = False  # aligned to the right
    rank: int = 0
    flexible: bool = False
    bars: bool = False  # pictures of what other columns say


class Table(NamedTuple):
    """Rows and columns; headings stand only where a column has one."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Line]]
    chosen: bool = False  # somebody asked for just these columns
    legend: str = ""  # what its signs mean
    instead: "Table | None" = None  # where a terminal's width does not hold this one


Block = Title | Paragraph | Bullets | Section | Table
