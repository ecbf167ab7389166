"""Organizations: found by the names that people type, and what each did."""

import re
import shlex
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ogpmx.codes import Role
from ogpmx.errors import NotFound
from ogpmx.matching import find_fitting, natural_order, near_misses, suggest
from ogpmx.messages import _
from ogpmx.models import Commitment, CommitmentNumber, DataSet, Mention, Organization, Participation

# By name


def spellings(organization: Organization) -> tuple[str, ...]:
    """Everything that an organization answers to: id, acronym, name, aliases."""
    acronym = (organization.acronym,) if organization.acronym else ()
    return (organization.id, *acronym, organization.name, *organization.aliases)


def parts_of(data: DataSet, organization: Organization) -> tuple[Organization, ...]:
    """The organizations that are part of this one, at any depth."""
    found = [organization]
    for whole in found:  # which grows
        found += (other for other in data.organizations if other.part_of == whole.id)
    return tuple(found[1:])


def is_within(data: DataSet, id: str, whole: str) -> bool:
    """Whether an organization is the one with the id `whole`, or a part of it at any depth."""
    above: str | None = id
    while above is not None and above != whole:
        above = data.organizations_by_id[above].part_of
    return above == whole


def find_organization(data: DataSet, name: str) -> Organization:
    """The one organization that `name` fits, whatever its case and accents.

    Raises `NotFound` with the nearest spellings, or with all that a part of a name fits.
    """
    spelled = ((o, (*spellings(o), f"{o.acronym or ''} {o.name}")) for o in data.organizations)
    exact = [o for o in data.organizations if name in spellings(o)]  # A+, beside A
    fits = exact if len(exact) == 1 else find_fitting(name, spelled)
    if not fits:
        raise NotFound(_nobody(data, name))
    if len(fits) > 1:
        message = _("“{name}” fits several organizations; name one of them:").format(name=name)
        named = (f"  {o.short} – {o.name}" if o.acronym else f"  {o.name}" for o in fits)
        raise NotFound("\n".join([message, *named]))
    return fits[0]


def _nobody(data: DataSet, name: str) -> str:
    message = _("No organization answers to “{name}”.").format(name=name)
    spelled = [(o, spellings(o)) for o in data.organizations]
    words = re.split(r"[\s,;&+]+(?:(?:y|e|and)\s+)?", name)
    each = [find_fitting(word, spelled) for word in words]
    if all(len(fits) == 1 for fits in each):
        options = " ".join(f"--participant {shlex.quote(fits[0].short)}" for fits in each)
        hint = _("What they did together: ogpmx filter {options}").format(options=options)
        return message + " " + hint
    short_names = {spelling: o.short for o in data.organizations for spelling in spellings(o)}
    near = near_misses(name, short_names, 5)
    hint = suggest(short_names[spelling] for spelling in near)
    return message + (hint or " " + _("“ogpmx participants” lists all."))


# Who took part


class Involvement(NamedTuple):
    """What an organization did in some commitments: their numbers by role, in the roles' order."""

    organization: Organization
    roles: Mapping[Role, tuple[CommitmentNumber, ...]]
    mentioned_in: tuple[CommitmentNumber, ...]

    @property
    def numbers(self) -> tuple[CommitmentNumber, ...]:
        found = {number for numbers in self.roles.values() for number in numbers}
        return tuple(sorted(found, key=natural_order))

    def roles_in(self, number: CommitmentNumber) -> list[Role]:
        """The roles in one commitment."""
        return [role for role, numbers in self.roles.items() if number in numbers]


def list_involvements(data: DataSet, commitments: Iterable[Commitment]) -> tuple[Involvement, ...]:
    """Who took part in the commitments, the most active first, then in the file's order."""
    taken: dict[str, dict[Role, list[CommitmentNumber]]] = {}
    mentioned: dict[str, list[CommitmentNumber]] = {}
    for commitment in commitments:
        for p in commitment.participants:
            taken.setdefault(p.organization, {}).setdefault(p.role, []).append(commitment.number)
        for mention in commitment.mentions:
            mentioned.setdefault(mention.organization, []).append(commitment.number)
    involvements = [
        Involvement(
            o,
            {role: tuple(taken[o.id][role]) for role in Role if role in taken[o.id]},
            tuple(mentioned.get(o.id, ())),
        )
        for o in data.organizations
        if o.id in taken
    ]
    return tuple(sorted(involvements, key=lambda row: -len(row.numbers)))


# What one of them did


class Profile(NamedTuple):
    """All that the data set holds of one organization, its parts included."""

    organization: Organization
    parts: tuple[Organization, ...]
    participations: tuple[tuple[Commitment, Participation], ...]
    mentions: tuple[tuple[Commitment, Mention], ...]
    committee: str | dict[str, str] | None  # what it did in the coordinating committee
    partners: tuple[tuple[Organization, tuple[CommitmentNumber, ...]], ...]  # by what they share
    most_partners: int | None = None  # how many of them were asked for


def make_profile(data: DataSet, whole: Organization) -> Profile:
    """What an organization and its parts did."""
    parts = parts_of(data, whole)
    ids = {whole.id, *(part.id for part in parts)}
    took = tuple((c, p) for c in data.commitments for p in c.participants if p.organization in ids)
    shared: dict[str, list[CommitmentNumber]] = {}
    for commitment in {c.number: c for c, _p in took}.values():
        for id in {p.organization: 0 for p in commitment.participants}:  # roles may be two
            if id not in ids and id != whole.part_of:
                shared.setdefault(id, []).append(commitment.number)
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
