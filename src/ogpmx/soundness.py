"""Whether a data set that has the right types is valid: told quickly, without what is wrong.

`faults` walks through a document value by value, which takes twenty times as long. Here one field
is looked at in all records at once, and only where its type alone does not hold it to the rules.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect as types

from ogpmx.faults import date_exists, find_faults, is_before, is_language_tag, is_part_of_itself
from ogpmx.model_fields import said_of
from ogpmx.model_types import alternatives, describe_fields, is_text, rule_of
from ogpmx.models import Commitment, DataSet


class _Field(NamedTuple):
    """A field with more rules than its type's."""

    name: str
    unfold: type[types.Type] | None  # a list's or a mapping's type, if it holds several values
    rule: str  # what each value is held to; empty: nothing more
    model: Any  # what the values are, if they are records
    once: tuple[tuple[str, ...], ...]  # in what a list's items differ


def is_sound(data: DataSet) -> bool:
    """Whether a data set, read from JSON by its types alone, has no fault."""
    if data.plan.claims and has_faults(replace(data, commitments=())):
        return False
    whole_of = {o.id: o.part_of for o in data.organizations}
    held: dict[str, list[Any]] = defaultdict(list)
    return (
        _gather([data], DataSet, held)
        and all(map(_is_apart, data.commitments))
        and data.organizations_by_id.keys() >= set(held["reference"])
        and data.topics_by_id.keys() >= set(held["topic"])
        and set(data.plan.source.tables or ()) >= set(held["table"])
        and all(map(date_exists, set(held["date"])))
        and not any(is_before(end, start) for start, end in held["period"])
        and not any(is_part_of_itself(own, whole_of) for own in whole_of)
        and _are_told(held["text"], {*held["language"]})
    )


def has_faults(data: DataSet) -> bool:
    """Whether a data set has faults, as `find_faults` finds them."""
    tree = msgspec.json.decode(msgspec.json.encode(data))  # lists, where the models have tuples
    return bool(find_faults(without_nulls(tree)))


def without_nulls(tree: Any) -> Any:
    """A document without the keys that hold null: what is null is as if it were not there."""
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items() if value is not None}
    return [without_nulls(item) for item in tree] if isinstance(tree, list) else tree


def _gather(records: Sequence[Any], model: Any, held: dict[str, list[Any]]) -> bool:
    """Add each value of these records to `held`, under its rule; False if items are repeated."""
    for field in _list_fields(model):
        values = [v for v in map(attrgetter(field.name), records) if v is not None]
        if not all(_differ(items, names) for names in field.once for items in values):
            return False
        if field.unfold is types.DictType:
            if not all(values):  # an empty mapping
                return False
            values = [value for mapping in values for value in mapping.values()]
        elif field.unfold:
            values = [*chain.from_iterable(values)]
        if field.rule:
            held[field.rule] += values
        elif values and field.model and not _gather(values, field.model, held):
            return False
    if hasattr(model, "end"):
        held["period"] += [(r.start, r.end) for r in records if r.start and r.end]
    return True


@cache
def _list_fields(model: Any) -> list[_Field]:
    """The fields of a model that have more rules than their type's."""
    found = []
    for name, kind in describe_fields(model).items():
        unfold: type[types.Type] | None = None
        for option in alternatives(kind):
            if isinstance(option, types.VarTupleType):
                unfold, kind = types.VarTupleType, option.item_type
            elif isinstance(option, types.DictType) and not is_text(kind):
                unfold, kind = types.DictType, option.value_type
        records = [o.cls for o in alternatives(kind) if isinstance(o, types.DataclassType)]
        rule = rule_of(kind)
        once = said_of(model, name).once
        if records or rule or once:
            found.append(_Field(name, unfold, rule, next(iter(records), None), once))
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


def _are_told(texts: list[str | dict[str, str]], tags: set[str]) -> bool:
    """Whether no text is blank, and each language is written in one way, there and in `tags`."""
    lines = [text for text in texts if isinstance(text, str)]
    for text in texts:
        if isinstance(text, dict):
            lines += text.values()
            tags.update(text)
    return (
        all(texts)
        and all(map(str.strip, lines))
        and all(map(is_language_tag, tags))
        and len({*map(str.lower, tags)}) == len(tags)
    )
