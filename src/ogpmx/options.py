"""The options that commands share, and how a command gets them.

A command is a plain function. What it asks for by type is given to it: `Localized` is the plan in
the language in use, `Criteria` becomes the filter options. The rows of its answer are arranged and
written by the row options. `--data` and `--lang` stand on every command and before it.
"""

import inspect
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

import typer

from ogpmx import loader, messages, streams, usage
from ogpmx.completion import complete_filter, complete_list
from ogpmx.errors import Misuse, ReaderGone
from ogpmx.filters import FILTERS, Criteria, option_name
from ogpmx.formats import FORMATS
from ogpmx.formats.records import write_excel_csv
from ogpmx.global_options import DATA, LANG, choose_file, choose_language, find_global, option
from ogpmx.guesses import guess_meaning
from ogpmx.matching import resolve
from ogpmx.messages import N_, _
from ogpmx.rows import Answer, Localized, Rows, arrange

Options = dict[str, Any]  # by name: the type, annotated with a `Parameter`


class RowOptions(dict[str, Any]):
    """Those of the row options that were typed, for a command that does not always answer with
    rows."""


_FORMAT = N_("{choices}; left out: table.")
_EXCEL = N_("With csv: as Excel opens it; --lang es-ES, with a country, sets the separator.")
_COLUMNS = N_("Only these columns; of the usual ones, +A,B adds some, -A,B leaves some out.")
_SORT = N_("Columns to sort by: status,-number; - for descending.")
_LIMIT, _REVERSE = N_("At most N rows."), N_("Reverse the order of rows.")


def row_options(rows: Rows) -> Options:
    """The options of every command that answers with these rows."""
    complete = complete_list([*rows.columns])
    of_rows = partial(option, group=N_("Rows"))
    order: Options = {
        "sort": Annotated[list[str] | None, of_rows("--sort", "COLUMN", _SORT, complete)],
        "reverse": Annotated[bool, of_rows("--reverse", None, _REVERSE)],
        "limit": Annotated[int | None, of_rows("--limit", "N", _LIMIT, is_count=True)],
    }
    format = of_rows("--format -f", "FORMAT", _FORMAT, choices=[*FORMATS])
    return {
        "columns": Annotated[str | None, of_rows("--columns", "A,B,C", _COLUMNS, complete)],
        **({} if rows.one else order),  # a single row has no order
        "format": Annotated[str | None, format],
        "excel": Annotated[bool, of_rows("--excel", None, _EXCEL)],
    }


def filter_options() -> Options:
    """An option for each of `FILTERS`; its help names the codes.

    Those of the data stand where it says `{codes}`: they are read when the help is asked for.
    """
    options: Options = {}
    for name, f in FILTERS.items():
        help = _(f.help)
        if f.name:
            help = help.rstrip(".:") + ": {codes}."
        elif f.codes and f.metavar == "CODE":
            help += f" {', '.join(f.codes(None))}."
        complete, group = complete_filter(name), N_("Filters")
        how = option(option_name(name), f.metavar, help, complete, group=group)
        options[name] = Annotated[list[str] | None, how]
    return options


def make_command(function: Callable[..., Any], rows: Rows | None) -> Callable[..., None]:
    """A function that Typer can read, from a command's own and the rows that it answers with."""
    asked = inspect.signature(function, eval_str=True).parameters
    kinds = {name: parameter.annotation for name, parameter in asked.items()}
    own = {n: kind for n, kind in kinds.items() if kind not in (Localized, Criteria, RowOptions)}
    of_filters = filter_options() if Criteria in kinds.values() else {}
    of_rows = row_options(rows) if rows else {}
    of_data = {"data": Annotated[str | None, DATA]} if Localized in kinds.values() else {}
    options: Options = own | of_filters | of_rows | of_data
    options["lang"] = Annotated[str | None, LANG]

    def run(ctx: typer.Context, **values: Any) -> None:
        messages.use(choose_language(find_global(ctx, "lang")))
        if ctx.args:
            usage.refuse_arguments(ctx.args, guess_meaning(ctx), ctx)
        if values.get("format") and rows:
            usage.refuse_export(values["format"], ctx)
            known = {format: kind.endings for format, kind in FORMATS.items()}
            values["format"] = resolve(values["format"], known, "--format")
        typed = {n: v for n, v in values.items() if v is not None and v is not False}
        given: dict[Any, Any] = {
            Criteria: {name: typed[name] for name in of_filters if name in typed},
            RowOptions: RowOptions((name, typed[name]) for name in of_rows if name in typed),
        }
        if of_data:
            with streams.watch(_("Reading")) as progress:
                data = loader.load(choose_file(find_global(ctx, "data")), progress)
            given[Localized] = Localized(data, messages.current())
        elif find_global(ctx, "data") is not None:
            raise Misuse(_("--data has no part in this command."))
        arguments = {n: values[n] if n in own else given[kind] for n, kind in kinds.items()}
        result = function(**arguments)
        if isinstance(result, Answer):
            with suppress(ReaderGone):  # the status stands, whether or not somebody reads on
                write_answer(result, find_global(ctx, "lang"), **given[RowOptions])
            raise typer.Exit(result.status)
        if result is not None:
            streams.write([result], machine=True)

    by_name = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("ctx", by_name, annotation=typer.Context)]
    for name, declared in options.items():
        kind: Any = declared.__origin__
        (how,) = declared.__metadata__
        default = asked[name].default if name in own else None
        readable = Annotated[kind, how.to_typer()]
        parameters.append(inspect.Parameter(name, by_name, default=default, annotation=readable))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return run


def write_answer(
    answer: Answer,
    lang: str | None,
    format: str = "table",
    columns: str | None = None,
    sort: Sequence[str] = (),
    reverse: bool = False,
    limit: int | None = None,
    excel: bool = False,
) -> None:
    """Arrange an answer by the row options and write it: drawn on a terminal, else as text."""
    chosen = FORMATS[format]
    if excel and format != "csv":
        raise Misuse(_("--excel goes with --format csv."))
    if answer.remark or not answer.rows:
        streams.say(answer.remark or _("Nothing matches."))
    usual_names = answer.flat_names if chosen.machine else answer.kind.shown
    answer = arrange(answer, sort, reverse, columns, limit, usual_names)
    if format == "table" and answer.rows and streams.is_terminal():
        from ogpmx import drawing  # here, for only what is drawn needs Rich

        streams.draw(drawing.draw(answer.page(), streams.width(), streams.colours()))
    elif excel:
        comma = messages.has_decimal_comma(lang, os.environ)
        streams.write(write_excel_csv(answer, comma), machine=True)
    else:
        streams.write(chosen.write(answer), chosen.machine)
