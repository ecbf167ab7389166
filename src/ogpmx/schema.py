"""What a valid file is: every rule about validity, for loading and for `validate` alike.

The shape comes from the dataclasses of `models` (types, patterns, limits, through msgspec's
description of them); the links between records are checked here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect as types

from ogpmx import fields, models
from ogpmx.messages import _
from ogpmx.models import DataSet

# The names in the models' annotations, which are looked up from here on.
vars(models).update({name: value for name, value in vars(fields).items() if name[0].isupper()})

type_info = cache(types.type_info)

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


class Odd(NamedTuple):
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
    try:
        data = msgspec.convert(tree, DataSet)
    except msgspec.ValidationError:
        raise InvalidError(faults(tree)) from None
    if not _has_unknown_keys(tree, DataSet) and next(_link_faults(tree), None) is None:
        return data
    raise InvalidError(faults(tree))


def faults(tree: object) -> list[Fault]:
    """Every fault of a parsed document: those of shape, then those of links."""
    return [*_shape_faults(tree, type_info(DataSet), ()), *_link_faults(tree)]


def json_schema() -> str:
    """The JSON Schema (2020-12) of a data set, as indented JSON."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An open-government action plan",
        **msgspec.json.schema(DataSet),
    }
    for definition in schema["$defs"].values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False
    return msgspec.json.format(msgspec.json.encode(schema)).decode() + "\n"


@cache
def _nested(cls: type) -> tuple[frozenset[str], tuple[tuple[str, type, bool], ...]]:
    """A dataclass's keys, and those that hold dataclasses: (key, class, whether in a list)."""
    info = type_info(cls)
    assert isinstance(info, types.DataclassType)
    nested = []
    for field in info.fields:
        kind = _plain(field.type)
        many = isinstance(kind, types.VarTupleType)
        if isinstance(kind, types.VarTupleType):
            kind = _plain(kind.item_type)
        if isinstance(kind, types.DataclassType):
            nested.append((field.encode_name, kind.cls, many))
    return frozenset(field.encode_name for field in info.fields), tuple(nested)


def _has_unknown_keys(value: Any, cls: type) -> bool:
    """Whether a document that converts to `cls` has a key that `cls` lacks (msgspec lets it)."""
    keys, nested = _nested(cls)
    if not value.keys() <= keys:
        return True
    for key, child, many in nested:
        inner = value.get(key)
        if inner and any(_has_unknown_keys(v, child) for v in (inner if many else (inner,))):
            return True
    return False


def _plain(kind: types.Type) -> types.Type:
    """`kind` without its description and without its `| None`."""
    if isinstance(kind, types.Metadata):
        return _plain(kind.type)
    if isinstance(kind, types.UnionType):
        (kind,) = (k for k in kind.types if not isinstance(k, types.NoneType))
        return _plain(kind)
    return kind


def _optional(kind: types.Type) -> bool:
    if isinstance(kind, types.Metadata):
        return _optional(kind.type)
    return isinstance(kind, types.UnionType) and kind.includes_none


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean …?` with the nearest of the known words, or nothing."""
    from difflib import get_close_matches

    matches = get_close_matches(word, known, n=1)
    return _("; did you mean {word}?").format(word=matches[0]) if matches else ""


def _shape_faults(value: object, kind: types.Type, path: Path) -> Iterator[Fault]:
    if value is None and _optional(kind):
        return
    kind = _plain(kind)
    if isinstance(kind, types.DataclassType):
        yield from _mapping_faults(value, kind, path)
    elif isinstance(kind, types.VarTupleType):
        yield from _list_faults(value, kind, path)
    elif isinstance(kind, types.EnumType):
        allowed = [str(code.value) for code in kind.cls]
        if not isinstance(value, str):
            yield Fault(path, _wrong(value, _("one of {codes}").format(codes=", ".join(allowed))))
        elif value not in allowed:
            message = _("{word} is not one of {codes}").format(
                word=repr(value), codes=", ".join(allowed)
            )
            yield Fault(path, message + nearest(value, allowed))
    elif isinstance(kind, types.IntType):
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault(path, _wrong(value, _("a whole number")))
        elif not (kind.ge or 0) <= value <= (kind.le or 0):
            limits = _("must be a whole number from {least} to {most}")
            yield Fault(path, limits.format(least=kind.ge, most=kind.le))
    elif not isinstance(value, str):
        yield Fault(path, _wrong(value, _("text")))
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
        yield Fault(path, message.format(value=repr(value), pattern=kind.pattern))


def _mapping_faults(value: object, kind: types.DataclassType, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(path, _wrong(value, _("a mapping")))
        return
    known = {field.encode_name: field for field in kind.fields}
    for key in value:
        if key not in known:
            message = _("unknown key {key}").format(key=repr(key)) + nearest(str(key), list(known))
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


def _wrong(value: object, wanted: str) -> str:
    """That `value` is not what is wanted; for a YAML word taken otherwise, what to do."""
    if isinstance(value, Odd):
        hint = _("YAML reads {written} as {kind}; put it in quotes")
        read_as = {
            "boolean": _("yes or no (a boolean)"),
            "date": _("a date"),
            "number": _("a number"),
        }
        found = hint.format(written=value.written, kind=read_as[value.kind])
        return _("must be {wanted}: {found}").format(wanted=wanted, found=found)
    names = {
        dict: _("a mapping"),
        list: _("a list"),
        str: _("text"),
        bool: _("a boolean"),
        int: _("a number"),
        float: _("a number with decimals"),
    }
    found = names.get(type(value), _("nothing (null)"))
    return _("must be {wanted}, not {found}").format(wanted=wanted, found=found)


Record = tuple[Path, dict[Any, Any]]


def _records(holder: object, *keys: str, at: Path = ()) -> list[Record]:
    """The mappings in the list under `keys`, each with its path; other shapes are passed over."""
    for key in keys:
        holder = holder.get(key) if isinstance(holder, dict) else None
    items = holder if isinstance(holder, list) else []
    return [((*at, *keys, n), item) for n, item in enumerate(items) if isinstance(item, dict)]


def _link_faults(tree: object) -> Iterator[Fault]:
    """Doubled ids and numbers, references to nobody, circles of parts."""
    organizations = _records(tree, "organizations")
    topics = _records(tree, "topics")
    commitments = _records(tree, "commitments")
    yield from _doubled(organizations, "id")
    yield from _doubled(topics, "id")
    yield from _doubled(commitments, "number")
    yield from _doubled(commitments, "ogp_id")
    yield from _doubled(_records(tree, "plan", "claims"), "claim")
    known = {item["id"] for _path, item in organizations if isinstance(item.get("id"), str)}
    yield from _circles(organizations)
    yield from _lost(organizations, "part_of", known)
    yield from _lost(_records(tree, "plan", "committee", "members"), "organization", known)
    known_topics = {item["id"] for _path, item in topics if isinstance(item.get("id"), str)}
    for path, item in commitments:
        participants = _records(item, "participants", at=path)
        mentions = _records(item, "mentions", at=path)
        yield from _doubled([*participants, *mentions], "organization")
        yield from _lost(participants, "organization", known)
        yield from _lost(mentions, "organization", known)
        codes = item.get("topics")
        for n, code in enumerate(codes if isinstance(codes, list) else ()):
            yield from _lost([((*path, "topics"), {n: code})], n, known_topics)


def _doubled(records: list[Record], key: str) -> Iterator[Fault]:
    values = [item.get(key) for _path, item in records]
    count = Counter(value for value in values if isinstance(value, str | int))
    if len(count) == len(values):
        return
    seen = set()
    for (path, _item), value in zip(records, values, strict=True):
        if isinstance(value, str | int) and count[value] > 1:
            if value in seen:
                yield Fault((*path, key), _("{value} stands twice").format(value=repr(value)))
            seen.add(value)


def _lost(records: list[Record], key: str | int, known: set[str]) -> Iterator[Fault]:
    """References to nobody."""
    for path, item in records:
        value = item.get(key)
        if isinstance(value, str) and value not in known:
            message = _("there is no {value}").format(value=repr(value))
            yield Fault((*path, key), message + nearest(value, list(known)))


def _circles(organizations: list[Record]) -> Iterator[Fault]:
    whole = {str(item.get("id")): item.get("part_of") for _path, item in organizations}
    for path, item in organizations:
        above, seen = whole.get(str(item.get("id"))), set()
        while isinstance(above, str) and above not in seen:
            seen.add(above)
            above = whole.get(above)
        if item.get("id") in seen:
            message = _("{value} would be a part of itself").format(value=repr(item["id"]))
            yield Fault((*path, "part_of"), message)
