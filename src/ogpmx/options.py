"""The options that commands share, and how a command gets them.

A command is a plain function. What it asks for by type is given to it: a `DataSet` is loaded, a
`Criteria` becomes the filter options. The rows that it returns are arranged and written by the row
options. `--data` and `--lang` stand on every command and before it.
"""

import inspect
import re
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import Annotated, Any, get_type_hints

import typer

from ogpmx import columns, formats, loader, messages, queries, terminal
from ogpmx.completion import complete_filter, complete_list
from ogpmx.errors import Misuse
from ogpmx.messages import N_, _
from ogpmx.models import DataSet
from ogpmx.queries import Criteria
from ogpmx.safe import one_line
from ogpmx.shared import DataOption, LangOption, among, data_file, language
from ogpmx.words import one_of


def count(text: str) -> int:
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
        help=N_("table, plain, json, jsonl, csv, tsv, markdown or yaml."),
        autocompletion=among([*formats.FORMATS]),
    ),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help=N_("With csv: begin with the mark that Excel needs."))
]
ReverseOption = Annotated[bool, typer.Option("--reverse", help=N_("Reverse the order of rows."))]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", parser=count, help=N_("At most N rows.")),
]

SHARED: dict[str, tuple[Any, Any]] = {"data": (DataOption, None), "lang": (LangOption, None)}


def _row_options(shape: columns.Shape) -> dict[str, tuple[Any, Any]]:
    """The options of every command that answers with rows of this shape."""
    complete = complete_list([*shape.columns])
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


def _filter_options() -> dict[str, tuple[Any, Any]]:
    return {
        name: (
            Annotated[
                list[str] | None,
                typer.Option(
                    queries.option(name),
                    metavar=criterion.metavar,
                    help=_filter_help(criterion),
                    autocompletion=complete_filter(name),
                ),
            ],
            None,
        )
        for name, criterion in queries.FILTERS.items()
    }


def _filter_help(criterion: queries.Filter) -> str:
    """A filter's help in the language in use, with the codes that do not depend on the data."""
    codes = criterion.codes(None) if criterion.codes and criterion.metavar == "CODE" else ()
    return _(criterion.help) + (f" {', '.join(codes)}." if codes else "")


def command(function: Callable[..., Any]) -> Callable[..., None]:
    """A command that Typer can read, from a function that asks for what it needs by type."""
    known = {**function.__globals__, "DataSet": DataSet, "Criteria": Criteria}
    asked = {name: kind for name, kind in function.__annotations__.items() if name != "return"}
    hints = get_type_hints(SimpleNamespace(__annotations__=asked), known, include_extras=True)
    given: dict[str, tuple[Any, Any]] = {}
    criteria = data = None
    for name, parameter in inspect.signature(function).parameters.items():
        if hints[name] is DataSet:
            data = name
        elif hints[name] == Criteria:
            criteria = name
            given |= _filter_options()
        else:
            given[name] = (hints[name], parameter.default)
    kept = [name for name in hints if name not in (data, criteria)]
    shape: columns.Shape | None = getattr(columns, getattr(function, "shape", ""), None)
    if shape:
        given |= _row_options(shape)
    given |= SHARED if data else {"lang": SHARED["lang"]}

    @wraps(function)
    def run(ctx: typer.Context, **values: Any) -> None:
        messages.use(language(values["lang"] or ctx.find_root().params.get("lang")))
        if shape:
            one_of(values["format"], [*formats.FORMATS], "--format")
        arguments = {name: values[name] for name in kept}
        if data:
            with terminal.Progress(_("Reading")) as progress:
                arguments[data] = loader.load(data_file(ctx, values["data"]), progress)
        elif ctx.find_root().params.get("data"):
            raise Misuse(_("--data has no part in this command."))
        if criteria:
            arguments[criteria] = {
                name: values[name] for name in queries.FILTERS if values.get(name)
            }
        with terminal.Progress(_("Working")):
            result = function(**arguments)
        if shape:
            if not isinstance(result, columns.Answer):
                edition = columns.Edition(arguments[data or ""], messages.language())
                result = columns.Answer(shape, result, edition)
            hand_over(result, values)
            raise typer.Exit(result.status)
        if result is not None:
            terminal.write([result], machine=True)

    parameters = [
        inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    ]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in given.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def hand_over(answer: columns.Answer, values: dict[str, Any]) -> None:
    """Arrange an answer by the row options and write it: drawn on a terminal, else as text."""
    name = values["format"]
    chosen = formats.FORMATS[name]
    if values["excel"] and name != "csv":
        raise Misuse(_("--excel goes with --format csv."))
    found = bool(answer.rows)
    own = answer.shape.columns if chosen.machine else answer.shape.shown
    answer = columns.arrange(
        answer,
        values.get("sort") or (),
        values.get("reverse", False),
        values.get("columns"),
        values.get("limit"),
        tuple(own),
    )
    if not found:
        terminal.say(answer.word or _("Nothing matches."))
    if name == "table" and answer.shape.line and not answer.names:
        terminal.write(f"{one_line(answer.shape.line(row))}\n" for row in answer.rows)
        return
    if name == "table" and answer.rows and terminal.is_terminal():
        from ogpmx import views

        terminal.draw(views.view(answer, terminal.width()))
        return
    if name == "table" and answer.rows and answer.shape.document and not answer.names:
        from ogpmx import views

        terminal.write(terminal.undrawn(views.view(answer, terminal.ENDLESS)))
        return
    if values["excel"]:
        terminal.write(["\ufeff"], machine=True)
    terminal.write(chosen.write(answer), chosen.machine)
