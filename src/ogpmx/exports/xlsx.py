"""The whole plan as a workbook: a sheet for commitments, participations, assessments, summary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ogpmx import labels
from ogpmx.commands.summary import COUNTS
from ogpmx.commitments import is_divergent
from ogpmx.counting import DIMENSIONS, count_by, label_group
from ogpmx.errors import CannotWrite
from ogpmx.exports.tables import FLAT, describe_data
from ogpmx.messages import N_, _, current
from ogpmx.models import TEXT_LANGUAGES, Commitment, DataSet, Organization, Participation
from ogpmx.rows import Column, Columns, Localized
from ogpmx.sanitize import drawable

MOST_IN_CELL = 32_767  # Excel's own limit, as those of addresses: 65,530 a sheet, 2,079 long
MOST_LINKS, MOST_IN_LINK = 65_530, 2_079


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, its columns, and which commitment a row is about, for its link."""

    name: str
    columns: Columns
    rows: Sequence[Any]
    commitment: Callable[[Any], Commitment] | None = None


def _names_of_topics(commitment: Commitment, localized: Localized) -> list[str | None]:
    return [localized.text(localized.data.topics_by_id[topic].name) for topic in commitment.topics]


def _first(column: Column) -> Column:
    """The same column for rows whose first item is what it is a column of."""
    return column._replace(value=lambda row, localized: column.value(row[0], localized))


def _sheets(data: DataSet) -> Iterator[Sheet]:
    titled = {name: FLAT[name] for name in ("number", "ogp_id", "title_es", "title_en", "status")}
    irm = {name: FLAT[name] for name in ("irm_completion", "irm_opening", "irm_early_results")}
    yield Sheet(
        _("commitments"),
        {
            **titled,
            "topics": FLAT["topics"]._replace(value=_names_of_topics),
            **irm,
            **{n: FLAT[n] for n in FLAT if n.startswith(("objective", "results"))},
            **{n: FLAT[n] for n in ("participants", "mentions")},
        },
        data.commitments,
        lambda c: c,
    )
    yield Sheet(
        _("participations"),
        {
            **{name: _first(column) for name, column in titled.items()},
            "organization": Column.of(
                Organization, "name", lambda r, _loc: r[2].name, flexible=True
            ),
            "acronym": Column.of(Organization, "acronym", lambda r, _loc: r[2].acronym),
            "sector": Column.of(Organization, "sector", lambda r, _loc: r[2].sector),
            "part_of": Column.of(
                Organization, "part_of", lambda r, loc: _name_whole(r[2].part_of, loc)
            ),
            "role": Column.of(Participation, "role", lambda r, _loc: r[1].role),
            "note_es": Column.of(
                Participation, "note", lambda r, _loc: r[1].note and r[1].note.es, flexible=True
            ),
            "note_en": Column.of(
                Participation, "note", lambda r, _loc: r[1].note and r[1].note.en, flexible=True
            ),
        },
        [
            (c, p, data.organizations_by_id[p.organization])
            for c in data.commitments
            for p in c.participants
        ],
        lambda row: row[0],
    )
    yield Sheet(
        _("assessments"),
        {
            **titled,
            **irm,
            "divergent": Column(N_("Divergent"), lambda c, _loc: is_divergent(c)),
            **{n: FLAT[n] for n in ("self_es", "self_en", "irm_es", "irm_en")},
        },
        data.commitments,
        lambda c: c,
    )
    yield Sheet(
        _("summary"),
        {
            name: column._replace(value=lambda t, _loc: label_group(t.group))
            if name == "group"
            else column
            for name, column in COUNTS.columns.items()
            if name != "key"
        },
        [row for group in DIMENSIONS for row in count_by(data, data.commitments, group)],
    )


def _name_whole(id: str | None, localized: Localized) -> str | None:
    return id and localized.data.organizations_by_id[id].short


def make_xlsx(data: DataSet) -> bytes:
    """The plan as a workbook for people, headings and labels in the language in use.

    Raises `CannotWrite` where XlsxWriter is not installed.
    """
    import importlib
    import io
    from datetime import datetime

    try:
        xlsxwriter: Any = importlib.import_module("xlsxwriter")
    except ImportError:
        message = _('A workbook needs XlsxWriter: pip install "ogpmx[xlsx]"')
        raise CannotWrite(message) from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": drawable(data.plan.title[current()]),
            "comments": drawable(f"{describe_data(data, current())} {data.license} {data.version}"),
            "created": datetime(1980, 1, 1),  # the same plan is the same file
        }
    )
    looks = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE7EE", "bottom": 1}
        ),
        "cell": book.add_format({"valign": "top"}),
        "prose": book.add_format({"valign": "top", "text_wrap": True}),
        "share": book.add_format({"valign": "top", "num_format": "0%"}),
        "link": book.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1}),
    }
    localized = Localized(data, current())
    for sheet in _sheets(data):
        _draw(book.add_worksheet(sheet.name), sheet, localized, looks)
    book.close()
    return buffer.getvalue()


def _draw(page: Any, sheet: Sheet, localized: Localized, looks: dict[str, Any]) -> None:
    """Fill a page of the workbook: a frozen header with filters, rows, links, widths."""
    widths = []
    for place, (name, column) in enumerate(sheet.columns.items()):
        lang = name.rpartition("_")[2]
        heading = column.title() + (f" ({lang})" if lang in TEXT_LANGUAGES else "")
        page.write_string(0, place, heading, looks["head"])
        widths.append(min(max(map(len, heading.split())) + 5, 30))
    links = 0
    for line, row in enumerate(sheet.rows, 1):
        for place, (name, column) in enumerate(sheet.columns.items()):
            value = _cell(column.value(row, localized))
            look = looks["share" if name == "share" else "prose" if column.flexible else "cell"]
            url = (
                name == "ogp_id" and sheet.commitment and localized.data.url(sheet.commitment(row))
            )
            if value is None:
                continue
            if url and links < MOST_LINKS and len(url) <= MOST_IN_LINK:
                links += 1
                failed = page.write_url(line, place, url, looks["link"], value)
            elif isinstance(value, str):
                failed = page.write_string(line, place, value, look)
            else:
                failed = page.write_number(line, place, value, look)
            if failed:
                raise CannotWrite(_("There are more rows than a workbook's sheet holds."))
            widest = 60 if column.flexible else 30
            widths[place] = max(widths[place], min(len(str(value)) + 2, widest))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    if "share" in sheet.columns and sheet.rows:
        place = list(sheet.columns).index("share")
        page.conditional_format(
            *(1, place, len(sheet.rows), place),
            {"type": "data_bar", "bar_solid": True, "min_type": "num", "max_type": "num"}
            | {"min_value": 0, "max_value": 1, "bar_color": "#9DC3E6"},
        )
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cell(value: Any) -> str | int | float | None:
    """A value as a workbook holds it: labels for codes, an item a line, nothing for null."""
    if value is None or value == []:
        return None
    if isinstance(value, list):
        joint = ", " if isinstance(value[0], int) else "\n"
        return _cell(joint.join(map(str, value)))
    if isinstance(value, bool | StrEnum):
        return labels.format_value(value)
    if isinstance(value, int | float):
        return value
    text = drawable(str(value))
    return text if len(text) <= MOST_IN_CELL else text[: MOST_IN_CELL - 1] + "…"
