"""How long `convert` takes for a long sheet, and `compare` for the plans that come of it.

    python benchmarks/sheet.py [RUNS]

The sheet is invented: 5,000 commitments of 300 plans, in as many columns as OGP's own. Beside
`convert` stands a bare program that writes the sheet's rows as JSON, beside `compare` jq, which
reads the 300 files in one call. The limit is 3 × either.
"""

import csv
import random
import sys
import tempfile
from pathlib import Path

from measure import HERE, measure, row

from ogpmx import sheet_columns as columns

ROWS, PLANS = 5000, 300
WIDTH = 171  # of OGP's sheet; most of its columns are not read
LIMIT = 3.0

BARE = """
import csv, json, sys

with open(sys.argv[1], newline="", encoding="utf-8-sig") as file:
    json.dump(list(csv.DictReader(file)), sys.stdout)
"""


def write_sheet(path: Path) -> None:
    chance = random.Random(1)
    words = ["open", "data", "of", "the", "ministry", "by", "citizens", "law", "budget", "and"]

    def prose(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    def bodies(most: int) -> str:
        return chance.choice(["; ", "\n", " • "]).join(
            f"{prose(3)} {chance.randrange(200)}" for _ in range(chance.randrange(most))
        )

    read = (*columns.COLUMNS, *columns.THEMES)
    header = [*read, *(f"Another column {n}" for n in range(WIDTH - len(read)))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="NR")
        writer.writeheader()
        for number in range(ROWS):
            plan, commitment = number * PLANS // ROWS, number % 17 + 1
            cells = {theme: str(int(chance.random() < 0.07)) for theme in columns.THEMES}
            cells |= {
                columns.PLAN: f"AP_X{plan:03}",
                columns.COUNTRY: f"Country {plan % 75}",
                columns.PLAN_NUMBER: str(plan // 75 + 1),
                columns.SUBMITTED: "2018",
                columns.PLAN_END: "2020",
                columns.OGP_ID: f"XX{number:05}",
                columns.NUMBER: str(commitment),
                columns.TITLE: prose(8),
                columns.TEXT: "\n".join(prose(30) for _ in range(4)),
                columns.URL: f"https://example.org/{number}",
                columns.START: "9/1/2018",
                columns.END: chance.choice(["8/31/2020", "August 2020", "Ongoing"]),
                columns.COMPLETION: chance.choice(["NR", "Limited", "Substantial", "Complete"]),
                columns.OPENING: chance.choice(["NR", "Did Not Change", "Marginal", "Major"]),
                **dict(zip(columns.ROLES, (bodies(3), bodies(6)), strict=True)),
            }
            writer.writerow(cells)


def main(runs: str = "5") -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet, bare = folder / "sheet.csv", folder / "bare.py"
        write_sheet(sheet)
        bare.write_text(BARE)
        convert = [str(HERE / "ogpmx"), "convert", str(sheet), "--force", "--output"]
        programs = {
            "bare": [sys.executable, str(bare), str(sheet)],
            "convert, yaml": [*convert, str(folder / "yaml")],
            "convert, json": [*convert, str(folder / "json"), "-f", "json"],
            "convert alone": [*convert[:3], "-f", "json"],
        }
        show(measure(programs, int(runs)), "bare", "convert, yaml")
        plans = sorted(map(str, (folder / "json").iterdir()))
        programs = {
            "jq": ["jq", "-c", ".plan.id", *plans],
            "compare": [str(HERE / "ogpmx"), "compare", *plans],
            "compare -f json": [str(HERE / "ogpmx"), "compare", *plans, "-f", "json"],
        }
        show(measure(programs, int(runs)), "jq", "compare -f json")


def show(took: dict[str, tuple[float, int]], beside: str, limited: str) -> None:
    """Print times and memory as multiples of one program's."""
    least_time, least_memory = took[beside]
    row(f"× {beside}", "memory ×", "command")
    for program, (seconds, memory) in took.items():
        limit = f"   (at most {LIMIT})" if program == limited else ""
        row(f"{seconds / least_time:.2f}", f"{memory / least_memory:.2f}", program + limit)


if __name__ == "__main__":
    main(*sys.argv[1:])
