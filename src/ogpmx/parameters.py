"""Options and arguments as Typer has them, of how the program declares them."""

import re
from typing import Any

import typer

from ogpmx.global_options import Parameter, completer
from ogpmx.matching import join_or
from ogpmx.messages import _


def parse_count(text: str) -> int:
    """A number of rows, in plain figures."""
    if not re.fullmatch("[0-9]{1,9}", text):
        message = _("“{text}” is not a whole number from 0 to 999999999.")
        raise typer.BadParameter(message.format(text=text))
    return int(text)


def make_parameter(declared: Parameter) -> Any:
    """An option or an argument as Typer has it, for `Annotated`."""
    help, complete = _(declared.help), declared.complete
    if declared.choices:
        help = help.format(choices=join_or(declared.choices))
        complete = completer(declared.choices)
    said: dict[str, Any] = {"metavar": declared.metavar, "help": help, "autocompletion": complete}
    if not declared.names:
        return typer.Argument(**said)
    return typer.Option(
        *declared.names.split(),
        callback=declared.action,
        is_eager=declared.action is not None,
        parser=parse_count if declared.is_count else None,
        rich_help_panel=declared.group,
        **said,
    )
