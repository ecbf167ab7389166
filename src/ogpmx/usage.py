"""What is wrong with a command line, in the language in use.

The command-line library's exceptions say it in attributes; its sentences are English only.
"""

from collections.abc import Collection, Sequence
from typing import Any

import typer

from ogpmx.matching import join_or, near_misses
from ogpmx.messages import _


class UsageError(typer.TyperException):
    """A command line that cannot be understood; the message is whole."""

    def __init__(self, message: str, ctx: typer.Context) -> None:
        super().__init__(message)
        self.ctx = ctx


def unknown_command(name: str, known: Collection[str], ctx: typer.Context) -> UsageError:
    """The error for a command that there is not, with those that may be meant."""
    message = _("There is no command “{name}”.").format(name=name)
    return UsageError(message + _suggest(near_misses(name, known)), ctx)


def too_many_arguments(words: list[str], ctx: typer.Context) -> UsageError:
    """The error for arguments that a command has no place for."""
    return UsageError(_("Too many arguments: {name}.").format(name=" ".join(words)), ctx)


def refuse_twice(given: Sequence[Any], ctx: typer.Context) -> None:
    """Raise for an option that is given twice and can have one value only."""
    for place, parameter in enumerate(given):
        if parameter in given[:place] and not (parameter.multiple or parameter.nargs == -1):
            raise UsageError(_("{option} is given twice.").format(option=parameter.opts[0]), ctx)


def _suggest(words: list[str]) -> str:
    return _(" Did you mean {word}?").format(word=join_or(words)) if words else ""


def explain(error: Any) -> str:
    """What is wrong, and where help is.

    The kinds of error are told apart by what they hold: an option's name with possibilities (no
    such option), an option's name alone (a value that lacks, or is too much), a parameter with a
    message (a bad value) or without (a missing one). What we raise ourselves is said already.
    """
    ctx = getattr(error, "ctx", None)
    hint = _("Try “{command} --help”.").format(command=ctx.command_path) if ctx else ""
    return f"{_explain(error, ctx)}\n{hint}".rstrip()


def _explain(error: Any, ctx: Any) -> str:
    name = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if name and hasattr(error, "possibilities"):
        message = _("There is no option {name}.").format(name=name)
        return message + _suggest(sorted(error.possibilities or []))
    if name:
        takes_value = not any(name in p.opts and p.is_flag for p in ctx.command.get_params(ctx))
        message = _("{name} needs a value.") if takes_value else _("{name} takes no value.")
        return message.format(name=name)
    if parameter is not None and error.message:
        return _("{name}: {why}").format(name=parameter.opts[0], why=error.message)
    if parameter is not None:
        shown = parameter.metavar or parameter.name
        return _("“{name}” is missing.").format(name=shown.removesuffix("..."))
    return str(error)
