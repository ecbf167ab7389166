"""What the program is made of, as the program itself lists it.

Tests take their lists of commands, filters, formats and the like from here: a new entry is tested
at once, and when a module moves, only this file changes.
"""

from ogpmx.cli import COMMANDS, SHELLS
from ogpmx.export import EXPORTS
from ogpmx.formats import FORMATS
from ogpmx.lang import Lang
from ogpmx.queries import FIELDS, FILTERS
from ogpmx.tables import TABLES
from ogpmx.terminal import Progress

__all__ = [
    "COMMANDS",
    "EXPORTS",
    "FIELDS",
    "FILTERS",
    "FILTER_OPTIONS",
    "FORMATS",
    "LANGUAGES",
    "SHELLS",
    "TABLES",
    "Lang",
    "Progress",
]

FILTER_OPTIONS = [f"--{name.replace('_', '-')}" for name in FILTERS]
LANGUAGES = [lang.value for lang in Lang]
