"""The README's examples: which they are, and whether what they print is still true.

    examples.py quick-start FILE    print the two lines of its Quick start
    examples.py refresh FILE...     put what each example prints now below it
    examples.py check FILE...       exit 1, with the difference, where that would change something

An example is a fenced `console` block: a line `$ command`, and below it what the command prints.
`...` on a line of its own stands for lines left out.
"""

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


def quick_start(text: str) -> list[str]:
    """The shell lines of a page's Quick start (Inicio rápido)."""
    section = re.split(r"^## (?:Quick start|Inicio rápido)$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    fenced = re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    lines = "".join(fenced).splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run(command: str, lang: str) -> str:
    """What a shell command prints, in an environment that is the same everywhere."""
    here = Path(sys.executable).parent
    env = {
        "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
        "OGPMX_LANG": lang,
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout


def commands(text: str) -> list[str]:
    """The commands of a page's examples."""
    return re.findall(r"^\$ (.*)$", "".join(_BLOCK.findall(text)), re.MULTILINE)


def refreshed(text: str, lang: str, run: Callable[[str, str], str] = run) -> str:
    """A page with what its examples print now."""
    return _BLOCK.sub(lambda match: _refreshed_block(match[0], lang, run), text)


def _refreshed_block(block: str, lang: str, run: Callable[[str, str], str]) -> str:
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    out = [parts[0]]
    for command, before in zip(parts[1::2], parts[2::2], strict=True):
        out.append(f"$ {command}\n{_shortened(run(command, lang), before)}")
    return "".join(out)


def _shortened(now: str, before: str) -> str:
    """What is printed now, cut where it was cut before: so many lines from the start and end."""
    head, cut, tail = before.partition("...\n")
    if not cut:
        return now
    lines = now.splitlines(keepends=True)
    first, last = head.count("\n"), tail.count("\n")
    return "".join([*lines[:first], cut, *lines[len(lines) - last :]])


def language(page: Path) -> str:
    return "es" if page.name.endswith(".es.md") else "en"


def main(verb: str, *names: str) -> int:
    if verb == "quick-start":
        sys.stdout.write("\n".join(quick_start(Path(names[0]).read_text("utf-8"))) + "\n")
        return 0
    stale = 0
    for page in map(Path, names):
        text = page.read_text("utf-8")
        now = refreshed(text, language(page))
        if verb == "refresh":
            page.write_text(now, "utf-8")
        elif now != text:
            stale = 1
            diff = difflib.unified_diff(
                text.splitlines(True), now.splitlines(True), page.name, "now"
            )
            sys.stdout.writelines(diff)
    return stale


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
