"""What a shell completes: words of the program, and of the data. It never complains.

A shell interprets what it is offered, some before Enter is pressed: what it could misread, a data
file's text above all, is not offered.
"""

import os
import re
from collections.abc import Sequence
from typing import Any

from ogpmx import loader
from ogpmx.errors import OgpmxError
from ogpmx.filters import FILTERS
from ogpmx.global_options import Completer, choose_file, completer, find_global, is_plain
from ogpmx.models import DataSet


def read_quietly(ctx: Any) -> list[DataSet]:
    """The data set in use; none where it cannot be read, or only from a keyboard or a pipe."""
    try:
        file = choose_file(find_global(ctx, "data"))
        return [loader.load(file)] if file is None or os.path.isfile(file) else []
    except OgpmxError:
        return []


def complete_filter(name: str) -> Completer:
    """Completion with a filter's codes, or with the organizations' short names."""

    def complete(ctx: Any, incomplete: str) -> list[str]:
        codes = FILTERS[name].codes
        if codes:
            lists = (complete_list(codes(d), ",") for d in read_quietly(ctx))
            return [word for complete_codes in lists for word in complete_codes(incomplete)]
        return complete_organization(ctx, incomplete) if name == "participant" else []

    return complete


def complete_organization(ctx: Any, incomplete: str) -> list[str]:
    """Completion with acronyms, or ids where there is no plain one, whatever the case typed."""
    organizations = [o for data in read_quietly(ctx) for o in data.organizations]
    words = [o.acronym if is_plain(o.acronym or "") else o.id for o in organizations]
    begun = [word for word in words if word and word.lower().startswith(incomplete.lower())]
    return completer([incomplete + word[len(incomplete) :] for word in begun])(incomplete)


def complete_number(ctx: Any, incomplete: str) -> list[str]:
    """Completion with commitments' numbers and OGP ids."""
    commitments = [c for data in read_quietly(ctx) for c in data.commitments]
    words = [str(c.number) for c in commitments] + [c.ogp_id for c in commitments if c.ogp_id]
    return completer(words)(incomplete)


def complete_claim(ctx: Any, incomplete: str) -> list[str]:
    """Completion with the codes of the plan's claims."""
    claims = [claim.claim for data in read_quietly(ctx) for claim in data.plan.claims]
    return completer(claims)(incomplete)


def complete_list(allowed: Sequence[str], signs: str = ",+-") -> Completer:
    """Completion of the last of some words joined by commas, whatever sign stands before it."""

    def complete(incomplete: str) -> list[str]:
        last = re.split(f"[{signs}]", incomplete)[-1]
        before = incomplete.removesuffix(last)
        if not re.fullmatch(r"[\w.,+-]*", before, re.ASCII):
            return []  # the shell would read the signs in it once more
        return [before + word for word in completer(allowed)(last)]

    return complete
