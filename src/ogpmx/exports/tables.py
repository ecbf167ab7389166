"""The whole plan as tables, derived from the models: a table for each list in them.

CSV, `datapackage.json`, SQL, Datasette's metadata and the workbook are made from `TABLES`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import inspect as types

from ogpmx import constraints
from ogpmx.commitments import COLUMNS
from ogpmx.exports.fields import Field, Row, describe, get_item, make_getter, to_columns
from ogpmx.messages import ENGLISH, N_, catalogue, languages
from ogpmx.model_types import alternatives, rule_of, type_info
from ogpmx.models import Commitment, DataSet, Milestone, Organization, Topic
from ogpmx.rows import Column, Columns


class Table(NamedTuple):
    """A table: its columns, its key, and what each row is about."""

    name: str
    title: str
    description: str
    fields: Sequence[Field]
    key: tuple[str, ...]
    rows: Callable[[DataSet], Iterable[Row]]

    def columns(self, data: DataSet) -> list[Field]:
        """The fields, each text once for each language of the data."""
        return [column for field in self.fields for column in field.fit(data)]

    def label_in(self, data: DataSet) -> str | None:
        """The column that names a row to people: where the key is of several, none does."""
        names = [column.name for column in self.columns(data)] if len(self.key) == 1 else []
        endings = ("", f"_{ENGLISH}", *(f"_{lang}" for lang in data.languages))
        labels = (word + ending for word in ("name", "title") for ending in endings)
        return next((label for label in labels if label in names), None)

    def cells(self, data: DataSet) -> Iterator[tuple[str | int | bool | None, ...]]:
        """Each row's cells, in the order of the columns."""
        columns = self.columns(data)
        for row in self.rows(data):
            values = (column.value(row) for column in columns)
            # A mapping, such as how a claim is counted, is JSON in a cell.
            yield tuple(json.dumps(v) if isinstance(v, dict) else v for v in values)


# Lists: whose they are, and a table for each

_ID, _WHOLE = (alternatives(type_info(kind))[0] for kind in (constraints.Id, constraints.Whole))


def _refer(name: str, title: str, description: str, key: str = "id") -> Field:
    """A column that says by its key what a row's item belongs to."""
    at = make_getter(lambda row: row.holder, key)
    field = Field(name, title, description, at, _ID, refers=f"{name}s", heading=title)
    return field._replace(kind=_WHOLE, is_number=True) if key == "number" else field


_TOPIC = _refer("topic", N_("Topic"), N_("The topic's id."))
_ORGANIZATION = _refer("organization", N_("Organization"), N_("The organization's id."))
_COMMITMENT = _refer("commitment", N_("Commitment"), N_("The commitment's number."), "number")
_POSITION = Field(
    "position",
    N_("Position"),
    N_("The place in the source's order, from 1."),
    attrgetter("position"),
    _WHOLE,
)

# What belongs to a milestone, whose row is its holder, says of which commitment it is, too.
_OF_MILESTONE = _COMMITMENT._replace(value=lambda row: row.holder.holder.number)
_MILESTONE = Field(
    "milestone",
    N_("Milestone"),
    N_("The milestone's place in its commitment, from 1."),
    lambda row: row.holder.position,
    _WHOLE,
)


def _list_milestones(data: DataSet) -> list[Row]:
    return [Row(step, c, n) for c in data.commitments for n, step in enumerate(c.milestones, 1)]


# What has lists: its model, its objects, and the column that says which one a row belongs to.
_HOLDERS: dict[type, tuple[Callable[[DataSet], Sequence[Any]], list[Field]]] = {
    DataSet: (lambda data: [data], []),
    Topic: (lambda data: data.topics, [_TOPIC]),
    Organization: (lambda data: data.organizations, [_ORGANIZATION]),
    Commitment: (lambda data: data.commitments, [_COMMITMENT]),
    Milestone: (_list_milestones, [_OF_MILESTONE, _MILESTONE]),
}
_LISTS = {
    (model, field.name): field
    for model in _HOLDERS
    for field in describe(model)
    if isinstance(field.kind, types.VarTupleType)
    and field.name not in ("context", "source_validation")  # both in `notes`
}


def _table(
    name: str, holder: type, items: str, key: Sequence[str] = (), item: Field | None = None
) -> Table:
    """The table of a list: a row for each item, with what it belongs to and its position.

    `item`: the column of an item that is no record.
    """
    objects, links = _HOLDERS[holder]
    described = _LISTS.pop((holder, items))  # what is left after all declared tables gets one, too

    def list_rows(data: DataSet) -> Iterator[Row]:
        for one in objects(data):
            row = one if isinstance(one, Row) else Row(one)
            for position, held in enumerate(described.value(row) or (), 1):
                yield Row(held, one, position)

    item_type = described.kind.item_type  # type: ignore[attr-defined]
    kind = alternatives(item_type)[0]
    if isinstance(kind, types.DataclassType):
        lists = [f.name for f in describe(kind.cls) if isinstance(f.kind, types.VarTupleType)]
        assert not lists or kind.cls in _HOLDERS, f"no table has {lists} of {kind.cls}"
        own = _OF_COMMITMENT if kind.cls is Commitment else to_columns(describe(kind.cls))
    else:
        is_text = rule_of(item_type) == "text"
        usual = described._replace(name="text", kind=kind, is_text=is_text, required=True)
        own = [(item or usual)._replace(value=get_item)]
    places = [] if key and not links else [_POSITION]
    return Table(
        name,
        *_OWN_TITLES.get(name, (described.title, described.description)),
        [*links, *places, *own],
        (*(link.name for link in links), *(key or ["position"])),
        list_rows,
    )


class NoteKind(StrEnum):
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
_FIELDS_OF_COMMITMENT = [
    Field(
        "url",
        N_("Address"),
        COLUMNS["url"].description,
        lambda row: row.holder.url(row.item),
        required=False,
    ),
    Field(
        "suspended",
        N_("Suspended"),
        COLUMNS["suspended"].description,
        lambda row: row.item.suspension is not None,
        types.BoolType(),
    ),
    # its own address is the first choice for the one above
    *(field for field in to_columns(describe(Commitment)) if field.name != "url"),
]
_ASSESSMENT = [
    f for f in _FIELDS_OF_COMMITMENT if f.name in ("self", "irm") or f.name.startswith("irm_")
]
_OF_COMMITMENT = _sort(
    [field for field in _FIELDS_OF_COMMITMENT if field not in _ASSESSMENT],
    "number ogp_id url title status objective suspended",
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
    return Field("text", N_("Text"), description, get_item, is_text=True)


# A table's title and description where those of its list in the models would not do.
_OWN_TITLES = {
    "committee": (
        N_("Committee"),
        N_("The members of the committee that coordinated the plan, and what they did."),
    ),
    "commitment_topics": (N_("Topics of the commitments"), N_("What each commitment is about.")),
    "participations": (N_("Participations"), N_("Who took part in each commitment.")),
    "results": (N_("Results"), N_("What came of each commitment, a fact a row.")),
    "milestone_organizations": (
        N_("Organizations of the milestones"),
        N_("Who carries out each milestone."),
    ),
    "milestone_links": (N_("Links of the milestones"), N_("Web pages about each milestone.")),
}

TABLES: tuple[Table, ...] = (
    Table(
        "plan",
        N_("Plan"),
        N_("The action plan and its source, one row."),
        _OF_PLAN,
        ("id",),
        lambda data: [Row(data)],
    ),
    Table(
        "notes",
        N_("Notes"),
        N_("The plan's context, and how its source was validated."),
        [_KIND, _POSITION, _text(N_("The note."))],
        ("kind", "position"),
        _list_notes,
    ),
    _table("topics", DataSet, "topics", ["id"]),
    _table("organizations", DataSet, "organizations", ["id"]),
    _table("aliases", Organization, "aliases", item=_ALIAS),
    _table("committee", DataSet, "committee_members"),
    _table("claims", DataSet, "claims", ["claim"]),
    _table("commitments", DataSet, "commitments", ["number"]),
    _table("commitment_topics", Commitment, "topics", ["topic"], item=_TOPIC),
    _table("participations", Commitment, "participants", ["organization", "role"]),
    _table("mentions", Commitment, "mentions", ["organization"]),
    _table("results", Commitment, "results", item=_text(N_("The result."))),
    _table("milestones", Commitment, "milestones"),
    _table("links", Commitment, "links"),
    _table("milestone_organizations", Milestone, "organizations", item=_ORGANIZATION),
    _table("milestone_links", Milestone, "links"),
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

BY_NAME = {table.name: table for table in TABLES}


# The one flat table of `csv` and of the workbook's first sheet


def make_flat(data: DataSet) -> Columns:
    """The columns of commitments, then what else their tables have; texts in each language."""
    flat: Columns = {}
    for name, column in COLUMNS.items():
        if name == "plan":  # what came later stands at the end
            flat |= _to_flat(_ASSESSMENT, data, flat)
        flat |= _expand(name, column, data.languages)
    return flat | _to_flat(_OF_COMMITMENT, data, flat)


def _expand(name: str, column: Column, languages: Sequence[str]) -> Columns:
    """A column, or, if it holds text of the data, one for each language."""

    def read_in(lang: str) -> Column:
        there = column.at(lambda row, localized: (row, localized._replace(lang=lang)))
        return there._replace(shown=None)

    if not column.prose:
        return {name: column}
    return {f"{name}_{lang}": read_in(lang) for lang in languages}


def _to_flat(fields: Sequence[Field], data: DataSet, known: Columns) -> Columns:
    """Fields of the tables of commitments as columns, but those that there are already."""
    columns = [column for field in fields for column in field.fit(data)]
    new = {column.name: column.column() for column in columns if column.name not in known}
    return {n: column.at(lambda c, localized: (Row(c), localized)) for n, column in new.items()}


# What describes the tables


def in_languages(speak: Callable[[str], str]) -> dict[str, str]:
    """What `speak` says in each language of the program, English first."""
    return {lang: speak(lang) for lang in sorted(languages(), key=lambda lang: lang != ENGLISH)}


def translate(message: str) -> dict[str, str]:
    """A message in each language of the program, English first."""
    return in_languages(lambda lang: catalogue(lang).gettext(message))


def describe_data(data: DataSet, lang: str) -> str:
    """What is in these tables, in a language of the program."""
    source = data.plan.source
    what = N_("Commitments, participants, results and assessments.")
    after = N_("Commitments, participants, results and assessments, after “{title}” ({author}).")
    message = catalogue(lang).gettext(after if source.title and source.author else what)
    return message.format(title=source.title, author=source.author)
