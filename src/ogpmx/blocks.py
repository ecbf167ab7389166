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


class Span(NamedTuple):
    """Words of one look, perhaps with a web address."""

    text: str
    look: str = ""
    url: str | None = None


Line = Sequence[Span]


def line(text: object, look: str = "") -> Line:
    """A line of one look."""
    return (Span(str(text), look),)


class Stacked(NamedTuple):
    """A cell of a table: a line, and notes below it."""

    line: Line
    notes: Sequence[str]


Cell = str | Line | Stacked


class Title(NamedTuple):
    """What a document, or one of several in a row, is about."""

    line: Line


class Paragraph(NamedTuple):
    """A line of prose, as long as it may be."""

    line: Line


class Bullets(NamedTuple):
    """A list of items; empty: the source says nothing."""

    items: Sequence[Line]


class Facts(NamedTuple):
    """Pairs of a short label and what is to be said under it."""

    pairs: Sequence[tuple[str, Line]]


class Section(NamedTuple):
    """A heading with what belongs to it."""

    heading: str
    blocks: Sequence["Block"]


class TableColumn(NamedTuple):
    """A column of a table."""

    heading: str = ""
    figures: bool = False  # aligned to the right
    least: int = 1  # how narrow it may become, in cells of a terminal
    most: int | None = None  # a share of the width, in hundredths, that it may at most have
    whole: bool = False  # its cells stay on one line, but on a narrow terminal


class Table(NamedTuple):
    """Rows and columns; headings stand only where a column has one."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    gap: int = 2  # cells of a terminal between columns


class ListColumn(NamedTuple):
    """A column of a listing. Where a terminal is narrow, those of the highest `rank` are left out
    before text is wrapped too narrowly; text in a `flexible` one may wrap."""

    heading: str
    figures: bool
    rank: int
    flexible: bool


class Listing(NamedTuple):
    """A row for each thing, in columns; `chosen`: somebody asked for just these columns."""

    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[Span]]
    chosen: bool


class Bar(NamedTuple):
    """A count, and its share of the whole from 0 to 1 (None: of nothing)."""

    label: Span
    size: int
    share: float | None
    shown_share: str
    look: str


class Bars(NamedTuple):
    """Counts to be compared at a glance; `headings` of value, count and share, where there is no
    picture."""

    headings: tuple[str, str, str]
    bars: Sequence[Bar]


class WhereItFits(NamedTuple):
    """A table that needs so many cells of a terminal, and the listing that stands in for it."""

    needs: int
    table: "Sequence[Block]"
    listing: "Sequence[Block]"


class Gap(NamedTuple):
    """An empty line between things that stand apart."""


Block = Title | Paragraph | Bullets | Facts | Section | Table | Listing | Bars | WhereItFits | Gap


def plain_words(line: Line) -> str:
    """The words of a line, whatever their look."""
    return "".join(span.text for span in line)
