"""What every command answers with: rows, whose columns all formats share.

`Rows` says how one command's rows look: all columns, the default ones, one row as JSON, and the
page that people read. An `Answer` is such rows in one language.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from ogpmx import labels
from ogpmx.blocks import QUIET, Block, Line, Table, TableColumn, line
from ogpmx.errors import ExitStatus, Misuse
from ogpmx.matching import fold, natural_order, resolve
from ogpmx.messages import _, translate_to_all
from ogpmx.model_fields import holds_date, holds_text, said_of
from ogpmx.models import DataSet, Organization

Record = dict[str, Any]


class Localized(NamedTuple):
    """A data set as read in one language."""

    data: DataSet
    lang: str

    def text(self, text: str | dict[str, str] | None) -> str | None:
        if isinstance(text, dict) and self.lang in text:  # mostly so, and quick
            return text[self.lang]
        return None if text is None else self.data.text(text, self.lang)

    def plain(self, value: Any) -> Any:
        """A value of the models as programs get it: texts in this language, records as dicts."""
        if value is None or isinstance(value, dict):  # mostly so, and quick
            return self.text(value)
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        names = getattr(value, "__dataclass_fields__", None)  # is_dataclass() and fields() are slow
        return {n: self.plain(getattr(value, n)) for n in names} if names else value


Getter = Callable[[Any, Localized], Any]


class Column(NamedTuple):
    """How to get a cell from a row.

    `value` is what programs get (flat formats join a list by `; `); `shown` what people get, where
    that is another thing: words, or a line of its own look. Where a terminal is narrow, a
    `flexible` column is made narrower first; then columns are left out, the highest `rank` first,
    but never one of rank 0, nor one that was asked for by name.
    """

    heading: str
    value: Getter
    shown: Callable[[Any, Localized], str | Line] | None = None
    rank: int = 0
    flexible: bool = False
    figures: bool = False  # aligned to the right
    sort: Getter | None = None  # by what rows are sorted, where that is not the value
    prose: bool = False  # text of the data, in each of its languages
    full_title: str = ""  # that of the models' field, as people may type it
    description: str = ""  # in English
    date: bool = False

    @classmethod
    def of(cls, model: Any, name: str, value: Getter | None = None, **more: Any) -> "Column":
        """A column of a field of the models, which gives the heading, and, if the row is of that
        model, the value."""
        said, prose = said_of(model, name), holds_text(model, name)
        return cls(
            said.heading,
            value or (lambda row, localized: localized.plain(getattr(row, name))),
            prose=prose,
            full_title=said.title,
            description=said.description,
            date=holds_date(model, name),
            **{"flexible": prose, **more},
        )

    def at(self, find: Callable[[Any, Localized], tuple[Any, Localized]]) -> "Column":
        """The same column for other rows: `find` gets from such a row what this column is of."""

        def lead(get: Any) -> Any:
            return get and (lambda row, localized: get(*find(row, localized)))

        value, shown, sort = map(lead, (self.value, self.shown, self.sort))
        return self._replace(value=value, shown=shown, sort=sort)

    def shown_heading(self) -> str:
        """The heading in the language in use."""
        return _(self.heading)

    def show(self, row: Any, localized: Localized) -> Line:
        """The cell as people read it."""
        get = self.shown or (lambda *of: labels.format_value(self.value(*of)))
        cell = get(row, localized)
        if isinstance(cell, str):
            return line(cell, QUIET if cell == labels.NOT_STATED else "")
        return cell


Columns = dict[str, Column]


class Rows(NamedTuple):
    """How one command's rows look."""

    columns: Columns
    shown: Sequence[str]  # the columns of a table, unless others are asked for
    record: Callable[[Any, Localized], Record] | None = None  # a row in JSON; None: its columns
    page: "Callable[[Answer], list[Block]] | None" = None  # for people; None: a row a line
    document: bool = False  # the page says more than its rows: with headings, in sections
    one: bool = False  # the answer is one record, not a list of them
    flat: tuple[str, ...] = ()  # the columns of flat formats, where those are not all
    listed: str = ""  # what is said below rows that are listed in place of the page


class Answer(NamedTuple):
    """Rows of one kind, read in one language; `names` are the columns asked for, if any were."""

    kind: Rows
    rows: Sequence[Any]
    localized: Localized
    names: tuple[str, ...] = ()
    remark: str = ""  # what to say on standard error beside the answer
    status: ExitStatus = ExitStatus.DONE

    @property
    def flat_names(self) -> tuple[str, ...]:
        return self.names or self.kind.flat or tuple(self.kind.columns)

    def records(self) -> Iterator[Record]:
        """Each row whole, or, where columns were asked for, only those; lists stay lists."""
        make = None if self.names else self.kind.record
        make = make or record_columns({n: self.kind.columns[n] for n in self.flat_names})
        return (make(row, self.localized) for row in self.rows)

    def flat(self) -> Iterator[list[Any]]:
        """Each row as the flat formats' cells."""
        values = [self.kind.columns[name].value for name in self.flat_names]
        return ([_flatten(value(row, self.localized)) for value in values] for row in self.rows)

    def page(self) -> list[Block]:
        """What people read."""
        return self.kind.page(self) if self.kind.page and not self.names else [list_rows(self)]

    def text_page(self) -> list[Block]:
        """What people read as text: a line a row, so that `grep` works on it, but for documents."""
        return self.page() if self.kind.document else [list_rows(self)]


def list_rows(answer: Answer) -> Table:
    """A line for each row, with the columns asked for or the default ones."""
    columns = [answer.kind.columns[name] for name in answer.names or answer.kind.shown]
    heads = [TableColumn(c.shown_heading(), c.figures, c.rank, c.flexible) for c in columns]
    rows = [[column.show(row, answer.localized) for column in columns] for row in answer.rows]
    return Table(heads, rows, legend=answer.kind.listed, chosen=bool(answer.names))


def _flatten(value: Any) -> Any:
    if isinstance(value, list):  # joined so that it can be taken apart again
        return "; ".join(str(item).replace(";", ",") for item in value)
    return value


def record_columns(columns: Columns) -> Callable[[Any, Localized], Record]:
    """A record that is just these columns."""
    return lambda row, localized: {n: c.value(row, localized) for n, c in columns.items()}


def describe_party(o: Organization) -> Record:
    """An organization as it stands in a record of something else."""
    return {"id": o.id, "name": o.name, "acronym": o.acronym, "sector": o.sector}


# What is asked of rows on the command line


def arrange(
    answer: Answer,
    sort: Sequence[str] = (),
    reverse: bool = False,
    names: str | None = None,
    limit: int | None = None,
    usual_names: Sequence[str] = (),
) -> Answer:
    """The answer sorted, cut and with the columns asked for.

    `sort`: columns, each with `-` before it for the other way round; several keys may stand in
    one word, joined by commas. `names`: columns joined by commas; with `+` before the first they
    are added to the usual ones, with `-` taken from them. Raises `Misuse` for a column that the
    rows lack.
    """
    columns = answer.kind.columns
    rows = list(answer.rows)
    keys = [key.strip() for word in sort for key in word.split(",")]
    for key in reversed(keys):
        column = columns[resolve_column(columns, key.lstrip("-+"), "--sort")]
        rows = _sort_by(rows, column, answer.localized, descending=key.startswith("-"))
    if reverse:
        rows.reverse()
    chosen: tuple[str, ...] = ()
    if names is not None:
        sign = names[0] if names.startswith(("+", "-")) else ""
        words = [word.strip().removeprefix(sign) for word in names.split(",")]
        asked = [resolve_column(columns, word, "--columns") for word in words]
        usual = usual_names if sign else ()
        if sign == "-":
            chosen = tuple(name for name in usual if name not in asked)
        else:
            chosen = tuple(dict.fromkeys((*usual, *asked)))
        if not chosen:
            raise Misuse(_("--columns: no column is left."))
    return answer._replace(rows=rows[:limit], names=chosen)


def resolve_column(columns: Columns, word: str, what: str) -> str:
    """A column by its name, or by its heading in any language; raises `Misuse`."""
    known = {
        name: translate_to_all(column.heading) + translate_to_all(column.full_title or name)
        for name, column in columns.items()
    }
    return resolve(word, known, what)


def _sort_by(rows: list[Any], column: Column, localized: Localized, descending: bool) -> list[Any]:
    """Rows by a column: scales in their order, text as people sort it; null always last."""
    value = column.sort or column.value
    keyed = [(value(row, localized), row) for row in rows]
    stated = [(value, row) for value, row in keyed if value is not None]
    stated.sort(key=lambda pair: _sort_key(pair[0]), reverse=descending)
    return [row for _value, row in stated] + [row for value, row in keyed if value is None]


def _sort_key(value: Any) -> Any:
    if isinstance(value, StrEnum):  # before text: a summary's codes are of both kinds
        return 0, list(type(value)).index(value)
    if isinstance(value, list):
        return [_sort_key(item) for item in value]
    if isinstance(value, str) or type(value) is int:  # 5 is a whole number of a plan, 5.1 is text
        return 1, natural_order(fold(str(value)))
    return value
