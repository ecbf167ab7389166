"""The examples of the READMEs and of `docs/`: which they are, and what they print now.

    examples.py quick-start FILE    print the two lines of its Quick start
    examples.py refresh [FILE...]   put what each example prints now below it

Without a file, all pages are meant: the READMEs and what is in `docs/`.

An example is a fenced `console` block: a line `$ command`, and below it what the command prints.
`...` on a line of its own stands for lines left out. The Quick start is a page's first `sh` block.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def find_quick_start(text: str) -> list[str]:
    """The shell lines of a page's Quick start."""
    block = re.search(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return block[1].splitlines() if block else []


def find_commands(text: str) -> list[str]:
    """The commands of a page's examples."""
    return re.findall(r"^\$ (.*)$", "".join(BLOCK.findall(text)), re.MULTILINE)


def find_language(page: Path) -> str:
    """The language of a page, by its name or folder: `README.es.md`, `docs/es/data.md`; English
    where neither names one."""
    folder = page.parent.name if page.parent.parent.name == "docs" else ""
    return page.stem.partition(".")[2] or folder or "en"


def run(command: str, lang: str) -> str:
    """What a shell command prints, in an environment that is the same everywhere."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={"PATH": path, "OGPMX_LANG": lang, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout


def refresh(text: str, lang: str, run: Callable[[str, str], str] = run) -> str:
    """A page with what its examples print now."""

    def refresh_block(match: re.Match[str]) -> str:
        first, *rest = re.split(r"^\$ (.*)\n", match[0], flags=re.MULTILINE)
        printed = (
            f"$ {command}\n{shorten(run(command, lang), before)}"
            for command, before in zip(rest[::2], rest[1::2], strict=True)
        )
        return first + "".join(printed)

    return BLOCK.sub(refresh_block, text)


def shorten(now: str, before: str) -> str:
    """What is printed now, cut where it was cut before: so many lines from the start and end."""
    head, cut, tail = before.partition("...\n")
    if not cut:
        return now
    lines = now.splitlines(keepends=True)
    first, last = head.count("\n"), tail.count("\n")
    return "".join([*lines[:first], cut, *lines[len(lines) - last :]])


def main(verb: str, *names: str) -> None:
    if verb == "quick-start":
        sys.stdout.writelines(f"{s}\n" for s in find_quick_start(Path(names[0]).read_text("utf-8")))
        return
    for page in [ROOT / name for name in names] or PAGES:
        page.write_bytes(refresh(page.read_text("utf-8"), find_language(page)).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
