"""What the program is made of, as the program itself lists it.

Tests take their lists of commands, filters, formats and the like from here: a new entry is tested
at once, and when a module moves, only this file changes. What a command needs to be tried stands in
`NEEDED`.
"""

import inspect
import shlex
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path

from ogpmx import loader, models
from ogpmx.cli import COMMANDS, SHELLS
from ogpmx.commands import find_module
from ogpmx.counting import DIMENSIONS
from ogpmx.exports import EXPORTS
from ogpmx.exports.tables import TABLES
from ogpmx.filters import FILTERS
from ogpmx.formats import FORMATS
from ogpmx.messages import languages
from ogpmx.rows import Localized

__all__ = [
    "ANSWERING",
    "COMMANDS",
    "DIMENSIONS",
    "EXAMPLE",
    "EXPORTS",
    "FILTERS",
    "FILTER_OPTIONS",
    "FORMATS",
    "LANGUAGES",
    "MODELS",
    "NEEDED",
    "NO_PLAN",
    "NUMBERS",
    "OGP_IDS",
    "SHELLS",
    "TABLES",
    "WITH_ROWS",
    "type_command",
]

# The commitments of the bundled plan
NUMBERS = [int(commitment.number) for commitment in loader.load().commitments]
OGP_IDS = [str(commitment.ogp_id) for commitment in loader.load().commitments]
FILTER_OPTIONS = [f"--{name.replace('_', '-')}" for name in FILTERS]
LANGUAGES = list(languages())
# The records that a plan's file is made of
MODELS = [kind for kind in vars(models).values() if is_dataclass(kind)]

NO_PLAN = shlex.quote(str(Path(__file__)))  # a file with a fault
EXAMPLES = Path(__file__).parent.parent / "examples"
EXAMPLE = EXAMPLES / "invented-plan.yaml"
SHEET = shlex.quote(str(EXAMPLES / "invented-sheet.csv"))
# What a command must have behind its name, to be tried on the bundled plan
NEEDED = {
    "filter": "--status active", "show": "8", "search": "agua", "participant": "inai",
    "validate": NO_PLAN, "convert": SHEET,
}  # fmt: skip


def type_command(name: str, needed: Mapping[str, str] = NEEDED) -> str:
    """A line that tries a command."""
    return f"{name} {needed.get(name, '')}".strip()


def is_about_the_plan(name: str) -> bool:
    """Whether a command asks something of the plan in use."""
    asked = inspect.signature(find_module(name).command, eval_str=True).parameters
    return any(parameter.annotation is Localized for parameter in asked.values())


WITH_ROWS = [name for name in COMMANDS if find_module(name).ROWS]
ANSWERING = [name for name in WITH_ROWS if is_about_the_plan(name)]
