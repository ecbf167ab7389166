"""The types of the models' fields, as msgspec describes them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import inspect as types

from ogpmx import constraints, models

# msgspec evaluates the annotations of `models`: give that module the names that they use.
vars(models).update({name: value for name, value in vars(constraints).items() if name[0].isupper()})

type_info = cache(types.type_info)


def describe_fields(model: Any) -> dict[str, types.Field]:
    """The fields of a model, in their order: their types, and whether they must be there."""
    described = type_info(model)
    assert isinstance(described, types.DataclassType)
    by_name = {field.name: field for field in described.fields}
    return {name: by_name[name] for name in model.__dataclass_fields__}


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
