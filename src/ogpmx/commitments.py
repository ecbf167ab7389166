"""A commitment in an answer: its columns, its record, and what two evaluators say of it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ogpmx import labels
from ogpmx.blocks import FAIR, GOOD, POOR, QUIET, STRONG, Line, Span, line
from ogpmx.codes import Completion, Status
from ogpmx.messages import N_
from ogpmx.models import Commitment, CommitmentNumber, Irm, Organization, Suspension
from ogpmx.rows import Column, Columns, Localized, Record, Rows, describe_party

_LOOKS = (GOOD, GOOD, FAIR, FAIR, POOR, POOR, POOR, QUIET)
STATUS_LOOKS: dict[Status | None, str] = dict(zip((*Status, None), _LOOKS, strict=True))


# The IRM's completion that says the same as a status of the self-assessment.
SAME_COMPLETION = {
    Status.COMPLETED: Completion.COMPLETE,
    Status.SUBSTANTIAL: Completion.SUBSTANTIAL,
    Status.LIMITED: Completion.LIMITED,
    Status.NOT_STARTED: Completion.NOT_STARTED,
    Status.INACTIVE: Completion.NOT_STARTED,
    Status.WITHDRAWN: Completion.WITHDRAWN,
}


def is_divergent(commitment: Commitment) -> bool | None:
    """Whether self-assessment and IRM differ on completion; None where one of them states none, the
    commitment is in progress, or the IRM found no evidence."""
    completion, status = commitment.irm.completion, commitment.status
    if completion in (None, Completion.NO_EVIDENCE) or status not in SAME_COMPLETION:
        return None
    return completion is not SAME_COMPLETION[status]


# Columns


def number_line(commitment: Commitment, localized: Localized) -> Line:
    """A commitment's number, which leads to its page."""
    return (Span(str(commitment.number), STRONG, localized.data.url(commitment)),)


def list_topics(c: Commitment, localized: Localized) -> list[str | None]:
    return [localized.text(localized.data.topics_by_id[id].name) for id in c.topics]


def _of_organizations(field: str) -> Column:
    """The column of who takes part or is mentioned: names for programs, short ones for people."""

    def list_organizations(c: Commitment, localized: Localized) -> list[Organization]:
        organizations = localized.data.organizations_by_id
        return [organizations[named.organization] for named in getattr(c, field)]

    return Column.of(
        Commitment,
        field,
        lambda c, loc: [o.name for o in list_organizations(c, loc)],
        shown=lambda c, loc: labels.format_value([o.short for o in list_organizations(c, loc)]),
        flexible=True,
    )


def numbers_column(
    heading: str, get: Callable[[Any], Sequence[CommitmentNumber]], **more: Any
) -> Column:
    """The column of some commitments' numbers; sorted by how many they are, unless said."""
    return Column(
        heading,
        lambda row, _loc: list(get(row)),
        lambda row, _loc: labels.format_numbers(get(row)) or labels.NOT_STATED,
        **{"sort": lambda row, _loc: len(get(row)), **more},
    )


NUMBER = Column.of(Commitment, "number", shown=number_line, figures=True)
TITLE = Column.of(Commitment, "title")
STATUS = Column.of(
    Commitment,
    "status",
    shown=lambda c, _loc: line(labels.label_status(c.status), STATUS_LOOKS[c.status]),
)
IRM: Columns = {
    f"irm_{name}": Column.of(Irm, name, rank=rank).at(lambda c, loc: (c.irm, loc))
    for rank, name in enumerate(("completion", "opening", "early_results"), 1)
}

COLUMNS: Columns = {
    "number": NUMBER,
    "ogp_id": Column.of(
        Commitment,
        "ogp_id",
        shown=lambda c, loc: (Span(labels.format_value(c.ogp_id), url=loc.data.url(c)),),
        rank=4,
    ),
    "url": Column(
        N_("Address"),
        lambda c, loc: loc.data.url(c),
        description=N_("Its web page: its own, or the one on OGP's site."),
    ),
    "title": TITLE,
    "status": STATUS,
    "active": Column(N_("Active"), lambda c, _loc: c.active),
    "topics": Column.of(
        Commitment,
        "topics",
        shown=lambda c, loc: labels.format_value(list_topics(c, loc)),
        flexible=True,
    ),
    "objective": Column.of(Commitment, "objective"),
    "results": Column.of(Commitment, "results"),
    "participants": _of_organizations("participants"),
    "mentions": _of_organizations("mentions"),
    "self_completion": Column(
        N_("Self-assessment: completion"),
        lambda c, _loc: c.status,
        lambda c, _loc: line(labels.format_value(c.status), STATUS_LOOKS[c.status]),
    ),
    **IRM,
    "plan": Column(N_("Plan"), lambda _c, loc: loc.data.plan.id),
    "suspended": Column(
        N_("Suspended"),
        lambda c, _loc: c.suspension is not None,
        description=N_("Whether the source says that civil society suspended its part."),
    ),
    "suspended_since": Column.of(
        Suspension, "since", lambda c, _loc: c.suspension and c.suspension.since
    ),
}

# Fields of a commitment that are told in another shape than their own, or not as a column.
_TOLD = {*COLUMNS, "suspension", "self_assessment", "irm", "source", "links"}
_OTHERS = (name for name in Commitment.__dataclass_fields__ if name not in _TOLD)
# A new one comes last, whatever its place in the models: programs count on the order of columns.
_PROMISED = ("start", "end", "milestones")
FURTHER_FIELDS = [*dict.fromkeys((*_PROMISED, *_OTHERS))]
_LAST_KEYS = [*dict.fromkeys(("suspension", *_PROMISED, "links", *FURTHER_FIELDS))]
COLUMNS |= {name: Column.of(Commitment, name, flexible=True) for name in FURTHER_FIELDS}
COLUMNS["milestones"] = Column.of(
    Commitment, "milestones", lambda c, _loc: len(c.milestones), figures=True
)


# Records and words


def pick(names: Iterable[str], commitment: Commitment, localized: Localized) -> Record:
    """Some of a commitment's columns, as a record."""
    return {name: COLUMNS[name].value(commitment, localized) for name in names}


def make_record(c: Commitment, localized: Localized) -> Record:
    """A commitment whole, as JSON holds it wherever it is printed.

    Field by field, and not by `plain`: that takes twice the time of a long plan. Who took part is
    spelled out, too, and not left to `describe_party`: that saves 3 % of it.
    """
    data, text, plain = localized.data, localized.text, localized.plain
    organizations = data.organizations_by_id
    return {
        "number": c.number,
        "ogp_id": c.ogp_id,
        "url": data.url(c),
        "title": text(c.title),
        "status": c.status,
        "active": c.active,
        "topics": list(c.topics),
        "objective": text(c.objective),
        "results": [text(result) for result in c.results],
        "participants": [
            {
                "id": o.id,
                "name": o.name,
                "acronym": o.acronym,
                "sector": o.sector,
                "role": p.role,
                "part_of": o.part_of,
                "note": text(p.note),
            }
            for p in c.participants
            for o in [organizations[p.organization]]
        ],
        "mentions": [
            {**describe_party(organizations[m.organization]), "note": text(m.note)}
            for m in c.mentions
        ],
        "assessment": {
            "self": {"completion": c.status, "text": text(c.self_assessment)},
            "irm": {
                "completion": c.irm.completion,
                "opening": c.irm.opening,
                "early_results": c.irm.early_results,
                "text": text(c.irm.text),
            },
        },
        "source": c.source and {n: v for n, v in plain(c.source).items() if v is not None},
        "plan": data.plan.id,
        **{name: plain(getattr(c, name)) for name in _LAST_KEYS},
    }


def head(commitment: Commitment, localized: Localized) -> Line:
    """A commitment's number, which leads to its page, and its title."""
    title = Span(localized.text(commitment.title) or "", STRONG)
    return (*number_line(commitment, localized), Span("  "), title)


COMMITMENTS = Rows(
    columns=COLUMNS, shown=("number", "ogp_id", "title", "status", *IRM), record=make_record
)
