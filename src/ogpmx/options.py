"""The options that commands share, and how a command gets them.

A command is a plain function. What it asks for by type is given to it: a `DataSet` is loaded, a
`Criteria` becomes the filter options, a returned `Answer` is arranged and written by the row
options. `--data` and `--lang` stand on every command and before it.
"""

import inspect
import os
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from ogpmx import columns, formats, loader, messages, queries, terminal
from ogpmx.errors import Misuse, OgpmxError
from ogpmx.messages import N_, _
from ogpmx.models import DataSet, Lang
from ogpmx.safe import one_line

Complete = Callable[..., list[str]]
Function = TypeVar("Function", bound=Callable[..., Any])


def answers(shape: columns.Shape) -> Callable[[Function], Function]:
    """Mark a function as one that answers with rows of this shape."""

    def mark(function: Function) -> Function:
        function.shape = shape  # type: ignore[attr-defined]
        return function

    return mark


def count(text: str) -> int:
    """A number of rows, in plain figures."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise typer.BadParameter(_("“{text}” is not a whole number from 0.").format(text=text))
    return int(text)


def among(allowed: Sequence[str]) -> Complete:
    """Completion with some of these words."""
    return lambda incomplete: [word for word in allowed if word.startswith(incomplete)]


LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="es|en",
        help=N_("Language of labels, help and texts."),
        autocompletion=among([*Lang]),
    ),
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="FILE",
        help=N_("Another plan: a YAML, JSON or JSON Lines file; - is standard input."),
    ),
]
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
ReverseOption = Annotated[bool, typer.Option("--reverse", help=N_("Turn the order of rows round."))]
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
        help=N_("Sort by columns: status,-number; - for downwards."),
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


def complete_list(allowed: Sequence[str]) -> Complete:
    """Completion of the last of some words joined by commas, whatever sign stands before it."""

    def complete(incomplete: str) -> list[str]:
        last = re.split("[,+-]", incomplete)[-1]
        before = incomplete.removesuffix(last)
        return [before + word for word in among(allowed)(last)]

    return complete


def _filter_options(but: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (
            Annotated[
                list[str] | None,
                typer.Option(
                    queries.option(name),
                    metavar=criterion.metavar,
                    help=criterion.help,
                    autocompletion=complete_filter(name),
                ),
            ],
            None,
        )
        for name, criterion in queries.FILTERS.items()
        if name not in but
    }


def complete_filter(name: str) -> Complete:
    """Completion with a filter's codes, or with the organizations' short names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        codes = queries.FILTERS[name].codes
        if codes:
            return [word for data in _readable(ctx) for word in among(codes(data))(incomplete)]
        return complete_organization(ctx, incomplete) if name == "participant" else []

    return complete


def complete_organization(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completion with acronyms, or ids where there is none, whatever the case typed."""
    words = [o.acronym or o.id for data in _readable(ctx) for o in data.organizations]
    begun = [word for word in words if word.lower().startswith(incomplete.lower())]
    return [incomplete + word[len(incomplete) :] for word in begun]


def complete_number(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completion with commitments' numbers and OGP ids."""
    commitments = [c for data in _readable(ctx) for c in data.commitments]
    words = [str(c.number) for c in commitments] + [c.ogp_id for c in commitments if c.ogp_id]
    return among(words)(incomplete)


def load(name: str | None) -> DataSet:
    """The data set of a file, with progress on standard error if that takes long."""
    progress = terminal.Progress(_("Reading"))
    try:
        return loader.load(name, progress)
    finally:
        progress.end()


def examine(name: str) -> loader.Report:
    """A file's data set or its faults, with progress as in `load`."""
    progress = terminal.Progress(_("Reading"))
    try:
        return loader.examine(name, progress)
    finally:
        progress.end()


def _readable(ctx: typer.Context) -> list[DataSet]:
    """The data set to complete from; none where it cannot be read: one is only typing."""
    try:
        return [loader.load(data_file(ctx))]
    except OgpmxError:
        return []


def data_file(ctx: typer.Context, own: str | None = None) -> str | None:
    """The file to read: a command's `--data`, else that before it, else `OGPMX_DATA`; or none."""
    before = ctx.find_root().params.get("data")
    return own or ctx.params.get("data") or before or os.environ.get("OGPMX_DATA") or None


def language(asked: str | None) -> Lang:
    """The language of a run: what is asked, else `OGPMX_LANG`, else the locale's.

    Raises `Misuse` for a language that there is not.
    """
    named = asked if asked is not None else os.environ.get("OGPMX_LANG") or None
    if named is None:
        return messages.locale_language(os.environ)
    where = "--lang" if asked is not None else "OGPMX_LANG"
    return Lang(queries.one_of(named.lower(), [*Lang], where))


def command(function: Callable[..., Any], but: Sequence[str] = ()) -> Callable[..., None]:
    """A command that Typer can read, from a function that asks for what it needs by type.

    `but` names filters that make no sense for it.
    """
    asked = inspect.signature(function, eval_str=True)
    given: dict[str, tuple[Any, Any]] = {}
    criteria = data = None
    for name, parameter in asked.parameters.items():
        if parameter.annotation is DataSet:
            data = name
        elif parameter.annotation is queries.Criteria:
            criteria = name
            given |= _filter_options(but)
        else:
            given[name] = (parameter.annotation, parameter.default)
    shape = getattr(function, "shape", None)
    if shape:
        given |= _row_options(shape)
    given |= SHARED if data else {"lang": SHARED["lang"]}
    kept = [name for name in asked.parameters if name not in (data, criteria)]

    @wraps(function)
    def run(ctx: typer.Context, **values: Any) -> None:
        messages.use(language(values["lang"] or ctx.find_root().params.get("lang")))
        if shape:
            queries.one_of(values["format"], [*formats.FORMATS], "--format")
        arguments = {name: values[name] for name in kept}
        if data:
            arguments[data] = load(data_file(ctx, values["data"]))
        elif ctx.find_root().params.get("data"):
            raise Misuse(_("--data has no part in this command."))
        if criteria:
            arguments[criteria] = {
                name: values[name] for name in queries.FILTERS if values.get(name)
            }
        result = function(**arguments)
        if shape:
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
    own = answer.shape.columns if chosen.machine else answer.shape.shown
    answer = columns.arrange(
        answer,
        values.get("sort") or (),
        values.get("reverse", False),
        values.get("columns"),
        values.get("limit"),
        tuple(own),
    )
    if not answer.rows:
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
