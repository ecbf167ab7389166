"""What is this plan?"""

from itertools import groupby

from ogpmx import labels
from ogpmx.blocks import (
    ITALIC,
    QUIET,
    STRONG,
    Block,
    Bullets,
    Paragraph,
    Section,
    Span,
    Title,
    line,
    list_items,
)
from ogpmx.commands.show import with_note
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import DataSet, Plan
from ogpmx.rows import Answer, Column, Columns, Localized, Record, Rows, describe_party


def cite(data: DataSet) -> str:
    """How to cite the source and the data set."""
    source = data.plan.source
    date = f" ({labels.format_date(source.date)})" if source.date else ""
    form = _("{author}{date}: {title}. Data set: ogpmx, version {version}, {license}.")
    return form.format(
        author=source.author,
        date=date,
        title=source.title,
        version=data.version,
        license=data.license,
    )


def _make_record(data: DataSet, localized: Localized) -> Record:
    plan, plain = data.plan, localized.plain
    committee = plan.committee
    return {
        "id": plan.id,
        "number": plan.number,
        "title": plain(plan.title),
        "country": plain(plan.country),
        "start": plan.start,
        "end": plan.end,
        "commitments": len(data.commitments),
        "context": plain(plan.context),
        "committee": committee
        and {
            "name": plain(committee.name),
            "members": [
                describe_party(data.organizations_by_id[m.organization], part=plain(m.part))
                for m in committee.members
            ],
        },
        "claims": [
            {
                "claim": claim.claim,
                "stated": claim.stated,
                "category": claim.category,
                "text": plain(claim.text),
            }
            for claim in plan.claims
        ],
        "source": plain(plan.source),
        "citation": cite(data),
        "version": data.version,
        "license": data.license,
    }


# The page


def describe_plan(answer: Answer) -> list[Block]:
    """Period, committee, context, headline figures, source, licence."""
    localized = answer.localized
    data, text = localized.data, localized.text
    plan = data.plan
    period = _("{start} to {end}").format(
        start=labels.format_date(plan.start), end=labels.format_date(plan.end)
    )
    n = len(data.commitments)
    size = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    page: list[Block] = [
        Title(line(text(plan.title), STRONG)),
        Paragraph(line(f"{text(plan.country)} · {period} · {size}", QUIET)),
    ]
    if plan.committee:
        members = [
            with_note(data.organizations_by_id[m.organization].short, text(m.part))
            for m in plan.committee.members
        ]
        name = Paragraph(line(text(plan.committee.name)))
        page.append(Section(_("Coordinating committee"), [name, Bullets(members)]))
    if plan.context:
        page.append(Section(_("Context"), [_list_texts(plan.context, localized)]))
    for category, claims in groupby(plan.claims, lambda claim: claim.category):
        title = _("Outcomes, category {letter}").format(letter=category)
        heading = title if category else _("Headline figures, as the report states")
        page.append(Section(heading, [Bullets([line(text(claim.text)) for claim in claims])]))
    return [
        *page,
        Section(_("Source"), _describe_source(plan, localized)),
        Section(_("How to cite"), [Paragraph(line(cite(data)))]),
        Section(_("Licence of the data"), [Paragraph(line(data.license))]),
    ]


def _list_texts(texts: tuple[object, ...], localized: Localized) -> Block:
    return list_items([line(localized.plain(text)) for text in texts])


def _describe_source(plan: Plan, localized: Localized) -> list[Block]:
    source = plan.source
    page: list[Block] = [Paragraph(line(source.title, ITALIC)), Paragraph(line(source.author))]
    if source.date:
        page.append(Paragraph(line(labels.format_date(source.date))))
    if source.url:
        page.append(Paragraph((Span(source.url, url=source.url),)))
    return [*page, _list_texts(source.validation, localized)]


def _of_plan(name: str) -> Column:
    return Column.of(Plan, name, lambda data, loc: loc.plain(getattr(data.plan, name)))


COLUMNS: Columns = {
    **{n: _of_plan(n) for n in ("id", "number", "title", "country", "start", "end")},
    "commitments": Column(N_("Commitments"), lambda data, _loc: len(data.commitments)),
    "context": _of_plan("context"),
    "committee": Column.of(
        Plan,
        "committee",
        lambda data, loc: [
            f"{data.organizations_by_id[m.organization].short}: {loc.text(m.part)}"
            for m in (data.plan.committee.members if data.plan.committee else ())
        ],
    ),
    "claims": Column.of(
        Plan, "claims", lambda data, loc: [loc.text(claim.text) for claim in data.plan.claims]
    ),
    "source": Column.of(Plan, "source", lambda data, _loc: data.plan.source.title),
    "citation": Column(N_("Citation"), lambda data, _loc: cite(data)),
    "version": Column.of(DataSet, "version"),
    "license": Column.of(DataSet, "license"),
}

ROWS = Rows(
    columns=COLUMNS,
    shown=("title", "country", "start", "end"),
    record=_make_record,
    page=describe_plan,
    document=True,
    one=True,
)


def command(localized: Localized) -> Answer:
    """Show what this plan is: period, coordinating committee, headline figures, source."""
    return Answer(ROWS, [localized.data], localized)
