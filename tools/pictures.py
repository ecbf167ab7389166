"""Draw the pictures of the pages: real answers, as a terminal of a hundred columns shows them.

A picture refers to nothing outside it: it uses a font that the reader has.
"""

import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.color import parse_rgb_hex
from rich.console import Console
from rich.padding import Padding
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from ogpmx.messages import languages

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH = 100

COMMANDS = {
    "list": "ogpmx list",
    "show": "ogpmx show 10",
    "summary": "ogpmx summary --by status --by irm_completion --by sector",
    "matrix": "ogpmx participants --matrix --limit 20",
    "audit": "ogpmx audit",
}

# A terminal's eight colours, from black, which is the background, to white, which is the text
COLOURS = "1b1f28 f08080 7ec88a e5c063 79aeff cda0ee 62c8d6 dee2e9"
ANSI: list[tuple[int, int, int]] = [parse_rgb_hex(colour) for colour in COLOURS.split()]
THEME = TerminalTheme(ANSI[0], ANSI[-1], ANSI)

FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}}
.{unique_id}-title {{ font: 17px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def run(command: str, lang: str) -> Text:
    """What a command writes on a terminal, in an environment that is the same everywhere."""
    program, *args = shlex.split(command)
    env = {"OGPMX_LANG": lang, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", program, *args],
        env=env | {"TERM": "xterm", "COLORTERM": "truecolor"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return Text.from_ansi(done.stdout.rstrip("\n"))


def draw_picture(name: str, lang: str) -> str:
    """A picture's text."""
    console = Console(
        record=True,
        width=WIDTH + 4,
        file=io.StringIO(),
        force_terminal=True,
        force_jupyter=False,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    # a line at the foot: Rich cuts the last one
    console.print(Padding(run(COMMANDS[name], lang), (0, 2, 1, 2)))
    svg = console.export_svg(
        title=COMMANDS[name], theme=THEME, code_format=FORMAT, unique_id=f"{name}-{lang}"
    )
    svg = re.sub(r"<text [^>]*>\n</text>", "", svg)  # the lines' ends
    return "".join(f"{line.strip()}\n" for line in svg.splitlines() if line.strip())


def draw_pictures() -> dict[Path, str]:
    """Every picture, by the file that it belongs in."""
    both = [(name, lang) for name in COMMANDS for lang in languages()]
    return {PICTURES / f"{name}.{lang}.svg": draw_picture(name, lang) for name, lang in both}


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for path, text in draw_pictures().items():
        path.write_bytes(text.encode())
