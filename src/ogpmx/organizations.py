"""Organizations: found by the names that people type, and what each did."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ogpmx.errors import NotFound
from ogpmx.matching import find_fitting, join_or, near_misses
from ogpmx.messages import _
from ogpmx.models import Commitment, DataSet, Organization, Role

# By name


def spellings(organization: Organization) -> tuple[str, ...]:
    """Everything that an organization answers to: id, acronym, name, aliases."""
    acronym = (organization.acronym,) if organization.acronym else ()
    return (organization.id, *acronym, organization.name, *organization.aliases)


def parts_of(data: DataSet, organization: Organization) -> tuple[Organization, ...]:
    """The organizations that are part of this one, at any depth."""
    direct = [other for other in data.organizations if other.part_of == organization.id]
    return tuple(direct) + tuple(p for other in direct for p in parts_of(data, other))


def ids_with_parts(data: DataSet, name: str) -> set[str]:
    """The ids of the organization that `name` fits and of its parts; raises `NotFound`."""
    whole = find_organization(data, name)
    return {whole.id, *(part.id for part in parts_of(data, whole))}


def find_organization(data: DataSet, name: str) -> Organization:
    """The one organization that `name` fits, whatever its case and accents.

    Raises `NotFound` with the nearest spellings, or with all that a part of a name fits.
    """
    fits = find_fitting(name, ((o, spellings(o)) for o in data.organizations))
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
    each = [find_fitting(word, spelled) for word in name.split()]
    if len(each) > 1 and all(len(fits) == 1 for fits in each):
        options = " ".join(f"--participant {shlex.quote(fits[0].short)}" for fits in each)
        hint = _("What they did together: ogpmx filter {options}").format(options=options)
        return message + " " + hint
    short_names = {spelling: o.short for o in data.organizations for spelling in spellings(o)}
    near = near_misses(name, short_names, 5)
    meant = list(dict.fromkeys(short_names[spelling] for spelling in near))
    if not meant:
        return message + " " + _("“ogpmx participants” lists all.")
    return message + " " + _("Did you mean {names}?").format(names=join_or(meant))


# Who took part


class Involvement(NamedTuple):
    """What an organization did in some commitments: their numbers by role, in the roles' order."""

    organization: Organization
    roles: Mapping[Role, tuple[int, ...]]
    mentioned_in: tuple[int, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted({number for numbers in self.roles.values() for number in numbers}))


def list_involvements(
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
    involvements = [
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
    return tuple(sorted(involvements, key=lambda row: -len(row.numbers)))
