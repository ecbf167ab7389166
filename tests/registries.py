"""What the program is made of, as the program itself lists it.

Tests take their lists of commands, filters, formats and the like from here: a new entry is tested
at once, and when a module moves, only this file changes.
"""

from dataclasses import is_dataclass

from ogpmx import models
from ogpmx.cli import COMMANDS, SHELLS
from ogpmx.counting import DIMENSIONS
from ogpmx.exports import EXPORTS
from ogpmx.exports.tables import TABLES
from ogpmx.filters import FILTERS
from ogpmx.formats import FORMATS
from ogpmx.messages import languages
from ogpmx.streams import Progress

__all__ = [
    "COMMANDS",
    "DIMENSIONS",
    "EXPORTS",
    "FILTERS",
    "FILTER_OPTIONS",
    "FORMATS",
    "LANGUAGES",
    "MODELS",
    "SHELLS",
    "TABLES",
    "Progress",
]

FILTER_OPTIONS = [f"--{name.replace('_', '-')}" for name in FILTERS]
LANGUAGES = list(languages())
# The records that a plan's file is made of
MODELS = [kind for kind in vars(models).values() if is_dataclass(kind)]
