"""What is wrong with a plan's file: every rule about validity, each fault with its place.

The shape comes from the types of the models, through msgspec's description of them; the links
between records are checked on the same walk.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple, get_args

from msgspec import inspect as types

from ogpmx import constraints, models
from ogpmx.errors import Misuse, NotFound
from ogpmx.filters import FILTERS, resolve_criteria
from ogpmx.matching import join_or, near_misses
from ogpmx.messages import N_, _
from ogpmx.model_fields import said_of
from ogpmx.model_types import alternatives, list_metadata, rule_of, type_info
from ogpmx.models import DataSet

KeyPath = tuple[str | int, ...]
_DATE_FORM = re.compile(get_args(constraints.Date)[1].pattern)
LANGUAGE_FORM = re.compile(get_args(constraints.LanguageTag)[1].pattern)
# What a text's mapping holds, which msgspec is not told (see `constraints`).
_TEXTS = types.DictType(type_info(constraints.LanguageTag), type_info(constraints.Verbatim))


class Fault(NamedTuple):
    """One fault: where in the document (keys, and places in lists from 0) and what is wrong."""

    path: KeyPath
    message: str

    @property
    def where(self) -> str:
        """The path as people write it: `commitments[7].irm.opening`; empty for the whole."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".")


@dataclass(frozen=True)
class MisreadWord:  # no tuple: msgspec takes tuples for lists
    """A bare YAML word that YAML takes for something else than text or a plain whole number."""

    kind: str  # boolean, number, date: YAML's own word
    written: str


def find_faults(tree: Any) -> list[Fault]:
    """Every fault of a parsed document, in the order in which it is read."""
    if _holds_rows(tree):
        message = _(
            "holds rows of an answer, or the like, and no plan; ogpmx export gives a whole plan"
        )
        return [Fault((), message)]
    found = _Checker(tree)
    found.check(tree, type_info(DataSet), ())
    return found.faults


def _holds_rows(tree: Any) -> bool:
    """Whether a document is records alone, as `list` gives them with json or jsonl."""
    if isinstance(tree, list):
        return bool(tree) and all(isinstance(row, dict) for row in tree)
    commitments = _find(tree, "commitments")
    rows = commitments if isinstance(commitments, list) else [tree]
    is_plan = isinstance(_find(tree, "plan"), dict)
    return not is_plan and any(isinstance(row, dict) and "active" in row for row in rows)


def find_uncountable_claims(data: DataSet) -> Iterator[Fault]:
    """The claims of an otherwise valid plan whose counting asks for what the plan does not have."""
    for place, claim in enumerate(data.plan.claims):
        for kind in ("commitments", "organizations"):
            try:
                resolve_criteria(data, getattr(claim.count, kind, None) or {})
            except (Misuse, NotFound) as error:
                where = ("plan", "claims", place, "count", kind)
                yield Fault(where, str(error).partition("\n")[0])


class _Checker:
    """Walks through a document beside the types of the models, and notes what does not fit."""

    def __init__(self, tree: Any) -> None:
        self.faults: list[Fault] = []
        self.tags: dict[str, str] = {}  # languages in small letters, as they are first written
        tables = _find(tree, "plan", "source", "tables")
        self.known = {
            "reference": _texts(_find(tree, "organizations"), "id"),
            "topic": _texts(_find(tree, "topics"), "id"),
            "table": [str(key) for key in tables] if isinstance(tables, dict) else [],
        }

    def note(self, path: KeyPath, message: str) -> None:
        self.faults.append(Fault(path, message))

    def check(self, value: Any, kind: types.Type, path: KeyPath) -> None:
        """Note the faults of a value that is to be of this type."""
        options = alternatives(kind)
        fits = next((option for option in options if _fits(value, option)), None)
        if fits is None:
            misfit = _describe_misfit(value, join_or([*map(_name_kind, options)]))
            self.note(path, "; ".join(filter(None, (misfit, _advise(value, options)))))
        elif isinstance(fits, types.DataclassType):
            self.check_record(value, fits, path)
        elif isinstance(fits, types.VarTupleType):
            for place, item in enumerate(value):
                self.check(item, fits.item_type, (*path, place))
        elif isinstance(fits, types.DictType):
            self.check_mapping(value, _TEXTS if rule_of(kind) == "text" else fits, path)
        elif isinstance(fits, types.IntType):
            if not (fits.ge or 0) <= value <= (fits.le or 0):
                limits = _("must be a whole number from {least} to {most}")
                self.note(path, limits.format(least=fits.ge, most=fits.le))
        elif isinstance(fits, types.EnumType):
            self.check_word(value, [str(code.value) for code in fits.cls], path)
        elif isinstance(fits, types.StrType):
            self.check_text(value, fits.pattern, kind, path)

    def check_word(self, value: str, allowed: list[str], path: KeyPath) -> None:
        """A code of a scale."""
        if value not in allowed:
            message = _("{word} is not one of {codes}")
            message = message.format(word=repr(value), codes=", ".join(allowed))
            self.note(path, message + _suggest(value, allowed))

    def check_text(self, value: str, pattern: str | None, kind: types.Type, path: KeyPath) -> None:
        """A text against its pattern, which a description says in words, and against its rule."""
        rule = rule_of(kind)
        if not value.strip() and (pattern or rule == "text"):
            self.note(path, _("is empty"))
        elif pattern and not re.search(pattern, value):
            described = (said.extra_json_schema or {} for said in list_metadata(kind))
            form = next((d["description"] for d in described if d), "")
            form = _(form).rstrip(".") if form else constraints.published(pattern)
            message = _("{value} does not have the form: {form}")
            self.note(path, message.format(value=repr(value), form=form))
        if value not in self.known.get(rule, (value,)):
            message = _("there is no {value}").format(value=repr(value))
            self.note(path, message + _suggest(value, self.known[rule]))
        first = self.tags.setdefault(value.lower(), value) if rule == "language" else value
        if first != value:
            message = _("{value} is written {other} elsewhere; capitals make no other language")
            self.note(path, message.format(value=repr(value), other=repr(first)))
        if rule == "date" and _is_date(value) and not date_exists(value):
            message = _("{value} is not in the calendar").format(value=repr(value))
            self.note(path, message)

    def check_mapping(self, value: Any, kind: types.DictType, path: KeyPath) -> None:
        """Languages with texts, tables with names, filters with values."""
        holds_criteria = isinstance(kind.value_type, types.VarTupleType)
        if not value and not holds_criteria:
            self.note(path, _("is empty"))
        for key, item in value.items():
            if holds_criteria and key not in FILTERS:
                self.check_word(key, [*FILTERS], (*path, key))
            else:
                self.check(key, kind.key_type, (*path, key))
            self.check(item, kind.value_type, (*path, key))
            asked = FILTERS.get(key) if holds_criteria else None
            if asked and asked.codes and not asked.name and isinstance(item, list):
                for place, word in enumerate(item):
                    if isinstance(word, str):
                        self.check_word(word, [*asked.codes(None)], (*path, key, place))

    def check_record(self, value: Any, kind: types.DataclassType, path: KeyPath) -> None:
        """A mapping that is to become one of the models."""
        known = [field.name for field in fields(kind.cls)]
        for key in value:
            if key not in known:
                message = _("unknown key {key}").format(key=repr(key))
                self.note((*path, key), message + _suggest(str(key), known))
        for field in kind.fields:
            if field.name not in value:
                if field.required:
                    self.note(path, _("{key} is missing").format(key=repr(field.name)))
                continue
            self.check(value[field.name], field.type, (*path, field.name))
            for names in said_of(kind.cls, field.name).once:
                self.check_once(value[field.name], field.type, names, (*path, field.name))
        start, end = value.get("start"), value.get("end")
        if _is_date(start) and _is_date(end) and is_before(end, start):
            message = _("{end} is before the start, {start}")
            self.note((*path, "end"), message.format(end=repr(end), start=repr(start)))
        if kind.cls is models.Counting and list(value.values()).count(None) + 1 != len(value):
            self.note(path, _("must have either commitments or organizations"))
        if kind.cls is models.Commitment:
            took = _texts(value.get("participants"), "organization")
            for place, id in enumerate(_texts(value.get("mentions"), "organization")):
                if id and id in took:
                    message = _("{value} is repeated: it is among the participants too")
                    where = (*path, "mentions", place, "organization")
                    self.note(where, message.format(value=repr(id)))
        if kind.cls is DataSet:
            self.check_circles(value.get("organizations"))

    def check_once(self, items: Any, kind: Any, names: tuple[str, ...], path: KeyPath) -> None:
        """Note the items of a list that have the same under all these keys as one before."""
        usual = {field.name: field.default for field in getattr(kind.item_type, "fields", ())}
        seen = set()
        for place, item in enumerate(items if isinstance(items, list) else ()):
            held = item if isinstance(item, dict) else {}
            if names and names[0] not in held:
                continue
            values = [held.get(n, usual.get(n)) for n in names] if names else [item]
            told = tuple(str(value).strip().casefold() for value in values)  # as it is asked for
            if told in seen:
                message = _("{value} is repeated").format(value=repr(values[0]))
                self.note((*path, place, *names[:1]), message)
            seen.add(told)

    def check_circles(self, organizations: Any) -> None:
        """Note organizations that would be part of themselves."""
        ids = _texts(organizations, "id")
        whole_of = dict(zip(ids, _texts(organizations, "part_of"), strict=True))
        for place, own in enumerate(ids):
            if is_part_of_itself(own, whole_of):
                message = _("{value} would be a part of itself").format(value=repr(own))
                self.note(("organizations", place, "part_of"), message)


def is_part_of_itself(own: str, whole_of: Mapping[str, str | None]) -> bool:
    """Whether an organization is among those that it is a part of, by the whole of each."""
    above, seen = whole_of.get(own), set()
    while above and above not in seen:
        seen.add(above)
        above = whole_of.get(above)
    return own in seen


def _find(tree: Any, *keys: str) -> Any:
    """What stands under these keys, each within the one before; None where nothing does."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _texts(items: Any, key: str) -> list[str]:
    """What each item of a list has under a key, "" where that is no text."""
    found = [_find(item, key) for item in items] if isinstance(items, list) else []
    return [value if isinstance(value, str) else "" for value in found]


# What a type wants: in Python, and in words
_KINDS: dict[type[types.Type], tuple[type, str]] = {
    types.DataclassType: (dict, N_("a mapping")),
    types.DictType: (dict, N_("a mapping")),
    types.VarTupleType: (list, N_("a list")),
    types.IntType: (int, N_("a whole number")),
    types.StrType: (str, N_("text")),
    types.EnumType: (str, N_("one of {codes}")),
}


def _fits(value: Any, kind: types.Type) -> bool:
    """Whether a value is of the kind of thing that a type wants."""
    return isinstance(value, _KINDS[type(kind)][0]) and not isinstance(value, bool)


def _name_kind(kind: types.Type) -> str:
    """What is wanted, in words."""
    codes = ", ".join(kind.cls) if isinstance(kind, types.EnumType) else ""
    return _(_KINDS[type(kind)][1]).format(codes=codes)


def _suggest(word: str, known: list[str]) -> str:
    """`; did you mean …?` with the nearest of the known words, or nothing."""
    matches = near_misses(word, known, 1)
    return _("; did you mean {word}?").format(word=matches[0]) if matches else ""


def _describe_misfit(value: object, wanted: str) -> str:
    """That `value` is not what is wanted."""
    if isinstance(value, MisreadWord):
        kinds = {"boolean": _("yes or no (a boolean)"), "date": _("a date")}
        kind = kinds.get(value.kind, _("a number"))
        message = _("must be {wanted}: YAML reads {written} as {kind}")
        written = value.written if len(value.written) <= 60 else f"{value.written[:60]}…"
        return message.format(wanted=wanted, written=written, kind=kind)
    names = {
        dict: _("a mapping"),
        list: _("a list"),
        str: _("text"),
        bool: _("a boolean"),
        int: _("a number"),
        float: _("a number with decimals"),
    }
    found = names.get(type(value), _("nothing (null)"))
    return _("is {found}; must be {wanted}").format(wanted=wanted, found=found)


def _advise(value: object, options: list[types.Type]) -> str:
    """What to write instead of a YAML word: quotes for text, plain figures (3 for 0x3 or 3.0)."""
    wanted = {_KINDS[type(option)][0] for option in options if not hasattr(option, "cls")}
    if isinstance(value, str):
        is_figure = value.isascii() and value.isdigit()
        return _("write it without quotes") if int in wanted and is_figure else ""
    in_figures = ""
    if isinstance(value, MisreadWord) and value.kind == "number" and int in wanted:
        in_figures = _("write it in plain figures")
        with suppress(ValueError):  # 010 is eight or ten, 12:30:00 no number that anybody meant
            figures = int(re.sub(r"\.0*$", "", value.written.replace("_", "")), 0)
            return _("write it in plain figures: {figures}").format(figures=figures)
    is_bare = isinstance(value, MisreadWord | int | float) and not isinstance(value, bool)
    return _("put it in quotes") if is_bare and str in wanted else in_figures


# Dates


def _is_date(value: object) -> bool:
    return isinstance(value, str) and _DATE_FORM.search(value) is not None


def date_exists(value: str) -> bool:
    """Whether a year, month or day is in the calendar (2031-02-31 is not, nor is the year 0)."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_before(end: str, start: str) -> bool:
    """Whether one date is before another, as exactly as both are known: 2020 is not before 2020-05.

    >>> is_before("2020", "2020-05"), is_before("2020-04-30", "2020-05")
    (False, True)
    """
    length = min(len(end), len(start))
    return end[:length] < start[:length]
