"""The types of the models' fields, as msgspec describes them."""

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


def is_text(kind: types.Type) -> bool:
    """Whether a value can be a text in one language or in several."""
    kinds = {type(option) for option in alternatives(kind)}
    return {types.StrType, types.DictType} <= kinds


def is_texts(kind: types.DictType) -> bool:
    """Whether a mapping is one from languages to texts: the only one of plain text."""
    return isinstance(kind.key_type, types.StrType) and isinstance(kind.value_type, types.StrType)


def holds(kind: types.Type, wanted: types.Type) -> bool:
    """Whether a value is, or can be, of a described type of `constraints`."""
    if isinstance(kind, types.UnionType):
        return kind == wanted or any(holds(part, wanted) for part in kind.types)
    return kind == wanted or (isinstance(kind, types.Metadata) and holds(kind.type, wanted))


CRITERIA, LINE, LANGUAGE = map(
    type_info, (constraints.Criteria, constraints.Line, constraints.LanguageTag)
)
_RULES = {
    "reference": type_info(constraints.Reference),
    "topic": type_info(constraints.TopicReference),
    "table": type_info(constraints.TableReference),
    "date": type_info(constraints.Date),
    "language": LANGUAGE,
}


def rule_of(kind: types.Type) -> str:
    """What a value is held to beyond its form; "": nothing more."""
    rules = (rule for rule, described in _RULES.items() if holds(kind, described))
    return "text" if is_text(kind) else next(rules, "")
