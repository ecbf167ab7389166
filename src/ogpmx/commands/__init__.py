"""The commands, a module each: what it asks, its rows, and how it is typed.

`cli.COMMANDS` names them. Each has `command`, whose docstring is its help and whose annotations are
its options (see `options`); `ROWS`, the rows that it answers with, or None; and `EXAMPLES`, lines
as people type them, which end its help.
"""

from importlib import import_module
from typing import Any


def find_module(name: str) -> Any:
    """The module of this command, imported now."""
    return import_module(f"ogpmx.commands.{name}")
