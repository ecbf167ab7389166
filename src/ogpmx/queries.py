"""The questions, as pure functions over a data set: order in is order out, nothing is printed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from ogpmx.errors import Misuse, NotFound
from ogpmx.messages import N_, _
from ogpmx.models import (
    Claim,
    ClaimCode,
    Commitment,
    Completion,
    DataSet,
    EarlyResults,
    Lang,
    Mention,
    Opening,
    Organization,
    Participation,
    Role,
    Sector,
    Status,
    Text,
)
from ogpmx.words import either, fold, nearest, one_of

ACTIVE = "active"  # the report's group of completed and limited
NONE_STATED = "none-stated"  # finds what the source does not state


# Organizations


def names(organization: Organization) -> tuple[str, ...]:
    """Everything that an organization answers to: id, acronym, name, aliases."""
    acronym = (organization.acronym,) if organization.acronym else ()
    return (organization.id, *acronym, organization.name, *organization.aliases)


def parts(data: DataSet, organization: Organization) -> tuple[Organization, ...]:
    """The organizations that are part of this one, at any depth."""
    own = [other for other in data.organizations if other.part_of == organization.id]
    return tuple(own) + tuple(p for other in own for p in parts(data, other))


def organization(data: DataSet, name: str) -> Organization:
    """The one organization that `name` fits, whatever its case and accents.

    A whole name (id, acronym, name, alias) beats all of its words, whole or begun or inside
    others, in any order. Raises `NotFound` with the nearest, or with all that a part fits.
    """
    wanted = fold(name)
    words = wanted.split()
    fits: list[Organization] = []
    if words:
        spelled = [(o, [fold(n) for n in names(o)]) for o in data.organizations]
        tests: tuple[Callable[[str], bool], ...] = (
            lambda spelling: spelling == wanted,
            lambda spelling: set(words) <= set(spelling.split()),
            lambda spelling: all(word in spelling for word in words),
        )
        for test in tests:
            fits = [o for o, spellings in spelled if any(map(test, spellings))]
            if fits:
                break
    if len(fits) == 1:
        return fits[0]
    raise NotFound(_several(name, fits) if fits else _nobody(data, name))


def _several(name: str, fits: Iterable[Organization]) -> str:
    lines = [_("“{name}” fits several organizations; name one of them:").format(name=name)]
    return "\n".join(
        lines + [f"  {o.short} – {o.name}" if o.acronym else f"  {o.name}" for o in fits]
    )


def _nobody(data: DataSet, name: str) -> str:
    message = _("No organization answers to “{name}”.").format(name=name)
    spellings = {spelling: o.short for o in data.organizations for spelling in names(o)}
    meant = list(dict.fromkeys(spellings[near] for near in nearest(name, spellings, 5)))
    if not meant:
        return message + " " + _("“ogpmx participants” lists all.")
    return message + " " + _("Did you mean {names}?").format(names=either(meant))


# Finding commitments


def find(data: DataSet, references: Iterable[str]) -> tuple[Commitment, ...]:
    """The commitments with these numbers or OGP ids, in the order asked; raises `NotFound`."""
    return tuple(_find(data, reference) for reference in references)


def _find(data: DataSet, reference: str) -> Commitment:
    number = int(reference) if re.fullmatch("[0-9]{1,7}", reference) else None
    for commitment in data.commitments:
        if number == commitment.number or reference.upper() == commitment.ogp_id:
            return commitment
    ogp_ids = [c.ogp_id for c in data.commitments if c.ogp_id]
    message = _("There is no commitment “{reference}”.").format(reference=reference)
    meant = nearest(reference, ogp_ids) if number is None else []
    if meant:
        raise NotFound(message + " " + _("Did you mean {names}?").format(names=either(meant)))
    known = [str(c.number) for c in data.commitments]
    allowed = ", ".join(known) if len(known) < 40 else f"{known[0]} … {known[-1]}"
    raise NotFound(message + " " + _("Numbers: {numbers}").format(numbers=allowed))


# Text


def terms(text: str) -> list[str]:
    """The terms of a search, folded: whole phrases from quotes, and beginnings of words.

    A space at an end of a term stands for the end of a word there.

    >>> terms('agua "gobierno abierto"')
    [' gobierno abierto ', ' agua']
    """
    phrases = (fold(phrase) for phrase in re.findall(_QUOTED, text))
    words = fold(re.sub(_QUOTED, " ", text)).split()
    return [f" {phrase} " for phrase in phrases if phrase] + [f" {word}" for word in words]


_QUOTED = r'["“«]([^"”»]*)["”»]'


class Passage(NamedTuple):
    """A text of a commitment that can be searched: its field, and its words by language."""

    field: str
    texts: tuple[str, ...]  # the same in each language, the languages in `Lang`'s order, or one


def passages(data: DataSet, commitment: Commitment) -> Iterator[Passage]:
    """The texts of a commitment, as they are read: title first."""

    def both(field: str, text: object) -> Passage:
        return Passage(field, tuple(text[lang] for lang in Lang))  # type: ignore[index]

    yield both("title", commitment.title)
    for code in commitment.topics:
        yield both("topics", data.topic[code].name)
    yield both("objective", commitment.objective)
    for place in commitment.participants:
        yield Passage(
            "participants", ("; ".join(names(data.organization[place.organization])[1:]),)
        )
        if place.note:
            yield both("participants", place.note)
    for result in commitment.results:
        yield both("results", result)
    for mention in commitment.mentions:
        yield Passage("mentions", ("; ".join(names(data.organization[mention.organization])[1:]),))
        if mention.note:
            yield both("mentions", mention.note)
    if commitment.suspension and commitment.suspension.reason:
        yield both("suspension", commitment.suspension.reason)
    yield both("self_assessment", commitment.self_assessment)
    yield both("irm", commitment.irm.text)


Folded = list[tuple[Passage, list[str]]]  # each passage with its folded texts, spaced at both ends


def _folded(data: DataSet, commitment: Commitment) -> Folded:
    found = passages(data, commitment)
    return [(passage, [f" {fold(text)} " for text in passage.texts]) for passage in found]


def _says(folded: Folded, wanted: list[str]) -> bool:
    return all(any(term in text for _p, texts in folded for text in texts) for term in wanted)


def says(data: DataSet, commitment: Commitment, text: str) -> bool:
    """Whether the commitment holds every term of a search, in any of its texts and languages."""
    return _says(_folded(data, commitment), terms(text))


class Hit(NamedTuple):
    """A passage with what a search asked for; `spans` are where, in characters of `text`."""

    commitment: Commitment
    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


def search(
    data: DataSet, commitments: Iterable[Commitment], text: str, lang: Lang
) -> tuple[Hit, ...]:
    """Where the commitments hold the terms of a search: the passages with all of them, or, where
    no passage has all, those with some. A text in `lang` goes before its translation."""
    wanted = terms(text)
    hits: list[Hit] = []
    for commitment in commitments:
        folded = _folded(data, commitment)
        if not _says(folded, wanted):
            continue
        found = [(passage, *_best(passage, texts, wanted, lang)) for passage, texts in folded]
        most = max(len(there) for _p, there, _text in found)
        least = most if most == len(wanted) else 1
        hits += (
            Hit(commitment, p.field, words, _spans(words, there))
            for p, there, words in found
            if len(there) >= least
        )
    return tuple(hits)


def _best(
    passage: Passage, folded: list[str], wanted: list[str], lang: Lang
) -> tuple[list[str], str]:
    """The terms that a passage holds, and in which text: the one with most, `lang` first."""
    there = [
        ([term for term in wanted if term in searched], text)
        for searched, text in zip(folded, passage.texts, strict=True)
    ]
    if len(there) > 1:
        there.insert(0, there.pop(list(Lang).index(lang)))
    return max(there, key=lambda pair: len(pair[0]))


def _places(text: str, term: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)


def _spans(text: str, there: list[str]) -> tuple[tuple[int, int], ...]:
    """Where the terms stand in the text itself, not in its folded form; none within another."""
    folded, origin = " ", [0]
    for place, char in enumerate(text):
        for letter in fold(char) or ("" if unicodedata.combining(char) else " "):
            if letter != " " or folded[-1] != " ":
                folded += letter
                origin.append(place)
    folded += " "
    found = sorted(
        (origin[at + 1], origin[at + len(term.rstrip()) - 1] + 1)
        for term in there
        for at in _places(folded, term)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return tuple(spans)


# Filters


Codes = Callable[[Any], Sequence[str]]  # of a data set, or of any: the scales are always the same


class Filter(NamedTuple):
    """A criterion: its help, the codes it takes (None: free text), what it asks of a commitment.

    `matches` gets the data, the commitment, the value and all the values asked for.
    """

    help: str
    codes: Codes | None
    matches: Callable[[DataSet, Commitment, str, "Criteria"], bool]
    combine: Callable[[Iterable[bool]], bool] = any
    metavar: str = "CODE"


Criteria = Mapping[str, Sequence[str]]  # a filter's name → the values asked for


def _codes(codes: type[StrEnum], *more: str) -> Codes:
    return lambda _data: [*codes, *more]


def _takes_part(data: DataSet, commitment: Commitment, name: str, asked: Criteria) -> bool:
    whole = organization(data, name)
    ids = {whole.id, *(part.id for part in parts(data, whole))}
    roles = asked.get("role")
    return any(
        p.organization in ids and (not roles or p.role in roles) for p in commitment.participants
    )


def _stated(value: StrEnum | None, asked: str) -> bool:
    return asked == (NONE_STATED if value is None else value)


FILTERS: dict[str, Filter] = {
    "status": Filter(
        N_("How it ended, by the self-assessment:"),
        _codes(Status, ACTIVE),
        lambda _d, c, value, _a: c.status.active if value == ACTIVE else c.status == value,
    ),
    "participant": Filter(
        N_("Who took part, by any of its names; repeated: those who worked together."),
        None,
        _takes_part,
        combine=all,
        metavar="NAME",
    ),
    "role": Filter(
        N_("A role that somebody took; with --participant, the role of that one:"),
        _codes(Role),
        lambda _d, c, value, _a: any(p.role == value for p in c.participants),
    ),
    "sector": Filter(
        N_("A sector that somebody who took part belongs to:"),
        _codes(Sector),
        lambda d, c, value, _a: any(
            d.organization[p.organization].sector == value for p in c.participants
        ),
    ),
    "completion": Filter(
        N_("How far it was carried out, by the IRM:"),
        _codes(Completion, NONE_STATED),
        lambda _d, c, value, _a: _stated(c.irm.completion, value),
    ),
    "opening": Filter(
        N_("Whether it opened government, by the IRM:"),
        _codes(Opening, NONE_STATED),
        lambda _d, c, value, _a: _stated(c.irm.opening, value),
    ),
    "early_results": Filter(
        N_("How strong its early results were, by the IRM:"),
        _codes(EarlyResults, NONE_STATED),
        lambda _d, c, value, _a: _stated(c.irm.early_results, value),
    ),
    "topic": Filter(
        N_("What it is about."),
        lambda data: [topic.id for topic in data.topics],
        lambda _d, c, value, _a: value in c.topics,
        metavar="TOPIC",
    ),
    "search": Filter(
        N_("Words that must all be there; a phrase in quotes is searched for as a whole."),
        None,
        lambda d, c, value, _a: says(d, c, value),
        metavar="TEXT",
    ),
}


def option(name: str) -> str:
    """A filter's name as it is typed.

    >>> option("early_results")
    '--early-results'
    """
    return "--" + name.replace("_", "-")


def check(data: DataSet, asked: Criteria) -> None:
    """Raise `Misuse` for a code that a filter lacks, `NotFound` for a name that fits not one."""
    for name, values in asked.items():
        codes = FILTERS[name].codes
        for value in values:
            if codes:
                one_of(value, codes(data), option(name))
            elif name == "participant":
                organization(data, value)
            elif not terms(value):
                raise Misuse(_("Nothing to search for."))


def select(data: DataSet, asked: Criteria) -> tuple[Commitment, ...]:
    """The commitments that match: values of a filter are *or* (participants *and*), filters *and*.

    Raises what `check` raises.
    """
    check(data, asked)
    filters = [(FILTERS[name], values) for name, values in asked.items() if values]
    return tuple(
        c
        for c in data.commitments
        if all(f.combine(f.matches(data, c, v, asked) for v in values) for f, values in filters)
    )


# Counting


class Tally(NamedTuple):
    """How many of the commitments have a value of a field, or a pair of values of two fields.

    `key` is None for what is not stated; `total` is how many commitments were counted in.
    """

    group: str
    key: str | None
    numbers: tuple[int, ...]
    total: int
    cross: str | None = None
    cross_key: str | None = None

    @property
    def n(self) -> int:
        return len(self.numbers)

    @property
    def share(self) -> float | None:
        """Of the commitments counted in, from 0 to 1 with four decimals; None of none."""
        return round(self.n / self.total, 4) if self.total else None


class Field(NamedTuple):
    """What `summary` can count by: a commitment's values, and all that there can be, in order."""

    values: Callable[[DataSet, Commitment], Iterable[str | None]]
    scale: Callable[[DataSet], Sequence[str]]
    whole_scale: bool = True  # whether a value that no commitment has is counted too, as 0


def _roles(_data: DataSet, commitment: Commitment) -> set[str | None]:
    return {p.role for p in commitment.participants}


FIELDS: dict[str, Field] = {
    "status": Field(lambda _d, c: (c.status,), _codes(Status)),
    "irm_completion": Field(lambda _d, c: (c.irm.completion,), _codes(Completion)),
    "irm_opening": Field(lambda _d, c: (c.irm.opening,), _codes(Opening)),
    "irm_early_results": Field(lambda _d, c: (c.irm.early_results,), _codes(EarlyResults)),
    "topic": Field(lambda _d, c: c.topics, lambda d: [t.id for t in d.topics], False),
    "sector": Field(
        lambda d, c: {d.organization[p.organization].sector for p in c.participants},
        _codes(Sector),
    ),
    "role": Field(_roles, _codes(Role)),
    "participant": Field(
        lambda _d, c: {p.organization for p in c.participants},
        lambda d: [o.id for o in d.organizations],
        False,
    ),
}


def tally(data: DataSet, commitments: Sequence[Commitment], group: str) -> tuple[Tally, ...]:
    """The commitments counted by a field of `FIELDS`: scales in their order, topics and
    participants from the most, not stated last."""
    field = FIELDS[group]
    # in no scale, what is not stated comes last of itself
    numbers: dict[str | None, list[int]] = {key: [] for key in field.scale(data)}
    for commitment in commitments:
        for value in field.values(data, commitment):
            numbers.setdefault(value, []).append(commitment.number)
    rows = [Tally(group, key, tuple(found), len(commitments)) for key, found in numbers.items()]
    if not field.whole_scale:
        rows = sorted((row for row in rows if row.n), key=lambda row: -row.n)
    return tuple(rows)


def cross(
    data: DataSet, commitments: Sequence[Commitment], group: str, other: str
) -> tuple[Tally, ...]:
    """Each value of one field counted by each of another, row by row; zeros included."""
    columns = [(row.key, set(row.numbers)) for row in tally(data, commitments, other)]
    return tuple(
        Tally(
            group,
            row.key,
            tuple(number for number in row.numbers if number in numbers),
            row.n,
            other,
            key,
        )
        for row in tally(data, commitments, group)
        for key, numbers in columns
    )


# Who took part


class Involvement(NamedTuple):
    """An organization's part in some commitments: numbers by role, in the roles' order."""

    organization: Organization
    roles: Mapping[Role, tuple[int, ...]]
    mentioned_in: tuple[int, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted({number for numbers in self.roles.values() for number in numbers}))


def participants(
    data: DataSet,
    commitments: Iterable[Commitment],
    sectors: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> tuple[Involvement, ...]:
    """Who took part in the commitments, the most active first, then in the file's order.

    With `sectors`, only their organizations; with `roles`, only who had one of them.
    """
    taken: dict[str, dict[Role, list[int]]] = {}
    mentioned: dict[str, list[int]] = {}
    for commitment in commitments:
        for p in commitment.participants:
            taken.setdefault(p.organization, {}).setdefault(p.role, []).append(commitment.number)
        for mention in commitment.mentions:
            mentioned.setdefault(mention.organization, []).append(commitment.number)
    rows = [
        Involvement(
            o,
            {role: tuple(taken[o.id][role]) for role in Role if role in taken[o.id]},
            tuple(mentioned.get(o.id, ())),
        )
        for o in data.organizations
        if o.id in taken
        and (not sectors or o.sector in sectors)
        and (not roles or any(role in roles for role in taken[o.id]))
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.numbers)))


class Profile(NamedTuple):
    """All that the data set holds of one organization, its parts included."""

    organization: Organization
    parts: tuple[Organization, ...]
    participations: tuple[tuple[Commitment, Participation], ...]
    mentions: tuple[tuple[Commitment, Mention], ...]
    committee: Text | None  # what it did in the coordinating committee
    partners: tuple[tuple[Organization, tuple[int, ...]], ...]  # shared commitments, most first


def profile(data: DataSet, name: str) -> Profile:
    """The profile of the organization that `name` fits; raises `NotFound`."""
    whole = organization(data, name)
    inside = parts(data, whole)
    ids = {whole.id, *(part.id for part in inside)}
    took = tuple((c, p) for c in data.commitments for p in c.participants if p.organization in ids)
    shared: dict[str, list[int]] = {}
    for commitment in dict.fromkeys(c for c, _p in took):
        for p in commitment.participants:
            if p.organization not in ids and p.organization != whole.part_of:
                shared.setdefault(p.organization, []).append(commitment.number)
    members = data.plan.committee.members if data.plan.committee else ()
    return Profile(
        whole,
        inside,
        took,
        tuple((c, m) for c in data.commitments for m in c.mentions if m.organization in ids),
        next((member.part for member in members if member.organization in ids), None),
        tuple(
            (data.organization[id], tuple(numbers))
            for id, numbers in sorted(shared.items(), key=lambda item: -len(item[1]))
        ),
    )


# What the evaluators say

_SAME = {
    Status.COMPLETED: Completion.COMPLETE,
    Status.LIMITED: Completion.LIMITED,
    Status.INACTIVE: Completion.NOT_STARTED,
}


def divergent(commitment: Commitment) -> bool | None:
    """Whether self-assessment and IRM differ on completion; None where the IRM states none."""
    stated = commitment.irm.completion
    return None if stated is None else stated is not _SAME[commitment.status]


# Whether the report adds up


class Verdict(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COUNTABLE = "not-countable"


class Finding(NamedTuple):
    """A claim held against the rows: what they count (None: cannot), and which count."""

    claim: Claim
    counted: int | None
    numbers: tuple[int, ...]
    note: str | None

    @property
    def verdict(self) -> Verdict:
        if self.counted is None:
            return Verdict.NOT_COUNTABLE
        return Verdict.AGREES if self.counted == self.claim.stated else Verdict.DIFFERS


Counted = tuple[int | None, Sequence[int], str | None]


def audit(data: DataSet) -> tuple[Finding, ...]:
    """Every claim of the opening pages held against the rows, in the claims' order."""
    findings = []
    for claim in data.plan.claims:
        counted, numbers, note = COUNTS[claim.claim](data)
        findings.append(Finding(claim, counted, tuple(numbers), note))
    return tuple(findings)


def _commitments(data: DataSet) -> Counted:
    numbers = [c.number for c in data.commitments]
    return len(numbers), numbers, None


def _of_sector(data: DataSet, sector: Sector) -> Counted:
    there = participants(data, data.commitments, [sector])
    numbers = sorted({number for row in there for number in row.numbers})
    notes = [_("Counted is each organization that a row names among its participants.")]
    inside = [row.organization.short for row in there if row.organization.part_of]
    if inside:
        text = _("Counted apart, though part of another organization: {names}.")
        notes.append(text.format(names=", ".join(inside)))
    took = {row.organization.id for row in there}
    mentioned = [
        _("{name} (in {number})").format(name=o.short, number=c.number)
        for c in data.commitments
        for m in c.mentions
        for o in [data.organization[m.organization]]
        if o.sector is sector and o.id not in took
    ]
    if mentioned:
        text = _("Named in a row, but not among its participants: {names}.")
        notes.append(text.format(names=", ".join(mentioned)))
    return len(there), numbers, " ".join(notes)


def _of_status(data: DataSet, status: Status) -> Counted:
    numbers = [c.number for c in data.commitments if c.status is status]
    return len(numbers), numbers, None


def _substantial(data: DataSet) -> Counted:
    text = _("The self-assessment calls no row substantial: those it calls completed are counted.")
    return *_of_status(data, Status.COMPLETED)[:2], text


def _suspended(data: DataSet) -> Counted:
    inactive = [c for c in data.commitments if c.status is Status.INACTIVE]
    numbers = [c.number for c in inactive if c.suspension]
    silent = ", ".join(str(c.number) for c in inactive if not c.suspension)
    text = _("The row does not say that the organizations suspended their part: {numbers}.")
    return len(numbers), numbers, text.format(numbers=silent) if silent else None


def _mixed(_data: DataSet) -> Counted:
    return None, (), _("No row sets the institutions' view apart from the organizations'.")


def _outcomes(_data: DataSet) -> Counted:
    text = _("The rows give results without saying to which category of outcomes they belong.")
    return None, (), text


COUNTS: dict[ClaimCode, Callable[[DataSet], Counted]] = {
    ClaimCode.COMMITMENTS: _commitments,
    ClaimCode.CIVIL_SOCIETY: lambda data: _of_sector(data, Sector.CIVIL_SOCIETY),
    ClaimCode.FEDERAL: lambda data: _of_sector(data, Sector.FEDERAL),
    ClaimCode.AUTONOMOUS: lambda data: _of_sector(data, Sector.AUTONOMOUS),
    ClaimCode.MUNICIPAL: lambda data: _of_sector(data, Sector.MUNICIPAL),
    ClaimCode.SUBSTANTIAL: _substantial,
    ClaimCode.LIMITED: lambda data: _of_status(data, Status.LIMITED),
    ClaimCode.MIXED: _mixed,
    ClaimCode.INACTIVE: lambda data: _of_status(data, Status.INACTIVE),
    ClaimCode.INACTIVE_SUSPENDED: _suspended,
    ClaimCode.DIAGNOSTICS: _outcomes,
    ClaimCode.PARTICIPATION_MECHANISMS: _outcomes,
    ClaimCode.POLICY_PROPOSALS: _outcomes,
    ClaimCode.METHODOLOGIES: _outcomes,
    ClaimCode.INFORMATION_QUALITY: _outcomes,
    ClaimCode.MICROSITES: _outcomes,
    ClaimCode.PLATFORMS: _outcomes,
}
