"""A large invented plan, the same for the same seed.

    python benchmarks/generate.py COMMITMENTS [SEED] [yaml|json|jsonl] > FILE

Its words are the bundled plan's, mixed; 5,000 commitments make 15 MB of JSON or 18 MB of YAML.
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent.parent / "data" / "commitments.yaml"


def plan(commitments: int, seed: int) -> dict[str, Any]:
    """A valid document with so many commitments."""
    chance = random.Random(seed)
    document: dict[str, Any] = yaml.load(SOURCE.read_text("utf-8"), yaml.CSafeLoader)
    models = document["commitments"]
    ids = [organization["id"] for organization in document["organizations"]]
    document["plan"]["claims"] = []
    document["commitments"] = []
    for number in range(1, commitments + 1):
        mixed = {key: chance.choice(models).get(key) for key in models[0] if key != "suspension"}
        mixed["number"] = number
        mixed["ogp_id"] = f"XX{number:05}"
        mixed["mentions"] = []
        taking = chance.sample(ids, len(mixed["participants"]))
        mixed["participants"] = [
            {**p, "organization": id} for p, id in zip(mixed["participants"], taking, strict=True)
        ]
        document["commitments"].append(mixed)
    return document


def main(commitments: str, seed: str = "1", form: str = "json") -> None:
    document = plan(int(commitments), int(seed))
    if form == "yaml":
        document = json.loads(json.dumps(document))  # nothing shared: no aliases
        yaml.dump(
            document, sys.stdout, yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
        )
    elif form == "jsonl":
        lines = document.pop("commitments")
        for line in (document, *lines):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    elif form == "compact":
        json.dump(document, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    else:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
