"""The options that commands share, and how a command gets them.

A command is a plain function. What it asks for by type is given to it: `Localized` is the plan in
the language in use, `Criteria` becomes the filter options. The rows of its answer are arranged and
written by the row options. `--data` and `--lang` stand on every command and before it.
"""

import inspect
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from typing import Annotated, Any

import typer

from ogpmx import loader, messages, streams, usage
from ogpmx.completion import complete_filter, complete_list
from ogpmx.errors import Misuse, ReaderGone
from ogpmx.filters import FILTERS, Criteria, Filter, option_name
from ogpmx.formats import FORMATS
from ogpmx.formats.records import write_excel_csv
from ogpmx.global_options import DATA, LANG, choose_file, choose_language, find_global, option
from ogpmx.guesses import guess_meaning
from ogpmx.matching import resolve
from ogpmx.messages import N_, _
from ogpmx.rows import Answer, Localized, Rows, arrange

Options = dict[str, tuple[Any, Any, Any]]  # by name: the type, a `Parameter`, the default


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
        "sort": (list[str] | None, of_rows("--sort", "COLUMN", _SORT, complete), None),
        "reverse": (bool, of_rows("--reverse", None, _REVERSE), False),
        "limit": (int | None, of_rows("--limit", "N", _LIMIT, is_count=True), None),
    }
    return {
        "columns": (str | None, of_rows("--columns", "A,B,C", _COLUMNS, complete), None),
        **({} if rows.one else order),  # a single row has no order
        "format": (str, of_rows("--format -f", "FORMAT", _FORMAT, choices=[*FORMATS]), "table"),
        "excel": (bool, of_rows("--excel", None, _EXCEL), False),
    }


def filter_options() -> Options:
    """An option for each of `FILTERS`."""
    of_filters = partial(option, group=N_("Filters"))
    return {
        name: (
            list[str] | None,
            of_filters(option_name(name), f.metavar, _filter_help(f), complete_filter(name)),
            None,
        )
        for name, f in FILTERS.items()
    }


def _filter_help(criterion: Filter) -> str:
    """A filter's help in the language in use, with the codes that do not depend on the data."""
    codes = criterion.codes(None) if criterion.codes and criterion.metavar == "CODE" else ()
    return _(criterion.help) + (f" {', '.join(codes)}." if codes else "")


def make_command(function: Callable[..., Any], rows: Rows | None) -> Callable[..., None]:
    """A function that Typer can read, from a command's own and the rows that it answers with."""
    asked = inspect.signature(function, eval_str=True).parameters
    kinds = {name: parameter.annotation for name, parameter in asked.items()}
    own: Options = {
        name: (kind.__origin__, *kind.__metadata__, asked[name].default)
        for name, kind in kinds.items()
        if kind not in (Localized, Criteria, RowOptions)
    }
    needs_data = Localized in kinds.values()
    options = dict(own)
    if Criteria in kinds.values():
        options |= filter_options()
    if rows:
        options |= row_options(rows)
    if needs_data:
        options["data"] = (str | None, DATA, None)
    options["lang"] = (str | None, LANG, None)

    @wraps(function)
    def run(ctx: typer.Context, **values: Any) -> None:
        messages.use(choose_language(find_global(ctx, "lang")))
        if ctx.args:
            raise usage.too_many_arguments(ctx.args, guess_meaning(ctx), ctx)
        if rows:
            usage.refuse_export(values["format"], ctx)
            known = {format: kind.endings for format, kind in FORMATS.items()}
            values["format"] = resolve(values["format"], known, "--format")
        arguments = {name: values[name] for name in own}
        if needs_data:
            with streams.watch(_("Reading")) as progress:
                data = loader.load(choose_file(find_global(ctx, "data")), progress)
            arguments["localized"] = Localized(data, messages.current())
        elif find_global(ctx, "data") is not None:
            raise Misuse(_("--data has no part in this command."))
        if Criteria in kinds.values():
            arguments["criteria"] = {name: values[name] for name in FILTERS if values.get(name)}
        for name, kind in kinds.items():
            if kind is RowOptions and rows:
                typed = {n: values[n] for n in row_options(rows) if _is_typed(ctx, n)}
                arguments[name] = RowOptions(typed)
        result = function(**arguments)
        if isinstance(result, Answer):
            with suppress(ReaderGone):  # the status stands, whether or not somebody reads on
                write_answer(result, values | {"lang": find_global(ctx, "lang")})
            raise typer.Exit(result.status)
        if result is not None:
            streams.write([result], machine=True)

    readable = {n: Annotated[kind, how.to_typer()] for n, (kind, how, _) in options.items()}
    run.__annotations__ = {"ctx": typer.Context, **readable}
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=options[name][2] if name in options else inspect.Parameter.empty,
            annotation=kind,
        )
        for name, kind in run.__annotations__.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
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
    if answer.remark or not answer.rows:
        streams.say(answer.remark or _("Nothing matches."))
    answer = arrange(
        answer,
        sort=values.get("sort") or (),
        reverse=values.get("reverse", False),
        names=values["columns"],
        limit=values.get("limit"),
        usual_names=answer.flat_names if chosen.machine else answer.kind.shown,
    )
    if name == "table" and answer.rows and streams.is_terminal():
        from ogpmx import drawing  # here, for Rich takes a third of the time of a plain answer

        streams.draw(drawing.draw(answer.page(), streams.width()))
        return
    if values["excel"]:
        comma = messages.has_decimal_comma(values["lang"], os.environ)
        streams.write(write_excel_csv(answer, comma), machine=True)
    else:
        streams.write(chosen.write(answer), chosen.machine)
