"""What is this commitment? All that the data set holds of it."""

from collections.abc import Iterable
from typing import Annotated

import typer

from ogpmx import labels
from ogpmx.blocks import (
    ACCENT,
    ITALIC,
    QUIET,
    STRONG,
    Block,
    Bullets,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    TableColumn,
    Title,
    line,
    list_items,
)
from ogpmx.commitments import COMMITMENTS, FURTHER_FIELDS, STATUS_LOOKS
from ogpmx.completion import complete_number
from ogpmx.messages import N_, _
from ogpmx.models import TEXT_LANGUAGES, Commitment, Irm, Role, Suspension, heading_of
from ogpmx.rows import Answer, Localized
from ogpmx.search import find_commitments

# Pairs of a short label and what is to be said under it
FACTS = [TableColumn(), TableColumn(flexible=True)]


def describe_commitments(answer: Answer) -> list[Block]:
    """Each commitment whole."""
    page: list[Block] = []
    for place, commitment in enumerate(answer.rows):
        if place:
            page += [Paragraph(()), Paragraph(())]
        page += describe_commitment(commitment, answer.localized)
    return page


ROWS = COMMITMENTS._replace(page=describe_commitments, document=True)


def command(
    localized: Localized,
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="N...",
            help=N_("Numbers or OGP ids of commitments: 8, MX0082."),
            autocompletion=complete_number,
        ),
    ],
) -> Answer:
    """Show commitments whole: objective, participants by role, results, the evaluators' words."""
    return Answer(ROWS, find_commitments(localized.data, numbers), localized)


def describe_commitment(c: Commitment, localized: Localized) -> list[Block]:
    """All that the data set holds of one commitment, in the order in which one asks."""
    data, text = localized.data, localized.text
    others = [c.title[lang] for lang in TEXT_LANGUAGES if lang != localized.lang]
    status = Span(labels.label_status(c.status), f"{STRONG} {STATUS_LOOKS[c.status]}")
    page: list[Block] = [
        Title(
            (
                Span(str(c.number), f"{STRONG} {ACCENT}"),
                Span("  "),
                Span(text(c.title) or "", STRONG),
            )
        ),
        *(Paragraph(line(other, QUIET)) for other in others),
        Paragraph((status, Span(f"  {c.ogp_id}")) if c.ogp_id else (status,)),
        Section(_("Objective"), [Paragraph(line(text(c.objective)))]),
        Section(_("Participants"), _describe_participants(c, localized)),
        Section(_("Results"), [list_items([line(text(result)) for result in c.results])]),
    ]
    if c.mentions:
        named = [(data.organizations_by_id[m.organization], text(m.note)) for m in c.mentions]
        mentions = [with_note(o.short, note) for o, note in named]
        page.append(Section(_("Mentioned, not participating"), [Bullets(mentions)]))
    for name in FURTHER_FIELDS:
        value = getattr(c, name)
        if value not in (None, ()):
            page.append(Section(_(heading_of(Commitment, name)), _describe(value, localized)))
    page += [
        Section(_("Self-assessment"), [Paragraph(line(text(c.self_assessment)))]),
        Section(_("Independent Reporting Mechanism (IRM)"), _describe_irm(c.irm, localized)),
        Section(
            _("Topics (assigned by this data set)"), [Paragraph(line(_name_topics(c, localized)))]
        ),
    ]
    if c.source:
        tables = {"active": _("active commitments"), "inactive": _("inactive commitments")}
        where = _("table of {table}, row {row}")
        place = where.format(table=tables[c.source.table], row=c.source.row)
        page.append(Section(_("In the report"), [Paragraph(line(place))]))
    url = data.url(c)
    if url:
        page.append(Section(_("On OGP's site"), [Paragraph((Span(url, url=url),))]))
    return page


def _describe(value: object, localized: Localized) -> list[Block]:
    """Any value of the models, for people."""
    if isinstance(value, Suspension):
        since = labels.format_date(value.since) if value.since else _("not stated")
        reason = localized.text(value.reason) or _("not stated")
        rows = [
            [line(_(heading_of(Suspension, "since")), QUIET), line(since)],
            [line(_(heading_of(Suspension, "reason")), QUIET), line(reason)],
        ]
        return [Table(FACTS, rows)]
    if isinstance(value, tuple):
        return [Bullets([line(labels.format_value(localized.plain(item))) for item in value])]
    return [Paragraph(line(labels.format_value(localized.plain(value))))]


def with_note(name: str, note: str | None) -> Line:
    """A name, and what is to be said of it."""
    return (Span(name), Span(f" – {note}", QUIET)) if note else (Span(name),)


def _describe_participants(c: Commitment, localized: Localized) -> list[Block]:
    """Who took part, by role."""
    page: list[Block] = []
    for role in Role:
        named = [p for p in c.participants if p.role is role]
        if not named:
            continue
        if page or role is not Role.PARTICIPANT:
            page.append(Paragraph(line(f"{labels.label_code(role)} ({len(named)})", ITALIC)))
        names: Iterable[Line] = (
            with_note(_name_organization(p.organization, localized), localized.text(p.note))
            for p in named
        )
        page.append(Bullets(list(names)))
    return page or [list_items([])]


def _name_organization(id: str, localized: Localized) -> str:
    """An organization by acronym and name, with what it is part of."""
    organizations = localized.data.organizations_by_id
    o = organizations[id]
    name = f"{o.acronym}, {o.name}" if o.acronym and o.acronym not in o.name else o.name
    if o.part_of:
        name += " " + _("(part of {whole})").format(whole=organizations[o.part_of].short)
    return name


def _describe_irm(irm: Irm, localized: Localized) -> list[Block]:
    codes = (
        (_("completion"), irm.completion),
        (_("opening of government"), irm.opening),
        (_("early results"), irm.early_results),
    )
    facts = [
        [
            line(label, QUIET),
            line(_("not stated"), QUIET) if code is None else line(labels.label_code(code)),
        ]
        for label, code in codes
    ]
    return [Paragraph(line(localized.text(irm.text))), Table(FACTS, facts)]


def _name_topics(c: Commitment, localized: Localized) -> str:
    topics = [localized.data.topics_by_id[id] for id in c.topics]
    areas = [f" ({topic.policy_area})" if topic.policy_area else "" for topic in topics]
    names = [localized.text(topic.name) or topic.id for topic in topics]
    return "; ".join(name + area for name, area in zip(names, areas, strict=True))
