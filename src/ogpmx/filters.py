"""Which commitments: the filters of the command line, and what each asks of a commitment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ogpmx.codes import Role, Sector, Status
from ogpmx.counting import DIMENSIONS, Codes, scale
from ogpmx.labels import spell_code
from ogpmx.matching import resolve
from ogpmx.messages import N_
from ogpmx.models import Commitment, DataSet
from ogpmx.organizations import Involvement, find_organization, is_within, list_involvements
from ogpmx.searching import find_commitments, matches_search, require_terms

ACTIVE = "active"  # any status but inactive and withdrawn: the group of the report's first table
NONE_STATED = "none-stated"  # finds what the source does not state

Criteria = Mapping[str, Sequence[str]]  # a filter's name → the values asked for


class Filter(NamedTuple):
    """A criterion: its help, the codes it takes (None: free text), what it asks of a commitment.

    `matches` gets the data, the commitment, the value and all the criteria. `name`: what a code is
    called that is the data's own; None: the codes are ours, and the same for any data.
    """

    help: str
    codes: Codes | None
    matches: Callable[[DataSet, Commitment, str, Criteria], bool]
    combine: Callable[[Iterable[bool]], bool] = any
    metavar: str = "CODE"
    name: Callable[[DataSet, str], str | dict[str, str]] | None = None


def _by_dimension(name: str, help: str) -> Filter:
    """A filter by one of the `DIMENSIONS`, or by its absence."""
    dimension = DIMENSIONS[name]
    return Filter(
        help,
        lambda data: [*dimension.scale(data), NONE_STATED],
        lambda d, c, asked, _criteria: (
            asked in [value or NONE_STATED for value in dimension.values(d, c)]
        ),
        name=dimension.name,
    )


def _takes_part(data: DataSet, commitment: Commitment, id: str, criteria: Criteria) -> bool:
    roles = criteria.get("role")
    return any(
        is_within(data, p.organization, id) and (not roles or p.role in roles)
        for p in commitment.participants
    )


FILTERS: dict[str, Filter] = {
    "status": Filter(
        N_("How it ended, by the self-assessment:"),
        scale(Status, ACTIVE, NONE_STATED),
        lambda _d, c, value, _criteria: (
            bool(c.active) if value == ACTIVE else value == (c.status or NONE_STATED)
        ),
    ),
    "participant": Filter(
        N_("Who took part, by any of its names; repeated: those who worked together."),
        None,
        _takes_part,
        combine=all,
        metavar="NAME",
    ),
    "role": _by_dimension(
        "role", N_("A role that somebody took; with --participant, the role of that one:")
    )._replace(codes=scale(Role)),
    "sector": _by_dimension(
        "sector", N_("A sector that somebody who took part belongs to:")
    )._replace(codes=scale(Sector, NONE_STATED)),
    "completion": _by_dimension(
        "irm_completion",
        N_("How far it was carried out, by the Independent Reporting Mechanism (IRM):"),
    ),
    "opening": _by_dimension("irm_opening", N_("Whether it opened government, by the IRM:")),
    "early_results": _by_dimension(
        "irm_early_results", N_("How strong its early results were, by the IRM:")
    ),
    "topic": _by_dimension("topic", N_("What it is about."))._replace(metavar="TOPIC"),
    "suspended": Filter(
        N_("Whether civil society suspended its part, as far as its row says so: yes or no."),
        lambda _data: ["yes", "no"],
        lambda _d, c, value, _criteria: (c.suspension is not None) == (value == "yes"),
        metavar="yes|no",
    ),
    "search": Filter(
        N_("Words that must all be there; a phrase in quotes is searched for as a whole."),
        None,
        lambda d, c, value, _criteria: matches_search(d, c, value),
        metavar="TEXT",
    ),
}


def option_name(name: str) -> str:
    """A filter's name as it is typed: `--early-results`."""
    return "--" + name.replace("_", "-")


def spell(data: DataSet, name: str, code: str) -> list[str]:
    """Everything that a code of a filter answers to, besides itself."""
    called = FILTERS[name].name
    if called and code != NONE_STATED:
        return [*data.by_language(called(data, code)).values()]
    return spell_code(code)


def resolve_criteria(data: DataSet, criteria: Criteria) -> Criteria:
    """The criteria with each code as the data have it, from the labels that people see, and with
    the id of each participant.

    Several codes may stand in one value, with commas. Raises `Misuse` for a code that a filter
    lacks, `NotFound` for a name that fits not one organization.
    """
    return {name: _resolve(data, name, values) for name, values in criteria.items() if values}


def _resolve(data: DataSet, name: str, values: Sequence[str]) -> list[str]:
    codes = FILTERS[name].codes
    if name == "participant":
        return [find_organization(data, value).id for value in values]
    if codes is None:
        for value in values:
            require_terms(value)
        return [*values]
    allowed = codes(data)
    if all(value in allowed for value in values):
        return [*values]
    known = {code: spell(data, name, code) for code in allowed}
    words = [word.strip() for value in values for word in value.split(",")]
    return [resolve(word, known, option_name(name)) for word in words]


def select_commitments(data: DataSet, criteria: Criteria) -> tuple[Commitment, ...]:
    """The commitments that match: values of a filter are *or* (participants *and*), filters *and*.

    Raises what `resolve_criteria` raises.
    """
    criteria = resolve_criteria(data, criteria)
    filters = [(FILTERS[name], values) for name, values in criteria.items()]
    return tuple(
        c
        for c in data.commitments
        if all(f.combine(f.matches(data, c, v, criteria) for v in values) for f, values in filters)
    )


def choose_commitments(
    data: DataSet, references: Sequence[str], criteria: Criteria
) -> tuple[Commitment, ...]:
    """The commitments that are named, in the order asked, or all; of these, those that match."""
    matching = select_commitments(data, criteria)
    if not references:
        return matching
    numbers = {commitment.number for commitment in matching}
    return tuple(c for c in find_commitments(data, references) if c.number in numbers)


def select_involvements(data: DataSet, criteria: Criteria) -> tuple[Involvement, ...]:
    """Who took part: sector and role choose among the organizations, the most active first; every
    other filter chooses the commitments in which they took part."""
    codes = resolve_criteria(data, criteria)  # all, so that the first that is wrong is named
    others = {n: values for n, values in criteria.items() if n not in ("sector", "role")}
    sectors, roles = codes.get("sector"), codes.get("role")
    return tuple(
        row
        for row in list_involvements(data, select_commitments(data, others))
        if (not sectors or (row.organization.sector or NONE_STATED) in sectors)
        and (not roles or any(role in roles for role in row.roles))
    )
