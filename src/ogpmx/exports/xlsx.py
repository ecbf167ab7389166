"""The whole plan as a workbook: commitments, participations, assessments, counts; then the rest."""

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from ogpmx import labels
from ogpmx.commitments import is_divergent, list_topics
from ogpmx.counting import COUNTS, DIMENSIONS, count_by, label_group
from ogpmx.errors import CannotWrite
from ogpmx.exports.datapackage import name_plan
from ogpmx.exports.fields import Field, Row
from ogpmx.exports.tables import BY_NAME, TABLES, Table, describe_data, make_flat
from ogpmx.messages import N_, _, current
from ogpmx.models import DataSet
from ogpmx.rows import Column, Columns, Localized
from ogpmx.sanitize import drawable

MOST_IN_CELL = 32_767  # Excel's own limit, as those of addresses: 65,530 a sheet, 2,079 long
MOST_LINKS, MOST_IN_LINK = 65_530, 2_079
FIRST_YEAR = 1900  # of Excel's calendar
LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bg_color": "#DDE7EE", "bottom": 1},
    "cell": {},
    "prose": {"text_wrap": True},
    "share": {"num_format": "0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "link": {"font_color": "#0563C1", "underline": 1},
}


class Sheet(NamedTuple):
    name: str
    columns: Columns
    rows: Sequence[Any]

    def headings(self, data: DataSet) -> list[str]:
        """What stands above each column, with the language where it is in one."""
        headings = []
        for name, column in self.columns.items():
            lang = name.rpartition("_")[2]
            told = column.prose and lang in data.languages
            headings.append(column.shown_heading() + (f" ({lang})" if told else ""))
        return headings


# What other columns tell: the address is a link on the OGP id, the status stands for two.
_REPEATING = ("url", "active", "self_completion", "plan")
_DIVERGENT = {
    "divergent": Column(
        N_("Divergent"),
        lambda c, _loc: is_divergent(c),
        description=N_("Whether the two evaluators differ on completion."),
    )
}
_FIRST = ["commitments", "commitment_topics", "results", "participations", "assessments"]


def _list_sheets(data: DataSet) -> Iterator[Sheet]:
    """The sheets: first what is asked most, then one for each further table."""
    bare = any(c.url and not c.ogp_id for c in data.commitments)  # no OGP id to hold the link
    told = [name for name in _REPEATING if name != "url" or not bare]
    flat = {n: column for n, column in make_flat(data).items() if n not in told}
    # what says which commitment a row is about
    about = ("number", "ogp_id", "status", *(f"title_{lang}" for lang in data.languages))
    titled = {n: column for n, column in flat.items() if n in about}
    assessed = {n: column for n, column in flat.items() if n.startswith(("self_", "irm_"))}
    codes = {n: column for n, column in assessed.items() if not column.flexible}
    rest = {n: column for n, column in flat.items() if n not in assessed}
    topics = {"topics": flat["topics"]._replace(value=list_topics)}
    commitments = titled | topics | codes | rest | topics
    yield Sheet(_name_sheet("commitments"), commitments, data.commitments)
    yield _make_sheet(BY_NAME["participations"], data, titled)
    assessments = titled | codes | _DIVERGENT | assessed
    yield Sheet(_name_sheet("assessments"), assessments, data.commitments)
    counts = {name: column for name, column in COUNTS.items() if name != "key"}
    counts["group"] = counts["group"]._replace(value=lambda count, _loc: label_group(count.group))
    counted = [row for group in DIMENSIONS for row in count_by(data, data.commitments, group)]
    yield Sheet(_("summary"), counts, counted)
    for table in TABLES:
        if table.name not in _FIRST:
            yield _make_sheet(table, data, titled)


def _explain(sheets: Sequence[Sheet], data: DataSet) -> Sheet:
    """The sheet that says what each column of the others holds."""
    rows = [
        (sheet.name, heading, _(column.description))
        for sheet in sheets
        for heading, column in zip(sheet.headings(data), sheet.columns.values(), strict=True)
    ]
    columns = {
        "sheet": Column(N_("Sheet"), lambda row, _loc: row[0]),
        "column": Column(N_("Column"), lambda row, _loc: row[1]),
        "description": Column(N_("Description"), lambda row, _loc: row[2], flexible=True),
    }
    return Sheet(_("columns"), columns, rows)


def _name_sheet(name: str) -> str:
    """A table's title, or its name where others have that title, as Excel allows it for a sheet."""
    title = BY_NAME[name].title
    is_single = [table.title for table in TABLES].count(title) == 1
    return re.sub(r"[][:*?/\\']", "", _(title).lower() if is_single else name)[:31]


def _make_sheet(table: Table, data: DataSet, titled: Columns) -> Sheet:
    """A sheet of a table: for the key of a commitment or of an organization, what it is called."""
    columns: Columns = {}
    own = {field.heading for field in table.fields if not field.refers}  # such as its status
    for field in table.columns(data):
        if field.name == "commitment":
            columns |= {
                f"commitment_{name}": column.at(_find_commitment)
                for name, column in titled.items()
                if column.heading not in own
            }
        elif field.name == "organization":
            columns |= {
                f"organization_{told.name}": told.column().at(_find_organization(field))
                for told in BY_NAME["organizations"].columns(data)
                if told.name != "id"
            }
        elif field.name == "milestone":
            columns[field.name] = field.column()._replace(
                value=lambda row, _loc: row.holder.item.number or row.holder.position,
                description=N_(
                    "The milestone's number, or its place in its commitment where it has none."
                ),
            )
        elif field.name != "position":
            columns[field.name] = field.column()
    return Sheet(_name_sheet(table.name), columns, list(table.rows(data)))


def _find_commitment(row: Row, localized: Localized) -> tuple[Any, Localized]:
    """The commitment that holds a row's item, or the milestone that does."""
    return row.holder.holder if isinstance(row.holder, Row) else row.holder, localized


def _find_organization(link: Field) -> Callable[[Row, Localized], tuple[Row, Localized]]:
    return lambda row, loc: (Row(loc.data.organizations_by_id[link.value(row)]), loc)


def make_xlsx(data: DataSet) -> bytes:
    """The plan as a workbook for people, headings and labels in the language in use."""
    import xlsxwriter  # type: ignore[import-untyped]  # here, for it is slow to load

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    about = filter(None, [describe_data(data, current()), data.license, data.version])
    book.set_properties(
        {
            "title": drawable(name_plan(data, current())),
            "comments": drawable(" ".join(about)),
            "created": datetime(1980, 1, 1),  # the same plan is the same file
        }
    )
    looks = {name: book.add_format({"valign": "top", **look}) for name, look in LOOKS.items()}
    sheets = [*_list_sheets(data)]
    for sheet in (*sheets, _explain(sheets, data)):
        _fill(book.add_worksheet(sheet.name), sheet, Localized(data, current()), looks)
    book.close()
    return buffer.getvalue()


def _fill(page: Any, sheet: Sheet, localized: Localized, looks: dict[str, Any]) -> None:
    """Fill a page of the workbook: a frozen header with filters, rows, links, widths."""
    links = 0
    headings = sheet.headings(localized.data)
    for place, (name, column) in enumerate(sheet.columns.items()):
        heading = headings[place]
        page.write_string(0, place, heading, looks["head"])
        width, widest = min(max(map(len, heading.split())) + 5, 30), 60 if column.flexible else 30
        look = looks["share" if name == "share" else "prose" if column.flexible else "cell"]
        for line, row in enumerate(sheet.rows, 1):
            value = _make_cell(column.value(row, localized))
            if value is None:
                continue
            day = _parse_day(value) if column.date else None
            url = column.show(row, localized)[0].url if name.endswith("ogp_id") else None
            if url and links < MOST_LINKS and len(url) <= MOST_IN_LINK:
                links += 1
                failed = page.write_url(line, place, url, looks["link"], value)
            elif day:
                failed = page.write_datetime(line, place, day, looks["date"])
            elif isinstance(value, str):
                failed = page.write_string(line, place, value, look)
            else:
                failed = page.write_number(line, place, value, look)
            if failed:
                raise CannotWrite(_("There are more rows than a workbook's sheet holds."))
            width = max(width, min(len(str(value)) + 2, widest))
        page.set_column(place, place, width)
        if name == "share" and sheet.rows:
            scale = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6", **scale}
            page.conditional_format(1, place, len(sheet.rows), place, bar)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a name may be a figure
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _parse_day(value: object) -> date | None:
    """A day as Excel can hold it; None for a year or a month alone, and before its calendar."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return None
    day = date.fromisoformat(value)
    return day if day.year >= FIRST_YEAR else None


def _make_cell(value: Any) -> str | int | float | None:
    """A value as a workbook holds it: labels for codes, an item a line, nothing for null."""
    if value is None or value == []:
        return None
    if isinstance(value, list):
        if len(value) == 1:
            return _make_cell(value[0])  # a figure alone stays one
        joint = ", " if isinstance(value[0], int) else "\n"
        return _make_cell(joint.join(str(_make_cell(item)) for item in value))
    if isinstance(value, bool | StrEnum):
        return labels.format_value(value)
    if isinstance(value, int | float):
        return value
    text = drawable(
        json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    )
    return text if len(text) <= MOST_IN_CELL else text[: MOST_IN_CELL - 1] + "…"
