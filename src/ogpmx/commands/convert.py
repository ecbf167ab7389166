"""What does OGP's own sheet hold, as plans of our shape?"""

import os
import shlex
from typing import Annotated

from ogpmx import messages, streams, writing
from ogpmx import sheet_columns as ogp
from ogpmx.commands.validate import NO_PLAN
from ogpmx.errors import Misuse, NotFound
from ogpmx.exports.plan_files import encode_json, write_yaml_tree
from ogpmx.global_options import argument, decode_path, option
from ogpmx.matching import join_or, near_misses, require_one_of, suggest
from ogpmx.messages import N_, _, ngettext
from ogpmx.options import RowOptions
from ogpmx.rows import Answer, Column, Columns, Localized, Rows
from ogpmx.sanitize import one_line
from ogpmx.sheet import Conversion, make_id, make_plans

ENDINGS = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
FORMATS = {"yaml": write_yaml_tree, "json": encode_json}
MOST_SAID = 20  # lines of what could not be read
MOST_OF_VALUE = 60  # characters of it


def _column(heading: str, key: str, figures: bool = False) -> Column:
    return Column(heading, lambda tree, _localized: tree["plan"].get(key), figures=figures)


COLUMNS: Columns = {
    "plan": _column(N_("Plan"), "id"),
    "country": _column(N_("Country"), "country")._replace(flexible=True),
    "number": _column(N_("No."), "number", figures=True),
    "submitted": _column(N_("Submitted"), "start"),
    "end": _column(N_("End"), "end"),
    "commitments": Column(
        N_("Commitments"), lambda tree, _localized: len(tree.get("commitments", ())), figures=True
    ),
}

ROWS = Rows(columns=COLUMNS, shown=tuple(COLUMNS))

_SHEET = N_("OGP's sheet of commitments, in CSV; - is standard input.")
_PLAN = N_("This plan, to standard output or a file.")
_OUTPUT = N_("The file to write; without --plan the folder, for all plans, a file each.")

EXAMPLES = ("ogpmx convert sheet.csv", "ogpmx convert sheet.csv -o plans")


def command(
    sheet: Annotated[str, argument("SHEET", _SHEET)],
    row_options: RowOptions,
    plan: Annotated[str | None, option("--plan", "ID", _PLAN)] = None,
    output: Annotated[str | None, option("--output -o", "PATH", _OUTPUT)] = None,
    force: Annotated[bool, option("--force", None, N_("Replace what is there."))] = False,
) -> Answer | bytes | None:
    """Make plans of OGP's own sheet of commitments; alone, list the plans that it holds.

    With --plan or --output, --format is yaml or json: left out, it is as the file's name ends, or
    else yaml for one plan and json for all. What the sheet does not say stays unsaid; what cannot
    be read is counted on standard error, by column and value.
    """
    path = None if output is None or output == "-" else decode_path(output)
    if plan is None and output is None:
        conversion = make_plans(decode_path(sheet))
        _say_what_is_unread(conversion, of_plans_alone=True)
        return Answer(ROWS, [*conversion.plans.values()], Localized(NO_PLAN, messages.current()))
    format = _choose_format(row_options, plan, path)
    write_tree = FORMATS[format]
    if plan is None and path is None:
        raise Misuse(_("--output - needs --plan: standard output takes one plan."))
    if plan is None and os.path.splitext(path or "")[1].lower() in ENDINGS:
        raise Misuse(_("--output: a file takes one plan, named by --plan; all go into a folder."))
    only = None if plan is None else make_id(plan)
    conversion = make_plans(decode_path(sheet), only)
    if only is not None and only not in conversion.ids:
        hint = suggest(near_misses(only, conversion.ids))
        message = _("The sheet holds no plan “{word}”.{hint} All plans: ogpmx convert {sheet}")
        asked, name = one_line(str(plan)), shlex.quote(one_line(sheet))
        raise NotFound(message.format(word=asked, hint=hint, sheet=name))
    _say_what_is_unread(conversion)
    if path is None:
        return write_tree(conversion.plans[str(only)])
    if only is not None:
        writing.write_file(path, write_tree(conversion.plans[only]), force)
    else:
        files = {f"{id}.{format}": tree for id, tree in conversion.plans.items()}
        writing.write_files(path, files, lambda name: write_tree(files[name]), force)
    return None


def _choose_format(row_options: RowOptions, one: str | None, path: str | None) -> str:
    """The format of the files: as asked, else as the name of the file for `one` plan ends.

    Raises `Misuse` for what has no part where files are written.
    """
    for name in row_options:
        if name != "format":
            message = _("--{option} goes with the list of plans, without --plan and --output.")
            raise Misuse(message.format(option=name))
    if "format" in row_options:
        return require_one_of(row_options["format"], FORMATS, "--format")
    if one is None:
        return "json"  # for many files, YAML takes ten times as long
    ending = os.path.splitext(path or "x.yaml")[1].lower()
    if ending not in ENDINGS:
        message = _("--output: the file must end in {endings}, unless --format says what to write.")
        raise Misuse(message.format(endings=join_or([*ENDINGS])))
    return ENDINGS[ending]


def _say_what_is_unread(conversion: Conversion, of_plans_alone: bool = False) -> None:
    """Tell which columns are lacking, which numbers are marked, and which cells are left out."""
    lines = []
    if conversion.lacking and not of_plans_alone:
        message = ngettext(
            "The sheet lacks the column {names}.",
            "The sheet lacks the columns {names}.",
            len(conversion.lacking),
        )
        names = _cut([f"“{name}”" for name in conversion.lacking])
        lines.append(message.format(names=", ".join(names)))
    differs = _("{plan}: its rows differ in “{column}”; what the first one says is taken.")
    lines += _cut([differs.format(plan=p, column=column) for p, column in conversion.differing])
    if not of_plans_alone:
        doubled = _("{plan}: a number is repeated; the later commitment is “{number}”.")
        lines += _cut([doubled.format(plan=p, number=one_line(n)) for p, n in conversion.doubled])
    unread = [*conversion.unread.most_common()]
    if of_plans_alone:
        unread = [found for found in unread if found[0][0] in ogp.OF_PLANS]
    lines += _cut([_describe_unread(*found, n) for found, n in unread])
    for told in lines:
        streams.say(told)


# What an empty cell of these columns comes to.
_INSTEAD = {
    ogp.PLAN: N_("; no plan has those commitments"),
    ogp.NUMBER: N_("; OGP's identifier is taken, where there is one"),
    ogp.TITLE: N_("; OGP's identifier or the number is taken"),
}


def _describe_unread(column: str, value: str, n: int) -> str:
    if not value:
        message = ngettext("{column}: empty, {n} time", "{column}: empty, {n} times", n)
        instead = _(_INSTEAD[column]) if column in _INSTEAD else ""
        return message.format(column=column, n=n) + instead
    message = ngettext(
        "{column}: “{value}” is left out, {n} time", "{column}: “{value}” is left out, {n} times", n
    )
    shown = value if len(value) <= MOST_OF_VALUE else value[:MOST_OF_VALUE] + "…"
    return message.format(column=column, value=one_line(shown), n=n)


def _cut(lines: list[str]) -> list[str]:
    """The first of these lines, and how many there are beside them."""
    rest = len(lines) - MOST_SAID
    if rest <= 0:
        return lines
    more = ngettext("… and {n} more like it", "… and {n} more like these", rest)
    return [*lines[:MOST_SAID], more.format(n=rest)]
