"""How many: commitments counted by what they have in common."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from ogpmx import labels
from ogpmx.codes import Completion, EarlyResults, Opening, Role, Sector, Status
from ogpmx.commitments import numbers_column
from ogpmx.matching import resolve
from ogpmx.messages import N_, _, pgettext, translate_to_all
from ogpmx.models import Commitment, CommitmentNumber, DataSet
from ogpmx.rows import Column, Columns, Localized


class Count(NamedTuple):
    """How many of the commitments have a value of a dimension, or a pair of values of two.

    `key` is None for what is not stated; `total` is how many commitments were counted in.
    """

    group: str  # a key of DIMENSIONS
    key: str | None
    numbers: tuple[CommitmentNumber, ...]
    total: int
    cross: str = ""  # another such key, if it is a pair
    cross_key: str | None = None

    @property
    def size(self) -> int:
        return len(self.numbers)

    @property
    def share(self) -> float | None:
        """Of the commitments counted in, from 0 to 1 with four decimals; None of none."""
        return round(self.size / self.total, 4) if self.total else None


Codes = Callable[[Any], Sequence[str]]  # of a data set, or of any: the scales are always the same


class Dimension(NamedTuple):
    """What commitments can be counted by: the values that one has, and all that there can be."""

    heading: str
    values: Callable[[DataSet, Commitment], Iterable[str | None]]
    scale: Codes
    by_size: bool = False  # from the most, and no value that none of the commitments has
    other_names: Sequence[str] = ()  # what people may call it, besides its heading
    # what a value is called that is the data's own; None: the values are codes, which have labels
    name: Callable[[DataSet, str], str | dict[str, str]] | None = None


def scale(codes: type[StrEnum], *more: str) -> Codes:
    """The codes of a scale, the same for any data set."""
    return lambda _data: [*codes, *more]


def _pick(codes: type[StrEnum], used: Iterable[str | None]) -> list[str]:
    """Those codes of a kind that a data set uses; kinds, unlike degrees, are no scale."""
    found = set(used)
    return [code for code in codes if code in found]


DIMENSIONS: dict[str, Dimension] = {
    "status": Dimension(
        N_("Status"),
        lambda _d, c: (c.status,),
        lambda d: _pick(Status, (c.status for c in d.commitments)),
    ),
    "irm_completion": Dimension(
        N_("IRM: completion"), lambda _d, c: (c.irm.completion,), scale(Completion)
    ),
    "irm_opening": Dimension(
        N_("IRM: opening of government"), lambda _d, c: (c.irm.opening,), scale(Opening)
    ),
    "irm_early_results": Dimension(
        N_("IRM: early results"), lambda _d, c: (c.irm.early_results,), scale(EarlyResults)
    ),
    "topic": Dimension(
        N_("Topics"),
        lambda _d, c: c.topics or (None,),
        lambda d: [*d.topics_by_id],
        by_size=True,
        name=lambda d, key: d.topics_by_id[key].name,
    ),
    "sector": Dimension(
        N_("Sectors"),
        lambda d, c: {d.organizations_by_id[p.organization].sector for p in c.participants},
        lambda d: _pick(Sector, (o.sector for o in d.organizations)),
    ),
    "role": Dimension(
        N_("Roles"),
        lambda _d, c: {p.role for p in c.participants},
        lambda d: _pick(Role, (p.role for c in d.commitments for p in c.participants)),
    ),
    "participant": Dimension(
        N_("Participants"),
        lambda _d, c: {p.organization for p in c.participants},
        lambda d: [*d.organizations_by_id],
        by_size=True,
        other_names=(
            N_("organization"),
            N_("organizations"),
            N_("institution"),
            N_("institutions"),
        ),
        name=lambda d, key: d.organizations_by_id[key].short,
    ),
}


def count_by(data: DataSet, commitments: Sequence[Commitment], group: str) -> tuple[Count, ...]:
    """The commitments counted by a dimension: scales in their order, topics and participants from
    the most, not stated last."""
    dimension = DIMENSIONS[group]
    # None is in no scale, so setdefault() puts it last
    numbers: dict[str | None, list[CommitmentNumber]] = {key: [] for key in dimension.scale(data)}
    for commitment in commitments:
        for value in dimension.values(data, commitment):
            numbers.setdefault(value, []).append(commitment.number)
    counts = [Count(group, key, tuple(found), len(commitments)) for key, found in numbers.items()]
    if dimension.by_size:
        counts = sorted((row for row in counts if row.size), key=lambda row: -row.size)
    return tuple(counts)


def count_by_two(
    data: DataSet, commitments: Sequence[Commitment], group: str, cross: str
) -> tuple[Count, ...]:
    """Each value of one dimension counted by each of another, row by row; zeros included."""
    columns = [(row.key, set(row.numbers)) for row in count_by(data, commitments, cross)]
    return tuple(
        row._replace(
            numbers=tuple(number for number in row.numbers if number in numbers),
            total=row.size,
            cross=cross,
            cross_key=key,
        )
        for row in count_by(data, commitments, group)
        for key, numbers in columns
    )


# Words for what is counted


def label_key(group: str, key: str | None, localized: Localized) -> str:
    """The words for a value of a dimension; those for what is not stated."""
    if key is None:
        return _("not stated")
    name = DIMENSIONS[group].name
    if name is None:
        return labels.label_code(key)
    return localized.text(name(localized.data, key)) or key


def label_group(group: str) -> str:
    """The heading of a dimension."""
    return pgettext("group", DIMENSIONS[group].heading)


def resolve_group(word: str, what: str) -> str:
    """A dimension by its name, or by what it is called in any language; raises `Misuse`."""
    known = {
        name: [
            name.removeprefix("irm_"),  # as the filter is called
            *translate_to_all(dimension.heading, "group"),
            *(word for other in dimension.other_names for word in translate_to_all(other)),
        ]
        for name, dimension in DIMENSIONS.items()
    }
    return resolve(word, known, what)


# Counts in an answer


VALUE: Columns = {
    "group": Column(
        N_("Field"),
        lambda t, _loc: t.group,
        lambda t, _loc: label_group(t.group),
        description=N_("What the commitments are counted by."),
    ),
    "key": Column(
        N_("Code"), lambda t, _loc: t.key, lambda t, _loc: str(t.key or labels.NOT_STATED)
    ),
    "label": Column(
        N_("Value"),
        lambda t, loc: label_key(t.group, t.key, loc),
        flexible=True,
        description=N_("The value that they have."),
    ),
}
SECOND_VALUE: Columns = {
    name: VALUE[first]
    ._replace(heading=heading)
    .at(lambda t, loc: (t._replace(group=t.cross, key=t.cross_key), loc))
    for name, first, heading in (
        ("cross", "group", N_("Second field")),
        ("cross_key", "key", N_("Second code")),
        ("cross_label", "label", N_("Second value")),
    )
}
COUNTED: Columns = {
    "count": Column(
        N_("Commitments"),
        lambda t, _loc: t.size,
        figures=True,
        description=N_("How many commitments have it."),
    ),
    "share": Column(
        N_("Share"),
        lambda t, _loc: t.share,
        lambda t, _loc: labels.format_share(t.size, t.total),
        figures=True,
        description=N_("Their share of all that are counted."),
    ),
    "numbers": numbers_column(
        N_("Numbers"),
        lambda t: t.numbers,
        flexible=True,
        description=N_("The numbers of those commitments."),
    ),
}
COUNTS = VALUE | COUNTED
