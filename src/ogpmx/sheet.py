"""OGP's own sheet of commitments in (CSV, a commitment a row), plans in the shape of our files out.

Columns are told by name. What the sheet does not say stays unsaid, and nothing is guessed: a cell
that cannot be read is left out and counted, by column and value.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from ogpmx import loader
from ogpmx import sheet_columns as ogp
from ogpmx.errors import BadData
from ogpmx.faults import is_before
from ogpmx.matching import fold
from ogpmx.messages import _

Tree = dict[str, Any]


class Conversion(NamedTuple):
    """What a sheet gives: plans, and what there is to say of how they were read."""

    plans: dict[str, Tree]  # by id, in the order of the sheet
    ids: list[str]  # of all plans of the sheet, though only one was asked for
    unread: Counter[tuple[str, str]]  # column and value → in how many cells
    doubled: list[tuple[str, str]]  # plan and number, with the mark that it got
    differing: list[tuple[str, str]]  # plan and column of plans, where its rows differ
    lacking: list[str]  # columns that the sheet does not have


def make_plans(name: str, only: str | None = None) -> Conversion:
    """The plans of the sheet in the file `name`; with `only`, an id, none but that one.

    Raises `BadData`: the file cannot be read or is no such sheet.
    """
    shown = loader.show_name(name)
    rows = _read_rows(name, shown)
    places, lacking = _find_columns(next(rows, []), shown)
    columns, themes = ([c for c in known if c in places] for known in (ogp.COLUMNS, ogp.THEMES))
    pick = itemgetter(*(places[column] for column in columns))
    pick_marks = itemgetter(0, 0, *(places[theme] for theme in themes))  # at least two: a tuple
    nothing = dict.fromkeys(lacking, "")
    makers: dict[str, _PlanMaker] = {}
    unread: Counter[tuple[str, str]] = Counter()
    for row in rows:
        cells = nothing | dict(zip(columns, map(_read_cell, pick(row)), strict=True))
        id = make_id(cells[ogp.PLAN])
        if not id:
            unread[ogp.PLAN, cells[ogp.PLAN]] += 1
            continue
        if id not in makers:
            makers[id] = _PlanMaker(id, unread)
        if only in (None, id):
            makers[id].add(cells, themes, pick_marks(row)[2:])
    if not makers:
        raise BadData(_("{file}: holds no plan").format(file=shown))
    made = {id: maker.finish() for id, maker in makers.items() if only in (None, id)}
    doubled = [(id, number) for id in made for number in makers[id].doubled]
    differing = [(id, column) for id in made for column in makers[id].differing]
    return Conversion(made, [*makers], unread, doubled, differing, lacking)


def _read_rows(name: str, shown: str) -> Iterator[list[str]]:
    """The rows, the header first; raises `BadData` where they are not CSV in UTF-8."""
    raw = loader.read_bytes(name, "CSV")
    csv.field_size_limit(max(csv.field_size_limit(), len(raw)))
    header = raw.partition(b"\n")[0].decode("utf-8", "replace")
    delimiter = max(",;\t", key=header.count)  # Excel in Spanish saves with semicolons
    lines = TextIOWrapper(BytesIO(raw), "utf-8-sig", newline="")
    if re.fullmatch(r"\ufeff?sep=.\s*", header):  # for Excel, which does not show it
        delimiter = lines.readline()[4]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    end = width = 0  # of the row before: its last line
    try:
        for row in reader:
            line, end = end + 1, reader.line_num
            width = width or len(row)
            if not any(row):
                continue
            if len(row) != width:
                message = _("{file}: line {line} has {n} cells, the first line {width}")
                raise BadData(message.format(file=shown, line=line, n=len(row), width=width))
            yield row
    except UnicodeDecodeError:
        loader.decode(raw, shown)  # which says where
    except csv.Error:
        message = _("{file}: line {line} is not CSV: a quote is missing, or one too many")
        raise BadData(message.format(file=shown, line=end + 1)) from None


def _find_columns(header: list[str], shown: str) -> tuple[dict[str, int], list[str]]:
    """Where the columns that are read stand, and which of them are lacking."""
    headings = [_in_one_line(heading).casefold() for heading in header]
    known = (*ogp.COLUMNS, *ogp.THEMES)
    found = {column: headings.count(column.casefold()) for column in known}
    lacking = [column for column in known if not found[column]]
    if needed := [column for column in ogp.NEEDED if column in lacking]:
        message = _("{file}: is not OGP's sheet of commitments: there is no column {names}")
        raise BadData(message.format(file=shown, names=", ".join(f"“{n}”" for n in needed)))
    if twice := [column for column in known if found[column] > 1]:
        message = _("{file}: the column “{name}” is repeated")
        raise BadData(message.format(file=shown, name=twice[0]))
    return {c: headings.index(c.casefold()) for c in known if found[c]}, lacking


class _PlanMaker:
    """A plan while the rows of its commitments come in."""

    def __init__(self, id: str, unread: Counter[tuple[str, str]]) -> None:
        self.id = id
        self.unread = unread
        self.cells: dict[str, str] = {}  # what the rows say of the plan itself
        self.themes: set[str] = set()
        self.organizations: dict[str, Tree] = {}  # by their folded names
        self.commitments: list[Tree] = []
        self.taken: set[tuple[str, str]] = set()  # what may stand once: its kind and itself
        self.copies: Counter[str] = Counter()
        self.doubled: list[str] = []
        self.differing: dict[str, None] = {}  # the columns of plans, each once

    def add(self, cells: dict[str, str], themes: Sequence[str], marks: Sequence[str]) -> None:
        """Take in the commitment of one row."""
        for column in ogp.OF_PLANS:
            if cells[column] and cells[column] != self.cells.setdefault(column, cells[column]):
                self.differing[column] = None
        ogp_id = self.read(cells, ogp.OGP_ID)
        if ogp_id and not self.take("ogp_id", ogp_id):
            self.leave_out(ogp.OGP_ID, ogp_id)
            ogp_id = None
        number = self.read_number(cells[ogp.NUMBER], ogp_id)
        title = _in_one_line(cells[ogp.TITLE] or cells[ogp.SHORT_TITLE])
        if not title:
            self.leave_out(ogp.TITLE, "")
        if number is None:
            self.leave_out(ogp.TITLE, title)  # nothing names this commitment
            return
        last = ogp.COMPLETION if cells[ogp.COMPLETION] else ogp.EARLIER_COMPLETION
        scales = {"completion": last, "opening": ogp.OPENING, "early_results": ogp.EARLY_RESULTS}
        period = self.read_period(cells, ogp.START, ogp.END)
        commitment = {
            "number": number,
            "ogp_id": ogp_id,
            "url": self.read(cells, ogp.URL) or _make_url(cells[ogp.COUNTRY], ogp_id),
            "title": title or ogp_id or str(number),
            "topics": self.read_themes(themes, marks),
            "objective": cells[ogp.TEXT],
            "participants": self.read_participants(cells),
            "irm": _without_unknown({key: self.read(cells, c) for key, c in scales.items()}),
            **period,
        }
        self.commitments.append(_without_unknown(commitment))

    def finish(self) -> Tree:
        """The plan as a file holds it."""
        cells = dict.fromkeys(ogp.OF_PLANS, "") | self.cells
        period = self.read_period(cells, ogp.SUBMITTED, ogp.PLAN_END)
        number = self.read(cells, ogp.PLAN_NUMBER)
        plan = {
            "id": self.id,
            "country": _in_one_line(cells[ogp.COUNTRY]),
            "number": number and int(number),
            **period,
            "source": {"title": ogp.SOURCE},
        }
        topics = [
            {"id": make_id(theme), "name": theme, "policy_area": theme}
            for theme in ogp.THEMES
            if theme in self.themes
        ]
        organizations = [*self.organizations.values()]
        tree = {"plan": _without_unknown(plan), "topics": topics, "organizations": organizations}
        return _without_unknown({**tree, "commitments": self.commitments})

    def leave_out(self, column: str, value: str) -> None:
        self.unread[column, value] += 1

    def take(self, kind: str, value: str) -> bool:
        """Whether a value of this kind is new; from now on it is not."""
        before = len(self.taken)
        self.taken.add((kind, value.casefold()))  # as plans tell numbers apart
        return len(self.taken) > before

    def take_copy(self, kind: str, before: str, after: str = "") -> str:
        """A value of this kind that is new, by the first number, from 2, that makes it so."""
        while True:
            self.copies[before] += 1
            made = f"{before}{self.copies[before] + 1}{after}"
            if self.take(kind, made):
                return made

    def read(self, cells: dict[str, str], column: str) -> str | None:
        """What a cell says; None if it says nothing, or cannot be read, which is counted."""
        text = cells[column]
        value = _read_value(column, text) if text else None
        if text and value is None:
            self.leave_out(column, text)
        return value

    def read_period(self, cells: dict[str, str], first: str, last: str) -> Tree:
        """Start and end; no end before the start, for no plan can hold it."""
        start, end = self.read(cells, first), self.read(cells, last)
        if end and start and is_before(end, start):
            self.leave_out(last, cells[last])
            end = None
        return {"start": start, "end": end}

    def read_number(self, text: str, ogp_id: str | None) -> int | str | None:
        """The number, marked if it stood before; OGP's id where there is none."""
        if not text:
            self.leave_out(ogp.NUMBER, "")
        number = _read_number(text) if text else ogp_id
        if number is None or self.take("number", str(number)):
            return number
        marked = self.take_copy("number", f"{number} (", ")")
        self.doubled.append(marked)
        return marked

    def read_themes(self, themes: Sequence[str], marks: Sequence[str]) -> list[str]:
        if not ogp.PLAIN_MARKS.issuperset(marks):
            marks = [_read_cell(mark) for mark in marks]
            for theme, mark in zip(themes, marks, strict=True):
                if mark not in ogp.PLAIN_MARKS:
                    self.leave_out(theme, mark)
        found = [*compress(themes, map("1".__eq__, marks))]
        self.themes.update(found)
        return [make_id(theme) for theme in found]

    def read_participants(self, cells: dict[str, str]) -> list[Tree]:
        taking = []
        for column, role in ogp.ROLES.items():
            for name in _split(cells[column]):
                if _fold(name):
                    taking.append((self.find_organization(name), role))
                else:  # signs alone
                    self.leave_out(column, name)
        return [{"organization": id, "role": role} for id, role in dict.fromkeys(taking)]

    def find_organization(self, name: str) -> str:
        """The id of an organization, which is one whatever the case, accents and signs."""
        organization = self.organizations.get(_fold(name))
        if organization is None:
            id = _shorten(make_id(name)) or "organization"
            if not self.take("organization", id):
                id = self.take_copy("organization", f"{id}-")
            organization = self.organizations[_fold(name)] = {"id": id, "name": name}
        elif name != organization["name"] and name not in organization.get("aliases", ()):
            organization.setdefault("aliases", []).append(name)
        return str(organization["id"])


# Cells. The same ones come again and again, so what was made of them is kept.

_fold = lru_cache(4096)(fold)
_WORD = re.compile("[a-z0-9]+")


@lru_cache(4096)
def make_id(text: str) -> str:
    """Lower-case words of ASCII joined by hyphens; empty where there are none."""
    folded = _fold(text)
    return folded.replace(" ", "-") if folded.isascii() else "-".join(_WORD.findall(folded))


def _shorten(id: str) -> str:
    """Its first words, as many as one may type."""
    return id if len(id) <= ogp.LONGEST_ID else id[: ogp.LONGEST_ID + 1].rpartition("-")[0]


def _without_unknown(tree: Tree) -> Tree:
    return {key: value for key, value in tree.items() if value}


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(4096)
def _read_cell(text: str) -> str:
    """A cell without what no text can hold: other line ends than ours, control characters.

    Empty where it says that nothing is known.
    """
    if not text.replace("\n", "").isprintable():
        text = re.sub("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
        text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)
    text = text.strip()
    return "" if text.casefold() in ogp.UNKNOWN else text


@lru_cache(4096)
def _split(text: str) -> list[str]:
    """The names in a cell: at line ends, `;` and bullets; prose stays whole."""
    names = (_in_one_line(name) for name in re.split("[\n;•‣▪●◦]", text))
    return [name for name in names if name.casefold() not in ogp.NOBODY]


def _read_number(text: str) -> int | str:
    """A whole number, or a text: 4.1, which Excel may have made 4.0999999999999996."""
    if re.fullmatch("[0-9]{1,6}[.][0-9]{10,17}", text):
        text = f"{float(text):.15g}"
    return int(text) if re.fullmatch(ogp.WHOLE, text) else _in_one_line(text)


def _read_value(column: str, text: str) -> str | None:
    """What a cell says that holds a code, a date, or what has a form; None if it cannot be read."""
    if column in ogp.CODES:
        return ogp.CODES[column].get(text.casefold())
    if column in ogp.FORMS:
        return text if re.fullmatch(ogp.FORMS[column], text) else None
    return _read_date(text)


def _make_url(member: str, ogp_id: str | None) -> str | None:
    """The address of a commitment's page, as OGP makes it."""
    if not ogp_id or not make_id(member):
        return None
    return ogp.ADDRESS.format(member=make_id(member), ogp_id=ogp_id.lower())


@lru_cache(4096)
def _read_date(text: str) -> str | None:
    for length, forms in ogp.DATE_FORMS.items():
        for form in forms:
            with suppress(ValueError):
                found = datetime.strptime(text, form).date().isoformat()[:length]
                return None if found.startswith(ogp.SPOILED_YEAR) else found
    return None
