"""Pages of help, in the language in use: the command-line library's, with our words."""

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand

from ogpmx import streams, usage
from ogpmx.global_options import choose_file, find_global
from ogpmx.messages import N_, _


def split_paragraphs(text: str) -> list[str]:
    """A docstring's paragraphs, each on one line: so they stand in the catalogues."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


_Formatter: Any = typer.Context.formatter_class
NO_BREAK_HYPHEN = "\u2011"  # keeps codes whole; printed as a plain one


class Formatter(_Formatter):  # type: ignore[misc]
    def write_text(self, text: str) -> None:
        super().write_text(text.replace("-", NO_BREAK_HYPHEN))

    def write_dl(self, rows: Sequence[tuple[str, str]], **_more: Any) -> None:
        # on a narrow terminal the explanations get most of the width, long options a line of theirs
        tied = [(name, text.replace("-", NO_BREAK_HYPHEN)) for name, text in rows]
        super().write_dl(tied, col_max=min(30, self.width // 3))

    def getvalue(self) -> str:
        return str(super().getvalue()).replace(NO_BREAK_HYPHEN, "-")


class Context(typer.Context):
    formatter_class = Formatter


_Command: Any = TyperCommand.__base__


class Page(_Command):  # type: ignore[misc]
    """What `ogpmx` and its commands have in common: a page of help, and that it is we who say what
    is wrong."""

    context_class: Any = Context

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.allow_extra_args = True  # so that it is we who refuse them
        args = [re.sub("^(-[A-Za-z])=", r"\1", word) for word in args]  # -o=FILE
        try:
            values, _words, order = self.make_parser(ctx).parse_args(args=list(args))
            if "data" in values:
                ctx.params["data"] = values["data"]  # the help, too, is of the file in use
            if not ctx.resilient_parsing:  # else a shell completes a line that is not whole yet
                usage.refuse_twice(order)
                usage.refuse_empty(values, self.params)
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            ctx.args = args
            error.ctx = ctx  # type: ignore[attr-defined]  # the parser does not say where
            raise

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        option.help = _("Show this message and exit.")
        option.callback = print_help
        return option

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [_(piece.strip("{}")) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments, then the options in groups."""
        groups: dict[str, list[tuple[str, str]]] = {
            title: [] for title in (N_("Arguments"), N_("Filters"), N_("Rows"), N_("Options"))
        }
        for parameter in self.get_params(ctx):
            name, text = parameter.get_help_record(ctx)
            if "{codes}" in text:  # those of the file in use
                codes = ", ".join(item.value for item in parameter.shell_complete(ctx, ""))
                text = text.replace(": {codes}", f": {codes}" if codes else "")
            text = text.removesuffix("[required]").rstrip()  # which the usage says, and English is
            usual = "Arguments" if parameter.param_type_name == "argument" else "Options"
            groups[parameter.rich_help_panel or usual].append((name, text))
        for title, rows in groups.items():
            if rows:
                with formatter.section(_(title)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The examples; they are not broken, so that they can be copied."""
        other = choose_file(find_global(ctx, "data"))
        with formatter.section(_("Examples, of the bundled plan") if other else _("Examples")):
            for example in self.epilog.splitlines():
                formatter.write(f"  {example}\n")


class Command(Page, TyperCommand):
    """A command."""


def print_help(ctx: typer.Context, _parameter: Any, asked: bool) -> None:
    """Answer `--help`, where it was asked for."""
    if asked and not ctx.resilient_parsing:
        streams.write(ctx.get_help() + "\n")
        raise typer.Exit
