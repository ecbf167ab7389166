"""What did this organization do?"""

import shlex
from typing import Annotated, NamedTuple

import typer

from ogpmx import labels
from ogpmx.blocks import (
    QUIET,
    STRONG,
    Block,
    Bullets,
    Paragraph,
    Section,
    Span,
    Table,
    TableColumn,
    Title,
    line,
)
from ogpmx.commands.participants import ORGANIZATION
from ogpmx.commands.show import with_note
from ogpmx.commitments import STATUS_LOOKS
from ogpmx.completion import complete_organization
from ogpmx.errors import NotFound
from ogpmx.guesses import are_organizations
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import Commitment, DataSet, Mention, Organization, Participation, Text
from ogpmx.organizations import find_organization, parts_of
from ogpmx.rows import Answer, Column, Localized, Record, Rows, describe_party

PARTNERS_SHOWN = 10


class Profile(NamedTuple):
    """All that the data set holds of one organization, its parts included."""

    organization: Organization
    parts: tuple[Organization, ...]
    participations: tuple[tuple[Commitment, Participation], ...]
    mentions: tuple[tuple[Commitment, Mention], ...]
    committee: Text | None  # what it did in the coordinating committee
    partners: tuple[tuple[Organization, tuple[int, ...]], ...]  # shared commitments, most first


def profile_organization(data: DataSet, name: str) -> Profile:
    """The profile of the organization that `name` fits; raises `NotFound`."""
    whole = find_organization(data, name)
    parts = parts_of(data, whole)
    ids = {whole.id, *(part.id for part in parts)}
    took = tuple((c, p) for c in data.commitments for p in c.participants if p.organization in ids)
    shared: dict[str, list[int]] = {}
    for commitment in dict.fromkeys(c for c, _p in took):
        for p in commitment.participants:
            if p.organization not in ids and p.organization != whole.part_of:
                shared.setdefault(p.organization, []).append(commitment.number)
    members = data.plan.committee.members if data.plan.committee else ()
    return Profile(
        whole,
        parts,
        took,
        tuple((c, m) for c in data.commitments for m in c.mentions if m.organization in ids),
        next((member.part for member in members if member.organization in ids), None),
        tuple(
            (data.organizations_by_id[id], tuple(numbers))
            for id, numbers in sorted(shared.items(), key=lambda item: -len(item[1]))
        ),
    )


def _make_record(profile: Profile, localized: Localized) -> Record:
    text = localized.text
    return {
        **describe_party(profile.organization),
        "part_of": profile.organization.part_of,
        "parts": [describe_party(part) for part in profile.parts],
        "aliases": list(profile.organization.aliases),
        "committee": text(profile.committee),
        "commitments": [
            {
                "number": c.number,
                "ogp_id": c.ogp_id,
                "url": localized.data.url(c),
                "title": text(c.title),
                "status": c.status,
                "organization": p.organization,
                "role": p.role,
                "note": text(p.note),
            }
            for c, p in profile.participations
        ],
        "mentioned_in": [
            {"number": c.number, "title": text(c.title), "note": text(m.note)}
            for c, m in profile.mentions
        ],
        "partners": [
            {**describe_party(partner), "commitments": list(numbers)}
            for partner, numbers in profile.partners
        ],
    }


# The page


def describe_profile(answer: Answer) -> list[Block]:
    """All that there is of one organization."""
    localized = answer.localized
    (p,) = answer.rows
    o = p.organization
    organizations = localized.data.organizations_by_id
    facts = [labels.label_code(o.sector), *([o.acronym] if o.acronym else [])]
    if o.part_of:
        facts.append(_("part of {whole}").format(whole=organizations[o.part_of].short))
    page: list[Block] = [Title(line(o.name, STRONG)), Paragraph(line(" · ".join(facts), QUIET))]
    if o.aliases:
        page.append(Section(_("Also named in the report"), [Bullets([*map(line, o.aliases)])]))
    if p.parts:
        names = [f"{part.short}, {part.name}" if part.acronym else part.name for part in p.parts]
        page.append(Section(_("Parts counted with it"), [Bullets([*map(line, names)])]))
    if p.committee:
        part = Paragraph(line(localized.text(p.committee)))
        page.append(Section(_("In the coordinating committee"), [part]))
    n = len({c.number for c, _p in p.participations})
    heading = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    nothing = Paragraph(line(_("No row names it among the participants."), QUIET))
    page.append(Section(heading, [_table_commitments(p, localized) if n else nothing]))
    if p.mentions:
        mentions = [
            with_note(f"{c.number} {localized.text(c.title)}", localized.text(m.note))
            for c, m in p.mentions
        ]
        page.append(Section(_("Mentioned, not participating"), [Bullets(mentions)]))
    if p.partners:
        page.append(Section(_("Worked most with"), _table_partners(p)))
    return page


def _table_commitments(p: Profile, localized: Localized) -> Table:
    rows = []
    for c, participation in p.participations:
        role = labels.label_code(participation.role)
        if participation.organization != p.organization.id:
            part = localized.data.organizations_by_id[participation.organization].short
            role += " " + _("(through {part})").format(part=part)
        title = [Span(localized.text(c.title) or "")]
        if participation.note:
            title.append(Span("\n" + (localized.text(participation.note) or ""), QUIET))
        number = (Span(str(c.number), STRONG, localized.data.url(c)),)
        status = line(labels.label_status(c.status), STATUS_LOOKS[c.status])
        rows.append([number, title, status, line(role)])
    columns = [TableColumn(figures=True), TableColumn(), TableColumn(whole=True), TableColumn()]
    return Table(columns, rows)


def _table_partners(p: Profile) -> list[Block]:
    rows = [
        [line(partner.short), line(len(numbers)), line(labels.format_numbers(numbers), QUIET)]
        for partner, numbers in p.partners[:PARTNERS_SHOWN]
    ]
    table = Table([TableColumn(), TableColumn(figures=True), TableColumn()], rows)
    rest = len(p.partners) - PARTNERS_SHOWN
    if rest <= 0:
        return [table]
    more = ngettext("… and {n} more", "… and {n} more", rest).format(n=rest)
    return [table, Paragraph(line(more, QUIET))]


ROWS = Rows(
    columns={
        **ORGANIZATION,
        "committee": Column(N_("Coordinating committee"), lambda r, loc: loc.text(r.committee)),
        "commitments": Column(
            N_("Commitments"), lambda r, _loc: sorted({c.number for c, _p in r.participations})
        ),
        "roles": Column(
            N_("Roles"), lambda r, _loc: [f"{c.number}: {p.role}" for c, p in r.participations]
        ),
        "mentioned_in": Column(
            N_("Mentioned in"), lambda r, _loc: [c.number for c, _m in r.mentions]
        ),
        "partners": Column(N_("Worked with"), lambda r, _loc: [o.name for o, _n in r.partners]),
    },
    shown=("name",),
    record=_make_record,
    page=describe_profile,
    document=True,
    one=True,
)


def command(
    localized: Localized,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help=N_("Any of its names, its acronym, its id, or a part of its name."),
            autocompletion=complete_organization,
        ),
    ],
) -> Answer:
    """Show what an organization did: its names, its commitments with role and status, mentions.

    What its parts did is counted too.
    """
    try:
        profile = profile_organization(localized.data, " ".join(name))
    except NotFound as error:
        if len(name) < 2 or not are_organizations(localized.data, name):
            raise
        together = " ".join(f"--participant {shlex.quote(one)}" for one in name)
        hint = _("For what they did together: “{command}”.")
        raise NotFound(f"{error}\n{hint.format(command=f'ogpmx filter {together}')}") from None
    return Answer(ROWS, [profile], localized)
