"""The commands, a module each: what it asks, its rows, and how it is typed.

`cli.COMMANDS` names them. Each has `command`, whose docstring is its help and whose annotations are
its options (see `options`); `ROWS`, the rows that it answers with, or None; and `EXAMPLES`, lines
as people type them, which end its help.
"""

from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from ogpmx.help_pages import Command
from ogpmx.options import make_command


def find_module(name: str) -> Any:
    """The module of this command, imported now."""
    return import_module(f"ogpmx.commands.{name}")


def build_command(name: str) -> Any:
    """The Typer command of this name, one of `cli.COMMANDS`; its module is imported now."""
    module = find_module(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    examples = "\n".join(module.EXAMPLES)
    app.command(name, cls=Command, epilog=examples)(make_command(module.command, module.ROWS))
    return get_command(app)
