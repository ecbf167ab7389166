"""How long each command takes to start and answer, beside a bare Typer program and Python itself.

    python benchmarks/start.py [RUNS]

The limits are: `list` 0.85 × a bare Typer program that draws an empty Rich table, and 8 × Python;
`--format json` 0.85 × that program; `--help` 5.5 × Python; memory 1.0 × that program; the page no
slower than the workbook. They hold for an installed wheel: what an editable installation does at
start takes longer than Python itself.
"""

import contextlib
import sys
import tempfile
from pathlib import Path

from measure import HERE, measure, row

BARE = """
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def main() -> None:
    Console().print(Table("a", "b"))


app()
"""

COMMANDS = {
    "list": ["list"],
    "list, drawn": ["list"],
    "list -f json": ["list", "-f", "json"],
    "list -f csv": ["list", "-f", "csv"],
    "list -f yaml": ["list", "-f", "yaml"],
    "list --lang es": ["list", "--lang", "es"],
    "filter": ["filter", "--participant", "GIRE"],
    "show 8": ["show", "8"],
    "search": ["search", "agua"],
    "participants": ["participants"],
    "participant": ["participant", "GESOC"],
    "assessments": ["assessments"],
    "summary": ["summary"],
    "plan": ["plan"],
    "audit": ["audit"],
    "export": ["export"],
    "export -f xlsx": ["export", "--force", "-o", "plan.xlsx"],
    "export -f html": ["export", "--force", "-o", "plan.html"],
    "validate": [
        "validate",
        str(Path(__file__).resolve().parent.parent / "data" / "commitments.yaml"),
    ],
    "schema": ["schema"],
    "--help": ["--help"],
    "list --help": ["list", "--help"],
    "--version": ["--version"],
}
LIMITS = {
    "list": ("bare", 0.85),
    "list -f json": ("bare", 0.85),
    "--help": ("python", 5.5),
    "export -f html": ("export -f xlsx", 1.0),
}


def main(runs: str = "21") -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("bare.py").write_text(BARE, "utf-8")
        programs = {
            "python": [sys.executable, "-c", "pass"],
            "bare": [sys.executable, "bare.py"],
            **{name: [str(HERE / "ogpmx"), *args] for name, args in COMMANDS.items()},
        }
        drawn = {name: p for name, p in programs.items() if name == "list, drawn"}
        for name in drawn:
            programs[name] = ["env", "FORCE_COLOR=1", *programs[name]]
        took = measure(programs, int(runs))
    (python, _), (bare_time, bare_memory) = took["python"], took["bare"]
    row("× python", "× bare", "memory ×", "command")
    for name, (seconds, memory) in took.items():
        limit = ""
        if name in LIMITS:
            beside, most = LIMITS[name]
            ratio = seconds / took[beside][0]
            limit = f"   ({ratio:.2f} × {beside}; at most {most})"
        row(
            f"{seconds / python:.2f}",
            f"{seconds / bare_time:.2f}",
            f"{memory / bare_memory:.2f}",
            name + limit,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
