"""A page drawn on a terminal: lines that `formats.text` has laid out, in Rich's colours.

Nothing in the data is markup: it is drawn as it stands. Meaning never rests on colour alone: a
status has its sign, a count its figure.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from rich.color import ColorSystem
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
def _style(look: str, url: str | None, coloured: bool) -> Style:
    style = Style.parse(" ".join(_STYLES[word] for word in look.split()))
    style = style if coloured else style.without_color
    return style + Style(link=url) if url else style


def draw(page: Iterable[Block], width: int, colours: int | None) -> Iterator[str]:
    """A page within so many cells of a terminal, in so many colours (see `streams.colours`).

    Rich's console would do no more, and takes a tenth of the whole time to load.
    """
    deep, few = ColorSystem.EIGHT_BIT, ColorSystem.STANDARD
    system = None if colours is None else deep if colours > 16 else few
    for line in lay_out(page, width):
        for text, look, url in line:
            yield _style(look, url, bool(colours)).render(text, color_system=system)
        yield "\n"
