"""The whole plan as tables, derived from the models: each field with its title and limits.

CSV, `datapackage.json`, SQL, Datasette's metadata and the workbook are made from `TABLES`.
"""

import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from msgspec import inspect as types

from ogpmx import constraints, models
from ogpmx.commitments import COLUMNS
from ogpmx.messages import N_, catalogue
from ogpmx.models import TEXT_LANGUAGES, Commitment, DataSet, Text
from ogpmx.rows import Column, Columns, Localized
from ogpmx.schema import describe_fields, is_optional, type_info, without_null

Cell = str | int | bool | None


class Row(NamedTuple):
    """What a row of a table is about, and where it stands among others of what holds it."""

    item: Any
    holder: Any = None
    position: int = 0  # from 1


@dataclass(frozen=True)
class Field:
    """A column of a table (Table Schema's word). `kind` is its type, as msgspec describes it."""

    name: str
    title: str  # in English, as the catalogues know it
    description: str
    value: Callable[[Row], Cell]
    kind: types.Type = types.StrType()  # noqa: RUF009 - frozen
    required: bool = True
    unique: bool = False
    refers: str | None = None  # the table whose key it holds
    lang: str | None = None  # in which its text is

    @property
    def type(self) -> str:
        """Table Schema's name of the type."""
        names = {types.BoolType: "boolean", types.IntType: "integer"}
        return names.get(type(self.kind), "string")

    @property
    def codes(self) -> list[str]:
        """Every value that it may have, in the scale's order; empty: any."""
        return (
            [str(code) for code in self.kind.cls] if isinstance(self.kind, types.EnumType) else []
        )

    def title_in(self, lang: str) -> str:
        """The title in a language of the program."""
        title = catalogue(lang).gettext(self.title)
        if self.lang is None:
            return title
        names = {"es": N_("Spanish"), "en": N_("English")}
        return f"{title} ({catalogue(lang).gettext(names[self.lang])})"


@dataclass(frozen=True)
class Table:
    """A table: its columns, its key, and what each row is about."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: Callable[[DataSet], Iterator[Row]]
    label: str | None = None  # the column that names a row to people

    def cells(self, data: DataSet) -> Iterator[tuple[Cell, ...]]:
        """Each row's cells, in the order of the fields."""
        return (tuple(field.value(row) for field in self.fields) for row in self.rows(data))


# Fields, from the models

Get = Callable[[Row], Any]  # what a column is of, from a row; or None


# What a field is called in the tables, where that is not the models' own name.
_RENAMED = {
    "committee_name": "committee",
    "suspension_since": "suspended_since",
    "self_assessment": "self",
    "irm_text": "irm",
}


def fields_of(
    model: type,
    at: Get = lambda row: row.item,
    *,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
    prefix: str = "",
    optional: bool = False,
) -> tuple[Field, ...]:
    """A column for each field of a model, or for `only` some, or for all `but` some, in its order.

    A text has a column for each language, a record within gives its own fields, a list has a table
    of its own. `at`: where in a row the model's object is; None is allowed if `optional`.
    """
    columns: list[Field] = []
    kinds = {info.name: info.type for info in describe_fields(model)}
    for described in dataclasses.fields(model):
        held = kinds[described.name]
        kind = without_null(held)
        wanted = described.name not in but and (not only or described.name in only)
        if not wanted or isinstance(kind, types.VarTupleType):
            continue
        name = prefix + described.name
        value = _getter(at, described.name)
        lacks = optional or is_optional(held)
        if isinstance(kind, types.DataclassType) and kind != _TEXT:
            columns += fields_of(kind.cls, value, prefix=f"{name}_", optional=lacks)
            continue
        column = Field(
            _RENAMED.get(name, name),
            described.metadata["title"],
            described.metadata["description"],
            value,
            kind,
            required=not lacks,
            unique=name == "ogp_id",
            refers="organizations" if _is_reference(held) else None,
        )
        columns += in_each_language(column) if kind == _TEXT else [column]
    return tuple(columns)


def _is_reference(kind: types.Type) -> bool:
    """Whether a field holds an organization's id."""
    if isinstance(kind, types.UnionType):
        return any(map(_is_reference, kind.types))
    return kind == _REFERENCE


_TEXT = type_info(Text)
_REFERENCE = type_info(constraints.Reference)


def _getter(at: Get, name: str) -> Get:
    def value(row: Row) -> Any:
        holder = at(row)
        held = None if holder is None else getattr(holder, name)
        return json.dumps(held) if isinstance(held, dict) else held

    return value


def in_each_language(column: Field) -> list[Field]:
    """A column of text, once for each language."""

    def value_in(lang: str) -> Get:
        def value(row: Row) -> Any:
            text: Any = column.value(row)
            return None if text is None else text[lang]

        return value

    return [
        dataclasses.replace(
            column,
            name=f"{column.name}_{lang}",
            value=value_in(lang),
            kind=types.StrType(),
            lang=lang,
        )
        for lang in TEXT_LANGUAGES
    ]


def _key_of(model: type, name: str) -> types.Type:
    return without_null(next(f.type for f in describe_fields(model) if f.name == name))


_ID, _NUMBER = _key_of(models.Topic, "id"), _key_of(Commitment, "number")
_COMMITMENT = Field(
    "commitment",
    N_("Commitment"),
    N_("The commitment's number."),
    lambda row: row.holder.number,
    _NUMBER,
    refers="commitments",
)
_POSITION = Field(
    "position",
    N_("Position"),
    N_("The place in the source's order, from 1."),
    lambda row: row.position,
    _NUMBER,
)


# Rows


def each(
    holders: Callable[[DataSet], Sequence[Any]], items: Callable[[Any], Sequence[Any]]
) -> Callable[[DataSet], Iterator[Row]]:
    """A row for each item of each holder."""
    return lambda data: (
        Row(item, holder, position)
        for holder in holders(data)
        for position, item in enumerate(items(holder), 1)
    )


def _of_commitments(items: Callable[[Any], Sequence[Any]]) -> Callable[[DataSet], Iterator[Row]]:
    return each(lambda data: data.commitments, items)


class NoteKind(StrEnum):
    """What a note of the plan tells."""

    CONTEXT = "context"
    VALIDATION = "validation"


def _list_notes(data: DataSet) -> Iterator[Row]:
    texts = {NoteKind.CONTEXT: data.plan.context, NoteKind.VALIDATION: data.plan.source.validation}
    return (Row(text, kind, n) for kind in texts for n, text in enumerate(texts[kind], 1))


# The order of a commitment's columns; any further field comes after them.
_FIRST, _THEN = ["number", "ogp_id"], ["title", "status", "objective"]
_ASSESSMENT = ["self_assessment", "irm"]  # in a table of its own

TABLES: tuple[Table, ...] = (
    Table(
        "plan",
        N_("Plan"),
        N_("The action plan and its source, one row."),
        (
            *fields_of(models.Plan, lambda row: row.item.plan, only=["id"]),
            *fields_of(DataSet, only=["version", "license"]),
            *fields_of(models.Plan, lambda row: row.item.plan, but=["id"]),
        ),
        ("id",),
        lambda data: iter([Row(data)]),
        label="title_en",
    ),
    Table(
        "notes",
        N_("Notes"),
        N_("The plan's context, and how its source was validated."),
        (
            Field(
                "kind",
                N_("Kind"),
                N_("context: the plan's context; validation: how the source was validated."),
                lambda row: row.holder,
                types.EnumType(NoteKind),
            ),
            _POSITION,
            *in_each_language(Field("text", N_("Text"), N_("The note."), lambda row: row.item)),
        ),
        ("kind", "position"),
        _list_notes,
    ),
    Table(
        "topics",
        N_("Topics"),
        N_("What commitments are about, as this data set assigns it."),
        fields_of(models.Topic),
        ("id",),
        lambda data: map(Row, data.topics),
        label="name_en",
    ),
    Table(
        "organizations",
        N_("Organizations"),
        N_("Anyone who takes part or is mentioned, once each."),
        fields_of(models.Organization),
        ("id",),
        lambda data: map(Row, data.organizations),
        label="name",
    ),
    Table(
        "aliases",
        N_("Aliases"),
        N_("Every other way in which the source spells an organization's name."),
        (
            Field(
                "organization",
                N_("Organization"),
                N_("The organization's id."),
                lambda row: row.holder.id,
                _ID,
                refers="organizations",
            ),
            _POSITION,
            Field("alias", N_("Alias"), N_("The spelling."), lambda row: row.item),
        ),
        ("organization", "position"),
        each(lambda data: data.organizations, lambda organization: organization.aliases),
    ),
    Table(
        "committee",
        N_("Committee"),
        N_("The members of the committee that coordinated the plan, and what they did."),
        (_POSITION, *fields_of(models.Member)),
        ("position",),
        each(
            lambda data: [data.plan.committee] if data.plan.committee else [],
            lambda committee: committee.members,
        ),
    ),
    Table(
        "claims",
        N_("Claims"),
        N_("The countable figures of the source's opening pages, as stated."),
        fields_of(models.Claim),
        ("claim",),
        lambda data: map(Row, data.plan.claims),
    ),
    Table(
        "commitments",
        N_("Commitments"),
        N_("The numbered promises of the plan."),
        (
            *fields_of(Commitment, only=_FIRST),
            Field(
                "url",
                N_("Address"),
                N_("Its page on OGP's site."),
                lambda row: row.holder.url(row.item),
                required=False,
            ),
            *fields_of(Commitment, only=_THEN),
            Field(
                "suspended",
                N_("Suspended"),
                N_("Whether the source says that civil society suspended its part."),
                lambda row: row.item.suspension is not None,
                types.BoolType(),
            ),
            *fields_of(Commitment, but=[*_FIRST, *_THEN, *_ASSESSMENT]),
        ),
        ("number",),
        lambda data: (Row(commitment, data) for commitment in data.commitments),
        label="title_en",
    ),
    Table(
        "commitment_topics",
        N_("Topics of the commitments"),
        N_("What each commitment is about."),
        (
            _COMMITMENT,
            _POSITION,
            Field(
                "topic",
                N_("Topic"),
                N_("The topic's id."),
                lambda row: row.item,
                _ID,
                refers="topics",
            ),
        ),
        ("commitment", "topic"),
        _of_commitments(lambda commitment: commitment.topics),
    ),
    Table(
        "participations",
        N_("Participations"),
        N_("Who took part in each commitment."),
        (_COMMITMENT, _POSITION, *fields_of(models.Participation)),
        ("commitment", "organization"),
        _of_commitments(lambda commitment: commitment.participants),
    ),
    Table(
        "mentions",
        N_("Mentions"),
        N_("Who is named in a commitment and is not among its participants."),
        (_COMMITMENT, _POSITION, *fields_of(models.Mention)),
        ("commitment", "organization"),
        _of_commitments(lambda commitment: commitment.mentions),
    ),
    Table(
        "results",
        N_("Results"),
        N_("What came of each commitment, a fact a row."),
        (
            _COMMITMENT,
            _POSITION,
            *in_each_language(Field("text", N_("Text"), N_("The result."), lambda row: row.item)),
        ),
        ("commitment", "position"),
        _of_commitments(lambda commitment: commitment.results),
    ),
    Table(
        "assessments",
        N_("Assessments"),
        N_(
            "What the self-assessment and the Independent Reporting Mechanism (IRM) say of each "
            "commitment; empty: the source does not say."
        ),
        (_COMMITMENT, *fields_of(Commitment, lambda row: row.holder, only=_ASSESSMENT)),
        ("commitment",),
        lambda data: (Row(None, commitment) for commitment in data.commitments),
    ),
)

KEYS = {table.name: table.key for table in TABLES}


# The one flat table of `csv` and of the workbook's first sheet


def _expand(name: str, column: Column) -> Columns:
    """A column of text, once for each language."""

    def value_in(lang: str) -> Callable[[Any, Localized], Any]:
        return lambda row, localized: column.value(row, localized._replace(lang=lang))

    languages = {f"{name}_{lang}": value_in(lang) for lang in TEXT_LANGUAGES}
    return {name: column._replace(value=value, shown=None) for name, value in languages.items()}


_SELF = Column.of(Commitment, "self_assessment")
_IRM = Column.of(models.Irm, "text", lambda c, loc: loc.text(c.irm.text))
_REASON = Column.of(
    models.Suspension, "reason", lambda c, loc: c.suspension and loc.text(c.suspension.reason)
)


def _make_flat() -> Columns:
    flat: Columns = {}
    for name, column in COLUMNS.items():
        if name == "plan":  # what came later stands at the end
            flat |= _expand("self", _SELF) | _expand("irm", _IRM)
        flat |= _expand(name, column) if column.prose else {name: column}
    return flat | _expand("suspension_reason", _REASON)


FLAT = _make_flat()


def describe_data(data: DataSet, lang: str) -> str:
    """What is in these tables, in a language of the program."""
    message = N_("Commitments, participants, results and assessments, after “{title}” ({author}).")
    source = data.plan.source
    return catalogue(lang).gettext(message).format(title=source.title, author=source.author)
