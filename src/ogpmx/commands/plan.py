"""What is this plan?"""

from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from ogpmx import labels
from ogpmx.blocks import ITALIC, QUIET, STRONG, Block, line
from ogpmx.citation import cite
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import DataSet, Organization, Plan
from ogpmx.pages import compose, enumerate_lines, link, name_with_note, say
from ogpmx.rows import Answer, Column, Localized, Record, Rows, describe_party, record_columns


def describe_plan(answer: Answer) -> list[Block]:
    """Period, committee, context, headline figures, source, licence."""
    localized = answer.localized
    data, text = localized.data, localized.text
    plan, committee = data.plan, data.plan.committee
    period = labels.format_period(plan.start, plan.end)
    n = len(data.commitments)
    size = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    members = (name_with_note(who.short, text(part)) for who, part in _list_members(data))
    name = text(committee.name) if committee else None
    sections = [
        (_("Coordinating committee"), [*say(name), *enumerate_lines(members)]),
        (_("Context"), enumerate_lines(localized.plain(plan.context))),
    ]
    for category, claims in groupby(plan.claims, lambda claim: claim.category):
        title = _("Outcomes, category {letter}").format(letter=category)
        heading = title if category else _("Headline figures, as the source states")
        told = (name_with_note(text(c.text) or c.claim, text(c.note)) for c in claims)
        sections.append((heading, enumerate_lines(told)))
    sections += [
        (_("Source"), _describe_source(plan, localized)),
        (_("How to cite"), say(cite(data))),
        (_("Licence of the data"), say(data.license)),
    ]
    about = " · ".join(filter(None, [text(plan.country), size]))
    lines = [line(about, QUIET)]
    if period:
        lines.append(line(_("Implementation: {period}").format(period=period), QUIET))
    if data.version:
        lines.append(line(_("Data: version {version}").format(version=data.version), QUIET))
    return compose(line(text(plan.title) or plan.id, STRONG), lines, sections)


def _list_members(data: DataSet) -> list[tuple[Organization, Any]]:
    """The members of the committee, and what each did."""
    members = data.plan.committee.members if data.plan.committee else ()
    return [(data.organizations_by_id[member.organization], member.part) for member in members]


def _describe_source(plan: Plan, localized: Localized) -> list[Block]:
    source = plan.source
    return [
        *say(source.title, ITALIC),
        *say(source.author),
        *say(source.date and labels.format_date(source.date)),
        *(link(source.url) or say(source.title and _("No web address of it is known."), QUIET)),
        *enumerate_lines(localized.plain(source.validation)),
    ]


def _of_plan(name: str) -> Column:
    return Column.of(Plan, name, lambda data, loc: loc.plain(getattr(data.plan, name)))


COLUMNS = {
    **{name: _of_plan(name) for name in ("id", "number", "title", "country", "start", "end")},
    "commitments": Column(N_("Commitments"), lambda data, _loc: len(data.commitments)),
    "context": _of_plan("context"),
    "committee": Column.of(
        Plan,
        "committee",
        lambda data, loc: [f"{who.short}: {loc.text(part)}" for who, part in _list_members(data)],
    ),
    "claims": Column.of(
        Plan, "claims", lambda data, loc: [loc.text(claim.text) for claim in data.plan.claims]
    ),
    "source": Column.of(Plan, "source", lambda data, _loc: data.plan.source.title),
    "citation": Column(N_("Citation"), lambda data, _loc: cite(data)),
    "version": Column.of(DataSet, "version"),
    "license": Column.of(DataSet, "license"),
    "language": _of_plan("language"),
}


def _make_record(data: DataSet, localized: Localized) -> Record:
    plan, plain = data.plan, localized.plain
    committee = plan.committee and {
        "name": plain(plan.committee.name),
        "members": [
            describe_party(who) | {"part": plain(part)} for who, part in _list_members(data)
        ],
    }
    claims = [
        plain(replace(claim, count=None))
        | {"count": claim.count and {k: v for k, v in asdict(claim.count).items() if v is not None}}
        for claim in plan.claims
    ]
    tables = {key: localized.text(name) for key, name in (plan.source.tables or {}).items()}
    source = plain(replace(plan.source, tables=None)) | {"tables": tables}
    whole = {"committee": committee, "claims": claims, "source": source}
    return record_columns(COLUMNS)(data, localized) | whole


ROWS = Rows(
    columns=COLUMNS,
    shown=("title", "country", "start", "end"),
    record=_make_record,
    page=describe_plan,
    document=True,
    one=True,
)

EXAMPLES = ("ogpmx plan", "ogpmx plan --lang es -f markdown")


def command(localized: Localized) -> Answer:
    """Show what this plan is: period, coordinating committee, headline figures, source."""
    return Answer(ROWS, [localized.data], localized)
