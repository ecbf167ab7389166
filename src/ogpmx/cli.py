"""The command line: which commands there are, in which language, and how a run ends.

The commands are built when they are called for: reading all of their options takes longer than
most answers. Every error becomes an exit status here.
"""

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ogpmx import commands, messages, terminal
from ogpmx.errors import ExitStatus, OgpmxError
from ogpmx.lang import Lang
from ogpmx.messages import N_, _, pgettext
from ogpmx.shared import DataOption, LangOption, among, language
from ogpmx.words import either, one_of

COMMANDS: dict[str, str] = {
    "list": "list_",
    "filter": "filter_",
    "show": "show",
    "search": "search",
    "participants": "participants",
    "participant": "participant",
    "assessments": "assessments",
    "summary": "summary",
    "plan": "plan",
    "audit": "audit",
    "export": "export",
    "validate": "validate",
    "schema": "schema",
}


def _translate(command: Any) -> None:
    """Put a command's help into the language in use."""
    command.options_metavar = _("[OPTIONS]")
    command.help = paragraphs(command.help or "")
    for parameter in command.params:
        parameter.help = _(parameter.help) if parameter.help else None
        parameter.metavar = pgettext("metavar", parameter.metavar) if parameter.metavar else None


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = (piece.strip("{}") for piece in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))


def _translated_help(option: Any) -> Any:
    option.help = _("Show this message and exit.")
    option.callback = _print_help
    return option


def _print_help(ctx: typer.Context, _parameter: typer.CallbackParam, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        terminal.write(ctx.get_help() + "\n")
        raise typer.Exit


TIE = "\u2011"  # a hyphen at which no line breaks: codes stay whole


_Formatter: Any = typer.Context.formatter_class


NARROW = 40  # columns, within which two columns of text have no room


class Formatter(_Formatter):  # type: ignore[misc]
    """A page of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        if self.width < NARROW:
            self._write_narrow(f"{prefix}{prog} {args}", 0, 4)
        else:
            super().write_usage(prog, args, prefix)

    def write_text(self, text: str) -> None:
        super().write_text(text.replace("-", TIE))

    def write_dl(self, rows: Sequence[tuple[str, str]], **_more: Any) -> None:
        if self.width < NARROW:
            for name, text in rows:
                self._write_narrow(name, self.current_indent, 4)
                self._write_narrow(text, self.current_indent + 2, 0)
            return
        # on a narrow terminal the explanations get most of the width, long options a line of theirs
        tied = [(name, text.replace("-", TIE)) for name, text in rows]
        super().write_dl(tied, col_max=min(30, self.width // 3))

    def _write_narrow(self, text: str, indent: int, hanging: int) -> None:
        from textwrap import fill

        first, later = " " * indent, " " * (indent + hanging)
        self.write(
            fill(
                text,
                self.width,
                initial_indent=first,
                subsequent_indent=later,
                break_on_hyphens=False,
            )
            + "\n"
        )

    def getvalue(self) -> str:
        return str(super().getvalue()).replace(TIE, "-")


class Context(typer.Context):
    formatter_class = Formatter


COMPLETE = "_OGPMX_COMPLETE"  # set by the shell when it asks for completions
SHELLS = ("bash", "zsh", "fish")


class Command(TyperCommand):
    """A command, in the language in use."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _translate(self)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated_help(super().get_help_option(ctx))


class Group(TyperGroup):
    """The `ogpmx` command itself: it knows its commands by name and builds the one called."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _translate(self)
        self.subcommand_metavar = _("COMMAND [ARGS]...")
        self.commands: Any = dict.fromkeys(COMMANDS)  # for the framework's suggestions

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        _write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return _translated_help(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        return build(name) if name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, summary(function(name))) for name in COMMANDS])


def function(name: str) -> Callable[..., Any]:
    """The function behind a command."""
    found: Callable[..., Any] = getattr(commands, COMMANDS[name])
    return found


def build(name: str) -> Any:
    """The Typer command of this name."""
    from ogpmx import options

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Command)(options.command(function(name)))
    return get_command(app)


def split(text: str) -> list[str]:
    """A docstring's paragraphs, each on one line: so they stand in the catalogues."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


def paragraphs(text: str) -> str:
    """A docstring in the language in use."""
    return "\n\n".join(map(_, split(text)))


def summary(described: Callable[..., Any]) -> str:
    """A command in one line."""
    return paragraphs(described.__doc__ or "").partition("\n")[0].rstrip(".")


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        terminal.write([f"ogpmx {version('ogpmx')}\n"])
        raise typer.Exit


def _print_completion(shell: str | None) -> None:
    if shell is not None:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        one_of(shell, SHELLS, "--show-completion")
        script = get_completion_script(prog_name="ogpmx", complete_var=COMPLETE, shell=shell)
        terminal.write([script + "\n"])
        raise typer.Exit


def ogpmx(
    ctx: typer.Context,
    data: DataOption = None,
    lang: LangOption = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help=N_("Print the version.")
        ),
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="|".join(SHELLS),
            callback=_print_completion,
            is_eager=True,
            help=N_("Print what makes this shell complete commands, options and names."),
            autocompletion=among(SHELLS),
        ),
    ] = None,
) -> None:
    """Ask what became of Mexico's fourth open-government action plan: its 13 commitments, who took
    part, what came of each, and what the two evaluators said.

    OGPMX_LANG sets the language and OGPMX_DATA the file, where no option does.
    """
    if ctx.invoked_subcommand is None:
        terminal.write([ctx.get_help() + "\n"])


def application() -> Any:
    """The whole command line, in the language in use."""
    if COMPLETE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.callback(cls=Group, invoke_without_command=True)(ogpmx)
    return get_command(app)


def main(args: Sequence[str]) -> int:
    """Run `ogpmx` with these arguments; returns the exit status."""
    try:
        terminal.prepare()
        args = [*map(terminal.typed, args)]
        messages.use(_asked_language(args))
        status = _run(args)
        terminal.finish()
    except OgpmxError as error:
        return _end(error.status, str(error))
    return status


def _run(args: Sequence[str]) -> int:
    try:
        result = application().main(
            list(args),
            prog_name="ogpmx",
            standalone_mode=False,
            help_option_names=["-h", "--help"],
            terminal_width=min(terminal.width(), terminal.USUAL_WIDTH),
        )
    except typer.TyperException as error:
        ctx = getattr(error, "ctx", None)
        hint = _("Try “{command} --help”.").format(command=ctx.command_path) if ctx else ""
        terminal.finish()
        return _end(ExitStatus.MISUSE, f"{usage_message(error)}\n{hint}".rstrip())
    return int(result or ExitStatus.DONE)


def _end(status: int, message: str = "") -> int:
    """Say what went wrong, if anything is to be said, and let the streams go."""
    if message:
        terminal.say(_("ogpmx: {message}").format(message=message))
    try:
        terminal.finish()
    except OgpmxError:
        terminal.abandon(sys.stdout)
    return status


def _asked_language(args: Sequence[str]) -> Lang:
    """The language for whatever comes before the options are read: help, usage errors."""
    asked = None
    for place, word in enumerate(args):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(args):
            asked = args[place + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    for choice in (asked, None):
        try:
            return language(choice)
        except OgpmxError:
            pass  # the command itself will complain
    return messages.locale_language(os.environ)


# What the framework says of a wrong command line, and how it is said here.
_USAGE = {
    r"No such command '(?P<name>.*?)'\.(?: Did you mean (?P<meant>.+)\?)?": N_(
        "There is no command “{name}”."
    ),
    r"No such option: (?P<name>.+?)(?: \(Possible options: (?P<meant>.+)\))?": N_(
        "There is no option {name}."
    ),
    r"Got unexpected extra arguments? \((?P<name>.+)\)": N_("Too many arguments: {name}."),
    r"Got unexpected extra argument\(s\) \((?P<name>.+)\)": N_("Too many arguments: {name}."),
    r"Missing argument '(?P<name>.+?)'\.": N_("“{name}” is missing."),
    r"Option '(?P<name>.+?)' requires an argument\.": N_("{name} needs a value."),
    r"Option '(?P<name>.+?)' does not take a value\.": N_("{name} takes no value."),
    r"Invalid value for '(?P<name>[^']+?)(?:' / '[^']+)*': (?P<why>.+)": N_("{name}: {why}"),
}


def usage_message(error: Exception) -> str:
    """What is wrong with a command line, in the language in use."""
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    for pattern, message in _USAGE.items():
        match = re.fullmatch(pattern, text, re.DOTALL)
        if match:
            named = {
                key: (held or "").removesuffix("...") for key, held in match.groupdict().items()
            }
            said = _(message).format(**named)
            if not named.get("meant"):
                return said
            words = named["meant"].replace("'", "").split(", ")
            return said + _(" Did you mean {word}?").format(word=either(words))
    return text
