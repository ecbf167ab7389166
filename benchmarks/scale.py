"""Five thousand commitments, as many as there are in the world: ogpmx beside other programs.

    python benchmarks/scale.py [RUNS]

Each answers the same question of the same file: which commitments were completed? Programs that
are not installed are left out. jq is the measure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import generate
from measure import HERE, measure, row

QUERY = '[.commitments[] | select(.status == "completed")]'
# A program is measured beside jq on the same file.
LIMITS = {"ogpmx -f json": 1.0, "ogpmx -f json, compact": 1.0, "ogpmx, a table drawn": 1.6}


def write(path: Path, *args: str) -> str:
    with path.open("w", encoding="utf-8") as file:
        done = [sys.executable, generate.__file__, *args]
        subprocess.run(done, stdout=file, check=True)
    return str(path)


def main(runs: str = "5") -> None:
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        big = write(there / "big.json", "5000")
        compact = write(there / "compact.json", "5000", "1", "compact")
        yaml = write(there / "big.yaml", "5000", "1", "yaml")
        ogpmx = [str(HERE / "ogpmx"), "--data", big]
        subprocess.run([*ogpmx, "export", "-f", "csv", "-o", f"{there}/big.csv"], check=True)
        subprocess.run([*ogpmx, "export", "-f", "sqlite", "-o", f"{there}/big.db"], check=True)
        flat, database = f"{there}/big.csv", f"{there}/big.db"
        completed = ["--status", "completed"]
        programs = {
            "jq": ["jq", QUERY, big],
            "ogpmx -f json": [*ogpmx, "list", *completed, "-f", "json"],
            "jq, compact": ["jq", QUERY, compact],
            "ogpmx -f json, compact": [*ogpmx[:2], compact, "list", *completed, "-f", "json"],
            "ogpmx -f csv": [*ogpmx, "list", *completed, "-f", "csv"],
            "ogpmx, a table": [*ogpmx, "list", *completed],
            "ogpmx, a table drawn": ["env", "FORCE_COLOR=1", *ogpmx, "list", *completed],
            "ogpmx summary": [*ogpmx, "summary", "--by", "status"],
            "ogpmx -f json, of YAML": [*ogpmx[:2], yaml, "list", *completed, "-f", "json"],
            "mlr, of CSV": ["mlr", "--icsv", "--ojson", "filter", '$status=="completed"', flat],
            "csvgrep, of CSV": ["csvgrep", "-c", "status", "-m", "completed", flat],
            "sqlite-utils, of SQLite": [
                "sqlite-utils", database, "select * from commitments where status = 'completed'",
            ],
            "duckdb, of CSV": [
                "duckdb", "-json", "-c", f"from '{flat}' where status = 'completed'",
            ],
        }  # fmt: skip
        path = f"{HERE}{os.pathsep}{os.environ['PATH']}"
        there_are = {name: c for name, c in programs.items() if shutil.which(c[0], path=path)}
        took = measure(there_are, int(runs))
    row("× jq", "memory ×", "command")
    for name, (seconds, memory) in took.items():
        jq = "jq, compact" if "compact" in name else "jq"
        measured = took[jq] if jq in took else took["ogpmx -f json"]
        limit = f"   (at most {LIMITS[name]})" if name in LIMITS else ""
        row(f"{seconds / measured[0]:.2f}", f"{memory / measured[1]:.2f}", name + limit)


if __name__ == "__main__":
    main(*sys.argv[1:])
