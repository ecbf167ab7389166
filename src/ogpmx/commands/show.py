"""What is this commitment? All that the data set holds of it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from ogpmx import blocks, labels
from ogpmx.blocks import QUIET, Block, Line, Span, line
from ogpmx.codes import Role
from ogpmx.commitments import COMMITMENTS, FURTHER_FIELDS, STATUS_LOOKS, head
from ogpmx.completion import complete_number
from ogpmx.errors import Misuse
from ogpmx.filters import Criteria, choose_commitments
from ogpmx.global_options import argument
from ogpmx.messages import N_, _
from ogpmx.model_fields import holds_date, said_of
from ogpmx.models import Commitment, Irm, Link, Suspension
from ogpmx.pages import compose, enumerate_lines, link, name_with_note, say
from ogpmx.rows import Answer, Localized


def describe_commitments(answer: Answer) -> list[Block]:
    """Each commitment whole."""
    page: list[Block] = []
    for commitment in answer.rows:
        page += [blocks.Paragraph(()), blocks.Paragraph(())] if page else []
        page += describe_commitment(commitment, answer.localized)
    return page


def describe_commitment(c: Commitment, localized: Localized) -> list[Block]:
    """All that the data set holds of one commitment, in the order in which one asks."""
    data, text = localized.data, localized.text
    shown = data.find_language(c.title, localized.lang)
    others = [title for lang, title in data.by_language(c.title).items() if lang != shown]
    told = labels.label_status(c.status) if c.status else _("status not stated")
    status = Span(told, f"{blocks.STRONG} {STATUS_LOOKS[c.status]}")
    unstated = say(_("not stated"), QUIET)
    ogp_id = [Span(f"  {c.ogp_id}")] if c.ogp_id else []
    lines = [*(line(other, QUIET) for other in others), (status, *ogp_id)]
    mentions = (
        name_with_note(data.organizations_by_id[m.organization].short, text(m.note))
        for m in c.mentions
    )
    on_ogp = _("On the site of the Open Government Partnership (OGP)")
    site = _(said_of(Commitment, "url").heading) if c.url else on_ogp
    sections: list[tuple[str, list[Block]]] = [
        (_("Suspension"), _describe_suspension(c, localized)),
        (_("Objective"), say(text(c.objective))),
        (_("Participants"), _describe_participants(c, localized)),
        (_("Results"), enumerate_lines(map(line, localized.plain(c.results))) or unstated),
        (_("Mentioned, not participating"), enumerate_lines(mentions)),
        (_("Milestones"), _describe_milestones(c, localized)),
        *(
            (_(said_of(Commitment, name).heading), _describe_field(c, name, localized))
            for name in FURTHER_FIELDS
            if name != "milestones"
        ),
        (_("Self-assessment"), say(text(c.self_assessment))),
        (_("Independent Reporting Mechanism (IRM)"), _describe_irm(c.irm, localized)),
        (
            _("Topics (assigned by this data set)") if data.is_bundled else _("Topics"),
            say(_name_topics(c, localized)),
        ),
        (_("In the source"), _describe_place(c, localized)),
        (site, link(data.url(c))),
        (_("Links"), enumerate_lines(_name_link(one, localized) for one in c.links)),
    ]
    return compose(head(c, localized), lines, sections)


def _describe_suspension(c: Commitment, localized: Localized) -> list[Block]:
    """Since when and why civil society suspended its part, if it did."""
    if c.suspension is None:
        return []
    since = c.suspension.since and labels.format_date(c.suspension.since)
    told = {"since": since, "reason": localized.text(c.suspension.reason)}
    return _table_facts(
        (_(said_of(Suspension, name).heading), line(words or _("not stated")))
        for name, words in told.items()
    )


def _describe_field(c: Commitment, name: str, localized: Localized) -> list[Block]:
    value = localized.plain(getattr(c, name))
    if isinstance(value, list):
        return enumerate_lines(map(labels.format_value, value))
    tell = labels.format_date if holds_date(Commitment, name) else labels.format_value
    return [] if value is None else say(tell(value))


def _describe_milestones(c: Commitment, localized: Localized) -> list[Block]:
    items: list[Line] = []
    for step in c.milestones:
        status = labels.label_status(step.status) if step.status else ""
        named = [localized.data.organizations_by_id[id].short for id in step.organizations]
        about = [status, labels.format_period(step.start, step.end), *named]
        words = f"{step.number}  " if step.number is not None else ""
        links = (span for one in step.links for span in (Span("  "), *_name_link(one, localized)))
        notes = " · ".join(filter(None, about))
        text = Span(words + (localized.text(step.title) or ""))
        items.append((text, Span(f" – {notes}" if notes else "", QUIET), *links))
    return enumerate_lines(items)


def _name_link(one: Link, localized: Localized) -> Line:
    """What is there, and where: on paper and in a pipe a link behind words would be lost."""
    title = localized.text(one.title)
    return (Span(f"{title}: " if title else ""), Span(one.url, url=one.url))


def _describe_place(c: Commitment, localized: Localized) -> list[Block]:
    """Where it stands in the source; of the bundled plan, that the wording is not the source's."""
    if c.source is None:
        return []
    tables, named = localized.data.plan.source.tables or {}, c.source
    table = localized.text(tables.get(named.table or ""))
    parts = [
        _("table of {table}").format(table=table) if table else None,
        _("row {row}").format(row=named.row) if named.row else None,
        _("page {page}").format(page=named.page) if named.page else None,
    ]
    place = ", ".join(filter(None, parts))
    ours = _("Titles and names apart, the sentences here are ogpmx's and not the source's.")
    return [*say(place), *say(ours if localized.data.is_bundled else None, QUIET)]


def _describe_participants(c: Commitment, localized: Localized) -> list[Block]:
    page: list[Block] = []
    for role in Role:
        names = [
            name_with_note(_name_organization(p.organization, localized), localized.text(p.note))
            for p in c.participants
            if p.role is role
        ]
        if names and (page or role is not Role.PARTICIPANT):
            page += say(f"{labels.label_code(role)} ({len(names)})", blocks.ITALIC)
        page += enumerate_lines(names)
    return page or say(_("not stated"), QUIET)


def _name_organization(id: str, localized: Localized) -> str:
    """An organization by acronym and name, with what it is part of."""
    organizations = localized.data.organizations_by_id
    o = organizations[id]
    if not o.part_of:
        return o.full
    return o.full + " " + _("(part of {whole})").format(whole=organizations[o.part_of].short)


def list_grades(irm: Irm) -> list[tuple[str, StrEnum | None]]:
    """What the IRM said in its scales: the scale's short name and the grade."""
    return [
        (_("completion"), irm.completion),
        (_("opening of government"), irm.opening),
        (_("early results"), irm.early_results),
    ]


def _describe_irm(irm: Irm, localized: Localized) -> list[Block]:
    unstated = line(_("not stated"), QUIET)
    grades = [(k, line(labels.label_code(v)) if v else unstated) for k, v in list_grades(irm)]
    return [*say(localized.text(irm.text)), *_table_facts(grades)]


def _table_facts(pairs: Iterable[tuple[str, Line]]) -> list[Block]:
    columns = [blocks.TableColumn(), blocks.TableColumn(flexible=True)]
    return [blocks.Table(columns, [[line(label, QUIET), said] for label, said in pairs])]


def _name_topics(c: Commitment, localized: Localized) -> str:
    named = []
    for topic in (localized.data.topics_by_id[id] for id in c.topics):
        name, area = localized.text(topic.name) or topic.id, topic.policy_area
        named.append(f"{name} ({area})" if area and area != name else name)
    return "; ".join(named)


ROWS = COMMITMENTS._replace(page=describe_commitments, document=True)

_NUMBERS = N_("Which: 8, 2-4, MX0082, words of a title, or all.")

EXAMPLES = ("ogpmx show 8", "ogpmx show 6 7 --lang es")


def command(
    localized: Localized,
    criteria: Criteria,
    numbers: Annotated[list[str] | None, argument("N...", _NUMBERS, complete_number)] = None,
) -> Answer:
    """Show commitments whole: objective, participants by role, results, the evaluators' words.

    Options choose among those that are named, or among all.
    """
    if not numbers and not criteria:
        raise Misuse(_("Name commitments: 8, 2-4, MX0082, words of a title, or all."))
    commitments = choose_commitments(localized.data, numbers or (), criteria)
    return Answer(ROWS, commitments, localized)
