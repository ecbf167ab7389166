"""What a shell completes from the data: codes, topics, names, numbers. It never complains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ogpmx.errors import OgpmxError
from ogpmx.shared import Complete, among, data_file

if TYPE_CHECKING:
    from ogpmx.models import DataSet


def _readable(ctx: typer.Context) -> list[DataSet]:
    """The data set to complete from; none where it cannot be read: one is only typing."""
    from ogpmx import loader

    try:
        return [loader.load(data_file(ctx))]
    except OgpmxError:
        return []


def complete_filter(name: str) -> Complete:
    """Completion with a filter's codes, or with the organizations' short names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from ogpmx import queries

        codes = queries.FILTERS[name].codes
        if codes:
            return [word for data in _readable(ctx) for word in among(codes(data))(incomplete)]
        return complete_organization(ctx, incomplete) if name == "participant" else []

    return complete


def complete_organization(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completion with acronyms, or ids where there is none, whatever the case typed."""
    words = [o.acronym or o.id for data in _readable(ctx) for o in data.organizations]
    begun = [word for word in words if word.lower().startswith(incomplete.lower())]
    return [incomplete + word[len(incomplete) :] for word in begun]


def complete_number(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completion with commitments' numbers and OGP ids."""
    commitments = [c for data in _readable(ctx) for c in data.commitments]
    words = [str(c.number) for c in commitments] + [c.ogp_id for c in commitments if c.ogp_id]
    return among(words)(incomplete)


def complete_field(incomplete: str) -> list[str]:
    """Completion with the fields that a summary can count by."""
    from ogpmx import queries

    return among([*queries.FIELDS])(incomplete)


def complete_list(allowed: Sequence[str]) -> Complete:
    """Completion of the last of some words joined by commas, whatever sign stands before it."""

    def complete(incomplete: str) -> list[str]:
        last = re.split("[,+-]", incomplete)[-1]
        before = incomplete.removesuffix(last)
        return [before + word for word in among(allowed)(last)]

    return complete
