"""What a valid file is: every rule about validity, for loading and for `validate` alike.

The shape comes from the dataclasses of `models` (types, patterns, limits, through msgspec's
description of them); the links between records are checked here.
"""

import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, is_dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw
from msgspec import inspect as types

from ogpmx import constraints, models
from ogpmx.matching import near_misses
from ogpmx.messages import N_, _
from ogpmx.models import DataSet

# msgspec evaluates the annotations of `models`: give that module the names that they use.
vars(models).update({name: value for name, value in vars(constraints).items() if name[0].isupper()})

type_info = cache(types.type_info)
_ABSENT = Raw()


def describe_fields(model: type) -> tuple[types.Field, ...]:
    """The fields of a class of the models, with their types as msgspec describes them."""
    described = type_info(model)
    assert isinstance(described, types.DataclassType)
    return described.fields


_DATE_FORM = re.compile(get_args(constraints.Date)[1].pattern)
SCHEMA_KEY = "$schema"  # at the top of a plan: editors look there for the schema; we ignore it

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One fault: where in the document (keys, and places in lists from 0) and what is wrong."""

    path: Path
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


class InvalidError(Exception):
    """A document breaks the rules; `faults` are all of them, in the document's order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def read(tree: object) -> DataSet:
    """The data set that a parsed document holds; raises `InvalidError` with every fault."""
    found = faults(tree)
    if found:
        raise InvalidError(found)
    return msgspec.convert(tree, DataSet)


def read_quickly(raw: bytes) -> DataSet | None:
    """The data set that a valid JSON text holds; None for any other text, and for a few valid ones.

    Then `documents.parse` and `read` find out what is the matter.
    """
    try:
        if _may_hold_control_character(raw) or not _has_only_known_keys_once(raw):
            return None
        data = msgspec.json.decode(raw, type=DataSet)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return data if _links_hold(data) and _dates_hold(data) else None


def _may_hold_control_character(raw: bytes) -> bool:
    """Whether there is one in the text, or NUL as an escape. msgspec refuses those below a space.

    A single byte is found five times as quickly as what is longer.
    """
    return (
        b"\x7f" in raw
        or re.search(rb"\xc2[\x80-\x9f]", raw) is not None
        or (b"\\" in raw and b"\\u0000" in raw)
    )


def _has_only_known_keys_once(raw: bytes) -> bool:
    """Whether every key in a JSON text is known, and stands once in its object.

    msgspec ignores unknown keys of dataclasses, and of two equal keys it keeps the last. So the
    text is first read into structs, which can refuse unknown keys, and written again: if nothing
    is missing then, no key was there twice. (To read plain dicts and convert them takes longer.)
    """
    keys = msgspec.json.decode(raw, type=_keys_only(DataSet))
    length = len(msgspec.json.encode(keys))
    return length == len(raw) or length == len(msgspec.json.format(raw, indent=-1))


@cache
def _keys_only(kind: Any) -> Any:
    """The type that stands for `kind` when only keys matter: a struct in place of each dataclass.

    A value without keys is `Raw`: msgspec steps over it, and writes it as it was.
    """
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        members: list[Any] = []
        for field in dataclass_fields(kind):
            member = _keys_only(hints[field.name])
            if field.default is MISSING:
                members.append((field.name, member))
            elif member is Raw:
                members.append((field.name, member, _ABSENT))
            else:
                members.append((field.name, member | msgspec.UnsetType, msgspec.UNSET))
        if kind is DataSet:
            members.append(("schema_", Raw, _ABSENT))
        return msgspec.defstruct(
            "Keys",
            members,
            rename={"schema_": SCHEMA_KEY},
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
        )
    if get_origin(kind) is dict:
        return dict[str, Raw]
    inner = [_keys_only(part) for part in get_args(kind) if part is not ...]
    if get_origin(kind) is tuple:
        return list[inner[0]]  # type: ignore[valid-type]
    return Raw if all(part is Raw for part in inner) else inner[0] | None


def faults(tree: object) -> list[Fault]:
    """Every fault of a parsed document: those of shape, then those of links and of dates."""
    shape = _shape_faults(tree, type_info(DataSet), ())
    return [*shape, *_link_faults(tree), *_date_faults(tree)]


def json_schema() -> str:
    """The JSON Schema (2020-12) of a data set, as indented JSON, in the language in use."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("An open-government action plan"),
        **msgspec.json.schema(DataSet),
    }
    classes = {name: cls for name, cls in vars(models).items() if is_dataclass(cls)}
    for name, definition in schema["$defs"].items():
        if name in classes:
            definition["additionalProperties"] = False
            for field in dataclass_fields(classes[name]):
                title, description = field.metadata["title"], field.metadata["description"]
                described = {"title": _(title), "description": description}
                definition["properties"][field.name] |= described
    root = schema["$defs"][DataSet.__name__]["properties"]
    root[SCHEMA_KEY] = {"description": N_("The address of this schema, for text editors.")}
    for part in _mappings(schema):
        if isinstance(part.get("pattern"), str):
            part["pattern"] = constraints.published(part["pattern"])
    for described in descriptions(schema):
        text = described["description"]
        described["description"] = _(text)
    return msgspec.json.format(msgspec.json.encode(schema)).decode() + "\n"


def descriptions(schema: object) -> Iterator[dict[str, str]]:
    """Every part of a schema that has a description, which is text (a property may be named so)."""
    return (part for part in _mappings(schema) if isinstance(part.get("description"), str))


def _mappings(schema: object) -> Iterator[dict[str, Any]]:
    """A schema and every mapping in it."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema:  # type: ignore[attr-defined]
        if isinstance(part, dict | list):
            yield from _mappings(part)


def without_null(kind: types.Type) -> types.Type:
    """`kind` without its description and without its `| None`."""
    if isinstance(kind, types.Metadata):
        return without_null(kind.type)
    if isinstance(kind, types.UnionType):
        (kind,) = (k for k in kind.types if not isinstance(k, types.NoneType))
        return without_null(kind)
    return kind


def is_optional(kind: types.Type) -> bool:
    if isinstance(kind, types.Metadata):
        return is_optional(kind.type)
    return isinstance(kind, types.UnionType) and kind.includes_none


def _meant(word: str, known: list[str]) -> str:
    """`; did you mean …?` with the nearest of the known words, or nothing."""
    matches = near_misses(word, known, 1)
    return _("; did you mean {word}?").format(word=matches[0]) if matches else ""


def _shape_faults(value: object, kind: types.Type, path: Path) -> Iterator[Fault]:
    if value is None and is_optional(kind):
        return
    kind = without_null(kind)
    if isinstance(kind, types.DataclassType):
        yield from _mapping_faults(value, kind, path)
    elif isinstance(kind, types.VarTupleType):
        yield from _list_faults(value, kind, path)
    elif isinstance(kind, types.DictType):
        if not isinstance(value, dict):
            yield Fault(path, _wrong(value, _("a mapping")))
            return
        for key, item in value.items():
            yield from _shape_faults(item, kind.value_type, (*path, key))
    elif isinstance(kind, types.EnumType):
        allowed = [str(code.value) for code in kind.cls]
        if not isinstance(value, str):
            yield Fault(path, _wrong(value, _("one of {codes}").format(codes=", ".join(allowed))))
        elif value not in allowed:
            message = _("{word} is not one of {codes}").format(
                word=repr(value), codes=", ".join(allowed)
            )
            yield Fault(path, message + _meant(value, allowed))
    elif isinstance(kind, types.IntType):
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault(path, _wrong(value, _("a whole number"), _in_plain_figures(value)))
        elif not (kind.ge or 0) <= value <= (kind.le or 0):
            limits = _("must be a whole number from {least} to {most}")
            yield Fault(path, limits.format(least=kind.ge, most=kind.le))
    elif not isinstance(value, str):
        yield Fault(path, _wrong(value, _("text"), _("put it in quotes")))
    else:
        yield from _text_faults(value, kind, path)


def _text_faults(value: str, kind: types.Type, path: Path) -> Iterator[Fault]:
    assert isinstance(kind, types.StrType)
    if kind.pattern is None or re.search(kind.pattern, value):
        return
    if not value.strip():
        yield Fault(path, _("is empty"))
    else:
        message = _("{value} does not have the form {pattern}")
        yield Fault(
            path, message.format(value=repr(value), pattern=constraints.published(kind.pattern))
        )


def _mapping_faults(value: object, kind: types.DataclassType, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(path, _wrong(value, _("a mapping")))
        return
    known = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key not in known and (path or key != SCHEMA_KEY):
            message = _("unknown key {key}").format(key=repr(key)) + _meant(str(key), list(known))
            yield Fault((*path, key), message)
    for key, field in known.items():
        if key in value:
            yield from _shape_faults(value[key], field.type, (*path, key))
        elif field.required:
            yield Fault(path, _("{key} is missing").format(key=repr(key)))


def _list_faults(value: object, kind: types.VarTupleType, path: Path) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(path, _wrong(value, _("a list")))
        return
    if len(value) < (kind.min_length or 0) or (kind.max_length and len(value) > kind.max_length):
        limits = _("must have from {least} to {most} items")
        yield Fault(path, limits.format(least=kind.min_length, most=kind.max_length))
    for place, item in enumerate(value):
        yield from _shape_faults(item, kind.item_type, (*path, place))


def _wrong(value: object, wanted: str, advice: str = "") -> str:
    """That `value` is not what is wanted; of a YAML word taken otherwise, also what to do."""
    if isinstance(value, MisreadWord):
        kinds = {
            "boolean": _("yes or no (a boolean)"),
            "date": _("a date"),
            "number": _("a number"),
        }
        message = _("must be {wanted}: YAML reads {written} as {kind}")
        message = message.format(wanted=wanted, written=value.written, kind=kinds[value.kind])
        return f"{message}; {advice}" if advice else message
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


def _in_plain_figures(value: object) -> str:
    """The advice to write a YAML number plainly: 3 for 0x3 or 3.0; nothing for others."""
    if not isinstance(value, MisreadWord) or value.kind != "number":
        return ""
    try:
        figures = int(re.sub(r"\.0*$", "", value.written.replace("_", "")), 0)
    except ValueError:  # 010 is eight or ten, 12:30:00 no number that anybody meant
        return _("write it in plain figures")
    return _("write it in plain figures: {figures}").format(figures=figures)


def _links_hold(data: DataSet) -> bool:
    """Whether there is no fault of links: what `_link_faults` says of the tree, quickly."""
    organizations, topics = set(data.organizations_by_id), set(data.topics_by_id)
    numbers = {c.number for c in data.commitments}
    ogp_ids = [c.ogp_id for c in data.commitments if c.ogp_id]
    if len(numbers) < len(data.commitments) or len(set(ogp_ids)) < len(ogp_ids):
        return False
    for c in data.commitments:
        named = [p.organization for p in c.participants] + [m.organization for m in c.mentions]
        distinct = set(named)
        if len(distinct) < len(named) or not distinct <= organizations:
            return False
        if len(set(c.topics)) < len(c.topics) or not topics.issuperset(c.topics):
            return False
    return not any(_link_faults(_without_commitments(data)))


def _without_commitments(data: DataSet) -> object:
    """All else in a data set, as a tree: it is little, and can be looked at in the slow way."""
    return msgspec.to_builtins(replace(data, commitments=()))


Items = list[Any]


def _child(holder: Any, *path: str | int) -> Any:
    """What is at a path, each step a key or a place in a list; None where there is nothing."""
    for step in path:
        if isinstance(holder, dict):
            holder = holder.get(step)
        elif isinstance(holder, list) and isinstance(step, int):
            holder = holder[step]
        else:
            return None
    return holder


def _items(holder: Any, *keys: str) -> Items:
    """The list under `keys`; an empty one where there is none."""
    found = _child(holder, *keys)
    return found if isinstance(found, list) else []


def _values(items: Items, key: str) -> list[Any]:
    """What each item has under `key`: one value an item, None where it is no text or figure."""
    found = [item.get(key) if isinstance(item, dict) else None for item in items]
    return [value if isinstance(value, str | int) else None for value in found]


def _link_faults(tree: object) -> Iterator[Fault]:
    """Doubled ids and numbers, references to nobody, circles of parts."""
    organizations = _items(tree, "organizations")
    topics = _items(tree, "topics")
    commitments = _items(tree, "commitments")
    committee = _items(tree, "plan", "committee", "members")
    lists: list[tuple[Items, Path, str]] = [
        (organizations, ("organizations",), "id"),
        (topics, ("topics",), "id"),
        (commitments, ("commitments",), "number"),
        (commitments, ("commitments",), "ogp_id"),
        (_items(tree, "plan", "claims"), ("plan", "claims"), "claim"),
    ]
    for items, path, key in lists:
        yield from _doubled(_values(items, key), path, key)
    known = set(_values(organizations, "id"))
    known_topics = set(_values(topics, "id"))
    yield from _circles(organizations)
    yield from _lost(_values(organizations, "part_of"), known, ("organizations",), "part_of")
    at: Path = ("plan", "committee", "members")
    yield from _lost(_values(committee, "organization"), known, at, "organization")
    for place, item in enumerate(commitments):
        at = ("commitments", place)
        takers = _values(_items(item, "participants"), "organization")
        mentioned = _values(_items(item, "mentions"), "organization")
        yield from _doubled(takers, (*at, "participants"), "organization")
        yield from _doubled(mentioned, (*at, "mentions"), "organization")
        yield from _both(takers, mentioned, (*at, "mentions"))
        yield from _lost(takers, known, (*at, "participants"), "organization")
        yield from _lost(mentioned, known, (*at, "mentions"), "organization")
        codes = [code if isinstance(code, str) else None for code in _items(item, "topics")]
        yield from _doubled(codes, (*at, "topics"))
        yield from _lost(codes, known_topics, (*at, "topics"))


def _doubled(values: list[Any], path: Path, *key: str) -> Iterator[Fault]:
    """Values that stood before in the same list."""
    stated = [value for value in values if value is not None]
    if len(set(stated)) == len(stated):
        return
    seen = set()
    for place, value in enumerate(values):
        if value in seen and value is not None:
            yield Fault((*path, place, *key), _("{value} is repeated").format(value=repr(value)))
        seen.add(value)


def _lost(values: list[Any], known: set[Any], path: Path, *key: str) -> Iterator[Fault]:
    """References to nobody."""
    if known.issuperset(values):
        return
    for place, value in enumerate(values):
        if isinstance(value, str) and value not in known:
            message = _("there is no {value}").format(value=repr(value))
            hint = _meant(value, [str(word) for word in known if word])
            yield Fault((*path, place, *key), message + hint)


def _both(participants: list[Any], mentions: list[Any], at: Path) -> Iterator[Fault]:
    """Participants that are mentions too: a mention is of one who does not take part."""
    both = set(participants).intersection(mentions) - {None}
    for place, value in enumerate(mentions):
        if value in both:
            message = _("{value} is repeated: it is among the participants too").format(
                value=repr(value)
            )
            yield Fault((*at, place, "organization"), message)


def _circles(organizations: Items) -> Iterator[Fault]:
    ids, wholes = _values(organizations, "id"), _values(organizations, "part_of")
    whole_of = dict(zip(ids, wholes, strict=True))
    for place, own in enumerate(ids):
        above, seen = whole_of.get(own), set()
        while above is not None and above not in seen:
            seen.add(above)
            above = whole_of.get(above)
        if own in seen:
            message = _("{value} would be a part of itself").format(value=repr(own))
            yield Fault(("organizations", place, "part_of"), message)


# Dates


def _dates_hold(data: DataSet) -> bool:
    """Whether there is no fault of dates: what `_date_faults` says of the tree, quickly."""
    since = {c.suspension.since for c in data.commitments if c.suspension and c.suspension.since}
    return all(map(_date_exists, since)) and not any(_date_faults(_without_commitments(data)))


def _date_faults(tree: object) -> Iterator[Fault]:
    """Dates that do not exist, and ends before their starts."""
    paths: list[Path] = [("plan",), ("plan", "source")]
    for place in range(len(_items(tree, "commitments"))):
        paths += [("commitments", place), ("commitments", place, "suspension")]
    for path in paths:
        yield from _date_faults_of(_child(tree, *path), path)


def _date_faults_of(holder: object, path: Path) -> Iterator[Fault]:
    """Those of one mapping."""
    dates = {key: _stated_date(holder, key) for key in ("date", "since", "start", "end")}
    for key, value in dates.items():
        if value and not _date_exists(value):
            message = _("{value} is not in the calendar").format(value=repr(value))
            yield Fault((*path, key), message)
    start, end = dates["start"], dates["end"]
    if start and end and _is_before(end, start):
        message = _("{end} is before the start, {start}").format(end=repr(end), start=repr(start))
        yield Fault((*path, "end"), message)


def _stated_date(holder: object, key: str) -> str | None:
    """The date under a key, if what stands there has the form of one."""
    value = _child(holder, key)
    return value if isinstance(value, str) and _DATE_FORM.search(value) else None


def _date_exists(value: str) -> bool:
    """Whether a year, month or day is in the calendar (2031-02-31 is not, nor is the year 0)."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _is_before(end: str, start: str) -> bool:
    """Whether one date is before another, as exactly as both are known: 2020 is not before 2020-05.

    >>> _is_before("2020", "2020-05"), _is_before("2020-04-30", "2020-05")
    (False, True)
    """
    length = min(len(end), len(start))
    return end[:length] < start[:length]
