"""What a shell completes from the data: codes, topics, names, numbers. It never complains."""

import re
from collections.abc import Sequence

import typer

from ogpmx import loader
from ogpmx.counting import DIMENSIONS
from ogpmx.errors import OgpmxError
from ogpmx.filters import FILTERS
from ogpmx.global_options import Completer, choose_file, completer, find_global
from ogpmx.models import DataSet


def _readable(ctx: typer.Context) -> list[DataSet]:
    """The data set to complete from; none where it cannot be read: one is only typing."""
    try:
        return [loader.load(choose_file(find_global(ctx, "data")))]
    except OgpmxError:
        return []


def complete_filter(name: str) -> Completer:
    """Completion with a filter's codes, or with the organizations' short names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        codes = FILTERS[name].codes
        if codes:
            return [word for data in _readable(ctx) for word in completer(codes(data))(incomplete)]
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
    return completer(words)(incomplete)


def complete_dimension(incomplete: str) -> list[str]:
    """Completion with what a summary can count by."""
    return completer([*DIMENSIONS])(incomplete)


def complete_list(allowed: Sequence[str]) -> Completer:
    """Completion of the last of some words joined by commas, whatever sign stands before it."""

    def complete(incomplete: str) -> list[str]:
        last = re.split("[,+-]", incomplete)[-1]
        before = incomplete.removesuffix(last)
        return [before + word for word in completer(allowed)(last)]

    return complete
