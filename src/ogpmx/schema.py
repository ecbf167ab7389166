"""A plan's file as a data set: the careful way, with all that is wrong, and a quick way for JSON.

`faults` walks through a document value by value, which takes twenty times as long as the quick way.
There one field is looked at in all records at once, and only where its type alone does not hold it
to the rules.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import is_dataclass, replace
from functools import cache, reduce
from itertools import chain
from operator import attrgetter, or_
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Raw
from msgspec import inspect as types

from ogpmx import faults
from ogpmx.faults import Fault, find_faults, find_uncountable_claims
from ogpmx.model_fields import said_of
from ogpmx.model_types import alternatives, describe_fields, rule_of
from ogpmx.models import Commitment, DataSet

# Neither ASCII, in which a quote would end the text, nor half of a pair
_ESCAPED_LETTER = re.compile(rb"(?i)\\u(?!00[0-7]|d[89a-f])([0-9a-f]{4})")
# What was read last stays alive until exit: to free it takes a tenth of a long run.
_last_read: list[Any] = []
SCHEMA_KEY = "$schema"  # at the top of a plan: editors look there for the schema; we ignore it


class InvalidError(Exception):
    """A document breaks the rules; `faults` are all of them, in the document's order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def read(tree: object) -> DataSet:
    """The data set that a parsed document holds; raises `InvalidError` with every fault."""
    tree = _without_nulls(tree)
    if isinstance(tree, dict):
        tree.pop(SCHEMA_KEY, None)
    if found := find_faults(tree):
        raise InvalidError(found)
    data = msgspec.convert(tree, DataSet)
    if found := [*find_uncountable_claims(data)]:
        raise InvalidError(found)
    return data


def _without_nulls(tree: Any) -> Any:
    """A document without the keys that hold null: what is null is as if it were not there."""
    if isinstance(tree, dict):
        return {key: _without_nulls(value) for key, value in tree.items() if value is not None}
    return [*map(_without_nulls, tree)] if isinstance(tree, list | tuple) else tree


def read_quickly(raw: bytes) -> DataSet | None:
    """The data set that a valid JSON text holds; None for any other text, and for a few valid ones.

    Then `documents.parse` and `read` find out what is the matter.
    """
    try:
        if raw.find(b"\n", 0, -1) >= 0:  # indented; without the spaces all else is quicker
            raw = msgspec.json.format(raw, indent=-1)
        if _may_hold_control_character(raw) or not _has_only_known_keys_once(raw):
            return None
        data = msgspec.json.decode(raw, type=DataSet)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    if not _is_sound(data) or any(find_uncountable_claims(data)):
        return None
    _last_read[:] = [data]
    return data


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
    Commitments are read one by one, in the same memory: of a long plan that saves a third.
    """
    if b"\\u" in raw:  # escaped letters are written again as letters
        raw = _ESCAPED_LETTER.sub(lambda found: chr(int(found[1], 16)).encode(), raw)
    read = msgspec.json.Decoder(_keys_only(Commitment)).decode
    write = msgspec.json.Encoder().encode
    whole = msgspec.json.decode(raw, type=_keys_only(DataSet))
    commitments = whole.commitments or []
    if commitments:
        whole.commitments = []
    commas = max(len(commitments) - 1, 0)
    length = len(write(whole)) + commas + sum(len(write(read(c))) for c in commitments)
    # no key is as short as a line end
    return len(raw) - length < 2 or length == len(msgspec.json.format(raw, indent=-1))


@cache
def _keys_only(kind: Any) -> Any:
    """The type that stands for `kind` when only keys matter: a struct in place of each dataclass.

    A value without keys is `Raw`: msgspec steps over it, and writes it as it was.
    """
    if is_dataclass(kind):
        keys = {name: _keys_only(hint) for name, hint in get_type_hints(kind).items()}
        if kind is DataSet:
            keys |= {"schema_": Raw, "commitments": list[Raw]}
        members = [(name, held | msgspec.UnsetType, msgspec.UNSET) for name, held in keys.items()]
        renamed = {"schema_": SCHEMA_KEY}
        return msgspec.defstruct("Keys", members, rename=renamed, forbid_unknown_fields=True)
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return dict[str, _keys_only(parts[1])]  # type: ignore[misc]
    if get_origin(kind) is tuple:
        return list[_keys_only(parts[0])]  # type: ignore[misc]
    inner = {part: _keys_only(part) for part in parts}
    if all(keys is Raw for keys in inner.values()):
        return Raw
    return reduce(or_, (part if keys is Raw else keys for part, keys in inner.items()))


def _is_sound(data: DataSet) -> bool:
    """Whether a data set, read from JSON by its types alone, has no fault."""
    if data.plan.claims:  # what they count by is for `faults` to judge
        tree = msgspec.to_builtins(replace(data, commitments=()))
        if find_faults(_without_nulls(tree)):
            return False
    whole_of = {o.id: o.part_of for o in data.organizations}
    tables = data.plan.source.tables
    held: dict[str, set[Any]] = defaultdict(set)
    return (
        _gather([data], DataSet, held)
        and tables != {}
        and _are_told((tables or {}).values(), held["language"])
        and all(map(_is_apart, data.commitments))
        and data.organizations_by_id.keys() >= held["reference"]
        and data.topics_by_id.keys() >= held["topic"]
        and {*(tables or ())} >= held["table"]
        and all(map(faults.date_exists, held["date"]))
        and not any(faults.is_before(end, start) for start, end in held["period"])
        and not any(faults.is_part_of_itself(own, whole_of) for own in whole_of)
        and all(map(faults.LANGUAGE_FORM.search, held["language"]))
        and len({*map(str.lower, held["language"])}) == len(held["language"])
    )


def _gather(records: Sequence[Any], model: Any, held: dict[str, set[Any]]) -> bool:
    """Add the values of these records to `held`, under their rules; of texts, the languages.

    False if items are repeated or a text is blank. Records within records are looked at some at a
    time: so they stay in the processor's cache, which saves two fifths of the time.
    """
    for looked in _list_rules(model):
        values = [v for v in map(attrgetter(looked.field), records) if v is not None]
        if not all(_differ(items, names) for names in looked.once for items in values):
            return False
        if looked.is_list:
            values = [*chain.from_iterable(values)]
        if looked.rule == "text":
            if not _are_told(values, held["language"]):
                return False
        elif looked.rule:
            held[looked.rule].update(values)
        else:
            some = (values[at : at + 128] for at in range(0, len(values), 128))
            if not all(_gather(batch, looked.model, held) for batch in some):
                return False
    if hasattr(model, "end"):
        held["period"].update((r.start, r.end) for r in records if r.start and r.end)
    return True


class _Looked(NamedTuple):
    """A field that its type alone does not hold to the rules."""

    field: str
    rule: str  # "": it holds records
    model: Any  # theirs
    is_list: bool
    once: tuple[tuple[str, ...], ...]  # see `model_fields.Said`


@cache
def _list_rules(model: Any) -> list[_Looked]:
    """The fields of a model that must be looked at."""
    found = []
    for name, field in describe_fields(model).items():
        option = alternatives(field.type)[0]
        item = option.item_type if isinstance(option, types.VarTupleType) else field.type
        rule, held_model = rule_of(item), getattr(alternatives(item)[0], "cls", None)
        if rule or is_dataclass(held_model):
            once = said_of(model, name).once
            found.append(_Looked(name, rule, held_model, item is not field.type, once))
    return found


def _differ(items: Sequence[Any], names: tuple[str, ...]) -> bool:
    """Whether the items of a list that have the first of these fields differ in them together.

    Without names, whether the items themselves differ. Numbers are as they are asked for: 5 is "5",
    b.1 is B.1; ids have one form.
    """
    if len(items) < 2:
        return True
    told = [v for v in map(attrgetter(names[0]), items) if v is not None] if names else items
    if names == ("number",):
        told = [str(number).strip().casefold() for number in told]
    if len(set(told)) == len(told):
        return True
    return len(names) > 1 and len({*map(attrgetter(*names), items)}) == len(told)


def _is_apart(commitment: Commitment) -> bool:
    """Whether nobody is mentioned who takes part."""
    mentioned = {mention.organization for mention in commitment.mentions}
    return not mentioned or mentioned.isdisjoint(p.organization for p in commitment.participants)


def _are_told(texts: Iterable[str | dict[str, str]], tags: set[str]) -> bool:
    """Whether no text is blank; their languages are added to `tags`."""
    for text in texts:
        if isinstance(text, dict):
            tags.update(text)
        lines = text.values() if isinstance(text, dict) else [text]
        if not text or not all(map(str.strip, lines)):
            return False
    return True
