"""A commitment in an answer: its columns, its record, and what two evaluators say of it."""

from ogpmx import labels
from ogpmx.blocks import FAIR, GOOD, POOR, STRONG
from ogpmx.messages import N_
from ogpmx.models import Commitment, Completion, Irm, Status, Suspension
from ogpmx.rows import Column, Columns, Localized, Record, Rows, describe_party

STATUS_LOOKS = {Status.COMPLETED: GOOD, Status.LIMITED: FAIR, Status.INACTIVE: POOR}


# What two evaluators say

# The IRM's completion that says the same as a status of the self-assessment.
_SAME_COMPLETION = {
    Status.COMPLETED: Completion.COMPLETE,
    Status.LIMITED: Completion.LIMITED,
    Status.INACTIVE: Completion.NOT_STARTED,
}


def is_divergent(commitment: Commitment) -> bool | None:
    """Whether self-assessment and IRM differ on completion; None where the IRM states none."""
    completion = commitment.irm.completion
    return None if completion is None else completion is not _SAME_COMPLETION[commitment.status]


# The record of JSON


def make_record(commitment: Commitment, localized: Localized) -> Record:
    """A commitment whole, as JSON holds it wherever it is printed."""
    data, text = localized.data, localized.text
    irm = commitment.irm
    participants = []
    for p in commitment.participants:
        organization = data.organizations_by_id[p.organization]
        note = text(p.note)
        participants.append(
            describe_party(organization, role=p.role, part_of=organization.part_of, note=note)
        )
    return {
        "number": commitment.number,
        "ogp_id": commitment.ogp_id,
        "url": data.url(commitment),
        "title": text(commitment.title),
        "status": commitment.status,
        "active": commitment.status.active,
        "topics": list(commitment.topics),
        "objective": text(commitment.objective),
        "results": [text(result) for result in commitment.results],
        "participants": participants,
        "mentions": [
            describe_party(data.organizations_by_id[m.organization], note=text(m.note))
            for m in commitment.mentions
        ],
        "assessment": {
            "self": {"completion": commitment.status, "text": text(commitment.self_assessment)},
            "irm": {
                "completion": irm.completion,
                "opening": irm.opening,
                "early_results": irm.early_results,
                "text": text(irm.text),
            },
        },
        "source": localized.plain(commitment.source),
        "plan": data.plan.id,
        **{name: localized.plain(getattr(commitment, name)) for name in FURTHER_FIELDS},
    }


# Columns


def link_number(commitment: Commitment, localized: Localized) -> tuple[str, str | None]:
    """How a commitment's number looks, and where it leads."""
    return STRONG, localized.data.url(commitment)


def _show_names(ids: list[str], localized: Localized) -> str:
    """Organizations by their short names, for people."""
    return labels.format_value([localized.data.organizations_by_id[id].short for id in ids])


def _list_names(ids: list[str], localized: Localized) -> list[str]:
    return [localized.data.organizations_by_id[id].name for id in ids]


NUMBER = Column.of(Commitment, "number", figures=True, look=link_number)
TITLE = Column.of(Commitment, "title")
STATUS = Column.of(
    Commitment,
    "status",
    shown=lambda c, _loc: labels.label_status(c.status),
    look=lambda c, _loc: (STATUS_LOOKS[c.status], None),
)
IRM: Columns = {
    "irm_completion": Column.of(Irm, "completion", lambda c, _loc: c.irm.completion, rank=1),
    "irm_opening": Column.of(Irm, "opening", lambda c, _loc: c.irm.opening, rank=2),
    "irm_early_results": Column.of(
        Irm, "early_results", lambda c, _loc: c.irm.early_results, rank=3
    ),
}

_OWN_COLUMNS: Columns = {
    "number": NUMBER,
    "ogp_id": Column.of(Commitment, "ogp_id", rank=4, look=lambda c, loc: ("", loc.data.url(c))),
    "url": Column(N_("Address"), lambda c, loc: loc.data.url(c)),
    "title": TITLE,
    "status": STATUS,
    "active": Column(N_("Active"), lambda c, _loc: c.status.active),
    "topics": Column.of(
        Commitment,
        "topics",
        shown=lambda c, loc: labels.format_value(
            [loc.text(loc.data.topics_by_id[id].name) for id in c.topics]
        ),
        flexible=True,
    ),
    "objective": Column.of(Commitment, "objective"),
    "results": Column.of(Commitment, "results"),
    "participants": Column.of(
        Commitment,
        "participants",
        lambda c, loc: _list_names([p.organization for p in c.participants], loc),
        shown=lambda c, loc: _show_names([p.organization for p in c.participants], loc),
        flexible=True,
    ),
    "mentions": Column.of(
        Commitment,
        "mentions",
        lambda c, loc: _list_names([m.organization for m in c.mentions], loc),
        shown=lambda c, loc: _show_names([m.organization for m in c.mentions], loc),
        flexible=True,
    ),
    "self_completion": Column(
        N_("Self-assessment: completion"), lambda c, _loc: c.status, look=STATUS.look
    ),
    **IRM,
    "plan": Column(N_("Plan"), lambda _c, loc: loc.data.plan.id),
    "suspended": Column(N_("Suspended"), lambda c, _loc: c.suspension is not None),
    "suspended_since": Column.of(
        Suspension, "since", lambda c, _loc: c.suspension and c.suspension.since
    ),
}

# Fields of a commitment that are told in another shape than their own, or not as a column.
_TOLD = {"suspension", "self_assessment", "irm", "source"}
_FURTHER_COLUMNS = [
    name
    for name in Commitment.__dataclass_fields__
    if name not in _OWN_COLUMNS and name not in _TOLD
]
COLUMNS: Columns = {
    **_OWN_COLUMNS,
    **{n: Column.of(Commitment, n, flexible=True) for n in _FURTHER_COLUMNS},
}
FURTHER_FIELDS = ["suspension", *_FURTHER_COLUMNS]  # of a record, at its end

COMMITMENTS = Rows(
    columns=COLUMNS,
    shown=(
        "number",
        "ogp_id",
        "title",
        "status",
        "irm_completion",
        "irm_opening",
        "irm_early_results",
    ),
    record=make_record,
)
