"""The types of the models' fields, as msgspec describes them."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_type_hints

from msgspec import inspect as types

from ogpmx import constraints, models

MODELS = [value for value in vars(models).values() if is_dataclass(value)]
# The annotations of the models are texts, evaluated here: once, for msgspec would do so each time.
# It describes all models in one go, too: else it would describe again those within others.
for model in MODELS:
    model.__annotations__ = get_type_hints(model, None, vars(constraints), include_extras=True)
_DESCRIBED: dict[Any, Any] = dict(zip(MODELS, types.multi_type_info(MODELS), strict=True))


def type_info(kind: Any) -> types.Type:
    """A model, or any other type, as msgspec describes it."""
    return _DESCRIBED[kind] if kind in _DESCRIBED else types.type_info(kind)


def describe_fields(model: Any) -> dict[str, types.Field]:
    """The fields of a model, in their order: their types, and whether they must be there."""
    by_name = {field.name: field for field in _DESCRIBED[model].fields}
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
