"""Answers for eyes: functions from an answer and a width to Rich renderables. Prints nothing.

Every datum is wrapped in `Text`, so that nothing in it is markup. Meaning never rests on colour
alone: a status has its sign, a count its figure.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ogpmx import labels
from ogpmx.columns import (
    FIELD_LABELS,
    VERDICT_SIGNS,
    Answer,
    Column,
    Edition,
    citation,
    group_label,
    key_label,
    pieces,
    signed,
)
from ogpmx.formats import width
from ogpmx.messages import _, ngettext, pgettext
from ogpmx.models import Commitment, Role, Status
from ogpmx.queries import Profile, Tally, Verdict
from ogpmx.safe import drawable, one_line

# Colours of the 256 that stand out from black and from white alike (a contrast of 3 at least), the
# three of a status from one another for the colour-blind too; signs say the same.
ACCENT = "color(30)"
QUIET = "dim"
GOOD, FAIR, POOR = "color(29)", "color(136)", "color(160)"
STATUS = {Status.COMPLETED: GOOD, Status.LIMITED: FAIR, Status.INACTIVE: POOR}
HEADING = f"bold {ACCENT}"
GAP = 2  # between columns
LEAST_FLEXIBLE = 28  # what a column of text is not made narrower than, while others can go
BAR = 24
MOST_ACROSS = 200  # commitments in a matrix
LEADING = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)


def line(text: object, style: str | Style = "") -> Text:
    """A datum on one line, never markup."""
    return Text(one_line(str(text)), style=style)


def heading(text: str) -> Text:
    return Text(text, style=HEADING)


def _linked(text: str, url: str | None, style: str = "") -> Text:
    return line(text, Style.parse(style) + Style(link=url) if url else style)


# Tables


def _table(gap: int = GAP) -> Table:
    """A table without a frame, its headings in the accent."""
    return Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style=HEADING)


def listing(answer: Answer, columns: int) -> RenderableType:
    """A row each; where the width does not hold all columns, those of the highest rank are left
    out before text is wrapped too narrowly, unless they were asked for by name."""
    names = list(answer.names or answer.shape.shown)
    shape = answer.shape.columns
    cells = {n: [one_line(shape[n].cell(r, answer.edition)) for r in answer.rows] for n in names}
    sizes = {n: _sizes(shape[n], cells[n]) for n in names}
    while not answer.names and _least(sizes) > columns:
        last = max(sizes, key=lambda n: shape[n].rank)
        if not shape[last].rank:
            break
        del sizes[last]
    left_out = [shape[n].title() for n in names if n not in sizes]
    table = _table()
    widths = _shared_out(list(sizes.values()), columns)
    for name, size in zip(sizes, widths, strict=True):
        column = shape[name]
        table.add_column(
            Text(column.title()),
            justify="right" if column.figures else "left",
            width=size,
            overflow="fold",
        )
    fitting = dict(zip(sizes, widths, strict=True))
    for place, row in enumerate(answer.rows):
        texts = ((n, _styled(n, cells[n][place], row, answer.edition)) for n in sizes)
        table.add_row(*(_Cell(text, fitting[n], shape[n].figures) for n, text in texts))
    if not left_out:
        return table
    word = _("Not shown for want of width: {columns}.").format(columns=", ".join(left_out))
    return Group(table, Text(), Text(word, style=QUIET))


class _Cell:
    """A text in a column, drawn without what a `Text` costs in case that it has several styles:
    in long tables most of the time is spent on that."""

    def __init__(self, text: Text, size: int, right: bool) -> None:
        self.text = text
        plain = text.plain
        if width(plain) == len(plain):  # as `textwrap` counts
            self.lines = wrap(plain, size, break_on_hyphens=False) if len(plain) > size else [plain]
        else:
            self.lines = []
        if right:
            self.lines = [line.rjust(size) for line in self.lines]

    def __rich_console__(self, _console: Console, _options: ConsoleOptions) -> RenderResult:
        if not self.lines:
            yield self.text
            return
        style = self.text.style
        style = style if isinstance(style, Style) else Style.parse(style)
        for place, line in enumerate(self.lines):
            if place:
                yield Segment.line()
            yield Segment(line, style)


def _sizes(column: Column, cells: Sequence[str]) -> tuple[int, int]:
    """The least and the most that a column needs."""
    head = column.title()
    least_head = max(map(width, head.split()))
    most = max(map(width, cells), default=0)
    if column.flexible:
        return max(least_head, min(most, LEAST_FLEXIBLE)), max(most, width(head))
    return max(least_head, most), max(least_head, most)


def _least(sizes: dict[str, tuple[int, int]]) -> int:
    return sum(least for least, _most in sizes.values()) + GAP * (len(sizes) - 1)


def _shared_out(sizes: list[tuple[int, int]], columns: int) -> list[int]:
    """Widths within `columns`: each column its least, what is left to those that want more."""
    spare = columns - GAP * (len(sizes) - 1)
    given = [least for least, _most in sizes]
    if sum(given) > spare:
        even = max(spare // len(sizes), 1)
        over = [max(size - even, 0) for size in given]
        cut = sum(given) - spare
        return [
            max(s - -(-cut * o // max(sum(over), 1)), 1) for s, o in zip(given, over, strict=True)
        ]
    wants = [most - least for least, most in sizes]
    room = min(spare - sum(given), sum(wants))
    return [g + room * w // max(sum(wants), 1) for g, w in zip(given, wants, strict=True)]


def _styled(name: str, cell: str, row: Any, edition: Edition) -> Text:
    commitment = getattr(row, "commitment", row)
    if isinstance(commitment, Commitment):
        if name in ("number", "ogp_id"):
            return _linked(cell, edition.data.url(commitment), "bold" if name == "number" else "")
        if name in ("status", "self_completion"):
            return Text(cell, style=STATUS[commitment.status])
    return Text(cell, style=QUIET if cell == labels.NOT_STATED else "")


# Cards


def cards(answer: Answer, columns: int) -> RenderableType:
    """Each commitment whole."""
    parts: list[RenderableType] = []
    for place, commitment in enumerate(answer.rows):
        if place:
            parts += [Text(), Text()]
        parts.append(card(commitment, answer.edition, columns))
    return Group(*parts)


def card(c: Commitment, edition: Edition, columns: int) -> RenderableType:
    """All that the data set holds of one commitment, in the order in which one asks."""
    data, text = edition.data, edition.text
    url = data.url(c)
    others = [getattr(c.title, lang) for lang in ("es", "en") if lang != edition.lang]
    status = Text.assemble(
        (signed(c.status), f"bold {STATUS[c.status]}"),
        *((f"  {c.ogp_id}",) if c.ogp_id else ()),
    )
    blocks: list[tuple[str, RenderableType]] = [
        (_("Objective"), line(text(c.objective))),
        (_("Participants"), _by_role(c, edition)),
        (_("Results"), _bulleted(line(text(result)) for result in c.results)),
    ]
    if c.mentions:
        named = [(data.organization[m.organization], text(m.note)) for m in c.mentions]
        mentions = (_with_note(o.short, note) for o, note in named)
        blocks.append((_("Mentioned, not participating"), _bulleted(mentions)))
    blocks += [
        (_("Self-assessment"), line(text(c.self_assessment))),
        (_("Independent Reporting Mechanism (IRM)"), _irm(c, edition)),
        (_("Topics (assigned by this data set)"), line(_topics(c, edition))),
    ]
    if c.source:
        tables = {"active": _("active commitments"), "inactive": _("inactive commitments")}
        where = _("table of {table}, row {row}")
        place = where.format(table=tables[c.source.table], row=c.source.row)
        blocks.append((_("In the report"), line(place)))
    if url:
        blocks.append((_("On OGP's site"), _linked(url, url)))
    parts: list[RenderableType] = [
        Text.assemble(
            (f"{c.number}", HEADING), ("  ", ""), (one_line(text(c.title) or ""), "bold")
        ),
        *(line(other, QUIET) for other in others),
        status,
    ]
    for name, body in blocks:
        parts += [Text(), heading(name), Padding(body, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


def _topics(c: Commitment, edition: Edition) -> str:
    found = [edition.data.topic[code] for code in c.topics]
    return "; ".join(
        t.name[edition.lang] + (f" ({t.policy_area})" if t.policy_area else "") for t in found
    )


def _bulleted(items: Iterable[Text]) -> RenderableType:
    items = list(items)
    if not items:
        return _not_stated()
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row(Text("•", style=QUIET), item)
    return table


def _with_note(name: str, note: str | None) -> Text:
    text = line(name)
    if note:
        text.append(f" – {one_line(note)}", style=QUIET)
    return text


def _by_role(c: Commitment, edition: Edition) -> RenderableType:
    parts: list[RenderableType] = []
    for role in Role:
        named = [p for p in c.participants if p.role is role]
        if not named:
            continue
        if parts or role is not Role.PARTICIPANT:
            parts.append(Text(_role_heading(role, len(named)), style="italic"))
        parts.append(
            _bulleted(
                _with_note(_named(edition, p.organization), edition.text(p.note)) for p in named
            )
        )
    return Group(*parts) if parts else _not_stated()


def _not_stated() -> Text:
    return Text(_("not stated"), style=QUIET)


def _role_heading(role: Role, n: int) -> str:
    return f"{labels.label(role)} ({n})"


def _named(edition: Edition, id: str) -> str:
    """An organization by acronym and name, with what it is part of."""
    data = edition.data
    o = data.organization[id]
    name = f"{o.acronym}, {o.name}" if o.acronym and o.acronym not in o.name else o.name
    if o.part_of:
        name += " " + _("(part of {whole})").format(whole=data.organization[o.part_of].short)
    return name


def _irm(c: Commitment, edition: Edition) -> RenderableType:
    codes = Table.grid(padding=(0, 2, 0, 0))
    codes.add_column(overflow="fold")
    codes.add_column(overflow="fold")
    for label, code in (
        (_("completion"), c.irm.completion),
        (_("opening of government"), c.irm.opening),
        (_("early results"), c.irm.early_results),
    ):
        stated = _("not stated") if code is None else labels.label(code)
        codes.add_row(Text(label, style=QUIET), Text(stated, style=QUIET if code is None else ""))
    return Group(line(edition.text(c.irm.text)), codes)


# Counts


def bars(answer: Answer, columns: int) -> RenderableType:
    """Counts with bars, a block a group; in an overview, long groups are cut to their greatest."""
    edition = answer.edition
    groups = [(group, list(rows)) for group, rows in groupby(answer.rows, lambda t: t.group)]
    most = 10 if len(groups) > 1 else len(answer.rows)
    parts: list[RenderableType] = []
    for group, rows in groups:
        if parts:
            parts.append(Text())
        parts += [heading(group_label(group)), _bar_table(rows[:most], edition, columns)]
        rest = len(rows) - most
        if rest > 0:
            more = ngettext("… and {n} more: --by {group}", "… and {n} more: --by {group}", rest)
            parts.append(Text("  " + more.format(n=rest, group=group), style=QUIET))
    return Group(*parts)


def _bar_table(rows: Sequence[Tally], edition: Edition, columns: int) -> RenderableType:
    names = [key_label(row.group, row.key, edition) for row in rows]
    if rows and rows[0].group == "status":
        names = [signed(row.key) for row in rows if isinstance(row.key, Status)]
    size = min(max(map(width, names), default=0), max(columns - 36, 12))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(width=size, overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(overflow="fold")
    room = columns - size - 20
    for row, name in zip(rows, names, strict=True):
        style = STATUS[row.key] if isinstance(row.key, Status) else ACCENT
        length = round((row.share or 0) * min(BAR, room)) if room > 4 else 0
        table.add_row(
            "",
            Text(drawable(name), style=QUIET if row.key is None else ""),
            Text(str(row.n)),
            Text(labels.share(row.share), style=QUIET),
            Text("█" * max(length, 1 if row.n and room > 4 else 0), style=style),
        )
    return table


def crosstab(answer: Answer, columns: int) -> RenderableType:
    """Counts of one field by another: a row and a column a value, with totals and shares.

    Where the width does not hold the columns, a pair of values a row.
    """
    edition = answer.edition
    others = {t.cross_key: key_label(t.cross or "", t.cross_key, edition) for t in answer.rows}
    room = columns - LEAST_FLEXIBLE - GAP - width(_("total"))
    if sum(max(width(label), width("100 100%")) + GAP for label in others.values()) > room:
        return listing(answer, columns)
    parts: list[RenderableType] = []
    for (group, other), rows in groupby(answer.rows, lambda t: (t.group, t.cross)):
        by_key = [(key, list(cells)) for key, cells in groupby(rows, lambda t: t.key)]
        if parts:
            parts.append(Text())
        by = group_label(other)
        by = by if by[:2].isupper() else by[:1].lower() + by[1:]
        title = _("{field} by {other}").format(field=group_label(group), other=by)
        parts += [heading(title), _crosstab_table(group, other, by_key, edition)]
    return Group(*parts)


def _crosstab_table(
    group: str, other: str, by_key: list[tuple[str | None, list[Tally]]], edition: Edition
) -> RenderableType:
    table = _table()
    table.add_column(Text(""), overflow="fold")
    for cell in by_key[0][1]:
        table.add_column(
            Text(key_label(other, cell.cross_key, edition)), justify="right", overflow="fold"
        )
    table.add_column(Text(_("total")), justify="right", overflow="fold")
    for key, cells in by_key:
        counts = [
            Text(f"{c.n} {labels.share(c.share)}" if c.n else "·", "" if c.n else QUIET)
            for c in cells
        ]
        total = Text(str(cells[0].total), style="bold")
        table.add_row(line(key_label(group, key, edition)), *counts, total)
    return table


# Who took part


def matrix(answer: Answer, columns: int) -> RenderableType:
    """Organizations by commitments: a letter for each role, `m` where one is only mentioned.

    Where the width does not hold the commitments, a row each, with the numbers.
    """
    letters, mention = role_letters(), pgettext("letter of mention", "m")
    numbers = sorted({n for row in answer.rows for n in (*row.numbers, *row.mentioned_in)})
    needed = LEAST_FLEXIBLE + sum(max(len(str(n)), 2) + 1 for n in numbers) + width(_("total"))
    if needed > columns or len(numbers) > MOST_ACROSS:
        return listing(answer, columns)
    table = _table(gap=1)
    table.add_column(Text(_("Organization")), overflow="fold")
    for number in numbers:
        table.add_column(Text(str(number)), justify="right", min_width=2, overflow="fold")
    table.add_column(Text(_("total")), justify="right", overflow="fold")
    for row in answer.rows:
        role_in = {n: role for role, taken in row.roles.items() for n in taken}
        cells = [
            Text(letters[role_in[n]], style=HEADING if role_in[n] in LEADING else "bold")
            if n in role_in
            else Text(mention if n in row.mentioned_in else "·", style=QUIET)
            for n in numbers
        ]
        table.add_row(line(row.organization.short), *cells, Text(str(len(row.numbers))))
    key = [f"{letter} {labels.label(role)}" for role, letter in letters.items()]
    legend = "   ".join([*key, mention + " " + _("only mentioned")])
    return Group(table, Text(), Text(legend, style=QUIET))


def role_letters() -> dict[Role, str]:
    """A letter for each role, in the language in use; no two alike."""
    return {
        Role.RESPONSIBLE: pgettext("letter of responsible", "R"),
        Role.CO_RESPONSIBLE: pgettext("letter of co-responsible", "C"),
        Role.ACCOMPANYING: pgettext("letter of accompanying", "A"),
        Role.SUPPORTING: pgettext("letter of supporting", "S"),
        Role.PARTICIPANT: pgettext("letter of participant", "P"),
    }


PARTNERS_SHOWN = 10


def profile(answer: Answer, columns: int) -> RenderableType:
    """All that there is of one organization."""
    edition = answer.edition
    (p,) = answer.rows
    o = p.organization
    facts = [labels.label(o.sector), *([o.acronym] if o.acronym else [])]
    if o.part_of:
        whole = edition.data.organization[o.part_of]
        facts.append(_("part of {whole}").format(whole=whole.short))
    blocks: list[tuple[str, RenderableType]] = []
    if o.aliases:
        blocks.append((_("Also named in the report"), _bulleted(map(line, o.aliases))))
    if p.parts:
        named = [f"{part.short}, {part.name}" if part.acronym else part.name for part in p.parts]
        blocks.append((_("Parts counted with it"), _bulleted(map(line, named))))
    if p.committee:
        blocks.append((_("In the coordinating committee"), line(edition.text(p.committee))))
    n = len({c.number for c, _p in p.participations})
    took = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    body = (
        _took_part(p, edition, columns)
        if n
        else line(_("No row names it among the participants."), QUIET)
    )
    blocks.append((took, body))
    if p.mentions:
        mentions = (
            _with_note(f"{c.number} {edition.text(c.title)}", edition.text(m.note))
            for c, m in p.mentions
        )
        blocks.append((_("Mentioned, not participating"), _bulleted(mentions)))
    if p.partners:
        blocks.append((_("Worked most with"), _partners(p)))
    title = Text(one_line(o.name), style="bold")
    parts: list[RenderableType] = [title, line(" · ".join(facts), QUIET)]
    for name, block in blocks:
        parts += [Text(), heading(name), Padding(block, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


def _took_part(p: Profile, edition: Edition, columns: int) -> RenderableType:
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(justify="right", overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(no_wrap=columns > 60, overflow="fold")
    table.add_column(overflow="fold")
    for c, participation in p.participations:
        role = labels.label(participation.role)
        if participation.organization != p.organization.id:
            part = edition.data.organization[participation.organization].short
            role += " " + _("(through {part})").format(part=part)
        title = line(edition.text(c.title))
        if participation.note:
            title.append("\n" + one_line(edition.text(participation.note) or ""), style=QUIET)
        number = _linked(str(c.number), edition.data.url(c), "bold")
        table.add_row(number, title, Text(signed(c.status), style=STATUS[c.status]), Text(role))
    return table


def _partners(p: Profile) -> RenderableType:
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(overflow="fold")
    for partner, numbers in p.partners[:PARTNERS_SHOWN]:
        shared = Text(labels.numbers(numbers), style=QUIET)
        table.add_row(line(partner.short), Text(str(len(numbers))), shared)
    rest = len(p.partners) - PARTNERS_SHOWN
    if rest <= 0:
        return table
    more = ngettext("… and {n} more", "… and {n} more", rest).format(n=rest)
    return Group(table, Text(more, style=QUIET))


# Search, audit, plan


def hits(answer: Answer, columns: int) -> RenderableType:
    """Where something is said, what was found underlined."""
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(justify="right", overflow="fold")
    table.add_column(max_width=max(columns // 4, 8), overflow="fold")
    table.add_column(overflow="fold")
    for hit in answer.rows:
        snippet = Text()
        for words, found in pieces(hit):
            snippet.append(one_line(words), style=f"bold underline {ACCENT}" if found else "")
        url = answer.edition.data.url(hit.commitment)
        number = _linked(str(hit.commitment.number), url, "bold")
        table.add_row(number, Text(_(FIELD_LABELS[hit.field]), style=QUIET), snippet)
    return table


_VERDICT = {
    Verdict.AGREES: GOOD,
    Verdict.DIFFERS: POOR,
    Verdict.NOT_COUNTABLE: QUIET,
}


def findings(answer: Answer, columns: int) -> RenderableType:
    """Each claim with what is stated and what the rows count; the rows and a note below it."""
    table = _table()
    table.add_column(Text(_("Claim")), overflow="fold")
    table.add_column(Text(_("Stated")), justify="right", overflow="fold")
    table.add_column(Text(_("Counted")), justify="right", overflow="fold")
    table.add_column(Text(_("Verdict")), overflow="fold")
    before = None
    for f in answer.rows:
        claim = line(answer.edition.text(f.claim.text))
        if f.claim.category:
            claim = Text.assemble((f"{f.claim.category}) ", QUIET), claim)
        notes: list[str] = []
        if f.numbers:
            notes.append(_("Commitments: {numbers}").format(numbers=labels.numbers(f.numbers)))
        if f.note and f.note != before:
            notes.append(f.note)
        before = f.note
        verdict = f"{VERDICT_SIGNS[f.verdict]} {labels.label(f.verdict)}"
        table.add_row(
            Group(claim, *(Padding(line(note, QUIET), (0, 0, 0, 2)) for note in notes)),
            Text(str(f.claim.stated)),
            Text(labels.cell(f.counted)),
            Text(verdict, style=_VERDICT[f.verdict]),
        )
    return table


def plan(answer: Answer, columns: int) -> RenderableType:
    """What the plan is."""
    edition = answer.edition
    text = edition.text
    (data,) = answer.rows
    facts = data.plan
    period = _("{start} to {end}").format(
        start=labels.date(facts.start), end=labels.date(facts.end)
    )
    n = len(data.commitments)
    took = ngettext("{n} commitment", "{n} commitments", n).format(n=n)
    blocks: list[tuple[str, RenderableType]] = []
    if facts.committee:
        members = (
            _with_note(data.organization[m.organization].short, text(m.part))
            for m in facts.committee.members
        )
        named = Group(line(text(facts.committee.name)), _bulleted(members))
        blocks.append((_("Coordinating committee"), named))
    if facts.context:
        blocks.append((_("Context"), _bulleted(line(text(item)) for item in facts.context)))
    for category, claims in groupby(facts.claims, lambda claim: claim.category):
        title = _("Outcomes, category {letter}").format(letter=category)
        items = _bulleted(line(text(claim.text)) for claim in claims)
        blocks.append((title if category else _("Headline figures, as the report states"), items))
    source = [Text(one_line(facts.source.title), style="italic"), line(facts.source.author)]
    if facts.source.date:
        source.append(line(labels.date(facts.source.date)))
    if facts.source.url:
        source.append(_linked(facts.source.url, facts.source.url))
    validation = _bulleted(line(text(item)) for item in facts.source.validation)
    blocks += [
        (_("Source"), Group(*source, validation)),
        (_("How to cite"), line(citation(data))),
        (_("Licence of the data"), line(data.license)),
    ]
    parts: list[RenderableType] = [
        Text(one_line(text(facts.title) or ""), style="bold"),
        line(f"{text(facts.country)} · {period} · {took}", QUIET),
    ]
    for name, block in blocks:
        parts += [Text(), heading(name), Padding(block, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


VIEWS = {
    "listing": listing,
    "cards": cards,
    "bars": bars,
    "crosstab": crosstab,
    "matrix": matrix,
    "profile": profile,
    "hits": hits,
    "findings": findings,
    "plan": plan,
}


def view(answer: Answer, columns: int) -> RenderableType:
    """The view of an answer: its shape's own, or a listing where columns were asked for."""
    return VIEWS["listing" if answer.names else answer.shape.view](answer, columns)
