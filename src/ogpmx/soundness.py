"""Whether a data set that has the right types is valid: told quickly, without what is wrong.

`faults` walks through a document value by value, which takes twenty times as long. Here one field
is looked at in all records at once, and only where its type alone does not hold it to the rules.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import inspect as types

from ogpmx.faults import LANGUAGE_FORM, date_exists, find_faults, is_before, is_part_of_itself
from ogpmx.model_fields import said_of
from ogpmx.model_types import alternatives, describe_fields, rule_of
from ogpmx.models import Commitment, DataSet


def is_sound(data: DataSet) -> bool:
    """Whether a data set, read from JSON by its types alone, has no fault."""
    if data.plan.claims:  # what they count by is for `faults` to judge
        tree = msgspec.json.decode(msgspec.json.encode(replace(data, commitments=())))
        if find_faults(without_nulls(tree)):
            return False
    whole_of = {o.id: o.part_of for o in data.organizations}
    tables = data.plan.source.tables
    held: dict[str, list[Any]] = defaultdict(list)
    return (
        _gather([data], DataSet, held)
        and all(map(_is_apart, data.commitments))
        and data.organizations_by_id.keys() >= set(held["reference"])
        and data.topics_by_id.keys() >= set(held["topic"])
        and tables != {}
        and set(tables or ()) >= set(held["table"])
        and all(map(date_exists, set(held["date"])))
        and not any(is_before(end, start) for start, end in held["period"])
        and not any(is_part_of_itself(own, whole_of) for own in whole_of)
        and _are_told([*held["text"], *(tables or {}).values()], {*held["language"]})
    )


def without_nulls(tree: Any) -> Any:
    """A document without the keys that hold null: what is null is as if it were not there."""
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items() if value is not None}
    return [without_nulls(item) for item in tree] if isinstance(tree, list) else tree


def _gather(records: Sequence[Any], model: Any, held: dict[str, list[Any]]) -> bool:
    """Add each value of these records to `held`, under its rule; False if items are repeated."""
    for name, kind in describe_fields(model).items():
        option = alternatives(kind)[0]
        item = option.item_type if isinstance(option, types.VarTupleType) else kind
        rule, record = rule_of(item), alternatives(item)[0]
        if not rule and not isinstance(record, types.DataclassType):
            continue  # its type alone holds it to the rules
        values = [v for v in map(attrgetter(name), records) if v is not None]
        once = said_of(model, name).once
        if not all(_differ(items, names) for names in once for items in values):
            return False
        if item is not kind:
            values = [*chain.from_iterable(values)]
        if rule:
            held[rule] += values
        elif values and not _gather(values, getattr(record, "cls", None), held):
            return False
    if hasattr(model, "end"):
        held["period"] += [(r.start, r.end) for r in records if r.start and r.end]
    return True


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
        and all(map(LANGUAGE_FORM.search, tags))
        and len({*map(str.lower, tags)}) == len(tags)
    )
