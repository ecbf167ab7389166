"""The columns of the tables: each is a field of the models, with its title and limits."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import inspect as types

from ogpmx import model_types, models
from ogpmx.messages import N_, catalogue
from ogpmx.model_fields import holds_date, said_of
from ogpmx.model_types import alternatives, rule_of
from ogpmx.models import DataSet
from ogpmx.rows import Column, Localized


class Row(NamedTuple):
    """What a row of a table is about, and where it stands among others of what holds it."""

    item: Any
    holder: Any = None
    position: int = 0  # from 1


Get = Callable[[Row], Any]  # what a column is of, from a row; or None


class Field(NamedTuple):
    """A column of a table (Table Schema's word). `kind` is its type, as msgspec describes it."""

    name: str
    title: str  # in English, as the catalogues know it
    description: str
    value: Get
    kind: types.Type = types.StrType()  # without null; the first where there are several
    is_text: bool = False  # in one language or several
    is_number: bool = False  # of a commitment or a milestone: whole or text
    required: bool = True
    refers: str | None = None  # the table whose key it holds
    unique: bool = False
    lang: str | None = None  # in which its text is
    heading: str = ""  # where there is little room
    is_date: bool = False

    @property
    def type(self) -> str:
        """Table Schema's name of the type."""
        names = {types.BoolType: "boolean", types.IntType: "integer"}
        return names.get(type(self.kind), "string")

    @property
    def codes(self) -> list[str]:
        """Every value that it may have, in the scale's order; empty: any."""
        return [*self.kind.cls] if isinstance(self.kind, types.EnumType) else []

    def column(self) -> Column:
        """As a column for people of the table's rows, an organization by its short name."""

        def value(row: Row, localized: Localized) -> Any:
            cell = self.value(row)
            if cell and self.refers == "organizations":
                return localized.data.organizations_by_id[cell].short
            return cell

        is_prose = self.type == "string" and not self.codes
        return Column(
            self.heading or self.title,
            value,
            flexible=is_prose and not self.is_date,
            description=self.description,
            date=self.is_date,
            prose=self.lang is not None,
        )

    def title_in(self, lang: str) -> str:
        """The title in a language of the program."""
        title = catalogue(lang).gettext(self.title)
        if self.lang is None:
            return title
        names = {"es": N_("Spanish"), "en": N_("English"), "und": N_("language not stated")}
        name = names.get(self.lang)
        return f"{title} ({catalogue(lang).gettext(name) if name else self.lang})"

    def fit(self, data: DataSet) -> "list[Field]":
        """The columns of these data: a text once for each language, a number whole or text."""
        if self.is_number and not data.has_whole_numbers:
            return [self._replace(kind=types.StrType())]
        if not self.is_text:
            return [self]

        def get_text(lang: str, row: Row) -> Any:
            text = self.value(row)
            return None if text is None else data.by_language(text).get(lang)

        return [
            self._replace(
                name=f"{self.name}_{lang}",
                value=partial(get_text, lang),
                is_text=False,
                lang=lang,
                required=self.required and len(data.languages) == 1,
            )
            for lang in data.languages
        ]


get_item: Get = attrgetter("item")

# What a field is called in the tables, where that is not the models' own name.
RENAMED = {
    "committee_name": "committee",
    "suspension_since": "suspended_since",
    "self_assessment": "self",
    "irm_text": "irm",
}


def make_getter(at: Get, name: str) -> Get:
    """The field of this name of what `at` finds in a row."""
    return lambda row: getattr(at(row), name, None)  # None has no fields


def describe(
    model: type, at: Get = get_item, prefix: str = "", lacks: bool = False
) -> Iterator[Field]:
    """A field for each value of a model and of the records within it, also for texts and lists.

    `at`: where in a row the model's object is, or None if it may be lacking.
    """
    for own_name, typed in model_types.describe_fields(model).items():
        kind = alternatives(typed.type)[0]
        value = make_getter(at, own_name)
        optional = lacks or not typed.required
        name = prefix + own_name
        if isinstance(kind, types.DataclassType):
            within = "" if kind.cls is models.Plan else f"{name}_"
            yield from describe(kind.cls, value, within, optional)
            continue
        said, rule = said_of(model, own_name), rule_of(typed.type)
        yield Field(
            RENAMED.get(name, name),
            said.title,
            said.description,
            value=value,
            kind=kind,
            is_text=rule == "text",
            is_number=rule == "number",
            required=not optional,
            refers="organizations" if rule == "reference" else None,
            unique=name == "ogp_id",
            is_date=holds_date(model, own_name),
            heading=said.heading,
        )


def to_columns(fields: Iterable[Field]) -> list[Field]:
    """Fields that are columns: a list has a table of its own."""
    return [field for field in fields if not isinstance(field.kind, types.VarTupleType)]
