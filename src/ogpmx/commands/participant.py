"""What did this organization do?"""

from typing import Annotated

from ogpmx import labels
from ogpmx.blocks import NOTE, QUIET, STRONG, Block, Line, Span, Table, TableColumn, line
from ogpmx.commands.participants import ORGANIZATION
from ogpmx.commands.show import list_grades
from ogpmx.commitments import COLUMNS, IRM, STATUS_LOOKS, number_line, pick
from ogpmx.completion import complete_organization
from ogpmx.global_options import argument, option
from ogpmx.matching import fold
from ogpmx.messages import N_, _, ngettext
from ogpmx.models import Commitment
from ogpmx.organizations import Profile, find_organization, make_profile
from ogpmx.pages import compose, enumerate_lines, name_with_note, say
from ogpmx.rows import Answer, Column, Localized, Record, Rows, describe_party

PARTNERS_SHOWN = 10  # to people, unless they ask for more


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
                **pick(("number", "ogp_id", "url", "title", "status"), c, localized),
                "organization": p.organization,
                "role": p.role,
                "note": text(p.note),
                **pick(("results", *IRM), c, localized),
            }
            for c, p in profile.participations
        ],
        "mentioned_in": [
            {**pick(("number", "title"), c, localized), "note": text(m.note)}
            for c, m in profile.mentions
        ],
        "partners": [
            {**describe_party(partner), "commitments": list(numbers)}
            for partner, numbers in profile.partners[: profile.most_partners]
        ],
    }


def describe_profile(answer: Answer) -> list[Block]:
    """All that there is of one organization."""
    localized = answer.localized
    (p,) = answer.rows
    o = p.organization
    facts = [*([labels.label_code(o.sector)] if o.sector else []), *filter(None, [o.acronym])]
    if o.part_of:
        whole = localized.data.organizations_by_id[o.part_of].short
        facts.append(_("part of {whole}").format(whole=whole))
    parts = (part.full for part in p.parts)
    n = len({c.number for c, _p in p.participations})
    took_part = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    nothing = say(_("No row names it among the participants."), QUIET)
    mentions = (
        name_with_note(f"{c.number} {localized.text(c.title)}", localized.text(m.note))
        for c, m in p.mentions
    )
    sections: list[tuple[str, list[Block]]] = [
        (
            _("Also named in the source"),
            enumerate_lines(alias for alias in o.aliases if fold(alias) not in fold(o.name)),
        ),
        (_("Parts counted with it"), enumerate_lines(parts)),
        (_("In the coordinating committee"), say(localized.text(p.committee))),
        (took_part, [_table_commitments(p, localized)] if n else nothing),
        (_("Mentioned, not participating"), enumerate_lines(mentions)),
        (_("Worked most with"), _table_partners(p) if p.partners else []),
    ]
    told = [line(" · ".join(facts), QUIET)] if facts else []
    return compose(line(o.name, STRONG), told, sections)


def _table_commitments(p: Profile, localized: Localized) -> Table:
    """Each commitment with status and role; below it what came of it and what the IRM said."""
    rows: list[list[Line]] = []
    told: list[Commitment] = []  # a part may have taken part in the same one
    for c, participation in p.participations:
        role = labels.label_code(participation.role)
        if participation.organization != p.organization.id:
            part = localized.data.organizations_by_id[participation.organization].short
            role += " " + _("(through {part})").format(part=part)
        title = Span(localized.text(c.title) or "", STRONG)
        status = Span(labels.label_status(c.status), STATUS_LOOKS[c.status])
        note = localized.text(participation.note)
        irm = _("IRM") if rows else _("Independent Reporting Mechanism (IRM)")
        outcome = (_tell_results(c, localized), _tell_grades(c, irm), localized.text(c.irm.text))
        notes = filter(None, (note, *(outcome if c not in told else ())))
        told.append(c)
        about = (title, Span("  "), status, Span(f" · {role}"))
        rows.append([number_line(c, localized), [*about, *(Span(n, NOTE) for n in notes)]])
    heading = " · ".join(
        [COLUMNS["title"].shown_heading(), COLUMNS["status"].shown_heading(), _("Role")]
    )
    number = TableColumn(COLUMNS["number"].shown_heading(), figures=True)
    return Table([number, TableColumn(heading, flexible=True)], rows)


def _tell_results(c: Commitment, localized: Localized) -> str:
    """What came of a commitment: the first result, and how many more there are."""
    if not c.results:
        return ""
    told = _("Results: {result}").format(result=localized.text(c.results[0]))
    rest = len(c.results) - 1
    more = ngettext("(and {n} more)", "(and {n} more)", rest)
    return f"{told} {more.format(n=rest)}" if rest else told


def _tell_grades(c: Commitment, irm: str) -> str:
    grades = [
        f"{scale}: {labels.label_code(grade)}" for scale, grade in list_grades(c.irm) if grade
    ]
    return f"{irm}: " + ("; ".join(grades) or _("no grade stated"))


def _table_partners(p: Profile) -> list[Block]:
    most = PARTNERS_SHOWN if p.most_partners is None else p.most_partners
    rows = [
        [line(partner.short), line(len(numbers)), line(labels.format_numbers(numbers), QUIET)]
        for partner, numbers in p.partners[:most]
    ]
    columns = [
        TableColumn(_("Organization"), flexible=True),
        TableColumn(_("Together in"), figures=True),
        TableColumn(_("Commitments")),
    ]
    rest = len(p.partners) - most
    more = ngettext("… and {n} more: --limit {all}", "… and {n} more: --limit {all}", rest)
    cut = say(more.format(n=rest, all=len(p.partners)), QUIET)
    return [Table(columns, rows), *(cut if rest > 0 else [])]


ROWS = Rows(
    columns={
        **ORGANIZATION,
        "committee": Column(N_("Coordinating committee"), lambda r, loc: loc.text(r.committee)),
        "commitments": Column(
            N_("Commitments"),
            lambda r, _loc: [*dict.fromkeys(c.number for c, _p in r.participations)],
        ),
        "roles": Column(
            N_("Roles"),
            lambda r, _loc: [f"{c.number}: {p.role}" for c, p in r.participations],
            lambda r, _loc: "; ".join(
                f"{labels.label_code(p.role)} {c.number}" for c, p in r.participations
            ),
        ),
        "mentioned_in": Column(
            N_("Mentioned in"), lambda r, _loc: [c.number for c, _m in r.mentions]
        ),
        "partners": Column(
            N_("Worked with"), lambda r, _loc: [o.name for o, _n in r.partners[: r.most_partners]]
        ),
    },
    shown=("name",),
    record=_make_record,
    page=describe_profile,
    document=True,
    one=True,
)

_NAME = N_("Any of its names, its acronym, its id, or a part of its name.")
_LIMIT = N_("At most N of those it worked with; left out: 10 for people, all for programs.")

EXAMPLES = ("ogpmx participant INMUJERES", "ogpmx participant 'Fundar' -f markdown")


def command(
    localized: Localized,
    name: Annotated[list[str], argument("NAME...", _NAME, complete_organization)],
    partners: Annotated[int | None, option("--limit", "N", _LIMIT, is_count=True)] = None,
) -> Answer:
    """Show what an organization did: its names, its commitments with role and status, mentions.

    What its parts did is counted too.
    """
    profile = make_profile(localized.data, find_organization(localized.data, " ".join(name)))
    return Answer(ROWS, [profile._replace(most_partners=partners)], localized)
