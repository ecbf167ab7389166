"""How the models say their fields: the type, what it is called, what it holds."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


def about(
    title: str,
    description: str,
    heading: str = "",
    *,
    default: Any = MISSING,
    factory: Any = MISSING,
    once: tuple[tuple[str, ...], ...] = (),
) -> Any:
    """A field of a model: what it is called, what it holds, and its title where there is little
    room. Without a default or a factory of one it must be there. `once`: keys, or several together,
    that differ in a list's items (no key: the items themselves)."""
    said = {"title": title, "description": description, "heading": heading or title, "once": once}
    # an instance as default would do, but msgspec 0.22 crashes on one when memory is collected
    return field(default=default, default_factory=factory, metadata=said)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(about, field))
def model(cls: type[T]) -> type[T]:
    """A class of frozen records."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def said_of(cls: Any, name: str) -> Mapping[str, Any]:
    """What `about` says of a field of a model, in English: `title`, `description`, `heading`."""
    said: Mapping[str, Any] = cls.__dataclass_fields__[name].metadata
    return said


def holds_date(cls: Any, name: str) -> bool:
    """Whether a field of a model holds a date."""
    return "Date" in cls.__dataclass_fields__[name].type


def holds_text(cls: Any, name: str) -> bool:
    """Whether a field of a model holds texts; annotations are unevaluated strings here."""
    return "Text" in cls.__dataclass_fields__[name].type
