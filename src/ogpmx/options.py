"""The options that commands share, and how a command gets them.

A command is a plain function. What it asks for by type is given to it: `Localized` is the plan in
the language in use, `Criteria` becomes the filter options. The rows of its answer are arranged and
written by the row options. `--data` and `--lang` stand on every command and before it.
"""

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from ogpmx import loader, messages, streams
from ogpmx.completion import complete_filter, complete_list
from ogpmx.errors import Misuse
from ogpmx.filters import FILTERS, Criteria, Filter, option_name
from ogpmx.formats import FORMATS
from ogpmx.global_options import (
    DataOption,
    LangOption,
    choose_file,
    choose_language,
    completer,
    find_global,
)
from ogpmx.matching import require_one_of
from ogpmx.messages import N_, _
from ogpmx.rows import Answer, Localized, Rows, arrange

Options = dict[str, tuple[Any, Any]]  # a parameter's name → its annotation and its default


class RowOptions(dict[str, Any]):
    """Those of the row options that were typed, for a command that does not always answer with
    rows."""


def parse_count(text: str) -> int:
    """A number of rows, in plain figures."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise typer.BadParameter(_("“{text}” is not a whole number, 0 or more.").format(text=text))
    return int(text)


FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=N_("table, plain, markdown, html, json, jsonl, csv, tsv or yaml."),
        autocompletion=completer([*FORMATS]),
    ),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help=N_("With csv: begin with the mark that Excel needs."))
]
ReverseOption = Annotated[bool, typer.Option("--reverse", help=N_("Reverse the order of rows."))]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", parser=parse_count, help=N_("At most N rows."))
]


def row_options(rows: Rows) -> Options:
    """The options of every command that answers with these rows."""
    complete = complete_list([*rows.columns])
    columns_option = typer.Option(
        "--columns",
        metavar="A,B,C",
        help=N_("Only these columns; +A adds to the usual ones."),
        autocompletion=complete,
    )
    sort_option = typer.Option(
        "--sort",
        metavar="COLUMN",
        help=N_("Columns to sort by: status,-number; - for descending."),
        autocompletion=complete,
    )
    return {
        "columns": (Annotated[str | None, columns_option], None),
        "sort": (Annotated[list[str] | None, sort_option], None),
        "reverse": (ReverseOption, False),
        "limit": (LimitOption, None),
        "format": (FormatOption, "table"),
        "excel": (ExcelOption, False),
    }


def filter_options() -> Options:
    """An option for each of `FILTERS`."""
    return {
        name: (
            Annotated[
                list[str] | None,
                typer.Option(
                    option_name(name),
                    metavar=criterion.metavar,
                    help=_filter_help(criterion),
                    autocompletion=complete_filter(name),
                ),
            ],
            None,
        )
        for name, criterion in FILTERS.items()
    }


def _filter_help(criterion: Filter) -> str:
    """A filter's help in the language in use, with the codes that do not depend on the data."""
    codes = criterion.codes(None) if criterion.codes and criterion.metavar == "CODE" else ()
    return _(criterion.help) + (f" {', '.join(codes)}." if codes else "")


def make_command(function: Callable[..., Any], rows: Rows | None) -> Callable[..., None]:
    """A function that Typer can read, from a command's own and the rows that it answers with."""
    asked = inspect.signature(function, eval_str=True).parameters
    needs_data = any(parameter.annotation is Localized for parameter in asked.values())
    needs_criteria = any(parameter.annotation == Criteria for parameter in asked.values())
    own: Options = {
        name: (parameter.annotation, parameter.default)
        for name, parameter in asked.items()
        if parameter.annotation not in (Localized, RowOptions) and parameter.annotation != Criteria
    }
    row_values = row_options(rows) if rows else {}
    options: Options = {
        **own,
        **(filter_options() if needs_criteria else {}),
        **row_values,
        **({"data": (DataOption, None)} if needs_data else {}),
        "lang": (LangOption, None),
    }

    @wraps(function)
    def run(ctx: typer.Context, **values: Any) -> None:
        messages.use(choose_language(find_global(ctx, "lang")))
        if rows:
            require_one_of(values["format"], [*FORMATS], "--format")
        arguments = {name: values[name] for name in own}
        if needs_data:
            with streams.Progress(_("Reading")) as progress:
                data = loader.load(choose_file(find_global(ctx, "data")), progress)
            arguments["localized"] = Localized(data, messages.current())
        elif find_global(ctx, "data") is not None:
            raise Misuse(_("--data has no part in this command."))
        if needs_criteria:
            arguments["criteria"] = {name: values[name] for name in FILTERS if values.get(name)}
        for name, parameter in asked.items():
            if parameter.annotation is RowOptions:
                arguments[name] = RowOptions(
                    {n: values[n] for n in row_values if _is_typed(ctx, n)}
                )
        result = function(**arguments)
        if isinstance(result, Answer):
            write_answer(result, values)
            raise typer.Exit(result.status)
        if result is not None:
            streams.write([result], machine=True)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    ]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in options.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _is_typed(ctx: typer.Context, name: str) -> bool:
    """Whether an option stands on the command line."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def write_answer(answer: Answer, values: dict[str, Any]) -> None:
    """Arrange an answer by the row options and write it: drawn on a terminal, else as text."""
    name = values["format"]
    chosen = FORMATS[name]
    if values["excel"] and name != "csv":
        raise Misuse(_("--excel goes with --format csv."))
    if answer.word or not answer.rows:
        streams.say(answer.word or _("Nothing matches."))
    answer = arrange(
        answer,
        values["sort"] or (),
        values["reverse"],
        values["columns"],
        values["limit"],
        tuple(answer.kind.columns) if chosen.machine else answer.kind.shown,
    )
    if name == "table" and answer.rows and streams.is_terminal():
        from ogpmx import drawing  # here, for Rich takes a third of the time of a plain answer

        streams.draw(drawing.draw(answer.page(), streams.width()))
        return
    if values["excel"]:
        streams.write(["\ufeff"], machine=True)
    streams.write(chosen.write(answer), chosen.machine)
