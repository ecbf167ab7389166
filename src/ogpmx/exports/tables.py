"""The whole plan as tables, derived from the models: each field with its title and limits.

CSV, `datapackage.json`, SQL, Datasette's metadata and the workbook are made from `TABLES`.
"""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import inspect as types

from ogpmx import constraints, models
from ogpmx.commitments import COLUMNS
from ogpmx.messages import ENGLISH, N_, catalogue, languages
from ogpmx.models import TEXT_LANGUAGES, Commitment, DataSet, Text
from ogpmx.rows import Column, Columns, Localized
from ogpmx.schema import describe_fields, is_optional, type_info, without_null

Cell = str | int | bool | None


class Row(NamedTuple):
    """What a row of a table is about, and where it stands among others of what holds it."""

    item: Any
    holder: Any = None
    position: int = 0  # from 1


class Field(NamedTuple):
    """A column of a table (Table Schema's word). `kind` is its type, as msgspec describes it."""

    name: str
    title: str  # in English, as the catalogues know it
    description: str
    value: Callable[[Row], Any]
    kind: types.Type = types.StrType()
    required: bool = True
    refers: str | None = None  # the table whose key it holds
    unique: bool = False
    lang: str | None = None  # in which its text is
    heading: str = ""  # where there is little room

    @property
    def type(self) -> str:
        """Table Schema's name of the type."""
        names = {types.BoolType: "boolean", types.IntType: "integer"}
        return names.get(type(self.kind), "string")

    @property
    def codes(self) -> list[str]:
        """Every value that it may have, in the scale's order; empty: any."""
        return [*self.kind.cls] if isinstance(self.kind, types.EnumType) else []

    def column(self, at: Callable[[Any, Localized], Row]) -> Column:
        """As a column for people, an organization by its short name; `at`: the row of the table."""

        def value(row: Any, localized: Localized) -> Any:
            cell = self.value(at(row, localized))
            if cell and self.refers == "organizations":
                return localized.data.organizations_by_id[cell].short
            return cell

        is_prose = self.type == "string" and not self.codes
        return Column(self.heading or self.title, value, flexible=is_prose)

    def title_in(self, lang: str) -> str:
        """The title in a language of the program."""
        title = catalogue(lang).gettext(self.title)
        if self.lang is None:
            return title
        names = {"es": N_("Spanish"), "en": N_("English")}
        return f"{title} ({catalogue(lang).gettext(names[self.lang])})"


class Table(NamedTuple):
    """A table: its columns, its key, and what each row is about."""

    name: str
    title: str
    description: str
    fields: Sequence[Field]
    key: tuple[str, ...]
    rows: Callable[[DataSet], Iterable[Row]]
    label: str | None = None  # the column that names a row to people

    def cells(self, data: DataSet) -> Iterator[tuple[Cell, ...]]:
        """Each row's cells, in the order of the fields."""
        for row in self.rows(data):
            yield tuple(_as_cell(field.value(row)) for field in self.fields)


def _as_cell(value: Any) -> Cell:
    """A mapping, such as how a claim is counted, is JSON in a cell."""
    return json.dumps(value) if isinstance(value, dict) else value


# Fields, from the models

Get = Callable[[Row], Any]  # what a column is of, from a row; or None
get_item: Get = attrgetter("item")
_TEXT, _LINE, _REFERENCE = type_info(Text), types.StrType(), type_info(constraints.Reference)

# What a field is called in the tables, where that is not the models' own name.
RENAMED = {
    "committee_name": "committee",
    "suspension_since": "suspended_since",
    "self_assessment": "self",
    "irm_text": "irm",
}


def _getter(at: Get, name: str) -> Get:
    return lambda row: getattr(at(row), name, None)  # None has no fields


def describe(
    model: type, at: Get = get_item, prefix: str = "", lacks: bool = False
) -> Iterator[Field]:
    """A field for each value of a model and of the records within it, also for texts and lists.

    `at`: where in a row the model's object is, or None if it may be lacking.
    """
    kinds = {info.name: info.type for info in describe_fields(model)}
    for described in dataclasses.fields(model):
        whole, kind = kinds[described.name], without_null(kinds[described.name])
        value, optional = _getter(at, described.name), lacks or is_optional(whole)
        name = prefix + described.name
        if isinstance(kind, types.DataclassType) and kind != _TEXT:
            within = "" if kind.cls is models.Plan else f"{name}_"
            yield from describe(kind.cls, value, within, optional)
            continue
        yield Field(
            RENAMED.get(name, name),
            value=value,
            kind=kind,
            required=not optional,
            refers="organizations" if _REFERENCE in (whole, *getattr(whole, "types", ())) else None,
            unique=name == "ogp_id",
            **described.metadata,
        )


def to_columns(fields: Iterable[Field]) -> list[Field]:
    """Fields as columns: a text once for each language; a list has a table of its own."""
    columns = []
    for field in fields:
        if field.kind == _TEXT:
            for lang in TEXT_LANGUAGES:
                name, value = f"{field.name}_{lang}", _getter(field.value, lang)
                columns.append(field._replace(name=name, value=value, kind=_LINE, lang=lang))
        elif not isinstance(field.kind, types.VarTupleType):
            columns.append(field)
    return columns


# Lists: whose they are, and a table for each

_ID, _NUMBER = (without_null(type_info(kind)) for kind in (constraints.Id, constraints.Number))


def _link(name: str, title: str, description: str, key: str = "id") -> Field:
    """A column that says by its key what a row's item belongs to."""
    kind = _ID if key == "id" else _NUMBER
    at = _getter(lambda row: row.holder, key)
    return Field(name, title, description, at, kind, refers=f"{name}s", heading=title)


_TOPIC = _link("topic", N_("Topic"), N_("The topic's id."))
_ORGANIZATION = _link("organization", N_("Organization"), N_("The organization's id."))
_COMMITMENT = _link("commitment", N_("Commitment"), N_("The commitment's number."), "number")
_POSITION = Field(
    "position",
    N_("Position"),
    N_("The place in the source's order, from 1."),
    attrgetter("position"),
    _NUMBER,
)

# What has lists: its model, its objects, and the column that says which one a row belongs to.
_HOLDERS: dict[type, tuple[Callable[[DataSet], Sequence[Any]], list[Field]]] = {
    DataSet: (lambda data: [data], []),
    models.Topic: (lambda data: data.topics, [_TOPIC]),
    models.Organization: (lambda data: data.organizations, [_ORGANIZATION]),
    Commitment: (lambda data: data.commitments, [_COMMITMENT]),
}
_LISTS = {
    (model, field.name): field
    for model in _HOLDERS
    for field in describe(model)
    if isinstance(field.kind, types.VarTupleType)
    and field.name not in ("context", "source_validation")  # both in `notes`
}


def _table(
    name: str,
    holder: type,
    items: str,
    key: Sequence[str] = (),
    item: Field | None = None,
    label: str | None = None,
) -> Table:
    """The table of a list: a row for each item, with what it belongs to and its position.

    `item`: the column of an item that is no record.
    """
    objects, links = _HOLDERS[holder]
    described = _LISTS.pop((holder, items))  # what is left after all declared tables gets one, too

    def list_rows(data: DataSet) -> Iterator[Row]:
        for one in objects(data):
            for position, held in enumerate(described.value(Row(one)) or (), 1):
                yield Row(held, one, position)

    kind = without_null(described.kind.item_type)  # type: ignore[attr-defined]
    if isinstance(kind, types.DataclassType) and kind != _TEXT:
        lists = [f.name for f in describe(kind.cls) if isinstance(f.kind, types.VarTupleType)]
        assert not lists or kind.cls in _HOLDERS, f"no table has {lists} of {kind.cls}"
        own = _OF_COMMITMENT if kind.cls is Commitment else to_columns(describe(kind.cls))
    else:
        usual = described._replace(name="text", value=get_item, kind=kind)
        own = to_columns([item or usual])
    places = [] if key and not links else [_POSITION]
    return Table(
        name,
        *_SAID.get(name, (described.title, described.description)),
        [*links, *places, *own],
        (*(link.name for link in links), *(key or ["position"])),
        list_rows,
        label,
    )


class NoteKind(StrEnum):
    """What a note of the plan tells."""

    CONTEXT = "context"
    VALIDATION = "validation"


def _list_notes(data: DataSet) -> Iterator[Row]:
    texts = {NoteKind.CONTEXT: data.plan.context, NoteKind.VALIDATION: data.plan.source.validation}
    return (Row(text, kind, n) for kind in texts for n, text in enumerate(texts[kind], 1))


def _sort(fields: Iterable[Field], first: str) -> list[Field]:
    """Those with the names in `first` first, in that order; the others stay in theirs."""
    names = first.split()
    return sorted(fields, key=lambda field: (*names, field.name).index(field.name))


_OF_PLAN = _sort(to_columns(describe(DataSet)), "id version license")
_OF_COMMITMENT = [
    Field(
        "url",
        N_("Address"),
        N_("Its page on OGP's site."),
        lambda row: row.holder.url(row.item),
        required=False,
    ),
    Field(
        "suspended",
        N_("Suspended"),
        N_("Whether the source says that civil society suspended its part."),
        lambda row: row.item.suspension is not None,
        types.BoolType(),
    ),
    *to_columns(describe(Commitment)),
]
_ASSESSMENT = [field for field in _OF_COMMITMENT if field.name.startswith(("self_", "irm_"))]
_OF_COMMITMENT = _sort(
    [field for field in _OF_COMMITMENT if field not in _ASSESSMENT],
    "number ogp_id url title_es title_en status objective_es objective_en suspended",
)
_KIND = Field(
    "kind",
    N_("Kind"),
    N_("context: the plan's context; validation: how the source was validated."),
    lambda row: row.holder,
    types.EnumType(NoteKind),
)
_ALIAS = Field("alias", N_("Alias"), N_("The spelling."), get_item)


def _text(description: str) -> Field:
    return Field("text", N_("Text"), description, get_item, _TEXT)


# A table's title and description where those of its list in the models would not do.
_SAID = {
    "committee": (
        N_("Committee"),
        N_("The members of the committee that coordinated the plan, and what they did."),
    ),
    "commitment_topics": (N_("Topics of the commitments"), N_("What each commitment is about.")),
    "participations": (N_("Participations"), N_("Who took part in each commitment.")),
    "results": (N_("Results"), N_("What came of each commitment, a fact a row.")),
}

TABLES: tuple[Table, ...] = (
    Table(
        "plan",
        N_("Plan"),
        N_("The action plan and its source, one row."),
        _OF_PLAN,
        ("id",),
        lambda data: [Row(data)],
        label="title_en",
    ),
    Table(
        "notes",
        N_("Notes"),
        N_("The plan's context, and how its source was validated."),
        [_KIND, _POSITION, *to_columns([_text(N_("The note."))])],
        ("kind", "position"),
        _list_notes,
    ),
    _table("topics", DataSet, "topics", ["id"], label="name_en"),
    _table("organizations", DataSet, "organizations", ["id"], label="name"),
    _table("aliases", models.Organization, "aliases", item=_ALIAS),
    _table("committee", DataSet, "committee_members"),
    _table("claims", DataSet, "claims", ["claim"]),
    _table("commitments", DataSet, "commitments", ["number"], label="title_en"),
    _table("commitment_topics", Commitment, "topics", ["topic"], _TOPIC._replace(value=get_item)),
    _table("participations", Commitment, "participants", ["organization"]),
    _table("mentions", Commitment, "mentions", ["organization"]),
    _table("results", Commitment, "results", item=_text(N_("The result."))),
    Table(
        "assessments",
        N_("Assessments"),
        N_(
            "What the self-assessment and the Independent Reporting Mechanism (IRM) say of each "
            "commitment; empty: the source does not say."
        ),
        [_COMMITMENT, *_ASSESSMENT],
        ("commitment",),
        lambda data: (Row(commitment, commitment) for commitment in data.commitments),
    ),
    # A list that has no table above: `commitment_steps`
    *(
        _table("_".join([*(link.name for link in _HOLDERS[holder][1]), name]), holder, name)
        for holder, name in list(_LISTS)
    ),
)

KEYS = {table.name: table.key for table in TABLES}


# The one flat table of `csv` and of the workbook's first sheet


def _expand(name: str, column: Column) -> Columns:
    """A column, or, if it holds text of the data, one for each language."""

    def value_in(lang: str) -> Callable[[Any, Localized], Any]:
        return lambda row, localized: column.value(row, localized._replace(lang=lang))

    if not column.prose:
        return {name: column}
    values = {f"{name}_{lang}": value_in(lang) for lang in TEXT_LANGUAGES}
    return {name: column._replace(value=value, shown=None) for name, value in values.items()}


def _make_flat() -> Columns:
    """The columns of commitments, then what else their tables have."""
    flat: Columns = {}
    for name, column in COLUMNS.items():
        if name == "plan":  # what came later stands at the end
            flat |= {
                f.name: f.column(lambda c, _loc: Row(c)) for f in _ASSESSMENT if f.name not in flat
            }
        flat |= _expand(name, column)
    return flat | {
        f.name: f.column(lambda c, _loc: Row(c)) for f in _OF_COMMITMENT if f.name not in flat
    }


FLAT = _make_flat()


# What describes the tables


def in_languages(speak: Callable[[str], str]) -> dict[str, str]:
    """What `speak` says in each language of the program, English first."""
    return {lang: speak(lang) for lang in sorted(languages(), key=lambda lang: lang != ENGLISH)}


def translate(message: str) -> dict[str, str]:
    """A message in each language of the program, English first."""
    return in_languages(lambda lang: catalogue(lang).gettext(message))


def describe_data(data: DataSet, lang: str) -> str:
    """What is in these tables, in a language of the program."""
    message = N_("Commitments, participants, results and assessments, after “{title}” ({author}).")
    source = data.plan.source
    return catalogue(lang).gettext(message).format(title=source.title, author=source.author)
