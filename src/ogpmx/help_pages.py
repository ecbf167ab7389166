"""Pages of help, in the language in use: the command-line library's, with our words."""

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand

from ogpmx import streams, usage
from ogpmx.messages import _, pgettext


def split_paragraphs(text: str) -> list[str]:
    """A docstring's paragraphs, each on one line: so they stand in the catalogues."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


_Formatter: Any = typer.Context.formatter_class
NO_BREAK_HYPHEN = "\u2011"  # keeps codes whole; printed as a plain one


class Formatter(_Formatter):  # type: ignore[misc]
    """A page of help."""

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


def translate(command: Any) -> None:
    """Put a command's help into the language in use."""
    command.options_metavar = _("[OPTIONS]")
    command.help = "\n\n".join(map(_, split_paragraphs(command.help or "")))
    for parameter in command.params:
        metavar = parameter.metavar
        parameter.help = _(parameter.help) if parameter.help else None
        parameter.metavar = pgettext("metavar", metavar) if metavar else None


def write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = (piece.strip("{}") for piece in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))


def translate_help_option(option: Any) -> Any:
    option.help = _("Show this message and exit.")
    option.callback = _print_help
    return option


class Command(TyperCommand):
    """A command."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        translate(self)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        write_usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        return translate_help_option(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.allow_extra_args = True  # so that it is we who refuse them
        try:
            order = self.make_parser(ctx).parse_args(args=list(args))[2]
            usage.refuse_twice(order, ctx)
            super().parse_args(ctx, args)
        except typer.TyperException as error:
            error.ctx = ctx  # type: ignore[attr-defined]  # the parser does not say where
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise usage.too_many_arguments(ctx.args, ctx)
        return ctx.args


def _print_help(ctx: typer.Context, _parameter: typer.CallbackParam, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        streams.write(ctx.get_help() + "\n")
        raise typer.Exit
