"""The tests on every Python that the project is for, and on the oldest of all that it asks for.

    python tools/versions.py newest | lowest [PYTEST OPTION]…

`newest` takes the newest dependencies on each Python; `lowest` the lowest stated ones on the lowest
Python, style and types included. Each has an environment of its own under `.versions`, made anew by
uv. A Python that uv can neither find nor fetch is named and passed over.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
EXTRAS = ".[dev,interop,xlsx]"


def environment() -> dict[str, str]:
    """With every Python that pyenv has, where there is one: its commands stand on the path, but
    answer only for the versions that are named."""
    if not shutil.which("pyenv"):
        return {**os.environ}
    known = subprocess.run(["pyenv", "versions", "--bare"], capture_output=True, text=True)
    return {**os.environ, "PYENV_VERSION": ":".join(known.stdout.split())}


def uv(*words: object) -> bool:
    """Whether uv did it."""
    done = subprocess.run(["uv", *map(str, words)], cwd=ROOT, env=environment())
    return not done.returncode


def passes(python: str, resolution: str, programs: list[list[str]]) -> bool:
    """Whether all that is run passes in a fresh environment."""
    folder = ROOT / ".versions" / f"{python}-{resolution}"
    # pip too, with which the tests build and install the wheel
    if not uv("venv", "--quiet", "--clear", "--seed", "--python", python, folder):
        return False
    place = ["--quiet", "--python", folder, "--resolution", resolution]
    return uv("pip", "install", *place, "--editable", EXTRAS) and all(
        not subprocess.run([folder / "bin" / program, *words], cwd=ROOT).returncode
        for program, *words in programs
    )


def main(kind: str, *options: str) -> int:
    pytest = ["pytest", *options]
    if kind == "lowest":
        programs = [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], pytest]
        return not passes(PYTHONS[0], "lowest-direct", programs)
    verdicts = {}
    for python in PYTHONS:
        found = uv("python", "find", "--quiet", python) or uv("python", "install", python)
        done = found and passes(python, "highest", [pytest])
        verdicts[python] = ("passes" if done else "FAILS") if found else "is not to be had here"
    sys.stderr.writelines(f"Python {python} {verdict}\n" for python, verdict in verdicts.items())
    return "FAILS" in verdicts.values()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
