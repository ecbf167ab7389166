"""The command line: which commands there are, in which language, and how a run ends.

A command's module is imported when it is called, not before: reading the options of all of them
takes longer than most answers. Every error becomes an exit status here.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from ogpmx import messages, streams, usage
from ogpmx.errors import ExitStatus, OgpmxError
from ogpmx.global_options import DataOption, LangOption, choose_language, completer
from ogpmx.help_pages import Context, translate, translate_help_option, write_usage
from ogpmx.matching import require_one_of
from ogpmx.messages import N_, _

# Each command with its line of help, the first of its docstring.
COMMANDS = {
    "list": N_("List the commitments, one row each, in the plan's order."),
    "filter": N_("List the commitments that match."),
    "show": N_(
        "Show commitments whole: objective, participants by role, results, the evaluators' words."
    ),
    "search": N_(
        "Find where something is said: in titles, objectives, results, assessments, names, topics."
    ),
    "participants": N_("List who took part, one row each, the most active first."),
    "participant": N_(
        "Show what an organization did: its names, its commitments with role and status, mentions."
    ),
    "assessments": N_(
        "Set what the two evaluators say side by side: the self-assessment and the IRM."
    ),
    "summary": N_(
        "Count the commitments: by status, IRM scales, topics, sectors, roles and participants."
    ),
    "plan": N_("Show what this plan is: period, coordinating committee, headline figures, source."),
    "audit": N_("Hold each headline figure of the report against the rows of its own tables."),
    "convert": N_(
        "Make plans of OGP's own sheet of commitments; alone, list the plans that it holds."
    ),
    "export": N_("Give the whole plan, both languages: for other programs, to edit, or to keep."),
    "validate": N_(
        "Name every fault of a file, with line and column; exit status 1 if there are any."
    ),
    "schema": N_(
        "Print the JSON Schema (2020-12) of a plan's file, for editors and other programs."
    ),
}

COMPLETE = "_OGPMX_COMPLETE"  # set by the shell when it asks for completions
SHELLS = ("bash", "zsh", "fish")


class Group(TyperGroup):
    """The `ogpmx` command itself: it knows its commands by name and builds the one called."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        translate(self)
        self.subcommand_metavar = _("COMMAND [ARGS]...")

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return translate_help_option(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        if name not in COMMANDS:
            return None
        return import_module("ogpmx.commands").build_command(name)  # with all that commands need

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise usage.unknown_command(args[0], COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line).rstrip(".")) for name, line in COMMANDS.items()])


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        streams.write(f"ogpmx {version('ogpmx')}\n")
        raise typer.Exit


def _print_completion(shell: str | None) -> None:
    if shell is not None:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        require_one_of(shell, SHELLS, "--show-completion")
        script = get_completion_script(prog_name="ogpmx", complete_var=COMPLETE, shell=shell)
        streams.write(script + "\n")
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
            autocompletion=completer(SHELLS),
        ),
    ] = None,
) -> None:
    """Ask what became of Mexico's fourth open-government action plan: its 13 commitments, who took
    part, what came of each, and what the two evaluators said.

    OGPMX_LANG sets the language and OGPMX_DATA the file, where no option does.
    """
    if ctx.invoked_subcommand is None:
        streams.write(ctx.get_help() + "\n")


def build_application() -> Any:
    """The whole command line, in the language in use."""
    if COMPLETE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.callback(cls=Group, invoke_without_command=True)(ogpmx)
    return get_command(app)


# A run


def main(args: Sequence[str]) -> int:
    """Run `ogpmx` with these arguments; returns the exit status."""
    try:
        streams.prepare()
        words = [*map(streams.decode_argument, args)]
        messages.use(_language_asked_for(words))
        status = _run(words)
        streams.finish()
    except OgpmxError as error:
        return _end(error.status, str(error))
    return status


def _run(args: list[str]) -> int:
    try:
        result = build_application().main(
            args,
            prog_name="ogpmx",
            standalone_mode=False,
            help_option_names=["-h", "--help"],
            terminal_width=min(streams.width(), streams.USUAL_WIDTH),
        )
    except typer.TyperException as error:
        streams.finish()
        return _end(ExitStatus.MISUSE, usage.explain(error))
    return int(result or ExitStatus.DONE)


def _end(status: int, message: str = "") -> int:
    """Say what went wrong, if anything is to be said, and let the streams go."""
    if message:
        streams.say(_("ogpmx: {message}").format(message=message))
    try:
        streams.finish()
    except OgpmxError:
        streams.abandon(sys.stdout)
    return status


def _language_asked_for(args: Sequence[str]) -> str:
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
            return choose_language(choice)
        except OgpmxError:
            pass  # the command itself will complain
    return messages.locale_language(os.environ)
