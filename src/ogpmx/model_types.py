"""The types of the models' fields, as msgspec describes them."""

from collections.abc import Iterator
from dataclasses import MISSING
from functools import cache
from typing import Any

from msgspec import inspect as types

from ogpmx import constraints, models

# msgspec evaluates the annotations of `models`: give that module the names that they use.
vars(models).update({name: value for name, value in vars(constraints).items() if name[0].isupper()})

type_info = cache(types.type_info)


def describe_fields(model: Any) -> dict[str, types.Type]:
    """The types of a model's fields, in their order."""
    described = type_info(model)
    assert isinstance(described, types.DataclassType)
    kinds = {field.name: field.type for field in described.fields}
    return {name: kinds[name] for name in model.__dataclass_fields__}


def is_required(model: Any, name: str) -> bool:
    """Whether a field of a model must be there."""
    field = model.__dataclass_fields__[name]
    return field.default is MISSING and field.default_factory is MISSING


def alternatives(kind: types.Type) -> list[types.Type]:
    """What a value can be, without its description and without null."""
    if isinstance(kind, types.Metadata):
        return alternatives(kind.type)
    if isinstance(kind, types.UnionType):
        return [a for part in kind.types for a in alternatives(part)]
    return [] if isinstance(kind, types.NoneType) else [kind]


def list_metadata(kind: types.Type) -> Iterator[types.Metadata]:
    """What `constraints` says of a value, and of each kind of value that it can be."""
    if isinstance(kind, types.Metadata):
        yield kind
        yield from list_metadata(kind.type)
    elif isinstance(kind, types.UnionType):
        for part in kind.types:
            yield from list_metadata(part)


def rule_of(kind: types.Type) -> str:
    """What a value is held to beyond its form, by its `rule` in `constraints`; "": nothing more."""
    return next((said.extra["rule"] for said in list_metadata(kind) if said.extra), "")
