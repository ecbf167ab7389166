"""The command line: which commands there are, in which language, and how a run ends.

A command's module is imported when it is called, not before: reading the options of all of them
takes longer than most answers. Every error becomes an exit status here.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from ogpmx import messages, streams, usage
from ogpmx.errors import ExitStatus, OgpmxError
from ogpmx.global_options import DATA, LANG, choose_language, completer, option
from ogpmx.help_pages import Command, Page, print_help, split_paragraphs
from ogpmx.matching import require_one_of
from ogpmx.messages import N_, _

# What the whole is for; no docstring, for Python can leave those out
OF_MEXICO = N_(
    "Ask what became of Mexico's fourth action plan in the Open Government Partnership (OGP): its "
    "13 commitments, who took part, what came of each, and what its two evaluators said, the "
    "self-assessment and OGP's Independent Reporting Mechanism (IRM)."
)
OF_ANY_PLAN = N_(
    "Ask what became of an action plan in the Open Government Partnership (OGP): its commitments, "
    "who took part, what came of each, and what its two evaluators said, the self-assessment and "
    "OGP's Independent Reporting Mechanism (IRM)."
)

# Each command with its line of help, in the groups of the help. It is how its docstring begins,
# whose words need no mark.
GROUPS = {
    N_("Commitments"): {
        "list": "List the commitments, one row each, in the plan's order.",
        "filter": "List the commitments that match.",
        "show": "Show commitments whole: objective, participants by role, results, the evaluators' "
        "words.",
        "search": "Find where something is said: in titles, objectives, results, assessments, "
        "names, topics.",
    },
    N_("Who took part"): {
        "participants": "List who took part, one row each, the most active first.",
        "participant": "Show what an organization did: its names, its commitments with role and "
        "status, mentions.",
    },
    N_("What came of them"): {
        "assessments": "Set what the two evaluators say side by side: the self-assessment and the "
        "Independent Reporting Mechanism (IRM).",
        "summary": "Count the commitments: by status, IRM scales, topics, sectors, roles and "
        "participants.",
    },
    N_("The plan"): {
        "plan": "Show what this plan is: period, coordinating committee, headline figures, source.",
        "audit": "Hold each headline figure of the source against its own rows.",
        "compare": "Set plans beside each other, a row each, the plan in use first.",
    },
    N_("Data in and out"): {
        "export": "Give the whole plan, in every language that it has: for other programs, to "
        "edit, or to keep.",
        "convert": "Make plans of OGP's own sheet of commitments; alone, list the plans that it "
        "holds.",
        "validate": "Name every fault of a file, with line and column; exit status 1 if there are "
        "any.",
        "template": "Print a commented plan to begin with: what is needed, and all the rest to "
        "uncomment.",
        "schema": "Print the JSON Schema (2020-12) of a plan's file, for editors and other "
        "programs.",
    },
}
COMMANDS = {name: line for group in GROUPS.values() for name, line in group.items()}

EXAMPLE = "ogpmx filter --status completed --participant INAI"

COMPLETE = "_OGPMX_COMPLETE"  # set by the shell when it asks for completions
SHELLS = ("bash", "zsh", "fish")


class Group(Page, TyperGroup):
    """The `ogpmx` command itself: it knows its commands by name and builds the one called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        return build_command(name) if name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, *words = args
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            if name == "version":
                _print_version(ctx, True)
            if name != "help":
                usage.refuse_command(args, COMMANDS, ctx)
            if not words:
                print_help(ctx, None, True)
            return self.resolve_command(ctx, [words[0], "--help"])
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        for title, group in GROUPS.items():
            with formatter.section(_(title)):
                formatter.write_dl([(name, _(line).rstrip(".")) for name, line in group.items()])
        super().format_options(ctx, formatter)


def build_command(name: str) -> Any:
    """The Typer command of this name, one of `COMMANDS`; its module is imported now."""
    from ogpmx.commands import find_module
    from ogpmx.options import make_command  # here, for it brings all that commands need

    module = find_module(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    help = "\n\n".join(map(_, split_paragraphs(module.command.__doc__ or "")))
    register = app.command(name, cls=Command, help=help, epilog="\n".join(module.EXAMPLES))
    register(make_command(module.command, module.ROWS))
    return get_command(app)


def _print_version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:  # else a shell completes, and would run what is printed
        from importlib.metadata import version

        streams.write(f"ogpmx {version('ogpmx')}\n")
        raise typer.Exit


def _print_completion(ctx: typer.Context, shell: str | None) -> None:
    if shell is not None and not ctx.resilient_parsing:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        shell = require_one_of(shell, SHELLS, "--show-completion")
        script = get_completion_script(prog_name="ogpmx", complete_var=COMPLETE, shell=shell)
        streams.write(script + "\n")
        raise typer.Exit


VERSION = option("--version -V", None, N_("Print the version."), action=_print_version)
SHOW_COMPLETION = option(
    "--show-completion",
    "|".join(SHELLS),
    N_("Print what makes this shell complete commands, options and names."),
    completer(SHELLS),
    _print_completion,
)


def build_application() -> Any:
    """The whole command line, in the language in use."""
    if COMPLETE in os.environ:
        # the help beside a word stays on its line: else a shell takes the next line for a word
        os.environ["TERMINAL_WIDTH"] = "10000"
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    plan = OF_ANY_PLAN if os.environ.get("OGPMX_DATA") else OF_MEXICO
    variables = _("OGPMX_LANG sets the language and OGPMX_DATA the file, where no option does.")
    about = f"{_(plan)}\n\n{variables}"

    @app.callback(cls=Group, invoke_without_command=True, epilog=EXAMPLE, help=about)
    def ogpmx(
        ctx: typer.Context,
        data: Annotated[str | None, DATA.to_typer()] = None,
        lang: Annotated[str | None, LANG.to_typer()] = None,
        version: Annotated[bool, VERSION.to_typer()] = False,
        show_completion: Annotated[str | None, SHOW_COMPLETION.to_typer()] = None,
    ) -> None:
        if ctx.invoked_subcommand is None:
            streams.write(ctx.get_help() + "\n")

    return get_command(app)


# A run


def main(args: Sequence[str]) -> int:
    """Run `ogpmx` with these arguments; returns the exit status."""
    message = ""
    try:
        streams.prepare()
        words = [*map(streams.decode_argument, args)]
        messages.use(_language_asked_for(words))
        result = build_application().main(
            words,
            prog_name="ogpmx",
            standalone_mode=False,
            help_option_names=["-h", "--help"],
            terminal_width=min(streams.width(), streams.USUAL_WIDTH),
        )
        status = int(result or ExitStatus.DONE)
    except typer.TyperException as error:
        status, message = ExitStatus.MISUSE, usage.explain(error)
    except OgpmxError as error:
        status, message = error.status, str(error)
    try:
        streams.finish()
    except OgpmxError as error:
        status, message = status or error.status, message or str(error)
    if message:
        streams.say(_("ogpmx: {message}").format(message=message))
    return status


def _language_asked_for(args: Sequence[str]) -> str:
    """The language for whatever comes before the options are read: help, usage errors."""
    asked, words = None, takewhile(lambda word: word != "--", args)
    for word in words:
        if word == "--lang":
            asked = next(words, None)
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    for choice in (asked, None):
        with suppress(OgpmxError):  # of which the command itself will complain
            return choose_language(choice)
    return messages.locale_language(os.environ)
