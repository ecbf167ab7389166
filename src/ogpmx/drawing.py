"""A page drawn on a terminal: lines that `formats.text` has laid out, in Rich's colours.

Nothing in the data is markup: it is drawn as it stands. Meaning never rests on colour alone: a
status has its sign, a count its figure.
"""

from collections.abc import Iterable
from functools import cache

from rich.console import RenderableType
from rich.segment import Segment, Segments
from rich.style import Style

from ogpmx import blocks
from ogpmx.blocks import Block
from ogpmx.formats.text import lay_out

# Colours of the 256 that stand out from black and from white alike (a contrast of 3 at least), the
# three of a status from one another for the colour-blind too; signs say the same.
_ACCENT = "color(30)"
_STYLES = {
    blocks.STRONG: "bold",
    blocks.QUIET: "dim",
    blocks.NOTE: "dim",
    blocks.ITALIC: "italic",
    blocks.ACCENT: _ACCENT,
    blocks.MARKED: f"bold underline {_ACCENT}",
    blocks.GOOD: "color(29)",
    blocks.FAIR: "color(136)",
    blocks.POOR: "color(160)",
}


@cache
def _style(look: str, url: str | None) -> Style:
    style = Style.parse(" ".join(_STYLES[word] for word in look.split()))
    return style + Style(link=url) if url else style


def draw(page: Iterable[Block], width: int) -> RenderableType:
    """A page within so many cells of a terminal."""
    segments = []
    for line in lay_out(page, width):
        segments += [
            Segment(text, _style(look, url) if look or url else None) for text, look, url in line
        ]
        segments.append(Segment.line())
    return Segments(segments)
