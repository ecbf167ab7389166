"""The words for people: codes as labels, values as cells. Labels are never compared."""

from collections.abc import Sequence
from enum import StrEnum

from ogpmx.codes import Role, Status
from ogpmx.messages import N_, _, pgettext, translate_to_all

NOT_STATED = "—"

SIGNS = dict(zip(Status, "✓◕◐▸○✗✗", strict=True))

# Where the code itself, with spaces for hyphens, would not do as the English label.
_ENGLISH = {
    "Status.limited": "limited progress",
    "Status.substantial": "substantial progress",
    "EarlyResults.none": "no results",
    "Role.co-responsible": "co-responsible",
}

# What filters take besides the codes of a scale.
_WORDS = {"active": N_("active"), "none-stated": N_("not stated"), "yes": N_("yes"), "no": N_("no")}


def source_of_label(code: str) -> tuple[str | None, str]:
    """The context and the English words of a code's label, as the catalogues hold them."""
    if not isinstance(code, StrEnum):
        return None, _WORDS[code]
    context = type(code).__name__
    return context, _ENGLISH.get(f"{context}.{code}", code.replace("-", " "))


def label_code(code: str) -> str:
    """The label of a code in the language in use."""
    context, words = source_of_label(code)
    return pgettext(context, words) if context else _(words)


def spell_code(code: str) -> list[str]:
    """The labels of a code in every language of the program, as people may type them."""
    context, words = source_of_label(code)
    return translate_to_all(words, context)


def label_status(status: Status | None) -> str:
    """A status with its sign: `✓ completed`; a dash where none is stated."""
    return f"{SIGNS[status]} {label_code(status)}" if status else NOT_STATED


def role_letters() -> dict[Role, str]:
    """A letter for each role, in the language in use; no two alike."""
    return {
        Role.RESPONSIBLE: pgettext("letter of responsible", "R"),
        Role.CO_RESPONSIBLE: pgettext("letter of co-responsible", "C"),
        Role.ACCOMPANYING: pgettext("letter of accompanying", "A"),
        Role.SUPPORTING: pgettext("letter of supporting", "S"),
        Role.PARTICIPANT: pgettext("letter of participant", "P"),
    }


def format_value(value: object) -> str:
    """A value as people read it: codes as labels, null as a dash, lists joined by `; `."""
    if value is None:
        return NOT_STATED
    if isinstance(value, StrEnum):
        return label_code(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(format_value, value))
    return str(value)


def format_numbers(values: Sequence[int | str]) -> str:
    """Commitments' numbers, runs of whole ones drawn together: `1, 3–5`.

    >>> format_numbers([1, 3, 4, 5, 7, 8, "8.1"])
    '1, 3–5, 7, 8, 8.1'
    """
    runs: list[list[int | str]] = []
    for value in values:
        before = runs[-1][-1] if runs else None
        if isinstance(before, int) and value == before + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(shown)


def format_share(size: int, total: int) -> str:
    """A share as a whole percentage, half up; neither 0 nor 100 where it is not just that.

    >>> format_share(1, 8), format_share(1, 300), format_share(299, 300), format_share(0, 3)
    ('13%', '<1%', '>99%', '0%')
    """
    if not total:
        return NOT_STATED
    percent = (200 * size + total) // (2 * total)
    if percent == 0 and size:
        return "<1%"
    return ">99%" if percent == 100 and size < total else f"{percent}%"


_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def format_period(start: str | None, end: str | None) -> str:
    """From when to when, as far as it is stated; nothing if it is not."""
    if start and end:
        return _("{start} to {end}").format(start=format_date(start), end=format_date(end))
    if start:
        return _("from {start}").format(start=format_date(start))
    return _("until {end}").format(end=format_date(end)) if end else ""


def format_date(value: str) -> str:
    """A date of the data, as exact as it is: `31 August 2022`, `January 2020`, `2019`."""
    year, month, day = (*value.split("-"), "", "")[:3]
    if not month:
        return year
    name = _(_MONTHS[int(month) - 1])
    if not day:
        return _("{month} {year}").format(month=name, year=year)
    return _("{day} {month} {year}").format(day=int(day), month=name, year=year)
