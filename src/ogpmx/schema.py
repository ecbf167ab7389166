"""A plan's file as a data set, and the JSON Schema of such files."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from operator import or_
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw

from ogpmx import constraints, models
from ogpmx.faults import Fault, find_faults, find_uncountable_claims
from ogpmx.messages import N_, _
from ogpmx.model_fields import said_of
from ogpmx.model_types import is_required
from ogpmx.models import DataSet
from ogpmx.soundness import is_sound, without_nulls

_ABSENT = Raw()
# Neither ASCII, in which a quote would end the text, nor half of a pair
_ESCAPED_LETTER = re.compile(rb"(?i)\\u(?!00[0-7]|d[89a-f])([0-9a-f]{4})")
_last_keys: Any = None  # alive until exit: to free them takes 5 % of a long run
SCHEMA_KEY = "$schema"  # at the top of a plan: editors look there for the schema; we ignore it


class InvalidError(Exception):
    """A document breaks the rules; `faults` are all of them, in the document's order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def read(tree: object) -> DataSet:
    """The data set that a parsed document holds; raises `InvalidError` with every fault."""
    tree = without_nulls(tree)
    if isinstance(tree, dict):
        tree.pop(SCHEMA_KEY, None)
    found = find_faults(tree)
    if found:
        raise InvalidError(found)
    data = msgspec.convert(tree, DataSet)
    found = [*find_uncountable_claims(data)]
    if found:
        raise InvalidError(found)
    return data


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
    return data if is_sound(data) and not any(find_uncountable_claims(data)) else None


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
    if b"\\u" in raw:  # escaped letters are written again as letters
        raw = _ESCAPED_LETTER.sub(lambda found: chr(int(found[1], 16)).encode(), raw)
    global _last_keys
    _last_keys = msgspec.json.decode(raw, type=_keys_only(DataSet))
    length = len(msgspec.json.encode(_last_keys))
    return length == len(raw) or length == len(msgspec.json.format(raw, indent=-1))


@cache
def _keys_only(kind: Any) -> Any:
    """The type that stands for `kind` when only keys matter: a struct in place of each dataclass.

    A value without keys is `Raw`: msgspec steps over it, and writes it as it was.
    """
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        members: list[Any] = []
        for field in fields(kind):
            member = _keys_only(hints[field.name])
            if is_required(kind, field.name):
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
    parts = [part for part in get_args(kind) if part is not ...]
    if get_origin(kind) is dict:
        return dict[str, _keys_only(parts[1])]  # type: ignore[misc]
    if get_origin(kind) is tuple:
        return list[_keys_only(parts[0])]  # type: ignore[misc]
    inner = [(part, _keys_only(part)) for part in parts]
    if all(keys is Raw for _part, keys in inner):
        return Raw
    return reduce(or_, (part if keys is Raw else keys for part, keys in inner))


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
            required = definition.get("required", ())
            for field in fields(classes[name]):
                said = said_of(classes[name], field.name)
                described = {"title": _(said.title), "description": said.description}
                held = definition["properties"][field.name]
                held.pop("default", None)
                if field.name not in required:  # what is null is as if it were not there
                    options = held.get("anyOf", [held])
                    held = {"anyOf": [*(o for o in options if o != _NULL), _NULL]}
                definition["properties"][field.name] = described | held
    counting = schema["$defs"][models.Counting.__name__]
    counting["oneOf"] = [  # exactly one of its keys, and not null
        {"required": [key], "properties": {key: {"not": _NULL}}}
        for key in models.Counting.__dataclass_fields__
    ]
    root = schema["$defs"][DataSet.__name__]["properties"]
    root[SCHEMA_KEY] = {"description": N_("The address of this schema, for text editors.")}
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    for part in _mappings(schema):
        if texts in part.get("anyOf", ()):  # what `faults` holds a text against
            part["anyOf"] = [o for o in part["anyOf"] if o not in (texts, {"type": "string"})]
            part["anyOf"] += [{"type": "string", "pattern": r"\S"}, _text_schema()]
    for part in [*_mappings(schema)]:
        if isinstance(part.get("pattern"), str):
            part["pattern"] = constraints.published(part["pattern"])
        if "propertyNames" in part:
            _allow_nulls(part)
    for described in descriptions(schema):
        text = described["description"]
        described["description"] = _(text)
    return msgspec.json.format(msgspec.json.encode(schema)).decode() + "\n"


_NULL = {"type": "null"}


def _allow_nulls(mapping: dict[str, Any]) -> None:
    """Let a mapping whose keys are free hold null, and, unless it is one of filters, not only null.

    What is null is as if it were not there, and a text is in one language at least.
    """
    values = mapping["additionalProperties"]
    mapping["additionalProperties"] = {"anyOf": [values, _NULL]}
    if values.get("type") != "array":
        mapping["not"] = {"additionalProperties": _NULL}


def _text_schema() -> dict[str, Any]:
    """A mapping from languages to texts."""
    tag = get_args(constraints.LanguageTag)[1]
    return {
        "type": "object",
        "propertyNames": {"pattern": tag.pattern, "description": tag.description},
        "additionalProperties": {"type": "string", "pattern": r"\S"},
        "minProperties": 1,
    }


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
