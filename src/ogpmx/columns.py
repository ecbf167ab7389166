"""What a row can hold: a name → how to get it. Every format and view has a column at once.

A `Shape` is the kind of rows that a command answers with; an `Answer` is such rows in one language.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from ogpmx import labels, queries
from ogpmx.errors import ExitStatus
from ogpmx.messages import N_, _, pgettext
from ogpmx.models import Commitment, DataSet, Lang, Organization, Status, Text
from ogpmx.queries import Hit, Involvement, Profile
from ogpmx.words import fold, one_of

Record = dict[str, Any]


class Edition(NamedTuple):
    """A data set as read in one language."""

    data: DataSet
    lang: Lang

    def text(self, text: Text | None) -> str | None:
        return None if text is None else text[self.lang]


class Column(NamedTuple):
    """How to get a cell from a row.

    `value` is what programs get (a list is joined by `; `); `shown` what people get, where that is
    another thing. A column of a higher `rank` is left out first where a terminal is narrow; text
    in a `flexible` one may wrap.
    """

    heading: str
    value: Callable[[Any, Edition], Any]
    shown: Callable[[Any, Edition], str] | None = None
    rank: int = 0
    flexible: bool = False
    figures: bool = False  # aligned to the right

    def title(self) -> str:
        """The heading in the language in use."""
        return _(self.heading)

    def cell(self, row: Any, edition: Edition) -> str:
        """The cell as people read it."""
        return self.shown(row, edition) if self.shown else labels.cell(self.value(row, edition))

    def flat(self, row: Any, edition: Edition) -> str | int | float | bool | None:
        """The cell as a flat format holds it."""
        value = self.value(row, edition)
        return "; ".join(map(str, value)) if isinstance(value, list) else value


class Shape(NamedTuple):
    """A kind of rows: its columns, those that a table shows, the whole record, the view."""

    columns: dict[str, Column]
    shown: tuple[str, ...]
    record: Callable[[Any, Edition], Record]
    view: str = "listing"
    line: Callable[[Any], str] | None = None  # a row as a line of its own, in place of a table
    document: bool = False  # the view is no list of rows: in a pipe it is kept, without its frame
    one: bool = False  # the answer is one record, not a list of them


class Answer(NamedTuple):
    """Rows of one shape, read in one language; `names` are the columns asked for, if any were."""

    shape: Shape
    rows: Sequence[Any]
    edition: Edition
    names: tuple[str, ...] = ()
    word: str = ""  # what to say beside an answer without rows
    status: ExitStatus = ExitStatus.DONE

    @property
    def flat_names(self) -> tuple[str, ...]:
        return self.names or tuple(self.shape.columns)

    def records(self) -> list[Record]:
        """Each row whole, or, where columns were asked for, only those, flat."""
        if not self.names:
            return [self.shape.record(row, self.edition) for row in self.rows]
        return [dict(zip(self.names, cells, strict=True)) for cells in self.flat()]

    def flat(self) -> Iterator[list[Any]]:
        """Each row as the flat formats' cells."""
        columns = [self.shape.columns[name] for name in self.flat_names]
        return ([column.flat(row, self.edition) for column in columns] for row in self.rows)


def arrange(
    answer: Answer,
    sort: Sequence[str] = (),
    reverse: bool = False,
    names: str | None = None,
    limit: int | None = None,
    own: Sequence[str] = (),
) -> Answer:
    """The answer sorted, cut and with the columns asked for.

    `sort`: columns, each with `-` before it for the other way round; several keys may stand in
    one word, joined by commas. `names`: columns joined by commas; with `+` before the first they
    are added to the `own` ones. Raises `Misuse` for a column that the shape lacks.
    """
    columns = answer.shape.columns
    rows = list(answer.rows)
    keys = [key.strip() for word in sort for key in word.split(",")]
    for key in reversed(keys):
        name = one_of(key.lstrip("-+"), list(columns), "--sort")
        rows = _sorted(rows, columns[name], answer.edition, key.startswith("-"))
    if reverse:
        rows.reverse()
    chosen: tuple[str, ...] = ()
    if names is not None:
        words = [word.strip() for word in names.removeprefix("+").split(",")]
        asked = [one_of(word, list(columns), "--columns") for word in words]
        chosen = tuple(dict.fromkeys((*(own if names.startswith("+") else ()), *asked)))
    return answer._replace(rows=rows[:limit], names=chosen)


def _sorted(rows: list[Any], column: Column, edition: Edition, down: bool) -> list[Any]:
    """Rows by a column: scales in their order, text without case or accents; null always last."""
    keyed = [(column.value(row, edition), row) for row in rows]
    stated = [(value, row) for value, row in keyed if value is not None]
    stated.sort(key=lambda pair: _sort_key(pair[0]), reverse=down)
    return [row for _value, row in stated] + [row for value, row in keyed if value is None]


def _sort_key(value: Any) -> Any:
    if isinstance(value, StrEnum):  # before text: a summary's codes are of both kinds
        return 0, list(type(value)).index(value)
    if isinstance(value, list):
        return [_sort_key(item) for item in value]
    return (1, fold(value)) if isinstance(value, str) else value


# Commitments


def _party(organization: Organization, **more: Any) -> Record:
    return {
        "id": organization.id,
        "name": organization.name,
        "acronym": organization.acronym,
        "sector": organization.sector,
        **more,
    }


def _commitment(commitment: Commitment, edition: Edition) -> Record:
    data, text = edition.data, edition.text
    irm = commitment.irm
    participants = []
    for p in commitment.participants:
        organization = data.organization[p.organization]
        note = text(p.note)
        participants.append(
            _party(organization, role=p.role, part_of=organization.part_of, note=note)
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
            _party(data.organization[m.organization], note=text(m.note))
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
        "source": commitment.source
        and {"table": commitment.source.table, "row": commitment.source.row},
    }


def _short(ids: Sequence[str], edition: Edition) -> str:
    return labels.cell([edition.data.organization[id].short for id in ids])


def signed(status: Status) -> str:
    """A status with its sign: `✓ completed`."""
    return f"{labels.SIGNS[status]} {labels.label(status)}"


_NUMBER = Column(N_("No."), lambda c, _e: c.number, figures=True)
_TITLE = Column(N_("Commitment"), lambda c, e: e.text(c.title), flexible=True)
_STATUS = Column(N_("Status"), lambda c, _e: c.status, lambda c, _e: signed(c.status))
_IRM = {
    "irm_completion": Column(N_("IRM: completion"), lambda c, _e: c.irm.completion, rank=1),
    "irm_opening": Column(N_("IRM: opening"), lambda c, _e: c.irm.opening, rank=2),
    "irm_early_results": Column(
        N_("IRM: early results"), lambda c, _e: c.irm.early_results, rank=3
    ),
}

COMMITMENTS = Shape(
    columns={
        "number": _NUMBER,
        "ogp_id": Column(N_("OGP"), lambda c, _e: c.ogp_id, rank=4),
        "url": Column(N_("Address"), lambda c, e: e.data.url(c)),
        "title": _TITLE,
        "status": _STATUS,
        "active": Column(N_("Active"), lambda c, _e: c.status.active),
        "topics": Column(
            N_("Topics"),
            lambda c, _e: list(c.topics),
            lambda c, e: labels.cell([e.text(e.data.topic[code].name) for code in c.topics]),
            flexible=True,
        ),
        "objective": Column(N_("Objective"), lambda c, e: e.text(c.objective), flexible=True),
        "results": Column(
            N_("Results"), lambda c, e: [e.text(result) for result in c.results], flexible=True
        ),
        "participants": Column(
            N_("Participants"),
            lambda c, e: [e.data.organization[p.organization].name for p in c.participants],
            lambda c, e: _short([p.organization for p in c.participants], e),
            flexible=True,
        ),
        "mentions": Column(
            N_("Mentions"),
            lambda c, e: [e.data.organization[m.organization].name for m in c.mentions],
            lambda c, e: _short([m.organization for m in c.mentions], e),
            flexible=True,
        ),
        "self_completion": Column(N_("Self-assessment: completion"), lambda c, _e: c.status),
        **_IRM,
    },
    shown=(
        "number",
        "ogp_id",
        "title",
        "status",
        "irm_completion",
        "irm_opening",
        "irm_early_results",
    ),
    record=_commitment,
)

CARDS = COMMITMENTS._replace(view="cards", document=True)


# Counts


def key_label(group: str, key: str | None, edition: Edition) -> str:
    """The words for a key of a group that `summary` counts; those for what is not stated."""
    if key is None:
        return _("not stated")
    if isinstance(key, StrEnum):
        return labels.label(key)
    if group == "topic":
        return edition.data.topic[key].name[edition.lang]
    return edition.data.organization[key].short


def group_label(group: str) -> str:
    """The heading of a group that `summary` counts."""
    return pgettext("group", GROUPS[group])


GROUPS = {
    "status": N_("Status"),
    "irm_completion": N_("IRM: completion"),
    "irm_opening": N_("IRM: opening of government"),
    "irm_early_results": N_("IRM: early results"),
    "topic": N_("Topics"),
    "sector": N_("Sectors"),
    "role": N_("Roles"),
    "participant": N_("Participants"),
}


def _columns_of_record(columns: dict[str, Column]) -> Callable[[Any, Edition], Record]:
    return lambda row, edition: {n: c.value(row, edition) for n, c in columns.items()}


_TALLY = {
    "group": Column(N_("Field"), lambda t, _e: t.group, lambda t, _e: group_label(t.group)),
    "key": Column(N_("Code"), lambda t, _e: t.key, lambda t, _e: str(t.key or labels.NOT_STATED)),
    "label": Column(N_("Value"), lambda t, e: key_label(t.group, t.key, e), flexible=True),
}
_COUNT = {
    "count": Column(N_("Commitments"), lambda t, _e: t.n, figures=True),
    "share": Column(
        N_("Share"), lambda t, _e: t.share, lambda t, _e: labels.share(t.share), figures=True
    ),
    "numbers": Column(
        N_("Numbers"),
        lambda t, _e: list(t.numbers),
        lambda t, _e: labels.numbers(t.numbers) or labels.NOT_STATED,
        flexible=True,
    ),
}
_CROSS = {
    "cross": Column(N_("Second field"), lambda t, _e: t.cross, lambda t, _e: group_label(t.cross)),
    "cross_key": Column(
        N_("Second code"),
        lambda t, _e: t.cross_key,
        lambda t, _e: str(t.cross_key or labels.NOT_STATED),
    ),
    "cross_label": Column(
        N_("Second value"), lambda t, e: key_label(t.cross, t.cross_key, e), flexible=True
    ),
}

SUMMARY = Shape(
    columns={**_TALLY, **_COUNT},
    shown=("group", "label", "count", "share", "numbers"),
    record=_columns_of_record({**_TALLY, **_COUNT}),
    view="bars",
)

CROSS = Shape(
    columns={**_TALLY, **_CROSS, **_COUNT},
    shown=("label", "cross_label", "count", "share", "numbers"),
    record=_columns_of_record({**_TALLY, **_CROSS, **_COUNT}),
    view="crosstab",
    document=True,
)


# Participants


def _involvement(row: Involvement, edition: Edition) -> Record:
    o = row.organization
    return {
        **_party(o),
        "part_of": o.part_of,
        "aliases": list(o.aliases),
        "commitments": list(row.numbers),
        "roles": {role: list(numbers) for role, numbers in row.roles.items()},
        "mentioned_in": list(row.mentioned_in),
    }


def _roles_flat(row: Involvement, _edition: Edition) -> list[str]:
    return [f"{role}: {', '.join(map(str, ns))}" for role, ns in row.roles.items()]


def _roles_shown(row: Involvement, _edition: Edition) -> str:
    shown = [f"{labels.label(role)} {labels.numbers(ns)}" for role, ns in row.roles.items()]
    return "; ".join(shown)


_ORGANIZATION = {
    "id": Column(N_("Id"), lambda r, _e: r.organization.id),
    "name": Column(N_("Organization"), lambda r, _e: r.organization.name, flexible=True),
    "acronym": Column(N_("Acronym"), lambda r, _e: r.organization.acronym),
    "sector": Column(N_("Sector"), lambda r, _e: r.organization.sector, rank=2),
    "part_of": Column(N_("Part of"), lambda r, _e: r.organization.part_of),
    "aliases": Column(N_("Also named"), lambda r, _e: list(r.organization.aliases), flexible=True),
}

PARTICIPANTS = Shape(
    columns={
        **_ORGANIZATION,
        "commitments": Column(
            N_("Commitments"),
            lambda r, _e: list(r.numbers),
            lambda r, _e: labels.numbers(r.numbers),
        ),
        "roles": Column(N_("Roles"), _roles_flat, _roles_shown, rank=1, flexible=True),
        "mentioned_in": Column(
            N_("Mentioned in"),
            lambda r, _e: list(r.mentioned_in),
            lambda r, _e: labels.numbers(r.mentioned_in) or labels.NOT_STATED,
        ),
    },
    shown=("acronym", "name", "sector", "commitments", "roles"),
    record=_involvement,
)

MATRIX = PARTICIPANTS._replace(view="matrix", document=True)


def _profile(profile: Profile, edition: Edition) -> Record:
    text = edition.text
    return {
        **_party(profile.organization),
        "part_of": profile.organization.part_of,
        "parts": [_party(part) for part in profile.parts],
        "aliases": list(profile.organization.aliases),
        "committee": text(profile.committee),
        "commitments": [
            {
                "number": c.number,
                "ogp_id": c.ogp_id,
                "url": edition.data.url(c),
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
            {**_party(partner), "commitments": list(numbers)}
            for partner, numbers in profile.partners
        ],
    }


PROFILE = Shape(
    columns={
        **_ORGANIZATION,
        "committee": Column(N_("Coordinating committee"), lambda r, e: e.text(r.committee)),
        "commitments": Column(
            N_("Commitments"),
            lambda r, _e: sorted({c.number for c, _p in r.participations}),
        ),
        "roles": Column(
            N_("Roles"), lambda r, _e: [f"{c.number}: {p.role}" for c, p in r.participations]
        ),
        "mentioned_in": Column(
            N_("Mentioned in"), lambda r, _e: [c.number for c, _m in r.mentions]
        ),
        "partners": Column(N_("Worked with"), lambda r, _e: [o.name for o, _n in r.partners]),
    },
    shown=("name",),
    record=_profile,
    view="profile",
    document=True,
    one=True,
)


# What the evaluators say


def agreement(commitment: Commitment, _edition: Edition) -> str:
    """Whether the evaluators agree on completion, in a sign and a word."""
    divergent = queries.divergent(commitment)
    if divergent is None:
        return _("not comparable")
    return _("≠ differ") if divergent else _("= agree")


_ASSESSMENTS = {
    "number": _NUMBER,
    "title": _TITLE,
    "status": Column(N_("Self-assessment"), lambda c, _e: c.status, lambda c, _e: signed(c.status)),
    "irm_completion": Column(N_("IRM: completion"), lambda c, _e: c.irm.completion),
    "irm_opening": _IRM["irm_opening"],
    "irm_early_results": _IRM["irm_early_results"],
    "divergent": Column(N_("On completion"), lambda c, _e: queries.divergent(c), agreement),
}

ASSESSMENTS = Shape(
    columns=_ASSESSMENTS,
    shown=tuple(_ASSESSMENTS),
    record=_columns_of_record(_ASSESSMENTS),
)


# Search


def marked(hit: Hit) -> str:
    """The snippet of a hit: the words around what was found, which stands between `**`."""
    return "".join(f"**{words}**" if found else words for words, found in pieces(hit))


def pieces(hit: Hit, around: int = 70) -> Iterator[tuple[str, bool]]:
    """The words of a snippet, and whether they are what was found; cut at words, with `…`."""
    start, end = hit.spans[0][0], hit.spans[-1][1]
    first = hit.text.rfind(" ", 0, max(start - around, 0)) + 1 if start > around else 0
    last = hit.text.find(" ", end + around) if end + around < len(hit.text) else -1
    last = len(hit.text) if last < 0 else last
    if first:
        yield "… ", False
    at = first
    for begin, stop in hit.spans:
        yield hit.text[at:begin], False
        yield hit.text[begin:stop], True
        at = stop
    yield hit.text[at:last], False
    if last < len(hit.text):
        yield " …", False


FIELD_LABELS = {
    "title": N_("Commitment"),
    "topics": N_("Topics"),
    "objective": N_("Objective"),
    "participants": N_("Participants"),
    "results": N_("Results"),
    "mentions": N_("Mentions"),
    "suspension": N_("Suspension"),
    "self_assessment": N_("Self-assessment"),
    "irm": N_("IRM"),
}

_HITS = {
    "number": Column(N_("No."), lambda h, _e: h.commitment.number, figures=True),
    "title": Column(
        N_("Commitment"), lambda h, e: e.text(h.commitment.title), rank=1, flexible=True
    ),
    "field": Column(N_("Where"), lambda h, _e: h.field, lambda h, _e: _(FIELD_LABELS[h.field])),
    "snippet": Column(N_("What it says"), lambda h, _e: marked(h), flexible=True),
}

HITS = Shape(
    columns=_HITS,
    shown=("number", "field", "snippet"),
    record=_columns_of_record(_HITS),
    view="hits",
)


# Whether the report adds up

VERDICT_SIGNS = {
    queries.Verdict.AGREES: "✓",
    queries.Verdict.DIFFERS: "✗",
    queries.Verdict.NOT_COUNTABLE: "·",
}

_FINDINGS = {
    "claim": Column(N_("Code"), lambda f, _e: f.claim.claim, lambda f, _e: str(f.claim.claim)),
    "stated": Column(N_("Stated"), lambda f, _e: f.claim.stated, figures=True),
    "counted": Column(N_("Counted"), lambda f, _e: f.counted, figures=True),
    "verdict": Column(
        N_("Verdict"),
        lambda f, _e: f.verdict,
        lambda f, _e: f"{VERDICT_SIGNS[f.verdict]} {labels.label(f.verdict)}",
    ),
    "numbers": Column(
        N_("Numbers"),
        lambda f, _e: list(f.numbers),
        lambda f, _e: labels.numbers(f.numbers) or labels.NOT_STATED,
        rank=2,
        flexible=True,
    ),
    "note": Column(N_("Note"), lambda f, _e: f.note, rank=1, flexible=True),
    "text": Column(N_("Claim"), lambda f, e: e.text(f.claim.text), flexible=True),
    "category": Column(N_("Category"), lambda f, _e: f.claim.category),
}
_FINDING_KEYS = ("claim", "stated", "counted", "verdict", "numbers", "note")

AUDIT = Shape(
    columns=_FINDINGS,
    shown=("claim", "text", "stated", "counted", "verdict", "numbers", "note"),
    record=_columns_of_record({name: _FINDINGS[name] for name in _FINDING_KEYS}),
    view="findings",
)


# The plan


def _plan(data: DataSet, edition: Edition) -> Record:
    plan, text = data.plan, edition.text
    committee = plan.committee
    return {
        "id": plan.id,
        "number": plan.number,
        "title": text(plan.title),
        "country": text(plan.country),
        "start": plan.start,
        "end": plan.end,
        "commitments": len(data.commitments),
        "context": [text(item) for item in plan.context],
        "committee": committee
        and {
            "name": text(committee.name),
            "members": [
                {**_party(data.organization[m.organization]), "part": text(m.part)}
                for m in committee.members
            ],
        },
        "claims": [
            {
                "claim": claim.claim,
                "stated": claim.stated,
                "category": claim.category,
                "text": text(claim.text),
            }
            for claim in plan.claims
        ],
        "source": {
            "title": plan.source.title,
            "author": plan.source.author,
            "date": plan.source.date,
            "language": plan.source.language,
            "url": plan.source.url,
            "validation": [text(item) for item in plan.source.validation],
        },
        "citation": citation(data),
        "version": data.version,
        "license": data.license,
    }


def citation(data: DataSet) -> str:
    """How to cite the source and the data set."""
    source = data.plan.source
    date = f" ({labels.date(source.date)})" if source.date else ""
    form = _("{author}{date}: {title}. Data set: ogpmx, version {version}, {license}.")
    return form.format(
        author=source.author,
        date=date,
        title=source.title,
        version=data.version,
        license=data.license,
    )


def _of_plan(name: str) -> Callable[[Any, Edition], Any]:
    return lambda data, edition: _plan(data, edition)[name]


PLAN = Shape(
    columns={
        "id": Column(N_("Id"), lambda d, _e: d.plan.id),
        "number": Column(N_("No."), lambda d, _e: d.plan.number),
        "title": Column(N_("Title"), lambda d, e: e.text(d.plan.title)),
        "country": Column(N_("Country"), lambda d, e: e.text(d.plan.country)),
        "start": Column(N_("Start"), lambda d, _e: d.plan.start),
        "end": Column(N_("End"), lambda d, _e: d.plan.end),
        "commitments": Column(N_("Commitments"), lambda d, _e: len(d.commitments)),
        "context": Column(N_("Context"), _of_plan("context")),
        "committee": Column(
            N_("Coordinating committee"),
            lambda d, e: [
                f"{e.data.organization[m.organization].short}: {e.text(m.part)}"
                for m in (d.plan.committee.members if d.plan.committee else ())
            ],
        ),
        "claims": Column(
            N_("Headline figures"), lambda d, e: [e.text(c.text) for c in d.plan.claims]
        ),
        "source": Column(N_("Source"), lambda d, _e: d.plan.source.title),
        "citation": Column(N_("Citation"), lambda d, _e: citation(d)),
        "version": Column(N_("Version"), lambda d, _e: d.version),
        "license": Column(N_("Licence"), lambda d, _e: d.license),
    },
    shown=("title", "country", "start", "end"),
    record=_plan,
    view="plan",
    document=True,
    one=True,
)


# Faults of a file


class FaultRow(NamedTuple):
    """A fault with the file that it is in."""

    file: str
    line: int
    column: int
    where: str
    message: str


_FAULTS = {
    "file": Column(N_("File"), lambda f, _e: f.file),
    "line": Column(N_("Line"), lambda f, _e: f.line, figures=True),
    "column": Column(N_("Column"), lambda f, _e: f.column, figures=True),
    "where": Column(N_("Where"), lambda f, _e: f.where),
    "message": Column(N_("Fault"), lambda f, _e: f.message, flexible=True),
}

FAULTS = Shape(
    columns=_FAULTS,
    shown=tuple(_FAULTS),
    record=_columns_of_record(_FAULTS),
    line=lambda f: ": ".join(filter(None, (f"{f.file}:{f.line}:{f.column}", f.where, f.message))),
)
